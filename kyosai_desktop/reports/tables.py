"""Drawing a ``Table`` on paper, in pieces that fit the pages: a piece is a band of columns and a run of whole rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from kyosai_desktop.domain.table import Cell, ColumnKind, RowKind
from kyosai_desktop.domain.table_spans import stub_spans
from kyosai_desktop.reports import house_style as house
from kyosai_desktop.reports.column_widths import number_aligned, published_mark, same_group
from kyosai_desktop.reports.ink import Ink
from kyosai_desktop.reports.line_breaking import break_lines
from kyosai_desktop.reports.plain_text import one_line, printable
from kyosai_desktop.reports.table_layout import Band, TableLayout
from kyosai_desktop.reports.typefaces import Style, face

_TINTS = {
    RowKind.SUBTOTAL: house.SUBTOTAL_TINT,
    RowKind.TOTAL: house.TOTAL_TINT,
    RowKind.HEADING: house.SUBTOTAL_TINT,
}
_STRONG = frozenset({RowKind.SUBTOTAL, RowKind.TOTAL, RowKind.HEADING})
# Rows that say something about those above them, and so don't begin a page.
_FOLLOWERS = frozenset({RowKind.SUBTOTAL, RowKind.TOTAL, RowKind.COUNT, RowKind.REMAINDER})
_PUBLISHED_NOTE = "※公表：すでに公表された資料の値です。計算には使っていません。"
# Where the baseline stands in a line of text whose middle is known, as a multiple of the size.
_BASELINE = 0.36


@dataclass(frozen=True, slots=True)
class TablePiece:
    """Rows ``first`` … ``last``−1 of one band; ``ends`` when it's the table's last piece and so carries the notes."""

    layout: TableLayout
    band: Band
    first: int
    last: int
    caption: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def height(self) -> float:
        """Height in points with caption and notes."""
        return (
            caption_height(self.caption)
            + sum(self.band.header_heights)
            + sum(line.height for line in self.layout.lines[self.first : self.last])
            + notes_height(self.notes)
        )


def pieces(layout: TableLayout, *, room: float, page: float, titled: bool) -> list[TablePiece]:
    """Cut a table for a first page with ``room`` points left and further pages of ``page`` points.

    ``titled``: whether the title is printed (it isn't when it is the paper's own). The caller has seen to it that
    ``room`` is worth beginning in.
    """
    found: list[TablePiece] = []
    notes = note_lines(layout)
    for number, band in enumerate(layout.bands, start=1):
        of = f"（{number}／{len(layout.bands)}）" if len(layout.bands) > 1 else ""
        first, count = 0, len(layout.lines)
        while first < count or not found:
            title = (layout.table.title + of) if titled or first or number > 1 else of
            caption = caption_lines(layout, title + ("（続き）" if first else ""))
            space = (room if not found else page) - caption_height(caption) - sum(band.header_heights)
            last = _fit(layout, first, space, notes_height(notes) if number == len(layout.bands) else 0)
            ends = last == count and number == len(layout.bands)
            found.append(TablePiece(layout, band, first, last, caption, notes if ends else ()))
            first = last
            if not count:
                break
    return found


def _fit(layout: TableLayout, first: int, space: float, notes: float) -> int:
    """The row before which the page ends: as many whole rows as fit, but no total without a row above it, no heading
    without one below it, and the notes not alone on the last page."""
    count = len(layout.lines)
    last = first
    while last < count and layout.lines[last].height <= space:
        space -= layout.lines[last].height
        last += 1
    if last == count:
        if notes <= space or last - first < 2:
            return last
        last -= 1
    cut = last
    while cut > first + 1 and (
        (cut < count and layout.kind(cut) in _FOLLOWERS)
        or layout.kind(cut - 1) is RowKind.HEADING
    ):
        cut -= 1
    return cut if cut > first + 1 else max(last, first + 1)


def caption_lines(layout: TableLayout, title: str) -> tuple[str, ...]:
    """Title, as-of date and unit above a piece; each may be ''."""
    table = layout.table
    unit = f"（単位：{table.unit}）" if table.unit else ""
    return one_line(title), one_line(table.as_of), one_line(unit)


def caption_height(caption: tuple[str, ...]) -> float:
    title, *line = caption
    return (house.TABLE_TITLE_SIZE * 1.6 if title else 0) + (house.NOTE_SIZE * 1.6 if any(line) else 0) + 2


def note_lines(layout: TableLayout) -> tuple[str, ...]:
    """The notes below a table, broken into lines, led by ※ unless they have a mark of their own."""
    table = layout.table
    notes = [note if note[:1] in "※注＊*（" else f"※{note}" for note in table.notes if note]
    if any(cell.published for line in table.cells for cell in line):
        notes.append(_PUBLISHED_NOTE)
    width = (house.LANDSCAPE if layout.lying else house.PORTRAIT).body_width
    advances = face(Style.FIGURES).advances
    return tuple(line for note in notes for line in break_lines(printable(note), width, house.NOTE_SIZE, advances))


def notes_height(notes: tuple[str, ...]) -> float:
    return len(notes) * house.NOTE_SIZE * house.NOTE_LEADING + 4 if notes else 0.0


def draw_piece(ink: Ink, piece: TablePiece, x: float, top: float) -> None:
    """Draw ``piece`` with its upper left corner at (``x``, ``top``)."""
    y = _draw_caption(ink, piece, x, top)
    bottom = _draw_header(ink, piece, x, y)
    end = _draw_rows(ink, piece, x, bottom)
    _draw_frame(ink, piece, x, y, bottom, end)
    line = end - 4
    for note in piece.notes:
        line -= house.NOTE_SIZE * house.NOTE_LEADING
        ink.text(x, line + 2, note, Style.FIGURES, house.NOTE_SIZE)


def _draw_caption(ink: Ink, piece: TablePiece, x: float, top: float) -> float:
    title, as_of, unit = piece.caption
    y = top
    if title:
        ink.text(x, y - house.TABLE_TITLE_SIZE, title, Style.STRONG, house.TABLE_TITLE_SIZE)
        y -= house.TABLE_TITLE_SIZE * 1.6
    if as_of or unit:
        y -= house.NOTE_SIZE * 1.6
        ink.text(x, y + 3.5, as_of, Style.FIGURES, house.NOTE_SIZE)
        ink.text_right(x + piece.band.edges[-1], y + 3.5, unit, Style.FIGURES, house.NOTE_SIZE)
    return y - 2


def _draw_header(ink: Ink, piece: TablePiece, x: float, top: float) -> float:
    band, size = piece.band, piece.layout.size
    levels = [top]
    for height in band.header_heights:
        levels.append(levels[-1] - height)
    ink.tint(x, levels[-1], band.edges[-1], top - levels[-1], house.HEADER_TINT)
    for span, lines in band.header:
        left, right = x + band.edges[span.left], x + band.edges[span.right + 1]
        upper, lower = levels[span.top], levels[span.bottom + 1]
        _centred_lines(ink, (left + right) / 2, (upper + lower) / 2, lines, Style.STRONG, size)
        ink.rule(left, lower, right, lower, house.HAIRLINE)
        ink.rule(right, upper, right, lower, house.HAIRLINE)
    return levels[-1]


def _draw_rows(ink: Ink, piece: TablePiece, x: float, top: float) -> float:
    layout, band = piece.layout, piece.band
    table, size = layout.table, layout.size
    stub, pad = len(table.stub), house.CELL_PADDING * size
    columns = [
        (at, x + band.edges[stub + place], x + band.edges[stub + place + 1], table.columns[at])
        for place, at in enumerate(band.columns)
    ]
    end = x + band.edges[-1]
    levels = [top]
    for place in range(piece.first, piece.last):
        line = layout.lines[place]
        row, cells = table.rows[line.row], table.cells[line.row]
        upper = levels[-1]
        lower = upper - line.height
        levels.append(lower)
        style = Style.STRONG if row.kind in _STRONG else Style.FIGURES
        if row.kind in _TINTS:
            ink.tint(x, lower, band.edges[-1], upper - lower, _TINTS[row.kind])
        if row.kind is RowKind.TOTAL and place > piece.first:
            ink.rule(x, upper, end, upper, house.RULE)
        baseline = (upper + lower) / 2 - _BASELINE * size
        if row.kind is RowKind.HEADING:
            ink.text(x + pad, baseline, one_line(row.name), style, size)
            continue
        for at, left, right, column in columns:
            cell = cells[at]
            lines = line.wrapped.get(stub + at)
            if lines:
                _left_lines(ink, left + pad, (upper + lower) / 2, lines, style, size)
            elif line.continued:
                continue
            elif cell.published:
                _draw_published(ink, cell, right - pad, (upper + lower) / 2, style, size)
            elif cell.text:
                text = one_line(cell.text)
                if number_aligned(column) and (cell.value is not None or any(map(str.isdigit, text))):
                    ink.text_right(right - pad, baseline, text, style, size)
                elif column.kind is ColumnKind.TEXT:
                    ink.text(left + pad, baseline, text, style, size)
                else:
                    ink.text_centred((left + right) / 2, baseline, text, style, size)
    _draw_stub(ink, piece, x, levels)
    for (_, _, right, column), (_, _, _, after) in pairwise(columns):
        grouped = bool(column.groups) and not same_group(column, after)
        _column_rule(ink, piece, right, levels, house.RULE if grouped else house.HAIRLINE)
    for level in levels[1:-1]:
        ink.rule(x + band.edges[stub], level, end, level, house.HAIRLINE)
    return levels[-1]


def _column_rule(ink: Ink, piece: TablePiece, x: float, levels: list[float], width: float) -> None:
    """A rule down the piece, interrupted by heading rows."""
    layout, start = piece.layout, 0
    for offset in range(len(levels)):
        at = piece.first + offset
        if at == piece.last or layout.kind(at) is RowKind.HEADING:
            if offset > start:
                ink.rule(x, levels[start], x, levels[offset], width)
            start = offset + 1


def _draw_stub(ink: Ink, piece: TablePiece, x: float, levels: list[float]) -> None:
    layout, band = piece.layout, piece.band
    table, size = layout.table, layout.size
    shown = layout.lines[piece.first : piece.last]
    rows = [table.rows[line.row] for line in shown]
    pad, last = house.CELL_PADDING * size, len(table.stub) - 1
    for span in stub_spans(rows):
        if rows[span.top].kind is RowKind.HEADING:
            ink.rule(x, levels[span.top + 1], x + band.edges[last + 1], levels[span.top + 1], house.HAIRLINE)
            continue
        left, right = x + band.edges[span.left], x + band.edges[span.right + 1]
        upper, lower = levels[span.top], levels[span.bottom + 1]
        row = rows[span.top]
        style = Style.STRONG if row.kind in _STRONG else Style.FIGURES
        indent = row.level * size if last == 0 else 0.0
        line = shown[span.top]
        lines = line.wrapped.get(last) if span.left == last else None
        if lines is None and line.continued and span.left == last:
            lines = []
        elif lines is None:
            advances = face(style).advances
            lines = break_lines(printable(span.text), right - left - 1.2 * pad - indent, size, advances)
        _left_lines(ink, left + pad + indent, (upper + lower) / 2, lines, style, size)
        ink.rule(left, lower, right, lower, house.HAIRLINE)
        ink.rule(right, upper, right, lower, house.HAIRLINE)


def _draw_published(ink: Ink, cell: Cell, right: float, middle: float, style: Style, size: float) -> None:
    small = size * house.PUBLISHED_SCALE
    shift = size * house.CELL_LEADING / 2 - (size - small) / 2
    if cell.text:
        ink.text_right(right, middle + shift / 2 + 0.1 * size - _BASELINE * size + 1, one_line(cell.text), style, size)
        middle -= shift
    ink.text_right(right, middle - _BASELINE * small, published_mark(cell.published), Style.FIGURES, small)


def _draw_frame(ink: Ink, piece: TablePiece, x: float, top: float, header: float, bottom: float) -> None:
    end = x + piece.band.edges[-1]
    stub = x + piece.band.edges[len(piece.layout.table.stub)]
    ink.rule(x, header, end, header, house.RULE)
    if stub > x:
        ink.rule(stub, top, stub, header, house.RULE)
    for x1, y1, x2, y2 in ((x, top, end, top), (x, bottom, end, bottom), (x, top, x, bottom), (end, top, end, bottom)):
        ink.rule(x1, y1, x2, y2, house.FRAME)


def _left_lines(ink: Ink, x: float, middle: float, lines: list[str], style: Style, size: float) -> None:
    leading = house.CELL_LEADING * size
    y = middle + (len(lines) - 1) * leading / 2 - _BASELINE * size
    for line in lines:
        ink.text(x, y, line, style, size)
        y -= leading


def _centred_lines(ink: Ink, x: float, middle: float, lines: list[str], style: Style, size: float) -> None:
    leading = house.CELL_LEADING * size
    y = middle + (len(lines) - 1) * leading / 2 - _BASELINE * size
    for line in lines:
        ink.text_centred(x, y, line, style, size)
        y -= leading
