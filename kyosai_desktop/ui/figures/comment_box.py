"""A box for the comment on a cell."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_LINES = 3


class CommentBox(QPlainTextEdit):
    """``written(text)`` when the box is left, or with Ctrl+Enter; Esc puts back what was there."""

    written = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = ""
        self.setAccessibleName("コメント")
        self.setPlaceholderText("このセルについて伝えること")
        self.setTabChangesFocus(True)
        self._fit()

    def show_comment(self, text: str) -> None:
        """Show what is stored, unless something is being written just now."""
        if self.hasFocus() and self.toPlainText() != self._stored:
            return
        self._stored = text
        if self.toPlainText() != text:
            self.setPlainText(text)

    def settle(self) -> None:
        """Ask for what was written to be stored."""
        text = self.toPlainText().strip()
        if text != self._stored:
            self._stored = text
            self.written.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._stored)
            self.left.emit()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        height = self.fontMetrics().lineSpacing() * _LINES
        self.setFixedHeight(round(height * 1.25) + 2 * round(self.document().documentMargin()) + 4)
