"""「2/20」 in the head of a table."""

from __future__ import annotations

from datetime import date

import pytest

from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.typed_day import typed_day, typed_earlier_day

YEAR = FiscalYear(2023, 6)


@pytest.mark.parametrize(
    "text", ["2/20", "２／２０", "2月20日", "2024年2月20日", "令和6年2月20日", "R6.2.20", "20240220"]
)
def test_a_day_of_the_year(text: str) -> None:
    assert typed_day(text, YEAR) == date(2024, 2, 20)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2022年5月31日", "day.outside_year"),
        ("2月", "day.incomplete"),
        ("2/30", "date.no_such_day"),
        ("あ", ""),
    ],
)
def test_what_is_no_day_of_the_year_is_told(text: str, code: str) -> None:
    problem = typed_day(text, YEAR)
    assert isinstance(problem, Problem) and problem.next_step
    assert not code or problem.code.startswith(code.partition(".")[0])


def test_an_earlier_day_without_a_year_is_the_last_one_before() -> None:
    shown = date(2024, 6, 30)
    assert typed_earlier_day("2/20", FiscalYear(2024, 6), shown) == date(2024, 2, 20)
    assert typed_earlier_day("6/20", FiscalYear(2024, 6), shown) == date(2024, 6, 20)
    assert typed_earlier_day("2022年3月31日", FiscalYear(2024, 6), shown) == date(2022, 3, 31)


@pytest.mark.parametrize("text", ["2024年6月30日", "2024年7月1日"])
def test_a_day_to_compare_with_is_earlier(text: str) -> None:
    problem = typed_earlier_day(text, FiscalYear(2024, 6), date(2024, 6, 30))
    assert isinstance(problem, Problem) and problem.code == "day.not_before"
