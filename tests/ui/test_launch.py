"""What happens between the double click and the painted window."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SLOW = {"openpyxl", "xlsxwriter", "reportlab", "pandas", "numpy", "python_calamine", "pypdfium2", "xlrd"}

LATER = ("kyosai_desktop.ui.grid.", "kyosai_desktop.domain.compute", "kyosai_desktop.operations.importing")

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

BEGIN = """
import json, os, sys
from PySide6.QtWidgets import QApplication
from kyosai_desktop.ui.launch import begin
app = QApplication([])
program = begin(app, *(sys.argv[1:] or [None]))
while not program.window.isVisible():
    app.processEvents()
app.processEvents()
notice = program.window.info_bar.notice
print(json.dumps({
    "modules": sorted({name.partition(".")[0] for name in sys.modules}),
    "ours": sorted(name for name in sys.modules if name.startswith("kyosai_desktop")),
    "title": program.window.windowTitle(),
    "notice": notice.message if notice else "",
    "last": str(program.session.path) if program.session else "",
}))
sys.stdout.flush()
program.window.close()
os._exit(0)
"""


def begin(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_nothing_slow_is_imported_before_the_first_paint(sample_file: Path, tmp_path: Path) -> None:
    book = tmp_path / "事務局.kyosai"
    shutil.copy(sample_file, book)
    seen = begin(str(book))
    assert seen["title"] == "事務局 － 共済デスク"
    assert set(seen["modules"]) & SLOW == set()
    early = [name for name in seen["ours"] if name.startswith(LATER)]
    assert early == [], "ホーム has no table to type in"


def test_without_a_name_the_last_book_is_opened(sample_file: Path, tmp_path: Path) -> None:
    assert begin()["title"] == "共済デスク"
    book = tmp_path / "事務局.kyosai"
    shutil.copy(sample_file, book)
    begin(str(book))
    assert begin()["last"] == str(book)
    book.unlink()
    assert begin()["notice"] == "", "a book that went away is no error at the start"


def test_a_named_book_that_is_missing_is_explained_in_the_window(tmp_path: Path) -> None:
    assert "見つかりません" in str(begin(str(tmp_path / "ない.kyosai"))["notice"])


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a user who is logged in has a screen")
@pytest.mark.parametrize("display", ["", ":987"])
def test_without_a_screen_a_japanese_sentence_says_how_to_go_on(tmp_path: Path, display: str) -> None:
    settings = {name: value for name, value in os.environ.items() if name not in SCREENS}
    ran = subprocess.run(
        [sys.executable, "-m", "kyosai_desktop", str(tmp_path / "台帳.kyosai")],
        env=settings | ({"DISPLAY": display} if display else {}),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("画面（ディスプレイ）が見つからないため") and "--help" in ran.stderr
    assert ran.stderr.count("\n") == 1
