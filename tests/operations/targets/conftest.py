"""The sample: targets of 2022 to 2024年度 in 18 ブロック and 46 産別, so 2025年度 is the year to set."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.operations import books, sample
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.opening import open_book


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of the sample, to copy."""
    path = tmp_path_factory.mktemp("sample") / "見本.kyosai"
    sample.create(path, user="試験").close()
    return path


@pytest.fixture
def office(sample_file: Path, tmp_path: Path) -> Iterator[Book]:
    """An own copy of the sample."""
    path = tmp_path / "事務局.kyosai"
    shutil.copy(sample_file, path)
    book = open_book(path, user="山田")
    yield book
    book.close()


@pytest.fixture
def next_year(office: Book) -> Viewpoint:
    """労済 2025年度, for which nothing is stored yet."""
    return Viewpoint(books.councils(office)[0], FiscalYear(2025, 6), Month(2025, 6))


@pytest.fixture
def this_year(office: Book) -> Viewpoint:
    """労済 2024年度, whose targets are there."""
    return Viewpoint(books.councils(office)[0], FiscalYear(2024, 6), Month(2024, 6))


@pytest.fixture
def rokin_2025(office: Book) -> Viewpoint:
    """ろうきん 2025年度, for which nothing is stored yet."""
    return Viewpoint(books.councils(office)[1], FiscalYear(2025, 4), Month(2025, 4))
