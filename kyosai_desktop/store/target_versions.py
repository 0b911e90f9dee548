"""SQL of the versions of 目標: 当初 (0) and its 改定."""

from __future__ import annotations

from datetime import date

from kyosai_desktop.store.book import Book, Transaction


def list_versions(book: Book, council_id: int, year: int) -> list[tuple[int, date, str]]:
    """(number, day of the decision, reason) of the versions that were recorded, oldest first."""
    rows = book.query(
        "SELECT version, decided_on, reason FROM target_version WHERE council_id = ? AND year = ? ORDER BY version",
        (council_id, year),
    )
    return [(version, date.fromisoformat(decided_on), reason) for version, decided_on, reason in rows]


def insert_version(
    tx: Transaction, council_id: int, year: int, version: int, decided_on: date, reason: str
) -> None:
    """Record a version that isn't there yet."""
    tx.execute(
        "INSERT INTO target_version VALUES (?, ?, ?, ?, ?)",
        (council_id, year, version, decided_on.isoformat(), reason),
    )
