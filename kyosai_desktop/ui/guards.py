"""An application-wide filter against two accidents: a turning wheel that changes data, and keys taken from the IME."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox

_FUNCTION_KEYS = range(0x01000030, 0x0100003C)  # Qt.Key_F1 … Qt.Key_F12; making the enum takes 10 ms


class InputGuards(QObject):
    """Install on the application.

    The wheel over a combo or spin box without the focus does nothing to it: the page scrolls instead.
    While Japanese text is being composed, F1–F12 are the IME's (F6 ひらがな … F10 半角英数) and start no command.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.composing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Wheel:
            if isinstance(watched, QComboBox | QAbstractSpinBox) and not watched.hasFocus():
                event.ignore()
                return True
        elif kind == QEvent.Type.InputMethod:
            if isinstance(event, QInputMethodEvent):
                self.composing = bool(event.preeditString())
        elif kind == QEvent.Type.FocusOut:
            self.composing = False
        elif (
            kind == QEvent.Type.ShortcutOverride
            and self.composing
            and isinstance(event, QKeyEvent)
            and event.key() in _FUNCTION_KEYS
        ):
            event.accept()
            return True
        return False
