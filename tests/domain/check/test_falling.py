"""A 累計 that falls, month by month, of the small council."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from small_council import (
    BLOCKS,
    EAST,
    ISHIKARI,
    KOKUMIN,
    RESULT,
    YEAR,
    catalogue,
    facts,
    viewpoint,
)

from kyosai_desktop.domain.check import Certainty, Finding, check, check_needs
from kyosai_desktop.domain.compute.needs import Slice
from kyosai_desktop.domain.fact import Fact, Period, Role
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.form import LATEST
from kyosai_desktop.domain.series import Keeping

SERIES = RESULT[KOKUMIN]


def found(
    by_month: Mapping[Month, Mapping[int, int]],
    through: Month | None = None,
    keeping: Keeping = Keeping.CUMULATIVE,
) -> list[Finding]:
    figures = {
        Slice(SERIES, Period.span(YEAR.start, month.end), LATEST, Role.OWN): facts(counts)
        for month, counts in by_month.items()
    }
    masters, seen = catalogue(keeping=keeping), viewpoint(through=through)
    needed = check_needs(seen, masters)
    known = {part: kept for part, kept in figures.items() if part in needed}
    return [each for each in check(seen, masters, known, [BLOCKS]) if each.code == "cumulative.falls"]


MARCH, APRIL, MAY = Month(2024, 3), Month(2024, 4), Month(2024, 5)


def test_a_fall_is_told_with_place_months_and_figures() -> None:
    [finding] = found({APRIL: {ISHIKARI: 90}, MAY: {ISHIKARI: 70}})
    assert finding.certainty is Certainty.POSSIBLE
    assert (finding.expected, finding.found, finding.difference) == (90, 70, -20)
    assert "石狩で4月末の90件から5月末の70件に下がっています" in finding.message
    assert finding.place.row == "こくみん共済・石狩"
    assert finding.series_id == SERIES


def test_a_month_that_was_not_reported_hides_no_fall() -> None:
    [finding] = found({MARCH: {ISHIKARI: 90}, MAY: {ISHIKARI: 70}})
    assert "3月末の90件から5月末の70件" in finding.message


def test_places_that_fall_in_one_month_are_one_finding_at_the_furthest() -> None:
    [finding] = found({APRIL: {ISHIKARI: 90, EAST: 50}, MAY: {ISHIKARI: 89, EAST: 10}})
    assert "東胆振で" in finding.message and "ほかに1か所" in finding.message


def test_rising_level_and_later_figures_are_fine() -> None:
    assert found({MARCH: {ISHIKARI: 70}, APRIL: {ISHIKARI: 70}, MAY: {ISHIKARI: 90}}) == []
    assert found({APRIL: {ISHIKARI: 90}, MAY: {ISHIKARI: 70}}, through=APRIL) == []


def test_months_kept_apart_may_be_lower() -> None:
    assert found({APRIL: {ISHIKARI: 90}, MAY: {ISHIKARI: 70}}, keeping=Keeping.MONTHLY) == []


def test_no_figure_is_no_fall() -> None:
    figures = {
        Slice(SERIES, Period.span(date(2023, 6, 1), month.end), LATEST, Role.OWN): {(ISHIKARI, 0): fact}
        for month, fact in ((APRIL, Fact(90_000)), (MAY, Fact(None)))
    }
    assert [
        each for each in check(viewpoint(), catalogue(), figures, [BLOCKS]) if each.code == "cumulative.falls"
    ] == []
