"""定数: typed beside the roster, told about at once, each edit one step to take back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Council
from kyosai_desktop.operations import books, roster_seats, rosters, sample
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.rosters import load_seats

FIELDS = ("役職", "区分", "定数")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = sample.create(tmp_path / "見本.kyosai", user="山田")
    yield made
    made.close()


def council(book: Book) -> Council:
    return books.councils(book)[0]


def typed(book: Book, texts: dict[tuple[int, str], str]) -> Applied | Problem:
    cells = [TypedCell(row, FIELDS.index(field), text) for (row, field), text in texts.items()]
    return roster_seats.enter_seats(book, council(book), 2024, cells, "入力")


def shown(book: Book) -> list[tuple[str, ...]]:
    table = roster_seats.seat_table(book, council(book), 2024)
    return [tuple(cell.text for cell in line) for line in table.cells if line[0].text]


def test_a_seat_less_is_a_surplus_until_it_is_undone(book: Book) -> None:
    before = shown(book)
    assert before == [
        (role, capacity, str(seats)) for role, capacity, seats in load_seats(book, council(book).id)
    ]
    at = next(row for row, line in enumerate(before) if int(line[2]) > 1)
    noted = rosters.roster_notes(book, council(book), 2024)
    assert typed(book, {(at, "定数"): "１名"}) == Applied(1)
    assert shown(book)[at] == (*before[at][:2], "1")
    more = {note.message for note in rosters.roster_notes(book, council(book), 2024)} - {
        n.message for n in noted
    }
    assert any("多くなっています" in message for message in more)
    book.undo()
    assert shown(book) == before


def test_a_new_post_has_one_seat_until_a_number_is_typed(book: Book) -> None:
    before = shown(book)
    new = len(before)
    assert typed(book, {(new, "役職"): "顧問"}) == Applied(1)
    assert shown(book) == [*before, ("顧問", "", "1")]
    assert typed(book, {(new, "定数"): "2"}) == Applied(1)
    assert shown(book)[new] == ("顧問", "", "2")
    assert any("顧問の定数は2名" in note.message for note in rosters.roster_notes(book, council(book), 2024))
    assert typed(book, {(new, "定数"): ""}) == Applied(1)
    assert shown(book) == before


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({(0, "定数"): "二人"}, None),
        ({(0, "定数"): "1.5"}, "seat.number"),
        ({(0, "定数"): "-1"}, "seat.number"),
        ({(0, "定数"): "3件"}, "seat.number"),
        ({(0, "役職"): ""}, "seat.no_role"),
    ],
)
def test_what_is_no_number_of_seats_is_refused(
    book: Book, texts: dict[tuple[int, str], str], code: str | None
) -> None:
    before = shown(book)
    outcome = typed(book, texts)
    assert isinstance(outcome, Problem)
    assert code is None or outcome.code == code
    assert outcome.place.row == "1"
    assert shown(book) == before


def test_a_post_is_listed_once(book: Book) -> None:
    before = shown(book)
    role, capacity, _ = before[0]
    outcome = typed(book, {(len(before), "役職"): role, (len(before), "区分"): capacity})
    assert isinstance(outcome, Problem) and outcome.code == "seat.twice"
    assert shown(book) == before


def test_a_row_that_is_cleared_goes(book: Book) -> None:
    before = shown(book)
    assert typed(book, {(0, field): "" for field in FIELDS}) == Applied(1)
    assert shown(book) == before[1:]
