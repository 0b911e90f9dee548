"""The desktop's own dialogs: an existing file is never replaced unasked, however its name is typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from kyosai_desktop.ui.dialogs import PDF, SystemDialogs, with_ending


@pytest.fixture
def asked(qtbot: QtBot) -> Callable[..., tuple[Path | None, list[str]]]:
    """Type names into the dialog one after another; every question about replacing is answered いいえ but the last."""

    def asking(folder: Path, *names: str, replace: bool = False) -> tuple[Path | None, list[str]]:
        questions: list[str] = []
        typed = list(names)

        ended: list[bool] = []

        def act() -> None:
            if ended:
                return
            QTimer.singleShot(50, act)  # first: what follows may wait for the answer to a question
            window = QApplication.activeModalWidget()
            if isinstance(window, QMessageBox):
                questions.append(window.text())
                window.button(
                    QMessageBox.StandardButton.Yes if replace else QMessageBox.StandardButton.No
                ).click()
            elif isinstance(window, QFileDialog):
                if not typed:
                    window.done(QDialog.DialogCode.Rejected)
                    return
                field = window.findChild(QLineEdit)
                assert field is not None
                if typed[0]:
                    field.setText(typed[0])
                typed.pop(0)
                window.accept()

        parent = QWidget()
        qtbot.addWidget(parent)
        QTimer.singleShot(50, act)
        chosen = SystemDialogs().save_file(parent, "資料の保存", folder / "達成状況.pdf", PDF)
        ended.append(True)
        return chosen, questions

    return asking


def test_a_name_without_its_ending_gets_it(asked, tmp_path: Path) -> None:
    assert asked(tmp_path, "月報") == (tmp_path / "月報.pdf", [])


def test_a_name_without_its_ending_asks_about_the_file_with_it(asked, tmp_path: Path) -> None:
    (tmp_path / "月報.pdf").write_bytes(b"earlier")
    path, questions = asked(tmp_path, "月報")
    assert path is None and len(questions) == 1 and "月報.pdf" in questions[0]
    path, questions = asked(tmp_path, "月報", replace=True)
    assert path == tmp_path / "月報.pdf" and len(questions) == 1


def test_a_point_in_a_name_is_no_ending(asked, tmp_path: Path) -> None:
    assert asked(tmp_path, "R6.5") == (tmp_path / "R6.5.pdf", [])
    (tmp_path / "R6.5.pdf").write_bytes(b"earlier")
    path, questions = asked(tmp_path, "R6.5", "", replace=True)
    assert path == tmp_path / "R6.5.pdf" and len(questions) == 1 and "R6.5.pdf" in questions[0]


def test_endings_are_the_same_in_any_case() -> None:
    assert with_ending(Path("月報.PDF"), ".pdf") == Path("月報.PDF")
