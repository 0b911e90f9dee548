"""SQL of what was confirmed (確定), and of every time that was taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from kyosai_desktop.domain.confirmation import Confirmed
from kyosai_desktop.store.book import Book, Transaction
from kyosai_desktop.store.ids import new_id

WHOLE_YEAR = 0
"""In place of a month's number: the 年度 with its 目標."""


class TakenBack(NamedTuple):
    """One 確定 that was taken back: of ``month`` (0: the whole year) of ``year``, by whom, when and why."""

    year: int
    month: int
    reason: str
    user: str
    time: datetime


def load_confirmed(book: Book, council_id: int) -> Confirmed:
    """What of a council is confirmed now."""
    rows = book.query("SELECT year, month FROM confirmed_period WHERE council_id = ?", (council_id,))
    return frozenset((year, month) for year, month in rows)


def any_confirmed(book: Book) -> bool:
    """Whether anything of any council is confirmed now."""
    return bool(book.query("SELECT 1 FROM confirmed_period LIMIT 1"))


def insert_confirmed(tx: Transaction, council_id: int, year: int, months: Iterable[int]) -> None:
    """Confirm months (0: the year) that aren't yet."""
    tx.executemany(
        "INSERT OR IGNORE INTO confirmed_period VALUES (?, ?, ?, ?)",
        [(council_id, year, month, tx.step_id) for month in months],
    )


def take_back(tx: Transaction, council_id: int, year: int, months: Iterable[int], reason: str) -> None:
    """Take the 確定 of months (0: the year) back and keep the reason."""
    for month in months:
        tx.execute(
            "DELETE FROM confirmed_period WHERE council_id = ? AND year = ? AND month = ?",
            (council_id, year, month),
        )
        tx.execute(
            "INSERT INTO confirmation_taken_back VALUES (?, ?, ?, ?, ?, ?)",
            (new_id(), council_id, year, month, reason, tx.step_id),
        )


def load_taken_back(book: Book, council_id: int) -> list[TakenBack]:
    """Every 確定 of a council that was taken back, the newest first."""
    rows = book.query(
        "SELECT year, month, reason, history.user, history.time FROM confirmation_taken_back"
        " JOIN history ON history.id = step_id WHERE council_id = ?"
        " ORDER BY history.position DESC, year, month",
        (council_id,),
    )
    return [
        TakenBack(year, month, reason, user, datetime.fromisoformat(time))
        for year, month, reason, user, time in rows
    ]
