"""Which cells a pasted block falls on, and what it puts there.

A received table has its subtotals or hasn't, so several readings are possible: *plainly*, cell by cell as seen;
onto the *rows to type in* only; or onto those of them that aren't totals (目標 takes its 計 as an entry, which no
branch sends). The rows must then be exactly as many as the block has from the start cell to the end; columns
likewise. Plain comes first: whoever applies it compares the pasted subtotals with the computed ones, and only when
they differ is the next reading tried. Where subtotals can be typed nothing would be compared, so a block with one
line per item then goes to the items, unless it is what stands there already. Rows are never shifted silently.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import CellState, RowKind, Table
from kyosai_desktop.ui.grid import refusals
from kyosai_desktop.ui.grid.clipboard import Block, cell_text
from kyosai_desktop.ui.grid.model import enterable

COMPUTED_DIFFERS = "paste.computed_differs"
"""Code of the Problem with which operations refuse a block whose subtotals aren't the computed ones."""

_TOTALS = frozenset({RowKind.SUBTOTAL, RowKind.TOTAL})


@dataclass(frozen=True, slots=True)
class Target:
    """Shown rows and columns of the selected rectangle, and those from its first cell to the table's end."""

    selected_rows: Sequence[int]
    selected_columns: Sequence[int]
    rows: Sequence[int]
    columns: Sequence[int]


def readings(table: Table, block: Block, target: Target) -> Iterator[list[TypedCell]] | Problem:
    """The possible ways to read the block, to be tried in turn; or why there is none."""
    height, width = len(block), len(block[0])
    if height == width == 1:
        return _fill(table, block[0][0], target)
    tall, wide = len(target.selected_rows), len(target.selected_columns)
    if (tall > height or wide > width) and tall % height == 0 and wide % width == 0:
        tiled = [[block[i % height][j % width] for j in range(wide)] for i in range(tall)]
        return _checked(table, [_placed(tiled, target.selected_rows, target.selected_columns)])
    to_type = _rows_to_type(table, target, width)
    items = [row for row in to_type if table.rows[row].kind not in _TOTALS]
    rows = _fitting(height, target.rows, to_type, items)
    columns = _fitting(width, target.columns, _columns_to_type(table, target))
    if not rows:
        return refusals.too_large("行", height, len(target.rows))
    if not columns:
        return refusals.too_large("列", width, len(target.columns))
    candidates = [_placed(block, r, c) for c, r in product(columns, rows)]
    if items in rows and _takes_totals(table, rows[0], items) and not _stands_already(table, candidates[0]):
        candidates = [_placed(block, items, c) for c in columns]
    return _checked(table, candidates)


def _fill(table: Table, text: str, target: Target) -> Iterator[list[TypedCell]] | Problem:
    """One value for every cell of the selection; computed cells among several are passed over."""
    places = [(row, column) for row in target.selected_rows for column in target.selected_columns]
    if len(places) > 1:
        places = [(r, c) for r, c in places if table.cells[r][c].state is not CellState.COMPUTED]
        if not places:
            return refusals.nothing_enterable(table, ())
    return _checked(table, [[TypedCell(row, column, text) for row, column in places]])


def _rows_to_type(table: Table, target: Target, width: int) -> list[int]:
    columns = target.columns[:width]
    return [row for row in target.rows if any(enterable(table.cells[row][column]) for column in columns)]


def _columns_to_type(table: Table, target: Target) -> list[int]:
    return [
        column for column in target.columns if any(enterable(table.cells[row][column]) for row in target.rows)
    ]


def _fitting(size: int, plain: Sequence[int], *wholes: list[int]) -> list[list[int]]:
    """The lines that ``size`` lines of a block can fall on: as seen, or one of ``wholes`` that is as long."""
    fitting = [list(plain[:size])] if size <= len(plain) else []
    for lines in wholes:
        if size == len(lines) and lines not in fitting:
            fitting.append(lines)
    return fitting


def _takes_totals(table: Table, plain: Sequence[int], items: Sequence[int]) -> bool:
    """Whether the plain reading would type into totals that the block may not have."""
    totals = [row for row in plain if row not in items and table.rows[row].kind in _TOTALS]
    return any(enterable(cell) for row in totals for cell in table.cells[row])


def _stands_already(table: Table, cells: Sequence[TypedCell]) -> bool:
    """Whether the block was copied from the very place."""
    return all(
        typed.text == cell_text(table.cells[typed.row][typed.column], table.columns[typed.column])
        for typed in cells
    )


def _placed(block: Block, rows: Sequence[int], columns: Sequence[int]) -> list[TypedCell]:
    return [
        TypedCell(row, column, text)
        for row, line in zip(rows, block, strict=True)
        for column, text in zip(columns, line, strict=True)
    ]


def _checked(table: Table, candidates: list[list[TypedCell]]) -> Iterator[list[TypedCell]] | Problem:
    """The candidates that ask nothing of a locked or label cell, or the first such fault."""
    problem: Problem | None = None
    sound = []
    for cells in candidates:
        fault = next((typed for typed in cells if _forbidden(table, typed)), None)
        if fault is None:
            sound.append(cells)
        elif problem is None:
            problem = refusals.not_enterable(table, fault.row, fault.column)
    if not sound and problem is not None:
        return problem
    return iter(sound)


def _forbidden(table: Table, typed: TypedCell) -> bool:
    """A cell that can't take the text: confirmed, a label, or without a place to store it.

    Computed cells are no fault here: they are compared by whoever applies the block.
    """
    cell = table.cells[typed.row][typed.column]
    if cell.state is CellState.COMPUTED or enterable(cell):
        return False
    return typed.text not in (cell.text, cell_text(cell, table.columns[typed.column]))
