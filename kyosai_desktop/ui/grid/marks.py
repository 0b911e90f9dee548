"""What a cell shows beside its figure: the bar of a rate, a published value, a corner that has more to tell."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPolygon

from kyosai_desktop.domain.table import Cell, Column
from kyosai_desktop.ui.grid.look import PADDING, GridLook

if TYPE_CHECKING:
    from kyosai_desktop.ui.grid.painting import Line

GOAL = Fraction(100)
"""Per cent at which a target is reached."""

_NEAR = Fraction(80)
_BAR = 4
_CORNER = 6
_NO_PEN = Qt.PenStyle.NoPen


def lacks_reports(cell: Cell, column: Column) -> bool:
    """Whether a figure would mislead without a word on what it lacks. Where nothing is there yet, nobody is misled."""
    return column.reported and bool(cell.text) and cell.missing_count > 0


def rate_colours(value: Fraction, progress: Fraction | None) -> tuple[str, str]:
    """Tokens of a rate's figure and of its bar: reached, as far as the year is (標準進捗率, as on ホーム), or behind.

    Where the page has no 標準進捗率, near is 80 per cent.
    """
    if value >= GOAL:
        return "good", "good"
    if value >= (_NEAR if progress is None else progress):
        return "text", "accent"
    return "warn", "warn"


def paint_bar(
    painter: QPainter,
    value: Fraction,
    line: Line,
    row: Line,
    look: GridLook,
    colour: str,
    progress: Fraction | None,
) -> None:
    """The length of a rate below its figure, with the mark of 標準進捗率."""
    left, room = line.start + PADDING - 1, line.size - 2 * PADDING + 2
    top = row.start + row.size - _BAR - 4
    share = min(max(value, Fraction(0)), GOAL) / GOAL
    filled = int(room * share)
    painter.setPen(_NO_PEN)
    painter.fillRect(left, top, room, _BAR, look.colour("track"))
    if filled:
        painter.fillRect(left, top, filled, _BAR, look.colour(colour))
    if progress is not None and progress < GOAL:
        painter.fillRect(left + int(room * progress / GOAL), top - 2, 2, _BAR + 4, look.colour("strong_line"))


def paint_published(painter: QPainter, cell: Cell, line: Line, row: Line, look: GridLook) -> None:
    """The published value below the figure (in the place of a rate's bar), and a mark in the corner."""
    text = f"公表 {cell.published}"
    painter.setPen(look.colour("accent"))
    x = line.start + line.size - PADDING - look.small.width(text)
    painter.drawText(max(x, line.start + 2), row.start + row.size - row.size // 8, text)
    paint_corner(painter, line, row, look.colour("accent"))


def paint_corner(painter: QPainter, line: Line, row: Line, colour: QColor) -> None:
    """A triangle at the top right: there is more to read than the figure."""
    corner = QPoint(line.start + line.size - 2, row.start)
    painter.setPen(_NO_PEN)
    painter.setBrush(QBrush(colour))
    painter.drawPolygon(QPolygon([corner, corner - QPoint(_CORNER, 0), corner + QPoint(0, _CORNER)]))
