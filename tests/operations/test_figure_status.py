"""速報, 確定, 概数 on a selection of figures."""

from __future__ import annotations

import pytest

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import Fact, FactKey, Status
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import Cell
from kyosai_desktop.operations import confirming, editing, figure_status, tables
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book

BLOCKS = "rosai.blocks"


def column(book: Book, seen: Viewpoint) -> list[Cell]:
    return [line[1] for line in tables.table(book, BLOCKS, seen).cells]


def keys(book: Book, seen: Viewpoint) -> list[FactKey]:
    return [cell.key for cell in column(book, seen) if isinstance(cell.key, FactKey)]


def test_a_selection_is_marked_as_one_step(book: Book, rosai_2023: Viewpoint) -> None:
    typed = [TypedCell(row, 1, text) for row, text in enumerate(("181", "0", "－"))]
    editing.enter(book, BLOCKS, rosai_2023, typed, "入力")
    steps = len(book.history())
    assert figure_status.set_status(book, keys(book, rosai_2023), Status.PRELIMINARY) == Applied(3)
    cells = column(book, rosai_2023)
    assert [cell.status for cell in cells[:4]] == ["速報", "速報", "速報", ""]
    assert [cell.text for cell in cells[:4]] == ["181", "0", "－", ""]
    assert len(book.history()) == steps + 1
    assert book.undo_label() == "速報にする 3セル"
    book.undo()
    assert {cell.status for cell in column(book, rosai_2023)} == {""}


def test_marking_what_is_marked_so_makes_no_step(book: Book, rosai_2023: Viewpoint) -> None:
    editing.enter(book, BLOCKS, rosai_2023, [TypedCell(0, 1, "181")], "入力")
    assert figure_status.set_status(book, keys(book, rosai_2023), Status.FINAL) == Applied(0)


def test_what_was_not_reported_has_no_status(book: Book, rosai_2023: Viewpoint) -> None:
    problem = figure_status.set_status(book, keys(book, rosai_2023), Status.APPROXIMATE)
    assert isinstance(problem, Problem) and problem.code == "status.nothing_reported"


def test_a_confirmed_month_keeps_its_status(book: Book, rosai_2023: Viewpoint) -> None:
    editing.enter(book, BLOCKS, rosai_2023, [TypedCell(0, 1, "181")], "入力")
    wanted = keys(book, rosai_2023)
    confirming.confirm_year(book, rosai_2023.council, rosai_2023.year)
    problem = figure_status.set_status(book, wanted, Status.PRELIMINARY)
    assert isinstance(problem, Problem)
    assert column(book, rosai_2023)[0].status == ""


@pytest.mark.parametrize("status", [Status.PRELIMINARY, Status.APPROXIMATE])
def test_a_value_that_is_typed_over_keeps_its_status_and_note(
    book: Book, rosai_2023: Viewpoint, status: Status
) -> None:
    editing.enter(book, BLOCKS, rosai_2023, [TypedCell(0, 1, "160")], "入力")
    figure_status.set_status(book, keys(book, rosai_2023), status)
    key = keys(book, rosai_2023)[0]
    with book.change("注記") as tx:
        facts_sql.write_fact(tx, key, Fact(160_000, status, "概算"))
    editing.enter(book, BLOCKS, rosai_2023, [TypedCell(0, 1, "161"), TypedCell(1, 1, "5")], "入力")
    cells = column(book, rosai_2023)
    assert [(cell.text, cell.status) for cell in cells[:2]] == [("161", status.value), ("5", "")]
    kept = facts_sql.load_fact(book, key)
    assert kept is not None and kept.note == "概算"


def test_a_figure_that_was_taken_away_begins_anew(book: Book, rosai_2023: Viewpoint) -> None:
    editing.enter(book, BLOCKS, rosai_2023, [TypedCell(0, 1, "160")], "入力")
    figure_status.set_status(book, keys(book, rosai_2023), Status.APPROXIMATE)
    for text in ("", "161"):
        editing.enter(book, BLOCKS, rosai_2023, [TypedCell(0, 1, text)], "入力")
    assert column(book, rosai_2023)[0].status == ""
