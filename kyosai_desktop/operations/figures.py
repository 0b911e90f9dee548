"""The figures that tables are computed from: those stored, and those counted from the register of activities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kyosai_desktop.domain.activity import (
    Activity,
    Counted,
    count,
    counts_on,
    name_matches,
    of_kind,
    with_members,
    within,
)
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute import Slice
from kyosai_desktop.domain.fact import Fact, Role
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.series import Series
from kyosai_desktop.store import activities as activities_sql
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import axes_of_council

ByMember = dict[tuple[int, int], Fact]


def load_figures(book: Book, catalogue: Catalogue, slices: Iterable[Slice]) -> dict[Slice, ByMember]:
    """The figures of the slices, by (member1, member2). A slice without figures is left out.

    Own figures of a counted series come from the register alone: a kind without any entry from the beginning of the
    年度 to the end of the period is 未報告; otherwise a member without one has 0.
    """
    stored: list[Slice] = []
    counted: list[tuple[Slice, Series, Counted]] = []
    for part in slices:
        series = catalogue.series[part.series_id]
        if series.counted is None or part.role is not Role.OWN:
            stored.append(part)
        else:
            counted.append((part, series, series.counted))
    figures: dict[Slice, ByMember] = facts_sql.load_figures(book, stored)
    known: dict[tuple[int, FiscalYear], list[Activity]] = {}
    for part, series, source in counted:
        start_month = catalogue.councils[series.council_id].start_month
        first_year = FiscalYear.of(part.period.start, start_month)
        last_year = FiscalYear.of(part.period.end, start_month)
        entries = []
        for year in range(first_year.year, last_year.year + 1):
            place = (series.council_id, FiscalYear(year, start_month))
            if place not in known:
                known[place] = _entries(book, catalogue, *place)
            entries += of_kind(known[place], source.kind)
        found = _facts(part, series, source, entries, last_year, catalogue)
        if found:
            figures[part] = found
    return figures


def _entries(book: Book, catalogue: Catalogue, council_id: int, year: FiscalYear) -> list[Activity]:
    axes = [catalogue.axes[axis_id] for axis_id in axes_of_council(book, council_id)]
    matches = name_matches((member for axis in axes for member in axis.members), year.year)
    return with_members(activities_sql.load_between(book, council_id, year.start, year.end), matches)


def _facts(
    part: Slice,
    series: Series,
    source: Counted,
    entries: list[Activity],
    year: FiscalYear,
    catalogue: Catalogue,
) -> ByMember:
    if not any(each.end is not None and each.end <= part.period.end for each in entries):
        return {}
    entries = within(entries, part.period, year.start)
    counts: dict[int, int] = {0: count(entries, source.counting)}
    for breakdown in series.breakdowns:
        if len(breakdown) == 1:
            counts |= counts_on(entries, source.counting, catalogue.axes[breakdown[0]], year.year)
    return _as_facts(counts)


def _as_facts(counts: Mapping[int, int]) -> ByMember:
    return {(member_id, 0): Fact(number * 1000) for member_id, number in counts.items()}
