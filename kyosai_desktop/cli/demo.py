"""``demo``: everything at once, on the sample."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from kyosai_desktop.cli.answer import Answer, Console, Status
from kyosai_desktop.cli.checking import finding_as_json, tell
from kyosai_desktop.cli.importing import file_as_json
from kyosai_desktop.operations.demo import make_demo
from kyosai_desktop.operations.importing import plan_summary

_PLAIN = re.compile(r"[\w@%+=:,./-]+")  # needs no quotes in a shell; shlex would quote every Japanese name
_FOLDER = "共済デスク見本"
_WITHOUT_A_SCREEN = frozenset({"offscreen", "minimal", "vnc", "linuxfb"})


def answer(options: argparse.Namespace, console: Console) -> Answer:
    """Make the demo, tell where everything is, and ask for the window when there is a screen."""
    folder: Path = options.dir or _documents() / _FOLDER
    made = make_demo(folder, datetime.now().astimezone(), console.say)
    console.say("検算の結果：")
    tell(list(made.findings), console)
    console.say("このブックを画面で開くには、次のように実行してください。")
    console.say(f"  {_command(made.book)}")
    fields = {
        "files": [
            file_as_json(plan_summary(item.plan, str(item.file), item.imported)) for item in made.imports
        ],
        "outputs": [str(path) for path in made.outputs],
        "findings": [finding_as_json(finding) for finding in made.findings],
        "book": str(made.book),
    }
    window = made.book if not options.no_window and _has_screen() else None
    return Answer(Status.DONE, fields=fields, window=window)


def _documents() -> Path:
    import platformdirs

    return Path(platformdirs.user_documents_dir())


def _has_screen() -> bool:
    """Whether a window could be seen here."""
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in _WITHOUT_A_SCREEN:
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _command(book: Path) -> str:
    """How to open the window, as this program was started."""
    started = Path(sys.argv[0])
    program = [str(started)]
    if started.name == "__main__.py":
        program = [Path(sys.executable).name, "-m", "kyosai_desktop"]
    elif started.suffix == ".py":
        program = [Path(sys.executable).name, str(started)]
    words = [*program, str(book)]
    if os.name == "nt":
        return subprocess.list2cmdline(words)
    return " ".join(word if _PLAIN.fullmatch(word) else shlex.quote(word) for word in words)
