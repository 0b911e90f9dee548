"""Books that are out there hold the forms of the day they were made; a few sheets bring the newer ones."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.operations import books, tables
from kyosai_desktop.operations.settings.changes import plan
from kyosai_desktop.operations.settings.load import load
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.operations.settings.workbook import save_settings_book
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.opening import open_book

RELEASED = Path(__file__).parents[2] / "store" / "old_files" / "schema-2.kyosai"
SHEETS = ("項目", "系列", "活動の種類", "様式", "様式の行", "様式の列")
"""The released book lacks some of the indicators that newer forms show."""


def test_a_released_book_gets_the_newer_forms_and_keeps_all_else(
    both: Book, tmp_path: Path, read_book
) -> None:
    path = tmp_path / "前の.kyosai"
    path.write_bytes(RELEASED.read_bytes())
    save_settings_book(stored_settings(both), tmp_path / "設定.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "設定.xlsx")
    for name in workbook.sheetnames:
        if name not in SHEETS:
            del workbook[name]
    workbook.save(tmp_path / "様式.xlsx")
    book = open_book(path, user="佐藤")
    try:
        rokin = next(council for council in books.councils(book) if council.code == "rokin")
        may = Viewpoint(rokin, FiscalYear(2024, 4), Month(2024, 5))
        before = [column.label for column in tables.table(book, "rokin.services", may).columns]
        assert before == ["年間目標", "上期実績（4/1～9/30）", "達成率"]
        facts = book.query("SELECT * FROM fact")
        masters = stored_settings(book)
        load(book, plan(book, read_book(tmp_path / "様式.xlsx")))
        after = [column.label for column in tables.table(book, "rokin.services", may).columns]
        assert after == ["年間目標", "5月末までの実績", "達成率"]
        assert book.query("SELECT * FROM fact") == facts
        now = stored_settings(book)
        assert (now.councils, now.axes, now.constants) == (masters.councils, masters.axes, masters.constants)
        shipped = {info.code for info in tables.forms(both, books.councils(both)[1])}
        assert shipped <= {info.code for info in tables.forms(book, rokin)}
    finally:
        book.close()
