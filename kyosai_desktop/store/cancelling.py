"""Cancelling an older step, an import for example, without touching what was done to its rows since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

import apsw

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.store.history import Step, changeset_of, orphans, step_of

RowKey = tuple[str, tuple[Any, ...]]  # table, values of its primary key


class KeptBecause(Enum):
    """Why a row that the step wrote stays as it is now."""

    CHANGED_SINCE = "changed_since"
    DELETED_SINCE = "deleted_since"
    ENTERED_AGAIN = "entered_again"
    STILL_USED = "still_used"
    AGAINST_A_RULE = "against_a_rule"


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row that cancelling leaves alone."""

    table: str
    key: tuple[Any, ...]
    reason: KeptBecause


@dataclass(frozen=True, slots=True)
class Cancellation:
    """What cancelling ``step`` does: ``restored`` rows are as before it, ``kept`` ones stay as they are."""

    step: Step
    restored: int
    kept: tuple[KeptRow, ...]


@dataclass(frozen=True, slots=True)
class _ForeignKey:
    child: str
    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]


_REASONS = {
    apsw.SQLITE_CHANGESET_DATA: KeptBecause.CHANGED_SINCE,
    apsw.SQLITE_CHANGESET_NOTFOUND: KeptBecause.DELETED_SINCE,
    apsw.SQLITE_CHANGESET_CONFLICT: KeptBecause.ENTERED_AGAIN,
    apsw.SQLITE_CHANGESET_CONSTRAINT: KeptBecause.AGAINST_A_RULE,
}


def planned(connection: apsw.Connection, step_id: int) -> tuple[Cancellation, bytes]:
    """The ``plan`` of a step, and what the step changed.

    Raises:
        Refused: there is no such step, it isn't in effect, or nothing of it can be cancelled.
    """
    step = step_of(connection, step_id)
    if step is None:
        raise Refused(no_such_step())
    if not step.undoable:
        raise Refused(not_in_effect(step))
    changeset = changeset_of(connection, step_id)
    return plan(connection, step, changeset), changeset


def plan(connection: apsw.Connection, step: Step, changeset: bytes) -> Cancellation:
    """What cancelling ``step`` would restore and keep; tried in a savepoint that is rolled back.

    Raises:
        Refused: nothing of it can be cancelled, since other entries build on it.
    """
    inverse = apsw.Changeset.invert(changeset)
    kept: dict[RowKey, KeptBecause] = {}
    connection.execute("SAVEPOINT cancelling")
    try:
        while found := _conflicts(connection, inverse, kept):
            kept.update(found)
            connection.execute("ROLLBACK TO cancelling")
    finally:
        connection.execute("ROLLBACK TO cancelling")
        connection.execute("RELEASE cancelling")
    rows = sum(1 for _ in apsw.Changeset.iter(inverse))
    return Cancellation(
        step, rows - len(kept), tuple(KeptRow(table, key, reason) for (table, key), reason in kept.items())
    )


def apply(connection: apsw.Connection, cancellation: Cancellation, changeset: bytes) -> None:
    """Restore what the plan says, exactly that.

    Raises:
        Refused: the rows aren't as they were when the plan was made.
    """
    kept: dict[RowKey, KeptBecause] = {(row.table, row.key): row.reason for row in cancellation.kept}
    if _conflicts(connection, apsw.Changeset.invert(changeset), kept):
        raise Refused(orphans())


def no_such_step() -> Problem:
    """Cancelling was asked for a step that isn't in the book."""
    return Problem(
        "history.no_such_step",
        "指定された操作が、このブックの履歴にありません。",
        "操作の履歴から操作を選び直してください。",
    )


def not_in_effect(step: Step) -> Problem:
    """The step was undone already, or is older than a change of the file's format."""
    return Problem(
        "history.not_in_effect",
        f"「{step.label}」は、すでに元に戻されているか、ブックの形式を更新する前の操作のため、取り消せません。",
        "必要な値を入力し直してください。",
    )


