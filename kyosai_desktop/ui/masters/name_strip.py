"""A line that asks for a name where the work is, instead of a dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from kyosai_desktop.ui.labels import button


class NameStrip(QFrame):
    """Hidden until ``ask``. Enter or the button answers, Esc gives up."""

    def __init__(self, words: str, answer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("info", "note")
        self.field = QLineEdit()
        self.field.setProperty("search", True)
        self.field.setMinimumWidth(320)
        self.field.setMinimumHeight(32)
        self.field.setAccessibleName(words)
        label = QLabel(words)
        label.setBuddy(self.field)
        self.ok = button(answer, primary=True)
        self.cancel = button("やめる")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(8)
        for widget in (label, self.field, self.ok, self.cancel):
            layout.addWidget(widget)
        layout.addStretch(1)
        self._act: Callable[[str], bool] = lambda _text: True
        self.ok.clicked.connect(self._answer)
        self.field.returnPressed.connect(self._answer)
        self.cancel.clicked.connect(self.hide)
        self.hide()

    def ask(self, suggestion: str, act: Callable[[str], bool]) -> None:
        """Show the line; ``act`` gets what was typed and says whether that was taken."""
        self._act = act
        self.field.setText(suggestion)
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            event.accept()
            return
        super().keyPressEvent(event)

    def _answer(self) -> None:
        if self._act(self.field.text()):
            self.hide()
