"""What the sheets set up is what the book then holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.operations.settings.apply import insert_settings, preset_sheets
from kyosai_desktop.operations.settings.read import read_masters
from kyosai_desktop.operations.settings.read_forms import read_forms
from kyosai_desktop.operations.settings.sheets import SettingsRow
from kyosai_desktop.store import forms as forms_sql
from kyosai_desktop.store import rosters as rosters_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import axes_of_council, load_catalogue, load_measure_aliases
from kyosai_desktop.store.opening import create_book


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Book]:
    made = create_book(tmp_path / "空.kyosai")
    yield made
    made.close()


def test_everything_that_was_read_is_stored(empty: Book) -> None:
    sheets = preset_sheets("both")
    with empty.change("設定") as tx:
        settings = insert_settings(tx, sheets)
    catalogue = load_catalogue(empty)
    assert settings.forms == read_forms(sheets)
    assert tuple(catalogue.councils.values()) == settings.councils
    assert catalogue.series == {series.id: series for series in settings.series}
    assert set(catalogue.constants) == set(settings.constants)
    stored = [replace(indicator, aliases=()) for indicator in catalogue.indicators.values()]
    assert sorted(stored, key=lambda item: item.id) == sorted(settings.indicators, key=lambda item: item.id)
    for council in settings.councils:
        assert tuple(axes_of_council(empty, council.id)) == settings.council_axes[council.id]
    for form in settings.forms:
        assert forms_sql.load_form(empty, form.code) == form
    seats = [
        (council.id, *seat)
        for council in settings.councils
        for seat in rosters_sql.load_seats(empty, council.id)
    ]
    assert seats == [(seat.council_id, seat.role, seat.capacity, seat.seats) for seat in settings.seats]


def test_other_names_find_what_they_mean(empty: Book) -> None:
    with empty.change("設定") as tx:
        insert_settings(tx, preset_sheets("both"))
    catalogue = load_catalogue(empty)
    region = next(axis for axis in catalogue.axes.values() if axis.code == "region")
    assert region.by_code("hiyama").aliases == ("桧山",)
    renewal = next(item for item in catalogue.indicators.values() if item.code == "jibai-renewal")
    assert set(renewal.aliases) == {"自賠責(継続)", "自賠責継続", "自賠責共済継続"}
    words = {word: measure.value for word, measure in load_measure_aliases(empty).items()}
    assert words == dict.fromkeys(["新規加入実績", "新規加入", "新規加入件数", "新規取引件数"], "実績")


def test_a_mistake_in_a_form_stores_nothing_at_all(empty: Book) -> None:
    sheets = preset_sheets("rosai")
    last = sheets["様式の列"][-1]
    sheets["様式の列"][-1] = SettingsRow(
        last.file, last.sheet, last.number, {**last.values, "計算式": "実績 ÷"}
    )
    with pytest.raises(Refused), empty.change("設定") as tx:
        insert_settings(tx, sheets)
    assert empty.query("SELECT * FROM council") == []
    assert empty.history() == []


def test_the_codes_of_two_presets_do_not_meet() -> None:
    """Both councils have forms and series of their own, on the same two axes."""
    rosai, rokin = read_masters(preset_sheets("rosai")), read_masters(preset_sheets("rokin"))
    shared = {axis.code for axis in rosai.axes} & {axis.code for axis in rokin.axes}
    assert shared == {"region", "union"}
    assert not {series.id for series in rosai.series} & {series.id for series in rokin.series}
