"""A 当月 that is corrected later: no other 当月 may change with it unnoticed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import FactKey, Period, Source
from kyosai_desktop.domain.form import Form, Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.operations import confirming, editing, tables
from kyosai_desktop.operations.figure_view import FigureView, shaped
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

BLOCKS = "rosai.blocks"
MONTH, RESULT = "こくみん共済／当月", "こくみん共済／実績"
SUMMER = (6, 7, 8, 9)


@pytest.fixture
def months(book: Book) -> Form:
    return shaped(tables.load_form(book, BLOCKS), FigureView(month=True))


def at(seen: Viewpoint, number: int) -> Viewpoint:
    return Viewpoint(seen.council, seen.year, seen.year.month(number))


def column(book: Book, form: Form, seen: Viewpoint, path: str) -> int:
    table = tables.table_of(book, form, seen, load_catalogue(book))
    return [each.path for each in table.columns].index(path)


def enter(book: Book, form: Form, seen: Viewpoint, text: str, path: str = MONTH) -> Applied | Problem:
    return editing.enter(book, form, seen, [TypedCell(0, column(book, form, seen, path), text)], "入力")


def shown(book: Book, form: Form, seen: Viewpoint, path: str) -> dict[int, str]:
    found = {}
    for number in SUMMER:
        table = tables.table_of(book, form, at(seen, number), load_catalogue(book))
        found[number] = table.cells[0][[each.path for each in table.columns].index(path)].text
    return found


@pytest.fixture
def summer(book: Book, months: Form, rosai_2023: Viewpoint) -> Viewpoint:
    """石狩 10 in each month from June to September."""
    for number in SUMMER:
        assert isinstance(enter(book, months, at(rosai_2023, number), "10"), Applied)
    return rosai_2023


def test_a_corrected_month_raises_the_cumulative_figures_after_it(
    book: Book, months: Form, summer: Viewpoint
) -> None:
    answer = enter(book, months, at(summer, 7), "15")
    assert isinstance(answer, Applied)
    assert "8月末～9月末の累計2件も、同じ数だけ増減しました" in answer.note
    assert shown(book, months, summer, MONTH) == {6: "10", 7: "15", 8: "10", 9: "10"}
    assert shown(book, months, summer, RESULT) == {6: "10", 7: "25", 8: "35", 9: "45"}
    book.undo()
    assert shown(book, months, summer, RESULT) == {6: "10", 7: "20", 8: "30", 9: "40"}


def test_the_first_month_is_one_too_where_the_month_is_typed(
    book: Book, months: Form, summer: Viewpoint
) -> None:
    enter(book, months, at(summer, 6), "4")
    assert shown(book, months, summer, MONTH) == {6: "4", 7: "10", 8: "10", 9: "10"}


def test_a_corrected_cumulative_figure_leaves_the_others(book: Book, months: Form, summer: Viewpoint) -> None:
    plain = tables.load_form(book, BLOCKS)
    assert enter(book, plain, at(summer, 7), "25", RESULT) == Applied(1)
    assert shown(book, months, summer, RESULT) == {6: "10", 7: "25", 8: "30", 9: "40"}


def test_what_a_branch_reported_stays_and_the_user_is_told(
    book: Book, months: Form, summer: Viewpoint
) -> None:
    catalogue = load_catalogue(book)
    table = tables.table_of(book, tables.load_form(book, BLOCKS), at(summer, 9), catalogue)
    cell = table.cells[0][column(book, tables.load_form(book, BLOCKS), summer, RESULT)]
    assert isinstance(cell.key, FactKey)
    august = cell.key._replace(period=Period.span(summer.year.start, summer.year.month(8).end))
    fact = facts_sql.load_fact(book, august)
    assert fact is not None
    with book.change("取り込み") as tx:
        facts_sql.write_fact(tx, august, fact._replace(source=Source(1, "石狩", "C5", "30")))
    answer = enter(book, months, at(summer, 7), "15")
    assert isinstance(answer, Applied)
    assert "8月末の累計は取り込んだ数字のため変えていません" in answer.note
    assert shown(book, months, summer, MONTH) == {6: "10", 7: "15", 8: "5", 9: "10"}


def test_no_confirmed_month_can_follow_an_open_one(book: Book, months: Form, summer: Viewpoint) -> None:
    confirming.confirm_through(book, summer.council, summer.year, summer.year.month(8))
    answer = enter(book, months, at(summer, 7), "15")
    assert isinstance(answer, Problem)
    assert shown(book, months, summer, RESULT) == {6: "10", 7: "20", 8: "30", 9: "40"}


def test_a_month_taken_away_is_told(book: Book, months: Form, summer: Viewpoint) -> None:
    answer = enter(book, months, at(summer, 7), "")
    assert isinstance(answer, Applied)
    assert "8月の当月は、前の月の累計がなくなったため計算できません" in answer.note
    assert shown(book, months, summer, RESULT) == {6: "10", 7: "", 8: "30", 9: "40"}


def test_a_month_that_comes_late_changes_nothing_that_was_reported(
    book: Book, months: Form, summer: Viewpoint
) -> None:
    enter(book, months, at(summer, 7), "")
    answer = enter(book, months, at(summer, 7), "12")
    assert isinstance(answer, Applied)
    assert "8月の当月は、変えていない8月末の累計から求めた数になりました" in answer.note
    assert shown(book, months, summer, RESULT) == {6: "10", 7: "22", 8: "30", 9: "40"}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(SUMMER), st.integers(0, 99)), min_size=1, max_size=8))
def test_who_types_months_finds_every_month_as_typed(
    book: Book, months: Form, rosai_2023: Viewpoint, typed: list[tuple[int, int]]
) -> None:
    expected = dict.fromkeys(SUMMER, "10")
    for number in SUMMER:
        enter(book, months, at(rosai_2023, number), "10")
    for number in SUMMER:  # a former example may have left other figures
        enter(book, months, at(rosai_2023, number), "10")
    for number, value in typed:
        enter(book, months, at(rosai_2023, number), str(value))
        expected[number] = str(value)
        assert shown(book, months, rosai_2023, MONTH) == expected
