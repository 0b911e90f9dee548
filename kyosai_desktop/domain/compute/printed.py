"""The printed text of an exact value: rounded once, with its sign and, where the column wants it, with its unit."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from kyosai_desktop.domain.form import FormColumn
from kyosai_desktop.domain.rounding import Rounding, fixed_text, signed_text
from kyosai_desktop.domain.table import ColumnKind
from kyosai_desktop.domain.text.amount import SMALLEST_UNITS, amount_text, signed_amount_text
from kyosai_desktop.domain.text.number import YEN_UNITS


class Printed(NamedTuple):
    """How a column prints the figures of one indicator, counted in ``unit``."""

    column: FormColumn
    unit: str
    decimals: int
    rounding: Rounding


def printed_text(value: Fraction, how: Printed) -> str:
    """A plain number, 「609百万円」 with its unit in the cell, 「6億9百万円」 as prose has it."""
    column = how.column
    if column.kind is ColumnKind.WORDED:
        return with_unit(value, how)
    text = _digits(value, how)
    return f"{text}{column.unit}" if column.unit_in_cell else text


def with_unit(value: Fraction, how: Printed) -> str:
    """The number with its unit behind it; an amount of money in 億 and the rest in its unit."""
    smallest = SMALLEST_UNITS.get(how.unit)
    if smallest is None:
        return f"{_digits(value, how)}{how.unit}"
    yen = value / how.column.scale * YEN_UNITS[smallest]
    write = signed_amount_text if how.column.signed else amount_text
    return write(yen, how.rounding, smallest=smallest)


def _digits(value: Fraction, how: Printed) -> str:
    scaled = value if how.column.scale == 1 else value / how.column.scale
    return (signed_text if how.column.signed else fixed_text)(scaled, how.decimals, how.rounding)
