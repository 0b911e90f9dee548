"""Years that begin in June or April, their months and halves."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month, Span

ROSAI_2023 = FiscalYear(2023, 6)
ROKIN_2024 = FiscalYear(2024, 4)

days = st.dates(date(1900, 1, 1), date(2150, 12, 31))
start_months = st.integers(1, 12)


def test_the_rosai_year_runs_from_june_to_may() -> None:
    assert ROSAI_2023.start == date(2023, 6, 1)
    assert ROSAI_2023.end == date(2024, 5, 31)
    assert ROSAI_2023.text() == "2023年度"
    assert ROSAI_2023.long_text() == "2023年度（令和5年度）"
    assert [month.month for month in ROSAI_2023.months()] == [6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5]


def test_the_rokin_year_runs_from_april_and_its_first_half_to_september() -> None:
    assert ROKIN_2024.span == Span(date(2024, 4, 1), date(2025, 3, 31))
    assert ROKIN_2024.first_half == Span(date(2024, 4, 1), date(2024, 9, 30))
    assert ROKIN_2024.second_half == Span(date(2024, 10, 1), date(2025, 3, 31))


def test_a_year_may_be_the_calendar_year() -> None:
    assert FiscalYear(2024, 1).span == Span(date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("day", "start_month", "year"),
    [
        (date(2024, 5, 31), 6, 2023),
        (date(2024, 6, 1), 6, 2024),
        (date(2025, 3, 31), 4, 2024),
        (date(2025, 4, 1), 4, 2025),
        (date(2024, 1, 1), 1, 2024),
    ],
)
def test_the_year_of_a_day(day: date, start_month: int, year: int) -> None:
    assert FiscalYear.of(day, start_month) == FiscalYear(year, start_month)


@given(days, start_months)
def test_every_day_lies_in_one_year_one_half_and_one_month(day: date, start_month: int) -> None:
    year = FiscalYear.of(day, start_month)
    assert year.contains(day)
    assert not year.previous().contains(day)
    assert not year.next().contains(day)
    assert year.first_half.contains(day) != year.second_half.contains(day)
    assert [month for month in year.months() if month.start <= day <= month.end] == [Month.of(day)]
    assert year.month(day.month) == Month.of(day)


@given(st.integers(1900, 2150), start_months)
def test_years_and_months_follow_without_a_gap(number: int, start_month: int) -> None:
    year = FiscalYear(number, start_month)
    assert year.next().start == year.end + timedelta(days=1)
    assert year.next().previous() == year
    assert year.second_half.start == year.first_half.end + timedelta(days=1)
    months = year.months()
    assert len(months) == 12
    assert list(months) == sorted(months)
    for month, following in itertools.pairwise(months):
        assert month.next() == following
        assert following.plus(-1) == month
        assert following.start == month.end + timedelta(days=1)


@pytest.mark.parametrize(
    ("year", "start_month", "text"),
    [
        (2018, 4, "2018年度（平成30年度）"),
        (2018, 6, "2018年度（平成30年度）"),
        (2019, 4, "2019年度（令和元年度）"),
        (2019, 6, "2019年度（令和元年度）"),
        (1988, 4, "1988年度（昭和63年度）"),
        (1989, 4, "1989年度（平成元年度）"),
        (1988, 10, "1988年度（昭和63年度）"),
        (2024, 1, "2024年度（令和6年度）"),
        (2024, 12, "2024年度（令和6年度）"),
        (1860, 4, "1860年度"),
    ],
)
def test_the_year_in_both_calendars(year: int, start_month: int, text: str) -> None:
    assert FiscalYear(year, start_month).long_text() == text


def test_elapsed_months_are_the_standard_progress() -> None:
    assert ROSAI_2023.elapsed_months(Month(2023, 6)) == 1
    assert ROSAI_2023.elapsed_months(Month(2024, 4)) == 11  # 11 ÷ 12 = 91.7％ in the paper
    assert ROSAI_2023.elapsed_months(Month(2024, 5)) == 12
    with pytest.raises(ValueError, match="2024年6月"):
        ROSAI_2023.elapsed_months(Month(2024, 6))


def test_months() -> None:
    assert Month(2024, 5).text() == "2024年5月"
    assert Month(2024, 2).end == date(2024, 2, 29)
    assert Month(2025, 2).end == date(2025, 2, 28)
    assert Month(2024, 12).next() == Month(2025, 1)
    assert Month(2024, 12) < Month(2025, 1)
    assert Month(2024, 3).plus(-3) == Month(2023, 12)


@pytest.mark.parametrize("number", [0, 13, -1])
def test_a_month_that_no_calendar_has_is_a_mistake_of_the_program(number: int) -> None:
    with pytest.raises(ValueError, match="month"):
        Month(2024, number)
    with pytest.raises(ValueError, match="month"):
        FiscalYear(2024, number)


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="span"):
        Span(date(2024, 6, 2), date(2024, 6, 1))
