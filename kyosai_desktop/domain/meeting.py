"""会議日程: meetings of a council and of its blocks, in order, and as the block table prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import Enum
from itertools import pairwise

from kyosai_desktop.domain.fiscal.era import WEEKDAYS, Precision
from kyosai_desktop.domain.fiscal.vague import MeetingDate, parse_meeting_date
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.domain.text.name import stored_name
from kyosai_desktop.domain.text.width import narrow, quoted


class MeetingStatus(Enum):
    """Whether a meeting is still to come; the value is the word the book stores."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting. ``block_id`` 0: of the council itself, else of that block.

    ``kind`` is 総会, 幹事会, 推進会議 or the name of the body, ``number`` 「第1回」, ``way`` 集合 / 書面 / Web.
    ``date_text`` is the date as typed and ``start``–``end`` its bounds; all None while no date is given.
    """

    id: int
    council_id: int
    year: int
    block_id: int = 0
    kind: str = ""
    number: str = ""
    date_text: str = ""
    start: date | None = None
    end: date | None = None
    precision: Precision | None = None
    start_time: time | None = None
    end_time: time | None = None
    venue: str = ""
    way: str = ""
    attendance: int | None = None
    status: MeetingStatus = MeetingStatus.PLANNED
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting as a cell of the block table has it: 「7/3 総会（集合）」."""

    when: MeetingDate
    kind: str
    way: str


_WAY_WORD = r"(?:集合|対面|書面|Web|WEB|web|Ｗｅｂ|ＷＥＢ|オンライン|ハイブリッド)"
_WAY = re.compile(rf"[（(]\s*(?P<way>{_WAY_WORD}(?:[・＋+と]?{_WAY_WORD})*(?:開催|会議|併用)?)\s*[)）]$")
_BETWEEN = re.compile(r"(\s*[・･、，]\s*|\s*[\r\n]+\s*)")
_DATE_BEGINS = re.compile(r"(?:(?:令和|平成|[RH])\.?(?=[0-9元]))?[0-9元]")
_LONGEST_DATE = 40


def dated(meeting: Meeting, when: MeetingDate) -> Meeting:
    """``meeting`` on the date that was typed."""
    return replace(
        meeting,
        date_text=when.text,
        start=when.start,
        end=when.end,
        precision=when.precision,
        start_time=when.start_time,
        end_time=when.end_time,
    )


def meeting_order(meeting: Meeting) -> tuple[int, date, date, time, int, str, int]:
    """The key that sorts meetings in time: vague dates by their first possible day, a narrower one first.

    Those known only to be within the year (通年, 未定) come after, those without any date last.
    """
    rank = 2 if meeting.start is None else 1 if meeting.precision is Precision.YEAR else 0
    return (
        rank,
        meeting.start or date.max,
        meeting.end or date.max,
        meeting.start_time or time.max,
        meeting.block_id,
        meeting.number,
        meeting.id,
    )


def weekday_text(day: date) -> str:
    """``(木)``."""
    return f"({WEEKDAYS[day.weekday()]})"


def day_text(day: date) -> str:
    """``2024年6月13日(木)``."""
    return f"{day.year}年{day.month}月{day.day}日{weekday_text(day)}"


def when_text(meeting: Meeting) -> str:
    """The date as the lists print it: 「2024年6月13日(木) 14:00～15:00」, a vague one as it was typed."""
    if meeting.start is None or meeting.precision is not Precision.DAY:
        return meeting.date_text
    text = day_text(meeting.start)
    if meeting.start_time is None:
        return text
    until = f"{meeting.end_time:%H:%M}" if meeting.end_time else ""
    return f"{text} {meeting.start_time:%H:%M}～{until}"


def block_text(meetings: Sequence[Meeting], fiscal_year: FiscalYear) -> str:
    """The cell of the block table for the meetings of one block: 「7/3 総会（集合）・12/19 幹事会」.

    A day outside the 年度 of the table that was typed with its year keeps it: without, it would read as another day.
    """
    return "・".join(_entry_text(each, fiscal_year) for each in sorted(meetings, key=meeting_order))


