"""The same program on the same sample as in ``tests/ui``, and a driver that counts what a user does."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

_UI = Path(__file__).resolve().parents[1] / "ui" / "conftest.py"
_spec = importlib.util.spec_from_file_location("kyosai_ui_fixtures", _UI)
assert _spec and _spec.loader
_ui: Any = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = _ui  # dataclasses look their module up
_spec.loader.exec_module(_ui)

look = _ui.look
sample_file = _ui.sample_file
preferences = _ui.preferences
make_program = _ui.make_program
office = _ui.office

# A text in Japanese costs the letters of its reading and two keys (conversion, Enter): no test runs an IME.
READINGS = {"新任 太郎": "shinnin tarou", "書記長": "shokichou", "副執行委員長": "fukushikkouiinchou"}


@dataclass
class Driver:
    """Uses the keyboard and the mouse as a user does; ``inputs`` counts clicks, keys and chords."""

    qtbot: QtBot
    inputs: int = 0

    def key(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """One key or chord into whatever has the keyboard."""
        self.inputs += 1
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        target = QApplication.focusWidget() or QApplication.activeWindow()
        self.qtbot.keyClick(target, key, held)
        QApplication.processEvents()

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """One click."""
        self.inputs += 1
        if place is None:
            self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        else:
            self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type a text: ASCII key by key, Japanese as the IME would commit it."""
        if text.isascii():
            for letter in text:
                self.inputs += 1
                self.qtbot.keyClicks(QApplication.focusWidget(), letter)
            return
        self.inputs += len(READINGS[text]) + 2
        QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent(READINGS[text], []))
        done = QInputMethodEvent("", [])
        done.setCommitString(text)
        QApplication.sendEvent(QApplication.focusWidget(), done)

    def note(self, count: int) -> None:
        """Inputs made in another program or in a system dialog."""
        self.inputs += count


@pytest.fixture
def driver(qtbot: QtBot) -> Driver:
    """A user with nothing done yet."""
    return Driver(qtbot)
