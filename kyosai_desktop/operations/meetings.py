"""会議日程: the meetings of a council and of its blocks, as tables to edit and to print."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from kyosai_desktop.domain.axis import Member
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.meeting import Meeting, block_text, dated, split_block_entries
from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, FieldKey, Row, RowKind, Table
from kyosai_desktop.domain.text.name import stored_name
from kyosai_desktop.operations import registers
from kyosai_desktop.operations.meeting_fields import STATUS_WORDS, shown_field, with_field
from kyosai_desktop.operations.meeting_kinds import meeting_kinds
from kyosai_desktop.operations.registers import Register
from kyosai_desktop.store import catalogue as catalogue_sql
from kyosai_desktop.store import meetings as meetings_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.ids import new_id

REGISTER = "meeting"
NEW_ROWS = 6
BLOCK_REGISTER = "block_meetings"
BLOCK_KIND = "ブロック"

_COLUMNS = (
    ("number", "回", ColumnKind.TEXT, 5),
    ("kind", "会議名", ColumnKind.TEXT, 14),
    ("date_text", "開催日時", ColumnKind.DATE, 18),
    ("venue", "会場", ColumnKind.TEXT, 22),
    ("way", "形式", ColumnKind.TEXT, 6),
    ("attendance", "出席", ColumnKind.NUMBER, 5),
    ("status", "状態", ColumnKind.TEXT, 5),
    ("note", "備考", ColumnKind.TEXT, 12),
)
_CHOICES = {
    "way": ("集合", "書面", "Web"),
    "status": tuple(STATUS_WORDS.values()),
}


def meeting_table(
    book: Book, council: Council, year: int, kept: Table | None = None, *, for_paper: bool = False
) -> Table:
    """The council's own meetings of the year in time; in the grid, with empty rows for new ones.

    ``kept``: the table on screen, whose rows stay where they are.
    """
    new_rows = 0 if for_paper else NEW_ROWS
    shown = registers.rows_of(
        REGISTER, _own(book, council, year), partial(_empty, council, year), new_rows, kept
    )
    choices = {**_CHOICES, "kind": tuple(meeting_kinds(book, council))}
    columns = [column for column in _COLUMNS if not for_paper or column[0] not in ("status", "note")]
    return Table(
        id=f"{council.code}.meetings",
        title="会議日程",
        stub=("順",),
        columns=tuple(
            Column(label, kind=kind, width=width, key=field, unit="名" if field == "attendance" else "")
            for field, label, kind, width in columns
        ),
        rows=tuple(row for row, _ in shown),
        cells=tuple(tuple(_cell(each, field, row, choices) for field, *_ in columns) for row, each in shown),
        council=council.name,
        year=f"{year}年度",
    )


def block_meeting_table(book: Book, council: Council, year: int) -> Table:
    """One row per block with all its meetings as the block table prints them: 「7/3 総会（集合）・12/19 幹事会」."""
    by_block: dict[int, list[Meeting]] = {}
    for meeting in meetings_sql.load_meetings(book, council.id, year):
        by_block.setdefault(meeting.block_id, []).append(meeting)
    blocks = _blocks(book, council, year)
    fiscal_year = FiscalYear(year, council.start_month)
    return Table(
        id=f"{council.code}.block-meetings",
        title="ブロック会議の開催状況",
        stub=("ブロック",),
        columns=(Column("日程", kind=ColumnKind.TEXT, width=44, key="entries"),),
        rows=tuple(Row((block.name_in(year),), key=f"block.{block.code}") for block in blocks),
        cells=tuple(
            (
                Cell(
                    block_text(by_block.get(block.id, ()), fiscal_year),
                    state=CellState.ENTRY,
                    key=FieldKey(BLOCK_REGISTER, block.id, "entries"),
                ),
            )
            for block in blocks
        ),
        council=council.name,
        year=f"{year}年度",
    )


def enter_meetings(
    book: Book, council: Council, year: int, shown: Table, cells: Sequence[TypedCell], label: str
) -> Applied | Problem:
    """Store texts typed into the table ``shown``; in an empty row they add a meeting. All in one step, or none with the
    reason.

    A date outside the year is stored, and the note asks to look at it again.
    """
    fiscal_year = FiscalYear(year, council.start_month)
    notes: list[str] = []
    register = Register(
        REGISTER,
        partial(_empty, council, year),
        shown_field,
        lambda before, field, text: with_field(before, field, text, fiscal_year, notes),
    )
    known = {meeting.id: meeting for meeting in _own(book, council, year)}
    entered = registers.typed_into(register, shown, cells, known)
    if isinstance(entered, Problem):
        return entered
    try:
        with book.change(label) as tx:
            meetings_sql.write_meetings(tx, entered.records.values())
    except Refused as refused:
        return refused.problems[0]
    return Applied(entered.count, " ".join(notes))


def enter_block_meetings(
    book: Book, council: Council, year: int, shown: Table, cells: Sequence[TypedCell], label: str
) -> Applied | Problem:
    """Replace all meetings of each block by those that the text typed into the table ``shown`` lists. All in one step,
    or none with the reason.

    An entry that reads as before keeps its meeting, with the venue, the attendance and whatever else the text doesn't
    show.
    """
    fiscal_year = FiscalYear(year, council.start_month)
    by_block: dict[int, list[Meeting]] = {}
    for meeting in meetings_sql.load_meetings(book, council.id, year):
        by_block.setdefault(meeting.block_id, []).append(meeting)
    new: list[Meeting] = []
    gone: list[int] = []
    notes: list[str] = []
    count = 0
    for typed in cells:
        key = shown.cells[typed.row][typed.column].key
        block_id = key.row_id if isinstance(key, FieldKey) else 0
        left = by_block.get(block_id, [])
        if not block_id or stored_name(typed.text) == block_text(left, fiscal_year):
            continue
        entries = split_block_entries(typed.text, fiscal_year)
        if isinstance(entries, Problem):
            return entries._replace(place=Place(form=shown.title, row=shown.rows[typed.row].name))
        for entry in entries:
            meeting = dated(
                Meeting(new_id(), council.id, year, block_id, kind=entry.kind, way=entry.way), entry.when
            )
            same = next((old for old in left if _reads_as(old, meeting, fiscal_year)), None)
            if same is not None:
                left.remove(same)
                continue
            new.append(meeting)
            notes += [warning.sentence() for warning in entry.when.warnings]
        gone += [meeting.id for meeting in left]
        count += 1
    try:
        with book.change(label) as tx:
            meetings_sql.delete_meetings(tx, gone)
            meetings_sql.write_meetings(tx, new)
    except Refused as refused:
        return refused.problems[0]
    return Applied(count, " ".join(notes))


def remove_meetings(book: Book, meeting_ids: Collection[int]) -> Applied:
    """Take meetings out of the calendar."""
    with book.change(f"会議を{len(meeting_ids)}件削除") as tx:
        meetings_sql.delete_meetings(tx, meeting_ids)
    return Applied(len(meeting_ids))


def meetings_of(book: Book, council: Council, year: int) -> list[Meeting]:
    """All meetings of the year, those of the blocks too, in time."""
    return meetings_sql.load_meetings(book, council.id, year)


def block_names(book: Book, council: Council, year: int) -> dict[int, str]:
    """The names of the council's blocks in a year, by id."""
    return {block.id: block.name_in(year) for block in _blocks(book, council, year)}


