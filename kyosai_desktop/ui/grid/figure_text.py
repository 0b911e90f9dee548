"""Figures as text that stands for exactly what is stored: for editors, copies and fills.

A table prints rounded figures; a stored 1.4 is shown as 1. What is typed again from the shown text would lose the rest.
"""

from __future__ import annotations

from fractions import Fraction

from kyosai_desktop.domain.rounding import Rounding, fixed_text
from kyosai_desktop.domain.table import Cell, Column
from kyosai_desktop.domain.text.number import Number, parse_number

_MOST_DECIMALS = 15
"""Those of a thousandth in a column of 兆円."""


def entry_text(cell: Cell, column: Column) -> str:
    """What to type into the cell to get what it holds: its printed text where that says it all, else a figure with
    every decimal, in the unit in which the column is typed (``▲1,234.5``). A computed cell stays as printed.
    """
    value = cell.value
    if cell.key is None or not isinstance(value, Fraction):
        return cell.text
    printed = parse_number(cell.text, column.scale)
    if isinstance(printed, Number) and printed.thousandths == value * 1000:
        return cell.text
    figure = value / column.scale
    for decimals in range(_MOST_DECIMALS + 1):
        if (figure * 10**decimals).denominator == 1:
            return fixed_text(figure, decimals, Rounding.HALF_UP)
    return cell.text
