"""Drawing a piece of a ``Table``: tints, rules, labels and figures at the places that the layout gave them."""

from __future__ import annotations

from itertools import accumulate, pairwise
from operator import sub

from kyosai_desktop.domain.table import Cell, Column, ColumnKind, RowKind
from kyosai_desktop.domain.table_spans import Span, stub_spans
from kyosai_desktop.reports import house_style as house
from kyosai_desktop.reports.column_widths import number_aligned, published_mark, same_group
from kyosai_desktop.reports.ink import Ink
from kyosai_desktop.reports.line_breaking import break_lines
from kyosai_desktop.reports.plain_text import one_line, printable
from kyosai_desktop.reports.table_layout import Line, TableLayout
from kyosai_desktop.reports.table_pieces import TablePiece
from kyosai_desktop.reports.typefaces import Style, face

_TINTS = {
    RowKind.SUBTOTAL: house.SUBTOTAL_TINT,
    RowKind.TOTAL: house.TOTAL_TINT,
    RowKind.HEADING: house.SUBTOTAL_TINT,
}
_STRONG = frozenset({RowKind.SUBTOTAL, RowKind.TOTAL, RowKind.HEADING})
# Where the baseline stands in a line of text whose middle is known, as a multiple of the size.
_BASELINE = 0.36


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
    stub, end = len(layout.table.stub), x + band.edges[-1]
    shown = layout.lines[piece.first : piece.last]
    levels = list(accumulate((line.height for line in shown), sub, initial=top))
    labels: dict[int, list[Span]] = {}
    for span in stub_spans([layout.table.rows[line.row] for line in shown]):
        labels.setdefault(span.top, []).append(span)
    columns = [
        (at, x + band.edges[stub + place], x + band.edges[stub + place + 1], layout.table.columns[at])
        for place, at in enumerate(band.columns)
    ]
    for at, line in enumerate(shown):
        kind = layout.table.rows[line.row].kind
        if kind in _TINTS:
            ink.tint(x, levels[at + 1], band.edges[-1], line.height, _TINTS[kind])
        if kind is RowKind.TOTAL and at:
            ink.rule(x, levels[at], end, levels[at], house.RULE)
        if kind is RowKind.HEADING:
            ink.rule(x, levels[at + 1], end, levels[at + 1], house.HAIRLINE)
            _left_lines(
                ink,
                x + house.CELL_PADDING * layout.size,
                (levels[at] + levels[at + 1]) / 2,
                [one_line(layout.table.rows[line.row].name)],
                Style.STRONG,
                layout.size,
            )
            continue
        # label before figures, so that a row is read and copied in its order
        for span in labels.get(at, ()):
            _draw_label(ink, piece, span, x, levels)
        _draw_cells(ink, layout, line, columns, levels[at], levels[at + 1])
    for (_, _, right, column), (_, _, _, after) in pairwise(columns):
        grouped = bool(column.groups) and not same_group(column, after)
        _column_rule(ink, piece, right, levels, house.RULE if grouped else house.HAIRLINE)
    for level in levels[1:-1]:
        ink.rule(x + band.edges[stub], level, end, level, house.HAIRLINE)
    return levels[-1]


def _draw_cells(
    ink: Ink,
    layout: TableLayout,
    line: Line,
    columns: list[tuple[int, float, float, Column]],
    upper: float,
    lower: float,
) -> None:
    """The cells of one line; ``columns`` are (column of the table, left, right, column)."""
    table, size = layout.table, layout.size
    stub, pad, middle = len(table.stub), house.CELL_PADDING * size, (upper + lower) / 2
    style = Style.STRONG if table.rows[line.row].kind in _STRONG else Style.FIGURES
    baseline = middle - _BASELINE * size
    cells = table.cells[line.row]
    for at, left, right, column in columns:
        cell = cells[at]
        lines = line.wrapped.get(stub + at)
        if lines:
            _left_lines(ink, left + pad, middle, lines, style, size)
        elif line.continued:
            continue
        elif cell.published:
            _draw_published(ink, cell, right - pad, middle, style, size)
        elif cell.text:
            text = one_line(cell.text)
            if number_aligned(column) and (cell.value is not None or any(map(str.isdigit, text))):
                ink.text_right(right - pad, baseline, text, style, size)
            elif column.kind is ColumnKind.TEXT:
                ink.text(left + pad, baseline, text, style, size)
            else:
                ink.text_centred((left + right) / 2, baseline, text, style, size)


def _column_rule(ink: Ink, piece: TablePiece, x: float, levels: list[float], width: float) -> None:
    """A rule down the piece, interrupted by heading rows."""
    layout, start = piece.layout, 0
    for offset in range(len(levels)):
        at = piece.first + offset
        if at == piece.last or layout.kind(at) is RowKind.HEADING:
            if offset > start:
                ink.rule(x, levels[start], x, levels[offset], width)
            start = offset + 1


def _draw_label(ink: Ink, piece: TablePiece, span: Span, x: float, levels: list[float]) -> None:
    """A cell of the label columns, with the rules below and to the right of it."""
    layout, edges = piece.layout, piece.band.edges
    size, last = layout.size, len(layout.table.stub) - 1
    line = layout.lines[piece.first + span.top]
    row = layout.table.rows[line.row]
    left, right = x + edges[span.left], x + edges[span.right + 1]
    upper, lower = levels[span.top], levels[span.bottom + 1]
    pad = house.CELL_PADDING * size
    style = Style.STRONG if row.kind in _STRONG else Style.FIGURES
    indent = row.level * size if last == 0 else 0.0
    lines = line.wrapped.get(last) if span.left == last else None
    if lines is None and line.continued and span.left == last:
        lines = []
    elif lines is None:
        lines = break_lines(
            printable(span.text), right - left - 1.2 * pad - indent, size, face(style).advances
        )
    _left_lines(ink, left + pad + indent, (upper + lower) / 2, lines, style, size)
    ink.rule(left, lower, right, lower, house.HAIRLINE)
    ink.rule(right, upper, right, lower, house.RULE if span.right == last else house.HAIRLINE)


def _draw_published(ink: Ink, cell: Cell, right: float, middle: float, style: Style, size: float) -> None:
    small = size * house.PUBLISHED_SCALE
    shift = size * house.CELL_LEADING / 2 - (size - small) / 2
    if cell.text:
        ink.text_right(
            right, middle + shift / 2 + 0.1 * size - _BASELINE * size + 1, one_line(cell.text), style, size
        )
        middle -= shift
    ink.text_right(right, middle - _BASELINE * small, published_mark(cell.published), Style.FIGURES, small)


def _draw_frame(ink: Ink, piece: TablePiece, x: float, top: float, header: float, bottom: float) -> None:
    end = x + piece.band.edges[-1]
    stub = x + piece.band.edges[len(piece.layout.table.stub)]
    ink.rule(x, header, end, header, house.RULE)
    if stub > x:
        ink.rule(stub, top, stub, header, house.RULE)
    for x1, y1, x2, y2 in (
        (x, top, end, top),
        (x, bottom, end, bottom),
        (x, top, x, bottom),
        (end, top, end, bottom),
    ):
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
