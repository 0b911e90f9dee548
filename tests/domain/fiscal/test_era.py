"""Single dates as offices write them, and what is asked about."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.fiscal.era import WEEKDAYS, ParsedDate, Precision, parse_date
from kyosai_desktop.domain.fiscal.wareki import era_date_text, in_era
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.problem import Problem, Severity

ROSAI_2024 = FiscalYear(2024, 6)
JUNE_13 = date(2024, 6, 13)

# 令和 is written with two digits until 2117.
days = st.dates(date(1868, 1, 25), date(2117, 12, 31))


def day(text: str, fiscal_year: FiscalYear | None = ROSAI_2024) -> date:
    parsed = parse_date(text, fiscal_year=fiscal_year)
    assert isinstance(parsed, ParsedDate), parsed
    assert parsed.warnings == ()
    assert parsed.precision is Precision.DAY
    assert parsed.start == parsed.end
    return parsed.start


def warning(text: str) -> tuple[date, str, str]:
    parsed = parse_date(text, fiscal_year=ROSAI_2024)
    assert isinstance(parsed, ParsedDate), parsed
    (found,) = parsed.warnings
    assert found.severity is Severity.WARNING
    return parsed.start, found.code, found.message


def problem(text: str, fiscal_year: FiscalYear | None = ROSAI_2024) -> Problem:
    found = parse_date(text, fiscal_year=fiscal_year)
    assert isinstance(found, Problem), found
    return found


@pytest.mark.parametrize(
    "text",
    [
        "令和6年6月13日",
        "令和6年6月13日(木)",
        "令和６年６月１３日（木）",
        "令和 6年 6月 13日 （木）",
        "㋿6年6月13日",
        "R6.6.13",
        "r6.6.13",
        "R.6.6.13",
        "R 6. 6.13",
        "R6/6/13",
        "R6-06-13",
        "R6年6月13日",
        "2024/6/13",
        "2024/06/13",
        "2024-6-13",
        "2024-06-13",
        "2024.6.13",
        "20240613",
        "２０２４年６月１３日",
        "2024年6月13日",
        "2024年6月13日木曜日",
        "2024年6月13日（木曜）",
        "2024年6月13日（木・祝）",
        "6/13",
        "6/13（木）",
        "６／１３",
        "6月13日",
        "06/13",
    ],
)
def test_one_day_in_every_writing(text: str) -> None:
    assert day(text) == JUNE_13


def test_the_first_year_of_an_era() -> None:
    assert day("令和元年5月1日") == date(2019, 5, 1)
    assert day("平成元年1月8日") == date(1989, 1, 8)
    assert day("S63.12.31") == date(1988, 12, 31)
    assert day("平成31年4月30日") == date(2019, 4, 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6/1", date(2024, 6, 1)),
        ("7/3", date(2024, 7, 3)),
        ("12/19", date(2024, 12, 19)),
        ("1/17", date(2025, 1, 17)),
        ("5/27", date(2025, 5, 27)),
        ("5月31日", date(2025, 5, 31)),
    ],
)
def test_the_fiscal_year_gives_the_year(text: str, expected: date) -> None:
    assert day(text) == expected


def test_in_an_april_year_may_belongs_to_the_year_it_begins_in() -> None:
    assert day("5/27", FiscalYear(2024, 4)) == date(2024, 5, 27)
    assert day("3/31", FiscalYear(2024, 4)) == date(2025, 3, 31)


def test_without_a_fiscal_year_the_year_is_asked_for() -> None:
    found = problem("6/13", None)
    assert found.code == "date.no_year"
    assert found.message == "「6/13」には年が書かれていません。"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024年5月", date(2024, 5, 1), date(2024, 5, 31)),
        ("令和6年6月", date(2024, 6, 1), date(2024, 6, 30)),
        ("R6.6", date(2024, 6, 1), date(2024, 6, 30)),
        ("2024/5", date(2024, 5, 1), date(2024, 5, 31)),
        ("2月", date(2025, 2, 1), date(2025, 2, 28)),
        ("平成31年4月", date(2019, 4, 1), date(2019, 4, 30)),
    ],
)
def test_a_month_stays_a_month(text: str, start: date, end: date) -> None:
    assert parse_date(text, fiscal_year=ROSAI_2024) == ParsedDate(start, end, Precision.MONTH)


def test_a_year_stays_a_year() -> None:
    expected = ParsedDate(date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR)
    assert parse_date("令和6年", fiscal_year=None) == expected
    assert parse_date("2024年", fiscal_year=None) == expected


def test_a_weekday_that_does_not_fit_is_a_warning() -> None:
    assert warning("令和6年6月13日(金)") == (
        JUNE_13,
        "date.weekday",
        "6月13日は木曜です。（金）と書かれています。",
    )
    assert warning("6/13（日）")[1] == "date.weekday"


@pytest.mark.parametrize(
    ("text", "start", "message"),
    [
        (
            "平成36年6月1日",
            date(2024, 6, 1),
            "平成は2019年4月30日までです。「平成36年6月1日」は2024年（令和6年）と読みました。",
        ),
        (
            "昭和64年1月8日",
            date(1989, 1, 8),
            "昭和は1989年1月7日までです。「昭和64年1月8日」は1989年（平成元年）と読みました。",
        ),
        (
            "令和元年4月",
            date(2019, 4, 1),
            "令和は2019年5月1日からです。「令和元年4月」は2019年（平成31年）と読みました。",
        ),
        (
            "平成36年",
            date(2024, 1, 1),
            "平成は2019年4月30日までです。「平成36年」は2024年（令和6年）と読みました。",
        ),
    ],
)
def test_an_era_beyond_its_days_is_read_with_a_warning(text: str, start: date, message: str) -> None:
    assert warning(text) == (start, "date.era", message)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2/30", "date.impossible"),
        ("2024/2/30", "date.impossible"),
        ("2025年2月29日", "date.impossible"),
        ("2/29", "date.impossible"),
        ("6/31", "date.impossible"),
        ("13/5", "date.impossible"),
        ("0/5", "date.impossible"),
        ("5/0", "date.impossible"),
        ("令和6年6月31日", "date.impossible"),
        ("20240231", "date.impossible"),
        ("R0.6.1", "date.impossible"),
        ("24/5/31", "date.ambiguous_year"),
        ("6.6.13", "date.unreadable"),
        ("06.06.13", "date.ambiguous_year"),
        ("03/31/2021", "date.unreadable"),
        ("2024/5-31", "date.unreadable"),
        ("2024", "date.unreadable"),
        ("45456", "date.unreadable"),
        ("202405", "date.unreadable"),
        ("0024/5/31", "date.unreadable"),
        ("六月十三日", "date.unreadable"),
        ("6/①", "date.unreadable"),
        ("6 13", "date.unreadable"),
        ("あさって", "date.unreadable"),
        ("(木)", "date.unreadable"),
        ("", "date.unreadable"),
    ],
)
def test_what_is_no_day_is_said_so(text: str, code: str) -> None:
    assert problem(text).code == code


def test_a_leap_day_exists_only_in_its_year() -> None:
    assert day("2/29", FiscalYear(2023, 6)) == date(2024, 2, 29)
    assert problem("2/29").message == "「2025年2月29日」という日付はありません。"


@given(days)
def test_every_writing_of_every_day_is_read_back(exact: date) -> None:
    year, month, number = exact.year, exact.month, exact.day
    era_year = in_era(exact)
    assert era_year is not None
    weekday = WEEKDAYS[exact.weekday()]
    for text in (
        f"{exact:%Y%m%d}",
        exact.isoformat(),
        f"{year}/{month}/{number}",
        f"{year}年{month}月{number}日({weekday})",
        era_date_text(exact),
        f"{era_date_text(exact)}（{weekday}）",
        f"{era_year.era.letter}{era_year.year}.{month}.{number}",
    ):
        assert day(text, None) == exact


@given(days, st.integers(1, 12))
def test_a_day_without_its_year_is_found_in_its_fiscal_year(exact: date, start_month: int) -> None:
    fiscal_year = FiscalYear.of(exact, start_month)
    assert day(f"{exact.month}/{exact.day}", fiscal_year) == exact
    assert day(f"{exact.month}月{exact.day}日", fiscal_year) == exact


@given(st.text(max_size=30) | st.text(alphabet="0123456789/.-年月日（）(木)令和RSH元 　度", max_size=16))
def test_no_text_ever_raises(text: str) -> None:
    for fiscal_year in (None, ROSAI_2024):
        found = parse_date(text, fiscal_year=fiscal_year)
        if isinstance(found, Problem):
            assert found.message.endswith("。")
        else:
            assert found.start <= found.end
            assert any(char.isdigit() or char == "元" for char in text)
