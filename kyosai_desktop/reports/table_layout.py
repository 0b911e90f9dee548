"""Where a ``Table`` goes on paper: which way the sheet lies, how large the type, how wide each column, how high each row.

Upright unless it would need type below 8 points; then lying, with type down to 6.5 points; a table that is wider
still is cut into bands of columns, each with the label columns again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kyosai_desktop.domain.table import RowKind, Table
from kyosai_desktop.domain.table_spans import Span, header_depth, header_spans
from kyosai_desktop.reports import house_style as house
from kyosai_desktop.reports.column_widths import (
    Need,
    column_needs,
    cut,
    header_label,
    number_aligned,
    stretch,
    stub_needs,
)
from kyosai_desktop.reports.header_lines import header_lines
from kyosai_desktop.reports.line_breaking import break_lines
from kyosai_desktop.reports.plain_text import printable
from kyosai_desktop.reports.typefaces import Style, face

# What a page loses to the paper's title and the table's caption.
_ABOVE = 72.0
# Above and below the lines of a cell together, as a multiple of the size.
_CELL_MARGIN = 0.7


@dataclass(frozen=True, slots=True)
class Band:
    """The columns that stand side by side on one sheet. ``edges`` are x positions from the table's left edge, one more
    than there are label columns and ``columns``; ``header`` has spans over label columns and ``columns``."""

    columns: tuple[int, ...]
    edges: tuple[float, ...]
    header: tuple[tuple[Span, list[str]], ...]
    header_heights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table as it is drawn. ``wrapped`` maps a position (label columns first, then columns of the table)
    to the lines of a cell that takes more than one. A row higher than half a page is drawn as several; all but the
    first are ``continued`` and have nothing but their ``wrapped`` cells."""

    row: int
    height: float
    wrapped: dict[int, list[str]]
    continued: bool = False


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table with everything measured; sizes and heights in points. ``one_page``: each band fits on a page of its own."""

    table: Table
    lying: bool
    size: float
    bands: tuple[Band, ...]
    lines: tuple[Line, ...]
    one_page: bool

    def kind(self, at: int) -> RowKind:
        """The kind of the row drawn as line ``at``."""
        return self.table.rows[self.lines[at].row].kind


def lay_out(table: Table) -> TableLayout:
    """Measure ``table``. Rows for entries not made yet are left out."""
    rows = [at for at, row in enumerate(table.rows) if row.kind is not RowKind.NEW]
    stub, columns = stub_needs(table, rows), column_needs(table, rows)
    needed = sum(need.least for need in stub + columns) or 1.0
    lying = needed * house.TABLE_SMALLEST_PORTRAIT > house.PORTRAIT.body_width
    sheet = house.LANDSCAPE if lying else house.PORTRAIT
    size = min(house.TABLE_LARGEST, _quarter(sheet.body_width / needed))
    if size < house.TABLE_SMALLEST:
        size = house.TABLE_SMALLEST_PORTRAIT
    layouts = (
        _at_size(table, rows, stub, columns, lying=lying, size=at)
        for at in (size, *_smaller(size, len(rows), sheet))
    )
    chosen = next(layouts)
    if not chosen.one_page:
        chosen = next((layout for layout in layouts if layout.one_page), chosen)
    return chosen


def _smaller(size: float, rows: int, sheet: house.Sheet) -> list[float]:
    """Sizes to try for a table that a little less would bring onto one page; none where that's out of reach."""
    least = house.TABLE_SMALLEST_PORTRAIT if sheet is house.PORTRAIT else house.TABLE_SMALLEST
    if rows * house.ROW_HEIGHTS[-1] * least > sheet.body_height - _ABOVE:
        return []
    return [size - step / 2 for step in range(1, int((size - least) * 2) + 1)]


def _at_size(
    table: Table, rows: Sequence[int], stub: list[Need], columns: list[Need], *, lying: bool, size: float
) -> TableLayout:
    sheet = house.LANDSCAPE if lying else house.PORTRAIT
    room = sheet.body_width / size
    groups = cut(table.columns, columns, room - sum(need.least for need in stub))
    bands = tuple(_band(table, group, stub, columns, room, size) for group in groups)
    page = sheet.body_height - _ABOVE - max(sum(band.header_heights) for band in bands)
    lines = _lines(table, rows, bands, size, page)
    return TableLayout(table, lying, size, bands, lines, sum(line.height for line in lines) <= page)


def _quarter(size: float) -> float:
    return int(size * 4 + 1e-6) / 4


