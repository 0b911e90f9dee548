"""役員体制: the roster of a council's year as a table to edit, and as the printed list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.roster import (
    Officer,
    RosterChanges,
    change_lines,
    changes,
    possible_same_notes,
    seat_findings,
    seat_name,
)
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, FieldKey, Row, RowKind, Table
from kyosai_desktop.domain.text.name import name_key
from kyosai_desktop.operations import registers
from kyosai_desktop.operations.freed_seats import FreedSeat
from kyosai_desktop.operations.registers import Register
from kyosai_desktop.store import rosters as rosters_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.ids import new_id

REGISTER = "officer"
NEW_ROWS = 10
"""Empty rows below the roster, so that a block of that many can be pasted."""

_COLUMNS = (
    ("role", "役職", 8),
    ("capacity", "区分", 8),
    ("organisation", "選出団体", 16),
    ("name", "氏名", 10),
    ("reading", "ふりがな", 12),
    ("title", "役職名", 18),
)
_PRINTED = ("role", "capacity", "organisation", "name", "title")


def roster_table(book: Book, council: Council, year: int, kept: Table | None = None) -> Table:
    """The roster as a grid: one row per officer in order, then empty rows for new ones, 新任 derived.

    ``kept``: the table on screen, whose rows stay where they are.
    """
    officers = rosters_sql.load_officers(book, council.id, year)
    roster_changes = _changes(book, council, year, officers)
    choices = _choices(book, council, year, officers)
    empty = partial(_empty, council, year)
    shown = registers.rows_of(REGISTER, officers, empty, NEW_ROWS, kept, reorders=False)
    return Table(
        id=f"{council.code}.roster",
        title="役員体制",
        stub=("順",),
        columns=(
            *(
                Column(label, kind=ColumnKind.TEXT, width=width, key=field)
                for field, label, width in _COLUMNS
            ),
            Column("新任", kind=ColumnKind.TEXT, width=4, key="change"),
        ),
        rows=tuple(row for row, _ in shown),
        cells=tuple(
            (
                *_entries(officer, choices),
                Cell("" if row.kind is RowKind.NEW else roster_changes.mark(officer)),
            )
            for row, officer in shown
        ),
        council=council.name,
        year=f"{year}年度",
        notes=change_lines(roster_changes),
    )


def roster_paper(book: Book, council: Council, year: int) -> Table:
    """The printed roster: no readings, 新任 marked, 退任／新任 lines and 敬称略 below."""
    officers = rosters_sql.load_officers(book, council.id, year)
    roster_changes = _changes(book, council, year, officers)
    printed = [(field, label, width) for field, label, width in _COLUMNS if field in _PRINTED]
    return Table(
        id=f"{council.code}.roster",
        title="役員体制",
        stub=("順",),
        columns=(
            *(Column(label, kind=ColumnKind.TEXT, width=width, key=field) for field, label, width in printed),
            Column("備考", kind=ColumnKind.TEXT, width=5, key="change"),
        ),
        rows=tuple(Row((str(at),)) for at, _ in enumerate(officers, 1)),
        cells=tuple(
            (
                *(Cell(_printed(officer, field), state=CellState.LABEL) for field, _, _ in printed),
                Cell(roster_changes.mark(officer), state=CellState.LABEL),
            )
            for officer in officers
        ),
        council=council.name,
        year=f"{year}年度",
        notes=("（敬称略）", *change_lines(roster_changes)),
    )


def roster_notes(book: Book, council: Council, year: int) -> tuple[Problem, ...]:
    """Vacancies, surpluses, and names of 退任 and 新任 that differ only in the form of a character."""
    officers = rosters_sql.load_officers(book, council.id, year)
    seats = {
        seat_name(role, capacity): number
        for role, capacity, number in rosters_sql.load_seats(book, council.id)
    }
    notes = possible_same_notes(_changes(book, council, year, officers))
    return (*seat_findings(seats, officers), *notes) if officers else notes


def enter_roster(
    book: Book, council: Council, year: int, shown: Table, cells: Sequence[TypedCell], label: str
) -> Applied | Problem:
    """Store texts typed into the table ``shown``; in an empty row they add an officer, in the order of the rows. All in
    one step, or none.

    The ふりがな of the one before doesn't stay with another person's name; the note says that it was cleared.
    """
    register = Register(REGISTER, partial(_empty, council, year), getattr, _with_field, _DERIVED)
    known = {officer.id: officer for officer in rosters_sql.load_officers(book, council.id, year)}
    entered = registers.typed_into(register, shown, cells, known)
    if isinstance(entered, Problem):
        return entered
    changed = [(known[each.id], each) for each in entered.records.values() if each.id in known]
    stale = [before for before, after in changed if _has_stale_reading(before, after)]
    order = registers.as_shown(REGISTER, shown, {**known, **entered.records})
    new = [each for each in order if each.id not in known]
    last = max((officer.position for officer in known.values()), default=0)
    try:
        with book.change(label) as tx:
            for before, after in changed:
                for field, *_ in _COLUMNS:
                    if getattr(before, field) != getattr(after, field):
                        rosters_sql.set_field(tx, after.id, field, getattr(after, field))
            for officer in stale:
                rosters_sql.set_field(tx, officer.id, "reading", "")
            rosters_sql.insert_officers(
                tx, [replace(each, position=last + at) for at, each in enumerate(new, 1)]
            )
            if order[len(order) - len(new) :] != new:  # one was typed above others
                rosters_sql.set_order(tx, [officer.id for officer in order])
    except Refused as refused:
        return refused.problems[0]
    return Applied(entered.count, _readings_note(stale))


def _empty(council: Council, year: int, officer_id: int) -> Officer:
    return Officer(officer_id, council.id, year, 0, "")


def _with_field(officer: Officer, field: str, text: str) -> Officer:
    values: dict[str, Any] = {field: text}
    return replace(officer, **values)


def _has_stale_reading(before: Officer, after: Officer) -> bool:
    """Whether the ふりがな is that of somebody else once the name typed stands there."""
    return (
        before.reading != ""
        and before.reading == after.reading
        and name_key(before.name) not in ("", name_key(after.name))
    )


def _readings_note(stale: Sequence[Officer]) -> str:
    if not stale:
        return ""
    names = "、".join(f"{officer.name}（{officer.reading}）" for officer in stale)
    return f"氏名が変わったため、前の人のふりがなを消しました：{names}。新しいふりがなを入力してください。"


def add_officer(
    book: Book, council: Council, year: int, after: int = 0, freed: FreedSeat | None = None
) -> Officer:
    """Add an officer with the 役職, 区分 and 選出団体 of a seat that became free, at its place; else of the officer with
    id ``after``, below that one (0: an empty one at the end)."""
    officers = rosters_sql.load_officers(book, council.id, year)
    empty = Officer(0, council.id, year, 0, "")
    if freed is not None:
        at, like = freed.place_in(officers), freed.officer
    else:
        at, like = next(
            ((place, officer) for place, officer in enumerate(officers, 1) if officer.id == after),
            (len(officers), empty),
        )
    keeps_numbers = freed is not None and freed.is_gap_in(officers)
    position = like.position if keeps_numbers else at
    made = Officer(new_id(), council.id, year, position, like.role, like.capacity, like.organisation)
    order = [officer.id for officer in officers]
    with book.change("役員を追加") as tx:
        rosters_sql.insert_officers(tx, [made])
        if not keeps_numbers:
            rosters_sql.set_order(tx, [*order[:at], made.id, *order[at:]])
    return made


def remove_officers(book: Book, officer_ids: Collection[int]) -> Applied:
    """Take officers out of the year's roster."""
    with book.change(f"役員を{len(officer_ids)}名、退任に") as tx:
        rosters_sql.delete_officers(tx, officer_ids)
    return Applied(len(officer_ids))


