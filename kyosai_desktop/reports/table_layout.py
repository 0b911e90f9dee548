"""Where a ``Table`` goes on paper: which way the sheet lies, how large the type, how wide each column, how high each row.

Upright unless it would need type below 8 points; then lying, with type down to 6.5 points; a table that is wider
still is cut into bands of columns, each with the label columns again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from kyosai_desktop.domain.table import Column, ColumnKind, Row, RowKind, Table
from kyosai_desktop.domain.table_spans import Span, header_depth, header_spans
from kyosai_desktop.reports import house_style as house
from kyosai_desktop.reports.line_breaking import break_lines, widest_cluster
from kyosai_desktop.reports.plain_text import printable
from kyosai_desktop.reports.typefaces import Style, face

# Room for a text column that wraps, in characters of full width, when its form asks for less.
_NARROWEST_TEXT = 8
# How far columns may be stretched to fill the sheet before the table is left narrower than it.
_STRETCH = 2.4
# A longer label wraps, in characters.
_WIDEST_LABEL = 14
_HEADER_LINES = 3


@dataclass(frozen=True, slots=True)
class Band:
    """The columns that stand side by side on one sheet. ``edges`` are x positions from the table's left edge, one more
    than there are label columns and ``columns``; ``header`` has spans over ``columns`` counted from 0."""

    columns: tuple[int, ...]
    edges: tuple[float, ...]
    header: tuple[tuple[Span, tuple[str, ...]], ...]
    header_heights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table with everything measured. ``heights`` and ``wrapped`` belong to ``rows``; ``wrapped[i]`` maps a position
    (label columns first, then columns of the table) to the lines of a cell that takes more than one."""

    table: Table
    rows: tuple[int, ...]
    lying: bool
    size: float
    bands: tuple[Band, ...]
    heights: tuple[float, ...]
    wrapped: tuple[dict[int, list[str]], ...]


def lay_out(table: Table) -> TableLayout:
    """Measure ``table``. Rows for entries not made yet are left out."""
    rows = tuple(at for at, row in enumerate(table.rows) if row.kind is not RowKind.NEW)
    stub, columns = _needs(table, rows)
    need = sum(least for least, _ in stub + columns)
    upright, across = house.PORTRAIT.body_width, house.LANDSCAPE.body_width
    lying = need * house.TABLE_SMALLEST_PORTRAIT > upright
    room = across if lying else upright
    size = min(house.TABLE_LARGEST, _step_down(room / need))
    if size < house.TABLE_SMALLEST:
        size = house.TABLE_SMALLEST_PORTRAIT
    groups = _cut(table.columns, columns, room / size - sum(least for least, _ in stub))
    bands = tuple(_band(table, group, stub, columns, room, size) for group in groups)
    heights, wrapped = _rows(table, rows, bands, size)
    return TableLayout(table, rows, lying, size, bands, heights, wrapped)


def number_aligned(column: Column) -> bool:
    """Whether a column's cells stand at its right edge."""
    return column.kind in (ColumnKind.NUMBER, ColumnKind.RATE)


def header_label(column: Column, table: Table) -> str:
    """The label with its unit under it, where that isn't the unit of the whole table."""
    if column.unit and column.unit != table.unit and column.unit not in column.label:
        return f"{column.label}\n（{column.unit}）"
    return column.label


def _step_down(size: float) -> float:
    return int(size * 4 + 1e-6) / 4


Need = tuple[float, float]


def _needs(table: Table, rows: tuple[int, ...]) -> tuple[list[Need], list[Need]]:
    """For each label column and each column: the least and the natural width, in multiples of the size, padded."""
    strong = face(Style.STRONG).advances
    width = partial(_widest_line, advances=strong)
    pad = 2 * house.CELL_PADDING
    stub: list[Need] = []
    shown = [table.rows[row] for row in rows if table.rows[row].kind is not RowKind.HEADING]
    for at, title in enumerate(table.stub):
        texts = [row.labels[at] for row in shown if not reaches_over(row, at)]
        indent = max((row.level for row in shown), default=0) if len(table.stub) == 1 else 0
        natural = max(map(width, [title, *texts])) + indent + pad
        stub.append((min(natural, _WIDEST_LABEL + pad), natural))
    if stub:
        reaching = max((width(row.name) for row in shown if reaches_over(row, row.labels.index(row.name))), default=0)
        missing = max(0, min(reaching, _WIDEST_LABEL) + pad - sum(least for least, _ in stub))
        stub[-1] = (stub[-1][0] + missing, stub[-1][1] + missing)
    columns: list[Need] = []
    for at, column in enumerate(table.columns):
        texts = {table.cells[row][at].text for row in rows}
        published = {cell.published for row in rows if (cell := table.cells[row][at]).published}
        natural = max(map(width, texts), default=0)
        if published:
            natural = max(natural, max(width(published_mark(text)) for text in published) * house.PUBLISHED_SCALE)
        label = header_label(column, table)
        head = max(widest_cluster(label, strong) / 1000, width(label) / _HEADER_LINES)
        if column.kind is ColumnKind.TEXT:
            least = max(min(natural, max(column.width, _NARROWEST_TEXT)), head)
        else:
            least = max(natural, head)
        columns.append((least + pad, max(natural, least) + pad))
    return stub, _even(table.columns, columns)


def _even(columns: tuple[Column, ...], needs: list[Need]) -> list[Need]:
    """Columns of one kind under equal labels get one width, so that 目標 is as wide under every product."""
    widest: dict[tuple[ColumnKind, str], float] = {}
    for column, (least, _) in zip(columns, needs, strict=True):
        key = (column.kind, column.label)
        widest[key] = max(widest.get(key, 0), least)
    return [
        (widest[column.kind, column.label], max(natural, widest[column.kind, column.label]))
        if number_aligned(column)
        else (least, natural)
        for column, (least, natural) in zip(columns, needs, strict=True)
    ]


