"""強化期間: the same campaign of two years by its name, and what its days mean."""

from __future__ import annotations

from datetime import date

import pytest

from kyosai_desktop.domain.campaign import Campaign, cuts_a_month, days_text, has_other_meaning, named
from kyosai_desktop.domain.fact import Period

LIFE = Campaign(1, 1, 2023, "人の保障", "取り組み強化期間", date(2023, 7, 18), date(2023, 9, 15))
CAR = Campaign(2, 1, 2023, "車の補償", "取り組み強化期間", date(2024, 2, 1), date(2024, 4, 30))
LAST = Campaign(3, 1, 2022, "人の保障", "取り組み強化期間", date(2022, 8, 1), date(2022, 9, 22))
SPRING = Campaign(4, 1, 2023, "", "春のCP", None, date(2024, 5, 31))
OTHER_COUNCIL = Campaign(5, 2, 2023, "人の保障", "取り組み強化期間", date(2023, 4, 1), date(2023, 4, 2))
ALL = [LIFE, CAR, LAST, SPRING, OTHER_COUNCIL]


def span(first: str, last: str) -> Period:
    return Period.span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("name", "year", "found"),
    [
        ("人の保障／取り組み強化期間", 2023, [LIFE]),
        ("人の保障／取り組み強化期間", 2022, [LAST]),
        ("人の保障／取り組み強化期間", 2021, []),
        ("取り組み強化期間", 2023, [LIFE, CAR]),
        ("取り組み強化期間", 2022, [LAST]),
        ("春のＣＰ", 2023, [SPRING]),
        ("家の保障／取り組み強化期間", 2023, []),
    ],
)
def test_a_campaign_is_found_by_its_name_in_each_year(name: str, year: int, found: list[Campaign]) -> None:
    assert named(ALL, 1, year, name) == found


def test_a_campaign_without_one_of_its_days_has_no_period() -> None:
    assert SPRING.period is None
    assert LIFE.period == span("2023-07-18", "2023-09-15")


def test_its_days_are_written_short() -> None:
    assert days_text(span("2023-07-18", "2023-09-15")) == "7/18～9/15"
    assert days_text(span("2023-07-18", "2023-07-18")) == "7/18"


@pytest.mark.parametrize(
    ("first", "last", "cut", "other"),
    [
        ("2023-07-18", "2023-09-15", True, False),
        ("2023-08-01", "2023-09-22", True, False),
        ("2023-08-01", "2023-09-30", False, False),
        ("2023-08-01", "2023-08-31", False, True),  # a month
        ("2023-06-01", "2023-08-31", False, True),  # a 累計
        ("2023-12-01", "2024-05-31", False, True),  # a 下期
        ("2024-03-01", "2024-05-31", False, False),
    ],
)
def test_which_days_are_its_own(first: str, last: str, cut: bool, other: bool) -> None:
    assert (cuts_a_month(span(first, last)), has_other_meaning(span(first, last), 6)) == (cut, other)
