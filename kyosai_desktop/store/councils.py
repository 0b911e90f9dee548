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
