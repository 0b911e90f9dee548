"""A book, a reader, and workbooks as branches write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kyosai_desktop.excel.grid import Workbook
from kyosai_desktop.excel.reader import WorkbookReader
from kyosai_desktop.operations import books
from kyosai_desktop.operations.importing import read_file
from kyosai_desktop.store.book import Book

Grid = Sequence[Sequence[Any]]
Writer = Callable[..., Workbook]


@pytest.fixture(scope="session")
def reader() -> Iterator[WorkbookReader]:
    with WorkbookReader() as reader:
        yield reader


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    book = books.create(tmp_path / "労済 台帳.kyosai", "rosai", user="田中")
    yield book
    book.close()


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Book]:
    book = books.create(tmp_path / "両会議体.kyosai", "both", user="田中")
    yield book
    book.close()


@pytest.fixture
def sent(tmp_path: Path, reader: WorkbookReader) -> Writer:
    """``sent("5月末実績.xlsx", rows)`` writes a workbook (one sheet, or several by name) and reads it back."""

    def write(
        name: str,
        rows: Grid | dict[str, Grid],
        *,
        sheet: str = "実績",
        merges: Sequence[str] = (),
        change: Callable[[Any], None] | None = None,
    ) -> Workbook:
        path = tmp_path / name
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for title, lines in (rows if isinstance(rows, dict) else {sheet: rows}).items():
            page = workbook.create_sheet(title)
            for line in lines:
                page.append(list(line))
            for merged in merges:
                page.merge_cells(merged)
        if change is not None:
            change(workbook)
        workbook.save(path)
        return read_file(reader, path)

    return write


@pytest.fixture
def csv_sent(tmp_path: Path, reader: WorkbookReader) -> Writer:
    """``csv_sent("実績.csv", text, "cp932")``."""

    def write(name: str, text: str, encoding: str) -> Workbook:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return read_file(reader, path)

    return write


@pytest.fixture
def figures() -> Callable[[Book], dict[tuple[str, str, str, str], int | None]]:
    """All own figures: (indicator, measure, end of period, member) → thousandths."""

    def read(book: Book) -> dict[tuple[str, str, str, str], int | None]:
        rows = book.query(
            "SELECT i.name, s.measure, f.end, coalesce(m.name, ''), f.thousandths FROM fact f"
            " JOIN series s ON s.id = f.series_id JOIN indicator i ON i.id = s.indicator_id"
            " LEFT JOIN member m ON m.id = f.member1_id WHERE f.role = 'own'"
        )
        return {tuple(row[:4]): row[4] for row in rows}

    return read


@pytest.fixture
def dump() -> Callable[[Book], dict[str, list[tuple[Any, ...]]]]:
    """Every row of every table but the history."""

    def read(book: Book) -> dict[str, list[tuple[Any, ...]]]:
        tables = [
            name
            for (name,) in book.query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            if not name.startswith(("history", "sqlite_"))
        ]
        return {table: sorted(book.query(f"SELECT * FROM {table}"), key=repr) for table in tables}

    return read
