"""Asking why something that was closed is opened again."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from kyosai_desktop.ui.labels import Paragraph, button, plain, row


class ReasonDialog(QDialog):
    """A sentence, one line for the reason, and a button that works once there is one."""

    def __init__(self, title: str, message: str, command: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        self.reason = QLineEdit()
        self.reason.setMinimumHeight(32)
        self.reason.setPlaceholderText("例：道北支店から5月分の訂正が届いたため")
        label = plain("理由(&R)")
        label.setBuddy(self.reason)
        self.go = button(command, primary=True)
        self.go.setDefault(True)
        self.go.clicked.connect(self.accept)
        self.leave = button("やめる")
        self.leave.clicked.connect(self.reject)
        self.reason.textChanged.connect(self._allow)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(Paragraph(message))
        layout.addWidget(label)
        layout.addWidget(self.reason)
        layout.addLayout(row(None, self.go, self.leave))
        self._allow()

    def text(self) -> str:
        """The reason as typed."""
        return self.reason.text().strip()

    def _allow(self) -> None:
        self.go.setEnabled(bool(self.text()))
