"""Days that are typed into the head of a table: 「2/20」 means the day of the 年度, 「2024年2月20日」 needs no 年度."""

from __future__ import annotations

from datetime import date

from kyosai_desktop.domain.fiscal.era import Precision, parse_date
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.period_words import day_text
from kyosai_desktop.domain.problem import Problem


def typed_day(text: str, year: FiscalYear) -> date | Problem:
    """The day on which figures of a 年度 stand. Problems: those of ``parse_date``, ``day.incomplete``,
    ``day.outside_year``."""
    day = _day(text, year)
    if isinstance(day, Problem) or year.contains(day):
        return day
    other = FiscalYear.of(day, year.start_month)
    return Problem(
        "day.outside_year",
        f"{day_text(day)}は{other.text()}の日付のため、{year.text()}の表には出せません。",
        f"{year.text()}の日付を入力するか、年度を{other.text()}に切り替えてください。",
    )


def typed_earlier_day(text: str, year: FiscalYear, shown: date) -> date | Problem:
    """The day to compare ``shown`` with, of any 年度; one without a year is the last such day before ``shown``.

    Problems: those of ``parse_date``, ``day.incomplete``, ``day.not_before``.
    """
    day = _day(text, year)
    if not isinstance(day, Problem) and day >= shown:
        before = _day(text, year.previous())  # what was written with its year stays the same
        day = before if isinstance(before, Problem) else min(day, before)
    if isinstance(day, Problem):
        return day
    return not_before(day, shown) or day


def not_before(day: date, shown: date) -> Problem | None:
    """Why ``shown`` can't be compared with a day: it isn't earlier."""
    if day < shown:
        return None
    return Problem(
        "day.not_before",
        f"前回の{day_text(day)}は、{day_text(shown)}より前の日ではありません。",
        f"{day_text(shown)}より前の日付を入力してください。",
    )


def _day(text: str, year: FiscalYear) -> date | Problem:
    parsed = parse_date(text, fiscal_year=year)
    if isinstance(parsed, Problem):
        return parsed
    if parsed.precision is not Precision.DAY:
        return Problem(
            "day.incomplete",
            f"「{text.strip()}」は、日まで決まっていません。",
            "「2/20」や「2024年2月20日」のように、日まで入力してください。",
        )
    return parsed.start
