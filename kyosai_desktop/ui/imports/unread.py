"""Why a file couldn't be read, above the previews of those that could. It stays until the next files are chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.labels import Paragraph, command_button
from kyosai_desktop.ui.picture import Picture


class UnreadFiles(QFrame):
    """One line per problem; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("info", "error")
        self.words = Paragraph()
        close = command_button()
        close.setIcon(icon("x", "text"))
        close.setMinimumWidth(32)
        close.setAccessibleName("読めなかったファイルの説明を閉じる")
        close.setToolTip("閉じる")
        close.clicked.connect(self.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(10)
        layout.addWidget(Picture("alert-circle", "bad", 20))
        layout.addWidget(self.words, 1)
        layout.addWidget(close)
        self.hide()

    def clear(self) -> None:
        """Nothing is left to tell."""
        self.hide()

    def tell(self, problems: Sequence[Problem]) -> None:
        """Replace what is told."""
        lines = [problem.sentence() for problem in problems]
        self.words.set_words("\n".join(lines))
        self.setAccessibleName("エラー：" + "　".join(lines))
        self.setVisible(bool(lines))
        if lines:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
