"""What loading a 設定ブック would change in a book, as a value to look at before anything is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from kyosai_desktop.domain.problem import Problem, Refused, Severity
from kyosai_desktop.operations.settings.checked import read_settings
from kyosai_desktop.operations.settings.consequences import consequences
from kyosai_desktop.operations.settings.headers import SHEETS
from kyosai_desktop.operations.settings.merge import KEYS, PARTS_OF_FORMS, Key, key_of, merged_rows
from kyosai_desktop.operations.settings.positions import settled
from kyosai_desktop.operations.settings.read import Settings
from kyosai_desktop.operations.settings.sheets import SettingsRow
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.operations.settings.workbook import SettingsBook
from kyosai_desktop.operations.settings.write import settings_rows
from kyosai_desktop.store.book import Book

Rows = Mapping[str, Sequence[SettingsRow]]

_IN_ORDER = ("会議体", "分類", "要素", "項目", "様式", "定員", "活動の種類")
"""Sheets whose order is kept, beside those of the rows and columns of forms."""


class Action(Enum):
    """What happens to a row. TAKEN_OUT is for rows and columns of forms only: nothing else is ever removed."""

    ADDED = "追加"
    CHANGED = "変更"
    MOVED = "並べ替え"
    TAKEN_OUT = "外す"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One cell: what stands under ``header`` now and what will."""

    header: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """One row of a sheet. ``name`` tells people what it is; ``fields`` are the cells that change (ADDED: all that are
    filled; TAKEN_OUT and MOVED: none)."""

    sheet: str
    action: Action
    name: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsPlan:
    """What is now, what would be, and the difference. ``notes`` are warnings about it and notes of the file."""

    file: str
    before: Settings
    after: Settings
    changes: tuple[SettingsChange, ...]
    notes: tuple[Problem, ...] = ()

    def counts(self) -> Mapping[Action, int]:
        """How many rows are affected in which way."""
        return Counter(change.action for change in self.changes)


def plan(book: Book, loaded: SettingsBook) -> SettingsPlan:
    """Look at what the workbook would change; the book is only read.

    Raises ``Refused`` with every mistake of the workbook, each at its sheet, row and column; also for what would make
    stored figures unreachable (``settings.has_figures``).
    """
    before = stored_settings(book)
    now = settings_rows(before, book.path.name)
    merged = merged_rows(now, loaded.sheets)
    after = settled(before, read_settings(merged))
    told = consequences(book, before, after, merged)
    errors = [problem for problem in told if problem.severity is Severity.ERROR]
    if errors:
        raise Refused(*errors)
    changes = tuple(_changes(now, settings_rows(after)))
    return SettingsPlan(loaded.file, before, after, changes, (*told, *loaded.notes))


def _changes(now: Rows, then: Rows) -> Iterator[SettingsChange]:
    names = _Names(then)
    for sheet in SHEETS:
        if sheet in PARTS_OF_FORMS:
            yield from _parts_of_forms(sheet, now[sheet], then[sheet], names)
        else:
            yield from _rows(sheet, now[sheet], then[sheet], names)


def _rows(
    sheet: str, now: Sequence[SettingsRow], then: Sequence[SettingsRow], names: _Names
) -> Iterator[SettingsChange]:
    known = {key_of(row, sheet): row for row in now}
    for row in then:
        old = known.get(key_of(row, sheet))
        if old is None:
            yield SettingsChange(sheet, Action.ADDED, names.of(row), _fields({}, row.values))
        elif fields := _fields(old.values, row.values):
            yield SettingsChange(sheet, Action.CHANGED, names.of(row), fields)
    if sheet in _IN_ORDER:
        kept = [key for key in (key_of(row, sheet) for row in then) if key in known]
        if _within_owners(sheet, kept) != _within_owners(sheet, list(known)):
            yield SettingsChange(sheet, Action.MOVED, f"『{sheet}』の並び順")


def _within_owners(sheet: str, keys: Sequence[Key]) -> dict[Key, list[Key]]:
    """The order that counts: of members within their axis, of indicators within their council."""
    owned = len(KEYS[sheet]) > 1
    order: dict[Key, list[Key]] = {}
    for key in keys:
        order.setdefault(key[:1] if owned else (), []).append(key)
    return order


def _parts_of_forms(
    sheet: str, now: Sequence[SettingsRow], then: Sequence[SettingsRow], names: _Names
) -> Iterator[SettingsChange]:
    for form in dict.fromkeys(row["様式"] for row in (*now, *then)):
        old = [row for row in now if row["様式"] == form]
        new = [row for row in then if row["様式"] == form]
        matcher = SequenceMatcher(None, _texts(old), _texts(new), autojunk=False)
        for kind, first, last, start, end in matcher.get_opcodes():
            if kind == "equal":
                continue
            pairs = min(last - first, end - start)
            for at in range(pairs):
                was, row = old[first + at], new[start + at]
                yield SettingsChange(sheet, Action.CHANGED, names.of(row), _fields(was.values, row.values))
            for row in new[start + pairs : end]:
                yield SettingsChange(sheet, Action.ADDED, names.of(row), _fields({}, row.values))
            for row in old[first + pairs : last]:
                yield SettingsChange(sheet, Action.TAKEN_OUT, names.of(row))


def _texts(rows: Sequence[SettingsRow]) -> list[tuple[str, ...]]:
    return [tuple(row.values.values()) for row in rows]


def _fields(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(header, old.get(header, ""), text)
        for header, text in new.items()
        if _said(header, text) != _said(header, old.get(header, ""))
    )


def _said(header: str, text: str) -> object:
    """What a cell says: the kinds of a member have no order."""
    return set(text.split("・")) if header == "種別" else text


class _Names:
    """What people call the things that rows are about."""

    def __init__(self, rows: Rows) -> None:
        self._indicators = {(row["会議体"], row["コード"]): row["名称"] for row in rows["項目"]}
        self._members = {(row["分類"], row["コード"]): row["名称"] for row in rows["要素"]}
        self._forms = {row["コード"]: (row["名称"], row["会議体"]) for row in rows["様式"]}

    def of(self, row: SettingsRow) -> str:
        match row.sheet:
            case "系列":
                indicator = self._indicators[row["会議体"], row["項目"]]
                return "　".join(part for part in (indicator, row["区分"], row["別枠"]) if part)
            case "別名":
                return f"{row['別名']}（{self._other_name(row)}）"
            case "定員":
                return f"{row['役職']}（{row['区分']}）" if row["区分"] else row["役職"]
            case "活動の種類":
                return row["種類"]
            case "様式の行":
                title, council = self._forms[row["様式"]]
                indicator = self._indicators.get((council, row["項目"]), "")
                member = self._members.get((row["分類"], row["要素"]), "")
                return f"{title}：{row['表示'] or indicator or member or row['種別'] or row['種類']}"
            case "様式の列":
                return f"{self._forms[row['様式']][0]}：{row['表示']}"
            case _:
                return row["名称"]

    def _other_name(self, row: SettingsRow) -> str:
        owner = row["分類・会議体"], row["コード"]
        return self._members.get(owner) or self._indicators.get(owner) or row["コード"]
