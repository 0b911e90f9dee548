"""One edit in a book of 150,000 figures: what it costs, and that it grows with the form and not with the book."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import Fact, FactKey, Period
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.operations import books, editing, tables
from kyosai_desktop.operations.tables import load_form
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

FORM = "rosai.blocks"


def fill(book: Book, years: range) -> int:
    """Monthly cumulative results of 64 units × 7 products × 12 months, and targets; returns how many figures."""
    catalogue = load_catalogue(book)
    form = load_form(book, FORM)
    products = [catalogue.indicators[indicator_id] for indicator_id, _ in form.over]
    leaves = [item for item in products if not catalogue.parts(item)]
    units = [
        member.id
        for axis in catalogue.axes.values()
        for member in axis.members
        if member.kinds & {"ブロック", "産別"}
    ]
    facts = []
    for year in (FiscalYear(number, 6) for number in years):
        for item in leaves:
            target = catalogue.series_for(item.id, Measure.TARGET)
            result = catalogue.series_for(item.id, Measure.RESULT)
            assert target is not None
            assert result is not None
            for at, unit in enumerate(units):
                facts.append((FactKey(target.id, Period.span(year.start, year.end), unit), Fact(at * 1000 + 7000)))
                for month in year.months():
                    facts.append((FactKey(result.id, Period.span(year.start, month.end), unit), Fact(at * 900)))
    with book.change("見本") as tx:
        facts_sql.write_facts(tx, facts)
    return len(facts)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = books.create(tmp_path / "大きなブック.kyosai", "rosai")
    yield made
    made.close()


def seconds(work: Callable[[], object], times: int = 9) -> float:
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return median(taken)


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
