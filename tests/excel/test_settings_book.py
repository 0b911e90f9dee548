"""Rows as a workbook: texts stay texts, numbers are numbers, and cells say what belongs into them."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kyosai_desktop.excel.settings_book import RowsSheet, SheetColumn, write_rows

COLUMNS = (
    SheetColumn("コード", "英数字"),
    SheetColumn("月", "1～12", whole=True),
    SheetColumn("区分", "数の意味", ("目標", "実績")),
    SheetColumn("期間", "いつの数か", ("年度", "当月"), others=True),
)


def written(*rows: tuple[str, str, str, str]) -> Worksheet:
    target = io.BytesIO()
    write_rows([RowsSheet("項目", COLUMNS, rows)], target)
    return openpyxl.load_workbook(target)["項目"]


@pytest.mark.parametrize("text", ["007", "=1+1", "@x", "1e5", "2024/4/1", "https://example.jp", "①\n②"])
def test_a_text_is_the_text_and_nothing_else(text: str) -> None:
    cell = written((text, "", "", ""))["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


@pytest.mark.parametrize(
    ("text", "value"), [("6", 6), ("-1", -1), ("0", 0), ("007", "007"), ("六", "六"), ("-", "-")]
)
def test_whole_numbers_are_numbers(text: str, value: int | str) -> None:
    assert written(("a", text, "", ""))["B2"].value == value


def test_an_empty_text_is_an_empty_cell() -> None:
    assert written(("a", "", "", ""))["B2"].value is None


def test_what_excel_cannot_hold_is_left_out() -> None:
    assert written(("a\x00b\x0b", "", "", ""))["A2"].value == "ab"


def test_words_are_offered_and_hints_shown() -> None:
    rules = {
        str(rule.sqref).split(":")[0]: rule
        for rule in written(("a", "1", "目標", "当月")).data_validations.dataValidation
    }
    assert rules["C2"].formula1 == '"目標,実績"'
    assert rules["C2"].showErrorMessage and not rules["D2"].showErrorMessage
    assert [rules[cell].prompt for cell in ("A2", "B2", "C2")] == ["英数字", "1～12", "数の意味"]


def test_the_same_rows_give_the_same_bytes() -> None:
    targets = [io.BytesIO(), io.BytesIO()]
    for target in targets:
        write_rows([RowsSheet("項目", COLUMNS, [("a", "1", "目標", "当月")])], target)
    assert targets[0].getvalue() == targets[1].getvalue()