def _band(
    table: Table, group: tuple[int, ...], stub: list[Need], columns: list[Need], room: float, size: float
) -> Band:
    edges = [0.0]
    for width in stretch(stub + [columns[at] for at in group], room):
        edges.append(edges[-1] + width * size)
    shown = [table.columns[at] for at in group]
    depth = header_depth(shown)
    spans = [Span(0, at, depth - 1, at, title) for at, title in enumerate(table.stub)]
    for span in header_spans(shown):
        text = header_label(shown[span.left], table) if span.bottom == depth - 1 else span.text
        spans.append(Span(span.top, span.left + len(stub), span.bottom, span.right + len(stub), text))
    header: list[tuple[Span, list[str]]] = []
    heights = [0.0] * depth
    for span in spans:
        width = edges[span.right + 1] - edges[span.left] - house.CELL_PADDING * size
        lines = header_lines(printable(span.text), width, size, face(Style.STRONG).advances)
        header.append((span, lines))
        share = _height(len(lines), size) / (span.bottom - span.top + 1)
        for level in range(span.top, span.bottom + 1):
            heights[level] = max(heights[level], share, house.ROW_HEIGHTS[1] * size if depth > 1 else 0)
    return Band(group, tuple(edges), tuple(header), tuple(heights))


def _height(lines: int, size: float) -> float:
    return (lines * house.CELL_LEADING + _CELL_MARGIN) * size


def _lines(
    table: Table, rows: Sequence[int], bands: tuple[Band, ...], size: float, room: float
) -> tuple[Line, ...]:
    """The rows as drawn, as high in every band; set closer where that brings the whole table onto one page."""
    widths = _text_widths(table, bands, size)
    wrapped = [_wrap(table, at, widths, size) for at in rows]
    published = [any(cell.published for cell in table.cells[at]) for at in rows]
    lowest = [
        max(
            _height(max(map(len, cells.values())), size) if cells else 0.0,
            (house.CELL_LEADING * (1 + house.PUBLISHED_SCALE) + _CELL_MARGIN) * size if marked else 0.0,
        )
        for cells, marked in zip(wrapped, published, strict=True)
    ]
    chosen = house.ROW_HEIGHTS[1]
    for factor in house.ROW_HEIGHTS:
        if sum(max(low, factor * size) for low in lowest) <= room:
            chosen = factor
            break
    lines: list[Line] = []
    most = max(1, int(room / 2 / (house.CELL_LEADING * size)))
    for at, cells, low in zip(rows, wrapped, lowest, strict=True):
        if low <= room / 2:
            lines.append(Line(at, max(low, chosen * size), cells))
        else:
            lines += _split(at, cells, most, size)
    return tuple(lines)


def _text_widths(table: Table, bands: tuple[Band, ...], size: float) -> dict[int, float]:
    """The width inside each cell position that may wrap: the last label column, and the columns of text."""
    stub = len(table.stub)
    pad = 2 * house.CELL_PADDING * size
    widths = {stub - 1: bands[0].edges[stub] - bands[0].edges[stub - 1] - pad} if stub else {}
    for band in bands:
        for place, at in enumerate(band.columns, start=stub):
            if not number_aligned(table.columns[at]):
                widths[stub + at] = band.edges[place + 1] - band.edges[place] - pad
    return widths


def _wrap(table: Table, at: int, widths: dict[int, float], size: float) -> dict[int, list[str]]:
    row, cells, stub = table.rows[at], table.cells[at], len(table.stub)
    if row.kind is RowKind.HEADING:
        return {}
    advances = face(Style.FIGURES if row.kind is RowKind.ITEM else Style.STRONG).advances
    found: dict[int, list[str]] = {}
    for place, width in widths.items():
        text = cells[place - stub].text if place >= stub else row.labels[place]
        indent = row.level * size if place == 0 and stub == 1 else 0.0
        lines = break_lines(printable(text), max(width - indent, size), size, advances)
        if len(lines) > 1:
            found[place] = lines
    return found


def _split(row: int, cells: dict[int, list[str]], most: int, size: float) -> list[Line]:
    """A row that is too high to be kept whole, as lines of at most ``most`` lines of text."""
    found: list[Line] = []
    for start in range(0, max(map(len, cells.values())), most):
        part = {place: lines[start : start + most] for place, lines in cells.items() if lines[start:]}
        found.append(Line(row, _height(max(map(len, part.values())), size), part, continued=start > 0))
    return found
