"""Officers, meetings and activities of all years as CSV with Japanese headers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from kyosai_desktop.domain.activity import Activity
from kyosai_desktop.domain.meeting import Meeting
from kyosai_desktop.domain.roster import Officer
from kyosai_desktop.domain.series import Council
from kyosai_desktop.excel.csv_out import csv_text, write_lines
from kyosai_desktop.operations.file_replace import replace_file
from kyosai_desktop.operations.meeting_fields import STATUS_WORDS
from kyosai_desktop.store import activities as activities_sql
from kyosai_desktop.store import meetings as meetings_sql
from kyosai_desktop.store import register_years
from kyosai_desktop.store import rosters as rosters_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

_OFFICER = (
    "役職",
    "区分",
    "選出団体",
    "氏名",
    "ふりがな",
    "役職名",
    "任期の始め",
    "任期の終わり",
    "連絡先",
    "備考",
)
_MEETING = (
    "ブロック",
    "回",
    "会議名",
    "開催日時",
    "開始日",
    "終了日",
    "開始時刻",
    "終了時刻",
    "会場",
    "形式",
    "出席",
    "状態",
    "備考",
)
_ACTIVITY = ("日付", "開始日", "終了日", "種類", "団体", "名簿の団体", "人数", "備考")


@dataclass(frozen=True, slots=True)
class Register:
    """One register of all years. ``file`` is the ASCII name of its CSV file; every line begins with 会議体 and 年度."""

    file: str
    header: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


def read_registers(book: Book, councils: Sequence[Council]) -> tuple[Register, ...]:
    """Officers, meetings and activities, by council and year, each in the order of its page."""
    names = {member.id: member.name for axis in load_catalogue(book).axes.values() for member in axis.members}
    parts: dict[str, tuple[tuple[str, ...], list[tuple[str, ...]]]] = {
        "officers.csv": (_OFFICER, []),
        "meetings.csv": (_MEETING, []),
        "activities.csv": (_ACTIVITY, []),
    }
    for council in councils:
        for year in register_years.all_years(book, council.id):
            begin = (council.short_name, str(year))
            for file, lines in (
                ("officers.csv", map(_officer, rosters_sql.load_officers(book, council.id, year))),
                ("meetings.csv", _meetings(book, council, year, names)),
                ("activities.csv", _activities(book, council, year, names)),
            ):
                parts[file][1].extend((*begin, *line) for line in lines)
    return tuple(
        Register(file, ("会議体", "年度", *header), tuple(lines)) for file, (header, lines) in parts.items()
    )


def write_register(register: Register, folder: Path) -> Path:
    """Write the register's file into ``folder`` and return its path. Raises ``Refused``; then nothing has changed."""
    path = folder / register.file
    lines = [register.header, *register.lines]
    replace_file(path, lambda target: write_lines((tuple(map(csv_text, line)) for line in lines), target))
    return path


def _officer(officer: Officer) -> tuple[str, ...]:
    return (
        officer.role,
        officer.capacity,
        officer.organisation,
        officer.name,
        officer.reading,
        officer.title,
        officer.term_from,
        officer.term_to,
        officer.contact,
        officer.note,
    )


def _meetings(book: Book, council: Council, year: int, names: Mapping[int, str]) -> Iterator[tuple[str, ...]]:
    for meeting in meetings_sql.load_meetings(book, council.id, year):
        yield _meeting(meeting, names)


def _meeting(meeting: Meeting, names: Mapping[int, str]) -> tuple[str, ...]:
    return (
        names.get(meeting.block_id, ""),
        meeting.number,
        meeting.kind,
        meeting.date_text,
        _day(meeting.start),
        _day(meeting.end),
        _clock(meeting.start_time),
        _clock(meeting.end_time),
        meeting.venue,
        meeting.way,
        "" if meeting.attendance is None else str(meeting.attendance),
        STATUS_WORDS[meeting.status],
        meeting.note,
    )


def _activities(
    book: Book, council: Council, year: int, names: Mapping[int, str]
) -> Iterator[tuple[str, ...]]:
    for entry in activities_sql.load_activities(book, council.id, year):
        yield _activity(entry, names)


def _activity(entry: Activity, names: Mapping[int, str]) -> tuple[str, ...]:
    return (
        entry.date_text,
        _day(entry.start),
        _day(entry.end),
        entry.kind,
        entry.organisation,
        names.get(entry.member_id, ""),
        "" if entry.persons is None else str(entry.persons),
        entry.note,
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _clock(moment: time | None) -> str:
    return f"{moment:%H:%M}" if moment else ""