def split_block_entries(text: str, fiscal_year: FiscalYear) -> list[Entry] | Problem:
    """Split a cell of the block table into its meetings; [] for an empty cell.

    ・, 、 and line breaks separate only where a date follows, so 「11/25 幹事会・推進会議」 is one entry. A date that
    would come after the next one (5/27 before 9/26 in a June year) carries the warning
    ``meeting.out_of_order``: it may belong to the year before. Problems: ``meeting.no_date``, and those of
    ``parse_meeting_date``.
    """
    entries: list[Entry] = []
    pieces: list[tuple[MeetingDate, str]] = []
    separator = ""
    for place, piece in enumerate(_BETWEEN.split(text)):
        if place % 2:
            separator = piece
            continue
        if not stored_name(piece):
            continue
        begun = _date_first(stored_name(piece), fiscal_year)
        if isinstance(begun, Problem):
            return begun
        if begun is not None:
            pieces.append(begun)
        elif pieces:
            when, rest = pieces[-1]
            pieces[-1] = (when, f"{rest}{stored_name(separator) or ' '}{stored_name(piece)}")
        else:
            return Problem(
                "meeting.no_date",
                f"{quoted(piece)}は日付から始まっていないため、会議に分けられません。",
                "「7/3 総会（集合）」のように、日付から入力してください。",
            )
    for when, rest in pieces:
        way = _WAY.search(rest)
        kind = rest[: way.start()] if way else rest
        entries.append(Entry(when, stored_name(kind), way["way"] if way else ""))
    return _with_order_warnings(entries)


def _entry_text(meeting: Meeting, fiscal_year: FiscalYear) -> str:
    day = meeting.start if meeting.precision is Precision.DAY else None
    short = f"{day.month}/{day.day}" if day else ""
    if day and not fiscal_year.contains(day) and narrow(meeting.date_text).partition(" ")[0] != short:
        short = f"{day.year}/{short}"
    parts = [short if day else meeting.date_text, meeting.kind]
    way = f"（{meeting.way}）" if meeting.way else ""
    return " ".join(part for part in parts if part) + way


def _date_first(piece: str, fiscal_year: FiscalYear) -> tuple[MeetingDate, str] | Problem | None:
    """The date at the beginning of ``piece`` and what follows it; None when it begins with no date.

    The longest beginning that ends at a space or parenthesis wins, so that 「10月 中央委員会」 isn't read as
    10月中; without such an end (「7/3総会」) the longest that doesn't cut a number. A day that doesn't exist is
    never cut to a shorter one that does (2/30 to 2/3).
    """
    if not _DATE_BEGINS.match(narrow(piece)):
        return None
    for wanted_end in (r"[\s(（]|$", r"[^\s0-9０-９/／:：]"):
        for length in range(min(len(piece), _LONGEST_DATE), 0, -1):
            lead, rest = piece[:length], piece[length:]
            if not re.match(wanted_end, rest) or lead.endswith("中"):
                continue
            found = parse_meeting_date(lead, fiscal_year)
            if isinstance(found, MeetingDate):
                return found, rest.strip()
            if found.code != "date.unreadable":
                return found
    return None


def _with_order_warnings(entries: list[Entry]) -> list[Entry]:
    warned = list(entries)
    for place, (entry, following) in enumerate(pairwise(entries)):
        if entry.when.start > following.when.start:
            day = entry.when.start
            problem = Problem(
                "meeting.out_of_order",
                f"{quoted(entry.when.text)}は{day.year}年{day.month}月{day.day}日と読みましたが、"
                f"後に書かれた{quoted(following.when.text)}より遅い日付になります。",
                "前の年度の日付であれば、年を付けて入力してください。",
                Severity.WARNING,
            )
            when = replace(entry.when, warnings=(*entry.when.warnings, problem))
            warned[place] = replace(entry, when=when)
    return warned
