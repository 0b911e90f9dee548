"""One edit in a book of 150,000 figures: what it costs, and that it grows with the form and not with the book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from large_book import FORM, fill, seconds

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.operations import books, editing, tables
from kyosai_desktop.store.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = books.create(tmp_path / "大きなブック.kyosai", "rosai")
    yield made
    made.close()


def test_an_edit_costs_what_the_form_shows(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    viewpoint = Viewpoint(books.councils(book)[0], FiscalYear(2023, 6), Month(2024, 5))
    typed = iter(range(1, 10_000))

    def edit() -> None:
        cells = [TypedCell(0, 1, str(next(typed)))]
        assert editing.enter(book, FORM, viewpoint, cells, "入力") == Applied(1)
        tables.table(book, FORM, viewpoint)

    small = fill(book, range(2023, 2024))
    few = seconds(edit)
    many_figures = small + fill(book, range(1998, 2023))
    many = seconds(edit)
    with capsys.disabled():
        print(f"\n1件の入力（保存・履歴・再計算）：{small:,}件で{few * 1000:.1f} ms、", end="")
        print(f"{many_figures:,}件で{many * 1000:.1f} ms")
        print(f"比 {many / few:.2f}（目標：件数26倍でも1.5以下）")
    assert many / few < 1.5
