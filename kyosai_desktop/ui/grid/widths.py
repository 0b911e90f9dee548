"""How wide columns are before the user says otherwise."""

from __future__ import annotations

from kyosai_desktop.domain.table import Column, ColumnKind, RowKind, Table
from kyosai_desktop.ui.grid.look import BOLD_ROWS, PADDING, GridLook, Metrics
from kyosai_desktop.ui.grid.model import NUMERIC
from kyosai_desktop.ui.grid.painting import STATUS_MARKS

_MEASURED_ROWS = 200
_NARROWEST_FIGURES = 66
_WIDEST_TEXT = 26  # characters of full width; longer texts are cut on screen and shown whole in the editor


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
    rate, numeric = column.kind is ColumnKind.RATE, column.kind in NUMERIC
    heading = look.text.width(column.label)
    widest = 0
    for row, cells in zip(table.rows[:_MEASURED_ROWS], table.cells, strict=False):
        cell = cells[index]
        if not cell.text and not cell.published:
            continue
        metrics = _metrics(look, row.kind, numeric)
        width = metrics.width(f"◎ {cell.text}" if rate else cell.text)
        if cell.published:
            width = max(width, look.small.width(f"公表 {cell.published}"))
        if cell.missing_count:
            width += look.small.width(f"未{cell.missing_count}")
        elif cell.status in STATUS_MARKS:
            width += look.small.width(STATUS_MARKS[cell.status])
        widest = max(widest, width)
    if numeric:
        return max(widest + 2 * PADDING, heading + PADDING, _NARROWEST_FIGURES)
    hinted = column.width * look.em
    return max(min(widest, _WIDEST_TEXT * look.em), hinted, heading) + 2 * PADDING


def _make_room_for_groups(table: Table, look: GridLook, widths: list[int]) -> None:
    """Widen the columns of a group whose own name needs more room than they have together."""
    first = 0
    while first < len(table.columns):
        group = table.columns[first].groups[:1]
        last = first
        while last + 1 < len(table.columns) and table.columns[last + 1].groups[:1] == group:
            last += 1
        if group:
            lacking = look.text_bold.width(group[0]) + 2 * PADDING - sum(widths[first : last + 1])
            for column in range(first, last + 1):
                widths[column] += max(0, -(-lacking // (last - first + 1)))
        first = last + 1


def _metrics(look: GridLook, kind: RowKind, numeric: bool) -> Metrics:
    if kind in BOLD_ROWS:
        return look.number_bold if numeric else look.text_bold
    return look.number if numeric else look.text
