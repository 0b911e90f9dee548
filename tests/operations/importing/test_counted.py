"""Figures of a file for an item that is counted from the register never take the place of the count."""

from __future__ import annotations

import pytest

from kyosai_desktop.domain.activity import Counted, Counting
from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.problem import Refused, Severity
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.operations import activities, books, counting
from kyosai_desktop.operations.importing import ImportOptions, ImportPlan, Outcome, apply, plan
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

TITLE = ["2024年5月末 実績"]
HEADER = ["産別", "こくみん共済", "長期共済"]


@pytest.fixture
def counted(book: Book) -> Book:
    """こくみん共済 is counted from the 学習会 of the register: 2 of 自治労, 1 of 北教組."""
    catalogue = load_catalogue(book)
    kokumin = next(each for each in catalogue.indicators.values() if each.name == "こくみん共済")
    series = catalogue.series_for(kokumin.id, Measure.RESULT)
    assert series is not None
    counting.count_series(book, series.id, Counted("学習会", Counting.TIMES))
    entries = [("7/3", "学習会", "自治労"), ("8/1", "学習会", "自治労"), ("9/1", "学習会", "北教組")]
    cells = [
        TypedCell(row, column, text) for row, line in enumerate(entries) for column, text in enumerate(line)
    ]
    activities.enter_activities(
        book,
        books.councils(book)[0],
        2023,
        activities.activity_table(book, books.councils(book)[0], 2023),
        cells,
        "入力",
    )
    return book


def cells_of(found: ImportPlan) -> dict[str, tuple[Outcome, str]]:
    return {
        cell.address: (cell.outcome, cell.problem.message if cell.problem else "") for cell in found.cells
    }


def test_the_same_numbers_are_told_in_one_sentence_and_not_taken(counted: Book, sent) -> None:
    found = plan(counted, sent("実績.xlsx", [TITLE, HEADER, ["自治労", 2, 7], ["北教組", "１", 8]]))
    assert not found.blocking
    assert [cell.address for cell in found.writes] == ["C3", "C4"]
    assert cells_of(found)["B3"] == (
        Outcome.NOT_TAKEN,
        "活動記録から数える項目のため、取り込みません（活動記録では2）。",
    )
    (note,) = found.notes
    assert (note.code, note.severity, note.place.cell) == ("import.counted", Severity.NOTE, "B3")
    assert note.message == (
        "「こくみん共済」は活動記録から数える項目のため、このファイルの2セルは取り込まず、"
        "活動記録の数のままにします（同じ数です）。"
    )


def test_other_numbers_are_a_warning_that_says_where(counted: Book, sent) -> None:
    rows = [TITLE, HEADER, ["自治労", 5, 7], ["北教組", "一回", 8], ["全開発", 0, 9]]
    found = plan(counted, sent("実績.xlsx", rows))
    assert not found.errors
    (note,) = found.notes
    assert (note.code, note.severity) == ("import.counted_differs", Severity.WARNING)
    assert "2セルの数が違います：B3は5（活動記録では2）、B4は一回（活動記録では1）。" in note.message


def test_without_any_entry_of_the_year_the_register_says_nothing(counted: Book, sent) -> None:
    found = plan(counted, sent("実績.xlsx", [["2022年5月末 実績"], HEADER, ["自治労", 5, 7]]))
    assert "B3は5（活動記録では記録なし）" in found.notes[0].message
    assert [cell.address for cell in found.writes] == ["C3"]


def test_nothing_of_it_is_stored(counted: Book, sent) -> None:
    apply(counted, plan(counted, sent("実績.xlsx", [TITLE, HEADER, ["自治労", 5, 7]])), backup=False)
    assert counted.query("SELECT thousandths, cell FROM fact") == [(7_000, "C3")]


def test_targets_of_a_counted_item_are_taken(counted: Book, sent) -> None:
    found = plan(counted, sent("目標.xlsx", [["2023年度 目標"], HEADER, ["自治労", 5, 7]]))
    assert [cell.address for cell in found.writes] == ["B3", "C3"]
    assert found.notes == ()


def test_an_item_that_is_counted_since_the_preview_takes_nothing(book: Book, sent) -> None:
    found = plan(book, sent("実績.xlsx", [TITLE, HEADER, ["自治労", 5, 7]]))
    key = found.writes[0].key
    assert key is not None
    counting.count_series(book, key.series_id, Counted("", Counting.PERSONS))
    with pytest.raises(Refused) as refused:
        apply(book, found, backup=False)
    assert refused.value.problems[0].code == "import.book_changed"
    again = plan(book, sent("実績.xlsx", [TITLE, HEADER, ["自治労", 5, 7]]), ImportOptions())
    assert [cell.address for cell in again.writes] == ["C3"]
