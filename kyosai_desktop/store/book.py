"""An open book: reads, and the one door through which everything is changed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import apsw

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.store import history, lock_note, pragmas, refusals
from kyosai_desktop.store.history import Event, EventKind, Step, StepState
from kyosai_desktop.store.ids import new_id

Bindings = Sequence[Any]
Listener = Callable[[frozenset[str]], None]


class Transaction:
    """What a change may do. Alive only inside ``with book.change(...)``.

    ``step_id`` is the id of the history step being written; rows may store it as "who and when".
    """

    def __init__(self, connection: apsw.Connection, step_id: int) -> None:
        self.step_id = step_id
        self._connection: apsw.Connection | None = connection

    def execute(self, sql: str, bindings: Bindings = ()) -> list[tuple[Any, ...]]:
        """Run one statement and return all its rows."""
        return self._alive().execute(sql, bindings).fetchall()

    def executemany(self, sql: str, sequence: Iterable[Bindings]) -> None:
        """Run one statement for each of the bindings."""
        self._alive().executemany(sql, sequence).fetchall()

    def end(self) -> None:
        """Refuse everything from now on; the book calls this when the change is over."""
        self._connection = None

    def _alive(self) -> apsw.Connection:
        if self._connection is None:
            raise RuntimeError("this transaction is over: use it only inside its with block")
        return self._connection


class Book:
    """One open book. All methods belong to the thread that opened it.

    ``read_only`` books are backups opened for reading; ``backup_time`` then says when the backup was made.
    Make one with ``opening.create_book``, ``open_book`` or ``open_read_only_copy``.
    """

    def __init__(
        self,
        connection: apsw.Connection,
        path: Path,
        user: str,
        *,
        backup_time: datetime | None = None,
    ) -> None:
        self.path = path
        self.user = user
        self.backup_time = backup_time
        self._connection = connection
        self._listeners: list[Listener] = []
        self._changing = False

    @property
    def read_only(self) -> bool:
        """Whether this is a backup opened for reading."""
        return self.backup_time is not None

    def query(self, sql: str, bindings: Bindings = ()) -> list[tuple[Any, ...]]:
        """All rows of one reading statement; nothing stays open. A writing one is a ``RuntimeError``."""
        cursor = self._connection.cursor()
        cursor.exec_trace = _only_reading
        return cursor.execute(sql, bindings).fetchall()

    @contextmanager
    def change(self, label: str) -> Generator[Transaction, None, None]:
        """Begin, run, record and commit one change under ``label``, the words the user sees in 元に戻す.

        When the block is left normally, everything is on disk. Any exception rolls all of it back. A change
        that left every row as it was records no step.

        Raises:
            Refused: the book is read-only, or the disk didn't take it; nothing was changed.
            RuntimeError: another change of this book is under way.
        """
        touched: set[str] = set()

        def is_recorded(table: str) -> bool:
            if table in history.HISTORY_TABLES:
                return False
            touched.add(table)
            return True

        with self._transaction():
            session = apsw.Session(self._connection, "main")
            transaction = Transaction(self._connection, new_id())
            try:
                session.table_filter(is_recorded)
                yield transaction
                changeset = session.changeset()
            finally:
                transaction.end()
                session.close()
            if not self._connection.in_transaction:
                raise RuntimeError("the transaction was ended inside the change")
            if changeset:
                history.record(self._connection, transaction.step_id, label, self.user, touched, changeset)
        if changeset:
            self._announce(frozenset(touched))

    def undo(self) -> Step | Problem:
        """Take back the latest step, exactly. Returns it, or why that can't be done (nothing was changed)."""
        return self._travel(
            history.next_undo,
            apsw.Changeset.invert,
            StepState.UNDONE,
            EventKind.UNDONE,
            history.nothing_to_undo,
        )

    def redo(self) -> Step | Problem:
        """Do the step undone last again. Returns it, or why that can't be done (nothing was changed)."""
        return self._travel(
            history.next_redo, bytes, StepState.DONE, EventKind.REDONE, history.nothing_to_redo
        )

    def undo_label(self) -> str | None:
        """The label of the step that ``undo`` would take back."""
        step = history.next_undo(self._connection)
        return step.label if step else None

    def redo_label(self) -> str | None:
        """The label of the step that ``redo`` would do again."""
        step = history.next_redo(self._connection)
        return step.label if step else None

    def history(self, limit: int | None = None) -> list[Step]:
        """The steps, newest first."""
        return history.steps(self._connection, limit)

    def events(self, limit: int | None = None) -> list[Event]:
        """The audit trail: every doing, undoing and redoing, newest first."""
        return history.events(self._connection, limit)

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Have ``listener`` told the changed tables after each commit of a do, undo or redo.

        Returns a function that ends the subscription.
        """
        self._listeners.append(listener)

        def unsubscribe() -> None:
            with contextlib.suppress(ValueError):
                self._listeners.remove(listener)

        return unsubscribe

    def close(self) -> None:
        """Close the book and leave no empty journal beside it."""
        if not self.read_only:
            lock_note.remove(self.path)
            with contextlib.suppress(apsw.Error):  # an empty journal that stays is harmless
                pragmas.leave_no_journal(self._connection)
        self._connection.close()

    def _travel(
        self,
        find: Callable[[apsw.Connection], Step | None],
        direction: Callable[[bytes], bytes],
        state: StepState,
        kind: EventKind,
        nothing: Callable[[], Problem],
    ) -> Step | Problem:
        try:
            with self._transaction():
                step = find(self._connection)
                if step is None:
                    raise Refused(nothing())
                changeset = history.changeset_of(self._connection, step.id)
                tables = history.apply(self._connection, direction(changeset))
                history.set_state(self._connection, step.id, state)
                history.note_event(self._connection, step.id, kind, self.user)
                result = history.step_of(self._connection, step.id) or step
        except Refused as refused:
            return refused.problems[0]
        self._announce(tables)
        return result

    @contextmanager
    def _transaction(self) -> Generator[None, None, None]:
        if self.read_only:
            raise Refused(refusals.copy_read_only(self.path))
        if self._changing:
            raise RuntimeError("a change of this book is already under way")
        self._changing = True
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        except apsw.Error as error:
            problem = refusals.of_sqlite_error(self.path, error, self._connection.system_errno)
            if problem is None:
                raise
            raise Refused(problem) from error
        finally:
            if self._connection.in_transaction:
                # A device that fails even the rollback leaves a journal; SQLite plays it back later.
                with contextlib.suppress(apsw.Error):
                    self._connection.execute("ROLLBACK")
            self._changing = False

    def _announce(self, tables: frozenset[str]) -> None:
        for listener in tuple(self._listeners):
            listener(tables)


def _only_reading(cursor: apsw.Cursor, sql: str, bindings: object) -> bool:
    if not cursor.is_readonly:
        raise RuntimeError(f"query() only reads; change the book through change(): {sql}")
    return True
