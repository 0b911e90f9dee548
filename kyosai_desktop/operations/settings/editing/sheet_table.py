"""A part of one sheet of settings as a table to type in: the columns of a form, the indicators of a council …

Cells are those of the 設定ブック, in words. What a row is about (its council, its form) and codes aren't shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, FieldKey, Row, RowKind, Table
from kyosai_desktop.operations.settings.editing.completing import matters
from kyosai_desktop.operations.settings.editing.words import NAME_PLACE, Words
from kyosai_desktop.operations.settings.headers import SHEETS, Header, Holds
from kyosai_desktop.operations.settings.sheets import SettingsRow

NEW_ROWS = 8
"""Empty rows below, so that a block of that many can be pasted."""

NOTHING = "－"
"""Stands in cells that mean nothing for the kind of their row."""

_HIDDEN = frozenset({"コード"})
_FIGURES = frozenset({Holds.WHOLE, Holds.NUMBER})
_WIDTHS = {
    Holds.FLAG: 4,
    Holds.WHOLE: 4,
    Holds.NUMBER: 6,
    Holds.WORD: 5,
    Holds.TEXT: 8,
    Holds.DAY: 7,
    Holds.FORMULA: 16,
    Holds.LIST: 12,
}
_OWN_WIDTHS = {
    "名称": 12,
    "単位": 4,
    "単位をセルに": 6,
    "見出し": 6,
    "区分": 4,
    "期間": 6,
    "項目": 8,
    "分類": 4,
    "種別": 6,
    "番号": 3,
}
_ORDER: Mapping[str, tuple[str, ...]] = {
    "様式の列": (
        "見出し",
        "表示",
        "区分",
        "計算式",
        "期間",
        "項目",
        "種類",
        "入力",
        "小数桁",
        "単位",
        "倍率",
    ),
    "様式の行": ("種類", "項目", "分類", "要素", "種別", "小計", "表示"),
    "項目": ("名称", "上位", "単位", "計算式"),
    "系列": ("区分", "別枠"),
    "要素": ("名称", "上位", "種別"),
}
"""What stands first on screen; the other columns follow in the order of the sheet."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of ``sheet`` that have these texts under these headers. ``title`` names them to people."""

    sheet: str
    owner: tuple[tuple[str, str], ...]
    title: str

    def holds(self, row: SettingsRow) -> bool:
        """Whether the row belongs to the part."""
        return all(row[header] == code for header, code in self.owner)

    def rows(self, rows: Mapping[str, Sequence[SettingsRow]]) -> list[SettingsRow]:
        """The rows of the part among all rows, in order."""
        return [row for row in rows.get(self.sheet, ()) if self.holds(row)]

    def headers(self) -> tuple[Header, ...]:
        """The columns on screen."""
        left_out = _HIDDEN | {header for header, _ in self.owner}
        shown = {header.name: header for header in SHEETS[self.sheet] if header.name not in left_out}
        first = [name for name in _ORDER.get(self.sheet, ()) if name in shown]
        return tuple(shown[name] for name in [*first, *(name for name in shown if name not in first)])

    def empty(self) -> dict[str, str]:
        """The cells of a row that nothing was typed into."""
        return {header.name: "" for header in SHEETS[self.sheet]} | dict(self.owner)


@dataclass(frozen=True, slots=True)
class ExtraColumn:
    """A column that isn't one of the sheet; ``cells`` are those of the rows in order, then of the empty ones."""

    column: Column
    cells: tuple[Cell, ...]


def part_table(
    rows: Mapping[str, Sequence[SettingsRow]], part: Part, extra: Iterable[ExtraColumn] = ()
) -> Table:
    """The part as a table, one row per row, then empty ones. Keys are ``FieldKey(sheet, row from 1 or 0, header)``."""
    words, listed, headers = Words(rows), part.rows(rows), part.headers()
    levels = _levels(listed)
    shown: list[Row] = []
    cells: list[tuple[Cell, ...]] = []
    for at, row in enumerate(listed):
        key = row["コード"] or f"{row['区分']}.{row['別枠']}.{row['名称']}.{row['開始日']}"
        if part.sheet == "様式の行":
            key = str(at)
        shown.append(Row((str(at + 1),), key=f"{part.sheet}.{key}"))
        cells.append(
            tuple(_cell(part.sheet, row.values, header, words, at + 1, levels[at]) for header in headers)
        )
    empty = part.empty()
    for at in range(len(listed), len(listed) + NEW_ROWS):
        shown.append(Row(("",), RowKind.NEW, key=f"{part.sheet}.new.{at}"))
        cells.append(tuple(_cell(part.sheet, empty, header, words, 0, 0) for header in headers))
    columns = tuple(_column(part.sheet, header) for header in headers)
    for each in extra:
        columns = (*columns, each.column)
        cells = [(*line, cell) for line, cell in zip(cells, each.cells, strict=True)]
    return Table(f"settings.{part.sheet}", part.title, ("順",), columns, tuple(shown), tuple(cells))


def _levels(rows: Sequence[SettingsRow]) -> list[int]:
    """How many rows of the part stand above each."""
    level: dict[str, int] = {}
    for row in rows:
        level[row["コード"]] = level.get(row["上位"], -1) + 1 if row["上位"] else 0
    return [level[row["コード"]] if row["上位"] else 0 for row in rows]


def _column(sheet: str, header: Header) -> Column:
    return Column(
        header.name,
        kind=ColumnKind.NUMBER if header.holds in _FIGURES else ColumnKind.TEXT,
        width=_OWN_WIDTHS.get(header.name, _WIDTHS.get(header.holds, 8)),
        key=f"{sheet}.{header.name}",
        help=told_in_words(header),
    )


def told_in_words(header: Header) -> str:
    """What a column means, said to somebody who sees names and no codes."""
    words = (
        header.meaning.replace("「コード=", "「項目=").replace("@コード=", "@名前=").replace("のコード", "")
    )
    return words.replace(*NAME_PLACE)


def _cell(
    sheet: str, values: Mapping[str, str], header: Header, words: Words, number: int, level: int
) -> Cell:
    if number and not matters(sheet, values, header.name):
        return Cell(NOTHING, state=CellState.LABEL)
    text = words.shown(sheet, header.name, values)
    if header.name == "名称":
        text = "　" * level + text
    return Cell(
        text,
        state=CellState.ENTRY,
        key=FieldKey(sheet, number, header.name),
        choices=words.choices(sheet, header, values),
    )
