"""SQL of comments: what colleagues wrote about a figure, whatever its version and whether it was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kyosai_desktop.domain.fact import FactKey, Period, PeriodKind
from kyosai_desktop.store.book import Book, Transaction

_KEY = "series_id = ? AND start = ? AND end = ? AND period_kind = ? AND member1_id = ? AND member2_id = ?"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment and the history step that wrote it, which knows who and when."""

    text: str
    step_id: int


def load_comments(book: Book, council_id: int, first: date, last: date) -> dict[FactKey, str]:
    """The comments on a council's figures of periods that end from ``first`` to ``last``.

    Keys have version 0 and the role OWN, as the cells of a table do.
    """
    rows = book.query(
        "SELECT series_id, period_kind, start, end, member1_id, member2_id, text FROM fact_comment"
        " JOIN series ON series.id = series_id WHERE council_id = ? AND end BETWEEN ? AND ?",
        (council_id, first.isoformat(), last.isoformat()),
    )
    return {
        FactKey(
            series_id,
            Period(PeriodKind(kind), date.fromisoformat(start), date.fromisoformat(end)),
            member1,
            member2,
        ): text
        for series_id, kind, start, end, member1, member2, text in rows
    }


def load_comment(book: Book, key: FactKey) -> Comment | None:
    """The comment on a figure, None when there is none."""
    rows = book.query(f"SELECT text, step_id FROM fact_comment WHERE {_KEY}", _bindings(key))
    return Comment(*rows[0]) if rows else None


def write_comment(tx: Transaction, key: FactKey, text: str) -> None:
    """Put a comment in the place of the one that stood there."""
    tx.execute(
        "INSERT INTO fact_comment VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET text = excluded.text, step_id = excluded.step_id"
        " WHERE text <> excluded.text",
        (*_bindings(key), text, tx.step_id),
    )


def delete_comment(tx: Transaction, key: FactKey) -> None:
    """Take a comment away."""
    tx.execute(f"DELETE FROM fact_comment WHERE {_KEY}", _bindings(key))


def _bindings(key: FactKey) -> tuple[int, str, str, str, int, int]:
    start, end = key.period.start.isoformat(), key.period.end.isoformat()
    return key.series_id, start, end, key.period.kind.value, key.member1, key.member2
