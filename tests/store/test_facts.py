"""Figures under their keys: newest versions, where they came from, and three kinds of nothing."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.compute import Slice
from kyosai_desktop.domain.fact import Fact, FactKey, Period, PeriodKind, Role, Source, Status
from kyosai_desktop.domain.form import LATEST
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Council, Indicator, Measure, Series
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import insert_council, insert_indicator, insert_series
from kyosai_desktop.store.facts import (
    delete_fact,
    highest_versions,
    load_fact,
    load_figures,
    newest_day,
    oldest_day,
    write_fact,
    write_facts,
)
from kyosai_desktop.store.opening import create_book

TARGET, RESULT, OTHER = 31, 32, 41
YEAR = Period.span(date(2023, 6, 1), date(2024, 5, 31))
MARCH = Period.span(date(2023, 6, 1), date(2024, 3, 31))
ISHIKARI, SHIRIBESHI, JICHIRO = 11, 12, 13


def new_book(folder: Path) -> Book:
    """Two councils and three series."""
    made = create_book(folder / "台帳.kyosai")
    with made.change("設定") as tx:
        insert_council(tx, Council(1, "rosai", "推進会議", "労済", 6, Rounding.HALF_UP), ())
        insert_council(tx, Council(2, "rokin", "推進会議", "ろうきん", 4, Rounding.DOWN), ())
        insert_indicator(tx, Indicator(21, 1, "fire", "火災共済", "件"))
        insert_indicator(tx, Indicator(22, 2, "loan", "融資", "件"))
        insert_series(tx, Series(TARGET, 1, 21, Measure.TARGET))
        insert_series(tx, Series(RESULT, 1, 21, Measure.RESULT))
        insert_series(tx, Series(OTHER, 2, 22, Measure.RESULT))
    return made


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = new_book(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def ledger() -> Iterator[Book]:
    """One book for all examples of a property; each takes back what it wrote."""
    with tempfile.TemporaryDirectory(prefix="台帳") as folder:
        made = new_book(Path(folder))
        yield made
        made.close()


def write(book: Book, *facts: tuple[FactKey, Fact]) -> int:
    with book.change("入力") as tx:
        write_facts(tx, facts)
    return tx.step_id


def values(book: Book, wanted: Slice) -> dict[tuple[int, int], int | None]:
    return {
        members: fact.thousandths for members, fact in load_figures(book, [wanted]).get(wanted, {}).items()
    }


def test_the_latest_version_is_taken_for_each_member_apart(book: Book) -> None:
    write(
        book,
        (FactKey(TARGET, YEAR, ISHIKARI, version=0), Fact(100_000)),
        (FactKey(TARGET, YEAR, ISHIKARI, version=2), Fact(120_000)),
        (FactKey(TARGET, YEAR, ISHIKARI, version=10), Fact(90_000)),
        (FactKey(TARGET, YEAR, SHIRIBESHI, version=0), Fact(50_000)),
    )
    assert values(book, Slice(TARGET, YEAR, LATEST, Role.OWN)) == {
        (ISHIKARI, 0): 90_000,
        (SHIRIBESHI, 0): 50_000,
    }
    assert values(book, Slice(TARGET, YEAR, 0, Role.OWN)) == {(ISHIKARI, 0): 100_000, (SHIRIBESHI, 0): 50_000}
    assert values(book, Slice(TARGET, YEAR, 2, Role.OWN)) == {(ISHIKARI, 0): 120_000}


def test_a_latest_version_without_a_value_hides_the_one_before(book: Book) -> None:
    """A target that was withdrawn is 該当なし, not last month's number."""
    write(
        book,
        (FactKey(TARGET, YEAR, ISHIKARI, version=0), Fact(100_000)),
        (FactKey(TARGET, YEAR, ISHIKARI, version=1), Fact(None)),
    )
    assert values(book, Slice(TARGET, YEAR, LATEST, Role.OWN)) == {(ISHIKARI, 0): None}


def test_published_figures_stand_apart_from_own_ones(book: Book) -> None:
    write(
        book,
        (FactKey(RESULT, YEAR, role=Role.OWN), Fact(7_675_000)),
        (FactKey(RESULT, YEAR, role=Role.PUBLISHED), Fact(7_676_000, note="議案書の公表値")),
    )
    assert values(book, Slice(RESULT, YEAR, LATEST, Role.OWN)) == {(0, 0): 7_675_000}
    assert values(book, Slice(RESULT, YEAR, LATEST, Role.PUBLISHED)) == {(0, 0): 7_676_000}
    with book.change("消す") as tx:
        delete_fact(tx, FactKey(RESULT, YEAR, role=Role.OWN))
    assert values(book, Slice(RESULT, YEAR, LATEST, Role.OWN)) == {}
    assert values(book, Slice(RESULT, YEAR, LATEST, Role.PUBLISHED)) == {(0, 0): 7_676_000}


