"""A figure typed while the rows change is refused, and never stored in another row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import RowKind
from kyosai_desktop.operations import books, editing, tables
from kyosai_desktop.operations.targets.entering import enter_targets
from kyosai_desktop.operations.targets.sheet import open_sheet
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

BLOCKS = "rosai.blocks"


@pytest.fixture
def may_2024(filled: Book) -> Viewpoint:
    return Viewpoint(books.councils(filled)[0], FiscalYear(2023, 6), Month(2024, 5))


def test_a_row_of_未配賦_that_came_in_between_refuses_what_was_typed_below_it(
    filled: Book, may_2024: Viewpoint
) -> None:
    form = tables.load_form(filled, BLOCKS)
    seen = tables.table_of(filled, form, may_2024, load_catalogue(filled), totals=True)
    first = next(at for at, row in enumerate(seen.rows) if row.kind is RowKind.SUBTOTAL)
    below = next(at for at, row in enumerate(seen.rows) if row.kind is RowKind.ITEM and at > first)

    def enter(row: int, text: str) -> Applied | Problem:
        cells = [TypedCell(row, 1, text)]
        return editing.enter(filled, BLOCKS, may_2024, cells, "入力", totals=True, shown=seen)

    before = seen.cells[below][1].text
    assert isinstance(enter(first, "9,999"), Applied)  # leaves something over: its row of 未配賦 comes
    problem = enter(below, "5")
    assert isinstance(problem, Problem) and problem.code == "row.moved"
    now = tables.table_of(filled, form, may_2024, load_catalogue(filled), totals=True)
    by_key = {(row.key, row.kind): line for row, line in zip(now.rows, now.cells, strict=True)}
    assert by_key[seen.rows[below].key, RowKind.ITEM][1].text == before
    assert isinstance(enter(0, "5"), Applied), "what stands above is where it was"


def test_targets_too(filled: Book, may_2024: Viewpoint) -> None:
    seen = open_sheet(filled, "rosai.targets.blocks", may_2024).table
    rows = list(reversed(seen.rows))

    problem = enter_targets(
        filled,
        "rosai.targets.blocks",
        may_2024,
        [TypedCell(0, 0, "5")],
        "入力",
        shown=replace(seen, rows=tuple(rows)),
    )
    assert isinstance(problem, Problem) and problem.code == "row.moved"
    assert open_sheet(filled, "rosai.targets.blocks", may_2024).table.cells == seen.cells
