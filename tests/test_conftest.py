"""The watch that conftest.py keeps over every test really bites."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent

CULPRITS = """
import logging, os, warnings
from pathlib import Path
from PySide6.QtCore import qWarning
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication, QWidget

kept = []

def test_bad_python_warning():
    warnings.warn("loud")

def test_bad_qt_message(qtbot):
    qWarning(b"loud")

def test_bad_log_record():
    logging.getLogger("somewhere").warning("loud")

def test_bad_window_left(qapp):
    kept.append(QWidget())
    kept[-1].show()

def test_bad_hidden_window_left(qapp):
    kept.append(QWidget())

def test_bad_error_in_a_slot(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.windowTitleChanged.connect(lambda title: 1 / 0)
    widget.setWindowTitle("loud")

def test_good_log_that_is_read(caplog):
    logging.getLogger("somewhere").warning("expected")
    assert "expected" in caplog.text

def test_good_window_given_back(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    widget.raise_()

def test_good_window_held_by_a_cycle(qapp):
    widget = QWidget()
    widget.itself = widget

def test_good_home_is_empty():
    assert list(Path.home().iterdir()) == []
    (Path.home() / "left behind").touch()

def test_good_home_is_empty_again():
    assert list(Path.home().iterdir()) == []

def test_good_fonts(qapp):
    assert QFontInfo(QFont("BIZ UDGothic")).family() == "BIZ UDGothic"
    assert qapp.platformName() == "offscreen"
"""


def test_noise_fails_a_test_and_quiet_ones_pass(tmp_path: Path) -> None:
    project = TESTS.parent
    (tmp_path / "pyproject.toml").write_bytes((project / "pyproject.toml").read_bytes())
    (tmp_path / "conftest.py").write_bytes((TESTS / "conftest.py").read_bytes())
    (tmp_path / "test_culprits.py").write_text(CULPRITS, encoding="utf-8")

    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-rA", "--no-header", "-p", "no:xdist", str(tmp_path)],
        cwd=tmp_path,
        env=_environment(project),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )

    words = [line.split() for line in ran.stdout.splitlines()]
    results = [word for word in words if word[:1] in (["PASSED"], ["FAILED"], ["ERROR"]) and "::" in word[1]]
    noisy = {name.partition("::")[2] for result, name, *_ in results if result != "PASSED"}
    quiet = {name.partition("::")[2] for result, name, *_ in results} - noisy
    assert noisy == set(re.findall(r"def (test_bad_\w+)", CULPRITS)), ran.stdout
    assert quiet == set(re.findall(r"def (test_good_\w+)", CULPRITS)), ran.stdout


def _environment(project: Path) -> dict[str, str]:
    """This environment, with the package importable and no pytest options of the outer run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return kept | {"PYTHONPATH": str(project), "PYTHONUTF8": "1"}
