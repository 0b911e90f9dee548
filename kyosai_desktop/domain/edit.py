"""What a user asks of a table, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class TypedCell(NamedTuple):
    """Text for one cell of a ``Table``: ``row`` and ``column`` index ``Table.cells``; '' clears the cell."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Applied:
    """An edit was stored as one undo step (or changed nothing: ``changed`` is 0).

    ``note`` is a sentence for the user when there is more to know than the new figures show.
    """

    changed: int
    note: str = ""
