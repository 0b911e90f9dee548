"""Cards with a few lines each: achievements as bars, coming meetings, who hasn't reported, and what 検算 found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kyosai_desktop.ui.home.bars import BarRow
from kyosai_desktop.ui.labels import Elided, Heading, Paragraph, bold_of, command_button, row
from kyosai_desktop.ui.picture import Picture

if TYPE_CHECKING:
    from fractions import Fraction

    from kyosai_desktop.domain.check import Finding
    from kyosai_desktop.operations.progress import Achievement
    from kyosai_desktop.operations.reporting import FormReport
    from kyosai_desktop.ui.calendar.content import Item

_LOOKS = {
    "certain": ("alert-circle", "bad"),
    "possible": ("alert-triangle", "warn"),
    "note": ("info-circle", "accent"),
}
"""By the value of ``Certainty``."""


class _RoomyHeading(Heading):
    """Takes the room of another title, so that nothing beside it moves when it gets that."""

    def __init__(self, text: str, wider: str) -> None:
        self._wider = wider
        super().__init__(text, 1.05)

    def minimumSizeHint(self) -> QSize:
        return (
            super().minimumSizeHint().expandedTo(QSize(self.fontMetrics().horizontalAdvance(self._wider), 0))
        )


class LinesCard(QFrame):
    """A title with a button beside it, and some lines. ``wider``: a title it may get later, which finds room now."""

    def __init__(
        self,
        title: str,
        command: str,
        act: Callable[[], object],
        wider: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.title = _RoomyHeading(title, wider)
        self.button = command_button()
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.button.setText(command)
        self.button.setProperty("link", True)
        self.button.clicked.connect(lambda: act())
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 12, 10)
        layout.setSpacing(6)
        layout.addLayout(row(self.title, None, self.button))
        layout.addLayout(self._lines)
        layout.addStretch(1)

    def show_lines(self, lines: Sequence[QWidget]) -> None:
        """Replace the lines."""
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()
        for line in lines:
            self._lines.addWidget(line)


class BarsCard(QFrame):
    """A title, and one ``BarRow`` for each achievement."""

    def __init__(self, *, with_counts: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._with_counts = with_counts
        self.setProperty("card", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.title = Heading("", 1.05)
        self.remark = Elided("muted")
        self.remark.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.rest = Paragraph("", "muted")
        self.rows: list[BarRow] = []
        self._bars = QVBoxLayout()
        self._bars.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(4)
        layout.addLayout(row(self.title, self.remark))
        layout.addLayout(self._bars, 1)
        layout.addWidget(self.rest)
        self._layout = layout

    def show_achievements(self, shown: Sequence[Achievement], standard: Fraction, rest: str = "") -> None:
        """Replace the bars; ``rest`` is a line below them."""
        if len(self.rows) != len(shown):
            while (item := self._bars.takeAt(0)) is not None:
                widget = item.widget()
                if widget:
                    widget.hide()
                    widget.deleteLater()
            self.rows = [BarRow(with_counts=self._with_counts) for _ in shown]
            for bar in self.rows:
                bar.setMaximumHeight(round(self.fontMetrics().height() * 2.3))
                self._bars.addWidget(bar, 10)
            self._bars.addStretch(1)
        for bar, each in zip(self.rows, shown, strict=True):
            bar.show_achievement(each, standard)
        self.rest.set_words(rest)
        self.rest.setVisible(bool(rest))
        self.rest.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._layout.setStretchFactor(self._bars, 1 if shown else 0)
        self._layout.setStretchFactor(self.rest, 0 if shown else 1)

    def room(self, height: float) -> int:
        """How many bars fit into a card of ``height`` pixels above a few lines of text."""
        line = self.fontMetrics().height()
        return max(5, int((height - line * 10) // (line * 1.5)))


def meeting_lines(items: Sequence[Item]) -> list[QWidget]:
    """Date and name of each meeting, with its place."""
    if not items:
        return [Paragraph("これからの会議はありません。", "muted")]
    return [_meeting(item) for item in items]


def report_lines(reports: Sequence[FormReport], count: int) -> list[QWidget]:
    """Who hasn't reported, form by form: those that others have reported in first, the forms nobody began last."""
    open_forms = [each for each in reports if each.sentence()]
    begun = [each for each in open_forms if each.begun]
    if not reports:
        return [Paragraph("単位ごとに報告する表はありません。", "muted")]
    if not open_forms:
        return [_with_icon("circle-check", "good", Paragraph("すべての単位から報告がそろっています。"))]
    lines: list[QWidget] = []
    for each in begun[:count]:
        words = Paragraph(f"{each.title}\n{each.sentence()}")
        lines.append(_with_icon("alert-triangle", "warn", words))
    if not begun:
        done = "、".join(each.title for each in reports if not each.sentence())
        if done:
            lines.append(_with_icon("circle-check", "good", Paragraph(f"報告がそろっている表：{done}")))
    more = [each.title for each in open_forms if each not in begun[:count]]
    if more:
        shown = "、".join(more[:2]) + (f" ほか{len(more) - 2}表" if len(more) > 2 else "")
        lines.append(_with_icon("circle", "muted", Paragraph(f"まだ報告のない表：{shown}", "muted")))
    return lines


def finding_lines(findings: Sequence[Finding], count: int, *, figures: bool) -> list[QWidget]:
    """The first ``count`` findings, the certain ones first, and how many more there are."""
    if not figures and not findings:
        return [Paragraph("この年度の数字はまだありません。", "muted")]
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
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(Picture("calendar-event", "accent", 22))
    layout.addLayout(words, 1)
    return line


def _with_icon(icon_name: str, colour: str, words: QWidget) -> QWidget:
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.addWidget(Picture(icon_name, colour, 20), 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(words, 1)
    return line
