"""The past of one figure, read from the recorded changesets of all steps.

A changeset holds the key of every changed row as one run of bytes, so SQLite finds the few steps that changed a
figure among thousands without decoding any other (format: SQLite's documentation of the session extension).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import apsw

from kyosai_desktop.domain.fact import FactKey, Role, Status
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.history import StepState

_INTEGER, _TEXT = b"\x01", b"\x03"
_THOUSANDTHS, _STATUS = 8, 9
"""Columns of ``fact`` behind its key."""
_KEY_WIDTH = 8
_Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class FactState:
    """What stood under a key: ``thousandths`` None is 該当なし."""

    thousandths: int | None
    status: Status


@dataclass(frozen=True, slots=True)
class FactStep:
    """A step that changed a figure. ``before`` and ``after`` are None where it was 未報告.

    ``role``: of the own figure or of the published one.
    """

    step_id: int
    time: datetime
    user: str
    label: str
    state: StepState
    before: FactState | None
    after: FactState | None
    role: Role

    @property
    def valued(self) -> bool:
        """Whether the value changed, not only its status or note."""
        if self.before is None or self.after is None:
            return True
        return self.before.thousandths != self.after.thousandths


def changes_of(book: Book, key: FactKey) -> list[FactStep]:
    """Every step that changed a figure in any version, own or published, the newest first.

    Steps that were undone are among them, with their state.
    """
    keys = [
        key._replace(version=version, role=role)
        for role in Role
        for version in range(_newest_version(book, key) + 1)
    ]
    found = " OR ".join("instr(changeset, ?)" for _ in keys)
    rows = book.query(
        f"SELECT id, time, user, label, state, changeset FROM history"
        f" WHERE changeset IS NOT NULL AND ({found}) ORDER BY position",
        [_bytes_of(each) for each in keys],
    )
    wanted: dict[_Row, FactKey] = {_values(each): each for each in keys}
    known: dict[FactKey, FactState | None] = {}
    steps: list[FactStep] = []
    for step_id, time, user, label, state, changeset in rows:
        for changed, old, new in _in_changeset(changeset, wanted):
            before = _state(old, known.get(changed))
            after = _state(new, before)
            if state == StepState.DONE.value:
                known[changed] = after
            when = datetime.fromisoformat(time)
            steps.append(FactStep(step_id, when, user, label, StepState(state), before, after, changed.role))
    return steps[::-1]


def step_words(book: Book, step_id: int) -> tuple[datetime, str, str] | None:
    """When, by whom and under which label a step was done; None for a step that the book doesn't know."""
    rows = book.query("SELECT time, user, label FROM history WHERE id = ?", (step_id,))
    return (datetime.fromisoformat(rows[0][0]), rows[0][1], rows[0][2]) if rows else None


def _newest_version(book: Book, key: FactKey) -> int:
    rows = book.query("SELECT max(version) FROM fact WHERE series_id = ?", (key.series_id,))
    return max(int(rows[0][0] or 0), key.version)


def _values(key: FactKey) -> tuple[int | str, ...]:
    start, end = key.period.start.isoformat(), key.period.end.isoformat()
    kind, role = key.period.kind.value, key.role.value
    return key.series_id, start, end, kind, key.version, role, key.member1, key.member2


def _bytes_of(key: FactKey) -> bytes:
    """The key as a changeset writes it: a type, then eight bytes, or a length and UTF-8."""
    parts = []
    for value in _values(key):
        if isinstance(value, int):
            parts.append(_INTEGER + value.to_bytes(8, "big", signed=True))
        else:
            text = value.encode()
            parts.append(_TEXT + bytes([len(text)]) + text)
    return b"".join(parts)


def _in_changeset(
    changeset: bytes, wanted: dict[_Row, FactKey]
) -> Iterator[tuple[FactKey, _Row | None, _Row | None]]:
    for change in apsw.Changeset.iter(changeset):
        old, new = change.old, change.new
        if change.name == "fact":
            key = wanted.get((old or new or ())[:_KEY_WIDTH])
            if key is not None:
                yield key, old, new


def _state(row: _Row | None, otherwise: FactState | None) -> FactState | None:
    """A row of a changeset; what it doesn't tell, because it stayed the same, is as it was ``otherwise``."""
    if row is None:
        return None
    known = otherwise or FactState(None, Status.FINAL)
    thousandths, status = row[_THOUSANDTHS], row[_STATUS]
    return FactState(
        known.thousandths if thousandths is apsw.no_change else thousandths,
        known.status if status is apsw.no_change else Status(status),
    )
