"""活動記録: the register of a year as a table to type in."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from kyosai_desktop.domain.activity import Activity, name_matches, summaries, with_members
from kyosai_desktop.domain.axis import Member
from kyosai_desktop.domain.confirmation import Confirmed, is_confirmed
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import Period
from kyosai_desktop.domain.fiscal.vague import parse_meeting_date
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.meeting import day_text
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.series import Council, Measure
from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, FieldKey, Table
from kyosai_desktop.domain.text.name import name_key
from kyosai_desktop.operations import registers
from kyosai_desktop.operations.counting import activity_kinds
from kyosai_desktop.operations.persons import persons_in
from kyosai_desktop.operations.registers import Register
from kyosai_desktop.store import activities as activities_sql
from kyosai_desktop.store import catalogue as catalogue_sql
from kyosai_desktop.store import confirmations as confirmations_sql
from kyosai_desktop.store.book import Book

_TIME = re.compile(r"(?:午[前後]|AM|PM)?\s*[0-9０-９]{1,2}(?:[:：][0-9０-９]|時).*$", re.IGNORECASE)
REGISTER = "activity"
NEW_ROWS = 20
"""Empty rows below the register, so that a block of that many can be pasted."""

_COLUMNS = (
    ("date_text", "日付", ColumnKind.DATE, 15),
    ("kind", "種類", ColumnKind.TEXT, 9),
    ("organisation", "団体", ColumnKind.TEXT, 20),
    ("persons", "人数", ColumnKind.NUMBER, 6),
    ("note", "備考", ColumnKind.TEXT, 18),
)


def activity_table(book: Book, council: Council, year: int, kept: Table | None = None) -> Table:
    """The register in time, then empty rows for new entries; which member each organisation is; the counts below.

    ``kept``: the table on screen, whose rows stay where they are.
    """
    members = _members(book, council)
    entries = with_members(
        activities_sql.load_activities(book, council.id, year), name_matches(members, year)
    )
    confirmed = confirmations_sql.load_confirmed(book, council.id)
    by_id = {member.id: member for member in members}
    names = {member.id: member.name_in(year) for member in members if member.valid_in(year)}
    choices = {"kind": activity_kinds(book, council.id), "organisation": tuple(names.values())}
    shown = registers.rows_of(REGISTER, entries, partial(_empty, council, year), NEW_ROWS, kept)
    return Table(
        id=f"{council.code}.activities",
        title="活動記録",
        stub=("順",),
        columns=(
            *(
                Column(label, kind=kind, width=width, key=field, unit="名" if field == "persons" else "")
                for field, label, kind, width in _COLUMNS
            ),
            Column("名簿の団体", kind=ColumnKind.TEXT, width=16, key="member"),
        ),
        rows=tuple(row for row, _ in shown),
        cells=tuple(
            (*_entries(entry, choices, _state(council, entry, confirmed)), _matched(entry, by_id, year))
            for _, entry in shown
        ),
        council=council.name,
        year=f"{year}年度",
        notes=tuple(summary.text() for summary in summaries(entries)),
    )


def enter_activities(
    book: Book, council: Council, year: int, shown: Table, cells: Sequence[TypedCell], label: str
) -> Applied | Problem:
    """Store texts typed into the table ``shown``; in an empty row they add an entry. All in one step, or none with the
    reason.

    A date like 「7/3」 gets its year from the 年度; one outside it is stored, and the note asks to look at it again. A name
    of exactly one member, however it is spelled, counts for that member; any other is kept as it is. A kind that isn't
    offered is stored, and the note tells it: it may be a slip of the keys.
    """
    known = {entry.id: entry for entry in activities_sql.load_activities(book, council.id, year)}
    confirmed = confirmations_sql.load_confirmed(book, council.id)
    matches = name_matches(_members(book, council), year)
    kinds = activity_kinds(book, council.id)
    fiscal_year = FiscalYear(year, council.start_month)
    notes: list[str] = []

    def typed(before: Activity, field: str, text: str) -> Activity | Problem:
        after = _with_field(before, field, text, fiscal_year, notes)
        if isinstance(after, Problem):
            return after
        if field == "kind" and text and text not in kinds:
            notes.append(f"「{text}」は種類の一覧にありません。新しい種類として入れました。")
        if field == "organisation":
            after = replace(after, member_id=matches.get(name_key(text), 0))
        closed = (each for each in (before, after) if _state(council, each, confirmed) is CellState.LOCKED)
        return next((_locked(each) for each in closed), after)

    register = Register(REGISTER, partial(_empty, council, year), _shown, typed, _DERIVED)
    entered = registers.typed_into(register, shown, cells, known)
    if isinstance(entered, Problem):
        return entered
    try:
        with book.change(label) as tx:
            activities_sql.write_activities(tx, entered.records.values())
    except Refused as refused:
        return refused.problems[0]
    return Applied(entered.count, " ".join(dict.fromkeys(notes)))


def remove_activities(
    book: Book, council: Council, year: int, activity_ids: Collection[int]
) -> Applied | Problem:
    """Take entries out of a year's register; none when one of them counts in a confirmed month."""
    confirmed = confirmations_sql.load_confirmed(book, council.id)
    for entry in activities_sql.load_activities(book, council.id, year):
        if entry.id in activity_ids and _state(council, entry, confirmed) is CellState.LOCKED:
            return _locked(entry)
    with book.change(f"活動記録を{len(activity_ids)}件削除") as tx:
        activities_sql.delete_activities(tx, activity_ids)
    return Applied(len(activity_ids))


