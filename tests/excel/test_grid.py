from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.excel.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    MergedRange,
    address,
    column_index,
    parse_address,
    parse_range,
)


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(0, 0, "A1"), (13, 5, "F14"), (0, 25, "Z1"), (0, 26, "AA1"), (0, 701, "ZZ1"), (0, 702, "AAA1")],
)
def test_cells_have_the_names_excel_gives_them(row: int, column: int, name: str) -> None:
    assert address(row, column) == name


def test_the_last_cell_of_a_sheet() -> None:
    assert address(MAX_ROWS - 1, MAX_COLUMNS - 1) == "XFD1048576"


@pytest.mark.parametrize(("row", "column"), [(-1, 0), (0, -1), (MAX_ROWS, 0), (0, MAX_COLUMNS)])
def test_there_are_no_cells_outside_the_sheet(row: int, column: int) -> None:
    with pytest.raises(ValueError, match="no such cell"):
        address(row, column)


@given(st.integers(0, MAX_ROWS - 1), st.integers(0, MAX_COLUMNS - 1))
def test_an_address_is_read_back_as_its_place(row: int, column: int) -> None:
    assert parse_address(address(row, column)) == (row, column)


@pytest.mark.parametrize(
    "text", ["", "A", "1", "A0", "1A", "XFE1", "A1048577", "Ａ1", "A１", "a1", "A1B2", "A 1", "A-1"]
)
def test_other_texts_are_no_addresses(text: str) -> None:
    with pytest.raises(ValueError, match="no such"):
        parse_address(text)


@pytest.mark.parametrize("letters", ["", "XFE", "AAAA", "a", "あ"])
def test_other_texts_are_no_columns(letters: str) -> None:
    with pytest.raises(ValueError, match="no such column"):
        column_index(letters)


def test_ranges_may_be_written_from_any_corner_and_with_dollars() -> None:
    assert parse_range("$D$4:$B$2") == MergedRange(1, 1, 3, 3)
    assert parse_range("C3") == MergedRange(2, 2, 2, 2)
