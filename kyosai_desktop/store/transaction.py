"""What may be done inside a change of the book, and only there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import apsw

Bindings = Sequence[Any]


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
