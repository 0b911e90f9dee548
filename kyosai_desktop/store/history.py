"""The steps of a book: recorded with every change, undone, redone, and kept as the audit trail.

These functions run inside a transaction that the book has begun; none of them commits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import Enum
from typing import NamedTuple

import apsw

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.store.ids import new_id

HISTORY_TABLES = frozenset({"history", "history_event"})
_MARK = ""
"""The label of a mark behind which nothing is undone."""


class StepState(Enum):
    """DONE is in effect; UNDONE can be redone; DROPPED was undone and then overtaken by another change."""

    DONE = "done"
    UNDONE = "undone"
    DROPPED = "dropped"


class EventKind(Enum):
    """What happened to a step at one moment."""

    DONE = "done"
    UNDONE = "undone"
    REDONE = "redone"
    DROPPED = "dropped"
    CANCELLED = "cancelled"


class Step(NamedTuple):
    """One change of the book. ``time`` is UTC; ``undoable``: in effect, and not closed off."""

    id: int
    time: datetime
    user: str
    label: str
    tables: frozenset[str]
    state: StepState
    undoable: bool


class Event(NamedTuple):
    """One line of the audit trail: at ``time`` (UTC) ``user`` did or undid … the step ``label``."""

    time: datetime
    user: str
    kind: EventKind
    step_id: int
    label: str


def record(
    connection: apsw.Connection,
    step_id: int,
    label: str,
    user: str,
    tables: Iterable[str],
    changeset: bytes | None,
) -> Step:
    """Write down a step just done. What was undone before it can't be redone any more.

    ``changeset`` None closes the history: this step and all older ones stay readable but can't be undone.
    """
    now = _now()
    names = frozenset(tables)
    _drop_undone(connection, user, now)
    connection.execute(
        "INSERT INTO history (id, time, user, label, tables, state, changeset)"
        " VALUES (?, ?, ?, ?, ?, 'done', ?)",
        (step_id, _text_of(now), user, label, json.dumps(sorted(names)), changeset),
    )
    note_event(connection, step_id, EventKind.DONE, user, now)
    return Step(step_id, now, user, label, names, StepState.DONE, changeset is not None)


def note_event(
    connection: apsw.Connection, step_id: int, kind: EventKind, user: str, time: datetime | None = None
) -> None:
    """Add a line to the audit trail."""
    connection.execute(
        "INSERT INTO history_event (step, what, time, user) VALUES (?, ?, ?, ?)",
        (step_id, kind.value, _text_of(time or _now()), user),
    )


def set_state(connection: apsw.Connection, step_id: int, state: StepState) -> None:
    """Mark a step as in effect or not."""
    connection.execute("UPDATE history SET state = ? WHERE id = ?", (state.value, step_id))


def close(connection: apsw.Connection, user: str) -> None:
    """Make everything done so far final: it stays readable and can't be undone or cancelled.

    The mark is a step without a label, which no list shows.
    """
    record(connection, new_id(), _MARK, user, (), None)


def next_undo(connection: apsw.Connection) -> Step | None:
    """The step that undo would take back: the latest in effect, unless the history was closed after it."""
    step = _one_step(connection, "state = 'done' ORDER BY position DESC LIMIT 1")
    return step if step and step.undoable else None


def next_redo(connection: apsw.Connection) -> Step | None:
    """The step that redo would bring back: the oldest of those undone."""
    return _one_step(connection, "state = 'undone' ORDER BY position LIMIT 1")


def step_of(connection: apsw.Connection, step_id: int) -> Step | None:
    """The step with this id."""
    return _one_step(connection, "id = ?", (step_id,))


def changeset_of(connection: apsw.Connection, step_id: int) -> bytes:
    """What the step wrote, as SQLite's session extension records it."""
    [(changeset,)] = connection.execute("SELECT changeset FROM history WHERE id = ?", (step_id,)).fetchall()
    if not isinstance(changeset, bytes):
        raise ValueError(f"step {step_id} has no changeset")
    return changeset


def steps(connection: apsw.Connection, limit: int | None = None) -> list[Step]:
    """All steps or the ``limit`` newest, newest first."""
    where = f"label <> '{_MARK}' ORDER BY position DESC LIMIT ?"
    return _steps(connection, where, (-1 if limit is None else limit,))


