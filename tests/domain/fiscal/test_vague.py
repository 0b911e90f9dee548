"""Dates of meetings: exact ones with times, vague ones with bounds, and none invented."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.fiscal.era import Precision
from kyosai_desktop.domain.fiscal.vague import MeetingDate, parse_meeting_date
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.problem import Problem, Severity

ROSAI_2024 = FiscalYear(2024, 6)
ROKIN_2024 = FiscalYear(2024, 4)


def read(text: str, fiscal_year: FiscalYear = ROSAI_2024) -> MeetingDate:
    found = parse_meeting_date(text, fiscal_year)
    assert isinstance(found, MeetingDate), found
    assert found.text == text.strip()
    return found


def problem(text: str) -> Problem:
    found = parse_meeting_date(text, ROSAI_2024)
    assert isinstance(found, Problem), found
    return found


@pytest.mark.parametrize(
    ("text", "fiscal_year", "day", "start_time", "end_time"),
    [
        ("2023-06-15", FiscalYear(2023, 6), date(2023, 6, 15), None, None),
        ("2024-03-01", FiscalYear(2023, 6), date(2024, 3, 1), None, None),
        ("2024-06-13 14:00-15:00", ROSAI_2024, date(2024, 6, 13), time(14), time(15)),
        ("2024-11-14 14:00-", ROKIN_2024, date(2024, 11, 14), time(14), None),
        ("2025-02-03 15:00-", ROKIN_2024, date(2025, 2, 3), time(15), None),
        ("7/3", ROSAI_2024, date(2024, 7, 3), None, None),
        ("1/17(金) 午後2時～4時", ROSAI_2024, date(2025, 1, 17), time(14), time(16)),
        ("令和6年6月13日(木) 14:00", ROSAI_2024, date(2024, 6, 13), time(14), None),
        ("（7/3）", ROSAI_2024, date(2024, 7, 3), None, None),
        ("7/3（予定）", ROSAI_2024, date(2024, 7, 3), None, None),
        ("9月末日", ROSAI_2024, date(2024, 9, 30), None, None),
    ],
)
def test_exact_dates(
    text: str, fiscal_year: FiscalYear, day: date, start_time: time | None, end_time: time | None
) -> None:
    expected = MeetingDate(text, day, day, Precision.DAY, start_time, end_time)
    assert read(text, fiscal_year) == expected
    assert expected.exact


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2024年10月末～11月初旬", date(2024, 10, 21), date(2024, 11, 10), Precision.RANGE),
        ("2025年1月末～2月初旬", date(2025, 1, 21), date(2025, 2, 10), Precision.RANGE),
        ("10月末～11月初旬", date(2024, 10, 21), date(2024, 11, 10), Precision.RANGE),
        ("10月末〜11月初旬", date(2024, 10, 21), date(2024, 11, 10), Precision.RANGE),
        ("10月末から11月初旬まで", date(2024, 10, 21), date(2024, 11, 10), Precision.RANGE),
        ("１０月末～１１月初旬", date(2024, 10, 21), date(2024, 11, 10), Precision.RANGE),
        ("2024年12月末～1月初旬", date(2024, 12, 21), date(2025, 1, 10), Precision.RANGE),
        ("6月中旬", date(2024, 6, 11), date(2024, 6, 20), Precision.PART_OF_MONTH),
        ("6月上旬", date(2024, 6, 1), date(2024, 6, 10), Precision.PART_OF_MONTH),
        ("2月下旬", date(2025, 2, 21), date(2025, 2, 28), Precision.PART_OF_MONTH),
        ("2025年2月末", date(2025, 2, 21), date(2025, 2, 28), Precision.PART_OF_MONTH),
        ("令和6年9月半ば", date(2024, 9, 11), date(2024, 9, 20), Precision.PART_OF_MONTH),
        ("11月中旬頃", date(2024, 11, 11), date(2024, 11, 20), Precision.PART_OF_MONTH),
        ("10月中旬～下旬", date(2024, 10, 11), date(2024, 10, 31), Precision.RANGE),
        ("10月", date(2024, 10, 1), date(2024, 10, 31), Precision.MONTH),
        ("10月頃", date(2024, 10, 1), date(2024, 10, 31), Precision.MONTH),
        ("10月中", date(2024, 10, 1), date(2024, 10, 31), Precision.MONTH),
        ("2024年10月（予定）", date(2024, 10, 1), date(2024, 10, 31), Precision.MONTH),
        ("8～9月", date(2024, 8, 1), date(2024, 9, 30), Precision.RANGE),
        ("2024年12月～2025年1月", date(2024, 12, 1), date(2025, 1, 31), Precision.RANGE),
        ("2024-10～2024-12", date(2024, 10, 1), date(2024, 12, 31), Precision.RANGE),
        ("8/26～", date(2024, 8, 26), date(2025, 5, 31), Precision.RANGE),
        ("～8/26", date(2024, 6, 1), date(2024, 8, 26), Precision.RANGE),
        ("（4/1-2）", date(2025, 4, 1), date(2025, 4, 2), Precision.RANGE),
        ("4/1-4/5", date(2025, 4, 1), date(2025, 4, 5), Precision.RANGE),
        ("2024-10-01-2024-10-05", date(2024, 10, 1), date(2024, 10, 5), Precision.RANGE),
        ("6月13～15日", date(2024, 6, 13), date(2024, 6, 15), Precision.RANGE),
        ("6月13日(木)～15日(土)", date(2024, 6, 13), date(2024, 6, 15), Precision.RANGE),
        ("12/30～1/5", date(2024, 12, 30), date(2025, 1, 5), Precision.RANGE),
        ("通年", date(2024, 6, 1), date(2025, 5, 31), Precision.YEAR),
        ("未定", date(2024, 6, 1), date(2025, 5, 31), Precision.YEAR),
        ("2024年度", date(2024, 6, 1), date(2025, 5, 31), Precision.YEAR),
        ("令和6年度", date(2024, 6, 1), date(2025, 5, 31), Precision.YEAR),
        ("上期", date(2024, 6, 1), date(2024, 11, 30), Precision.RANGE),
        ("下期", date(2024, 12, 1), date(2025, 5, 31), Precision.RANGE),
    ],
)
def test_a_vague_date_keeps_its_text_and_gets_bounds(
    text: str, start: date, end: date, precision: Precision
) -> None:
    assert read(text) == MeetingDate(text, start, end, precision)


def test_a_date_of_another_year_is_returned_with_the_question() -> None:
    (warning,) = read("2025年7月3日").warnings
    assert warning.code == "date.outside_year"
    assert warning.severity is Severity.WARNING
    assert warning.message == "2025年7月3日は2024年度（2024年6月～2025年5月）の外です。"
    assert warning.next_step == "日付が正しいか、ほかの年度の会議ではないかを確かめてください。"


@pytest.mark.parametrize(
    "text", ["2023-06-15", "2024/5/31", "2025年6月中旬", "2025/5/30～2025/6/2", "2023年度"]
)
def test_every_date_that_leaves_the_year_is_asked_about(text: str) -> None:
    assert [warning.code for warning in read(text).warnings] == ["date.outside_year"]


def test_a_wrong_weekday_inside_a_range_is_told_too() -> None:
    assert [warning.code for warning in read("6月13日(金)～15日(土)").warnings] == ["date.weekday"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2/30", "date.impossible"),
        ("2/30～3/1", "date.impossible"),
        ("6/13～31", "date.impossible"),
        ("11月初旬～10月末", "date.order"),
        ("6/15-13", "date.order"),
        ("5月～6月", "date.order"),
        ("24/5/31", "date.ambiguous_year"),
        ("14:00", "date.unreadable"),
        ("7/3 25:00", "time.impossible"),
        ("7/3 15:00-14:00", "time.order"),
        ("6/13頃", "date.unreadable"),
        ("春", "date.unreadable"),
        ("13月中旬", "date.impossible"),
        ("～", "date.unreadable"),
        ("7/3 総会", "date.unreadable"),
        ("", "date.unreadable"),
        ("-" * 100_000, "date.unreadable"),
    ],
)
def test_what_cannot_be_read_is_asked_about(text: str, code: str) -> None:
    assert problem(text).code == code


def test_the_message_quotes_all_that_was_typed() -> None:
    assert problem("再来週～11月").message == "「再来週～11月」は日付として読めません。"


@given(st.integers(2000, 2100), st.integers(1, 12), st.integers(1, 12))
def test_the_thirds_of_a_month_are_the_whole_month(year: int, start_month: int, month: int) -> None:
    fiscal_year = FiscalYear(year, start_month)
    whole = fiscal_year.month(month)
    first, second, third = (read(f"{month}月{name}", fiscal_year) for name in ("上旬", "中旬", "下旬"))
    assert first.start == whole.start
    assert (second.start - first.end).days == 1
    assert (third.start - second.end).days == 1
    assert third.end == whole.end
    assert Month.of(second.start) == whole


@given(
    st.text(max_size=30)
    | st.text(alphabet="0123456789/.-～〜年月日（）(木)令和R元 　度初上中下旬末頃から:時午後通", max_size=20),
    st.integers(1, 12),
)
def test_no_text_ever_raises_and_bounds_are_in_order(text: str, start_month: int) -> None:
    found = parse_meeting_date(text, FiscalYear(2024, start_month))
    if isinstance(found, Problem):
        assert found.message.endswith("。")
        assert found.next_step.endswith("。")
    else:
        assert found.start <= found.end
        assert not found.exact or found.start == found.end
