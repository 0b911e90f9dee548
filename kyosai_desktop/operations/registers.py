"""Registers as tables to type in: which record each row is, and what texts typed into rows make of the records.

A row belongs to one record as long as it is shown. An empty row has the id that its record will get from the start, so
all that is typed in it goes to one record, and a text goes to the row in which the user saw it, whatever was sorted,
added or taken out since that table was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.problem import Place, Problem
from kyosai_desktop.domain.table import Cell, FieldKey, Row, RowKind, Table
from kyosai_desktop.domain.text.name import stored_name
from kyosai_desktop.store.ids import new_id


class Record(Protocol):
    """What a row stands for."""

    @property
    def id(self) -> int: ...


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Register(Generic[R]):
    """``empty``: the record with an id before anything is typed; ``text``: what a field of one shows; ``typed``: the
    record with a text in a field, or why it can't have it; ``derived``: why columns that are no fields take no text."""

    name: str
    empty: Callable[[int], R]
    text: Callable[[R, str], str]
    typed: Callable[[R, str, str], R | Problem]
    derived: Problem | None = None


@dataclass(frozen=True, slots=True)
class Entered(Generic[R]):
    """The records that change, and those that are new, by id; ``count``: how many texts they took."""

    records: Mapping[int, R]
    count: int


def rows_of(
    name: str,
    records: Sequence[R],
    empty: Callable[[int], R],
    new_rows: int,
    kept: Table | None = None,
    *,
    reorders: bool = True,
) -> list[tuple[Row, R]]:
    """The rows of a register and their records: in the order of ``records``, then empty ones for new records.

    ``kept``: the table of it on screen, whose rows stay in their places. A record that it doesn't have stands behind
    the one before it; an empty row in which something was typed is that record's row. ``reorders``: typing can change
    the order of ``records``, and rows stay in spite of it; otherwise the user gave the order and sees it at once.
    """
    by_id = {record.id: record for record in records}
    order = list(by_id) if kept is None else _in_place(kept, name, by_id)
    if not reorders and [id for id in order if id in by_id] != list(by_id):
        order = list(by_id)
    filled = max((at for at, id in enumerate(order, 1) if id in by_id), default=0)
    order += [new_id() for _ in range(new_rows - (len(order) - filled))]
    rows: list[tuple[Row, R]] = []
    number = 0
    for id in order:
        record = by_id.get(id)
        number += record is not None
        kind = RowKind.NEW if record is None else RowKind.ITEM
        label = "" if record is None else str(number)
        rows.append((Row((label,), kind, key=f"{name}.{id}"), empty(id) if record is None else record))
    return rows


def _in_place(kept: Table, name: str, records: Iterable[int]) -> list[int]:
    """The ids of the rows on screen that have a record or are empty, and those of the other records among them."""
    known, offered = set(records), set(row_ids(kept, name, RowKind.NEW))
    order = [id for id in row_ids(kept, name) if id in known or id in offered]
    here, before = set(order), 0
    behind: dict[int, list[int]] = {}
    for id in records:
        if id in here:
            before = id
        else:
            behind.setdefault(before, []).append(id)
    return [each for id in (0, *order) for each in (id, *behind.get(id, ()))][1:]


def with_empty_rows(table: Table, name: str, count: int) -> Table:
    """The table of a register with more empty rows below, to read it anew with them: a long list is pasted."""
    ids = [new_id() for _ in range(count)]
    rows = tuple(Row(("",), RowKind.NEW, key=f"{name}.{id}") for id in ids)
    cells = tuple((Cell(key=FieldKey(name, id, "")),) * len(table.columns) for id in ids)
    return replace(table, rows=table.rows + rows, cells=table.cells + cells)


def register_of(table: Table) -> str:
    """The name of the register that a table shows, '' for a table without rows of one."""
    keys = (cell.key for line in table.cells for cell in line if isinstance(cell.key, FieldKey))
    return next((key.register for key in keys), "")


def row_ids(table: Table, name: str, kind: RowKind | None = None) -> list[int]:
    """The ids of the records of a register in a table from top to bottom; only of rows of a ``kind``."""
    found: list[int] = []
    for row, line in zip(table.rows, table.cells, strict=True):
        key = next((cell.key for cell in line if isinstance(cell.key, FieldKey)), None)
        if key is not None and key.register == name and kind in (None, row.kind):
            found.append(key.row_id)
    return found


def typed_into(
    register: Register[R], shown: Table, cells: Sequence[TypedCell], known: Mapping[int, R]
) -> Entered[R] | Problem:
    """What texts typed into the table ``shown`` make of the records ``known`` now; a text in an empty row begins a new
    one. All of them, or why one can't be taken."""
    entered: dict[int, R] = {}
    count = 0
    for typed in cells:
        row, cell = shown.rows[typed.row], shown.cells[typed.row][typed.column]
        place = Place(form=shown.title, row=row.name, column=shown.columns[typed.column].label)
        text = stored_name(typed.text)
        key = cell.key
        if not isinstance(key, FieldKey):
            if text != cell.text and register.derived is not None:
                return register.derived._replace(place=place)
            continue
        before = entered.get(key.row_id) or known.get(key.row_id)
        if before is None and row.kind is not RowKind.NEW:
            return _gone(place)
        if text == ("" if before is None else register.text(before, key.field)):
            continue
        after = register.typed(before or register.empty(key.row_id), key.field, text)
        if isinstance(after, Problem):
            return after._replace(place=place)
        entered[key.row_id] = after
        count += 1
    return Entered(entered, count)


def as_shown(name: str, shown: Table, records: Mapping[int, R]) -> list[R]:
    """The records in the order of the table ``shown``, those that it doesn't have behind the one before them."""
    order = _in_place(shown, name, records)
    return [records[id] for id in order if id in records]


def _gone(place: Place) -> Problem:
    return Problem(
        "row.gone",
        "この行は、入力する前に一覧からなくなりました。",
        "下の空いている行に入力するか、「元に戻す」で行を戻してください。",
        place=place,
    )
