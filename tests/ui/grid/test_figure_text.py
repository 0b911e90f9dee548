"""The text of a figure brings back exactly that figure, however coarsely the table prints it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.fact import Fact
from kyosai_desktop.domain.rounding import Rounding, fixed_text, signed_text
from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, FieldKey
from kyosai_desktop.operations.editing import read_figure
from kyosai_desktop.ui.grid.clipboard import cell_text
from kyosai_desktop.ui.grid.figure_text import entry_text

KEY = FieldKey("fact", 1, "実績")
COUNT = Column("実績", unit="件")
MILLIONS = Column("掛金", unit="百万円", scale=1_000_000)


def typed(value: Fraction, text: str, column: Column = COUNT) -> str:
    return entry_text(Cell(text, value, CellState.ENTRY, key=KEY), column)


@pytest.mark.parametrize(
    ("value", "printed", "text"),
    [
        ("1.4", "1", "1.4"),
        ("1400", "1,400", "1,400"),
        ("-55", "▲55", "▲55"),
        ("-1234.5", "▲1,235", "▲1,234.5"),
        ("-0.2", "0", "▲0.2"),
        ("0", "0", "0"),
        ("64.9", "64.9％", "64.9％"),
    ],
)
def test_what_is_typed_says_every_decimal(value: str, printed: str, text: str) -> None:
    assert typed(Fraction(value), printed) == text


def test_amounts_are_typed_in_the_unit_of_their_column() -> None:
    assert typed(Fraction(1_234_567), "1", MILLIONS) == "1.234567"
    assert typed(Fraction(3_000_000), "3", MILLIONS) == "3"


def test_what_is_computed_or_no_figure_stays_as_printed() -> None:
    assert entry_text(Cell("64.9", Fraction(74600, 1150)), Column("達成率", kind=ColumnKind.RATE)) == "64.9"
    assert typed(Fraction(1, 3), "0") == "0"
    day = Cell("7/3", date(2024, 7, 3), CellState.ENTRY, key=KEY)
    assert entry_text(day, Column("開催日時", kind=ColumnKind.DATE)) == "7/3"


def test_copies_have_a_plain_minus_for_excel() -> None:
    assert cell_text(Cell("▲1,235", Fraction("-1234.5"), CellState.ENTRY, key=KEY), COUNT) == "-1,234.5"
    assert cell_text(Cell("0", Fraction("-0.2"), CellState.ENTRY, key=KEY), COUNT) == "-0.2"
    assert cell_text(Cell("▲12.3", Fraction(-37, 3)), COUNT) == "-12.3"


@given(
    st.integers(-(2**62), 2**62),
    st.sampled_from([("件", 1), ("", 1), ("百万円", 10**6), ("千円", 1000), ("％", 1)]),
    st.integers(0, 3),
    st.sampled_from(Rounding),
    st.booleans(),
)
def test_a_copy_pasted_in_place_changes_nothing(
    thousandths: int, unit: tuple[str, int], decimals: int, rounding: Rounding, signed: bool
) -> None:
    column = Column("実績", unit=unit[0], decimals=decimals, scale=unit[1])
    value = Fraction(thousandths, 1000)
    printed = (signed_text if signed else fixed_text)(value / column.scale, decimals, rounding)
    cell = Cell(printed, value, CellState.ENTRY, key=KEY)
    for text in (cell_text(cell, column), entry_text(cell, column)):
        assert read_figure(text, column.unit, column.scale) == Fact(thousandths)
