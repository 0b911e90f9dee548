"""Typing and reading targets of a real book by the names that an office uses."""

from __future__ import annotations

from dataclasses import replace

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import FactKey
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import RowKind, Table
from kyosai_desktop.operations.targets.entering import enter_targets
from kyosai_desktop.operations.targets.sheet import AS_IT_IS, TargetView, open_sheet
from kyosai_desktop.store.book import Book

BLOCKS, UNIONS = "rosai.targets.blocks", "rosai.targets.unions"
BOTH = (BLOCKS, UNIONS)
TOTAL = "全道 計"
KOKUMIN, CHOKI = "こくみん共済／目標", "長期共済／目標"


def row_of(table: Table, name: str) -> int:
    return next(at for at, row in enumerate(table.rows) if row.name == name)


def column_of(table: Table, path: str) -> int:
    return next(at for at, column in enumerate(table.columns) if column.path == path)


def shown(book: Book, seen: Viewpoint, form: str, view: TargetView = AS_IT_IS) -> Table:
    return open_sheet(book, form, seen, view).table


def text(
    book: Book, seen: Viewpoint, form: str, row: str, column: str = KOKUMIN, view: TargetView = AS_IT_IS
) -> str:
    table = shown(book, seen, form, view)
    return table.cells[row_of(table, row)][column_of(table, column)].text


def typed(
    book: Book,
    seen: Viewpoint,
    form: str,
    texts: dict[tuple[str, str], str],
    view: TargetView = AS_IT_IS,
) -> Applied | Problem:
    table = shown(book, seen, form, view)
    cells = [
        TypedCell(row_of(table, row), column_of(table, column), text) for (row, column), text in texts.items()
    ]
    return enter_targets(book, form, seen, cells, "目標を入力", view)


def units(table: Table, column: str = KOKUMIN) -> dict[str, int]:
    """The units' targets in 件; those that are 未報告 are left out."""
    at = column_of(table, column)
    return {
        row.name: int(line[at].value)
        for row, line in zip(table.rows, table.cells, strict=True)
        if row.kind is RowKind.ITEM and line[at].value is not None
    }


def unallocated(table: Table) -> list[str]:
    """The texts of the 未配賦 rows."""
    return [
        cell.text
        for row, line in zip(table.rows, table.cells, strict=True)
        if row.kind is RowKind.REMAINDER
        for cell in line
        if cell.text
    ]


def key_of(book: Book, seen: Viewpoint, form: str, row: str, column: str = KOKUMIN) -> FactKey:
    """The key of a unit's target without its version."""
    table = shown(book, seen, form)
    key = table.cells[row_of(table, row)][column_of(table, column)].key
    assert isinstance(key, FactKey)
    return key._replace(version=0)


def in_year(seen: Viewpoint, year: int) -> Viewpoint:
    other = replace(seen.year, year=year)
    return Viewpoint(seen.council, other, other.months()[0])
