"""SQL of the register of activities, and of the series that are counted from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from kyosai_desktop.domain.activity import Activity, Counted, Counting, activity_order
from kyosai_desktop.store.book import Book, Transaction
from kyosai_desktop.store.settings import read_setting, write_setting

_COLUMNS = (
    "id, council_id, year, kind, organisation, member_id, date_text, start_date, end_date, persons, note"
)
_KINDS = "activity_kinds.{}"
"""The setting that holds a council's kinds, one a line."""


def load_activities(book: Book, council_id: int, year: int) -> list[Activity]:
    """The entries of a council's 年度 in time."""
    return _loaded(
        book.query(f"SELECT {_COLUMNS} FROM activity WHERE council_id = ? AND year = ?", (council_id, year))
    )


def load_between(book: Book, council_id: int, first: date, last: date) -> list[Activity]:
    """A council's entries that lie wholly in these days, in time."""
    return _loaded(
        book.query(
            f"SELECT {_COLUMNS} FROM activity WHERE council_id = ? AND start_date >= ? AND start_date <= ?"
            " AND end_date <= ?",
            (council_id, first.isoformat(), last.isoformat(), last.isoformat()),
        )
    )


def kinds_in_use(book: Book, council_id: int) -> list[str]:
    """The kinds of a council's entries, the most frequent first."""
    rows = book.query(
        "SELECT kind FROM activity WHERE council_id = ? AND kind <> '' GROUP BY kind ORDER BY count(*) DESC, kind",
        (council_id,),
    )
    return [kind for (kind,) in rows]


def counted_kinds(book: Book, council_id: int) -> list[str]:
    """The kinds that a council's series are counted by."""
    rows = book.query(
        "SELECT DISTINCT kind FROM counted_series JOIN series ON series.id = series_id"
        " WHERE council_id = ? AND kind <> '' ORDER BY kind",
        (council_id,),
    )
    return [kind for (kind,) in rows]


def load_kinds(book: Book, council_id: int) -> tuple[str, ...]:
    """The kinds that a council lists, in its order; none while it has no list of its own."""
    listed = read_setting(book, _KINDS.format(council_id))
    return tuple(listed.split("\n")) if listed else ()


def write_kinds(tx: Transaction, council_id: int, kinds: Iterable[str]) -> None:
    """List the kinds of a council in this order."""
    write_setting(tx, _KINDS.format(council_id), "\n".join(kinds))


def write_activities(tx: Transaction, activities: Iterable[Activity]) -> None:
    """Store entries, each in place of what stood under its id."""
    columns = _COLUMNS.split(", ")
    updates = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
    marks = ", ".join("?" * len(columns))
    tx.executemany(
        f"INSERT INTO activity ({_COLUMNS}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {updates}",
        [
            (
                each.id,
                each.council_id,
                each.year,
                each.kind,
                each.organisation,
                each.member_id,
                each.date_text,
                each.start.isoformat() if each.start else "",
                each.end.isoformat() if each.end else "",
                each.persons,
                each.note,
            )
            for each in activities
        ],
    )


def delete_activities(tx: Transaction, activity_ids: Iterable[int]) -> None:
    """Remove entries."""
    tx.executemany("DELETE FROM activity WHERE id = ?", [(id,) for id in activity_ids])


def load_counted(book: Book) -> dict[int, Counted]:
    """What the figures of series are counted from, by series id."""
    rows = book.query("SELECT series_id, kind, counting FROM counted_series")
    return {series_id: Counted(kind, Counting(counting)) for series_id, kind, counting in rows}


def write_counted(tx: Transaction, series_id: int, counted: Counted | None) -> None:
    """Have a series counted from the register, or typed again for None."""
    if counted is None:
        tx.execute("DELETE FROM counted_series WHERE series_id = ?", (series_id,))
    else:
        tx.execute(
            "INSERT INTO counted_series VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET kind = excluded.kind, counting = excluded.counting",
            (series_id, counted.kind, counted.counting.value),
        )


def _loaded(rows: Iterable[tuple[Any, ...]]) -> list[Activity]:
    found = [
        Activity(
            id,
            council_id,
            year,
            kind,
            organisation,
            member_id,
            date_text,
            date.fromisoformat(start) if start else None,
            date.fromisoformat(end) if end else None,
            persons,
            note,
        )
        for id, council_id, year, kind, organisation, member_id, date_text, start, end, persons, note in rows
    ]
    return sorted(found, key=activity_order)
