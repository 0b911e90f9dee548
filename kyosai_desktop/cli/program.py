"""From arguments to an exit status: parse, carry out, answer. Every refusal ends here as a sentence."""

from __future__ import annotations

import argparse
import io
import sys
import traceback
from dataclasses import dataclass, replace
from pathlib import Path

from kyosai_desktop.cli.answer import Answer, Console, Status
from kyosai_desktop.cli.arguments import Helped, build_parser
from kyosai_desktop.domain.problem import Problem, Refused


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended; ``window`` is a book that it asks to be opened in the window."""

    status: int
    window: Path | None = None


def run(argv: list[str]) -> Ended:
    """Carry out one command. Output is UTF-8 whatever the locale says."""
    _use_utf8()
    console = Console(as_json="--json" in argv)
    command = next((word for word in argv if not word.startswith("-")), "")
    book = ""
    try:
        options = build_parser().parse_args(argv)
        command, book = options.command, str(getattr(options, "book", "") or "")
        console = Console(as_json=options.json)
        answer = _carry_out(options, console)
    except Helped:
        return Ended(Status.DONE)
    except Refused as refused:
        answer = Answer(Status.NOT_DONE, refused.problems)
    except KeyboardInterrupt:
        answer = Answer(Status.NOT_DONE, [_interrupted()])
    except Exception:
        # ours, and loud: but exit status 1 would mean "done", and --json promises an object
        traceback.print_exc()
        answer = Answer(Status.NOT_DONE, [_fault()])
    if console.notices:
        status = Status.PROBLEMS if answer.status is Status.DONE else answer.status
        answer = replace(answer, status=status, problems=[*answer.problems, *console.notices])
    console.finish(command, book, answer)
    return Ended(answer.status, answer.window)


def _carry_out(options: argparse.Namespace, console: Console) -> Answer:
    """Run the verb's module. Each is loaded alone, so that a command waits only for what it needs."""
    match options.command:
        case "demo":
            from kyosai_desktop.cli import demo

            return demo.answer(options, console)
        case "new":
            from kyosai_desktop.cli import new

            return new.answer(options, console)
        case "setup":
            from kyosai_desktop.cli import setup

            return setup.answer(options, console)
        case "import":
            from kyosai_desktop.cli import importing

            return importing.answer(options, console)
        case "papers":
            from kyosai_desktop.cli import papers

            return papers.answer(options, console)
        case "print":
            from kyosai_desktop.cli import printing

            return printing.answer(options, console)
        case "check":
            from kyosai_desktop.cli import checking

            return checking.answer(options, console)
        case "history":
            from kyosai_desktop.cli import history

            return history.answer(options, console)
        case "undo":
            from kyosai_desktop.cli import undo

            return undo.answer(options, console)
        case "export":
            from kyosai_desktop.cli import exporting

            return exporting.answer(options, console)
        case "cancel":
            from kyosai_desktop.cli import cancel

            return cancel.answer(options, console)
        case "backup":
            from kyosai_desktop.cli import backup

            return backup.answer(options, console)
        case "verify":
            from kyosai_desktop.cli import verify

            return verify.answer(options, console)
        case "restore":
            from kyosai_desktop.cli import restore

            return restore.answer(options, console)
        case command:
            raise ValueError(f"the verb {command!r} has no module")


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _interrupted() -> Problem:
    return Problem(
        "interrupted",
        "操作を途中で取りやめました。",
        "取り込みが終わったファイルの分は残っています。履歴で確かめられます。",
    )


def _fault() -> Problem:
    return Problem(
        "program.fault",
        "プログラムの誤りのため、操作を続けられませんでした。",
        "上に出た記録を添えて、開発者に知らせてください。",
    )
