"""From the start of the interpreter to the painted window, against an empty QtWidgets window."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from kyosai_desktop.operations import sample

RUNS = 9
GOAL = 1.8

EMPTY = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
app.processEvents()
os._exit(0)
"""

PROGRAM = """
import os, sys
from PySide6.QtWidgets import QApplication
from kyosai_desktop.ui.launch import begin
app = QApplication([])
program = begin(app, sys.argv[1])
app.processEvents()
assert program.session is not None
os._exit(0)
"""


def seconds(compiled: Path, script: str, *arguments: str) -> float:
    """Time of one process. Modules are compiled once, as on a user's computer, whatever this environment says."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", script, *arguments],
        check=True,
        timeout=60,
        capture_output=True,
        env=environment,
    )
    return time.perf_counter() - begun


def test_the_window_with_a_book_against_an_empty_one(tmp_path: Path) -> None:
    book = tmp_path / "事務局.kyosai"
    sample.create(book).close()
    compiled = tmp_path / "compiled"
    seconds(compiled, EMPTY), seconds(compiled, PROGRAM, str(book))  # warm
    pairs = [(seconds(compiled, EMPTY), seconds(compiled, PROGRAM, str(book))) for _ in range(RUNS)]
    empty = statistics.median(pair[0] for pair in pairs)
    program = statistics.median(pair[1] for pair in pairs)
    ratio = program / empty
    print(
        f"\nstart: empty window {empty * 1000:.0f} ms, program with a book {program * 1000:.0f} ms, {ratio:.2f}x"
    )
    assert ratio <= GOAL
