"""Meetings and campaign periods in the book."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.campaign import Campaign
from kyosai_desktop.domain.fiscal.era import Precision
from kyosai_desktop.domain.meeting import Meeting, MeetingStatus
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Council
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.campaigns import insert_campaigns, load_campaigns
from kyosai_desktop.store.catalogue import insert_council
from kyosai_desktop.store.meetings import (
    delete_meetings,
    load_meetings,
    write_meetings,
)
from kyosai_desktop.store.opening import create_book


@pytest.fixture(scope="module")
def book() -> Iterator[Book]:
    """A council without meetings; each test takes back what it wrote."""
    with tempfile.TemporaryDirectory(prefix="台帳") as folder:
        made = create_book(Path(folder) / "台帳.kyosai")
        with made.change("設定") as tx:
            insert_council(tx, Council(1, "rosai", "推進会議", "労済", 6, Rounding.HALF_UP), ())
        yield made
        made.close()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
days = st.none() | st.dates()
minutes = st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59))
meetings = st.builds(
    Meeting,
    st.integers(1, 2**62),
    st.just(1),
    st.just(2023),
    st.sampled_from([0, 11, 12]),
    texts,
    texts,
    texts,
    days,
    days,
    st.none() | st.sampled_from(Precision),
    minutes,
    minutes,
    texts,
    texts,
    st.none() | st.integers(0, 99_999),
    st.sampled_from(MeetingStatus),
    texts,
)


@given(written=st.lists(meetings, max_size=6, unique_by=lambda meeting: meeting.id))
def test_meetings_come_back_equal(book: Book, written: list[Meeting]) -> None:
    with book.change("会議") as tx:
        write_meetings(tx, written)
    loaded = load_meetings(book, 1, 2023)
    if written:
        book.undo()
    assert sorted(loaded, key=lambda meeting: meeting.id) == sorted(written, key=lambda meeting: meeting.id)
    assert load_meetings(book, 1, 2023) == []


def meeting(id: int, start: date | None, **fields: object) -> Meeting:
    return Meeting(id, 1, 2023, start=start, end=start, precision=Precision.DAY, **fields)  # type: ignore[arg-type] - passed through


def test_meetings_stand_in_time_and_undated_ones_last(book: Book) -> None:
    written = [
        meeting(1, None),
        meeting(2, date(2024, 1, 5)),
        meeting(3, date(2023, 7, 3), start_time=time(15)),
        meeting(4, date(2023, 7, 3), start_time=time(9)),
    ]
    with book.change("会議") as tx:
        write_meetings(tx, written)
    assert [found.id for found in load_meetings(book, 1, 2023)] == [4, 3, 2, 1]
    book.undo()


def test_writing_again_takes_the_place_of_what_stood_there(book: Book) -> None:
    first, other = meeting(1, date(2023, 7, 3), kind="総会"), meeting(2, date(2023, 8, 1), kind="幹事会")
    with book.change("会議") as tx:
        write_meetings(tx, [first, other])
    with book.change("日付") as tx:
        write_meetings(tx, [meeting(1, date(2023, 9, 3), venue="札幌")])
    assert load_meetings(book, 1, 2023) == [other, meeting(1, date(2023, 9, 3), venue="札幌")]
    with book.change("削除") as tx:
        delete_meetings(tx, [2])
    assert [found.id for found in load_meetings(book, 1, 2023)] == [1]
    for _ in range(3):
        book.undo()


def test_campaigns_come_back_in_the_order_they_were_added(book: Book) -> None:
    made = [
        Campaign(3, 1, 2024, "車の補償", "強化期間", date(2025, 2, 1), date(2025, 4, 30)),
        Campaign(1, 1, 2024, "人の保障", "強化期間", date(2024, 8, 1), date(2024, 9, 30)),
    ]
    with book.change("期間") as tx:
        insert_campaigns(tx, made)
    assert load_campaigns(book, 1, 2024) == made
    assert load_campaigns(book, 1, 2023) == []
    book.undo()
