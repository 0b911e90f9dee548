"""The open book as the window sees it: one thread owns the connection, the GUI thread asks and is told.

``Book`` belongs to the thread that opened it. ``Session`` opens it on its own thread, carries short requests
there and values back, and repeats the book's announcements as Qt signals in the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.history import Step
from kyosai_desktop.ui.worker import Answer, Worker

T = TypeVar("T")


class Session(QObject):
    """One open book. Make it with ``Session(opener)``; call ``close`` before letting it go.

    ``changes`` counts what was done, undone and redone since it was opened; ``saved_at`` is when that was last.

    ``opener`` runs on the store thread and returns the open book, e.g. ``lambda: open_book(path)``.
    Raises ``Refused`` when the book can't be opened.
    """

    changed = Signal(object)
    """frozenset of table names; after each do, undo and redo, in the GUI thread."""

    _announced = Signal(object)
    _arrived = Signal(object)

    def __init__(self, opener: Callable[[], Book], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker("store")
        self._announced.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._arrived.connect(_call, Qt.ConnectionType.QueuedConnection)
        self.saved_at: datetime | None = None
        self.closed = False
        self.changes = 0
        self.recorded_step: int | None = None
        try:
            self._book = self._worker.ask(lambda: self._open(opener)).value()
        except BaseException:
            self._worker.close()
            raise
        self.path: Path = self._book.path
        self.read_only: bool = self._book.read_only
        self.backup_time: datetime | None = self._book.backup_time

    def read(self, request: Callable[[Book], T]) -> T:
        """Carry out a short request now and return its value; what it raises is raised here.

        Also for changes: they are on disk when this returns. Raises ``RuntimeError`` once the book is closed.
        """
        return self._worker.ask(lambda: request(self._book)).value()

    def change(self, request: Callable[[Book], T]) -> T:
        """As ``read``, for what may change the book. ``recorded_step`` then is the step it made, None if it made none."""
        self.recorded_step = None
        return self.read(request)

    def undo(self, step: int | None = None) -> Step | Problem | None:
        """Take back the latest step; with ``step``, only if that is the latest one, else None and nothing is changed."""

        def take_back(book: Book) -> Step | Problem | None:
            latest = book.undo_step()
            return book.undo() if step is None or (latest and latest.id == step) else None

        return self._travel(take_back)

    def redo(self) -> Step | Problem:
        """Do the step undone last again."""
        return self._travel(Book.redo)

    def later(
        self,
        owner: QObject,
        request: Callable[[Book], T],
        done: Callable[[T], None],
        failed: Callable[[tuple[Problem, ...]], None],
    ) -> None:
        """Carry out a longer request without holding up the window; ``done`` or ``failed`` runs in the GUI thread,
        unless ``owner`` (whose methods they are) or the book is gone by then.

        An exception that isn't ``Refused`` is a bug and is raised there.
        """

        if self.closed:
            return  # a page of the closed book that waits to be deleted

        def deliver(answer: Answer[T]) -> None:
            self._arrived.emit(lambda: self._hand_over(owner, answer, done, failed))

        self._worker.ask(lambda: request(self._book), deliver)

    def close(self) -> None:
        """Close the book (which may make a backup) and end the thread. Nothing is told any more."""
        self.closed = True
        try:
            self._worker.ask(self._book.close).value()
        finally:
            self._worker.close()

    def _open(self, opener: Callable[[], Book]) -> Book:
        book = opener()

        def announce(tables: frozenset[str]) -> None:
            self.changes += 1
            step = book.undo_step()
            self.recorded_step = step.id if step else None
            self._announced.emit(tables)

        book.on_change(announce)
        return book

    def _travel(self, request: Callable[[Book], T]) -> T:
        try:
            return self.read(request)
        finally:
            self.recorded_step = None  # what is now the latest step isn't new

    @Slot(object)
    def _tell(self, tables: frozenset[str]) -> None:
        if self.closed:
            return
        self.saved_at = datetime.now().astimezone()
        self.changed.emit(tables)

    def _hand_over(
        self,
        owner: QObject,
        answer: Answer[Any],
        done: Callable[[Any], None],
        failed: Callable[[tuple[Problem, ...]], None],
    ) -> None:
        if self.closed or not isValid(owner):
            return
        try:
            value = answer.value()
        except Refused as refused:
            failed(refused.problems)
        else:
            done(value)


def _call(deliver: Callable[[], None]) -> None:
    deliver()
