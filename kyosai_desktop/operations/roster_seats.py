"""定数: how many seats a 役職 has, as a table to edit. Vacancies and surpluses of the roster are counted against it."""

from __future__ import annotations

from collections.abc import Sequence

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Place, Problem
from kyosai_desktop.domain.roster import seat_name
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, FieldKey, Row, RowKind, Table
from kyosai_desktop.domain.text.name import stored_name
from kyosai_desktop.domain.text.number import Number, parse_number
from kyosai_desktop.operations.rosters import known_words
from kyosai_desktop.store import rosters as rosters_sql
from kyosai_desktop.store.book import Book

NEW_ROWS = 4
_MOST_SEATS = 999
_PERSONS = ("", "名", "人")
_COLUMNS = (
    Column("役職", kind=ColumnKind.TEXT, width=12, key="role"),
    Column("区分", kind=ColumnKind.TEXT, width=12, key="capacity"),
    Column("定数", kind=ColumnKind.NUMBER, unit="名", width=6, key="seats"),
)
_SEATS = len(_COLUMNS) - 1


def seat_table(book: Book, council: Council, year: int) -> Table:
    """One row per 役職 (and 区分) with its number of seats, then empty rows for new ones."""
    seats = rosters_sql.load_seats(book, council.id)
    words = known_words(book, council, year)
    lines = [*((role, capacity, str(number)) for role, capacity, number in seats), *[("", "", "")] * NEW_ROWS]
    return Table(
        id=f"{council.code}.seats",
        title="役員の定数",
        stub=("順",),
        columns=_COLUMNS,
        rows=tuple(
            Row((str(at),), key=f"seat.{at}") if role else Row(("",), RowKind.NEW, key=f"seat.{at}")
            for at, (role, *_) in enumerate(lines, 1)
        ),
        cells=tuple(
            tuple(
                Cell(
                    text,
                    state=CellState.ENTRY,
                    key=FieldKey("roster_seat", at if line[0] else 0, column.key),
                    choices=words.get(column.key, ()),
                )
                for column, text in zip(_COLUMNS, line, strict=True)
            )
            for at, line in enumerate(lines, 1)
        ),
        council=council.name,
        year=f"{year}年度",
    )


def enter_seats(
    book: Book, council: Council, year: int, cells: Sequence[TypedCell], label: str
) -> Applied | Problem:
    """Store typed texts as one step, or none with the reason.

    A new 役職 has one seat until another number is typed; a row whose number is cleared goes.
    """
    table = seat_table(book, council, year)
    before = [[cell.text for cell in line] for line in table.cells]
    after = [list(line) for line in before]
    for typed in cells:
        after[typed.row][typed.column] = stored_name(typed.text)
    seats: list[tuple[str, str, int]] = []
    for row, (role, capacity, number) in enumerate(after):
        if not (role or capacity or number) or (before[row][_SEATS] and not number):
            continue
        seat = _seat(role, capacity, number or "1", seats)
        if isinstance(seat, Problem):
            return seat._replace(place=Place(form=table.title, row=table.rows[row].name))
        seats.append(seat)
    with book.change(label) as tx:
        rosters_sql.replace_seats(tx, council.id, seats)
    return Applied(sum(old != new for old, new in zip(before, after, strict=True)))


def _seat(
    role: str, capacity: str, number: str, others: Sequence[tuple[str, str, int]]
) -> tuple[str, str, int] | Problem:
    if not role:
        return Problem("seat.no_role", "役職のない行に定数は入れられません。", "先に役職を入力してください。")
    if any((role, capacity) == other[:2] for other in others):
        return Problem(
            "seat.twice",
            f"「{seat_name(role, capacity)}」の定数は、もう一覧にあります。",
            "ある行の定数を直すか、区分を分けて入力してください。",
        )
    parsed = parse_number(number)
    if isinstance(parsed, Problem):
        return parsed
    if (
        not isinstance(parsed, Number)
        or parsed.unit not in _PERSONS
        or parsed.thousandths % 1000
        or not 0 <= parsed.thousandths <= _MOST_SEATS * 1000
    ):
        return Problem(
            "seat.number",
            f"「{number}」は人数として読めません。",
            f"0から{_MOST_SEATS}までの整数で入力してください。",
        )
    return role, capacity, parsed.thousandths // 1000
