"""和暦 both ways, at the days where eras change."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.fiscal.wareki import ERAS, era_date_text, era_named, in_era


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2024, 6, 13), "令和6年6月13日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1868, 1, 25), "明治元年1月25日"),
        (date(1868, 1, 24), "1868年1月24日"),
    ],
)
def test_days_at_the_change_of_an_era(day: date, text: str) -> None:
    assert era_date_text(day) == text


@pytest.mark.parametrize(
    ("name", "letter", "year"),
    [("令和", "R", 2019), ("平成", "h", 1989), ("昭和", "S", 1926), ("大正", "T", 1912), ("明治", "M", 1868)],
)
def test_eras_by_name_and_letter(name: str, letter: str, year: int) -> None:
    era = era_named(name)
    assert era is not None
    assert era_named(letter) is era
    assert era.calendar_year(1) == year


def test_an_unknown_era_is_none() -> None:
    assert era_named("X") is None
    assert era_named("") is None


def test_eras_follow_without_a_gap() -> None:
    for later, earlier in itertools.pairwise(ERAS):
        assert earlier.last_day() == later.start - timedelta(days=1)
    assert ERAS[0].last_day() is None


@given(st.dates(date(1868, 1, 25), date(2199, 12, 31)))
def test_there_and_back(day: date) -> None:
    era_year = in_era(day)
    assert era_year is not None
    assert era_year.year >= 1
    assert era_year.era.calendar_year(era_year.year) == day.year
