"""Books as the offices have them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.operations import books, sample
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.opening import open_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A new book of both councils, without figures."""
    made = books.create(tmp_path / "事務局.kyosai", "both", user="山田")
    yield made
    made.close()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of the sample, to copy."""
    path = tmp_path_factory.mktemp("見本") / "見本.kyosai"
    sample.create(path, user="山田").close()
    return path


@pytest.fixture
def filled(sample_file: Path, tmp_path: Path) -> Iterator[Book]:
    """A copy of the sample: figures, officers and meetings of both councils."""
    path = tmp_path / "事務局.kyosai"
    path.write_bytes(sample_file.read_bytes())
    made = open_book(path, user="佐藤")
    yield made
    made.close()


@pytest.fixture
def rosai_2023(book: Book) -> Viewpoint:
    """労済 2023年度 through May 2024."""
    return Viewpoint(books.councils(book)[0], FiscalYear(2023, 6), Month(2024, 5))


@pytest.fixture
def rokin_2024(book: Book) -> Viewpoint:
    """ろうきん 2024年度 through September 2024."""
    return Viewpoint(books.councils(book)[1], FiscalYear(2024, 4), Month(2024, 9))
