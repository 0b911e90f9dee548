"""How wide columns are before the user says otherwise.

Widths stay while the figures of a form change: a column only grows, and only for a text that would be cut.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from math import ceil

from kyosai_desktop.domain.table import Column, ColumnKind, RowKind, Table
from kyosai_desktop.domain.table_spans import header_depth, header_spans
from kyosai_desktop.ui.grid.look import BOLD_ROWS, PADDING, GridLook, Metrics
from kyosai_desktop.ui.grid.marks import lacks_reports
from kyosai_desktop.ui.grid.model import EMPTY, NUMERIC, changed_columns
from kyosai_desktop.ui.grid.painting import STATUS_MARKS

_MEASURED_ROWS = 200
_NARROWEST_FIGURES = 66
_LONG_TEXT = 20
"""Characters of full width up to which a text is read as a whole: names of people, posts and organisations."""
_FAR_TOO_WIDE = Fraction(3, 2)
_WIDEST_TEXT = 26  # characters of full width; longer texts are cut on screen and shown whole in the editor


class ColumnWidths:
    """The widths of the form that is shown. Another form, or another look, is measured anew."""

    def __init__(self) -> None:
        self._table = EMPTY
        self._look: GridLook | None = None
        self._widths: list[int] = []

    def of(self, table: Table, look: GridLook) -> list[int]:
        """Pixels for every column."""
        before, self._table = self._table, table
        if _shape(table) != _shape(before) or look is not self._look:
            self._look = look
            self._widths = column_widths(table, look)
        elif len(table.rows) != len(before.rows):
            self._widen(table, look, range(len(table.columns)))
        else:
            self._widen(table, look, changed_columns(before, table))
        return list(self._widths)

    def _widen(self, table: Table, look: GridLook, columns: Iterable[int]) -> None:
        for index in columns:
            self._widths[index] = max(self._widths[index], natural_width(table, index, look))


def _shape(table: Table) -> tuple[str, tuple[str, ...]]:
    return table.id, tuple(column.path for column in table.columns)


def squeezed(
    widths: Sequence[int], table: Table, look: GridLook, room: int, fixed: Collection[int] = ()
) -> list[int]:
    """``widths`` made to fit into ``room`` pixels by narrowing columns of text, where that is enough.

    First they give up what their texts don't need, then columns of long texts up to 40 per cent of that. Headings and
    names are never cut. Columns of figures and those in ``fixed`` keep their width. A table that is somewhat too wide
    for that gives up what its texts don't need, so that little is out of sight; one that is far too wide keeps all.
    """
    texts = [
        index
        for index, column in enumerate(table.columns)
        if column.kind not in NUMERIC and index not in fixed
    ]
    filled = {index: min(widths[index], _text_width(table, index, look)) for index in texts}
    least = {
        index: width
        if width <= _LONG_TEXT * look.em + 2 * PADDING
        else max(width * 3 // 5, look.text.width(table.columns[index].label) + 2 * PADDING)
        for index, width in filled.items()
    }
    smallest = sum(widths) - sum(widths[index] - least[index] for index in texts)
    if sum(widths) <= room or smallest > room * _FAR_TOO_WIDE:
        return list(widths)
    if smallest > room:
        return [filled.get(index, width) for index, width in enumerate(widths)]
    made = list(widths)
    for floor in (filled, least):
        excess = sum(made) - room
        spare = sum(made[index] - floor[index] for index in texts)
        if excess <= 0 or spare <= 0:
            continue
        share = min(Fraction(excess, spare), Fraction(1))
        for index in texts:
            made[index] -= min(ceil((made[index] - floor[index]) * share), made[index] - floor[index])
    return made


def column_widths(table: Table, look: GridLook) -> list[int]:
    """Pixels for every column. Columns of one label and kind (目標 of every 共済) are equally wide."""
    widest: dict[tuple[str, ColumnKind, bool], int] = {}
    for index, column in enumerate(table.columns):
        alike = _alike(column)
        widest[alike] = max(widest.get(alike, 0), natural_width(table, index, look))
    widths = [widest[_alike(column)] for column in table.columns]
    _make_room_for_groups(table, look, widths)
    return widths


def _alike(column: Column) -> tuple[str, ColumnKind, bool]:
    return column.label, column.kind, bool(column.groups)


def natural_width(table: Table, index: int, look: GridLook) -> int:
    """Pixels in which every text of a column fits, heading and marks included."""
    column = table.columns[index]
    if column.kind not in NUMERIC:
        return max(_text_width(table, index, look), column.width * look.em + 2 * PADDING)
    heading = look.text.width(column.label)
    return max(_widest(table, index, look) + 2 * PADDING, heading + PADDING, _NARROWEST_FIGURES)


def _text_width(table: Table, index: int, look: GridLook) -> int:
    """What the texts and the heading of a column of text need."""
    heading = look.text.width(table.columns[index].label)
    return max(min(_widest(table, index, look), _WIDEST_TEXT * look.em), heading) + 2 * PADDING


def _widest(table: Table, index: int, look: GridLook) -> int:
    kind = table.columns[index].kind
    rate, numeric = kind is ColumnKind.RATE, kind in NUMERIC
    widest = 0
    for row, cells in zip(table.rows[:_MEASURED_ROWS], table.cells, strict=False):
        cell = cells[index]
        if not cell.text and not cell.published:
            continue
        metrics = _metrics(look, row.kind, numeric)
        width = metrics.width(f"◎ {cell.text}" if rate and row.kind is not RowKind.COUNT else cell.text)
        if cell.published:
            width = max(width, look.small.width(f"公表 {cell.published}"))
        if lacks_reports(cell, table.columns[index]):
            width += look.small.width(f"未{cell.missing_count}")
        elif cell.status in STATUS_MARKS:
            width += look.small.width(STATUS_MARKS[cell.status])
        widest = max(widest, width)
    return widest


def _make_room_for_groups(table: Table, look: GridLook, widths: list[int]) -> None:
    """Widen the columns of a group whose own name needs more room than they have together; innermost groups first."""
    inner = header_depth(table.columns) - 1
    for span in sorted(header_spans(table.columns), key=lambda span: -span.top):
        if span.bottom == inner:
            continue  # a column's own label
        columns = range(span.left, span.right + 1)
        needed = look.text_bold.width(span.text) + 2 * PADDING
        lacking = needed - sum(widths[column] for column in columns)
        for column in columns:
            widths[column] += max(0, -(-lacking // len(columns)))


def _metrics(look: GridLook, kind: RowKind, numeric: bool) -> Metrics:
    if kind in BOLD_ROWS:
        return look.number_bold if numeric else look.text_bold
    return look.number if numeric else look.text