def _conflicts(
    connection: apsw.Connection, inverse: bytes, kept: dict[RowKey, KeptBecause]
) -> dict[RowKey, KeptBecause]:
    """Apply all of ``inverse`` but the kept rows; returns the rows that stand in the way."""
    found: dict[RowKey, KeptBecause] = {}
    leaves_orphans = False

    def is_wanted(change: apsw.TableChange) -> bool:
        return _key(change) not in kept

    def note(reason: int, change: apsw.TableChange) -> int:
        nonlocal leaves_orphans
        if reason == apsw.SQLITE_CHANGESET_FOREIGN_KEY:
            leaves_orphans = True
        else:
            found[_key(change)] = _REASONS[reason]
        return apsw.SQLITE_CHANGESET_OMIT

    apsw.Changeset.apply(
        inverse,
        connection,
        filter_change=is_wanted,
        conflict=note,
        flags=apsw.SQLITE_CHANGESETAPPLY_FKNOACTION,
    )
    if leaves_orphans:
        found.update(dict.fromkeys(_causes_of_orphans(connection, inverse), KeptBecause.STILL_USED))
    return found


def _key(change: apsw.TableChange) -> RowKey:
    row = change.new if change.op == "INSERT" else change.old
    return change.name, _at(row or (), sorted(change.pk_columns))


def _at(row: tuple[Any, ...], columns: list[int]) -> tuple[Any, ...]:
    return tuple(row[column] for column in columns)


def _causes_of_orphans(connection: apsw.Connection, inverse: bytes) -> Iterator[RowKey]:
    """The rows of ``inverse`` to leave alone so that no row is without what it refers to."""
    deleted: list[tuple[RowKey, tuple[Any, ...]]] = []
    written: set[RowKey] = set()
    for change in apsw.Changeset.iter(inverse):
        if change.op == "DELETE":
            deleted.append((_key(change), change.old or ()))
        else:
            written.add(_key(change))
    for foreign_key in _violated(connection):
        parent_columns = _positions(connection, foreign_key.parent, foreign_key.parent_columns)
        parents = {_at(row, parent_columns): key for key, row in deleted if key[0] == foreign_key.parent}
        for child_key, reference in _orphan_rows(connection, foreign_key):
            cause = parents.get(reference, child_key)
            if cause is child_key and child_key not in written:
                raise Refused(orphans())
            yield cause


def _violated(connection: apsw.Connection) -> list[_ForeignKey]:
    broken = {(table, fk) for table, _row, _parent, fk in _all(connection, "PRAGMA foreign_key_check")}
    found = []
    for table, number in sorted(broken):
        rows = _all(
            connection,
            'SELECT "table", "from", "to" FROM pragma_foreign_key_list(?) WHERE id = ? ORDER BY seq',
            (table, number),
        )
        parent = str(rows[0][0])
        to = tuple(str(row[2]) for row in rows) if rows[0][2] else _primary_key(connection, parent)
        found.append(_ForeignKey(str(table), tuple(str(row[1]) for row in rows), parent, to))
    return found


def _orphan_rows(connection: apsw.Connection, fk: _ForeignKey) -> list[tuple[RowKey, tuple[Any, ...]]]:
    primary_key = _primary_key(connection, fk.child)
    columns = ", ".join(f'c."{name}"' for name in (*primary_key, *fk.columns))
    given = " AND ".join(f'c."{name}" IS NOT NULL' for name in fk.columns)
    pairs = zip(fk.columns, fk.parent_columns, strict=True)
    same = " AND ".join(f'p."{to}" = c."{name}"' for name, to in pairs)
    rows = _all(
        connection,
        f'SELECT {columns} FROM "{fk.child}" c'
        f' WHERE {given} AND NOT EXISTS (SELECT 1 FROM "{fk.parent}" p WHERE {same})',
    )
    width = len(primary_key)
    return [((fk.child, row[:width]), row[width:]) for row in rows]


def _primary_key(connection: apsw.Connection, table: str) -> tuple[str, ...]:
    """Names of the key's columns in the order of the table's columns, as changesets give their values."""
    rows = _all(connection, "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY cid", (table,))
    return tuple(str(name) for (name,) in rows)


def _positions(connection: apsw.Connection, table: str, names: tuple[str, ...]) -> list[int]:
    rows = _all(connection, "SELECT name, cid FROM pragma_table_info(?)", (table,))
    cid = {str(name): int(position) for name, position in rows}
    return [cid[name] for name in names]


def _all(connection: apsw.Connection, sql: str, bindings: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    return connection.execute(sql, bindings).fetchall()
