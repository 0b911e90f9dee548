"""目標 and 実績 of three years, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyosai_desktop.domain.rounding import Rounding, fixed_text
from kyosai_desktop.ui.home.bars import fitting, scaled
from kyosai_desktop.ui.home.cards import paint_card
from kyosai_desktop.ui.theme import heading_font, number_font
from kyosai_desktop.ui.tokens import Tokens, tokens_of

if TYPE_CHECKING:
    from fractions import Fraction

    from kyosai_desktop.domain.table import Cell
    from kyosai_desktop.operations.progress import YearTotals

_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def scale_of(largest: Fraction) -> tuple[int, int]:
    """(step, number of steps) of an axis that covers ``largest``: 1, 2, 2.5 or 5 times a power of ten, ≤ 5 steps."""
    whole = max(int(largest) + (largest % 1 > 0), 1)
    power = 1
    while True:
        for tenths in (10, 20, 25, 50):
            if tenths * power % 10 == 0:
                step = tenths * power // 10
                if step * 4 >= whole:
                    return step, -(-whole // step)
        power *= 10


class YearBars(QWidget):
    """A bar chart with its own card. The figures stand above the bars as they are printed elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._years: Sequence[YearTotals] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_years(self, title: str, years: Sequence[YearTotals]) -> None:
        """Replace what the chart tells."""
        self._title = title
        self._years = years
        told = [f"{each.year.text()} {each.total.counts_text()}" for each in years]
        self.setAccessibleName("、".join((title, *told)))
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 28, line * 18)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 20, line * 11)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self.palette())
        paint_card(painter, tokens, QRectF(self.rect()))
        inside = QRectF(self.rect()).adjusted(18, 14, -18, -12)
        line = self.fontMetrics().height()
        painter.setPen(QColor(tokens.text))
        painter.setFont(heading_font(self.font(), 1.05))
        painter.drawText(QRectF(inside.left(), inside.top(), inside.width(), line * 1.3), _LEFT, self._title)
        self._paint_legend(
            painter, tokens, QRectF(inside.left(), inside.top() + line * 1.5, inside.width(), line)
        )
        largest = max((value for each in self._years for value in _values(each)), default=None)
        if largest is not None and largest > 0:
            self._paint_chart(painter, tokens, inside.adjusted(0, line * 3.2, 0, 0), largest)
        painter.end()

    def _paint_legend(self, painter: QPainter, tokens: Tokens, rect: QRectF) -> None:
        painter.setFont(self.font())
        side = rect.height() * 0.7
        left = rect.right()
        for words, colour, hatched in (("実績", tokens.accent, False), ("目標", tokens.target_bar, True)):
            width = self.fontMetrics().horizontalAdvance(words)
            left -= width
            painter.setPen(QColor(tokens.text))
            painter.drawText(QRectF(left, rect.top(), width, rect.height()), _LEFT, words)
            left -= side + 6
            _fill(painter, tokens, QRectF(left, rect.center().y() - side / 2, side, side), colour, hatched)
            left -= 18

    def _paint_chart(self, painter: QPainter, tokens: Tokens, rect: QRectF, largest: Fraction) -> None:
        from fractions import Fraction  # with the figures; the empty card is painted without

        step, steps = scale_of(largest)
        figures = number_font(self.font(), scale=0.9)
        line = self.fontMetrics().height()
        axis_width = max(len(f"{step * steps:,}") * line * 0.55, 30)
        published = any(each.total.result.published for each in self._years)
        plot = rect.adjusted(axis_width + 8, line * 0.8, 0, -line * (2.6 if published else 1.6))
        painter.setFont(figures)
        for count in range(steps + 1):
            y = plot.bottom() - plot.height() * count / steps
            painter.setPen(QPen(QColor(tokens.muted if count == 0 else tokens.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(tokens.muted))
            label = QRectF(rect.left(), y - line / 2, axis_width, line)
            painter.drawText(label, _RIGHT, fixed_text(step * count, 0, Rounding.HALF_UP))
        slot = plot.width() / max(len(self._years), 1)
        bar = min(slot * 0.36, line * 3.2)
        for index, each in enumerate(self._years):
            centre = plot.left() + slot * (index + 0.5)
            for offset, cell, colour, bold in (
                (-bar - 2, each.total.target, tokens.target_bar, False),
                (2, each.total.result, tokens.accent, True),
            ):
                if not isinstance(cell.value, Fraction):
                    continue
                height = plot.height() * max(float(cell.value / (step * steps)), 0.0)
                column = QRectF(centre + offset, plot.bottom() - height, bar, height)
                _fill(painter, tokens, column, colour, not bold)
                room = min(slot / 2 - 4, bar + 60)
                painter.setFont(fitting(number_font(self.font(), bold=bold, scale=0.9), cell.text, room))
                painter.setPen(QColor(tokens.text))
                middle = centre + offset + bar / 2
                above = QRectF(middle - room / 2, plot.bottom() - height - line * 1.1, room, line)
                painter.drawText(above, _CENTRE, cell.text)
            painter.setFont(self.font())
            painter.setPen(QColor(tokens.text))
            below = QRectF(plot.left() + slot * index, plot.bottom() + 4, slot, line * 1.4)
            painter.drawText(below, _CENTRE, each.year.text())
            if each.total.result.published:
                told = f"公表 {each.total.result.published}"
                painter.setPen(QColor(tokens.muted))
                painter.setFont(fitting(scaled(self.font(), 0.92), told, slot))
                painter.drawText(below.translated(0, line * 1.1), _CENTRE, told)


def _fill(painter: QPainter, tokens: Tokens, rect: QRectF, colour: str, hatched: bool) -> None:
    """A bar; hatched with a frame, so that 目標 and 実績 stay apart without colours."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRect(rect)
    if hatched:
        painter.setBrush(QBrush(QColor(tokens.surface), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(rect)
        painter.setPen(QPen(QColor(tokens.muted), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))


def _values(each: YearTotals) -> list[Fraction]:
    from fractions import Fraction

    def value(cell: Cell) -> list[Fraction]:
        return [cell.value] if isinstance(cell.value, Fraction) else []

    return value(each.total.target) + value(each.total.result)
