"""What is typed into a part of the settings, and its rows added, taken out and moved: one step each, or a refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.operations.settings.editing.completing import axis_of_form, completed, series_like
from kyosai_desktop.operations.settings.editing.renaming import with_new_names
from kyosai_desktop.operations.settings.editing.revise import Rows, revise
from kyosai_desktop.operations.settings.editing.sheet_table import NOTHING, Part
from kyosai_desktop.operations.settings.editing.trees import in_tree_order, is_below, moved_among_siblings
from kyosai_desktop.operations.settings.editing.words import Words, headers_of
from kyosai_desktop.operations.settings.sheets import SettingsRow
from kyosai_desktop.store.book import Book

TREES = frozenset({"項目", "要素"})


def enter(book: Book, part: Part, cells: Sequence[TypedCell]) -> Applied | Problem:
    """Store typed cells of the table of ``part``; texts in its empty rows add rows. All of it, or a Problem."""
    headers = part.headers()
    typed: dict[int, dict[str, str]] = {}
    for cell in cells:
        text = "" if cell.text == NOTHING else cell.text
        typed.setdefault(cell.row, {})[headers[cell.column].name] = text
    names = list(dict.fromkeys(name for texts in typed.values() for name in texts))
    what = f"：{names[0]}" if len(names) == 1 else ""
    try:
        return revise(book, lambda rows: _typed(rows, part, typed), f"{part.title}を変更{what}")
    except Refused as refused:
        return refused.problems[0]


def add_row(book: Book, part: Part, values: Mapping[str, str], after: int | None = None) -> int:
    """Add a row that has ``values`` and whatever follows from them, below the row at ``after`` (None: at the end).

    The place of the new row among those of the part. Raises ``Refused``.
    """
    place = 0

    def change(rows: Rows) -> Rows:
        nonlocal place
        listed = part.rows(rows)
        above = listed[len(listed) - 1 if after is None else after] if listed else None
        beside = {"上位": above["上位"]} if part.sheet in TREES and above is not None else {}
        filled = {**part.empty(), **beside, **values}
        made = completed(part.sheet, filled, frozenset(values), rows, above, new=True)
        row = SettingsRow("", part.sheet, 0, made)
        at = 0 if above is None else listed.index(above) + 1
        while part.sheet in TREES and above and at < len(listed) and is_below(listed[at], above, listed):
            at += 1
        then = with_part(rows, part, [*listed[:at], row, *listed[at:]])
        if part.sheet == "項目":
            _give_series(then, row, above)
        place = part.rows(then).index(row)
        return then

    revise(book, change, f"{part.title}に行を追加")
    return place


def remove_rows(book: Book, part: Part, numbers: Sequence[int]) -> Applied:
    """Take out the rows at these places. Raises ``Refused`` when figures, tables or formulas need them."""

    def change(rows: Rows) -> Rows:
        listed = part.rows(rows)
        gone = [listed[number] for number in numbers]
        then = with_part(rows, part, [row for row in listed if row not in gone])
        for row in gone:
            _forget(then, row)
        return then

    return revise(book, change, f"{part.title}から{len(numbers)}行を削除")


def move_row(book: Book, part: Part, number: int, steps: int) -> int:
    """Move a row by ``steps`` (up when negative), in a tree among its siblings with all that is below it.

    Its new place. Raises ``Refused``.
    """
    place = number

    def change(rows: Rows) -> Rows:
        nonlocal place
        listed = part.rows(rows)
        row = listed[number]
        if part.sheet in TREES:
            listed = moved_among_siblings(listed, number, steps)
        else:
            listed.insert(min(max(number + steps, 0), len(listed) - 1), listed.pop(number))
        place = listed.index(row)
        return with_part(rows, part, listed)

    revise(book, change, f"{part.title}の順を変更")
    return place


def with_part(rows: Rows, part: Part, listed: Sequence[SettingsRow]) -> Rows:
    """All rows with those of the part replaced, at the place of its first one (else at the end)."""
    every = rows[part.sheet]
    first = next((at for at, row in enumerate(every) if part.holds(row)), len(every))
    ordered = in_tree_order(listed) if part.sheet in TREES else list(listed)
    rest = [row for row in every[first:] if not part.holds(row)]
    return {**rows, part.sheet: [*every[:first], *ordered, *rest]}


def _typed(rows: Rows, part: Part, typed: Mapping[int, Mapping[str, str]]) -> Rows:
    listed, words = part.rows(rows), Words(rows)
    made = [_row_typed(rows, words, part, at, row, typed.get(at, {})) for at, row in enumerate(listed)]
    for at in sorted(row for row in typed if row >= len(listed) and any(typed[row].values())):
        empty = SettingsRow("", part.sheet, -at, part.empty())
        made.append(_row_typed(rows, words, part, at, empty, typed[at], made[-1] if made else None, new=True))
    renamed = with_new_names(rows, listed, made[: len(listed)])
    then = with_part(renamed, part, [*part.rows(renamed), *made[len(listed) :]])
    if part.sheet == "項目":
        for row in made[len(listed) :]:
            _give_series(then, row, None)
    return then


def _row_typed(
    rows: Rows,
    words: Words,
    part: Part,
    at: int,
    row: SettingsRow,
    texts: Mapping[str, str],
    above: SettingsRow | None = None,
    *,
    new: bool = False,
) -> SettingsRow:
    if not texts:
        return row
    values = dict(row.values)
    if new and "要素" in texts:
        values["分類"] = axis_of_form(values["様式"], rows)
    for name, header in headers_of(part.sheet).items():
        if name in texts:
            stored = words.stored(part.sheet, header, values, texts[name])
            if isinstance(stored, Problem):
                place = Place(form=part.title, row=f"{at + 1}行目", column=name)
                raise Refused(stored._replace(place=place))
            values[name] = stored
    return replace(row, values=completed(part.sheet, values, frozenset(texts), rows, above, new=new))


def _give_series(rows: Rows, row: SettingsRow, above: SettingsRow | None) -> None:
    """Without series an indicator holds no figures: a new one is kept like the one above it."""
    council, code = row["会議体"], row["コード"]
    like = above["コード"] if above is not None and not (above["計算式"] or row["計算式"]) else ""
    for values in series_like(rows, council, code, like):
        rows["系列"].append(SettingsRow("", "系列", 0, values))


def _forget(rows: Rows, row: SettingsRow) -> None:
    """Take out what only says something about a row that is gone."""
    owner, code = row["会議体"] or row["分類"], row["コード"]
    if row.sheet == "項目":
        rows["系列"] = [each for each in rows["系列"] if (each["会議体"], each["項目"]) != (owner, code)]
    if row.sheet == "会議体":
        rows["活動の種類"] = [each for each in rows["活動の種類"] if each["会議体"] != code]
    if row.sheet in TREES:
        about = (row.sheet, owner, code)
        rows["別名"] = [
            each for each in rows["別名"] if (each["対象"], each["分類・会議体"], each["コード"]) != about
        ]
