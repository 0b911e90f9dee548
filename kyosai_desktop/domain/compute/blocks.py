"""The table by header groups: the columns that are repeated for one indicator, in every row.

What is computed for one indicator follows from its own figures alone, so a block whose figures are the same as before
is the same as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from kyosai_desktop.domain.compute.cells import RowFiller
from kyosai_desktop.domain.compute.channel import ByMember, Figures
from kyosai_desktop.domain.compute.gaps import Gaps
from kyosai_desktop.domain.compute.layout import PlannedColumn, PlannedRow
from kyosai_desktop.domain.compute.needs import Slice
from kyosai_desktop.domain.ranking import ranks
from kyosai_desktop.domain.table import Cell, CellState, ColumnKind, RowKind


class Block(NamedTuple):
    """One header group: ``cells[i]`` belongs to the i-th planned row.

    ``follows_from``: every slice that was looked at, with its figures (None: none).
    """

    cells: tuple[tuple[Cell, ...], ...]
    gaps: Gaps
    follows_from: Mapping[Slice, ByMember | None]


def fill_block(filler: RowFiller, place: int, figures: Figures) -> Block:
    """The cells of all rows at a place, with the ranks and counts that look at all of them."""
    gaps = Gaps()
    rows = filler.rows
    cells = [filler.fill(row, place, gaps) for row in rows]
    columns = [column for column in filler.columns if column.place == place]
    for at, column in enumerate(columns):
        if column.rank_by is not None:
            _rank(columns, at, rows, cells)
    for at, row in enumerate(rows):
        if row.reached is not None:
            cells[at] = _count_reached(columns, row.reached, rows, cells)
    follows_from = {part: figures.get(part) for part in filler.slices(place)}
    return Block(tuple(map(tuple, cells)), gaps, follows_from)


def is_unchanged(block: Block, figures: Figures) -> bool:
    """Whether the block would be computed from the same figures again."""
    return all(figures.get(part) == before for part, before in block.follows_from.items())


def joined(blocks: Iterable[Block]) -> list[tuple[Cell, ...]]:
    """The whole lines of the table, one for each planned row."""
    return [
        tuple(cell for part in line for cell in part)
        for line in zip(*(block.cells for block in blocks), strict=True)
    ]


def _rank(
    columns: Sequence[PlannedColumn], at: int, rows: Sequence[PlannedRow], cells: list[list[Cell]]
) -> None:
    """Fill a column of 順位: the items ranked by another column of the same place, ties sharing a rank."""
    by = next(number for number, column in enumerate(columns) if column.path == columns[at].rank_by)
    items = [place for place, row in enumerate(rows) if row.row.kind is RowKind.ITEM]
    values = [value if isinstance(value := cells[place][by].value, Fraction) else None for place in items]
    indicator = columns[by].indicator
    ranked = ranks(values, more_is_better=indicator is None or indicator.more_is_better)
    for place, rank in zip(items, ranked, strict=True):
        cells[place][at] = Cell() if rank is None else Cell(f"{rank:,}", Fraction(rank))


def _count_reached(
    columns: Sequence[PlannedColumn], kind: str, rows: Sequence[PlannedRow], cells: Sequence[Sequence[Cell]]
) -> list[Cell]:
    """達成単位数: how many units of the kind ('' : items) have 実績 ≥ 目標, in each column of rates."""
    counted: list[Cell] = []
    for at, column in enumerate(columns):
        if column.column.kind is not ColumnKind.RATE:
            counted.append(Cell(state=CellState.LABEL))
            continue
        rates = [
            line[at].value
            for row, line in zip(rows, cells, strict=True)
            if (kind in row.kinds if kind else row.row.kind is RowKind.ITEM)
        ]
        reached = sum(1 for rate in rates if isinstance(rate, Fraction) and rate >= 100)
        counted.append(Cell(text=f"{reached:,}", value=Fraction(reached)))
    return counted
