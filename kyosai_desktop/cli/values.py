"""Values on the command line: years, months, days and periods."""

from __future__ import annotations

import argparse
import re
from datetime import date

from kyosai_desktop.domain.fact import Period
from kyosai_desktop.domain.fiscal.year import Month


def year(text: str) -> int:
    """``2024`` or ``2024年度``."""
    match = re.fullmatch(r"([12]\d{3})(?:年度)?", text)
    if match is None:
        raise argparse.ArgumentTypeError(
            f"「{text}」は年度として読めません。2024 のように西暦で書いてください。"
        )
    return int(match[1])


def month(text: str) -> Month:
    """``2024-05``."""
    match = re.fullmatch(r"([12]\d{3})-(0[1-9]|1[0-2])", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"「{text}」は月として読めません。2024-05 のように書いてください。")
    return Month(int(match[1]), int(match[2]))


def day(text: str) -> date:
    """``2024-02-20``."""
    found = _day(text)
    if found is None:
        raise argparse.ArgumentTypeError(
            f"「{text}」は日付として読めません。2024-02-20 のように書いてください。"
        )
    return found


def month_end(text: str) -> Month:
    """The month whose last day this is: results are kept through the end of a month."""
    day = _day(text)
    if day is None or day != Month.of(day).end:
        raise argparse.ArgumentTypeError(
            f"「{text}」は月末の日付ではありません。2024-05-31 のように、月の最後の日を書いてください。"
        )
    return Month.of(day)


def period(text: str) -> Period:
    """``2024-05``, ``2024-04..2024-09``, ``2017-10-01..2024-09-30`` or ``@2024-05-31`` (as of a day)."""
    found = _period(text)
    if found is None:
        raise argparse.ArgumentTypeError(
            f"「{text}」は期間として読めません。2024-05、2024-04..2024-09、@2024-05-31 のどれかの形で書いてください。"
        )
    return found


def steps(text: str) -> int:
    """A number of steps, at least 1."""
    if not re.fullmatch(r"[1-9]\d{0,5}", text):
        raise argparse.ArgumentTypeError(f"「{text}」は回数として読めません。1以上の整数で書いてください。")
    return int(text)


def step_id(text: str) -> int:
    """The id of a step of the history."""
    if not re.fullmatch(r"\d{1,19}", text):
        raise argparse.ArgumentTypeError(
            f"「{text}」は操作のIDとして読めません。history で表示されるIDを書いてください。"
        )
    return int(text)


def version(text: str) -> int:
    """The number of a 目標's revision, 0 for 当初."""
    if not re.fullmatch(r"\d{1,3}", text):
        raise argparse.ArgumentTypeError(f"「{text}」は版として読めません。0以上の整数で書いてください。")
    return int(text)


def _period(text: str) -> Period | None:
    if text.startswith("@"):
        day = _day(text[1:])
        return Period.as_of(day) if day else None
    first, separator, last = text.partition("..")
    start = _ends(first)
    end = _ends(last) if separator else start
    if start is None or end is None or start[0] > end[1]:
        return None
    return Period.span(start[0], end[1])


def _ends(text: str) -> tuple[date, date] | None:
    match = re.fullmatch(r"([12]\d{3})-(0[1-9]|1[0-2])", text)
    if match:
        found = Month(int(match[1]), int(match[2]))
        return found.start, found.end
    day = _day(text)
    return (day, day) if day else None


def _day(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
