"""Work off the GUI thread, one piece at a time: PDFs, workbooks, page images. Progress and 中止 are the status bar's.

There is one worker: PDFium isn't thread-safe, and a second job would only slow down the first.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.ui.worker import Worker

T = TypeVar("T")
Failed = Callable[[tuple[Problem, ...]], None]


class Stopped(Exception):  # noqa: N818 - not an error: the user pressed 中止
    """Ends a job whose user pressed 中止."""


class Progress:
    """How a job tells where it is. Also the place where it learns that it is to stop."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()

    def at(self, done: int, total: int) -> None:
        """``done`` of ``total`` parts are ready. Raises ``Stopped`` after 中止: let it pass."""
        if self._stop.is_set():
            raise Stopped
        self._tell(done, total)

    @property
    def stopping(self) -> bool:
        """Whether 中止 was pressed."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Have the next ``at`` end the job."""
        self._stop.set()


class Jobs(QObject):
    """Runs jobs in the order they were started; their answers arrive in the GUI thread."""

    started = Signal(str)
    """The label of the job now running, for the status bar."""
    progressed = Signal(int, int)
    ended = Signal()

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker: Worker | None = None
        self._closing = False
        self._dropped = 0
        self._arrived.connect(_call, Qt.ConnectionType.QueuedConnection)
        self._running: Progress | None = None
        self._waiting = 0
        self.awaited = 0
        """Jobs not yet ended whose print or file the user waits for."""
        self.failed_awaited = False
        """Whether one of them couldn't be carried out, which the user has to see."""

    @property
    def busy(self) -> bool:
        """Whether a job is running or waiting."""
        return self._waiting > 0

    def start(
        self,
        owner: QObject,
        label: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed,
        *,
        awaited: bool = False,
    ) -> None:
        """Run ``work`` on the worker thread; then ``done`` or, for the world's errors, ``failed``.

        After 中止 or ``drop``, and when ``owner`` (whose methods they are) is gone by then, neither is called. Any
        other exception is a bug and is raised in the GUI thread. ``awaited``: the user gets something from it, a print or
        a file, so the window isn't closed before.
        """
        drops = self._dropped
        progress = Progress(self.progressed.emit)
        self._waiting += 1
        self.awaited += awaited

        def run() -> None:
            if self._closing:
                return
            if drops != self._dropped:
                self._arrived.emit(lambda: self._end(owner, drops, _nothing, awaited=awaited))
                return
            self._arrived.emit(lambda: self._begin(label, progress))
            deliver: Callable[[], None]
            try:
                value = work(progress)
                deliver = lambda: done(value)  # noqa: E731 - one of four answers, chosen here, called elsewhere
            except Stopped:
                deliver = _nothing
            except Refused as refused:
                problems = refused.problems
                self.failed_awaited = self.failed_awaited or awaited
                deliver = lambda: failed(problems)  # noqa: E731 - as above
            except Exception as error:
                bug = error
                deliver = lambda: _raise(bug)  # noqa: E731 - as above
            self._arrived.emit(lambda: self._end(owner, drops, deliver, awaited=awaited))

        if self._worker is None:
            self._worker = Worker("work")
        self._worker.ask(run)

    @Slot()
    def stop(self) -> None:
        """中止: end the running job at its next step."""
        if self._running:
            self._running.stop()

    def drop(self) -> None:
        """The book is closed: what waits isn't begun, what runs is stopped where it can be, nothing is answered."""
        self._dropped += 1
        self.stop()

    def close(self) -> None:
        """Stop what runs, drop what waits, and wait for the worker to end."""
        self._closing = True
        self.stop()
        if self._worker:
            self._worker.close()
            self._worker = None

    def _begin(self, label: str, progress: Progress) -> None:
        self._running = progress
        self.started.emit(label)

    def _end(self, owner: QObject, drops: int, deliver: Callable[[], None], *, awaited: bool) -> None:
        self._running = None
        self.awaited -= awaited
        self._waiting -= 1
        self.ended.emit()
        if drops == self._dropped and isValid(owner):
            deliver()


def _call(deliver: Callable[[], Any]) -> None:
    deliver()


def _nothing() -> None:
    pass


def _raise(error: Exception) -> None:
    raise error