def _members(book: Book, council: Council) -> list[Member]:
    axes = catalogue_sql.load_catalogue(book).axes
    return [
        member
        for axis_id in catalogue_sql.axes_of_council(book, council.id)
        for member in axes[axis_id].members
    ]


def _state(council: Council, entry: Activity, confirmed: Confirmed) -> CellState:
    """LOCKED where the entry counts in a month that is confirmed."""
    if entry.start is None or entry.end is None:
        return CellState.ENTRY
    period = Period.span(entry.start, entry.end)
    closed = is_confirmed(Measure.RESULT, period, council.start_month, confirmed)
    return CellState.LOCKED if closed else CellState.ENTRY


def _empty(council: Council, year: int, activity_id: int) -> Activity:
    return Activity(activity_id, council.id, year)


def _locked(entry: Activity) -> Problem:
    return locked_by(entry.end)


def locked_by(day: date | None) -> Problem:
    """Why an entry that ends on ``day`` can't be changed: it counts in a month that is confirmed."""
    when = f"{day.year}年{day.month}月" if day else ""
    return Problem(
        "period.confirmed",
        f"{when}は確定済みのため、活動記録を変えられません。",
        "直すときは、「データ」メニューの「確定と解除」から解除してください。",
    )


def _entries(entry: Activity, choices: dict[str, tuple[str, ...]], state: CellState) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            _shown(entry, field),
            entry.start if field == "date_text" else None,
            state,
            key=FieldKey(REGISTER, entry.id, field),
            choices=choices.get(field, ()),
        )
        for field, *_ in _COLUMNS
    )


def _matched(entry: Activity, members: dict[int, Member], year: int) -> Cell:
    member = members.get(entry.member_id)
    if member is not None:
        return Cell(member.name_in(year))
    return Cell("名簿にない団体" if entry.organisation else "")


def _shown(entry: Activity, field: str) -> str:
    if field == "date_text" and entry.start is not None and entry.start == entry.end:
        time = _TIME.search(entry.date_text)
        return f"{day_text(entry.start)} {time[0].strip()}" if time else day_text(entry.start)
    if field == "persons":
        return "" if entry.persons is None else f"{entry.persons:,}"
    return str(getattr(entry, field))


def _with_field(
    entry: Activity, field: str, text: str, year: FiscalYear, notes: list[str]
) -> Activity | Problem:
    match field:
        case "date_text":
            if not text:
                return replace(entry, date_text="", start=None, end=None)
            when = parse_meeting_date(text, year)
            if isinstance(when, Problem):
                return when
            notes += [warning.sentence() for warning in when.warnings]
            return replace(entry, date_text=when.text, start=when.start, end=when.end)
        case "persons":
            persons = persons_in(text)
            return persons if isinstance(persons, Problem) else replace(entry, persons=persons)
        case "kind":
            return replace(entry, kind=text)
        case "organisation":
            return replace(entry, organisation=text)
        case "note":
            return replace(entry, note=text)
        case _:
            raise ValueError(f"an activity has no field {field!r} to type")


_DERIVED = Problem(
    "cell.computed",
    "名簿の団体は「団体」の名前から決まるため、入力できません。",
    "団体の名前を直すと、自動で変わります。",
)
