"""Books and 設定ブック for the tests of settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kyosai_desktop.excel.reader import WorkbookReader
from kyosai_desktop.operations import books
from kyosai_desktop.operations.settings.workbook import SettingsBook, read_settings_book
from kyosai_desktop.store.book import Book

ReadBook = Callable[[Path], SettingsBook]


@pytest.fixture(scope="session")
def reader() -> Iterator[WorkbookReader]:
    with WorkbookReader() as made:
        yield made


@pytest.fixture
def read_book(reader: WorkbookReader) -> ReadBook:
    """Read a 設定ブック as the program does, in the reader's own process."""
    return lambda path: read_settings_book(reader.read(path))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Book]:
    made = books.create(tmp_path / "空.kyosai", "empty")
    yield made
    made.close()


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Book]:
    """A book of both councils."""
    made = books.create(tmp_path / "両方.kyosai", "both")
    yield made
    made.close()
