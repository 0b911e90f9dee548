"""How far the year is, against 標準進捗率, and who falls behind."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.table import RowKind
from kyosai_desktop.operations import books, editing, progress, reporting, tables
from kyosai_desktop.operations.progress import Progress
from kyosai_desktop.operations.reading import Reading
from kyosai_desktop.store.book import Book


def at(book: Book, council: int, year: int, through: Month) -> Progress:
    found = books.councils(book)[council]
    read = progress.progress(Reading(book), Viewpoint(found, FiscalYear(year, found.start_month), through))
    assert read is not None
    return read


def test_the_year_end_compares_with_the_whole_target(filled: Book) -> None:
    read = at(filled, 0, 2023, Month(2024, 5))
    assert (read.standard, read.standard_text) == (Fraction(1), "100.0")
    assert read.total.rate.text == "91.0"
    assert read.total.counts_text() == "実績 7,675（公表 7,676） ／ 目標 8,435 件"
    assert [(each.name, each.rate.text) for each in read.behind] == [
        ("こくみん共済", "64.9"),
        ("自賠責共済（継続）", "89.1"),
        ("自然災害共済", "90.4"),
        ("火災共済", "91.7"),
        ("自賠責共済（新規）", "93.6"),
    ]


def test_blocks_fall_behind_by_all_products_together_worst_first(filled: Book) -> None:
    read = at(filled, 0, 2023, Month(2024, 5))
    assert read.blocks == 18
    shares = [each.share for each in read.blocks_behind]
    assert shares == sorted(shares)
    assert all(share is not None and share < 1 for share in shares)
    assert (read.blocks_behind[0].name, read.blocks_behind[0].rate.text) == ("留萌", "75.0")


def test_a_half_year_is_compared_with_half_the_year(filled: Book) -> None:
    read = at(filled, 1, 2023, Month(2023, 9))
    assert (read.standard, read.standard_text) == (Fraction(1, 2), "50.0")
    assert read.behind == ()


@pytest.mark.parametrize(
    ("council", "month", "text"), [(0, Month(2024, 4), "91.7"), (1, Month(2024, 2), "91.6")]
)
def test_the_line_is_rounded_by_the_councils_rule(
    filled: Book, council: int, month: Month, text: str
) -> None:
    assert at(filled, council, 2023, month).standard_text == text


def test_years_without_figures_are_empty_and_the_line_stands(filled: Book) -> None:
    read = at(filled, 0, 1999, Month(1999, 6))
    assert read.empty and read.behind == () and read.blocks_behind == ()
    assert read.standard == Fraction(1, 12)


def test_exactly_at_the_line_is_not_behind(filled: Book) -> None:
    read = at(filled, 0, 2023, Month(2024, 5))
    worst = read.behind[0]
    assert worst.share is not None
    assert progress.behind(read.items, worst.share) == ()
    assert progress.behind(read.items, worst.share + Fraction(1, 10**9)) == (worst,)


JUNE = Month(2024, 6)


def report_blocks(book: Book, rows: int, columns: int | None = None) -> None:
    """The first ``rows`` blocks report 1 for the first ``columns`` products of June 2024 (None: for all)."""
    council = books.councils(book)[0]
    seen = Viewpoint(council, FiscalYear(2024, council.start_month), JUNE)
    table = tables.table(book, "rosai.blocks", seen)
    wanted = [at for at, each in enumerate(table.columns) if each.label == "実績"]
    units = [at for at, row in enumerate(table.rows) if row.kind is RowKind.ITEM][:rows]
    cells = [
        TypedCell(row, column, "1")
        for row in units
        for column in [at for at in wanted if table.cells[row][at].key is not None][:columns]
    ]
    editing.enter(book, "rosai.blocks", seen, cells, "入力")


def test_a_rate_of_the_first_reports_says_who_is_missing_in_the_words_of_the_reports(filled: Book) -> None:
    report_blocks(filled, 1, 1)
    read = at(filled, 0, 2024, JUNE)
    assert read.total.result_text() == "実績 1"
    assert read.shortfall is not None
    assert read.shortfall.counts() == "18ブロック中17が未報告、1が一部未報告"
    assert read.shortfall.short_counts() == "18ブロック中17が未報告"
    told = reporting.reports(Reading(filled), read.viewpoint)
    assert read.shortfall in told
    assert read.shortfall.sentence().startswith(read.shortfall.counts())


def test_a_block_with_a_part_of_its_figures_is_named_and_not_ranked(filled: Book) -> None:
    report_blocks(filled, 3)
    whole = {each.name for each in at(filled, 0, 2024, JUNE).blocks_behind}
    report_blocks(filled, 5, 2)
    read = at(filled, 0, 2024, JUNE)
    names = [each.name for each in read.blocks_partly]
    assert len(whole) == 3 and len(names) == 2 and not whole & set(names)
    assert {each.name for each in read.blocks_behind} == whole
    assert read.blocks_words() == "報告済みの3ブロック"
    assert read.partly_words() == f"一部未報告の2ブロック（{'、'.join(names)}）は、順位に入れていません。"
    assert read.shortfall is not None and read.shortfall.partly == tuple(names)


def test_when_all_have_reported_nothing_is_said_and_all_are_ranked(filled: Book) -> None:
    report_blocks(filled, 18)
    for read in (
        at(filled, 0, 2024, JUNE),
        at(filled, 0, 2023, Month(2024, 5)),
        at(filled, 1, 2023, Month(2023, 9)),
    ):
        assert (read.shortfall, read.blocks_partly, read.partly_words()) == (None, (), "")


def test_without_any_result_there_is_no_rate_to_doubt(filled: Book) -> None:
    assert at(filled, 0, 2024, JUNE).shortfall is None
