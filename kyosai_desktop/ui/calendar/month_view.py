"""月: the days of one month, weeks from Sunday, with what is on them."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.ui.calendar.content import Item, YearPlan
from kyosai_desktop.ui.calendar.spots import MeetingSpots
from kyosai_desktop.ui.theme import number_font
from kyosai_desktop.ui.tokens import Tokens, tokens_of

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_WEEK = "日月火水木金土"


def days_of(month: Month) -> list[list[date]]:
    """The weeks that touch the month, each from Sunday to Saturday."""
    first = month.start - timedelta(days=(month.start.weekday() + 1) % 7)
    weeks = []
    while first <= month.end:
        weeks.append([first + timedelta(days=count) for count in range(7)])
        first += timedelta(days=7)
    return weeks


_HEAD, _NUMBER, _STEP, _SLOT = 2.0, 1.6, 1.45, 1.35
"""In lines of text: the names of the days, a day's number, from one meeting to the next, and one meeting."""


class MonthView(MeetingSpots):
    """What doesn't fit into a day is counted: 「ほか1件」; a meeting that is alone is always named."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: YearPlan | None = None
        self._month: Month | None = None
        self._today = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_month(self, plan: YearPlan, month: Month, today: date) -> None:
        """Replace what is drawn."""
        self._plan, self._month, self._today = plan, month, today
        told = [
            f"{day.day}日 {item.name}" for week in days_of(month) for day in week
            if Month.of(day) == month for item in plan.on(day)
        ]  # fmt: skip
        self.setAccessibleName("、".join((f"{month.text()}の会議", *(told or ["予定はありません"]))))
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Room for a meeting on every day of the month; what is around it scrolls."""
        line = self.fontMetrics().height()
        weeks = len(days_of(self._month)) if self._month else 5
        return QSize(line * 40, ceil(line * (_HEAD + weeks * (_NUMBER + _STEP))))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.forget_spots()
        tokens = tokens_of(self.palette())
        painter.fillRect(self.rect(), QColor(tokens.surface))
        if self._plan and self._month:
            self._paint(painter, tokens, self._plan, self._month)
        painter.setPen(QColor(tokens.line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint(self, painter: QPainter, tokens: Tokens, plan: YearPlan, month: Month) -> None:
        line = self.fontMetrics().height()
        head = line * _HEAD
        weeks = days_of(month)
        width, height = self.width() / 7, (self.height() - head) / len(weeks)
        painter.fillRect(QRectF(0, 0, self.width(), head), QColor(tokens.header))
        painter.setFont(self.font())
        for column, name in enumerate(_WEEK):
            painter.setPen(QColor(_day_colour(tokens, column)))
            painter.drawText(QRectF(column * width, 0, width, head), _CENTRE, name)
        for row, week in enumerate(weeks):
            for column, day in enumerate(week):
                box = QRectF(column * width, head + row * height, width, height)
                self._paint_day(painter, tokens, plan, day, box, column, inside=Month.of(day) == month)

    def _paint_day(
        self,
        painter: QPainter,
        tokens: Tokens,
        plan: YearPlan,
        day: date,
        box: QRectF,
        column: int,
        *,
        inside: bool,
    ) -> None:
        line = self.fontMetrics().height()
        if not inside:
            painter.fillRect(box, QColor(tokens.page))
        painter.setPen(QColor(tokens.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        number = QRectF(box.left() + 6, box.top() + 2, line * 1.8, line * 1.5)
        if day == self._today:
            painter.fillRect(number.adjusted(-2, 1, 0, -1), QColor(tokens.accent))
        painter.setFont(number_font(self.font(), bold=inside))
        colour = (
            tokens.on_accent
            if day == self._today
            else _day_colour(tokens, column)
            if inside
            else tokens.disabled
        )
        painter.setPen(QColor(colour))
        painter.drawText(number, _LEFT, str(day.day))
        items = plan.on(day) if inside else []
        slots = _slots(box, line, len(items))
        painter.setFont(self.font())
        for item, slot in zip(items, slots, strict=False):
            self._paint_meeting(painter, tokens, item, slot)
        if len(items) > len(slots):
            painter.setPen(QColor(tokens.muted))
            rest = QRectF(box.left(), box.top() + 2, box.width() - 6, line * 1.5)
            painter.drawText(rest, _RIGHT, f"ほか{len(items) - len(slots)}件")

    def _paint_meeting(self, painter: QPainter, tokens: Tokens, item: Item, slot: QRectF) -> None:
        self.add_spot(slot, item)
        ground, edge = (
            (tokens.good_soft, tokens.good) if item.meeting.block_id else (tokens.accent_soft, tokens.accent)
        )
        painter.fillRect(slot, QColor(ground))
        painter.fillRect(QRectF(slot.left(), slot.top(), 3, slot.height()), QColor(edge))
        painter.setPen(QColor(tokens.text))
        words = self.fontMetrics().elidedText(item.name, Qt.TextElideMode.ElideRight, int(slot.width()) - 10)
        painter.drawText(slot.adjusted(8, 0, 0, 0), _LEFT, words)


def _slots(box: QRectF, line: int, meetings: int) -> list[QRectF]:
    """Where a day's meetings stand: below its number as far as there is room. One alone stands beside it at need."""
    room = max(int((box.height() - line * (_NUMBER + _SLOT - _STEP)) / (line * _STEP)), 0)
    if not room and meetings == 1:
        return [QRectF(box.left() + line * 2.2, box.top() + 2, box.width() - line * 2.2 - 6, line * _SLOT)]
    return [
        QRectF(box.left() + 6, box.top() + line * (_NUMBER + _STEP * at), box.width() - 12, line * _SLOT)
        for at in range(min(room, meetings))
    ]


def _day_colour(tokens: Tokens, column: int) -> str:
    return tokens.bad if column == 0 else tokens.accent if column == 6 else tokens.text
