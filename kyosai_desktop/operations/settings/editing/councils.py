"""会議体: the councils of a book as a part to edit, and what hangs on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kyosai_desktop.operations.settings.editing.sheet_table import Part
from kyosai_desktop.operations.settings.read import id_of
from kyosai_desktop.operations.settings.sheets import SettingsRow
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.councils import registers_of

_SHEETS = ("項目", "様式", "定数", "定員")


def councils_part() -> Part:
    """All councils in their order as a part to edit."""
    return Part("会議体", (), "会議体")


def users_of_council(book: Book, rows: Mapping[str, Sequence[SettingsRow]], code: str) -> list[str]:
    """What belongs to a council, in words: 「項目47件」「会議日程38件」."""
    found = {sheet: sum(row["会議体"] == code for row in rows[sheet]) for sheet in _SHEETS}
    found |= registers_of(book, id_of("council", code))
    return [f"{what}{count:,}件" for what, count in found.items() if count]
