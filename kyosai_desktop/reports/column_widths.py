"""How wide the columns of a ``Table`` must be and may be on paper, in multiples of the type size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kyosai_desktop.domain.table import Column, ColumnKind, Row, RowKind, Table
from kyosai_desktop.domain.table_spans import header_depth, header_spans
from kyosai_desktop.reports import house_style as house
from kyosai_desktop.reports.line_breaking import widest_cluster
from kyosai_desktop.reports.plain_text import printable
from kyosai_desktop.reports.typefaces import Style, face

# Room for a text column that wraps, in characters of full width, when its form asks for less.
_NARROWEST_TEXT = 8
# Texts that must not be broken where all of a column are so short: names, their readings, 役職.
_KEPT_WHOLE = 10
# A longer label of a row wraps.
_WIDEST_LABEL = 14
_HEADER_LINES = 3
# Shorter lines than this tear the words of a label (継／続率).
_TORN_HEADER = 3.0
# A unit below a label is one line: （百万円）.
_WHOLE_UNIT = 6.0
# A longer label of a column wraps even where there is room.
_WIDEST_HEADER = 10
# How far columns may be stretched to fill the sheet before the table is left narrower than it.
_STRETCH = 2.4
_PAD = 2 * house.CELL_PADDING


class Need(NamedTuple):
    """The least width that is still right, the one that keeps every text on one line, and the one that does so for the
    labels above them too; padding included."""

    least: float
    natural: float
    roomy: float = 0.0


def stub_needs(table: Table, rows: Sequence[int]) -> list[Need]:
    """One for each label column of ``table``, as ``rows`` need it."""
    width = _widest_line
    needs: list[Need] = []
    shown = [table.rows[row] for row in rows if table.rows[row].kind is not RowKind.HEADING]
    for at, title in enumerate(table.stub):
        texts = [row.labels[at] for row in shown if not _reaches_over(row, at)]
        indent = max((row.level for row in shown), default=0) if len(table.stub) == 1 else 0
        natural = max(map(width, [title, *texts])) + indent + _PAD
        needs.append(Need(min(natural, _WIDEST_LABEL + _PAD), natural))
    if needs:
        reaching = [
            width(row.labels[at]) for row in shown for at in range(len(row.labels)) if _reaches_over(row, at)
        ]
        wanted = min(max(reaching, default=0), _WIDEST_LABEL) + _PAD
        missing = max(0.0, wanted - sum(need.least for need in needs))
        needs[-1] = Need(needs[-1].least + missing, needs[-1].natural + missing)
    return needs


def column_needs(table: Table, rows: Sequence[int]) -> list[Need]:
    """One for each column of ``table``. Columns of figures under equal labels get one width."""
    width = _widest_line
    strong = face(Style.STRONG).advances
    needs: list[Need] = []
    for at, column in enumerate(table.columns):
        cells = [table.cells[row][at] for row in rows]
        natural = max(map(width, {cell.text for cell in cells}), default=0.0)
        published = {cell.published for cell in cells if cell.published}
        marks = [width(published_mark(text)) * house.PUBLISHED_SCALE for text in published]
        natural = max([natural, *marks])
        label = header_label(column, table)
        whole = width(label)
        head = max(widest_cluster(label, strong) / 1000, whole / _HEADER_LINES, min(whole, _TORN_HEADER))
        head = max(head, min(width(label.partition("\n")[2]), _WHOLE_UNIT))
        if number_aligned(column):
            least = max(natural, head)
        else:
            least = max(natural if natural <= _KEPT_WHOLE else max(column.width, _NARROWEST_TEXT), head)
            least = min(least, max(natural, head))
        natural = max(natural, least)
        roomy = max(natural, min(whole, _WIDEST_HEADER))
        needs.append(Need(least + _PAD, natural + _PAD, roomy + _PAD))
    return _alike(table.columns, _under_groups(table.columns, needs))


def _under_groups(columns: Sequence[Column], needs: Sequence[Need]) -> list[Need]:
    """The same, with room for the label of each group over its columns."""
    wanted = [need.roomy for need in needs]
    for span in header_spans(columns):
        if span.right > span.left or span.bottom < header_depth(columns) - 1:
            share = (min(_widest_line(span.text), _WIDEST_HEADER) + _PAD) / (span.right - span.left + 1)
            for at in range(span.left, span.right + 1):
                wanted[at] = max(wanted[at], share)
    return [need._replace(roomy=roomy) for need, roomy in zip(needs, wanted, strict=True)]


def _alike(columns: Sequence[Column], needs: Sequence[Need]) -> list[Need]:
    """The same, with one width for all columns of figures under one label."""
    widest: dict[tuple[ColumnKind, str], Need] = {}
    for column, need in zip(columns, needs, strict=True):
        key = (column.kind, column.label)
        widest[key] = Need(*map(max, need, widest.get(key, need)))
    return [
        widest[column.kind, column.label] if number_aligned(column) else need
        for column, need in zip(columns, needs, strict=True)
    ]


def number_aligned(column: Column) -> bool:
    """Whether a column's cells stand at its right edge."""
    return column.kind in (ColumnKind.NUMBER, ColumnKind.RATE)


