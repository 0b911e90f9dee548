"""A cell that can't be read is corrected by hand before the import; the file stays as it is."""

from __future__ import annotations

import pytest

from kyosai_desktop.operations.importing import ImportOptions, ImportPlan, Outcome, PlannedCell, apply, plan
from kyosai_desktop.operations.importing.provenance import source_of
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book

ROWS = [
    ["2024年5月末 実績"],
    ["ブロック", "こくみん共済", "長期共済"],
    ["石狩", 181, 163],
    ["東胆振", "三十一", 31],
    ["合計", 212, 194],
]


def corrected(text: str, address: str = "B4", sheet: str = "実績") -> ImportOptions:
    return ImportOptions(corrections={(sheet, address): text})


def at(found: ImportPlan, address: str) -> PlannedCell:
    [cell] = [cell for cell in found.cells if cell.address == address]
    return cell


@pytest.mark.parametrize("text", ["31", "３１", " 31 ", "31件"])
def test_the_typed_value_is_planned_in_place_of_what_stands_there(book: Book, sent, text: str) -> None:
    sheet = sent("5月.xlsx", ROWS)
    before = plan(book, sheet)
    assert before.blocking and at(before, "B4").correctable
    found = plan(book, sheet, corrected(text))
    assert not found.blocking
    cell = at(found, "B4")
    assert cell.new is not None
    assert (cell.outcome, cell.new.thousandths) == (Outcome.ADDED, 31_000)
    assert (cell.original, cell.corrected) == ("三十一", text)
    assert [check.problem for check in found.checks] == [None, None], "the total is that of the typed value"
    assert [each for each in found.cells if each.corrected] == [cell]


def test_a_text_that_is_no_figure_either_stays_an_error(book: Book, sent) -> None:
    cell = at(plan(book, sent("5月.xlsx", ROWS), corrected("約30")), "B4")
    assert (cell.outcome, cell.original, cell.corrected) == (Outcome.ERROR, "三十一", "約30")
    assert cell.problem is not None and "書かれているのは「約30」です" in cell.problem.message
    assert cell.correctable


@pytest.mark.parametrize(
    ("text", "address", "sheet"), [("", "B4", "実績"), ("7", "Z99", "実績"), ("7", "B4", "別")]
)
def test_what_means_no_cell_changes_nothing(book: Book, sent, text: str, address: str, sheet: str) -> None:
    file = sent("5月.xlsx", ROWS)
    assert plan(book, file, corrected(text, address, sheet)) == plan(book, file)


@pytest.mark.parametrize("written", ["=1+1", "#REF!", "1(1)", 1.2345])
def test_whatever_cannot_be_read_can_be_corrected(book: Book, sent, written: object) -> None:
    file = sent("5月.xlsx", [*ROWS[:3], ["東胆振", written, 31]])
    assert at(plan(book, file), "B4").correctable
    new = at(plan(book, file, corrected("12")), "B4").new
    assert new is not None and new.thousandths == 12_000


def test_what_a_value_would_not_help_cannot_be_corrected(book: Book, sent) -> None:
    found = plan(book, sent("5月.xlsx", [*ROWS[:3], ["石狩", 5, 6], ["知らない", 7, 8]]))
    assert len(found.errors) == 6
    assert not any(cell.correctable for cell in found.cells)


def test_the_stored_figure_knows_what_stood_there_and_what_was_typed(book: Book, sent) -> None:
    """One step for the whole file, gone with one undo and back with one redo."""
    found = plan(book, sent("5月.xlsx", ROWS), corrected("３１"))
    steps = len(book.history())
    done = apply(book, found, backup=False)
    assert (done.added, done.note) == (4, "1セルは、手で直した値です。")
    assert len(book.history()) == steps + 1
    key = at(found, "B4").key
    assert key is not None

    def check() -> None:
        fact = facts_sql.load_fact(book, key)
        assert fact is not None and fact.thousandths == 31_000
        source = source_of(book, fact)
        assert source is not None
        assert (source.file_name, source.sheet, source.cell) == ("5月.xlsx", "実績", "B4")
        assert (source.original, source.corrected) == ("三十一", "３１")

    check()
    book.undo()
    assert facts_sql.load_fact(book, key) is None
    book.redo()
    check()
    other = facts_sql.load_fact(book, at(found, "B3").key)
    assert other is not None and other.source is not None
    assert (other.source.original, other.source.corrected) == ("181", "")
