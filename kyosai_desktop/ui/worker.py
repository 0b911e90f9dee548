"""One thread that carries out calls in the order they come.

``concurrent.futures`` would do, but imports logging and more before the first paint.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")


class Answer(Generic[T]):
    """The value of a call, or what it raised."""

    def __init__(self, call: Callable[[], T]) -> None:
        self._call = call
        self._done = threading.Event()
        self._value: T
        self._error: BaseException | None = None

    def carry_out(self) -> None:
        """Run the call; the worker does."""
        try:
            self._value = self._call()
        except BaseException as error:  # it is raised again by whoever asks for the value
            self._error = error
        self._done.set()

    def value(self) -> T:
        """Wait for the call to end; what it raised is raised here."""
        self._done.wait()
        if self._error is not None:
            error, self._error = self._error, None
            raise error
        return self._value


class Worker:
    """Starts its thread at once; ``close`` ends it after what is waiting."""

    def __init__(self, name: str) -> None:
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def ask(self, call: Callable[[], T], then: Callable[[Answer[T]], None] | None = None) -> Answer[T]:
        """Have a call carried out. ``then`` is called on the worker's thread as soon as it is.

        Raises ``RuntimeError`` after ``close``: nobody would carry it out, and who waits for it waits for ever.
        """
        answer = Answer(call)

        def run() -> None:
            answer.carry_out()
            if then:
                then(answer)

        with self._closing:
            if self._closed:
                raise RuntimeError(f"the thread {self._thread.name!r} has ended")
            self._calls.put(run)
        return answer

    def close(self) -> None:
        """Carry out what waits, then end the thread."""
        with self._closing:
            self._closed = True
            self._calls.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (call := self._calls.get()) is not None:
            call()
