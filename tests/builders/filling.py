"""Typing into the tables of a book and reading them, by the names of rows and columns."""

from __future__ import annotations

from collections.abc import Mapping

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import Fact, FactKey, Period, Role
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.table import CellState, Table
from kyosai_desktop.operations import editing, tables
from kyosai_desktop.operations.settings.read import id_of
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book


def by_name(table: Table) -> dict[str, dict[str, str]]:
    """Printed texts by the row's name and the column's path (without its unit)."""
    return {
        row.name: {column.path: cell.text for column, cell in zip(table.columns, line, strict=True)}
        for row, line in zip(table.rows, table.cells, strict=True)
    }


def shown(book: Book, form: str, seen: Viewpoint) -> dict[str, dict[str, str]]:
    """The table of a form by names."""
    return by_name(tables.table(book, form, seen))


def type_into(book: Book, form: str, seen: Viewpoint, texts: Mapping[tuple[str, str], str]) -> None:
    """Type texts by (row name, column path), as one entry."""
    table = tables.table(book, form, seen)
    rows = {row.name: at for at, row in enumerate(table.rows)}
    columns = {column.path: at for at, column in enumerate(table.columns)}
    cells = [TypedCell(rows[row], columns[column], text) for (row, column), text in texts.items()]
    done = editing.enter(book, form, seen, cells, "入力")
    assert isinstance(done, Applied), done


def entry_cells(table: Table) -> list[tuple[int, int]]:
    """(row, column) of every cell that can be typed."""
    return [
        (row, column)
        for row, line in enumerate(table.cells)
        for column, cell in enumerate(line)
        if cell.state is CellState.ENTRY and cell.key is not None
    ]


def put_total(
    book: Book,
    council: str,
    indicator: str,
    measure: str,
    period: Period,
    count: int,
    *,
    variant: str = "",
    role: Role = Role.OWN,
) -> None:
    """Store a council's total, as an import of a published paper does."""
    key = FactKey(id_of("series", council, indicator, measure, variant), period, role=role)
    with book.change("計を入力") as tx:
        facts_sql.write_facts(tx, [(key, Fact(count * 1000))])
