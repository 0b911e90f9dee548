"""Finding a text in a table: in the heads of its columns, the labels of its rows, and its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kyosai_desktop.domain.table import Cell, Table
from kyosai_desktop.domain.text.name import name_key
from kyosai_desktop.operations.other_names import OtherNames

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """What was found: a ``row``, a ``column``, or neither as None."""

    row: int | None = None
    column: int | None = None

    def cell(self, at: Position) -> Position:
        """Where to go from ``at``: along its row to a column, or along its column to a row."""
        return (at[0] if self.row is None else self.row, at[1] if self.column is None else self.column)


def matches(
    table: Table, text: str, names: OtherNames, rows: Sequence[int], columns: Sequence[int]
) -> list[Match]:
    """Everything among the shown ``rows`` and ``columns`` that has the text: columns by their heads first, then rows
    by their labels or cells.

    Spellings of one name are the same (桧山 for 檜山, full and half width); 別名 count as well.
    """
    key, plain = name_key(text).casefold(), text.strip().casefold()
    if not key and not plain:
        return []

    def named(words: Iterable[str]) -> bool:
        return any(plain in word.casefold() or (key and key in name_key(word).casefold()) for word in words)

    def headed(column: int) -> bool:
        head = table.columns[column]
        return named((*head.groups, head.label, *names.columns.get(head.key, ())))

    def found_in(row: int) -> bool:
        head = table.rows[row]
        if named((*head.labels, *names.rows.get(head.key, ()))):
            return True
        return any(_says(cell, plain) for cell in table.cells[row])

    return [
        *(Match(column=column) for column in columns if headed(column)),
        *(Match(row=row) for row in rows if found_in(row)),
    ]


def _says(cell: Cell, plain: str) -> bool:
    return plain in cell.text.casefold()


def next_match(found: Sequence[Match], last: Match | None, at: Position) -> Match | None:
    """The match after the ``last`` one; without that, the first whose place is beyond the current cell, columns first.

    After the last match the first one follows.
    """
    if not found:
        return None
    if last in found:
        return found[(found.index(last) + 1) % len(found)]

    def first(kind: Sequence[Match], beyond: Callable[[Match], bool]) -> Match | None:
        return next((match for match in kind if beyond(match)), kind[0] if kind else None)

    columns = [match for match in found if match.row is None]
    rows = [match for match in found if match.row is not None]
    return first(columns, lambda match: (match.column or 0) > at[1]) or first(
        rows, lambda match: (match.row or 0) > at[0]
    )
