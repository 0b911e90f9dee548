"""The workbook that goes to a branch, read back by another library."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from kyosai_desktop.excel.branch_book import BranchSheet, write_branch_book

SHEET = BranchSheet(
    title="道北支店　2024年5月末　実績（累計）",
    unit="件",
    header=("ブロック", "こくみん共済", "自賠責共済（新規）"),
    rows=(("上川中", (31, 0)), ("宗谷", (-5, None)), ("留萌", (None, None))),
    total_label="道北支店 計",
)


def written(sheet: BranchSheet) -> bytes:
    target = io.BytesIO()
    write_branch_book(sheet, target)
    return target.getvalue()


def cells(content: bytes, *, values: bool) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=values)
    (page,) = book.worksheets
    found = [[cell.value for cell in row] for row in page.iter_rows()]
    book.close()
    return found


def test_title_unit_header_and_counts_stand_where_branches_expect_them() -> None:
    assert cells(written(SHEET), values=True) == [
        ["道北支店　2024年5月末　実績（累計）", None, None],
        [None, None, "（単位：件）"],
        ["ブロック", "こくみん共済", "自賠責共済（新規）"],
        ["上川中", 31, 0],
        ["宗谷", -5, None],
        ["留萌", None, None],
        ["道北支店 計", 26, 0],
    ]


def test_the_totals_are_live_and_hold_their_sums_for_readers_that_do_not_compute() -> None:
    formulas = cells(written(SHEET), values=False)[-1]
    assert formulas == ["道北支店 計", "=SUM(B4:B6)", "=SUM(C4:C6)"]


@pytest.mark.parametrize("sheet", [SHEET, BranchSheet("", "件", ("産別",), (("自治労", ()),))])
def test_without_a_label_there_is_no_total_row(sheet: BranchSheet) -> None:
    plain = BranchSheet(sheet.title, sheet.unit, sheet.header, sheet.rows)
    assert len(cells(written(plain), values=True)) == 3 + len(sheet.rows)


def test_a_sheet_without_rows_has_no_total_that_adds_up_itself() -> None:
    empty = BranchSheet("題", "件", ("ブロック", "火災共済"), (), "計")
    assert cells(written(empty), values=False)[-1] == ["ブロック", "火災共済"]


@pytest.mark.parametrize("name", ["=1+1", "+81-11", "@SUM(A1)", "-5", "'引用", "http://example.jp/", "１２"])
def test_a_name_is_text_whatever_it_looks_like(name: str) -> None:
    sheet = BranchSheet(name, "件", ("ブロック", name), ((name, (1,)),), name)
    book = openpyxl.load_workbook(io.BytesIO(written(sheet)))
    (page,) = book.worksheets
    for address in ("A1", "B3", "A4", "A5"):
        assert (page[address].value, page[address].data_type) == (name, "s")
        assert page[address].hyperlink is None
    book.close()


def test_variant_characters_are_kept() -> None:
    sheet = BranchSheet("髙﨑", "件", ("ブロック", "\ufa10"), (("𠮷野", (1,)),))
    found = cells(written(sheet), values=True)
    assert (found[0][0], found[2][1], found[3][0]) == ("髙﨑", "\ufa10", "𠮷野")


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert written(SHEET) == written(SHEET)


def test_the_names_stay_in_sight_when_scrolled(tmp_path: Path) -> None:
    path = tmp_path / "道北支店.xlsx"
    path.write_bytes(written(SHEET))
    book = openpyxl.load_workbook(path)
    (page,) = book.worksheets
    assert page.freeze_panes == "B4"
    book.close()
