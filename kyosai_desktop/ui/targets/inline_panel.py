"""A card above the grid that asks for what a command needs. It never takes the window over: Esc puts it away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from kyosai_desktop.ui.labels import Heading, Paragraph, button, plain, row


class InlinePanel(QFrame):
    """A title, one line of fields, a sentence below it, and two buttons: carry out (Enter in a field), or やめる."""

    carried_out = Signal()
    given_up = Signal()

    def __init__(self, title: str, act: str, leave: str = "やめる", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(title)
        self.act = button(act, primary=True)
        self.act.clicked.connect(self.carried_out)
        self.leave = button(leave)
        self.leave.clicked.connect(self.given_up)
        self.words = Paragraph("", "muted")
        self.fields = row(spacing=10)
        line = row(Heading(title, 1.1), spacing=14)
        line.addLayout(self.fields, 1)
        line.addWidget(self.act)
        line.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 10, 8)
        layout.setSpacing(6)
        layout.addLayout(line)
        layout.addWidget(self.words)
        self.hide()

    def add_field(self, label: str, field: QLineEdit | QComboBox, name: str) -> QLabel:
        """Put a labelled field at the end of the line; ``label`` may name its key with &."""
        caption = plain(label, "muted")
        caption.setBuddy(field)
        field.setAccessibleName(name)
        field.setMinimumHeight(30)
        self.fields.addWidget(caption)
        self.fields.addWidget(field)
        return caption

    def tell(self, text: str) -> None:
        """The sentence below the fields; '' takes its line away."""
        self.words.set_words(text)
        self.words.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.act.isEnabled():
            self.carried_out.emit()
        else:
            super().keyPressEvent(event)


def line_field(characters: int) -> QLineEdit:
    """A field for about this many characters."""
    field = QLineEdit()
    field.setFixedWidth(field.fontMetrics().horizontalAdvance("0") * characters + 24)
    return field
