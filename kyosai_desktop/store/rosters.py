"""SQL of the officer rosters."""

from __future__ import annotations

from collections.abc import Iterable

from kyosai_desktop.store.book import Transaction


def insert_seats(tx: Transaction, seats: Iterable[tuple[int, str, str, int]]) -> None:
    """Add how many seats there are: (council id, 役職, 区分, number), in order."""
    tx.executemany(
        "INSERT INTO roster_seat VALUES (?, ?, ?, ?, ?)",
        [(*seat, position) for position, seat in enumerate(seats)],
    )
