"""What 元に戻す and the history call an entry: what was changed, where, and from which text to which."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.table import Table
from kyosai_desktop.ui.grid.figure_text import entry_text
from kyosai_desktop.ui.grid.model import NUMERIC, row_text

_EMPTY = "空欄"
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What a table doesn't say of itself: the ``sheet``'s name (「実績 ブロック別」), and of a table of figures the
    ``time`` that is shown (「2024年5月」)."""

    sheet: str = ""
    time: str = ""


def step_words(table: Table, cells: Sequence[TypedCell], where: Whereabouts, several: str) -> str:
    """「石狩 こくみん共済 2024年5月 実績 42→45」 for one cell; for more ``several``, as in
    「12セルを貼り付け（実績 ブロック別 2024年5月）」."""
    if len(cells) == 1:
        return _one(table, cells[0], where)
    place = " ".join(part for part in (where.sheet, where.time) if part)
    return f"{len(cells):,}セル{several}" + (f"（{place}）" if place else "")


def _one(table: Table, typed: TypedCell, where: Whereabouts) -> str:
    row, column = table.rows[typed.row], table.columns[typed.column]
    name = row.name or row_text(row) or str(typed.row + 1)
    if name.isdecimal():
        name = f"{name}行目"
    text = typed.text
    if column.kind in NUMERIC:
        text = unicodedata.normalize("NFKC", text)
    change = f"{_short(entry_text(table.cells[typed.row][typed.column], column))}→{_short(text)}"
    lead = () if where.time else (where.sheet,)
    parts = (*lead, name, *column.groups, where.time, column.label, change)
    return " ".join(part for part in parts if part)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return (line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…") or _EMPTY
