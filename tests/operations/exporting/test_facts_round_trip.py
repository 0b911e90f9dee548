"""facts.csv read into another book with the same settings gives the same figures."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.fact import Fact, FactKey, Period, Role, Status
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.domain.text.number import LARGEST_THOUSANDTHS
from kyosai_desktop.excel.figure_list import FigureLine
from kyosai_desktop.excel.reader import WorkbookReader
from kyosai_desktop.operations import books
from kyosai_desktop.operations.exporting import read_figures, write_facts
from kyosai_desktop.operations.importing import apply, load_masters, plan, read_file
from kyosai_desktop.operations.importing.masters import Masters
from kyosai_desktop.operations.sample.fill import fill
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book


@pytest.fixture(scope="module")
def reader() -> Iterator[WorkbookReader]:
    with WorkbookReader() as made:
        yield made


@pytest.fixture(scope="module")
def two_books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Book, Book]]:
    folder = tmp_path_factory.mktemp("二冊")
    made = tuple(books.create(folder / f"{name}.kyosai", "both", user="山田") for name in ("元", "写し"))
    yield made
    for book in made:
        book.close()


def stored(book: Book) -> list[tuple[FactKey, int | None, Status, str]]:
    return [(key, fact.thousandths, fact.status, fact.note) for key, fact in facts_sql.all_figures(book)]


def replace_figures(book: Book, facts: list[tuple[FactKey, Fact]]) -> None:
    with book.change("入れ替え") as tx:
        tx.execute("DELETE FROM fact")
        facts_sql.write_facts(tx, facts)


def carry(
    source: Book, target: Book, reader: WorkbookReader, path: Path, masters: Masters | None = None
) -> None:
    write_facts(read_figures(source), path)
    planned = plan(target, read_file(reader, path), masters=masters)
    assert not planned.blocking
    assert (planned.questions, planned.unread, planned.errors) == ((), (), ())
    apply(target, planned, backup=False)


def test_the_sample_of_both_councils_row_for_row(
    two_books: tuple[Book, Book], reader: WorkbookReader, tmp_path: Path
) -> None:
    source, target = two_books
    replace_figures(target, [])
    fill(source)
    carry(source, target, reader, tmp_path / "facts.csv")
    assert len(stored(source)) > 2_800
    assert stored(target) == stored(source)
    with (tmp_path / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.reader(file)) == list(FigureLine._fields)
    assert (tmp_path / "facts.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # or Excel garbles the Japanese


def test_a_second_import_changes_nothing(
    two_books: tuple[Book, Book], reader: WorkbookReader, tmp_path: Path
) -> None:
    source, _ = two_books
    write_facts(read_figures(source), tmp_path / "facts.csv")
    planned = plan(source, read_file(reader, tmp_path / "facts.csv"))
    assert {cell.outcome.value for cell in planned.cells} <= {"同じ"}


def test_figures_of_one_council_only(two_books: tuple[Book, Book], tmp_path: Path) -> None:
    source, _ = two_books
    rokin = books.councils(source)[1]
    write_facts(read_figures(source, [rokin]), tmp_path / "facts.csv")
    with (tmp_path / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {line["council"] for line in csv.DictReader(file)} == {"rokin"}


days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
formula_like = st.builds(
    "{}{}{}".format, st.sampled_from(["", "'", "''"]), st.sampled_from("=+-@＝＋－＠\t\r\n"), texts
)


@st.composite
def figures(draw: st.DrawFn, catalogue: Catalogue) -> dict[FactKey, Fact]:
    found: dict[FactKey, Fact] = {}
    kept = sorted((each for each in catalogue.series.values() if each.counted is None), key=lambda s: s.id)
    for _ in range(draw(st.integers(1, 9))):
        series = draw(st.sampled_from(kept))
        axes = draw(st.sampled_from(series.breakdowns))
        members = {axis: draw(st.sampled_from(catalogue.axes[axis].members)).id for axis in axes}
        start = draw(days)
        period = draw(
            st.sampled_from(
                [Period.as_of(start), Period.span(start, start + timedelta(draw(st.integers(0, 400))))]
            )
        )
        version = draw(st.integers(0, 3)) if series.measure is Measure.TARGET else 0
        key = catalogue.key(series, period, members, version, draw(st.sampled_from(Role)))
        value = draw(st.none() | st.integers(-LARGEST_THOUSANDTHS, LARGEST_THOUSANDTHS) | st.integers(-9, 9))
        found[key] = Fact(value, draw(st.sampled_from(Status)), draw(texts | formula_like))
    return found


@pytest.fixture(scope="module")
def masters(two_books: tuple[Book, Book]) -> Masters:
    return load_masters(two_books[1])


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_figures_come_back_exactly(
    two_books: tuple[Book, Book],
    reader: WorkbookReader,
    masters: Masters,
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
) -> None:
    source, target = two_books
    facts = data.draw(figures(masters.catalogue))
    replace_figures(source, list(facts.items()))
    replace_figures(target, [])
    carry(source, target, reader, tmp_path_factory.getbasetemp() / "往復.csv", masters)
    assert stored(target) == stored(source)
