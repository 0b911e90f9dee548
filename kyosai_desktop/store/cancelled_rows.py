"""What cancelling a step would give back, as far as it may be 確定: figures, activities, and 確定 itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import apsw

from kyosai_desktop.domain.fact import FactKey, Period, PeriodKind, Role
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.cancelling import Cancellation

_TABLES = frozenset({"fact", "activity", "confirmed_period"})


@dataclass(frozen=True, slots=True)
class CancelledRows:
    """Own ``figures``; activities as (council id, day it ends) before and after; (council id, 年度) whose 確定 would
    go."""

    figures: tuple[FactKey, ...]
    activities: tuple[tuple[int, date], ...]
    confirmations: tuple[tuple[int, int], ...]


def cancelled_rows(book: Book, planned: Cancellation) -> CancelledRows:
    """The rows that ``planned`` would restore; those that it keeps aren't among them."""
    figures: list[FactKey] = []
    activities: list[tuple[int, date]] = []
    confirmations: list[tuple[int, int]] = []
    for change in _changes(book, planned) if planned.step.tables & _TABLES else ():
        row = _row(change)
        if change.name == "fact" and row[5] == Role.OWN.value:
            figures.append(_key(row))
        elif change.name == "activity":
            activities += _ends(book, change)
        elif change.name == "confirmed_period" and change.op == "INSERT":
            confirmations.append((row[0], row[1]))
    return CancelledRows(tuple(figures), tuple(activities), tuple(dict.fromkeys(confirmations)))


def _changes(book: Book, planned: Cancellation) -> Iterator[apsw.TableChange]:
    kept = {(row.table, row.key) for row in planned.kept}
    [(changeset,)] = book.query("SELECT changeset FROM history WHERE id = ?", (planned.step.id,))
    for change in apsw.Changeset.iter(changeset):
        row = _row(change)
        if (change.name, tuple(row[column] for column in sorted(change.pk_columns))) not in kept:
            yield change


def _key(row: tuple[Any, ...]) -> FactKey:
    series_id, start, end, kind, version, role, member1, member2 = row[:8]
    period = Period(PeriodKind(kind), date.fromisoformat(start), date.fromisoformat(end))
    return FactKey(series_id, period, member1, member2, version, Role(role))


def _ends(book: Book, change: apsw.TableChange) -> list[tuple[int, date]]:
    """Where the activity stands now and where it would stand; one without a date counts nowhere."""
    rows = book.query("SELECT council_id, end_date FROM activity WHERE id = ?", (_row(change)[0],))
    now: tuple[Any, ...] = rows[0] if rows else (0, "")
    found = [now]
    if change.old is not None:
        restored = (change.old[1], change.old[8])
        found.append(
            tuple(
                old if isinstance(old, int | str) else same for old, same in zip(restored, now, strict=True)
            )
        )
    return [(council_id, date.fromisoformat(end)) for council_id, end in found if end]


def _row(change: apsw.TableChange) -> tuple[Any, ...]:
    """What the step wrote, or what stood before it; at least the key is whole."""
    return (change.new if change.op == "INSERT" else change.old) or ()
