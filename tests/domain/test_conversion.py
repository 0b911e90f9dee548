"""当月 ↔ 累計, weighted counts and 標準進捗率."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.conversion import (
    falling,
    standard_progress,
    to_cumulative,
    to_monthly,
    weighted_count,
)
from kyosai_desktop.domain.rounding import Rounding, fixed_text

figures = st.integers(-(10**9), 10**9)
whole_years = st.lists(figures, max_size=12)
years_with_gaps = st.lists(st.none() | figures, max_size=12)


def test_months_add_up_to_the_cumulative() -> None:
    assert to_cumulative([120, 80, 0, 150]) == [120, 200, 200, 350]
    assert to_cumulative([]) == []


def test_a_month_of_zero_is_known_and_a_missing_one_is_not() -> None:
    assert to_cumulative([120, 0, 30]) == [120, 120, 150]
    assert to_cumulative([120, None, 30]) == [120, None, None]
    assert to_cumulative([None, 80]) == [None, None]


def test_the_cumulative_comes_apart_into_months() -> None:
    assert to_monthly([120, 200, 200, 350]) == [120, 80, 0, 150]
    assert to_monthly([]) == []


def test_after_a_missing_cumulative_only_the_next_month_is_unknown() -> None:
    assert to_monthly([120, None, 350, 400]) == [120, None, None, 50]
    assert to_monthly([None, 200, 350]) == [None, None, 150]


def test_months_that_are_still_to_come_stay_empty() -> None:
    assert to_cumulative([120, 80, None, None]) == [120, 200, None, None]
    assert to_monthly([120, 200, None, None]) == [120, 80, None, None]


def test_thousandths_stay_exact() -> None:
    assert to_cumulative([100] * 12)[-1] == 1_200
    assert to_monthly(to_cumulative([100] * 12)) == [100] * 12


@given(whole_years)
def test_a_whole_year_converts_there_and_back(months: list[int]) -> None:
    assert to_monthly(to_cumulative(months)) == months
    assert to_cumulative(to_monthly(months)) == months


@given(years_with_gaps)
def test_what_is_told_is_right_whatever_the_missing_figures_were(months: list[int | None]) -> None:
    for guess in (0, 7):
        filled = [guess if month is None else month for month in months]
        for convert in (to_cumulative, to_monthly):
            told, whole = convert(months), convert(filled)
            assert all(value in (None, true) for value, true in zip(told, whole, strict=True))
            known_until = months.index(None) if None in months else len(months)
            assert told[:known_until] == whole[:known_until]


def test_a_cumulative_that_falls_is_found() -> None:
    assert falling([120, 200, 200, 350]) == []
    assert falling([120, 100, 200, 150]) == [1, 3]
    assert falling([]) == []


def test_a_fall_is_found_across_a_missing_month() -> None:
    assert falling([None, 200, None, None, 150, None, 160]) == [4]


@given(whole_years)
def test_it_falls_in_the_months_that_are_negative(months: list[int]) -> None:
    assert falling(to_cumulative(months)) == [at for at, month in enumerate(months) if at and month < 0]


def test_riders_count_for_a_part_of_a_contract() -> None:
    assert weighted_count([(3, 100), (2, 200)]) == 700
    assert weighted_count([(746, 1_000), (31, 100), (9, 200)]) == 750_900
    assert weighted_count([(-1, 100)]) == -100
    assert weighted_count([]) == 0


@given(st.lists(st.tuples(st.integers(-(10**6), 10**6), st.integers(0, 5_000)), max_size=8))
def test_a_weighted_count_is_the_sum_of_its_products(products: list[tuple[int, int]]) -> None:
    exact = sum((contracts * Fraction(factor, 1000) for contracts, factor in products), Fraction(0))
    assert Fraction(weighted_count(products), 1000) == exact


def test_eleven_months_of_twelve_are_printed_by_the_rule_of_the_council() -> None:
    assert standard_progress(11) == Fraction(275, 3)
    assert fixed_text(standard_progress(11), 1, Rounding.HALF_UP) == "91.7"
    assert fixed_text(standard_progress(11), 1, Rounding.DOWN) == "91.6"


def test_the_line_rises_evenly_from_nothing_to_all() -> None:
    line = [standard_progress(elapsed) for elapsed in range(13)]
    assert (line[0], line[6], line[12]) == (0, 50, 100)
    assert {after - before for before, after in itertools.pairwise(line)} == {Fraction(25, 3)}


@pytest.mark.parametrize("elapsed", [-1, 13])
def test_no_year_has_more_than_twelve_months(elapsed: int) -> None:
    with pytest.raises(ValueError, match="0 to 12"):
        standard_progress(elapsed)
