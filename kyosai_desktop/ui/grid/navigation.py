"""Where the current cell goes: pure functions of a ``Table`` and the shown rows and columns.

``rows`` and ``columns`` are the indexes that are not hidden, in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from kyosai_desktop.domain.table import Table
from kyosai_desktop.ui.grid.model import enterable

Position = tuple[int, int]


class Step(Enum):
    """One way to go, as (down, right)."""

    UP = (-1, 0)
    DOWN = (1, 0)
    LEFT = (0, -1)
    RIGHT = (0, 1)


def neighbour(
    at: Position, step: Step, rows: Sequence[int], columns: Sequence[int], count: int = 1
) -> Position:
    """The shown cell ``count`` cells away, or at the edge of the table."""
    down, right = step.value
    i = min(max(rows.index(at[0]) + down * count, 0), len(rows) - 1)
    j = min(max(columns.index(at[1]) + right * count, 0), len(columns) - 1)
    return rows[i], columns[j]


def edge(table: Table, at: Position, step: Step, rows: Sequence[int], columns: Sequence[int]) -> Position:
    """Ctrl+arrow of Excel: the end of the run of filled cells, or the next filled cell, or the table's edge."""

    def filled(position: Position) -> bool:
        return bool(table.cells[position[0]][position[1]].text)

    here = at
    there = neighbour(here, step, rows, columns)
    inside_a_run = filled(here) and there != here and filled(there)
    while there != here:
        if inside_a_run and not filled(there):
            return here
        if not inside_a_run and filled(there):
            return there
        here, there = there, neighbour(there, step, rows, columns)
    return here


def next_entry(
    table: Table, at: Position, step: Step, rows: Sequence[int], columns: Sequence[int]
) -> Position:
    """Where Enter and Tab go: the next cell that can be typed into.

    Up and down stay in the column; left and right go on in the next row at the end of one. A column or table
    with nothing to type in that direction is walked cell by cell.
    """
    in_column = step in (Step.UP, Step.DOWN)
    found = _next_enterable(table, at, step, rows, (at[1],) if in_column else columns)
    if found is not None:
        return found
    return at if enterable(table.cells[at[0]][at[1]]) else neighbour(at, step, rows, columns)


def next_in_block(
    table: Table, at: Position, step: Step, rows: Sequence[int], columns: Sequence[int]
) -> Position:
    """Enter and Tab inside a selected block: round and round over its cells that can be typed into."""
    found = _next_enterable(table, at, step, rows, columns, round_and_round=True)
    return found or at


def _next_enterable(
    table: Table,
    at: Position,
    step: Step,
    rows: Sequence[int],
    columns: Sequence[int],
    *,
    round_and_round: bool = False,
) -> Position | None:
    """The first cell to type in behind ``at`` on the path through the block: by columns for up and down, by
    rows for left and right; from its end on to its beginning when it goes round.
    """
    by_column = step in (Step.UP, Step.DOWN)
    height, width = len(rows), len(columns)
    i, j = rows.index(at[0]), columns.index(at[1])
    here, size = (j * height + i if by_column else i * width + j), height * width
    direction = -1 if step in (Step.UP, Step.LEFT) else 1
    for distance in range(1, size):
        there = here + direction * distance
        if not round_and_round and not 0 <= there < size:
            return None
        major, minor = divmod(there % size, height if by_column else width)
        row, column = (rows[minor], columns[major]) if by_column else (rows[major], columns[minor])
        if enterable(table.cells[row][column]):
            return row, column
    return None
