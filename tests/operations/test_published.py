"""Published values: beside, marked, in no arithmetic."""

from __future__ import annotations

import pytest

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import FactKey
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import Cell
from kyosai_desktop.operations import editing, tables
from kyosai_desktop.operations.provenance import story_of
from kyosai_desktop.operations.published import record_published
from kyosai_desktop.store.book import Book

BLOCKS = "rosai.blocks"


def total(book: Book, seen: Viewpoint) -> tuple[FactKey, Cell]:
    table = tables.table(book, BLOCKS, seen)
    row = next(at for at, each in enumerate(table.rows) if each.name == "全道 計")
    key = story_of(book, tables.load_form(book, BLOCKS), seen, (row, 1)).key
    assert key is not None
    return key, table.cells[row][1]


def test_a_published_total_stands_beside_the_sum(book: Book, rosai_2023: Viewpoint) -> None:
    typed = [TypedCell(0, 1, "181"), TypedCell(1, 1, "27")]
    editing.enter(book, BLOCKS, rosai_2023, typed, "入力")
    key, _ = total(book, rosai_2023)
    assert record_published(book, key, "２０９件", "全道 計") == Applied(1)
    cell = total(book, rosai_2023)[1]
    assert (cell.text, cell.published) == ("208", "209")
    assert record_published(book, key, "209", "全道 計") == Applied(0)
    assert record_published(book, key, "", "全道 計") == Applied(1)
    assert total(book, rosai_2023)[1].published == ""
    book.undo()
    assert total(book, rosai_2023)[1].published == "209"


def test_a_total_without_rows_can_be_published(book: Book, rosai_2023: Viewpoint) -> None:
    key, _ = total(book, rosai_2023)
    record_published(book, key, "7,676", "全道 計")
    cell = total(book, rosai_2023)[1]
    assert (cell.text, cell.published) == ("", "7,676")


@pytest.mark.parametrize("text", ["－", "三十一", "1.0001", "7回"])
def test_what_is_no_count_is_not_published(book: Book, rosai_2023: Viewpoint, text: str) -> None:
    key, _ = total(book, rosai_2023)
    assert isinstance(record_published(book, key, text, "全道 計"), Problem)
    assert total(book, rosai_2023)[1].published == ""


def test_taking_away_what_was_never_published_makes_no_step(book: Book, rosai_2023: Viewpoint) -> None:
    key, _ = total(book, rosai_2023)
    steps = len(book.history())
    assert record_published(book, key, "", "全道 計") == Applied(0)
    assert len(book.history()) == steps