def _widest_line(text: str, advances: dict[str, int]) -> float:
    return max(sum(map(advances.__getitem__, line)) for line in printable(text).split("\n")) / 1000


def reaches_over(row: Row, at: int) -> bool:
    """Whether the label in label column ``at`` takes empty columns to its right, so that ``at`` needn't hold it."""
    return bool(row.labels[at]) and at < len(row.labels) - 1 and not any(row.labels[at + 1 :])


def published_mark(text: str) -> str:
    """How a published value is printed beside the computed one."""
    return f"※公表 {printable(text)}"


def _cut(columns: tuple[Column, ...], needs: list[Need], room: float) -> list[tuple[int, ...]]:
    """Bands of columns that fit into ``room``, cut between outermost groups where they can be."""
    bands: list[tuple[int, ...]] = []
    start = 0
    while start < len(columns):
        end, used = start, 0.0
        while end < len(columns) and (end == start or used + needs[end][0] <= room + 1e-6):
            used += needs[end][0]
            end += 1
        cut = end
        while end < len(columns) and cut > start and _same_group(columns[cut - 1], columns[cut]):
            cut -= 1
        bands.append(tuple(range(start, cut if cut > start else end)))
        start = bands[-1][-1] + 1
    return bands or [()]


def _same_group(left: Column, right: Column) -> bool:
    return bool(left.groups) and left.groups[:1] == right.groups[:1]


def _band(
    table: Table, group: tuple[int, ...], stub: list[Need], columns: list[Need], room: float, size: float
) -> Band:
    needs = stub + [columns[at] for at in group]
    widths = _stretch([(least * size, natural * size) for least, natural in needs], room)
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    shown = [table.columns[at] for at in group]
    strong = face(Style.STRONG).advances
    depth = header_depth(shown)
    header: list[tuple[Span, tuple[str, ...]]] = []
    heights = [0.0] * depth
    pad = 2 * house.CELL_PADDING * size
    titles = [(Span(0, at, depth - 1, at, title), at) for at, title in enumerate(table.stub)]
    for span, text, left, right in [
        *((span, span.text, at, at) for span, at in titles),
        *(
            (span, header_label(shown[span.left], table) if span.bottom == depth - 1 else span.text,
             span.left + len(stub), span.right + len(stub))
            for span in header_spans(shown)
        ),
    ]:
        lines = break_lines(printable(text), edges[right + 1] - edges[left] - pad * 0.6, size, strong)
        header.append((Span(span.top, left, span.bottom, right, text), tuple(lines)))
        rows = span.bottom - span.top + 1
        share = (len(lines) * house.CELL_LEADING + 0.7) * size / rows
        for level in range(span.top, span.bottom + 1):
            heights[level] = max(heights[level], share, house.ROW_HEIGHTS[1] * size if rows < depth else 0)
    return Band(group, tuple(edges), tuple(header), tuple(heights))


def _stretch(needs: list[tuple[float, float]], room: float) -> list[float]:
    """Widths that fill ``room``: first texts get what keeps them on one line, then all grow alike, up to a limit."""
    widths = [least for least, _ in needs]
    spare = room - sum(widths)
    wants = [natural - least for least, natural in needs]
    wanted = sum(wants)
    if spare > 0 and wanted > 0:
        given = min(spare, wanted) / wanted
        widths = [width + want * given for width, want in zip(widths, wants, strict=True)]
    factor = min(_STRETCH, room / sum(widths))
    return [width * factor for width in widths] if factor > 1 else widths


def _rows(
    table: Table, rows: tuple[int, ...], bands: tuple[Band, ...], size: float
) -> tuple[tuple[float, ...], tuple[dict[int, list[str]], ...]]:
    """Height and wrapped cells of every row; a row is as high in every band."""
    figures, strong = face(Style.FIGURES).advances, face(Style.STRONG).advances
    pad = 2 * house.CELL_PADDING * size
    stub_edges = bands[0].edges
    widths = {at: stub_edges[at + 1] - stub_edges[at] for at in range(len(table.stub))}
    for band in bands:
        for place, at in enumerate(band.columns, start=len(table.stub)):
            if not number_aligned(table.columns[at]):
                widths[len(table.stub) + at] = band.edges[place + 1] - band.edges[place]
    heights: list[float] = []
    wrapped: list[dict[int, list[str]]] = []
    plain = house.ROW_HEIGHTS[0] * size
    for at in rows:
        row, cells = table.rows[at], table.cells[at]
        advances = figures if row.kind is RowKind.ITEM else strong
        found: dict[int, list[str]] = {}
        if row.kind is not RowKind.HEADING:
            for place, width in widths.items():
                if place >= len(table.stub):
                    text = cells[place - len(table.stub)].text
                elif place == len(table.stub) - 1:
                    text = row.labels[place]
                    width -= row.level * size if len(table.stub) == 1 else 0
                else:
                    continue
                lines = break_lines(printable(text), max(width - pad, size), size, advances)
                if len(lines) > 1:
                    found[place] = lines
        most = max(map(len, found.values()), default=1)
        height = max(plain, most * house.CELL_LEADING * size + 0.7 * size)
        if any(cell.published for cell in cells):
            height = max(height, (house.CELL_LEADING * (1 + house.PUBLISHED_SCALE) + 0.7) * size)
        heights.append(height)
        wrapped.append(found)
    return tuple(heights), tuple(wrapped)
