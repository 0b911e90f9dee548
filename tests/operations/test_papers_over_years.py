"""A figure of a year in which its organisation wasn't is on every paper that adds it up, and 検算 tells of it."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.operations import books, checking, papers, tables
from kyosai_desktop.reports.preview import page_sizes, page_text
from kyosai_desktop.store.book import Book

NAME = "日高（2022年度まで）"


def test_screen_pdf_workbook_and_list_say_the_same(filled: Book, tmp_path: Path) -> None:
    council = books.councils(filled)[0]
    seen = Viewpoint(council, FiscalYear(2023, 6), Month(2024, 5))
    before = tables.table(filled, "rosai.blocks", seen)
    findings = checking.check(filled, seen)
    with filled.change("前の版のブック") as tx:  # a book from before such years were refused
        tx.execute("UPDATE member SET valid_to = 2022 WHERE code = 'hidaka'")
    now = tables.table(filled, "rosai.blocks", seen)
    assert [row.name.replace(NAME, "日高") for row in now.rows] == [row.name for row in before.rows]
    assert now.cells == before.cells
    line = next(cells for row, cells in zip(now.rows, now.cells, strict=True) if row.name == NAME)
    told = [each for each in checking.check(filled, seen) if each.code == "figure.outside_years"]
    assert told and all("2022年度まで" in each.message for each in told)
    others = [each for each in checking.check(filled, seen) if each not in told]
    assert others == findings

    content = papers.content(filled, "rosai.blocks", seen, datetime(2024, 6, 13, tzinfo=UTC))
    pdf = papers.pdf_bytes(content)
    (tmp_path / "表.pdf").write_bytes(pdf)
    printed = "".join(page_text(pdf, page) for page in range(len(page_sizes(pdf))))
    assert NAME in "".join(printed.split())
    papers.write_xlsx(content, tmp_path / "表.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "表.xlsx")
    labels = [cell.value for row in workbook.active.iter_rows() for cell in row]
    workbook.close()
    assert NAME in labels
    papers.write_csv(content, tmp_path / "表.csv")
    with (tmp_path / "表.csv").open(encoding="utf-8-sig") as file:
        found = next(row for row in csv.reader(file) if NAME in row)
    assert found[-1] == line[-1].text
