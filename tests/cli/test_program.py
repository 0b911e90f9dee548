"""The program as other programs start it: real processes, real streams."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import pytest

from kyosai_desktop import app, cli
from kyosai_desktop.cli import papers
from kyosai_desktop.store import lock_note


def started(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own, in a locale that isn't UTF-8."""
    poor = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    poor |= {"LANG": "C", "LC_ALL": "C", **environment}
    return subprocess.run(
        [sys.executable, "-m", "kyosai_desktop", *map(str, words)],
        env=poor,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )


def test_output_is_utf8_in_any_locale(book: Path) -> None:
    ran = started("papers", book)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "重点共済 達成状況" in ran.stdout.decode("utf-8")


def test_json_is_one_utf8_object_and_all_else_is_on_stderr(book: Path, branch_books: list[Path]) -> None:
    ran = started("import", book, branch_books[0].parent, "--json")
    assert ran.returncode == 0
    found = json.loads(ran.stdout.decode("utf-8"))
    assert (found["command"], found["status"], found["book"]) == ("import", "done", str(book))
    assert ran.stdout.count(b"\n") == 1
    assert ran.stderr.decode("utf-8").count("取り込みました。") == 3


@pytest.mark.parametrize("streams", ["ascii", "cp932", "latin-1"])
def test_help_and_refusals_are_utf8_whatever_the_streams_say(streams: str) -> None:
    helped = started("--help", PYTHONIOENCODING=streams)
    assert (helped.returncode, helped.stderr) == (0, b"")
    assert "使い方：" in helped.stdout.decode("utf-8")
    refused = started("papers", "nowhere.kyosai", PYTHONIOENCODING=streams)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert "ブックのファイルが見つかりません。" in refused.stderr.decode("utf-8")


def test_a_reader_that_went_away_is_no_traceback(book: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kyosai_desktop", "papers", book],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    process.wait(timeout=60)
    assert b"Traceback" not in told and b"Exception" not in told


def test_nothing_slow_and_nothing_of_qt_is_loaded_for_a_short_command(book: Path) -> None:
    script = (
        "import sys\nfrom kyosai_desktop import app\n"
        f"assert app.main(['papers', {str(book)!r}, '--json']) == 0\n"
        "slow = {'PySide6', 'pandas', 'openpyxl', 'xlsxwriter', 'reportlab', 'pypdfium2', 'python_calamine'}\n"
        "print(sorted(slow & set(sys.modules)), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (0, ran.stderr)
    assert ran.stderr.decode().splitlines()[-1] == "[]"


def test_a_mistake_of_the_program_is_loud_and_never_looks_like_success(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("our mistake")

    monkeypatch.setattr(papers, "answer", broken)
    assert cli.main(["papers", "a.kyosai", "--json"]) == 2
    captured = capsys.readouterr()
    assert "ZeroDivisionError: our mistake" in captured.err
    assert json.loads(captured.out)["problems"][0]["code"] == "program.fault"


def test_an_interrupted_command_says_what_stays(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(papers, "answer", interrupted)
    assert cli.main(["papers", "a.kyosai"]) == 2
    assert capsys.readouterr().err.startswith("操作を途中で取りやめました。")


def test_without_streams_a_command_still_works(monkeypatch: pytest.MonkeyPatch, book: Path) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert cli.main(["papers", str(book)]) == 0


@pytest.mark.parametrize(
    ("arguments", "opened"),
    [([], [None]), (["a.kyosai"], ["a.kyosai"]), (["demo"], ["made.kyosai"]), (["papers", "a.kyosai"], [])],
)
def test_the_entrance_opens_the_window_only_for_a_book_or_when_a_command_asks(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], opened: list[str | None]
) -> None:
    windows: list[str | None] = []

    def window(book: str | None) -> int:
        windows.append(book)
        return 0

    monkeypatch.setattr(import_module("kyosai_desktop.ui.launch"), "run", window)
    made = Path("made.kyosai") if arguments[:1] == ["demo"] else None
    monkeypatch.setattr(cli, "run", lambda _: cli.Ended(0, made))
    assert app.main(arguments) == 0
    assert windows == opened


def test_a_book_alone_opens_in_the_window(book: Path, tmp_path: Path) -> None:
    with (tmp_path / "stderr.txt").open("wb") as told:
        process = subprocess.Popen([sys.executable, "-m", "kyosai_desktop", book], stderr=told)
        try:
            until = time.monotonic() + 60
            while (
                not lock_note.note_of(book).exists() and process.poll() is None and time.monotonic() < until
            ):
                time.sleep(0.05)
            assert lock_note.note_of(book).exists(), (tmp_path / "stderr.txt").read_text(encoding="utf-8")
        finally:
            process.kill()
            process.wait(timeout=60)


def test_two_words_of_which_the_first_is_no_command_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["prnit", "a.kyosai"]) == 2
    assert "「prnit」というコマンドはありません。" in capsys.readouterr().err
