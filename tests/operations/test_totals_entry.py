"""「小計・合計にも入力する」: totals of their own, never counted twice, the gap in sight."""

from __future__ import annotations

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import RowKind, Table
from kyosai_desktop.operations import editing, tables
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

BLOCKS = "rosai.blocks"
NORTH, ALL = "道北支店 計", "全道 計"


def table_of(book: Book, seen: Viewpoint) -> Table:
    return tables.table_of(book, tables.load_form(book, BLOCKS), seen, load_catalogue(book), totals=True)


def enter(book: Book, seen: Viewpoint, texts: dict[str, str]) -> Applied | Problem:
    names = [row.name for row in table_of(book, seen).rows]
    cells = [TypedCell(names.index(name), 1, text) for name, text in texts.items()]
    return editing.enter(book, BLOCKS, seen, cells, "入力", totals=True)


def shown(book: Book, seen: Viewpoint) -> dict[str, str]:
    table = table_of(book, seen)
    return {row.name: line[1].text for row, line in zip(table.rows, table.cells, strict=True) if line[1].text}


def test_a_total_typed_over_its_rows_shows_what_is_not_allocated(book: Book, rosai_2023: Viewpoint) -> None:
    enter(book, rosai_2023, {"留萌": "9", "宗谷": "12"})
    assert enter(book, rosai_2023, {NORTH: "30"}) == Applied(1)
    assert shown(book, rosai_2023) == {"留萌": "9", "宗谷": "12", "未配賦": "9", NORTH: "30", ALL: "30"}


def test_a_total_without_rows_counts_once_in_the_total_above(book: Book, rosai_2023: Viewpoint) -> None:
    enter(book, rosai_2023, {NORTH: "30", "石狩": "5"})
    assert shown(book, rosai_2023)[ALL] == "35"


def test_rows_and_their_sums_pasted_together_store_the_rows_only(book: Book, rosai_2023: Viewpoint) -> None:
    pasted = {"留萌": "9", "宗谷": "12", NORTH: "21", ALL: "21"}
    assert enter(book, rosai_2023, pasted) == Applied(2)
    enter(book, rosai_2023, {"留萌": "10"})
    assert shown(book, rosai_2023) == {"留萌": "10", "宗谷": "12", NORTH: "22", ALL: "22"}


def test_a_subtotal_that_differs_is_kept_and_the_total_around_it_follows(
    book: Book, rosai_2023: Viewpoint
) -> None:
    pasted = {"留萌": "9", "宗谷": "12", NORTH: "25", ALL: "25"}
    assert enter(book, rosai_2023, pasted) == Applied(3)
    assert shown(book, rosai_2023)["未配賦"] == "4"
    enter(book, rosai_2023, {NORTH: ""})
    assert shown(book, rosai_2023) == {"留萌": "9", "宗谷": "12", NORTH: "21", ALL: "21"}


def test_what_is_not_allocated_is_no_entry(book: Book, rosai_2023: Viewpoint) -> None:
    enter(book, rosai_2023, {"留萌": "9", NORTH: "30"})
    problem = enter(book, rosai_2023, {"未配賦": "1"})
    assert isinstance(problem, Problem) and problem.code == "cell.computed"
    kinds = {row.name: row.kind for row in table_of(book, rosai_2023).rows}
    assert kinds["未配賦"] is RowKind.REMAINDER


def test_without_the_switch_a_total_is_computed(book: Book, rosai_2023: Viewpoint) -> None:
    enter(book, rosai_2023, {"留萌": "9", NORTH: "30"})
    table = tables.table(book, BLOCKS, rosai_2023)
    row = [each.name for each in table.rows].index(NORTH)
    problem = editing.enter(book, BLOCKS, rosai_2023, [TypedCell(row, 1, "40")], "入力")
    assert isinstance(problem, Problem)
    assert shown(book, rosai_2023)[NORTH] == "30"
