"""月次 ↔ 累計: no figure that anyone sees changes, and a gap is told instead of guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyosai_desktop.domain.edit import Applied
from kyosai_desktop.domain.fact import Fact, FactKey, Period, Role, Status
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Keeping, Series
from kyosai_desktop.domain.table import Table
from kyosai_desktop.operations import confirming, tables
from kyosai_desktop.operations.figure_view import FigureView, shaped
from kyosai_desktop.operations.keeping import convert_keeping
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue
from kyosai_desktop.store.series_keeping import facts_of_series

BLOCKS = "rosai.blocks"


def series(book: Book, seen: Viewpoint) -> Series:
    key = tables.table(book, BLOCKS, seen).cells[0][1].key
    assert isinstance(key, FactKey)
    return load_catalogue(book).series[key.series_id]


def members(book: Book, seen: Viewpoint) -> list[int]:
    cells = [line[1] for line in tables.table(book, BLOCKS, seen).cells]
    return [cell.key.member1 for cell in cells if isinstance(cell.key, FactKey)]


def store(book: Book, seen: Viewpoint, member: int, values: list[int | None]) -> None:
    """累計 at the ends of the first months of the year, in thousandths."""
    id = series(book, seen).id
    with book.change("累計") as tx:
        for month, value in zip(seen.year.months(), values, strict=False):
            period = Period.span(seen.year.start, month.end)
            facts_sql.write_fact(tx, FactKey(id, period, member), Fact(value, Status.PRELIMINARY, "注"))


def all_months(book: Book, seen: Viewpoint) -> list[Table]:
    form = shaped(tables.load_form(book, BLOCKS), FigureView(beside=True, month=True))
    form = replace(form, over=form.over[:1])
    catalogue = load_catalogue(book)
    return [
        tables.table_of(book, form, Viewpoint(seen.council, seen.year, month), catalogue)
        for month in seen.year.months()
    ]


def values(shown: list[Table]) -> list[list[list[str]]]:
    return [[[cell.text for cell in line] for line in table.cells] for table in shown]


def test_converted_and_back_nothing_that_is_shown_changes(book: Book, rosai_2023: Viewpoint) -> None:
    first, second, third, *_ = members(book, rosai_2023)
    store(book, rosai_2023, first, [1000, 1500, 1500, 4000])
    store(book, rosai_2023, second, [0, 0])
    store(book, rosai_2023, third, [None, None])
    id = series(book, rosai_2023).id
    shown, facts = values(all_months(book, rosai_2023)), facts_of_series(book, id)
    assert convert_keeping(book, id, Keeping.MONTHLY) == Applied(8)
    assert series(book, rosai_2023).keeping is Keeping.MONTHLY
    months = [fact.thousandths for key, fact in facts_of_series(book, id) if key.member1 == first]
    assert months == [1000, 500, 0, 2500]
    assert values(all_months(book, rosai_2023))[:2] == shown[:2]
    assert convert_keeping(book, id, Keeping.CUMULATIVE) == Applied(8)
    again = facts_of_series(book, id)
    assert [(key, fact.thousandths, fact.status, fact.note) for key, fact in again] == [
        (key, fact.thousandths, fact.status, fact.note) for key, fact in facts
    ]
    assert values(all_months(book, rosai_2023)) == shown


def test_a_conversion_is_one_step_to_undo(book: Book, rosai_2023: Viewpoint) -> None:
    store(book, rosai_2023, members(book, rosai_2023)[0], [1000, 1500])
    id = series(book, rosai_2023).id
    before = facts_of_series(book, id)
    convert_keeping(book, id, Keeping.MONTHLY)
    assert book.undo_label() == "こくみん共済の実績を月次で保存する"
    book.undo()
    assert facts_of_series(book, id) == before
    assert series(book, rosai_2023).keeping is Keeping.CUMULATIVE


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_a_year_that_lacks_a_month_stays_as_it_is_and_is_told(
    book: Book, rosai_2023: Viewpoint, gap: int
) -> None:
    first, second, *_ = members(book, rosai_2023)
    store(book, rosai_2023, first, [1000, 1500, 1800, 4000])
    store(book, rosai_2023, second, [100, 300])
    id = series(book, rosai_2023).id
    month = rosai_2023.year.months()[gap]
    with book.change("消去") as tx:
        facts_sql.delete_fact(tx, FactKey(id, Period.span(rosai_2023.year.start, month.end), first))
    facts = [each for each in facts_of_series(book, id) if each[0].member1 == first]
    shown = values(all_months(book, rosai_2023))
    outcome = convert_keeping(book, id, Keeping.MONTHLY)
    assert isinstance(outcome, Applied) and outcome.changed == 2
    assert f"2023年度の石狩は{month.text()}の累計がないため" in outcome.note
    assert [each for each in facts_of_series(book, id) if each[0].member1 == first] == facts
    assert [line[0] for line in values(all_months(book, rosai_2023))] == [line[0] for line in shown]
    back = convert_keeping(book, id, Keeping.CUMULATIVE)
    assert isinstance(back, Applied) and not back.note
    assert values(all_months(book, rosai_2023)) == shown


def test_years_with_only_the_figure_of_their_end_do_not_hinder(book: Book, rosai_2023: Viewpoint) -> None:
    first, *_ = members(book, rosai_2023)
    id = series(book, rosai_2023).id
    before = rosai_2023.year.previous()
    with book.change("年度末") as tx:
        for member in members(book, rosai_2023):
            key = FactKey(id, Period.span(before.start, before.end), member)
            facts_sql.write_fact(tx, key, Fact(9000))
    store(book, rosai_2023, first, [1000, 1500])
    earlier = Viewpoint(rosai_2023.council, before, before.months()[-1])
    shown = values(all_months(book, earlier)) + values(all_months(book, rosai_2023))[:2]
    outcome = convert_keeping(book, id, Keeping.MONTHLY)
    assert isinstance(outcome, Applied) and outcome.changed == 2 and outcome.note.startswith("2022年度には")
    assert values(all_months(book, earlier)) + values(all_months(book, rosai_2023))[:2] == shown


def test_a_month_typed_later_is_added_to_what_was_left(book: Book, rosai_2023: Viewpoint) -> None:
    first, *_ = members(book, rosai_2023)
    store(book, rosai_2023, first, [1000, 1500, 1800])
    id = series(book, rosai_2023).id
    months = rosai_2023.year.months()
    with book.change("消去") as tx:
        facts_sql.delete_fact(tx, FactKey(id, Period.span(rosai_2023.year.start, months[0].end), first))
    convert_keeping(book, id, Keeping.MONTHLY)
    with book.change("当月") as tx:
        facts_sql.write_fact(tx, FactKey(id, Period.span(months[3].start, months[3].end), first), Fact(200))
    # behind 目標, 前年同月, 前月まで and 当月 the 累計 through September: 1.8 and 0.2
    assert all_months(book, rosai_2023)[3].cells[0][4].value == 2


def test_some_months_inapplicable_are_not_guessed(book: Book, rosai_2023: Viewpoint) -> None:
    store(book, rosai_2023, members(book, rosai_2023)[0], [None, 1500])
    before = facts_of_series(book, series(book, rosai_2023).id)
    outcome = convert_keeping(book, series(book, rosai_2023).id, Keeping.MONTHLY)
    assert isinstance(outcome, Applied) and "該当なし" in outcome.note
    assert facts_of_series(book, series(book, rosai_2023).id) == before


def test_a_month_that_is_missing_keeps_what_is_kept_by_months(book: Book, rosai_2023: Viewpoint) -> None:
    first = members(book, rosai_2023)[0]
    store(book, rosai_2023, first, [1000, 1500, 1800])
    id = series(book, rosai_2023).id
    convert_keeping(book, id, Keeping.MONTHLY)
    month = rosai_2023.year.months()[1]
    with book.change("消去") as tx:
        facts_sql.delete_fact(tx, FactKey(id, Period.span(month.start, month.end), first))
    before = facts_of_series(book, id)
    problem = convert_keeping(book, id, Keeping.CUMULATIVE)
    assert isinstance(problem, Problem) and problem.code == "keeping.month_missing"
    assert "石狩" in problem.message and month.text() in problem.message
    assert facts_of_series(book, id) == before


def test_what_was_published_stays_published_for_its_period(book: Book, rosai_2023: Viewpoint) -> None:
    first = members(book, rosai_2023)[0]
    store(book, rosai_2023, first, [1000, 1500])
    id = series(book, rosai_2023).id
    end = rosai_2023.year.months()[1].end
    key = FactKey(id, Period.span(rosai_2023.year.start, end), first, role=Role.PUBLISHED)
    with book.change("公表値") as tx:
        facts_sql.write_fact(tx, key, Fact(1600))
    assert convert_keeping(book, id, Keeping.MONTHLY) == Applied(2)
    assert [each for each, _ in facts_of_series(book, id) if each.role is Role.PUBLISHED] == [key]


def test_figures_of_other_periods_stay(book: Book, rosai_2023: Viewpoint) -> None:
    id = series(book, rosai_2023).id
    start = rosai_2023.year.months()[3].start
    key = FactKey(id, Period.span(start, rosai_2023.year.months()[5].end))
    with book.change("強化期間") as tx:
        facts_sql.write_fact(tx, key, Fact(7000))
    assert convert_keeping(book, id, Keeping.MONTHLY) == Applied(0)
    assert [each for each, _ in facts_of_series(book, id)] == [key]


def test_a_target_has_no_months(book: Book, rosai_2023: Viewpoint) -> None:
    key = tables.table(book, "rosai.targets.blocks", rosai_2023).cells[0][0].key
    assert isinstance(key, FactKey)
    problem = convert_keeping(book, key.series_id, Keeping.MONTHLY)
    assert isinstance(problem, Problem) and problem.code == "keeping.not_convertible"


def test_confirmed_years_stay_as_they_are(book: Book, rosai_2023: Viewpoint) -> None:
    store(book, rosai_2023, members(book, rosai_2023)[0], [1000, 1500])
    confirming.confirm_year(book, rosai_2023.council, rosai_2023.year)
    id = series(book, rosai_2023).id
    before, shown = facts_of_series(book, id), values(all_months(book, rosai_2023))
    outcome = convert_keeping(book, id, Keeping.MONTHLY)
    assert isinstance(outcome, Applied) and outcome.changed == 0 and "確定済み" in outcome.note
    assert facts_of_series(book, id) == before
    assert values(all_months(book, rosai_2023)) == shown
    assert convert_keeping(book, id, Keeping.CUMULATIVE) == Applied(0)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=st.lists(st.none() | st.integers(-(10**6), 10**6), min_size=2, max_size=12))
def test_whatever_is_missing_no_table_changes(
    book: Book, rosai_2023: Viewpoint, line: list[int | None]
) -> None:
    id = series(book, rosai_2023).id
    convert_keeping(book, id, Keeping.CUMULATIVE)
    store(book, rosai_2023, members(book, rosai_2023)[0], [0 if value is None else value for value in line])
    with book.change("消去") as tx:
        for month, value in zip(rosai_2023.year.months(), line, strict=False):
            if value is None:
                key = FactKey(id, Period.span(rosai_2023.year.start, month.end), members(book, rosai_2023)[0])
                facts_sql.delete_fact(tx, key)
    shown = values(all_months(book, rosai_2023))
    known = [at for at, value in enumerate(line, 1) if value is not None]
    whole = known == [*range(1, len(known) + 1)]
    assert isinstance(convert_keeping(book, id, Keeping.MONTHLY), Applied)
    after = values(all_months(book, rosai_2023))
    # after the last month of a year that was converted stands what was reported so far
    months = len(known) if whole else 12
    assert after[:months] == shown[:months]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=12))
def test_any_year_comes_back_exactly(book: Book, rosai_2023: Viewpoint, line: list[int]) -> None:
    id = series(book, rosai_2023).id
    with book.change("消去") as tx:
        tx.execute("DELETE FROM fact WHERE series_id = ?", (id,))
    store(book, rosai_2023, members(book, rosai_2023)[0], list(line))
    convert_keeping(book, id, Keeping.MONTHLY)
    kept = [fact.thousandths or 0 for _, fact in facts_of_series(book, id)]
    assert [sum(kept[: at + 1]) for at in range(len(kept))] == line
    convert_keeping(book, id, Keeping.CUMULATIVE)
    assert [fact.thousandths for _, fact in facts_of_series(book, id)] == line