def move_officer(book: Book, council: Council, year: int, officer_id: int, steps: int) -> Applied:
    """Move an officer down by ``steps`` (up when negative), as far as the list goes."""
    order = [officer.id for officer in rosters_sql.load_officers(book, council.id, year)]
    at = order.index(officer_id)
    to = min(max(at + steps, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    with book.change("役員の順を変更") as tx:
        rosters_sql.set_order(tx, order)
    return Applied(abs(to - at))


def copy_from_previous_year(book: Book, council: Council, year: int) -> Applied | Problem:
    """Begin the year's roster with last year's; a roster that has been begun is left alone."""
    if rosters_sql.load_officers(book, council.id, year):
        return Problem(
            "roster.not_empty",
            f"{year}年度の役員はもう登録されているため、複写しませんでした。",
            "複写するときは、今の役員をすべて選び、「退任にする」で名簿から外してください。",
        )
    previous = rosters_sql.load_officers(book, council.id, year - 1)
    if not previous:
        return Problem(
            "roster.no_previous",
            f"{year - 1}年度の役員が登録されていないため、複写できません。",
            "前の年度の役員を登録するか、この年度に直接入力してください。",
        )
    with book.change(f"役員を{year - 1}年度から複写") as tx:
        rosters_sql.insert_officers(tx, [replace(officer, id=new_id(), year=year) for officer in previous])
    return Applied(len(previous))


def _changes(book: Book, council: Council, year: int, officers: Sequence[Officer]) -> RosterChanges:
    """What changed; nothing while the year before has no roster to compare with."""
    previous = rosters_sql.load_officers(book, council.id, year - 1)
    return changes(previous, officers) if previous and officers else changes((), ())


def known_words(book: Book, council: Council, year: int) -> dict[str, tuple[str, ...]]:
    """The 役職, 区分 and 選出団体 that this year's and last year's rosters and the 定数 know, by field."""
    return _choices(book, council, year, rosters_sql.load_officers(book, council.id, year))


def _choices(
    book: Book, council: Council, year: int, officers: Sequence[Officer]
) -> dict[str, tuple[str, ...]]:
    seats = rosters_sql.load_seats(book, council.id)
    known = [*officers, *rosters_sql.load_officers(book, council.id, year - 1)]
    return {
        "role": _distinct([*(role for role, _, _ in seats), *(officer.role for officer in known)]),
        "capacity": _distinct(
            [*(capacity for _, capacity, _ in seats), *(officer.capacity for officer in known)]
        ),
        "organisation": _distinct([officer.organisation for officer in known]),
    }


def _distinct(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _entries(officer: Officer, choices: dict[str, tuple[str, ...]]) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            getattr(officer, field),
            state=CellState.ENTRY,
            key=FieldKey(REGISTER, officer.id, field),
            choices=choices.get(field, ()),
        )
        for field, _, _ in _COLUMNS
    )


def _printed(officer: Officer, field: str) -> str:
    if field == "name" and officer.vacant:
        return "（欠員）"
    return str(getattr(officer, field))


_DERIVED = Problem(
    "cell.computed",
    "新任・退任は前の年度との違いから決まるため、入力できません。",
    "氏名を直すと、自動で変わります。",
)