def header_label(column: Column, table: Table) -> str:
    """The label with its unit under it, where that isn't the unit of the whole table."""
    if column.unit and column.unit != table.unit and column.unit not in column.label:
        return f"{column.label}\n（{column.unit}）"
    return column.label


def published_mark(text: str) -> str:
    """How a published value is printed beside the computed one."""
    return f"※公表 {printable(text)}"


def cut(columns: Sequence[Column], needs: Sequence[Need], room: float) -> list[tuple[int, ...]]:
    """As few bands of columns as fit into ``room``, about equally wide, cut between outermost header groups where
    they can be."""
    bands = _filled(columns, needs, room)
    widest = max((sum(needs[at].least for at in band) for band in bands), default=0.0)
    while len(bands) > 1:
        closer = _filled(columns, needs, widest - 1e-3)
        across = max(sum(needs[at].least for at in band) for band in closer)
        if len(closer) > len(bands) or across >= widest:
            break
        bands, widest = closer, across
    return bands


def _filled(columns: Sequence[Column], needs: Sequence[Need], room: float) -> list[tuple[int, ...]]:
    """Bands, each with as many columns as fit into ``room``."""
    bands: list[tuple[int, ...]] = []
    start = 0
    while start < len(columns):
        end, used = start, 0.0
        while end < len(columns) and (end == start or used + needs[end].least <= room + 1e-6):
            used += needs[end].least
            end += 1
        between = end
        while end < len(columns) and between > start and same_group(columns[between - 1], columns[between]):
            between -= 1
        bands.append(tuple(range(start, between if between > start else end)))
        start = bands[-1][-1] + 1
    return bands or [()]


def same_group(left: Column, right: Column) -> bool:
    """Whether two neighbours stand under the same outermost header group."""
    return bool(left.groups) and left.groups[:1] == right.groups[:1]


def stretch(needs: Sequence[Need], room: float) -> list[float]:
    """Widths that fill ``room``, in its unit: what is spare goes first to the texts that need least to stay on one
    line, then to such labels, then to all columns alike, up to a limit."""
    widths = [need.least for need in needs]
    for wanted in ([need.natural for need in needs], [need.roomy for need in needs]):
        spare = max(0.0, room - sum(widths))
        wanting = sorted(
            (want - width, at) for at, (want, width) in enumerate(zip(wanted, widths, strict=True))
        )
        wanting = [(want, at) for want, at in wanting if want > 0]
        for done, (want, at) in enumerate(wanting):
            given = min(want, spare / (len(wanting) - done))
            widths[at] += given
            spare -= given
    factor = min(_STRETCH, room / sum(widths)) if widths else 1.0
    return [width * factor for width in widths] if factor > 1 else widths


def _reaches_over(row: Row, at: int) -> bool:
    """Whether the label in label column ``at`` takes empty columns to its right, so that ``at`` needn't hold it."""
    return bool(row.labels[at]) and at < len(row.labels) - 1 and not any(row.labels[at + 1 :])


def _widest_line(text: str) -> float:
    # bold is as wide as regular in these faces, but for the few glyphs that come from another font
    units = face(Style.STRONG).units
    return max(map(units, printable(text).split("\n"))) / 1000
