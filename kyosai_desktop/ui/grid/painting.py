"""Paints the cells of a page in one go, straight from the ``Table``.

One loop instead of a delegate call per cell: no index, option and role objects are made, which is most of the
cost of a page in Python. What is marked is marked twice, by colour and by a sign: ▲, ◎, the length of a bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QLine, QPoint, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygon

from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, RowKind, Table
from kyosai_desktop.ui.grid.look import BOLD_ROWS, PADDING, GridLook, Metrics
from kyosai_desktop.ui.grid.marks import (
    GOAL,
    lacks_reports,
    paint_bar,
    paint_corner,
    paint_published,
    rate_colours,
)
from kyosai_desktop.ui.grid.model import NUMERIC

ARROW_ROOM = 20
"""Pixels at the right of a current cell with choices that open its list."""
STATUS_MARKS = {"速報": "速", "概数": "概"}
"""What stands in the corner of a figure that isn't firm."""
_NO_PEN = Qt.PenStyle.NoPen
_LOCKED = CellState.LOCKED
_TINTS = {_LOCKED: "locked", CellState.COMPUTED: "computed"}
"""Grounds of the cells that take no input, in rows without a ground of their own."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row or column on the screen: its index in the table, where it begins and how much room it takes."""

    index: int
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be painted: shown rows and columns, selected rectangles in pixels, the current cell.

    ``focused`` is whether the keyboard is here: the frame of the current cell is paler when it isn't. ``progress`` is
    the 標準進捗率 that stands as a mark in the bars of rates.
    """

    rows: Sequence[Line]
    columns: Sequence[Line]
    selected: Sequence[QRect] = ()
    current: tuple[int, int] | None = None
    focused: bool = True
    selected_cells: int = 0
    progress: Fraction | None = None


def starts_group(columns: Sequence[Column], index: int) -> bool:
    """Whether a stronger line stands left of the column: its outermost group is another than before it."""
    return index > 0 and columns[index].groups[:1] != columns[index - 1].groups[:1]


def paint_page(painter: QPainter, area: QRect, table: Table, page: Page, look: GridLook) -> None:
    """Everything inside ``area`` (pixels of the viewport)."""
    painter.fillRect(area, look.colour("surface"))
    if not page.rows or not page.columns:
        return
    last = page.columns[-1]
    right = min(area.right(), last.start + last.size - 1)
    _paint_grounds(painter, table, page, look, right)
    for rect in page.selected:
        painter.fillRect(rect, look.colour("accent_soft"))
    current = _current_rect(page)
    if current is not None and page.selected_cells > 1:
        painter.fillRect(current, look.colour("surface"))
    _paint_lines(painter, table, page, look, right)
    _paint_texts(painter, table, page, look)
    if current is not None:
        pen = QPen(look.colour("focus" if page.focused else "muted"), 2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(current.adjusted(1, 1, -1, -1))
        if page.current is not None and table.cells[page.current[0]][page.current[1]].choices:
            _paint_arrow(painter, current, look)


def _current_rect(page: Page) -> QRect | None:
    if page.current is None:
        return None
    row = next((line for line in page.rows if line.index == page.current[0]), None)
    column = next((line for line in page.columns if line.index == page.current[1]), None)
    if row is None or column is None:
        return None
    return QRect(column.start, row.start, column.size - 1, row.size - 1)


def _paint_grounds(painter: QPainter, table: Table, page: Page, look: GridLook, right: int) -> None:
    """Cells that take input stay on the plain ground, in subtotals that may be typed too; all others are tinted."""
    left = page.columns[0].start
    tinted: dict[CellState, list[QRect]] = {_LOCKED: [], CellState.COMPUTED: [], CellState.ENTRY: []}
    for row in page.rows:
        ground = look.ground(table.rows[row.index].kind)
        if ground is not None:
            painter.fillRect(left, row.start, right - left + 1, row.size, ground)
        cells = table.cells[row.index]
        for column in page.columns:
            state = cells[column.index].state
            if (state is CellState.ENTRY) if ground is not None else (state in _TINTS):
                tinted[state].append(QRect(column.start, row.start, column.size, row.size))
    painter.setPen(_NO_PEN)
    for state, rects in tinted.items():
        if rects:
            painter.setBrush(look.colour(_TINTS.get(state, "surface")))
            painter.drawRects(rects)
    locks = [(rect.left() + 4, rect.center().y() + 1) for rect in tinted[_LOCKED]]
    _paint_locks(painter, locks, look.colour("muted"))


def _paint_locks(painter: QPainter, places: Sequence[tuple[int, int]], colour: QColor) -> None:
    """A small padlock at the left of each confirmed cell, all in two calls."""
    if not places:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1))
    painter.drawRects([QRect(x + 1, y - 4, 3, 5) for x, y in places])
    painter.setPen(_NO_PEN)
    painter.setBrush(colour)
    painter.drawRects([QRect(x, y - 1, 6, 5) for x, y in places])
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_lines(painter: QPainter, table: Table, page: Page, look: GridLook, right: int) -> None:
    top, left = page.rows[0].start, page.columns[0].start
    bottom = page.rows[-1].start + page.rows[-1].size - 1
    thin = [QLine(left, y, right, y) for y in (row.start + row.size - 1 for row in page.rows)]
    strong = []
    for column in page.columns:
        x = column.start + column.size - 1
        thin.append(QLine(x, top, x, bottom))
        if starts_group(table.columns, column.index):
            strong.append(QLine(column.start - 1, top, column.start - 1, bottom))
    painter.setPen(look.colour("line"))
    painter.drawLines(thin)
    if strong:
        painter.setPen(look.colour("strong_line"))
        painter.drawLines(strong)


def _paint_texts(painter: QPainter, table: Table, page: Page, look: GridLook) -> None:
    plain, negative = look.colour("text"), look.colour("bad")
    columns = [
        (line, column, column.kind is ColumnKind.RATE, column.kind in NUMERIC)
        for line in page.columns
        for column in (table.columns[line.index],)
    ]
    draw, set_pen = painter.drawText, painter.setPen
    pen = None
    for row in page.rows:
        bold = table.rows[row.index].kind in BOLD_ROWS
        counts = table.rows[row.index].kind is RowKind.COUNT  # below rates too it isn't one
        number = look.number_bold if bold else look.number
        words = look.text_bold if bold else look.text
        cells = table.cells[row.index]
        baseline = row.start + (row.size + number.cap_height) // 2
        font: Metrics | None = None
        for line, column, of_rates, numeric in columns:
            rate = of_rates and not counts
            cell = cells[line.index]
            lacks = cell.missing_count > 0 and lacks_reports(cell, column)
            if lacks or cell.published or cell.comment or cell.status or (rate and cell.text):
                _paint_marked(painter, cell, line, row, rate, bold, look, page.progress, lacks=lacks)
                font, pen = None, None
                continue
            text = cell.text
            if not text:
                continue
            wanted = number if numeric else words
            if font is not wanted:
                painter.setFont(wanted.font)
                font = wanted
            if numeric:
                value = cell.value
                colour = negative if isinstance(value, Fraction) and value.numerator < 0 else plain
                x = line.start + line.size - PADDING - wanted.width(text)
            else:
                colour = plain
                x = line.start + PADDING
            if pen is not colour:
                set_pen(colour)
                pen = colour
            if x < line.start + 2 or (not numeric and wanted.width(text) > line.size - PADDING - 2):
                _draw_elided(painter, text, line, row, numeric, wanted)
            else:
                draw(x, baseline, text)


def _draw_elided(
    painter: QPainter, text: str, line: Line, row: Line, numeric: bool, metrics: Metrics
) -> None:
    """A text wider than its cell: words are cut with …, figures become # as in Excel, never cut digits."""
    room = QRect(line.start + 4, row.start, line.size - 8, row.size)
    if numeric:
        shown = "#" * max(1, room.width() // metrics.width("#"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        return
    shown = painter.fontMetrics().elidedText(
        text.replace("\n", " "), Qt.TextElideMode.ElideRight, line.size - PADDING - 4
    )
    painter.drawText(
        room.adjusted(PADDING - 4, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown
    )


def _paint_marked(
    painter: QPainter,
    cell: Cell,
    line: Line,
    row: Line,
    rate: bool,
    bold: bool,
    look: GridLook,
    progress: Fraction | None,
    *,
    lacks: bool,
) -> None:
    """A cell with more than its figure: a rate and its bar, a published value, missing figures, a comment, 速報."""
    number = look.number_bold if bold else look.number
    right = line.start + line.size - PADDING
    value = cell.value if isinstance(cell.value, Fraction) else None
    text, colour = cell.text, "text"
    if rate and value is not None:
        colour, bar = rate_colours(value, progress)
        if value >= GOAL:
            text = "◎ " + text
        if not cell.published:
            paint_bar(painter, value, line, row, look, bar, progress)
    elif value is not None and value < 0:
        colour = "bad"
    room = line.size - PADDING - 2
    if number.width(text) > room:
        text = cell.text if number.width(cell.text) <= room else "#" * max(1, room // number.width("#"))
    raised = row.size // 5 if cell.published else row.size // 9 if rate else 0
    centre = row.start + row.size // 2 - raised
    painter.setFont(number.font)
    painter.setPen(look.colour(colour))
    painter.drawText(right - number.width(text), centre + number.cap_height // 2, text)
    painter.setFont(look.small.font)
    if cell.published:
        paint_published(painter, cell, line, row, look)
    mark = f"未{cell.missing_count}" if lacks else STATUS_MARKS.get(cell.status, "")
    if mark:
        painter.setPen(look.colour("warn" if lacks else "muted"))
        painter.drawText(line.start + 4, row.start + look.small.cap_height + 4, mark)
    if cell.comment:
        paint_corner(painter, line, row, look.colour("warn"))


def _paint_arrow(painter: QPainter, cell: QRect, look: GridLook) -> None:
    """▾ in a cell that has a list of usual values."""
    painter.setPen(_NO_PEN)
    painter.setBrush(QBrush(look.colour("muted")))
    tip = QPoint(cell.right() - ARROW_ROOM // 2, cell.center().y() + 3)
    painter.drawPolygon(QPolygon([tip, tip + QPoint(-5, -5), tip + QPoint(5, -5)]))
