"""PySide6 6.12.0 lost one reference to None in every void call on CPython 3.10/3.11 and ended the process."""

from __future__ import annotations

import subprocess
import sys

VOID_CALLS = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for number in range(100_000):
    label.setIndent(number & 7)
print("alive")
"""


def test_a_hundred_thousand_void_calls_do_not_end_the_process() -> None:
    done = subprocess.run(
        [sys.executable, "-c", VOID_CALLS], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr
