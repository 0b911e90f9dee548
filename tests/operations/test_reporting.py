"""Who hasn't reported the month yet, by name."""

from __future__ import annotations

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.table import CellState, RowKind
from kyosai_desktop.operations import confirming, editing, reporting, tables
from kyosai_desktop.operations.reading import Reading
from kyosai_desktop.operations.reporting import FormReport
from kyosai_desktop.store.book import Book

BLOCKS = "rosai.blocks"


def report(book: Book, seen: Viewpoint, form: str = BLOCKS) -> FormReport:
    return next(each for each in reporting.reports(Reading(book), seen) if each.form_code == form)


def type_rows(book: Book, seen: Viewpoint, columns: slice, *, without: tuple[str, ...] = ()) -> None:
    """Type 5 into the result columns of every block but some."""
    table = tables.table(book, BLOCKS, seen)
    wanted = [at for at, column in enumerate(table.columns) if column.label == "実績"][columns]
    cells = [
        TypedCell(row, at, "5")
        for row, line in enumerate(table.cells)
        for at in wanted
        if table.rows[row].kind is RowKind.ITEM
        and table.rows[row].name not in without
        and line[at].state is CellState.ENTRY
    ]
    editing.enter(book, BLOCKS, seen, cells, "入力")


def test_an_empty_book_lacks_everybody(book: Book, rosai_2023: Viewpoint) -> None:
    found = report(book, rosai_2023)
    assert (found.total, len(found.missing), found.reported, found.partly) == (18, 18, (), ())
    assert found.sentence() == "18ブロックのすべてが未報告です。"


def test_who_has_not_reported_is_named_in_the_forms_order(book: Book, rosai_2023: Viewpoint) -> None:
    type_rows(book, rosai_2023, slice(None), without=("根室", "石狩"))
    found = report(book, rosai_2023)
    assert (found.missing, len(found.reported)) == (("石狩", "根室"), 16)
    assert found.sentence() == "18ブロック中2が未報告です（石狩、根室）。"


def test_a_part_is_not_a_report_and_zero_is_one(book: Book, rosai_2023: Viewpoint) -> None:
    type_rows(book, rosai_2023, slice(None), without=("根室",))
    table = tables.table(book, BLOCKS, rosai_2023)
    row = next(at for at, each in enumerate(table.rows) if each.name == "根室")
    column = next(at for at, each in enumerate(table.columns) if each.label == "実績")
    editing.enter(book, BLOCKS, rosai_2023, [TypedCell(row, column, "0")], "入力")
    found = report(book, rosai_2023)
    assert (found.missing, found.partly) == ((), ("根室",))
    assert found.sentence() == "18ブロック中1が一部未報告です（根室の一部）。"


def test_another_month_is_another_report(book: Book, rosai_2023: Viewpoint) -> None:
    type_rows(book, rosai_2023, slice(None))
    assert report(book, rosai_2023).sentence() == ""
    april = Viewpoint(rosai_2023.council, FiscalYear(2023, 6), Month(2024, 4))
    assert len(report(book, april).missing) == 18


def test_a_confirmed_month_still_says_who_was_missing(book: Book, rosai_2023: Viewpoint) -> None:
    type_rows(book, rosai_2023, slice(None), without=("根室",))
    confirming.confirm_through(book, rosai_2023.council, FiscalYear(2023, 6), Month(2024, 5))
    assert report(book, rosai_2023).missing == ("根室",)


def test_targets_are_nobodys_report(book: Book, rosai_2023: Viewpoint) -> None:
    assert "rosai.targets.blocks" not in {
        each.form_code for each in reporting.reports(Reading(book), rosai_2023)
    }
    table = tables.table(book, BLOCKS, rosai_2023)
    targets = [at for at, column in enumerate(table.columns) if column.label == "目標"]
    cells = [TypedCell(0, at, "9") for at in targets if table.cells[0][at].state is CellState.ENTRY]
    if cells:
        editing.enter(book, BLOCKS, rosai_2023, cells, "入力")
    assert len(report(book, rosai_2023).missing) == 18
