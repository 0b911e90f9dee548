"""Reading the councils alone: the first thing that a window asks a book."""

from __future__ import annotations

from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Council
from kyosai_desktop.store.book import Book


def load_councils(book: Book) -> list[Council]:
    """The councils in their order."""
    rows = book.query(
        "SELECT id, code, name, short_name, start_month, rounding, rate_decimals, signed_differences, position"
        " FROM council ORDER BY position, id"
    )
    return [
        Council(id, code, name, short, start, Rounding(rounding), decimals, bool(signed), position)
        for id, code, name, short, start, rounding, decimals, signed, position in rows
    ]


_REGISTERS = (
    ("役員名簿", "officer"),
    ("会議日程", "meeting"),
    ("強化期間", "campaign"),
    ("活動記録", "activity"),
)


def registers_of(book: Book, council_id: int) -> dict[str, int]:
    """How many rows each register has of a council, by what people call the register."""
    counts = {}
    for what, table in _REGISTERS:
        [(count,)] = book.query(f"SELECT count(*) FROM {table} WHERE council_id = ?", (council_id,))
        counts[what] = int(count)
    return counts
