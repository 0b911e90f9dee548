"""Masters come back from the book exactly as they were stored."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.campaign import Campaign
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Constant, Council, Indicator, Keeping, Measure, Series, Totalling
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.campaigns import insert_campaigns
from kyosai_desktop.store.catalogue import (
    TABLES,
    axes_of_council,
    insert_alias,
    insert_axis,
    insert_constants,
    insert_council,
    insert_indicator,
    insert_series,
    load_catalogue,
    load_measure_aliases,
)
from kyosai_desktop.store.councils import load_councils
from kyosai_desktop.store.opening import create_book

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(
    ["髙﨑", "𠮷野", "\ufa10", "上　川"]
)
named = texts.filter(bool)
sorted_names = st.lists(named, max_size=3, unique=True).map(
    lambda found: tuple(sorted(found, key=_as_sqlite))
)
years = st.none() | st.integers(1990, 2040)


def _as_sqlite(text: str) -> bytes:
    return text.encode()


@pytest.fixture(scope="module")
def book() -> Iterator[Book]:
    with tempfile.TemporaryDirectory(prefix="台帳") as folder:
        made = create_book(Path(folder) / "台帳.kyosai")
        yield made
        made.close()


@st.composite
def councils(draw: st.DrawFn) -> list[Council]:
    count = draw(st.integers(1, 3))
    return [
        Council(
            at + 1,
            f"council{at}",
            draw(texts),
            draw(texts),
            draw(st.integers(1, 12)),
            draw(st.sampled_from(Rounding)),
            draw(st.integers(0, 3)),
            draw(st.booleans()),
            at,
        )
        for at in range(count)
    ]


@st.composite
def axes(draw: st.DrawFn) -> list[Axis]:
    found = []
    for axis_id in range(100, 100 + 100 * draw(st.integers(0, 2)), 100):
        members: list[Member] = []
        for at in range(draw(st.integers(0, 5))):
            parents = [0, *(member.id for member in members)]
            earlier = draw(st.dictionaries(st.integers(1990, 2020), named, max_size=2))
            members.append(
                Member(
                    axis_id + at + 1,
                    axis_id,
                    f"m{at}",
                    draw(named),
                    draw(st.sampled_from(parents)),
                    draw(st.frozensets(st.sampled_from(["支店", "支所", "拠点", "ブロック"]))),
                    at,
                    draw(years),
                    draw(years),
                    draw(sorted_names),
                    tuple(sorted(earlier.items())),
                )
            )
        found.append(
            Axis(
                axis_id,
                f"axis{axis_id}",
                draw(texts),
                members,
                open_list=draw(st.booleans()),
                addable=draw(st.booleans()),
            )
        )
    return found


@st.composite
def indicators(draw: st.DrawFn, council_ids: list[int]) -> list[Indicator]:
    return [
        Indicator(
            1000 + at,
            draw(st.sampled_from(council_ids)),
            f"i{at}",
            draw(named),
            draw(texts),
            draw(st.sampled_from([0, *range(1000, 1000 + at)])),
            at,
            draw(st.integers(0, 3)),
            draw(st.booleans()),
            draw(texts),
            draw(texts),
            draw(sorted_names),
        )
        for at in range(draw(st.integers(0, 4)))
    ]


@st.composite
def series(draw: st.DrawFn, of: list[Indicator], axis_ids: list[int]) -> list[Series]:
    breakdowns = [(), *((axis_id,) for axis_id in axis_ids)]
    if len(axis_ids) == 2:
        breakdowns.append(tuple(axis_ids))
    return [
        Series(
            2000 + at,
            indicator.council_id,
            indicator.id,
            draw(st.sampled_from(Measure)),
            draw(texts),
            draw(st.sampled_from(Keeping)),
            draw(st.sampled_from(Totalling)),
            tuple(draw(st.lists(st.sampled_from(breakdowns), min_size=1, unique=True))),
            draw(st.none() | st.sampled_from(Rounding)),
        )
        for at, indicator in enumerate(of)
    ]


@given(data=st.data())
def test_masters_come_back_equal(book: Book, data: st.DataObject) -> None:
    of_councils = data.draw(councils())
    of_axes = data.draw(axes())
    axis_ids = [axis.id for axis in of_axes]
    of_indicators = data.draw(indicators([council.id for council in of_councils]))
    of_series = data.draw(series(of_indicators, axis_ids))
    with book.change("設定") as tx:
        for position, axis in enumerate(of_axes):
            insert_axis(tx, axis, position)
        for council in of_councils:
            insert_council(tx, council, reversed(axis_ids))
        for indicator in of_indicators:
            insert_indicator(tx, indicator)
        for found in of_series:
            insert_series(tx, found)
    try:
        stored = load_catalogue(book)
        assert list(stored.councils.values()) == of_councils
        assert axes_of_council(book, 1) == axis_ids[::-1]
        assert [vars_of(axis) for axis in stored.axes.values()] == [vars_of(axis) for axis in of_axes]
        assert list(stored.indicators.values()) == of_indicators
        assert stored.series == {found.id: found for found in of_series}
    finally:
        book.undo()
    assert load_councils(book) == []


def vars_of(axis: Axis) -> tuple[object, ...]:
    return (axis.id, axis.code, axis.name, axis.open_list, axis.addable, axis.members)


ROSAI = Council(1, "rosai", "推進会議", "労済", 6, Rounding.HALF_UP)


def test_an_alias_said_twice_is_one(book: Book) -> None:
    with book.change("別名") as tx:
        insert_council(tx, ROSAI, ())
        insert_indicator(tx, Indicator(5, 1, "kokumin", "こくみん共済", "件", aliases=("こくみん",)))
        insert_alias(tx, "indicator", 5, "こくみん")
        insert_alias(tx, "indicator", 5, "国民共済")
        insert_alias(tx, "member", 5, "国民")
    assert load_catalogue(book).indicators[5].aliases == ("こくみん", "国民共済")
    assert {step for (step,) in book.query("SELECT step_id FROM alias")} == {tx.step_id}
    book.undo()


@pytest.mark.parametrize(("number", "measure"), list(enumerate(Measure, start=1)))
def test_words_for_measures(book: Book, number: int, measure: Measure) -> None:
    with book.change("別名") as tx:
        insert_alias(tx, "measure", number, "新規加入件数")
    assert load_measure_aliases(book) == {"新規加入件数": measure}
    book.undo()


def test_councils_stand_in_their_order(book: Book) -> None:
    second = replace(ROSAI, id=2, code="rokin", position=1)
    first = replace(ROSAI, id=3, code="b", position=0)
    with book.change("会議体") as tx:
        insert_council(tx, second, ())
        insert_council(tx, first, ())
    assert load_councils(book) == [first, second]
    book.undo()


def test_a_change_of_masters_touches_only_the_tables_that_say_so(book: Book) -> None:
    """Whoever keeps a catalogue learns from these names that it is out of date."""
    told: list[frozenset[str]] = []
    stop = book.on_change(told.append)
    with book.change("設定") as tx:
        member = Member(11, 10, "doto", "道東支店", kinds=frozenset({"支店"}), aliases=("道東",))
        insert_axis(tx, Axis(10, "region", "地域", [replace(member, earlier_names=((2019, "釧根"),))]), 0)
        insert_council(tx, ROSAI, (10,))
        insert_indicator(tx, Indicator(5, 1, "fire", "火災共済", "件"))
        insert_series(tx, Series(6, 1, 5, Measure.RESULT, breakdowns=((10,),)))
        insert_constants(tx, [Constant(7, 1, "単価", "円", 250_000, date(2024, 4, 1), date(2025, 3, 31))])
        insert_campaigns(tx, [Campaign(8, 1, 2024, "人の保障", "強化期間", date(2024, 8, 1), None)])
    stop()
    assert told == [TABLES]
    assert load_catalogue(book).constant(1, "単価", date(2024, 9, 30)) == 250
    assert load_catalogue(book).constant(1, "単価", date(2025, 4, 1)) is None
    book.undo()
