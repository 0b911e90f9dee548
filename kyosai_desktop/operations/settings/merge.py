"""Laying the rows of a 設定ブック over the rows of a book: what the book would say after loading.

A row whose code the book knows replaces the book's row; any other is new. What only the book has stays, so a
workbook may hold one council, or one form. The rows and columns of a form belong to the form as a whole: when the
workbook has any of them, they replace all of that form's. Columns that a sheet of the workbook doesn't have keep
what the book says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kyosai_desktop.operations.settings.codes import Sheets
from kyosai_desktop.operations.settings.headers import SHEETS
from kyosai_desktop.operations.settings.sheets import SettingsRow

Key = tuple[str, ...]

KEYS: Mapping[str, Key] = {
    "会議体": ("コード",),
    "分類": ("コード",),
    "要素": ("分類", "コード"),
    "項目": ("会議体", "コード"),
    "系列": ("会議体", "項目", "区分", "別枠"),
    "定数": ("会議体", "名称", "開始日"),
    "様式": ("コード",),
    "別名": ("対象", "分類・会議体", "コード", "別名"),
    "定員": ("会議体", "役職", "区分"),
    "活動の種類": ("会議体", "種類"),
}
"""The columns that tell which thing a row is about."""

PARTS_OF_FORMS = ("様式の行", "様式の列")
"""The sheets whose rows are replaced form by form."""

_PARENT_KEYS: Mapping[str, Key] = {"要素": ("分類", "上位"), "項目": ("会議体", "上位")}


def merged_rows(book: Sheets, loaded: Sheets) -> dict[str, list[SettingsRow]]:
    """All sheets as they would be after loading; rows of the workbook keep their places for messages."""
    merged = {}
    for sheet in SHEETS:
        old, new = book.get(sheet, ()), loaded.get(sheet, ())
        if sheet in PARTS_OF_FORMS:
            merged[sheet] = _form_by_form(old, new)
        else:
            merged[sheet] = _row_by_row(sheet, old, new)
    return merged


def key_of(row: SettingsRow, sheet: str) -> Key:
    """What the row is about."""
    return tuple(row[header] for header in KEYS[sheet])


def _form_by_form(old: Sequence[SettingsRow], new: Sequence[SettingsRow]) -> list[SettingsRow]:
    replaced = {row["様式"] for row in new}
    return [row for row in old if row["様式"] not in replaced] + list(new)


def _row_by_row(sheet: str, old: Sequence[SettingsRow], new: Sequence[SettingsRow]) -> list[SettingsRow]:
    known = {key_of(row, sheet): row for row in old}
    rows: dict[Key, list[SettingsRow]] = defaultdict(list)
    for row in new:
        key = key_of(row, sheet)
        rows[key].append(_over(known[key], row) if key in known else row)
    order = merged_order(list(known), list(rows))
    if sheet in _PARENT_KEYS:
        order = _parents_first(sheet, order, known, rows)
    return [row for key in order for row in rows.get(key) or [known[key]]]


def _over(old: SettingsRow, new: SettingsRow) -> SettingsRow:
    """The new row, with the book's text under headers that the workbook's sheet doesn't have."""
    return replace(new, values={**old.values, **new.values})


def merged_order(old: Sequence[Key], new: Sequence[Key]) -> list[Key]:
    """The order of all keys. Keys of both take the order of ``new`` on the places that they have in ``old``; one that is
    only in ``new`` follows the one before it in ``new``, or stands before the next known one, or at the end."""
    common = [key for key in new if key in set(old)]
    known = set(common)
    in_turn = iter(common)
    order = [next(in_turn) if key in known else key for key in old]
    if not common:
        return [*order, *new]
    follows: dict[Key, list[Key]] = defaultdict(list)
    leads: list[Key] = []
    last: Key | None = None
    for key in new:
        if key in known:
            last = key
        elif last is None:
            leads.append(key)
        else:
            follows[last].append(key)
    result: list[Key] = []
    for key in order:
        if key == common[0]:
            result += leads
        result.append(key)
        result += follows[key]
    return result


def _parents_first(
    sheet: str,
    order: Sequence[Key],
    known: Mapping[Key, SettingsRow],
    rows: Mapping[Key, Sequence[SettingsRow]],
) -> list[Key]:
    """Put a parent before its children where one of them is only in the book: the office can't see that order. Where
    both are in the workbook, its order stays and is told when it is wrong."""
    result: list[Key] = []
    placed: set[Key] = set()
    every = set(order)

    def place(key: Key, above: frozenset[Key]) -> None:
        if key in placed or key in above:
            return
        row = rows[key][0] if key in rows else known[key]
        parent = tuple(row[header] for header in _PARENT_KEYS[sheet])
        if parent in every and not (key in rows and parent in rows):
            place(parent, above | {key})
        placed.add(key)
        result.append(key)

    for key in order:
        place(key, frozenset())
    return result
