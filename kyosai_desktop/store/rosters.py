"""SQL of the officer rosters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kyosai_desktop.domain.roster import Officer
from kyosai_desktop.store.book import Book, Transaction

FIELDS = ("role", "capacity", "organisation", "name", "reading", "title", "note")
"""The columns of an officer that are typed."""

_COLUMNS = (
    "id, council_id, year, position, role, capacity, organisation, name, reading, title,"
    " term_from, term_to, contact, note"
)


def load_officers(book: Book, council_id: int, year: int) -> list[Officer]:
    """The roster of a council's 年度 in its order."""
    rows = book.query(
        f"SELECT {_COLUMNS} FROM officer WHERE council_id = ? AND year = ? ORDER BY position, id",
        (council_id, year),
    )
    return [Officer(*row) for row in rows]


def insert_officers(tx: Transaction, officers: Iterable[Officer]) -> None:
    """Add officers."""
    tx.executemany(
        f"INSERT INTO officer ({_COLUMNS}) VALUES ({', '.join('?' * 14)})",
        [
            (
                officer.id,
                officer.council_id,
                officer.year,
                officer.position,
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
            for officer in officers
        ],
    )


def set_field(tx: Transaction, officer_id: int, field: str, text: str) -> None:
    """Write one of ``FIELDS``. Raises ``ValueError`` for any other."""
    if field not in FIELDS:
        raise ValueError(f"an officer has no field {field!r} to type")
    tx.execute(f"UPDATE officer SET {field} = ? WHERE id = ?", (text, officer_id))


def set_order(tx: Transaction, officer_ids: Sequence[int]) -> None:
    """Number the officers in this order."""
    tx.executemany(
        "UPDATE officer SET position = ? WHERE id = ?", [(at, id) for at, id in enumerate(officer_ids, 1)]
    )


def delete_officers(tx: Transaction, officer_ids: Iterable[int]) -> None:
    """Remove officers."""
    tx.executemany("DELETE FROM officer WHERE id = ?", [(id,) for id in officer_ids])


def load_seats(book: Book, council_id: int) -> list[tuple[str, str, int]]:
    """How many seats there are: (役職, 区分, number), in order."""
    rows = book.query(
        "SELECT role, capacity, seats FROM roster_seat WHERE council_id = ? ORDER BY position", (council_id,)
    )
    return [(role, capacity, seats) for role, capacity, seats in rows]


def insert_seats(tx: Transaction, seats: Iterable[tuple[int, str, str, int]]) -> None:
    """Add how many seats there are: (council id, 役職, 区分, number), in order."""
    tx.executemany(
        "INSERT INTO roster_seat VALUES (?, ?, ?, ?, ?)",
        [(*seat, position) for position, seat in enumerate(seats)],
    )


def replace_seats(tx: Transaction, council_id: int, seats: Iterable[tuple[str, str, int]]) -> None:
    """Put these in the place of the council's seats: (役職, 区分, number), in order."""
    tx.execute("DELETE FROM roster_seat WHERE council_id = ?", (council_id,))
    insert_seats(tx, [(council_id, *seat) for seat in seats])
