"""会議体 in the window: names and order, one more, and none taken out that anything hangs on."""

from __future__ import annotations

import pytest

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.operations import books
from kyosai_desktop.operations.settings.editing import entering
from kyosai_desktop.operations.settings.editing.councils import councils_part
from kyosai_desktop.operations.settings.editing.part_of_book import table_of_part
from kyosai_desktop.store.book import Book

PART = councils_part()


def names(book: Book) -> list[str]:
    return [council.short_name for council in books.councils(book)]


def type_in(book: Book, row: int, **texts: str) -> Applied | Problem:
    columns = [column.label for column in table_of_part(book, PART).columns]
    return entering.enter(
        book, PART, [TypedCell(row, columns.index(head), text) for head, text in texts.items()]
    )


def test_names_and_axes_are_read_in_words(both: Book) -> None:
    table = table_of_part(both, PART)
    shown = dict(zip([column.label for column in table.columns], table.cells[0], strict=True))
    assert shown["名称"].text == "北海道労済運動推進会議"
    assert shown["分類"].text == "地域;産別;職域・居住域;災害の都道府県"


def test_a_new_name_and_order_are_one_step_each(both: Book) -> None:
    assert isinstance(type_in(both, 0, 略称="労済運動"), Applied)
    assert both.undo_label() == "会議体を変更：略称"
    entering.move_row(both, PART, 1, -1)
    assert names(both) == ["ろうきん", "労済運動"]
    both.undo()
    both.undo()
    assert names(both) == ["労済", "ろうきん"]


def test_one_more_begins_with_the_rules_of_the_one_above_and_goes_again(both: Book) -> None:
    assert isinstance(type_in(both, 2, 名称="友の会推進会議", 略称="友の会"), Applied)
    made = books.councils(both)[2]
    assert (made.name, made.short_name, made.start_month) == ("友の会推進会議", "友の会", 4)
    entering.remove_rows(both, PART, [2])
    assert names(both) == ["労済", "ろうきん"]
    both.undo()
    assert names(both) == ["労済", "ろうきん", "友の会"]


def test_one_in_use_is_refused_with_where(both: Book) -> None:
    with pytest.raises(Refused) as refused:
        entering.remove_rows(both, PART, [0])
    (problem,) = refused.value.problems
    assert problem.code == "settings.in_use"
    assert (
        "北海道労済運動推進会議" in problem.message
        and "項目" in problem.message
        and "様式" in problem.message
    )
    assert names(both) == ["労済", "ろうきん"]
