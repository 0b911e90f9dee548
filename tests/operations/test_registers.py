"""The rows of a register: who stands where, and which record a typed text goes to, by what was on screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, FieldKey, RowKind, Table
from kyosai_desktop.operations import registers
from kyosai_desktop.operations.registers import Register

NEW_ROWS = 3


@dataclass(frozen=True)
class Entry:
    id: int
    name: str = ""
    note: str = ""


def typed(entry: Entry, field: str, text: str) -> Entry:
    values: dict[str, Any] = {field: text}
    return replace(entry, **values)


REGISTER = Register("entry", Entry, getattr, typed)


def table(entries: Sequence[Entry], kept: Table | None = None, *, reorders: bool = True) -> Table:
    rows = registers.rows_of("entry", entries, Entry, NEW_ROWS, kept, reorders=reorders)
    return Table(
        "entries",
        "記録",
        ("順",),
        (Column("名前", kind=ColumnKind.TEXT, key="name"), Column("備考", kind=ColumnKind.TEXT, key="note")),
        tuple(row for row, _ in rows),
        tuple(
            tuple(
                Cell(getattr(entry, field), state=CellState.ENTRY, key=FieldKey("entry", entry.id, field))
                for field in ("name", "note")
            )
            for _, entry in rows
        ),
    )


def entries(*ids: int) -> list[Entry]:
    return [Entry(id, f"名{id}") for id in ids]


def ids(shown: Table) -> list[int]:
    """The records from top to bottom, 0 for an empty row."""
    kinds = [row.kind for row in shown.rows]
    return [
        0 if kind is RowKind.NEW else id
        for kind, id in zip(kinds, registers.row_ids(shown, "entry"), strict=True)
    ]


def test_records_stand_in_their_order_over_empty_rows_with_numbers() -> None:
    shown = table(entries(5, 2, 9))
    assert ids(shown) == [5, 2, 9, 0, 0, 0]
    assert [row.labels[0] for row in shown.rows] == ["1", "2", "3", "", "", ""]


def test_rows_on_screen_stay_when_their_order_changes() -> None:
    shown = table(entries(5, 2, 9))
    assert ids(table(entries(9, 5, 2), shown)) == [5, 2, 9, 0, 0, 0]
    assert ids(table(entries(9, 5, 2))) == [9, 5, 2, 0, 0, 0]


def test_an_order_that_the_user_gave_is_seen_at_once() -> None:
    shown = table(entries(5, 2, 9), reorders=False)
    assert ids(table(entries(2, 5, 9), shown, reorders=False)) == [2, 5, 9, 0, 0, 0]


def test_a_record_that_comes_stands_behind_the_one_before_it_and_one_that_goes_leaves_no_gap() -> None:
    shown = table(entries(5, 2, 9))
    assert ids(table(entries(1, 5, 3, 4, 9), shown)) == [1, 5, 3, 4, 9, 0, 0, 0]


def test_what_is_typed_in_any_empty_row_stays_there_and_more_rows_come_below() -> None:
    shown = table(entries(5))
    made = registers.typed_into(REGISTER, shown, [TypedCell(2, 0, "新しい")], {5: Entry(5, "名5")})
    assert not isinstance(made, Problem)
    [new] = made.records.values()
    after = table([new, *entries(5)], shown)
    assert ids(after) == [5, 0, new.id, 0, 0, 0]
    assert after.rows[2].key == shown.rows[2].key, "the row is the same, so the keyboard stays in it"


def test_two_texts_typed_before_the_screen_shows_the_first_make_one_record() -> None:
    shown = table(entries(5))
    known = {5: Entry(5, "名5")}
    first = registers.typed_into(REGISTER, shown, [TypedCell(1, 0, "新しい")], known)
    assert not isinstance(first, Problem)
    second = registers.typed_into(REGISTER, shown, [TypedCell(1, 1, "備考")], {**known, **first.records})
    assert not isinstance(second, Problem)
    [new] = second.records.values()
    assert (new.name, new.note) == ("新しい", "備考")


def test_a_row_whose_record_is_gone_takes_nothing_and_says_so() -> None:
    shown = table(entries(5, 2))
    refused = registers.typed_into(REGISTER, shown, [TypedCell(1, 0, "別")], {5: Entry(5, "名5")})
    assert isinstance(refused, Problem) and refused.code == "row.gone"
    assert refused.place.text() == "記録／2／名前"


@given(
    st.lists(st.integers(1, 9), unique=True),
    st.lists(st.integers(1, 9), unique=True),
    st.lists(st.integers(1, 9), unique=True),
)
def test_every_record_has_one_row_whatever_was_on_screen(
    first: list[int], then: list[int], at_last: list[int]
) -> None:
    shown = None
    for present in (first, then, at_last):
        before, shown = shown, table(entries(*present), shown)
        assert sorted(filter(None, ids(shown))) == sorted(present)
        assert ids(shown)[-NEW_ROWS:] == [0] * NEW_ROWS
        if before is not None:
            stayed = [id for id in ids(before) if id in present and id]
            assert [id for id in ids(shown) if id in stayed] == stayed
