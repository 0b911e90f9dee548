"""Dates of meetings, exact or vague: 7/3・2024年10月末～11月初旬・8/26～・（4/1-2）・6月中旬・通年・未定.

A vague date keeps its text and gets the bounds within which it lies, so that it sorts and prints; a day is
never invented. A month is cut into thirds: 初旬・上旬・初め 1–10, 中旬・半ば 11–20, 下旬・末 21 to the end
(末 isn't taken narrower, since nobody said how many days it has). 「8/26～」 is bounded by the year's end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time

from kyosai_desktop.domain.fiscal.clock import split_times
from kyosai_desktop.domain.fiscal.era import (
    RANGE_MARKS,
    YEAR_PATTERN,
    ParsedDate,
    Precision,
    WrittenDate,
    compact,
    no_date,
    settle,
    written_date,
)
from kyosai_desktop.domain.fiscal.year import FiscalYear, Span
from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.domain.text.name import stored_name
from kyosai_desktop.domain.text.width import quoted

_THIRDS = {
    "初旬": (1, 10),
    "上旬": (1, 10),
    "初め": (1, 10),
    "はじめ": (1, 10),
    "中旬": (11, 20),
    "半ば": (11, 20),
    "下旬": (21, 31),
    "末": (21, 31),
}
_LAST_DAY = "末日"
_THIRD = "|".join([_LAST_DAY, *_THIRDS])
_WHOLE_YEAR = frozenset(["通年", "年間", "年度内", "年度中", "未定", "日程未定", "調整中", "日程調整中"])
_FIRST_HALF = frozenset(["上期", "上半期"])
_SECOND_HALF = frozenset(["下期", "下半期"])

# No date is as long as this; prose pasted into a date cell isn't searched for ranges.
_LONGEST = 80

_ABOUT = re.compile(r"(?:頃|ごろ|中)$")
_TENTATIVE = re.compile(r"(?:予定|\((?:予定|仮|案)\))$")
_PART = re.compile(rf"(?P<month>(?:.*[^0-9])?[0-9]{{1,2}}月)(?P<third>{_THIRD})")
_FISCAL_YEAR = re.compile(rf"{YEAR_PATTERN}年度")
_BARE_DAY = re.compile(r"(?P<day>[0-9]{1,2})日?(?P<rest>\(.*\))?")
_BARE_MONTH = re.compile(r"(?:.*[^0-9])?[0-9]{1,2}")
_RANGE = re.compile(rf"[{re.escape(RANGE_MARKS)}]|から|より")


@dataclass(frozen=True, slots=True)
class MeetingDate:
    """When a meeting is: ``text`` as typed, and the bounds within which it lies, equal for a day."""

    text: str
    start: date
    end: date
    precision: Precision
    start_time: time | None = None
    end_time: time | None = None
    warnings: tuple[Problem, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.precision is Precision.DAY


def parse_meeting_date(text: str, fiscal_year: FiscalYear) -> MeetingDate | Problem:
    """Read an exact date, with times if there are any, or a vague one.

    A date outside ``fiscal_year`` is returned with the warning ``date.outside_year``. Problems are those of
    ``parse_date`` and ``split_times``, and ``date.order`` for a range that ends before it starts.
    """
    line = _TENTATIVE.sub("", _unwrapped(compact(text)))
    if len(line) > _LONGEST:
        return no_date(text)
    split = split_times(line)
    if isinstance(split, Problem):
        return split
    line, times = split
    parsed = _vague(_unwrapped(line), fiscal_year) if line else no_date(text)
    if isinstance(parsed, Problem):
        return no_date(text) if parsed.code == "date.unreadable" else parsed
    return MeetingDate(
        text=stored_name(text),
        start=parsed.start,
        end=parsed.end,
        precision=parsed.precision,
        start_time=times.start if times else None,
        end_time=times.end if times else None,
        warnings=(*parsed.warnings, *_outside(parsed, fiscal_year)),
    )


def _vague(line: str, fiscal_year: FiscalYear) -> ParsedDate | Problem:
    spoken = _spoken(line, fiscal_year)
    if spoken is not None:
        return ParsedDate(spoken.start, spoken.end, _spoken_precision(line))
    whole = _term(line, fiscal_year, None)
    if not isinstance(whole, Problem):
        return whole.parsed
    answer: Problem = whole
    for mark in _RANGE.finditer(line):
        found = _between(line[: mark.start()], line[mark.end() :].removesuffix("まで"), fiscal_year)
        if isinstance(found, ParsedDate):
            return found
        if found.code != "date.unreadable":
            answer = found
    return answer


def _between(left: str, right: str, fiscal_year: FiscalYear) -> ParsedDate | Problem:
    """The range from ``left`` to ``right``; one of them may be left open."""
    if _BARE_MONTH.fullmatch(left) and re.match(r"[0-9]{1,2}月", right) and "/" not in left:
        left += "月"
    first = _term(left, fiscal_year, None) if left else None
    if isinstance(first, Problem):
        return first
    second = _term(right, fiscal_year, first) if right else None
    if isinstance(second, Problem):
        return second
    if first is None and second is None:
        return no_date("")
    start = first.parsed.start if first else fiscal_year.start
    # An open end is bounded by the year, or by the day itself when that lies outside.
    end = second.parsed.end if second else max(fiscal_year.end, start)
    if end < start:
        return Problem(
            "date.order",
            f"{quoted(right)}は{quoted(left)}より前の日付になります。",
            "始まりと終わりを確かめ、年度をまたぐときは年を付けて入力してください。",
        )
    warnings = tuple(warning for term in (first, second) if term for warning in term.parsed.warnings)
    return ParsedDate(start, end, Precision.RANGE, warnings)


@dataclass(frozen=True, slots=True)
class _Term:
    """One end of a range: what was written, with the year and month that the other end may lean on."""

    written: WrittenDate
    parsed: ParsedDate


def _term(line: str, fiscal_year: FiscalYear, before: _Term | None) -> _Term | Problem:
    """Read one end of a range. ``before`` is the other end, which gives a missing month or year."""
    about = _ABOUT.sub("", line)
    if before is not None and before.written.month is not None:
        bare_day = _BARE_DAY.fullmatch(line)
        if bare_day and before.written.day is not None:
            line = f"{before.written.month}月{bare_day['day']}日{bare_day['rest'] or ''}"
        elif about in _THIRDS:
            about = f"{before.written.month}月{about}"
    part = _PART.fullmatch(about)
    month_only = about if about != line and about.endswith("月") else line
    written = written_date(part["month"] if part else month_only)
    if written is None:
        return no_date(line)
    if before is not None and written.year is None and written.month and before.written.year is not None:
        base = before.parsed.start
        written = replace(written, year=base.year if written.month >= base.month else base.year + 1)
    parsed = settle(written, fiscal_year)
    if isinstance(parsed, Problem):
        return parsed
    return _Term(written, _third(parsed, part["third"]) if part else parsed)


def _third(month: ParsedDate, name: str) -> ParsedDate:
    if name == _LAST_DAY:
        return ParsedDate(month.end, month.end, Precision.DAY, month.warnings)
    first, last = _THIRDS[name]
    start = month.start.replace(day=first)
    end = month.start.replace(day=min(last, month.end.day))
    return ParsedDate(start, end, Precision.PART_OF_MONTH, month.warnings)


def _spoken(line: str, fiscal_year: FiscalYear) -> Span | None:
    """The bounds of a word such as 通年, 上期 or 2024年度."""
    if line in _WHOLE_YEAR:
        return fiscal_year.span
    if line in _FIRST_HALF:
        return fiscal_year.first_half
    if line in _SECOND_HALF:
        return fiscal_year.second_half
    if _FISCAL_YEAR.fullmatch(line):
        written = written_date(line.removesuffix("度"))
        if written is not None and written.year is not None:
            return FiscalYear(written.year, fiscal_year.start_month).span
    return None


def _spoken_precision(line: str) -> Precision:
    return Precision.RANGE if line in _FIRST_HALF | _SECOND_HALF else Precision.YEAR


def _unwrapped(line: str) -> str:
    """``line`` without parentheses around all of it."""
    inner = line[1:-1]
    return inner if line.startswith("(") and line.endswith(")") and not set("()") & set(inner) else line


def _outside(parsed: ParsedDate, fiscal_year: FiscalYear) -> tuple[Problem, ...]:
    outside = [day for day in (parsed.start, parsed.end) if not fiscal_year.contains(day)]
    if not outside:
        return ()
    day = outside[0]
    months = fiscal_year.months()
    return (
        Problem(
            "date.outside_year",
            f"{day.year}年{day.month}月{day.day}日は{fiscal_year.text()}"
            f"（{months[0].text()}～{months[-1].text()}）の外です。",
            "日付が正しいか、ほかの年度の会議ではないかを確かめてください。",
            Severity.WARNING,
        ),
    )
