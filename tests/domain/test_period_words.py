"""Periods in words: never the same for two of one year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.fact import Period
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.period_words import period_words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2023, 6, 1), (2024, 5, 31), "通年"),
        ((2023, 6, 1), (2023, 6, 30), "6月"),
        ((2023, 6, 1), (2023, 8, 31), "8月まで"),
        ((2023, 8, 1), (2023, 8, 31), "8月"),
        ((2023, 6, 1), (2023, 11, 30), "上期（11月まで）"),
        ((2023, 12, 1), (2024, 5, 31), "下期"),
        ((2023, 10, 1), (2024, 1, 31), "2023-10-01から2024-01-31"),
        ((2022, 6, 1), (2024, 5, 31), "2022-06-01から2024-05-31"),
    ],
)
def test_spans(first: tuple[int, int, int], last: tuple[int, int, int], words: str) -> None:
    assert period_words(Period.span(date(*first), date(*last)), 6) == (FiscalYear(2023, 6), words)


def test_a_day() -> None:
    assert period_words(Period.as_of(date(2024, 2, 20)), 4) == (FiscalYear(2023, 4), "2月20日現在")


days = st.dates(date(2020, 1, 1), date(2024, 12, 31))
starts = days | st.builds(lambda day: day.replace(day=1), days)
ends = days | st.builds(lambda day: (day.replace(day=1) + timedelta(40)).replace(day=1) - timedelta(1), days)
periods = st.builds(Period.as_of, days) | st.builds(
    lambda one, other: Period.span(min(one, other), max(one, other)), starts, ends
)


@given(periods, periods, st.integers(1, 12))
def test_no_two_periods_of_a_year_have_the_same_words(one: Period, other: Period, start_month: int) -> None:
    assert (period_words(one, start_month) == period_words(other, start_month)) == (one == other)
