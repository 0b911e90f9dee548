"""SQL of the meetings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from kyosai_desktop.domain.fiscal.era import Precision
from kyosai_desktop.domain.meeting import Meeting, MeetingStatus, meeting_order
from kyosai_desktop.store.book import Book, Transaction

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
