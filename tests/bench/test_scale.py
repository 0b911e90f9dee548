"""A form costs what it shows, not what the book holds: the same table at 150,000 and at 1,500,000 figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from large_book import FORM, fill, seconds

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.operations import books, editing, tables

YEARS_IN_150_000 = 26


def test_ten_times_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = books.create(tmp_path / "十倍.kyosai", "rosai")
    viewpoint = Viewpoint(books.councils(book)[0], FiscalYear(2023, 6), Month(2024, 5))
    typed = iter(range(1, 10_000))

    def edit() -> None:
        cells = [TypedCell(0, 1, str(next(typed)))]
        assert editing.enter(book, FORM, viewpoint, cells, "入力") == Applied(1)
        tables.table(book, FORM, viewpoint)

    def show() -> None:
        tables.table(book, FORM, viewpoint)

    newest = 2024
    figures = fill(book, range(newest - YEARS_IN_150_000, newest))
    once = {"表示": seconds(show), "入力": seconds(edit)}
    for decade in range(1, 10):
        last = newest - decade * YEARS_IN_150_000
        figures += fill(book, range(last - YEARS_IN_150_000, last))
    tenfold = {"表示": seconds(show), "入力": seconds(edit)}
    book.close()
    with capsys.disabled():
        print(f"\n{figures:,}件のブック（10倍）：", end="")
        for what in once:
            ratio = tenfold[what] / once[what]
            print(
                f"{what} {once[what] * 1000:.1f} → {tenfold[what] * 1000:.1f} ms（{ratio:.2f}倍）　", end=""
            )
        print()
    assert all(tenfold[what] / once[what] < 1.5 for what in once)
