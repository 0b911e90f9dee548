"""What a page shows while it has nothing: a title, a hint, and one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kyosai_desktop.ui.labels import Heading, Paragraph, button
from kyosai_desktop.ui.picture import Picture


class EmptyState(QWidget):
    """In the middle of the page. The first action is the primary one."""

    def __init__(
        self,
        icon_name: str,
        title: str,
        hint: str,
        actions: tuple[tuple[str, Callable[[], object]], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        picture = Picture(icon_name, "muted", 48)
        self.title = Heading(title, 1.25)
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.hint = Paragraph(hint, "muted")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.hint.setMinimumWidth(420)
        self.hint.setMaximumWidth(640)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        for index, (text, act) in enumerate(actions):
            made = button(text, primary=index == 0)
            made.clicked.connect(lambda _checked=False, act=act: act())
            buttons.addWidget(made)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        layout.addStretch(2)
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.title)
        # between two stretches, not aligned: an aligned label isn't asked how high it is at its width
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.hint, 1000)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addLayout(buttons)
        layout.addStretch(3)
