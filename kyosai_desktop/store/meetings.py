"""SQL of the meetings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time

from kyosai_desktop.domain.fiscal.era import Precision
from kyosai_desktop.domain.meeting import Meeting, MeetingStatus, meeting_order
from kyosai_desktop.store.book import Book, Transaction
from kyosai_desktop.store.settings import read_setting, write_setting

_KINDS = "meeting_kinds.{}"
"""The setting that holds the kinds of a council's meetings, one a line."""

_COLUMNS = (
    "id, council_id, year, block_id, kind, number, date_text, start_date, end_date, date_precision,"
    " start_time, end_time, venue, way, attendance, status, note"
)


def load_meetings(book: Book, council_id: int, year: int) -> list[Meeting]:
    """All meetings of a council's 年度, those of its blocks too, in time."""
    rows = book.query(f"SELECT {_COLUMNS} FROM meeting WHERE council_id = ? AND year = ?", (council_id, year))
    meetings = [
        Meeting(
            id,
            council,
            of_year,
            block_id,
            kind,
            number,
            date_text,
            _date(start),
            _date(end),
            Precision(precision) if precision else None,
            _time(start_time),
            _time(end_time),
            venue,
            way,
            attendance,
            MeetingStatus(status),
            note,
        )
        for (
            id,
            council,
            of_year,
            block_id,
            kind,
            number,
            date_text,
            start,
            end,
            precision,
            start_time,
            end_time,
            venue,
            way,
            attendance,
            status,
            note,
        ) in rows
    ]
    return sorted(meetings, key=meeting_order)


def kinds_in_use(book: Book, council_id: int) -> list[str]:
    """What a council's own meetings are called, the most frequent first."""
    rows = book.query(
        "SELECT kind FROM meeting WHERE council_id = ? AND block_id = 0 AND kind <> ''"
        " GROUP BY kind ORDER BY count(*) DESC, kind",
        (council_id,),
    )
    return [kind for (kind,) in rows]


def write_meetings(tx: Transaction, meetings: Iterable[Meeting]) -> None:
    """Store meetings, each in place of what stood under its id."""
    columns = _COLUMNS.split(", ")
    updates = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
    tx.executemany(
        f"INSERT INTO meeting ({_COLUMNS}) VALUES ({', '.join('?' * 17)}) ON CONFLICT (id) DO UPDATE SET {updates}",
        [
            (
                meeting.id,
                meeting.council_id,
                meeting.year,
                meeting.block_id,
                meeting.kind,
                meeting.number,
                meeting.date_text,
                meeting.start.isoformat() if meeting.start else "",
                meeting.end.isoformat() if meeting.end else "",
                meeting.precision.value if meeting.precision else "",
                f"{meeting.start_time:%H:%M}" if meeting.start_time else "",
                f"{meeting.end_time:%H:%M}" if meeting.end_time else "",
                meeting.venue,
                meeting.way,
                meeting.attendance,
                meeting.status.value,
                meeting.note,
            )
            for meeting in meetings
        ],
    )


def delete_meetings(tx: Transaction, meeting_ids: Iterable[int]) -> None:
    """Remove meetings."""
    tx.executemany("DELETE FROM meeting WHERE id = ?", [(id,) for id in meeting_ids])


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def load_kinds(book: Book, council_id: int) -> tuple[str, ...]:
    """The kinds of meetings that a council lists, in its order; none while it has no list of its own."""
    return tuple(read_setting(book, _KINDS.format(council_id)).splitlines())


def write_kinds(tx: Transaction, council_id: int, kinds: Iterable[str]) -> None:
    """List the kinds of a council's meetings in this order."""
    write_setting(tx, _KINDS.format(council_id), "\n".join(kinds))


def rename_kinds(tx: Transaction, council_id: int, names: Mapping[str, str]) -> None:
    """Let a council's meetings, those of its blocks too, have their kinds by new names, all at once."""
    rows = tx.execute("SELECT id, kind FROM meeting WHERE council_id = ?", (council_id,)) if names else []
    tx.executemany(
        "UPDATE meeting SET kind = ? WHERE id = ?", [(names[kind], id) for id, kind in rows if kind in names]
    )


def count_by_kind(book: Book, council_id: int) -> dict[str, int]:
    """How many meetings of a council, those of its blocks too, have each kind."""
    rows = book.query("SELECT kind, count(*) FROM meeting WHERE council_id = ? GROUP BY kind", (council_id,))
    return {kind: int(count) for kind, count in rows}


def years_of_kind(book: Book, council_id: int, kind: str) -> list[tuple[int, int]]:
    """The 年度 with meetings of a kind and how many, oldest first."""
    rows = book.query(
        "SELECT year, count(*) FROM meeting WHERE council_id = ? AND kind = ? GROUP BY year ORDER BY year",
        (council_id, kind),
    )
    return [(int(year), int(count)) for year, count in rows]
