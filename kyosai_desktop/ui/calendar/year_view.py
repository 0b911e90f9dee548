"""年間: one lane per kind of meeting over the twelve months. To look at; typing is in 一覧."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyosai_desktop.domain.campaign import Campaign, days_text
from kyosai_desktop.domain.fiscal.wareki import in_era
from kyosai_desktop.ui.calendar.content import BLOCK_LANE, Item, YearPlan
from kyosai_desktop.ui.calendar.spots import MeetingSpots
from kyosai_desktop.ui.tokens import Tokens, tokens_of

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


class YearView(MeetingSpots):
    """Bars are 強化期間; ◆ a dated meeting, a dashed frame where only a span is known, ● 総会, ○ others of blocks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: YearPlan | None = None
        self._today = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_plan(self, plan: YearPlan, today: date) -> None:
        """Replace what is drawn; ``today`` is the red line."""
        self._plan = plan
        self._today = today
        told = [f"{item.when} {item.name}" for item in plan.items]
        told += [
            f"{each.lane} {each.label} {days_text(each.period)}" for each in plan.campaigns if each.period
        ]
        self.setAccessibleName("、".join((f"{plan.year.text()}の会議", *told)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        lanes = 4 * self._lane_height() if self._plan is None else self._lanes_height(self._plan)
        return QSize(line * 60, int(line * 3.4) + lanes + 2)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.forget_spots()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self.palette())
        painter.fillRect(self.rect(), QColor(tokens.surface))
        if self._plan:
            self._paint(painter, tokens, self._plan)
        painter.setPen(QColor(tokens.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _lane_height(self, name: str = "") -> int:
        """The blocks' meetings have no words beside them."""
        return int(self.fontMetrics().height() * (2.2 if name == BLOCK_LANE else 3.3))

    def _campaign_height(self) -> int:
        return int(self.fontMetrics().height() * 2)

    def _lanes_height(self, plan: YearPlan) -> int:
        meetings = sum(self._lane_height(name) for name, _ in plan.lanes())
        return meetings + len(plan.campaign_lanes()) * self._campaign_height()

    def _paint(self, painter: QPainter, tokens: Tokens, plan: YearPlan) -> None:
        line = self.fontMetrics().height()
        lanes, campaigns = plan.lanes(), plan.campaign_lanes()
        names = [name for name, _ in (*lanes, *campaigns)]
        stub = max([QFontMetricsF(_bold(self.font())).horizontalAdvance(name) for name in names] or [0]) + 28
        chart = QRectF(max(stub, line * 7), line * 3.4, 0, 0)
        chart.setRight(self.width() - 1)
        chart.setBottom(chart.top() + self._lanes_height(plan))
        self._paint_months(painter, tokens, plan, chart)
        top = chart.top()
        for name, periods in campaigns:
            lane = QRectF(chart.left(), top, chart.width(), self._campaign_height())
            top += self._campaign_height()
            self._paint_name(painter, tokens, lane, name)
            for campaign in periods:
                self._paint_campaign(painter, tokens, plan, lane, campaign)
        for name, items in lanes:
            lane = QRectF(chart.left(), top, chart.width(), self._lane_height(name))
            top += lane.height()
            self._paint_name(painter, tokens, lane, name)
            self._paint_lane(painter, tokens, plan, lane, items, is_blocks=name == BLOCK_LANE)
        if plan.year.contains(self._today):
            x = _x(plan, chart, self._today)
            painter.setPen(QPen(QColor(tokens.bad), 2))
            painter.drawLine(QPointF(x, line * 3.1), QPointF(x, chart.bottom()))

    def _paint_months(self, painter: QPainter, tokens: Tokens, plan: YearPlan, chart: QRectF) -> None:
        line = self.fontMetrics().height()
        painter.fillRect(QRectF(0, 0, self.width(), chart.top()), QColor(tokens.header))
        calendar_year = 0
        for index, month in enumerate(plan.year.months()):
            left, right = _x(plan, chart, month.start), _x(plan, chart, month.end) + chart.width() / 365
            if index % 2:
                painter.fillRect(
                    QRectF(left, chart.top(), right - left, chart.height()), QColor(tokens.subtotal)
                )
            painter.setPen(QColor(tokens.line))
            painter.drawLine(QPointF(left, line * 1.6), QPointF(left, chart.bottom()))
            if month.year != calendar_year:
                calendar_year = month.year
                era = in_era(month.end)
                painter.setPen(QColor(tokens.muted))
                painter.setFont(self.font())
                words = f"{month.year}年（{era.text()}）" if era else f"{month.year}年"
                painter.drawText(QRectF(left + 5, line * 0.2, 300, line * 1.3), _LEFT, words)
            painter.setPen(QColor(tokens.text))
            painter.setFont(_bold(self.font()))
            painter.drawText(QRectF(left, line * 1.6, right - left, line * 1.7), _CENTRE, f"{month.month}月")
        painter.setPen(QPen(QColor(tokens.strong_line), 1))
        painter.drawLine(QPointF(0, chart.top()), QPointF(chart.right(), chart.top()))
        painter.drawLine(QPointF(chart.left(), 0), QPointF(chart.left(), chart.bottom()))

    def _paint_name(self, painter: QPainter, tokens: Tokens, lane: QRectF, name: str) -> None:
        painter.setPen(QColor(tokens.line))
        painter.drawLine(QPointF(0, lane.bottom()), QPointF(lane.right(), lane.bottom()))
        painter.setPen(QColor(tokens.text))
        painter.setFont(_bold(self.font()))
        painter.drawText(QRectF(12, lane.top(), lane.left() - 16, lane.height()), _LEFT, name)

    def _paint_campaign(
        self, painter: QPainter, tokens: Tokens, plan: YearPlan, lane: QRectF, campaign: Campaign
    ) -> None:
        """A bar from the first to the last day; words that find no room in it stand behind it."""
        period = campaign.period
        if period is None:
            return
        left = _x(plan, lane, period.start)
        right = _x(plan, lane, period.end + timedelta(days=1))
        bar = QRectF(left, lane.top() + 5, max(right - left, 4), lane.height() - 10)
        painter.setPen(QPen(QColor(tokens.warn), 1))
        painter.setBrush(QColor(tokens.warn_soft))
        painter.drawRoundedRect(bar, 4, 4)
        painter.setPen(QColor(tokens.text))
        painter.setFont(self.font())
        words = f"{campaign.label}　{days_text(period)}"
        inside = self.fontMetrics().horizontalAdvance(campaign.label) + 12 <= bar.width()
        room = bar.adjusted(6, 0, -4, 0) if inside else QRectF(
            bar.right() + 6, bar.top(), max(lane.right() - bar.right() - 10, 0), bar.height()
        )  # fmt: skip
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, _LEFT, shown)

    def _paint_lane(
        self,
        painter: QPainter,
        tokens: Tokens,
        plan: YearPlan,
        lane: QRectF,
        items: list[Item],
        *,
        is_blocks: bool,
    ) -> None:
        line = self.fontMetrics().height()
        for index, item in enumerate(items):
            start, end = item.meeting.start, item.meeting.end
            if start is None or end is None:
                continue
            left = _x(plan, lane, start)
            right = max(_x(plan, lane, end), left)
            middle = QPointF(left, lane.center().y())
            if not item.dated:
                frame = QRectF(left, lane.top() + 6, max(right - left, line * 1.6), lane.height() - 12)
                painter.setPen(QPen(QColor(tokens.accent), 1.5, Qt.PenStyle.DashLine))
                painter.setBrush(QColor(tokens.accent_soft))
                painter.drawRoundedRect(frame, 4, 4)
                self.add_spot(frame, item)
                middle.setX(frame.right())
            elif is_blocks:
                filled = item.meeting.kind == "総会"
                painter.setPen(QPen(QColor(tokens.good), 1.8))
                painter.setBrush(QColor(tokens.good if filled else tokens.surface))
                painter.drawEllipse(middle, line * 0.36, line * 0.36)
            else:
                side = line * 0.6
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.accent))
                painter.drawPolygon(
                    QPolygonF([middle + QPointF(0, -side), middle + QPointF(side, 0),
                               middle + QPointF(0, side), middle + QPointF(-side, 0)])
                )  # fmt: skip
            if item.dated:
                self.add_spot(
                    QRectF(left - line * 0.6, middle.y() - line * 0.7, line * 1.2, line * 1.4), item
                )
            if not is_blocks:
                following = items[index + 1].meeting.start if index + 1 < len(items) else None
                limit = _x(plan, lane, following) - line if following else lane.right() - 6
                self._paint_words(painter, tokens, item, middle.x() + line * 0.9, limit, lane)

    def _paint_words(
        self, painter: QPainter, tokens: Tokens, item: Item, left: float, limit: float, lane: QRectF
    ) -> None:
        line = self.fontMetrics().height()
        width = limit - left
        if width < line * 2:
            return
        for top, words, colour, font in (
            (0.28, item.name, tokens.text, _bold(self.font())),
            (1.68, item.when, tokens.muted, self.font()),
        ):
            painter.setPen(QColor(colour))
            painter.setFont(font)
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(width))
            painter.drawText(QRectF(left, lane.top() + line * top, width, line * 1.3), _LEFT, shown)
            self.add_spot(QRectF(left, lane.top() + line * top, width, line * 1.3), item)


def _x(plan: YearPlan, chart: QRectF, day: date) -> float:
    days = (plan.year.end - plan.year.start).days + 1
    return chart.left() + chart.width() * min(max((day - plan.year.start).days, 0), days) / days


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setBold(True)
    return made
