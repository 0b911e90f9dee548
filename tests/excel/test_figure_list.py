"""facts.csv as text: what is written for spreadsheets comes back as it was."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.excel.figure_list import FigureLine, FigureList, write_figure_list
from kyosai_desktop.excel.reader.figure_lists import read_figure_list

LINE = FigureLine(
    "rosai", "kokumin", "実績", "", "span", "2023-06-01", "2024-05-31", "0", "own",
    "region", "ishikari", "", "", "-0.5", "件", "確定", "",
)  # fmt: skip


def written(*lines: FigureLine) -> bytes:
    target = io.BytesIO()
    write_figure_list(lines, target)
    return target.getvalue()


def read(data: bytes) -> FigureList | None:
    return read_figure_list(data, "facts", "facts.csv")


@pytest.mark.parametrize(
    "note", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2", "＝１", "\tx", "'=1", "''-2"]
)
def test_no_text_is_left_for_a_spreadsheet_to_calculate(note: str) -> None:
    data = written(LINE._replace(note=note))
    assert f",'{note}".encode() in data or f",\"'{note}".encode() in data
    assert read(data).lines == ((2, LINE._replace(note=note)),)


def test_the_value_stays_a_number() -> None:
    assert b",-0.5," in written(LINE)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=5))
def test_every_text_comes_back(notes: list[str]) -> None:
    lines = [LINE._replace(note=note) for note in notes]
    assert [line for _, line in read(written(*lines)).lines] == lines


def test_columns_may_stand_in_another_order_and_rows_count_as_in_excel() -> None:
    header = ",".join(reversed(FigureLine._fields))
    line = ",".join(f'"{field}"' for field in reversed(LINE))
    found = read(f"{header}\r\n\r\n{line},\r\n".encode())
    assert found.lines == ((3, LINE),)
    assert found.columns["note"] == 0


def test_a_file_that_excel_saved_in_its_old_way_is_read() -> None:
    assert read(written(LINE).decode("utf-8-sig").encode("cp932")).lines == ((2, LINE),)


def test_a_line_with_more_fields_than_columns_is_told_apart() -> None:
    assert read(written(LINE).replace(b"\r\n", b",x\r\n").replace(b"note,x", b"note")).lines == ((2, None),)


def test_other_files_are_no_such_list() -> None:
    assert read("ブロック,こくみん共済\n石狩,12\n".encode()) is None


def test_a_missing_column_is_named() -> None:
    with pytest.raises(Refused) as refused:
        read(b"council,indicator,measure,value\nrosai,kokumin,x,1\n")
    assert refused.value.problems[0].code == "import.facts_columns"
    assert "period_kind" in refused.value.problems[0].message
