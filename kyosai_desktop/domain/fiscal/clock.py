"""Times behind a date: 14:00・14:00-15:00・14:00～・14時30分・午後2時～4時."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from kyosai_desktop.domain.fiscal.era import RANGE_MARKS
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.text.width import quoted

_CLOCK = (
    r"(?:(?P<half{n}>午前|午後)|(?<![0-9:]))(?P<hour{n}>[0-9]{{1,2}})"
    r"(?::(?P<minute{n}>[0-9]{{2}})(?::00)?|時(?:(?P<spelled{n}>[0-9]{{1,2}})分|(?P<thirty{n}>半))?)"
)
_TIMES = re.compile(
    rf"{_CLOCK.format(n=1)}"
    rf"(?:(?:[{re.escape(RANGE_MARKS)}]|から)(?:{_CLOCK.format(n=2)})?|より|開始)?(?:まで)?$"
)


@dataclass(frozen=True, slots=True)
class Times:
    """When on the day a meeting starts, and ends if that was written."""

    start: time
    end: time | None = None


def split_times(line: str) -> tuple[str, Times | None] | Problem:
    """Take the times off the end of a ``compact`` line: what is before them, and the times (None: none).

    Problems: ``time.impossible`` (25:00, and 午後12時, which people read in two ways), ``time.order``.
    """
    match = _TIMES.search(line)
    if match is None:
        return line, None
    start = _time(match, 1, "")
    end = _time(match, 2, match["half1"] or "") if match["hour2"] else None
    if start is None or (match["hour2"] and end is None):
        return Problem(
            "time.impossible",
            f"{quoted(match[0])}は時刻として読めません。",
            "「14:00」または「14:00～15:30」のように、0:00から23:59までで入力してください。",
        )
    if end is not None and end <= start:
        return Problem(
            "time.order",
            f"終了時刻（{end:%H:%M}）が開始時刻（{start:%H:%M}）より後になっていません。",
            "開始と終了の時刻を確かめて入力してください。",
        )
    return line[: match.start()].strip(), Times(start, end)


def _time(match: re.Match[str], place: int, inherited_half: str) -> time | None:
    """The clock at ``place``; the second one is in the same half of the day when it doesn't say another."""
    written_half = match[f"half{place}"] or ""
    half = written_half or inherited_half
    hour = int(match[f"hour{place}"])
    minute = 30 if match[f"thirty{place}"] else int(match[f"minute{place}"] or match[f"spelled{place}"] or 0)
    if half:
        if hour > 12 or (hour == 12 and (written_half or half == "午後")):
            return None
        if half == "午後":
            hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
