"""What a page shows while it has nothing: a title, a hint, and one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.labels import Heading, Paragraph, button


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
        picture = QLabel()
        picture.setPixmap(icon(icon_name, "muted").pixmap(QSize(48, 48), self.devicePixelRatioF()))
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
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
        layout.addWidget(picture)
        layout.addWidget(self.title)
        layout.addWidget(self.hint, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(buttons)
        layout.addStretch(3)
