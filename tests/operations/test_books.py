"""Making a book, and what there is to look at in one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import Fact, Period
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Council, Measure
from kyosai_desktop.operations import books, editing, sample, tables
from kyosai_desktop.operations.settings import apply as settings_apply
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue
from kyosai_desktop.store.opening import open_book


def councils_of(book: Book) -> list[tuple[str, int, Rounding, bool]]:
    return [
        (council.short_name, council.start_month, council.rounding, council.signed_differences)
        for council in books.councils(book)
    ]


def store(book: Book, council: Council, measure: Measure, period: Period) -> None:
    series = next(
        found
        for found in load_catalogue(book).series.values()
        if found.council_id == council.id and found.measure is measure
    )
    with book.change("実績") as tx:
        facts_sql.write_fact(tx, load_catalogue(book).key(series, period, {}), Fact(1000))


@pytest.mark.parametrize(
    ("preset", "councils"),
    [
        ("rosai", [("労済", 6, Rounding.HALF_UP, False)]),
        ("rokin", [("ろうきん", 4, Rounding.DOWN, True)]),
        ("both", [("労済", 6, Rounding.HALF_UP, False), ("ろうきん", 4, Rounding.DOWN, True)]),
        ("empty", []),
    ],
)
def test_a_preset_brings_its_councils_with_their_years_and_rounding(
    tmp_path: Path, preset: str, councils: list[tuple[str, int, Rounding, bool]]
) -> None:
    book = books.create(tmp_path / "台帳.kyosai", preset)
    assert councils_of(book) == councils
    book.close()


def test_a_new_book_says_how_it_was_made_and_is_sound(book: Book) -> None:
    (step,) = book.history()
    assert (step.label, step.user) == ("ブックを作成", "山田")
    assert book.verify() == []


def test_an_unknown_preset_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        books.create(tmp_path / "台帳.kyosai", "jichiro")
    assert list(tmp_path.iterdir()) == []


def test_a_book_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "台帳.kyosai"
    books.create(path, "rosai").close()
    before = path.read_bytes()
    with pytest.raises(Refused) as refused:
        books.create(path, "both")
    assert refused.value.problems[0].code == "book.exists"
    assert path.read_bytes() == before


def test_figures_from_two_offices_books_meet_under_one_key(book: Book, tmp_path: Path) -> None:
    other = books.create(tmp_path / "道東支店.kyosai", "rosai")
    mine = load_catalogue(book)
    for series in load_catalogue(other).series.values():
        assert mine.series[series.id] == series
    other.close()


def test_a_book_without_figures_offers_this_year_and_the_next(book: Book) -> None:
    rosai, rokin = books.councils(book)
    assert books.years(book, rosai, date(2024, 5, 31)) == [FiscalYear(2023, 6), FiscalYear(2024, 6)]
    assert books.years(book, rosai, date(2024, 6, 1)) == [FiscalYear(2024, 6), FiscalYear(2025, 6)]
    assert books.years(book, rokin, date(2024, 5, 31)) == [FiscalYear(2024, 4), FiscalYear(2025, 4)]


def test_years_with_figures_are_offered_without_gaps(book: Book) -> None:
    rosai, _ = books.councils(book)
    store(book, rosai, Measure.TARGET, Period.span(date(2019, 6, 1), date(2020, 5, 31)))
    years = [year.year for year in books.years(book, rosai, date(2022, 7, 1))]
    assert years == [2019, 2020, 2021, 2022, 2023]


def test_a_target_for_a_year_to_come_is_offered_with_the_one_after(book: Book) -> None:
    rosai, _ = books.councils(book)
    store(book, rosai, Measure.TARGET, Period.span(date(2025, 6, 1), date(2026, 5, 31)))
    assert [year.year for year in books.years(book, rosai, date(2024, 7, 1))] == [2024, 2025, 2026]


def test_work_goes_on_at_the_newest_results(tmp_path: Path) -> None:
    book = sample.create(tmp_path / "見本.kyosai")
    rosai, rokin = books.councils(book)
    today = date(2026, 1, 5)
    assert books.newest_viewpoint(book, rosai, today) == Viewpoint(rosai, FiscalYear(2023, 6), Month(2024, 5))
    assert books.newest_viewpoint(book, rokin, today) == Viewpoint(rokin, FiscalYear(2023, 4), Month(2023, 9))
    book.close()


@pytest.mark.parametrize(
    ("year", "seen", "expected"),
    [
        (2022, Month(2023, 11), Month(2022, 11)),
        (2023, Month(2023, 5), Month(2024, 5)),
        (2025, Month(2024, 5), Month(2025, 10)),
        (2024, Month(2024, 5), Month(2025, 5)),
        (2026, Month(2024, 5), Month(2026, 6)),
    ],
)
def test_another_year_is_seen_in_the_same_month_but_never_beyond_what_there_is(
    filled: Book, year: int, seen: Month, expected: Month
) -> None:
    rosai, _ = books.councils(filled)
    today = date(2025, 10, 5)
    assert books.month_in(filled, rosai, FiscalYear(year, 6), seen, today) == expected


def test_without_results_work_goes_on_in_the_newest_year_with_targets(book: Book) -> None:
    rosai, _ = books.councils(book)
    store(book, rosai, Measure.TARGET, Period.span(date(2024, 6, 1), date(2025, 5, 31)))
    assert books.newest_viewpoint(book, rosai, date(2026, 1, 5)) == Viewpoint(
        rosai, FiscalYear(2024, 6), Month(2024, 6)
    )


def test_without_figures_work_begins_today(book: Book) -> None:
    _, rokin = books.councils(book)
    assert books.newest_viewpoint(book, rokin, date(2025, 1, 31)) == Viewpoint(
        rokin, FiscalYear(2024, 4), Month(2025, 1)
    )


def test_figures_of_one_council_are_nothing_to_the_other(book: Book) -> None:
    rosai, rokin = books.councils(book)
    store(book, rosai, Measure.RESULT, Period.span(date(2023, 6, 1), date(2024, 5, 31)))
    assert books.newest_viewpoint(book, rokin, date(2025, 1, 31)).year == FiscalYear(2024, 4)


def test_what_was_typed_is_there_after_closing_and_opening(tmp_path: Path, rosai_2023: Viewpoint) -> None:
    path = tmp_path / "台帳.kyosai"
    book = books.create(path, "both")
    table = tables.table(book, "rosai.blocks", rosai_2023)
    at = next(place for place, column in enumerate(table.columns) if column.path == "こくみん共済／実績")
    outcome = editing.enter(book, "rosai.blocks", rosai_2023, [TypedCell(0, at, "181")], "入力")
    assert outcome == Applied(1)
    before = tables.table(book, "rosai.blocks", rosai_2023)
    book.close()
    again = open_book(path)
    assert tables.table(again, "rosai.blocks", rosai_2023) == before
    again.close()


def test_a_book_made_for_a_year_begins_there_and_reaches_today(tmp_path: Path) -> None:
    book = books.create(tmp_path / "台帳.kyosai", "both", 2024)
    for council in books.councils(book):
        seen = books.newest_viewpoint(book, council, date(2026, 11, 21))
        assert (seen.year.year, seen.through) == (2024, seen.year.months()[0])
        assert [year.year for year in books.years(book, council, date(2026, 11, 21))] == [
            2024,
            2025,
            2026,
            2027,
        ]
    book.close()


def test_settings_that_cannot_be_stored_leave_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(tx: object, sheets: object) -> None:
        raise Refused(Problem("book.disk_full", "ディスクがいっぱいです。", "空きを作ってください。"))

    monkeypatch.setattr(settings_apply, "insert_settings", refuse)
    with pytest.raises(Refused):
        books.create(tmp_path / "台帳.kyosai", "rosai")
    assert list(tmp_path.glob("*.kyosai")) == []


def test_making_a_book_is_not_undone(tmp_path: Path) -> None:
    book = books.create(tmp_path / "台帳.kyosai", "both", 2024)
    assert book.undo_label() is None
    assert [(step.label, step.undoable) for step in book.history()] == [("ブックを作成", False)]
    book.close()
    again = open_book(tmp_path / "台帳.kyosai")
    assert again.undo_label() is None
    again.close()


def test_a_year_has_figures_from_the_first_target_on(book: Book) -> None:
    council, other = books.councils(book)
    year = FiscalYear(2024, council.start_month)
    seen = Viewpoint(council, year, Month(2024, 6))
    assert not books.has_figures(book, seen)
    store(book, council, Measure.TARGET, Period.span(year.start, year.end))
    assert books.has_figures(book, seen)
    for neighbour in (year.previous(), year.next()):
        assert not books.has_figures(book, Viewpoint(council, neighbour, neighbour.months()[0]))
    of_other = FiscalYear(2024, other.start_month)
    assert not books.has_figures(book, Viewpoint(other, of_other, of_other.months()[0]))
