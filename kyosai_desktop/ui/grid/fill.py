"""Clear, fill down, fill right, one value for many cells: what each asks of which cells.

Computed cells inside the rectangle are passed over. ``rows`` and ``columns`` are the shown ones of the selection.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.table import Table
from kyosai_desktop.ui.grid.clipboard import cell_text
from kyosai_desktop.ui.grid.model import enterable


def clear(table: Table, cells: Iterable[tuple[int, int]]) -> list[TypedCell]:
    """Empty every filled cell that can be typed into."""
    return [
        TypedCell(row, column, "")
        for row, column in cells
        if enterable(table.cells[row][column]) and table.cells[row][column].text
    ]


def value(table: Table, cells: Iterable[tuple[int, int]], text: str) -> list[TypedCell]:
    """``text`` into every cell that can be typed into."""
    return [TypedCell(row, column, text) for row, column in cells if enterable(table.cells[row][column])]


def down(table: Table, rows: Sequence[int], columns: Sequence[int], above: int | None) -> list[TypedCell]:
    """The first row's texts into the rows below; a single row takes those of the row ``above``, if any."""
    source, targets = _source_and_targets(rows, above)
    if source is None:
        return []
    return [
        TypedCell(row, column, cell_text(table.cells[source][column], table.columns[column]))
        for row in targets
        for column in columns
        if enterable(table.cells[row][column])
    ]


def right(table: Table, rows: Sequence[int], columns: Sequence[int], before: int | None) -> list[TypedCell]:
    """The first column's texts into the columns right of it; a single one takes those of ``before``, if any."""
    source, targets = _source_and_targets(columns, before)
    if source is None:
        return []
    return [
        TypedCell(row, column, cell_text(table.cells[row][source], table.columns[source]))
        for row in rows
        for column in targets
        if enterable(table.cells[row][column])
    ]


def _source_and_targets(lines: Sequence[int], outside: int | None) -> tuple[int | None, Sequence[int]]:
    if len(lines) == 1:
        return outside, lines
    return lines[0], lines[1:]
