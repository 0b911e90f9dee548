"""Single dates as offices write them: 令和6年6月13日(木)・R6.6.13・2024/5/31・20240531・6/13・2024年5月.

A date without a year gets it from the fiscal year. What can be read in more than one way (24/5/31,
03/04/2021) or is no date at all (2/30) is a ``Problem``; a weekday or an era that doesn't fit is a warning.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum

from kyosai_desktop.domain.fiscal.wareki import Era, era_named, in_era
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.domain.text.width import narrow, quoted

WEEKDAYS = "月火水木金土日"

# Characters that people put between the two ends of a range.
RANGE_MARKS = "~〜\u301c-\u2010\u2011\u2012\u2013\u2014\u2015\u2212ー"

YEAR_PATTERN = (
    r"(?:(?P<era>明治|大正|昭和|平成|令和|[MTSHRmtshr])\.?(?P<era_year>元|[0-9]{1,2})"
    r"|(?P<year>(?:1[89]|2[01])[0-9]{2}))"
)
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:{YEAR_PATTERN}年)?(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})日?)?",
        rf"{YEAR_PATTERN}(?P<mark>[./-])(?P<month>[0-9]{{1,2}})(?:(?P=mark)(?P<day>[0-9]{{1,2}}))?",
        r"(?P<year>(?:1[89]|2[01])[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})",
        rf"{YEAR_PATTERN}年",
    )
)
_WEEKDAY = re.compile(
    rf"(?:\((?P<marked>[{WEEKDAYS}])(?:曜日?)?(?:[・,、/]?祝日?)?\)|(?P<spelled>[{WEEKDAYS}])曜日?|\(祝日?\))$"
)
_TWO_DIGIT_YEAR = re.compile(r"[0-9]{2}([./-])[0-9]{1,2}\1[0-9]{1,2}")


class Precision(Enum):
    """How exactly a date is known; the value is the word the book stores."""

    DAY = "day"
    PART_OF_MONTH = "part_of_month"
    MONTH = "month"
    RANGE = "range"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date as far as it was written: ``start`` = ``end`` for a day, else bounds of the month or year."""

    start: date
    end: date
    precision: Precision
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """What the characters say, before the fiscal year supplies what is left out. ``month`` None: a year."""

    text: str
    year: int | None
    month: int | None
    day: int | None = None
    weekday: str = ""
    era: Era | None = None


def parse_date(text: str, *, fiscal_year: FiscalYear | None) -> ParsedDate | Problem:
    """Read ``text`` as one day, month (2024年5月, R6.6) or calendar year (令和6年).

    Problems: ``date.unreadable``, ``date.ambiguous_year`` (24/5/31), ``date.no_year`` (6/13 while
    ``fiscal_year`` is None), ``date.impossible``. Warnings: ``date.weekday``, ``date.era``.
    """
    written = written_date(compact(text))
    return settle(written, fiscal_year) if written is not None else no_date(text)


def compact(text: str) -> str:
    """``text`` in plain widths without spaces, but for those between two digits (2024/5/31 14:00)."""
    return re.sub(r"(?<![0-9]) | (?![0-9])", "", narrow(text))


def written_date(line: str) -> WrittenDate | None:
    """What a ``compact`` line says as a date; None when it has no form of a date."""
    marked = _WEEKDAY.search(line)
    weekday = (marked["marked"] or marked["spelled"] or "") if marked else ""
    bare = line[: marked.start()] if marked else line
    for form in _FORMS:
        match = form.fullmatch(bare)
        if match is not None:
            found = match.groupdict()
            era = era_named(found.get("era") or "")
            year = found.get("year")
            if era is not None:
                counted = found["era_year"]
                year = str(era.calendar_year(1 if counted == "元" else int(counted)))
            return WrittenDate(
                text=line,
                year=int(year) if year else None,
                month=int(found["month"]) if found.get("month") else None,
                day=int(found["day"]) if found.get("day") else None,
                weekday=weekday,
                era=era,
            )
    return None


def settle(written: WrittenDate, fiscal_year: FiscalYear | None) -> ParsedDate | Problem:
    """Give ``written`` the year it lacks and check that such a day exists."""
    year, month, day = written.year, written.month, written.day
    if written.era is not None and year is not None and year < written.era.start.year:
        return _no_such_date(written.text)
    if month is None:
        if year is None:
            return no_date(written.text)
        return _checked(ParsedDate(date(year, 1, 1), date(year, 12, 31), Precision.YEAR), written)
    if not 1 <= month <= 12:
        return _no_such_date(written.text)
    if year is None:
        if fiscal_year is None:
            return Problem(
                "date.no_year",
                f"{quoted(written.text)}には年が書かれていません。",
                "「2024/6/13」のように、年を付けて入力してください。",
            )
        year = fiscal_year.month(month).year
    if day is None:
        whole = Month(year, month)
        return _checked(ParsedDate(whole.start, whole.end, Precision.MONTH), written)
    if not 1 <= day <= monthrange(year, month)[1]:
        return _no_such_date(f"{year}年{month}月{day}日")
    exact = date(year, month, day)
    return _checked(ParsedDate(exact, exact, Precision.DAY), written)


def no_date(text: str) -> Problem:
    """The answer to text that has no form of a date, or one whose year can't be told."""
    if _TWO_DIGIT_YEAR.fullmatch(compact(text)):
        return Problem(
            "date.ambiguous_year",
            f"{quoted(text)}は、西暦か和暦かを決められません。",
            "「2024/5/31」や「R6.5.31」のように入力してください。",
        )
    return Problem(
        "date.unreadable",
        f"{quoted(text)}は日付として読めません。",
        "「7/3」「2024/7/3」「令和6年7月3日」のように入力してください。",
    )


def _checked(parsed: ParsedDate, written: WrittenDate) -> ParsedDate:
    warnings = [*_era_warnings(parsed, written), *_weekday_warnings(parsed, written)]
    return ParsedDate(parsed.start, parsed.end, parsed.precision, tuple(warnings))


def _era_warnings(parsed: ParsedDate, written: WrittenDate) -> list[Problem]:
    if written.era is None:
        return []
    last = written.era.last_day()
    if parsed.end >= written.era.start and (last is None or parsed.start <= last):
        return []
    bound = f"{_day_text(written.era.start)}から" if last is None or parsed.start <= last else ""
    limit = bound or f"{_day_text(last)}まで"
    meant = in_era(parsed.start)
    also = f"（{meant.text()}）" if meant else ""
    return [
        Problem(
            "date.era",
            f"{written.era.name}は{limit}です。{quoted(written.text)}は{parsed.start.year}年{also}と読みました。",
            "年が正しいかを確かめてください。",
            Severity.WARNING,
        )
    ]


def _weekday_warnings(parsed: ParsedDate, written: WrittenDate) -> list[Problem]:
    true = WEEKDAYS[parsed.start.weekday()]
    if parsed.precision is not Precision.DAY or written.weekday in ("", true):
        return []
    return [
        Problem(
            "date.weekday",
            f"{parsed.start.month}月{parsed.start.day}日は{true}曜です。（{written.weekday}）と書かれています。",
            "日付と曜日のどちらが正しいかを確かめてください。",
            Severity.WARNING,
        )
    ]


def _no_such_date(text: str) -> Problem:
    return Problem(
        "date.impossible",
        f"{quoted(text)}という日付はありません。",
        "年・月・日を確かめて入力してください。",
    )


def _day_text(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
