"""Masters looked up by meaning, and one key for one figure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.axis import Axis
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.fact import FactKey, Period, Role
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Council, Indicator, Measure, Series

ROSAI = Council(1, "rosai", "推進会議", "労済", 6, Rounding.HALF_UP)
ROKIN = Council(2, "rokin", "推進会議", "ろうきん", 4, Rounding.DOWN)
ALL, FIRE, MYCAR, LOAN = 20, 21, 22, 23
PLAIN = Series(31, 1, FIRE, Measure.RESULT)
MOVED = Series(32, 1, FIRE, Measure.RESULT, "移管を除く")
TARGET = Series(33, 1, FIRE, Measure.TARGET)
CATALOGUE = Catalogue(
    [ROSAI, ROKIN],
    [Axis(10, "region", "地域"), Axis(11, "union", "産別")],
    [
        Indicator(MYCAR, 1, "mycar", "マイカー共済", "件", ALL, 3),
        Indicator(FIRE, 1, "fire", "火災共済", "件", ALL, 1),
        Indicator(ALL, 1, "all", "全共済", "件", 0, 0),
        # of the other council, with the name of one of ours and, by mistake, below ours
        Indicator(LOAN, 2, "fire", "火災共済", "件", ALL, 2),
    ],
    [PLAIN, MOVED, TARGET],
)
YEAR = Period.span(date(2023, 6, 1), date(2024, 5, 31))


def test_a_series_is_found_by_what_it_means() -> None:
    assert CATALOGUE.series_for(FIRE, Measure.RESULT) == PLAIN
    assert CATALOGUE.series_for(FIRE, Measure.RESULT, "移管を除く") == MOVED
    assert CATALOGUE.series_for(FIRE, Measure.TARGET) == TARGET
    assert CATALOGUE.series_for(FIRE, Measure.TARGET, "移管を除く") is None
    assert CATALOGUE.series_for(MYCAR, Measure.RESULT) is None


def test_the_parts_of_an_indicator_stand_in_their_order_and_belong_to_its_council() -> None:
    parts = CATALOGUE.parts(CATALOGUE.indicators[ALL])
    assert [part.name for part in parts] == ["火災共済", "マイカー共済"]
    assert CATALOGUE.parts(CATALOGUE.indicators[FIRE]) == ()


def test_a_name_means_the_councils_own_indicator() -> None:
    ours, theirs = CATALOGUE.indicator_named(1, "火災共済"), CATALOGUE.indicator_named(2, "火災共済")
    assert (ours.id if ours else 0, theirs.id if theirs else 0) == (FIRE, LOAN)
    assert CATALOGUE.indicator_named(1, "火災") is None


def test_a_figure_of_one_member_has_it_first_whatever_its_axis() -> None:
    assert CATALOGUE.key(PLAIN, YEAR, {11: 501}) == FactKey(31, YEAR, 501, 0)
    assert CATALOGUE.key(PLAIN, YEAR, {10: 0, 11: 501}) == FactKey(31, YEAR, 501, 0)
    assert CATALOGUE.key(PLAIN, YEAR, {}) == FactKey(31, YEAR)
    assert CATALOGUE.key(TARGET, YEAR, {10: 401}, 2, Role.PUBLISHED) == FactKey(
        33, YEAR, 401, 0, 2, Role.PUBLISHED
    )


@given(region=st.integers(1, 2**62), union=st.integers(1, 2**62))
def test_the_same_two_members_make_one_key_however_they_are_named(region: int, union: int) -> None:
    """Ids of members say nothing of their axes: the order comes from the axes alone."""
    key = CATALOGUE.key(PLAIN, YEAR, {10: region, 11: union})
    assert key == CATALOGUE.key(PLAIN, YEAR, {11: union, 10: region})
    assert (key.member1, key.member2) == (region, union)
    swapped = CATALOGUE.key(PLAIN, YEAR, {10: union, 11: region})
    assert (swapped == key) == (region == union)


def test_a_figure_of_three_axes_is_an_error() -> None:
    with pytest.raises(ValueError, match="two axes"):
        CATALOGUE.key(PLAIN, YEAR, {10: 1, 11: 2, 12: 3})
