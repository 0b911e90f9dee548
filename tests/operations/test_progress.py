"""How far the year is, against 標準進捗率, and who falls behind."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.operations import books, progress
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