def _reads_as(old: Meeting, typed: Meeting, fiscal_year: FiscalYear) -> bool:
    """Whether ``typed`` says no more of the meeting ``old`` than its entry shows, or the same day and time."""
    shown = block_text([typed], fiscal_year)
    if block_text([old], fiscal_year) != shown:
        return False
    if shown.startswith(typed.date_text):
        return True
    return (old.start, old.end, old.start_time, old.end_time) == (
        typed.start,
        typed.end,
        typed.start_time,
        typed.end_time,
    )


def _own(book: Book, council: Council, year: int) -> list[Meeting]:
    return [
        meeting for meeting in meetings_sql.load_meetings(book, council.id, year) if meeting.block_id == 0
    ]


def _blocks(book: Book, council: Council, year: int) -> list[Member]:
    axes = catalogue_sql.load_catalogue(book).axes
    used = [axes[axis_id] for axis_id in catalogue_sql.axes_of_council(book, council.id)]
    return [block for axis in used for block in axis.of_kind(BLOCK_KIND, year=year)]


def _empty(council: Council, year: int, meeting_id: int) -> Meeting:
    return Meeting(meeting_id, council.id, year)


def _cell(meeting: Meeting, field: str, row: Row, choices: Mapping[str, tuple[str, ...]]) -> Cell:
    return Cell(
        "" if row.kind is RowKind.NEW else shown_field(meeting, field),
        meeting.start if field == "date_text" else None,
        CellState.ENTRY,
        key=FieldKey(REGISTER, meeting.id, field),
        choices=choices.get(field, ()),
    )