def events(connection: apsw.Connection, limit: int | None = None) -> list[Event]:
    """The audit trail, newest first."""
    rows = connection.execute(
        "SELECT e.time, e.user, e.what, e.step, h.label FROM history_event e JOIN history h ON h.id = e.step"
        f" WHERE h.label <> '{_MARK}' ORDER BY e.position DESC LIMIT ?",
        (-1 if limit is None else limit,),
    ).fetchall()
    return [
        Event(_time_of(str(time)), str(user), EventKind(what), _int(step), str(label))
        for time, user, what, step, label in rows
    ]


def apply(connection: apsw.Connection, changeset: bytes) -> frozenset[str]:
    """Apply a changeset exactly, or not at all. Returns the tables it changed.

    Foreign-key actions don't run (they would take away rows the changeset never saw); no conflict is skipped.

    Raises:
        Refused: a row isn't as the changeset expects it, or a row would be left without what it refers to.
    """
    touched: set[str] = set()
    conflicts: list[tuple[int, str]] = []

    def note_table(name: str) -> bool:
        touched.add(name)
        return True

    def abort(reason: int, change: apsw.TableChange) -> int:
        conflicts.append((reason, change.name))
        return apsw.SQLITE_CHANGESET_ABORT

    try:
        apsw.Changeset.apply(
            changeset,
            connection,
            filter=note_table,
            conflict=abort,
            flags=apsw.SQLITE_CHANGESETAPPLY_FKNOACTION,
        )
    except (apsw.AbortError, apsw.ConstraintError) as error:
        if not conflicts:
            raise
        reason, _table = conflicts[0]
        leaves_orphans = reason == apsw.SQLITE_CHANGESET_FOREIGN_KEY
        raise Refused(orphans() if leaves_orphans else changed_since()) from error
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        raise Refused(orphans())
    return frozenset(touched)


def nothing_to_undo() -> Problem:
    """Undo was asked for and there is no step left."""
    return Problem(
        "history.nothing_to_undo",
        "元に戻せる操作がありません。",
        "これまでの操作は、操作の履歴で確かめられます。",
    )


def nothing_to_redo() -> Problem:
    """Redo was asked for and nothing was undone."""
    return Problem(
        "history.nothing_to_redo",
        "やり直せる操作がありません。",
        "やり直しは、操作を元に戻した直後にだけ使えます。",
    )


def changed_since() -> Problem:
    """A row isn't as the step left it."""
    return Problem(
        "history.changed_since",
        "この操作のあとで同じところが書き換えられているため、元に戻せません。",
        "操作の履歴でこの操作の内容を確かめ、必要な値を入力し直してください。",
    )


def orphans() -> Problem:
    """Other rows refer to what the step wrote."""
    return Problem(
        "history.still_used",
        "この操作で登録した項目がほかの入力で使われているため、元に戻せません。",
        "先に、その項目を使っている入力を取り消してください。",
    )


def _drop_undone(connection: apsw.Connection, user: str, now: datetime) -> None:
    dropped = connection.execute(
        "UPDATE history SET state = 'dropped' WHERE state = 'undone' RETURNING id"
    ).fetchall()
    for (step_id,) in dropped:
        note_event(connection, _int(step_id), EventKind.DROPPED, user, now)


def _one_step(connection: apsw.Connection, where: str, bindings: tuple[int, ...] = ()) -> Step | None:
    found = _steps(connection, where, bindings)
    return found[0] if found else None


def _steps(connection: apsw.Connection, where: str, bindings: tuple[int, ...]) -> list[Step]:
    rows = connection.execute(
        "SELECT id, time, user, label, tables, state, state = 'done' AND position >"
        " (SELECT coalesce(max(position), 0) FROM history WHERE changeset IS NULL)"
        " FROM history WHERE " + where,
        bindings,
    ).fetchall()
    return [
        Step(
            _int(step_id),
            _time_of(str(time)),
            str(user),
            str(label),
            frozenset(json.loads(str(tables))),
            StepState(state),
            bool(undoable),
        )
        for step_id, time, user, label, tables, state, undoable in rows
    ]


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _text_of(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def _time_of(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _int(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"expected an integer, got {value!r}")
    return value
