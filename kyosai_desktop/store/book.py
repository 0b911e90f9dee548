"""An open book: reads, and the one door through which everything is changed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import apsw

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.store import backup, history, lock_note, pragmas, refusals, soundness
from kyosai_desktop.store.backup import Backup, BackupReason
from kyosai_desktop.store.history import Event, EventKind, Step, StepState
from kyosai_desktop.store.ids import new_id
from kyosai_desktop.store.transaction import Bindings, Transaction

if TYPE_CHECKING:
    from kyosai_desktop.store.cancelling import Cancellation

__all__ = ["Book", "Transaction"]

Listener = Callable[[frozenset[str]], None]

_BACKUP_EVERY = timedelta(days=1)


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
        self._changed_since_backup = False

    @property
    def read_only(self) -> bool:
        """Whether this is a backup opened for reading."""
        return self.backup_time is not None

    def query(self, sql: str, bindings: Bindings = ()) -> list[tuple[Any, ...]]:
        """All rows of one reading statement; nothing stays open. A writing one is a ``RuntimeError``.

        Raises:
            Refused: the file is damaged or its device doesn't answer.
        """
        cursor = self._connection.cursor()
        cursor.exec_trace = _only_reading
        try:
            return cursor.execute(sql, bindings).fetchall()
        except (apsw.CorruptError, apsw.NotADBError, apsw.IOError) as error:
            raise Refused(refusals.partly_damaged(self.path)) from error

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

    def close_history(self) -> None:
        """Make what was done so far final: the steps that set up a new book aren't the user's to undo.

        Raises ``Refused`` when the book is read-only or the disk doesn't take it.
        """
        with self._transaction():
            history.close(self._connection, self.user)

    def undo_step(self) -> Step | None:
        """The step that ``undo`` would take back."""
        return history.next_undo(self._connection)

    def undo_label(self) -> str | None:
        """The label of the step that ``undo`` would take back."""
        step = self.undo_step()
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

    def cancellation(self, step_id: int) -> Cancellation | Problem:
        """What ``cancel`` would restore and keep, or why it can't be done."""
        from kyosai_desktop.store import cancelling  # rare; books are opened at every start

        try:
            with self._transaction():
                return cancelling.planned(self._connection, step_id)[0]
        except Refused as refused:
            return refused.problems[0]

    def cancel(self, step_id: int) -> Cancellation | Problem:
        """Cancel an older step, as a new step that undo takes back.

        Only rows that still hold what it wrote get back what they held before; the others are listed as kept.
        Returns why it can't be done (nothing was changed) otherwise.
        """
        from kyosai_desktop.store import cancelling  # rare; books are opened at every start

        step = history.step_of(self._connection, step_id)
        if step is None:
            return cancelling.no_such_step()
        try:
            with self.change(f"取り消し：{step.label}"):
                planned, changeset = cancelling.planned(self._connection, step_id)
                if planned.restored:
                    cancelling.apply(self._connection, planned, changeset)
                    history.note_event(self._connection, step_id, EventKind.CANCELLED, self.user)
        except Refused as refused:
            return refused.problems[0]
        return planned

    def backup(self, reason: BackupReason = BackupReason.ASKED) -> Backup | Problem:
        """Make a verified backup now, in the folder beside the book. Returns it, or why it wasn't made."""
        self._require_idle()
        if self.read_only:
            return refusals.copy_read_only(self.path)
        try:
            made = backup.write_backup(self._connection, self.path, reason)
        except Refused as refused:
            return refused.problems[0]
        self._changed_since_backup = False
        return made

    def backup_if_due(self) -> Backup | Problem | None:
        """Make the backup of the day when the newest is older than a day; None when it isn't.

        To be called after the window is shown: it takes longer than opening the book.
        """
        newest = backup.list_backups(self.path)[:1]
        if self.read_only or (newest and datetime.now(UTC) - newest[0].time < _BACKUP_EVERY):
            return None
        return self.backup(BackupReason.OPENED)

    def backup_to(self, target: Path) -> Problem | None:
        """Write a verified copy of the book to a new file. Returns why it wasn't made, if so."""
        self._require_idle()
        try:
            backup.write_copy(self._connection, target)
        except Refused as refused:
            return refused.problems[0]
        return None

    def verify(self) -> list[Problem]:
        """What is wrong with the book, empty when nothing is. Reads all of it: for after the first paint."""
        return soundness.problems_of(self._connection, self.path)

    def close(self) -> Problem | None:
        """Close the book, backing it up first if it was changed. Returns why there is no backup, if so.

        The book is closed in any case, and no empty journal stays beside it.
        """
        problem: Problem | None = None
        if not self.read_only:
            if self._changed_since_backup:
                made = self.backup(BackupReason.CLOSED)
                problem = made if isinstance(made, Problem) else None
            lock_note.remove(self.path)
            with contextlib.suppress(apsw.Error):  # an empty journal that stays is harmless
                pragmas.leave_no_journal(self._connection)
        self._connection.close()
        return problem

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
        self._require_idle()
        self._changing = True
        try:
            with refusals.as_refusals(self.path, self._connection, is_open=True):
                self._connection.execute("BEGIN IMMEDIATE")
                yield
                self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                # A device that fails even the rollback leaves a journal; SQLite plays it back later.
                with contextlib.suppress(apsw.Error):
                    self._connection.execute("ROLLBACK")
            self._changing = False

    def _require_idle(self) -> None:
        if self._changing:
            raise RuntimeError("a change of this book is under way")

    def _announce(self, tables: frozenset[str]) -> None:
        self._changed_since_backup = True
        for listener in tuple(self._listeners):
            listener(tables)


def _only_reading(cursor: apsw.Cursor, sql: str, bindings: object) -> bool:
    if not cursor.is_readonly:
        raise RuntimeError(f"query() only reads; change the book through change(): {sql}")
    return True
