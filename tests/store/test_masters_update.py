"""Masters written over what is there: everything that hangs on them stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kyosai_desktop.domain.activity import Counted, Counting
from kyosai_desktop.domain.fact import Fact, FactKey, Period
from kyosai_desktop.domain.series import Council
from kyosai_desktop.operations import books
from kyosai_desktop.store import masters_update
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import axes_of_council, load_catalogue
from kyosai_desktop.store.councils import load_councils
from kyosai_desktop.store.facts import load_fact, write_fact
from kyosai_desktop.store.forms import load_form


@pytest.fixture
def book(tmp_path: Path):
    made = books.create(tmp_path / "労済.kyosai", "rosai")
    yield made
    made.close()


def council(book: Book) -> Council:
    (only,) = load_councils(book)
    return only


def a_figure(book: Book) -> FactKey:
    """A figure of the first series, at its first member."""
    catalogue = load_catalogue(book)
    series = next(series for series in catalogue.series.values() if series.breakdowns[0])
    member = catalogue.axes[series.breakdowns[0][0]].members[0]
    key = FactKey(series.id, Period.span(date(2024, 6, 1), date(2024, 6, 30)), member.id)
    with book.change("数字") as tx:
        write_fact(tx, key, Fact(1000))
    return key


def test_figures_stay_when_what_they_hang_on_is_written_again(book: Book) -> None:
    key = a_figure(book)
    catalogue = load_catalogue(book)
    series = catalogue.series[key.series_id]
    indicator = catalogue.indicators[series.indicator_id]
    axis = next(axis for axis in catalogue.axes.values() if key.member1 in axis)
    with book.change("設定") as tx:
        masters_update.put_axis(tx, axis, 5)
        masters_update.put_member(tx, replace(axis[key.member1], name="新しい名前"))
        masters_update.put_council(tx, replace(council(book), name="新しい会議"), [axis.id])
        masters_update.put_indicator(tx, replace(indicator, name="新しい項目"))
        masters_update.put_series(tx, replace(series, variant="別"))
    found = load_fact(book, key)
    assert found is not None and found.thousandths == 1000
    after = load_catalogue(book)
    assert council(book).name == "新しい会議"
    assert axes_of_council(book, council(book).id) == [axis.id]
    assert after.indicators[indicator.id] == replace(indicator, name="新しい項目")
    assert after.series[series.id] == replace(series, variant="別")
    assert after.axes[axis.id][key.member1] == replace(axis[key.member1], name="新しい名前")


def test_a_series_is_counted_as_it_is_written(book: Book) -> None:
    series = next(iter(load_catalogue(book).series.values()))
    counted = replace(series, variant="別", counted=Counted("学習会", Counting.TIMES))
    for written in (counted, replace(counted, counted=Counted("", Counting.PERSONS)), series):
        with book.change("設定") as tx:
            masters_update.put_series(tx, written)
        assert load_catalogue(book).series[series.id] == written


def test_nothing_but_its_own_parts_hangs_on_a_form(book: Book) -> None:
    """A form is taken out and written anew; whatever else referred to it would go with it."""
    tables = [name for (name,) in book.query("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    hanging = {
        table
        for table in tables
        for row in book.query(f"SELECT \"table\" FROM pragma_foreign_key_list('{table}')")
        if row[0] == "form"
    }
    assert hanging == {"form_stub", "form_indicator", "form_row", "form_column"}


def test_a_form_is_written_anew(book: Book) -> None:
    form = load_form(book, "rosai.blocks")
    assert form is not None
    shorter = replace(form, title="別の題", rows=form.rows[:1], columns=form.columns[1:])
    with book.change("様式") as tx:
        masters_update.put_form(tx, shorter)
    assert load_form(book, "rosai.blocks") == shorter


def test_where_figures_are(book: Book) -> None:
    key = a_figure(book)
    other = next(each for each in load_catalogue(book).series if each != key.series_id)
    axis = next(axis for axis in load_catalogue(book).axes.values() if key.member1 in axis)
    assert masters_update.axes_with_figures(book, key.series_id) == {(axis.id,)}
    assert masters_update.has_figures(book, key.series_id)
    assert not masters_update.has_figures(book, other)