def test_unreported_not_applicable_and_zero_are_three_things(book: Book) -> None:
    none, zero, unreported = (FactKey(RESULT, YEAR, member) for member in (1, 2, 3))
    write(book, (none, Fact(None)), (zero, Fact(0)))
    answers = [load_fact(book, key) for key in (none, zero, unreported)]
    assert [fact.thousandths if fact else "未報告" for fact in answers] == [None, 0, "未報告"]
    assert values(book, Slice(RESULT, YEAR, LATEST, Role.OWN)) == {(1, 0): None, (2, 0): 0}


def test_a_figure_knows_the_file_sheet_and_cell_it_came_from_and_the_step_that_wrote_it(book: Book) -> None:
    key = FactKey(RESULT, YEAR, ISHIKARI, JICHIRO)
    source = Source(77, "実績", "F14", "１，２３４件")
    step = write(book, (key, Fact(1_234_000, Status.PRELIMINARY, "速報※1", source)))
    assert load_fact(book, key) == Fact(1_234_000, Status.PRELIMINARY, "速報※1", source, step)
    loaded = load_figures(book, [Slice(RESULT, YEAR, LATEST, Role.OWN)])
    assert list(loaded.values()) == [{(ISHIKARI, JICHIRO): load_fact(book, key)}]


def test_typing_over_an_imported_figure_forgets_the_file(book: Book) -> None:
    key = FactKey(RESULT, YEAR, ISHIKARI)
    write(book, (key, Fact(1000, Status.PRELIMINARY, "速報", Source(77, "実績", "F14", "1"))))
    step = write(book, (key, Fact(2000)))
    assert load_fact(book, key) == Fact(2000, step_id=step)
    book.undo()
    restored = load_fact(book, key)
    assert restored is not None
    assert restored.source == Source(77, "実績", "F14", "1")


def test_two_members_swapped_are_two_figures(book: Book) -> None:
    one, other = FactKey(RESULT, YEAR, ISHIKARI, JICHIRO), FactKey(RESULT, YEAR, JICHIRO, ISHIKARI)
    write(book, (one, Fact(1000)), (other, Fact(2000)))
    assert values(book, Slice(RESULT, YEAR, LATEST, Role.OWN)) == {
        (ISHIKARI, JICHIRO): 1000,
        (JICHIRO, ISHIKARI): 2000,
    }


def test_periods_that_share_a_day_are_kept_apart(book: Book) -> None:
    last = Period.span(date(2024, 5, 31), date(2024, 5, 31))
    stood = Period.as_of(date(2024, 5, 31))
    periods = [YEAR, MARCH, last, stood]
    write(book, *((FactKey(RESULT, period), Fact(at)) for at, period in enumerate(periods)))
    for at, period in enumerate(periods):
        assert values(book, Slice(RESULT, period, LATEST, Role.OWN)) == {(0, 0): at}


def test_a_slice_without_figures_is_left_out(book: Book) -> None:
    write(book, (FactKey(RESULT, YEAR, ISHIKARI), Fact(1000)))
    empty, full = Slice(TARGET, YEAR, LATEST, Role.OWN), Slice(RESULT, YEAR, LATEST, Role.OWN)
    assert list(load_figures(book, [empty, full])) == [full]


def test_the_newest_version_of_a_key_whatever_version_it_names(book: Book) -> None:
    first, second = FactKey(TARGET, YEAR, ISHIKARI), FactKey(TARGET, YEAR, SHIRIBESHI)
    write(book, (first, Fact(1)), (first._replace(version=3), Fact(2)))
    published = first._replace(role=Role.PUBLISHED)
    assert highest_versions(book, [first, second, published]) == {
        first: first._replace(version=3),
        second: second,
        published: published,
    }


