"""確定: what is closed can't be typed over, and is opened again only with a reason that stays on record."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import CellState, Table
from kyosai_desktop.operations import books, confirming, editing, tables
from kyosai_desktop.store.book import Book

BLOCKS, TARGETS = "rosai.blocks", "rosai.targets.blocks"
YEAR = FiscalYear(2023, 6)


def place(table: Table, row: str, column: str) -> tuple[int, int]:
    return (
        next(at for at, each in enumerate(table.rows) if each.name == row),
        next(at for at, each in enumerate(table.columns) if each.path == column),
    )


def type_in(book: Book, seen: Viewpoint, form: str, column: str, text: str) -> Applied | Problem:
    row, at = place(tables.table(book, form, seen), "石狩", column)
    return editing.enter(book, form, seen, [TypedCell(row, at, text)], "入力")


def state_of(book: Book, seen: Viewpoint, form: str, column: str) -> CellState:
    table = tables.table(book, form, seen)
    row, at = place(table, "石狩", column)
    return table.cells[row][at].state


RESULT, TARGET = "こくみん共済／実績", "こくみん共済／目標"


def test_a_confirmed_month_takes_no_result_and_leaves_the_targets_open(
    book: Book, rosai_2023: Viewpoint
) -> None:
    council = rosai_2023.council
    assert type_in(book, rosai_2023, BLOCKS, RESULT, "181") == Applied(1)
    assert confirming.confirm_through(book, council, YEAR, Month(2024, 5)) == Applied(12)
    assert state_of(book, rosai_2023, BLOCKS, RESULT) is CellState.LOCKED
    refused = type_in(book, rosai_2023, BLOCKS, RESULT, "182")
    assert isinstance(refused, Problem)
    assert refused.sentence() == (
        "ブロック別 達成状況／石狩／こくみん共済／実績：2023年度の5月の実績は確定済みのため編集できません。"
        "直すときは、「データ」メニューの「確定と解除」から解除してください。"
    )
    assert state_of(book, rosai_2023, TARGETS, TARGET) is CellState.ENTRY
    assert type_in(book, rosai_2023, TARGETS, TARGET, "200") == Applied(1)


def test_months_are_confirmed_from_the_beginning_of_the_year(book: Book, rosai_2023: Viewpoint) -> None:
    council = rosai_2023.council
    assert confirming.confirmation(book, council, YEAR).text() == "確定前"
    assert confirming.confirm_through(book, council, YEAR, Month(2023, 8)) == Applied(3)
    assert confirming.confirmation(book, council, YEAR).text() == "8月まで確定"
    assert confirming.confirm_through(book, council, YEAR, Month(2024, 1)) == Applied(5)
    state = confirming.confirmation(book, council, YEAR)
    assert (state.text(), state.through, state.whole) == ("1月まで確定", Month(2024, 1), False)
    steps = len(book.history())
    assert confirming.confirm_through(book, council, YEAR, Month(2023, 8)) == Applied(0)
    assert len(book.history()) == steps
    assert state_of(book, rosai_2023, BLOCKS, RESULT) is CellState.ENTRY


def test_a_confirmed_year_takes_nothing_at_all(book: Book, rosai_2023: Viewpoint) -> None:
    assert confirming.confirm_year(book, rosai_2023.council, YEAR) == Applied(1)
    assert confirming.confirm_year(book, rosai_2023.council, YEAR) == Applied(0)
    assert confirming.confirmation(book, rosai_2023.council, YEAR).text() == "確定済み"
    for form, column in ((TARGETS, TARGET), (BLOCKS, RESULT)):
        refused = type_in(book, rosai_2023, form, column, "1")
        assert isinstance(refused, Problem)
        assert refused.message == "2023年度は確定済みのため編集できません。"


def test_other_years_and_councils_stay_open(book: Book, rosai_2023: Viewpoint, rokin_2024: Viewpoint) -> None:
    confirming.confirm_year(book, rosai_2023.council, YEAR)
    next_year = Viewpoint(rosai_2023.council, FiscalYear(2024, 6), Month(2025, 5))
    assert type_in(book, next_year, BLOCKS, RESULT, "1") == Applied(1)
    states = {cell.state for line in tables.table(book, "rokin.services", rokin_2024).cells for cell in line}
    assert CellState.ENTRY in states and CellState.LOCKED not in states
    assert confirming.confirmation(book, rokin_2024.council, rokin_2024.year).text() == "確定前"


@pytest.mark.parametrize("reason", ["", "   ", "\n　"])
def test_without_a_reason_nothing_is_opened(book: Book, rosai_2023: Viewpoint, reason: str) -> None:
    council = rosai_2023.council
    confirming.confirm_year(book, council, YEAR)
    refused = confirming.reopen_year(book, council, YEAR, reason)
    assert isinstance(refused, Problem) and refused.code == "confirmation.no_reason"
    assert confirming.confirmation(book, council, YEAR).whole


def test_the_reason_stays_on_record(book: Book, rosai_2023: Viewpoint) -> None:
    council = rosai_2023.council
    confirming.confirm_through(book, council, YEAR, Month(2024, 5))
    confirming.confirm_year(book, council, YEAR)
    assert confirming.reopen_year(book, council, YEAR, " 道北支店の訂正 ") == Applied(1)
    kept = confirming.taken_back(book, council)
    assert [(each.year, each.month, each.reason, each.user) for each in kept] == [
        (2023, 0, "道北支店の訂正", "山田")
    ]
    assert book.history()[0].label == "確定を解除：労済 2023年度（道北支店の訂正）"
    assert confirming.confirmation(book, council, YEAR).text() == "5月まで確定"


def test_opening_a_month_opens_those_after_it(book: Book, rosai_2023: Viewpoint) -> None:
    council = rosai_2023.council
    confirming.confirm_through(book, council, YEAR, Month(2024, 5))
    assert confirming.reopen_from(book, council, YEAR, Month(2024, 4), "訂正") == Applied(2)
    assert confirming.confirmation(book, council, YEAR).text() == "3月まで確定"
    assert type_in(book, rosai_2023, BLOCKS, RESULT, "7") == Applied(1)
    assert [(each.year, each.month) for each in confirming.taken_back(book, council)] == [
        (2023, 4),
        (2023, 5),
    ]


def test_a_month_of_a_confirmed_year_is_not_opened_alone(book: Book, rosai_2023: Viewpoint) -> None:
    council = rosai_2023.council
    confirming.confirm_through(book, council, YEAR, Month(2024, 5))
    confirming.confirm_year(book, council, YEAR)
    refused = confirming.reopen_from(book, council, YEAR, Month(2024, 5), "訂正")
    assert isinstance(refused, Problem) and refused.code == "confirmation.year_first"
    assert confirming.confirmation(book, council, YEAR).text() == "確定済み"


def test_confirming_and_opening_are_undone_like_everything(book: Book, rosai_2023: Viewpoint) -> None:
    council = rosai_2023.council
    confirming.confirm_through(book, council, YEAR, Month(2024, 5))
    confirming.reopen_from(book, council, YEAR, Month(2023, 6), "訂正")
    assert confirming.confirmation(book, council, YEAR).text() == "確定前"
    book.undo()
    assert confirming.confirmation(book, council, YEAR).text() == "5月まで確定"
    assert confirming.taken_back(book, council) == []
    book.undo()
    assert confirming.confirmation(book, council, YEAR).text() == "確定前"


def test_every_verb_can_ask_whether_its_figures_are_closed(book: Book, rosai_2023: Viewpoint) -> None:
    from kyosai_desktop.store.catalogue import load_catalogue

    council, catalogue = rosai_2023.council, load_catalogue(book)
    table = tables.table(book, BLOCKS, rosai_2023)
    row, column = place(table, "石狩", RESULT)
    keys = [table.cells[row][column].key]
    assert confirming.refusal(book, council, catalogue, keys) is None
    confirming.confirm_through(book, council, YEAR, Month(2024, 5))
    problem = confirming.refusal(book, council, catalogue, keys)
    assert problem is not None and problem.code == "period.confirmed"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from("cro"), st.integers(0, 11)), max_size=8))
def test_whatever_is_confirmed_and_opened_months_have_no_gap(
    book: Book, rosai_2023: Viewpoint, acts: list[tuple[str, int]]
) -> None:
    """From the beginning of the year through one month all is closed, and nothing after it."""
    council, months = rosai_2023.council, YEAR.months()
    confirming.reopen_from(book, council, YEAR, months[0], "はじめから")
    through = 0
    for act, at in acts:
        if act == "c":
            confirming.confirm_through(book, council, YEAR, months[at])
            through = max(through, at + 1)
        else:
            confirming.reopen_from(book, council, YEAR, months[at], "訂正")
            through = min(through, at)
    seen = [
        state_of(book, Viewpoint(council, YEAR, month), BLOCKS, RESULT) is CellState.LOCKED
        for month in months
    ]
    assert seen == [at < through for at in range(12)]
    expected = f"{months[through - 1].month}月まで確定" if through else "確定前"
    assert confirming.confirmation(book, council, YEAR).text() == expected


def test_months_of_another_year_are_a_mistake_of_the_program(book: Book) -> None:
    council = books.councils(book)[0]
    with pytest.raises(ValueError):
        confirming.confirm_through(book, council, YEAR, Month(2024, 6))


def test_what_stood_open_stays_in_the_record_of_the_step(filled: Book) -> None:
    council = books.councils(filled)[0]
    confirming.confirm_through(filled, council, YEAR, Month(2023, 8))
    assert filled.history()[0].label == "確定：労済 2023年度 8月まで"
    confirming.confirm_through(filled, council, YEAR, Month(2024, 5))
    left = "（検算の食い違い1件・要確認1件を残して）"
    assert filled.history()[0].label == f"確定：労済 2023年度 5月まで{left}"
    confirming.confirm_year(filled, council, YEAR)
    assert filled.history()[0].label == f"確定：労済 2023年度{left}"
    assert confirming.confirmation(filled, council, YEAR).whole
