"""当月 typed where 累計 is kept, the other way round, and 累計 that fall."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.form import Form, Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Keeping
from kyosai_desktop.domain.table import Table
from kyosai_desktop.operations import editing, tables
from kyosai_desktop.operations.figure_view import FigureView, shaped
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

BLOCKS = "rosai.blocks"
MONTH, RESULT = "こくみん共済／当月", "こくみん共済／実績"


@pytest.fixture
def monthly_view(book: Book) -> Form:
    return shaped(tables.load_form(book, BLOCKS), FigureView(month=True))


def month(seen: Viewpoint, number: int) -> Viewpoint:
    return Viewpoint(seen.council, seen.year, seen.year.month(number))


def read(book: Book, form: Form, seen: Viewpoint) -> Table:
    return tables.table_of(book, form, seen, load_catalogue(book))


def text(book: Book, form: Form, seen: Viewpoint, column: str, row: int = 0) -> str:
    table = read(book, form, seen)
    return table.cells[row][[each.path for each in table.columns].index(column)].text


def enter(
    book: Book, form: Form, seen: Viewpoint, column: str, typed: str, row: int = 0
) -> Applied | Problem:
    table = read(book, form, seen)
    at = [each.path for each in table.columns].index(column)
    return editing.enter(book, form, seen, [TypedCell(row, at, typed)], "入力")


def test_the_first_month_is_its_own_cumulative_figure(
    book: Book, rosai_2023: Viewpoint, monthly_view: Form
) -> None:
    june = month(rosai_2023, 6)
    assert enter(book, monthly_view, june, MONTH, "12") == Applied(1)
    assert text(book, monthly_view, june, RESULT) == "12"


def test_a_month_is_added_to_what_was_known_before(
    book: Book, rosai_2023: Viewpoint, monthly_view: Form
) -> None:
    june, july = month(rosai_2023, 6), month(rosai_2023, 7)
    enter(book, monthly_view, june, MONTH, "12")
    answer = enter(book, monthly_view, july, MONTH, "30.5")
    assert isinstance(answer, Applied)
    assert (answer.changed, "端数まで保存しました" in answer.note) == (1, True)
    plain = tables.load_form(book, BLOCKS)
    cell = tables.table(book, BLOCKS, july).cells[0][1]
    assert cell.value == Fraction(85, 2)
    assert text(book, plain, june, RESULT) == "12"
    assert enter(book, monthly_view, july, MONTH, "") == Applied(1)
    assert (text(book, plain, july, RESULT), text(book, plain, june, RESULT)) == ("", "12")


def test_a_month_after_an_unknown_one_is_not_guessed(
    book: Book, rosai_2023: Viewpoint, monthly_view: Form
) -> None:
    problem = enter(book, monthly_view, month(rosai_2023, 8), MONTH, "30")
    assert isinstance(problem, Problem)
    assert problem.code == "month.before_unknown"
    assert "2023年7月" in problem.sentence()
    assert problem.place.row == "石狩"
    assert text(book, monthly_view, month(rosai_2023, 8), RESULT) == ""


def test_a_single_month_is_not_declared_inapplicable(
    book: Book, rosai_2023: Viewpoint, monthly_view: Form
) -> None:
    enter(book, monthly_view, month(rosai_2023, 6), MONTH, "12")
    problem = enter(book, monthly_view, month(rosai_2023, 7), MONTH, "－")
    assert isinstance(problem, Problem) and problem.code == "month.not_applicable"


def test_only_the_month_is_typed_in_its_view(book: Book, rosai_2023: Viewpoint, monthly_view: Form) -> None:
    problem = enter(book, monthly_view, rosai_2023, RESULT, "30")
    assert isinstance(problem, Problem) and problem.code == "cell.computed"


def test_a_cumulative_figure_that_falls_is_told_and_stored(book: Book, rosai_2023: Viewpoint) -> None:
    plain = tables.load_form(book, BLOCKS)
    assert enter(book, plain, month(rosai_2023, 4), RESULT, "150") == Applied(1)
    outcome = enter(book, plain, rosai_2023, RESULT, "120")
    assert isinstance(outcome, Applied) and outcome.changed == 1
    assert "石狩" in outcome.note and "4月末の150件から5月末の120件" in outcome.note
    assert text(book, plain, rosai_2023, RESULT) == "120"
    assert enter(book, plain, rosai_2023, RESULT, "151") == Applied(1)


def test_raising_an_earlier_figure_over_a_later_one_is_told_too(book: Book, rosai_2023: Viewpoint) -> None:
    plain = tables.load_form(book, BLOCKS)
    enter(book, plain, rosai_2023, RESULT, "150")
    outcome = enter(book, plain, month(rosai_2023, 4), RESULT, "160")
    assert isinstance(outcome, Applied) and "4月末の160件から5月末の150件" in outcome.note


def test_last_year_never_makes_this_year_fall(book: Book, rosai_2023: Viewpoint) -> None:
    plain = tables.load_form(book, BLOCKS)
    enter(book, plain, rosai_2023, RESULT, "150")
    following = rosai_2023.year.next()
    june = Viewpoint(rosai_2023.council, following, following.month(6))
    assert enter(book, plain, june, RESULT, "3") == Applied(1)


def test_a_cumulative_figure_typed_where_months_are_kept_becomes_its_last_month(
    book: Book, rosai_2023: Viewpoint
) -> None:
    keep_monthly(book)
    plain = tables.load_form(book, BLOCKS)
    assert enter(book, plain, month(rosai_2023, 6), RESULT, "10") == Applied(1)
    assert enter(book, plain, month(rosai_2023, 7), RESULT, "25") == Applied(1)
    assert text(book, plain, month(rosai_2023, 7), RESULT) == "25"
    view = shaped(plain, FigureView(month=True))
    assert text(book, view, month(rosai_2023, 7), MONTH) == "15"
    problem = enter(book, plain, month(rosai_2023, 9), RESULT, "90")
    assert isinstance(problem, Problem) and "2023年8月" in problem.sentence()


def keep_monthly(book: Book) -> None:
    with book.change("月次で保存する") as tx:
        tx.execute("UPDATE series SET keeping = ? WHERE measure = '実績'", (Keeping.MONTHLY.value,))


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.lists(st.integers(-5_000, 90_000), min_size=12, max_size=12))
def test_a_year_typed_month_by_month_adds_up_exactly(
    book: Book, rosai_2023: Viewpoint, typed: list[int]
) -> None:
    view = shaped(tables.load_form(book, BLOCKS), FigureView(month=True))
    for each, value in zip(rosai_2023.year.months(), typed, strict=True):
        seen = Viewpoint(rosai_2023.council, rosai_2023.year, each)
        shown = f"{'-' if value < 0 else ''}{abs(value) // 1000}.{abs(value) % 1000:03}"
        assert isinstance(enter(book, view, seen, MONTH, shown), Applied)
    cell = tables.table(book, BLOCKS, rosai_2023).cells[0][1]
    assert cell.value == Fraction(sum(typed), 1000)
