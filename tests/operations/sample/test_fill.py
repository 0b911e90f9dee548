"""見本データ in a book: one step, marked, and without what the branch workbooks are to bring."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.table import Missing, RowKind, Table
from kyosai_desktop.operations import books, sample, tables
from kyosai_desktop.operations.sample.branch_books import blocks_of_branches
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.campaigns import load_campaigns
from kyosai_desktop.store.facts import newest_day
from kyosai_desktop.store.settings import SAMPLE, read_setting

DATA = ("fact", "officer", "meeting", "campaign", "book_setting", "activity", "member")


@pytest.fixture
def without(tmp_path: Path) -> Iterator[Book]:
    """The sample, the results of three branches not reported yet."""
    made = sample.create(tmp_path / "見本.kyosai", without_results_of=blocks_of_branches(), user="山田")
    yield made
    made.close()


def seen(book: Book, year: int = 2023) -> Viewpoint:
    return Viewpoint(books.councils(book)[0], FiscalYear(year, 6), Month(year + 1, 5))


def results(table: Table) -> dict[str, tuple[str, Missing | None]]:
    at = next(place for place, column in enumerate(table.columns) if column.path == "こくみん共済／実績")
    return {
        row.name: (line[at].text, line[at].missing)
        for row, line in zip(table.rows, table.cells, strict=True)
        if row.kind is RowKind.ITEM
    }


def test_the_sample_is_one_step_that_undo_takes_back_to_nothing(tmp_path: Path) -> None:
    book = books.create(tmp_path / "見本.kyosai", "both", user="山田")
    empty = [book.query(f"SELECT count(*) FROM {table}") for table in DATA]
    sample.fill(book)
    assert [step.label for step in book.history()] == ["見本データを入れる", "ブックを作成"]
    filled = [book.query(f"SELECT count(*) FROM {table}") for table in DATA]
    assert all(more != none for more, none in zip(filled, empty, strict=True))
    assert book.verify() == []
    book.undo()
    assert [book.query(f"SELECT count(*) FROM {table}") for table in DATA] == empty
    book.close()


def test_the_sample_of_a_book_made_with_it_is_not_undone(without: Book) -> None:
    assert without.undo_label() is None
    assert not any(step.undoable for step in without.history())


def test_a_book_with_the_sample_says_so_with_every_figure(without: Book) -> None:
    assert read_setting(without, SAMPLE) == "見本"
    notes = without.query("SELECT note, role, count(*) FROM fact GROUP BY note, role ORDER BY role")
    assert [(note, role) for note, role, _ in notes] == [("見本", "own"), ("議案書の公表値", "published")]
    assert notes[1][2] == 1


def test_the_blocks_of_three_branches_are_unreported_and_all_others_are_there(without: Book) -> None:
    region = results(tables.table(without, "rosai.blocks", seen(without)))
    left_out = {
        *("釧路", "根室", "十勝", "網走"),
        *("上川中", "上川南", "上川北", "留萌", "宗谷"),
        *("南渡島", "北渡島", "檜山"),
    }
    assert {name for name, (text, _) in region.items() if not text} == left_out
    assert {region[name] for name in left_out} == {("", Missing.NOT_REPORTED)}
    assert {missing for name, (_, missing) in region.items() if name not in left_out} == {None}


def test_only_the_newest_results_of_those_blocks_are_left_out(without: Book) -> None:
    last_year = results(tables.table(without, "rosai.blocks", seen(without, 2022)))
    assert all(text for text, _ in last_year.values())
    unions = results(tables.table(without, "rosai.unions", seen(without)))
    assert all(text for text, _ in unions.values())
    targets = tables.table(without, "rosai.targets.blocks", seen(without))
    assert {cell.missing for line in targets.cells for cell in line} == {None}


def test_the_total_counts_what_is_missing(without: Book) -> None:
    table = tables.table(without, "rosai.achievement", seen(without))
    assert table.cells[-1][1].missing_count == 12 * 7
    assert table.cells[-1][1].published == "7,676"


@pytest.mark.parametrize(("preset", "councils"), [("rosai", ["rosai"]), ("rokin", ["rokin"])])
def test_a_book_of_one_council_gets_the_figures_of_that_one(
    tmp_path: Path, preset: str, councils: list[str]
) -> None:
    book = books.create(tmp_path / "台帳.kyosai", preset)
    sample.fill(book)
    (council,) = books.councils(book)
    assert [council.code] == councils
    assert newest_day(book, council.id)
    assert book.query("SELECT DISTINCT council_id FROM officer") == [(council.id,)]
    assert book.verify() == []
    book.close()


def test_every_figure_belongs_to_a_series_and_members_of_the_book(without: Book) -> None:
    assert without.query("SELECT count(*) FROM fact WHERE series_id NOT IN (SELECT id FROM series)") == [(0,)]
    assert without.query(
        "SELECT count(*) FROM fact WHERE member1_id <> 0 AND member1_id NOT IN (SELECT id FROM member)"
    ) == [(0,)]


def test_campaigns_last_from_the_first_day_of_a_month_to_the_last_of_another(without: Book) -> None:
    found = load_campaigns(without, books.councils(without)[0].id, 2024)
    assert [(c.lane, c.start.isoformat(), c.end.isoformat()) for c in found] == [
        ("人の保障", "2024-08-01", "2024-09-30"),
        ("車の補償", "2025-02-01", "2025-04-30"),
        ("家の保障", "2024-06-01", "2024-06-30"),
    ]
