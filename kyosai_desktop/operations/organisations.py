"""組織: the members of an axis as a list to edit, and what happens to organisations over the years.

Nothing here touches figures: a table of an earlier 年度 keeps the names and the members of its time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.compute.periods import years_of
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, FieldKey, Table
from kyosai_desktop.domain.text.name import name_key, stored_name
from kyosai_desktop.operations.settings.editing import entering
from kyosai_desktop.operations.settings.editing.revise import Rows, revise, rows_of
from kyosai_desktop.operations.settings.editing.sheet_table import NEW_ROWS, ExtraColumn, Part, part_table
from kyosai_desktop.operations.settings.member_years import years_words
from kyosai_desktop.operations.settings.sheets import SettingsRow
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import axes_of_council, load_catalogue
from kyosai_desktop.store.organisations import figures_of_members

_ALIASES = "別名"
_SEPARATORS = str.maketrans({"；": ";", "、": ";", "，": ";", ",": ";"})


def axes(book: Book, council: Council) -> list[Axis]:
    """The axes that the council uses, in its order."""
    catalogue = load_catalogue(book)
    return [catalogue.axes[axis_id] for axis_id in axes_of_council(book, council.id)]


def members_part(axis: Axis) -> Part:
    """The members of an axis as a part to edit."""
    return Part("要素", (("分類", axis.code),), f"{axis.name}の組織")


def members_table(book: Book, axis: Axis) -> Table:
    """The members in tree order with their other names; texts typed into its empty rows add members."""
    rows, part = rows_of(book), members_part(axis)
    codes = [row["コード"] for row in part.rows(rows)]
    names = [_aliases_of(rows, axis.code, code) for code in codes]
    cells = [
        Cell("、".join(found), state=CellState.ENTRY, key=FieldKey(_ALIASES, at, _ALIASES))
        for at, found in enumerate(names, start=1)
    ]
    cells += [Cell(state=CellState.LABEL)] * NEW_ROWS
    column = Column(
        _ALIASES,
        kind=ColumnKind.TEXT,
        width=12,
        key=_ALIASES,
        help="届いたファイルに書かれる別の名前。2つ以上は、で区切る",
    )
    return part_table(rows, part, [ExtraColumn(column, tuple(cells))])


def enter_members(book: Book, axis: Axis, cells: Sequence[TypedCell]) -> Applied | Problem:
    """Store what was typed into ``members_table``, as one step or not at all."""
    part = members_part(axis)
    last = len(part.headers())
    names = {cell.row: cell.text for cell in cells if cell.column == last}
    if not names:
        return entering.enter(book, part, cells)
    if len(names) < len(cells):
        return Problem(
            "organisation.aliases_alone",
            "別名と、ほかの列を、いっしょには変えられません。",
            "別名の列と、ほかの列を、分けて貼り付けてください。",
        )

    def change(rows: Rows) -> Rows:
        listed = part.rows(rows)
        then = rows
        for at, text in names.items():
            typed = [stored_name(part) for part in text.translate(_SEPARATORS).split(";")]
            then = _with_aliases(then, axis.code, listed[at]["コード"], list(filter(None, typed)))
        return then

    try:
        return revise(book, change, f"{part.title}を変更：{_ALIASES}")
    except Refused as refused:
        return refused.problems[0]


def rename_from(book: Book, axis: Axis, code: str, year: int, name: str) -> Applied:
    """Give a member another name from the 年度 ``year`` on; earlier years keep the name that it had, and files that
    go on coming under that name are understood.

    Raises ``Refused`` (``organisation.name_empty``, ``organisation.same_name``, ``organisation.renamed_later``).
    """
    member, new = axis.by_code(code), stored_name(name)
    if not new:
        raise Refused(Problem("organisation.name_empty", "新しい名称が空です。", "名称を入れてください。"))
    if new == member.name:
        raise Refused(
            Problem(
                "organisation.same_name",
                f"「{new}」は今の名称と同じです。",
                "新しい名称を入れてください。",
            )
        )
    later = [last for last, _ in member.earlier_names if last >= year - 1]
    if later:
        raise Refused(
            Problem(
                "organisation.renamed_later",
                f"「{member.name}」は{max(later) + 1}年度にも名称が変わっています。",
                f"{max(later) + 2}年度から後にするか、旧名称の欄を直してください。",
            )
        )
    earlier = [*member.earlier_names, (year - 1, member.name)]
    text = ";".join(f"{last}={old}" for last, old in earlier)

    def change(rows: Rows) -> Rows:
        return _with_values(rows, axis.code, code, {"名称": new, "旧名称": text})

    return revise(book, change, f"「{member.name}」を{year}年度から「{new}」に名称変更")


def merge_from(book: Book, axis: Axis, code: str, into: str, year: int) -> Applied:
    """End a member with the 年度 before ``year`` and let another go on under its name and other names, too: files of
    earlier years still mean the one that ended.

    Its figures stay where they are, in the years in which it was. Raises ``Refused``: the two can't be merged
    (``organisation.same``, ``organisation.not_valid``), something below it goes on (``organisation.has_below``), or
    figures of ``year`` or later are there already (``organisation.has_figures``).
    """
    member, heir = axis.by_code(code), axis.by_code(into)
    if member.id == heir.id or heir.id in {below.id for below in axis.walk(member.id)}:
        raise Refused(
            Problem(
                "organisation.same",
                f"「{member.name}」を、自分自身や自分の下に統合することはできません。",
                "別の統合先を選んでください。",
            )
        )
    for each in (member, heir):
        if not each.valid_in(year if each is heir else year - 1):
            raise Refused(_not_valid(each, year if each is heir else year - 1))
    below = [each for each in axis.walk(member.id) if each.valid_in(year)]
    if below:
        raise Refused(
            Problem(
                "organisation.has_below",
                f"「{member.name}」の下に、{year}年度も続く「{below[0].name}」"
                + (f"など{len(below)}団体" if len(below) > 1 else "")
                + "があります。",
                "先に、その団体を統合するか、有効終了年度を入れてください。",
            )
        )
    councils = load_catalogue(book).councils
    later = [
        group
        for group in figures_of_members(book, [member.id, *(each.id for each in axis.walk(member.id))])
        if years_of(group.period, councils[group.council_id].start_month)[0] >= year
    ]
    if later:
        raise Refused(
            Problem(
                "organisation.has_figures",
                f"「{member.name}」には{years_words(later, councils)}があるため、{year}年度からは統合できません。",
                "その数字を統合先に入れ直して消してから統合するか、後の年度から統合してください。",
            )
        )

    def change(rows: Rows) -> Rows:
        then = _with_values(rows, axis.code, code, {"有効終了年度": str(year - 1)})
        passed_on = [member.name, *_aliases_of(rows, axis.code, code)]
        return _with_aliases(then, axis.code, into, [*_aliases_of(rows, axis.code, into), *passed_on])

    return revise(book, change, f"「{member.name}」を{year}年度から「{heir.name}」に統合")


def _not_valid(member: Member, year: int) -> Problem:
    return Problem(
        "organisation.not_valid",
        f"「{member.name}」は{year}年度には使われていません。",
        "年度か、団体を選び直してください。",
    )


def _aliases_of(rows: Rows, axis: str, code: str) -> list[str]:
    about = ("要素", axis, code)
    return [row["別名"] for row in rows["別名"] if (row["対象"], row["分類・会議体"], row["コード"]) == about]


def _with_aliases(rows: Rows, axis: str, code: str, names: Sequence[str]) -> Rows:
    """The rows with exactly these other names of a member. Raises ``Refused`` (``organisation.alias_taken``).

    One that ends may share its names with the one that goes on: the year tells them apart.
    """
    part = {row["コード"]: row["名称"] for row in rows["要素"] if row["分類"] == axis}
    ending = {row["コード"] for row in rows["要素"] if row["分類"] == axis and row["有効終了年度"]}
    about = ("要素", axis, code)
    others = [row for row in rows["別名"] if (row["対象"], row["分類・会議体"], row["コード"]) != about]
    taken = {
        name_key(row["別名"]): row["コード"]
        for row in others
        if (row["対象"], row["分類・会議体"]) == about[:2] and row["コード"] in set(part) - ending
    }
    if code in ending:
        taken = {}
    for name in names:
        if name_key(name) in taken:
            raise Refused(
                Problem(
                    "organisation.alias_taken",
                    f"「{name}」はもう「{part[taken[name_key(name)]]}」の別名です。",
                    "どちらかの別名から消してください。",
                    place=Place(row=part[code], column=_ALIASES),
                )
            )
    kept = [name for name in dict.fromkeys(names) if name != part[code]]
    made = [
        SettingsRow("", "別名", 0, {"対象": "要素", "分類・会議体": axis, "コード": code, "別名": name})
        for name in kept
    ]
    return {**rows, "別名": [*others, *made]}


def _with_values(rows: Rows, axis: str, code: str, values: dict[str, str]) -> Rows:
    return {
        **rows,
        "要素": [
            replace(row, values={**row.values, **values})
            if (row["分類"], row["コード"]) == (axis, code)
            else row
            for row in rows["要素"]
        ],
    }
