"""会議の種別: what a council calls its meetings, in the order in which they are offered, as a list to edit."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Place, Problem
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, FieldKey, Row, RowKind, Table
from kyosai_desktop.domain.text.name import name_key, stored_name
from kyosai_desktop.store import meetings as meetings_sql
from kyosai_desktop.store.book import Book

USUAL_KINDS = ("推進会議", "総会", "幹事会", "研修会")
NEW_ROWS = 4
REGISTER = "meeting_kind"


def meeting_kinds(book: Book, council: Council) -> list[str]:
    """The council's list, the usual kinds while it has none, then those that only its meetings have."""
    listed = meetings_sql.load_kinds(book, council.id) or USUAL_KINDS
    return list(dict.fromkeys([*listed, *meetings_sql.kinds_in_use(book, council.id)]))


def kinds_table(book: Book, council: Council) -> Table:
    """One row per kind with how many meetings have it, then empty rows for new ones."""
    kinds = meeting_kinds(book, council)
    counts = meetings_sql.count_by_kind(book, council.id)
    shown = [*kinds, *[""] * NEW_ROWS]
    return Table(
        id=f"{council.code}.meeting-kinds",
        title=f"{council.short_name}の会議の種別",
        stub=("順",),
        columns=(
            Column("種別", kind=ColumnKind.TEXT, width=14, key="kind"),
            Column("会議", unit="件", width=5, key="count"),
        ),
        rows=tuple(
            Row((str(at),), key=f"kind.{kind}") if kind else Row(("",), RowKind.NEW, key=f"kind.new.{at}")
            for at, kind in enumerate(shown, 1)
        ),
        cells=tuple(
            (
                Cell(kind, state=CellState.ENTRY, key=FieldKey(REGISTER, at if kind else 0, "kind")),
                Cell(f"{counts.get(kind, 0):,}" if kind else ""),
            )
            for at, kind in enumerate(shown, 1)
        ),
    )


def enter_kinds(book: Book, council: Council, cells: Sequence[TypedCell]) -> Applied | Problem:
    """Rename kinds, in all meetings of the council too, or add some; one step, or none with the reason."""
    table, kinds = kinds_table(book, council), meeting_kinds(book, council)
    renamed: dict[str, str] = {}
    added: list[str] = []
    for typed in cells:
        text, shown = stored_name(typed.text), table.cells[typed.row][typed.column]
        if text == shown.text:
            continue
        place = Place(form=table.title, row=f"{typed.row + 1}行目")
        if not isinstance(shown.key, FieldKey):
            return Problem("cell.computed", "会議の件数は、会議日程から数えるため、入力できません。",
                           "種別の名前だけを入力してください。", place=place)  # fmt: skip
        if not text:
            return Problem("meeting_kind.empty", "種別の名前は空にできません。",
                           "使わない種別は、［種別を削除］で消してください。", place=place)  # fmt: skip
        if shown.key.row_id:
            renamed[shown.text] = text
        else:
            added.append(text)
    if not renamed and not added:
        return Applied(0)
    then = [*(renamed.get(kind, kind) for kind in kinds), *added]
    twice = next((kind for at, kind in enumerate(then) if name_key(kind) in map(name_key, then[:at])), None)
    if twice is not None:
        return Problem("meeting_kind.twice", f"種別「{twice}」は、もう一覧にあります。",
                       "別の名前を入力してください。", place=Place(form=table.title))  # fmt: skip
    with book.change(f"{table.title}を変更") as tx:
        meetings_sql.write_kinds(tx, council.id, then)
        meetings_sql.rename_kinds(tx, council.id, renamed)
    return Applied(len(renamed) + len(added))


def remove_kinds(book: Book, council: Council, kinds: Collection[str]) -> Applied | Problem:
    """Take kinds off the list; none while a meeting has one of them."""
    table = kinds_table(book, council)
    for kind in kinds:
        years = meetings_sql.years_of_kind(book, council.id, kind)
        if years:
            where = "、".join(f"{year}年度（{count:,}件）" for year, count in years)
            return Problem(
                "meeting_kind.in_use",
                f"種別「{kind}」は、会議日程の{where}で使われているため、削除できません。",
                "会議日程で、その会議の種別を先に変えてください。",
                place=Place(form=table.title, row=kind),
            )
    left = [kind for kind in meeting_kinds(book, council) if kind not in kinds]
    if not left:
        return Problem("meeting_kind.last", "最後の種別は削除できません。", "先に、使う種別を追加してください。",
                       place=Place(form=table.title))  # fmt: skip
    with book.change(f"{table.title}から{len(kinds)}件を削除") as tx:
        meetings_sql.write_kinds(tx, council.id, left)
    return Applied(len(kinds))


def move_kind(book: Book, council: Council, at: int, steps: int) -> int:
    """Move a kind by ``steps``, up when negative; its new place."""
    kinds = meeting_kinds(book, council)
    place = min(max(at + steps, 0), len(kinds) - 1)
    if place != at:
        kinds.insert(place, kinds.pop(at))
        with book.change(f"{council.short_name}の会議の種別の順を変更") as tx:
            meetings_sql.write_kinds(tx, council.id, kinds)
    return place