def test_the_oldest_and_newest_day_are_those_of_the_council_alone(book: Book) -> None:
    assert oldest_day(book, 1) is None
    assert newest_day(book, 1) is None
    write(
        book,
        (FactKey(TARGET, YEAR), Fact(1)),
        (FactKey(RESULT, MARCH), Fact(2)),
        (FactKey(RESULT, MARCH, ISHIKARI), Fact(2)),
        (FactKey(OTHER, Period.as_of(date(2024, 9, 30))), Fact(3)),
        (FactKey(RESULT, Period.as_of(date(2025, 1, 1)), role=Role.PUBLISHED), Fact(4)),
    )
    assert oldest_day(book, 1) == MARCH.end
    assert newest_day(book, 1) == YEAR.end
    assert newest_day(book, 1, results=True) == MARCH.end
    assert newest_day(book, 1, until=MARCH.end - timedelta(days=1)) is None
    assert oldest_day(book, 2) == newest_day(book, 2) == date(2024, 9, 30)
    assert newest_day(book, 2, results=True) is None, "a figure of a day is no month's result"


near = st.dates(date(2022, 1, 1), date(2024, 12, 31))
few_keys = st.builds(
    FactKey,
    st.sampled_from([TARGET, RESULT, OTHER]),
    near.map(Period.as_of) | st.tuples(near, near).map(lambda two: Period.span(min(two), max(two))),
    member1=st.just(0),
    member2=st.just(0),
    version=st.just(0),
    role=st.sampled_from(Role),
)


@given(stored=st.sets(few_keys, min_size=1, max_size=8), until=near)
def test_the_days_are_those_that_reading_every_figure_finds(
    ledger: Book, stored: set[FactKey], until: date
) -> None:
    write(ledger, *((key, Fact(1)) for key in stored))
    try:
        own = [key for key in stored if key.role is Role.OWN and key.series_id in (TARGET, RESULT)]
        ends = [key.period.end for key in own]
        assert oldest_day(ledger, 1) == min(ends, default=None)
        assert newest_day(ledger, 1) == max(ends, default=None)
        of_results = [
            key.period.end
            for key in own
            if key.series_id == RESULT and key.period.kind is PeriodKind.SPAN and key.period.end <= until
        ]
        assert newest_day(ledger, 1, results=True, until=until) == max(of_results, default=None)
    finally:
        ledger.undo()


days = st.dates(date(1950, 1, 1), date(2099, 12, 31))
spans = st.tuples(days, days).map(lambda pair: Period.span(min(pair), max(pair)))
members = st.sampled_from([0, 1, 2, 2**62 - 1])
keys = st.builds(
    FactKey,
    st.sampled_from([TARGET, RESULT, OTHER]),
    st.sampled_from([YEAR, MARCH]) | spans | days.map(Period.as_of),
    members,
    members,
    st.integers(0, 2),
    st.sampled_from(Role),
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
typed = texts.map(lambda text: text.replace("\x1f", ""))
facts = st.builds(
    Fact,
    st.none() | st.integers(-(2**62), 2**62),
    st.sampled_from(Status),
    texts,
    st.none() | st.builds(Source, st.integers(1, 2**62), texts, texts, texts, typed),
)


@given(written=st.dictionaries(keys, facts, min_size=1, max_size=12))
def test_every_figure_comes_back_under_its_key_and_no_other(
    ledger: Book, written: dict[FactKey, Fact]
) -> None:
    step = write(ledger, *written.items())
    try:
        for key, fact in written.items():
            stored = load_fact(ledger, key)
            assert stored == Fact(fact.thousandths, fact.status, fact.note, fact.source, step)
        newest = {}
        for key in sorted(written, key=lambda key: key.version):
            newest[key.series_id, key.period, key.role, key.member1, key.member2] = written[key].thousandths
        slices = {Slice(key.series_id, key.period, LATEST, key.role) for key in written}
        loaded = {
            (wanted.series_id, wanted.period, wanted.role, *places): fact.thousandths
            for wanted, by_member in load_figures(ledger, slices).items()
            for places, fact in by_member.items()
        }
        assert loaded == newest
        with ledger.change("消す") as tx:
            for key in itertools.islice(written, 1, None):
                delete_fact(tx, key)
        assert [key for key in written if load_fact(ledger, key)] == list(written)[:1]
        if len(written) > 1:
            ledger.undo()
    finally:
        ledger.undo()
    assert ledger.query("SELECT count(*) FROM fact") == [(0,)]


def test_one_figure_written_twice_in_a_step_is_the_last_one(book: Book) -> None:
    key = FactKey(RESULT, YEAR, ISHIKARI)
    with book.change("入力") as tx:
        write_fact(tx, key, Fact(1))
        write_fact(tx, key, Fact(2))
    stored = load_fact(book, key)
    assert stored is not None
    assert stored.thousandths == 2
    assert stored.step_id == tx.step_id
