"""Sum, mean and count of the selected cells, as the status bar shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from kyosai_desktop.domain.table import Table
from kyosai_desktop.ui.grid.model import NUMERIC


@dataclass(frozen=True, slots=True)
class Summary:
    """``filled``: cells that aren't blank; ``numbers``: those with a figure; ``total`` of these, exact.

    ``decimals``: the most that any of the figures is printed with.
    """

    filled: int = 0
    numbers: int = 0
    total: Fraction = Fraction(0)
    decimals: int = 0

    @property
    def mean(self) -> Fraction | None:
        """Exact mean of the figures, None when there are none."""
        return self.total / self.numbers if self.numbers else None


def summarise(table: Table, cells: Iterable[tuple[int, int]]) -> Summary:
    """The summary of the cells at (row, column)."""
    filled = numbers = decimals = 0
    total = Fraction(0)
    for row, column in cells:
        cell = table.cells[row][column]
        if cell.text:
            filled += 1
        if isinstance(cell.value, Fraction) and table.columns[column].kind in NUMERIC:
            numbers += 1
            total += cell.value
            decimals = max(decimals, table.columns[column].decimals)
    return Summary(filled, numbers, total, decimals)
