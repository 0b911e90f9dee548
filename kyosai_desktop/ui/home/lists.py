"""Cards with a few lines each: the coming meetings, and what 検算 found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.labels import Elided, Heading, Paragraph, bold_of, button, row

if TYPE_CHECKING:
    from kyosai_desktop.domain.check import Finding
    from kyosai_desktop.ui.calendar.content import Item

_LOOKS = {
    "certain": ("alert-circle", "bad"),
    "possible": ("alert-triangle", "warn"),
    "note": ("info-circle", "accent"),
}
"""By the value of ``Certainty``."""


class LinesCard(QFrame):
    """A title, some lines, and one button at the foot."""

    def __init__(
        self, title: str, command: str, act: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.button = button(command)
        self.button.clicked.connect(lambda: act())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        self.title = Heading(title, 1.05)
        layout.addWidget(self.title)
        layout.addLayout(self._lines)
        layout.addStretch(1)
        layout.addLayout(row(None, self.button))

    def show_lines(self, lines: Sequence[QWidget]) -> None:
        """Replace the lines."""
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget:
                widget.deleteLater()
        for line in lines:
            self._lines.addWidget(line)


def meeting_lines(items: Sequence[Item]) -> list[QWidget]:
    """Date and name of each meeting, with its place."""
    if not items:
        return [Paragraph("これからの会議はありません。", "muted")]
    return [_meeting(item) for item in items]


def finding_lines(findings: Sequence[Finding], count: int) -> list[QWidget]:
    """The first ``count`` findings, the certain ones first, and how many more there are."""
    if not findings:
        return [_with_icon("circle-check", "good", Paragraph("合計・内訳・達成率に、食い違いはありません。"))]
    lines = [
        _with_icon(*_LOOKS[finding.certainty.value], Paragraph(finding.message))
        for finding in findings[:count]
    ]
    if len(findings) > count:
        lines.append(Paragraph(f"ほかに{len(findings) - count}件あります。", "muted"))
    return lines


def _meeting(item: Item) -> QWidget:
    line = QWidget()
    words = QVBoxLayout()
    words.setSpacing(2)
    name, rest = Elided(), Elided("muted")
    bold_of(name)
    name.setText(item.name)
    rest.setText("　".join(part for part in (item.when, item.meeting.venue, item.meeting.way) if part))
    words.addWidget(name)
    words.addWidget(rest)
    picture = QLabel()
    picture.setPixmap(icon("calendar-event").pixmap(QSize(22, 22), line.devicePixelRatioF()))
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(picture)
    layout.addLayout(words, 1)
    return line


def _with_icon(icon_name: str, colour: str, words: Paragraph) -> QWidget:
    line = QWidget()
    picture = QLabel()
    picture.setPixmap(icon(icon_name, colour).pixmap(QSize(20, 20), line.devicePixelRatioF()))
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.addWidget(picture)
    layout.addWidget(words, 1)
    return line
