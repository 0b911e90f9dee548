"""A box to type in what is looked for in a table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from kyosai_desktop.ui.icons import icon


class SearchBox(QLineEdit):
    """Enter goes to the next match, Esc back to the grid."""

    wanted = Signal(str)
    """The text to find, from the place where one is."""
    left = Signal()

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("search", True)
        self.setPlaceholderText(f"{what}を検索")
        self.setToolTip(f"{what}を検索（Ctrl+F）")
        self.setAccessibleName(f"{what}を検索")
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self.setMinimumHeight(32)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(self.placeholderText()) + 62)
        self.returnPressed.connect(lambda: self.wanted.emit(self.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)
