"""Books as the offices have them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.operations import books
from kyosai_desktop.store.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A new book of both councils, without figures."""
    made = books.create(tmp_path / "事務局.kyosai", "both", user="山田")
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
