"""会議の種別: a council's own list; meetings follow a new name, and none in use goes."""

from __future__ import annotations

import pytest

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.meeting import Meeting
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Council
from kyosai_desktop.operations import books, meetings
from kyosai_desktop.operations.meeting_kinds import (
    USUAL_KINDS,
    enter_kinds,
    kinds_table,
    meeting_kinds,
    move_kind,
    remove_kinds,
)
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.meetings import load_meetings, write_meetings


@pytest.fixture
def council(book: Book) -> Council:
    with book.change("会議") as tx:
        write_meetings(
            tx,
            [
                Meeting(at, books.councils(book)[0].id, year, kind=kind)
                for at, (year, kind) in enumerate([(2023, "総会"), (2024, "総会"), (2024, "代表者会議")], 1)
            ],
        )
    return books.councils(book)[0]


def test_the_usual_kinds_and_those_in_use_are_offered(book: Book, council: Council) -> None:
    assert meeting_kinds(book, council) == [*USUAL_KINDS, "代表者会議"]
    counts = {line[0].text: line[1].text for line in kinds_table(book, council).cells if line[0].text}
    assert (counts["総会"], counts["代表者会議"], counts["幹事会"]) == ("2", "1", "0")
    choices = meetings.meeting_table(book, council, 2024).cells[0][1].choices
    assert choices == (*USUAL_KINDS, "代表者会議")


def test_a_new_name_goes_into_the_meetings_in_one_step(book: Book, council: Council) -> None:
    cells = [TypedCell(1, 0, "定期総会"), TypedCell(0, 0, "総会"), TypedCell(5, 0, "学習会")]
    assert enter_kinds(book, council, cells) == Applied(3)
    assert meeting_kinds(book, council) == ["総会", "定期総会", "幹事会", "研修会", "代表者会議", "学習会"]
    assert [each.kind for each in load_meetings(book, council.id, 2023)] == ["定期総会"]
    assert book.undo_label() == "労済の会議の種別を変更"
    book.undo()
    assert [each.kind for each in load_meetings(book, council.id, 2023)] == ["総会"]
    assert meeting_kinds(book, books.councils(book)[1]) == list(USUAL_KINDS), "the other council has its own"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (TypedCell(0, 0, "総 会"), "meeting_kind.twice"),
        (TypedCell(0, 0, ""), "meeting_kind.empty"),
        (TypedCell(0, 1, "7"), "cell.computed"),
    ],
)
def test_what_cant_be_is_refused(book: Book, council: Council, cell: TypedCell, code: str) -> None:
    refused = enter_kinds(book, council, [cell])
    assert isinstance(refused, Problem) and refused.code == code


def test_a_kind_in_use_is_refused_with_where(book: Book, council: Council) -> None:
    refused = remove_kinds(book, council, ["総会"])
    assert isinstance(refused, Problem) and refused.code == "meeting_kind.in_use"
    assert "2023年度（1件）、2024年度（1件）" in refused.message
    assert remove_kinds(book, council, ["研修会"]) == Applied(1)
    assert "研修会" not in meeting_kinds(book, council)
    book.undo()
    assert "研修会" in meeting_kinds(book, council)


def test_the_order_is_the_offices_own(book: Book, council: Council) -> None:
    assert move_kind(book, council, 4, -4) == 0
    assert meeting_kinds(book, council)[0] == "代表者会議"
    assert move_kind(book, council, 0, -1) == 0
