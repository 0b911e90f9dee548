"""Which figures a form needs, so that reading costs what is shown and not all that is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.periods import added_months, cumulative_so_far, known_difference
from kyosai_desktop.domain.compute.spans import spans_of
from kyosai_desktop.domain.fact import Period, Role
from kyosai_desktop.domain.form import Form, FormColumn, RowsOf, Viewpoint, period_of
from kyosai_desktop.domain.formula import names_in, parse_formula
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Indicator, Series


class Slice(NamedTuple):
    """All figures of a series in a period, of every member. ``version`` ``form.LATEST`` takes the newest of each."""

    series_id: int
    period: Period
    version: int
    role: Role


def needs(form: Form, viewpoint: Viewpoint, catalogue: Catalogue) -> frozenset[Slice]:
    """The slices from which every cell of the form follows."""
    found: set[Slice] = set()
    row_indicators: list[tuple[Indicator, str | None]] = [
        (catalogue.indicators[row.indicator_id], row.variant)
        for row in form.rows
        if row.rows_of is RowsOf.INDICATOR and row.indicator_id
    ]
    # a row's variant replaces the column's: 北海道（労金質権を除く） below the blocks
    variants: set[str | None] = {
        None,
        *(row.variant for row in form.rows if row.rows_of is not RowsOf.INDICATOR),
    }
    over = [catalogue.indicators[indicator_id] for indicator_id, _ in form.over]
    for column in form.columns:
        period = period_of(column, viewpoint, catalogue.campaigns)
        if period is None:
            continue
        wanted: list[tuple[Indicator, str | None]]
        if column.indicator_id:
            wanted = [(catalogue.indicators[column.indicator_id], variant) for variant in variants]
        else:
            wanted = [(indicator, variant) for indicator in over for variant in variants] or row_indicators
        for indicator, variant in wanted:
            found |= _slices(indicator, column, variant, period, viewpoint, catalogue)
    return frozenset(found)


def _slices(
    indicator: Indicator,
    column: FormColumn,
    variant: str | None,
    period: Period,
    viewpoint: Viewpoint,
    catalogue: Catalogue,
) -> set[Slice]:
    found: set[Slice] = set()
    if column.measure is None:
        return found
    parts = list(with_parts(indicator, catalogue))
    periods = _with_spans(parts, period, catalogue)
    for part in parts:
        series = catalogue.series_for(part.id, column.measure, column.variant if variant is None else variant)
        if series is None:
            continue
        for wanted in periods:
            for kept in kept_periods(series, wanted, viewpoint.council.start_month):
                found.add(Slice(series.id, kept, column.version, Role.OWN))
        found.add(Slice(series.id, period, column.version, Role.PUBLISHED))
    return found


def _with_spans(parts: Iterable[Indicator], period: Period, catalogue: Catalogue) -> set[Period]:
    """The period and, where constants change in it, its parts; those may be parted again for what they are made of."""
    found: set[Period] = set()
    waiting = {period}
    while waiting:
        found |= waiting
        waiting = {
            span for part in parts for each in waiting for span in spans_of(part, each, catalogue)
        } - found
    return found


def with_parts(indicator: Indicator, catalogue: Catalogue) -> Iterator[Indicator]:
    """The indicator and every indicator it is made of, through formulas and sums, each once."""
    seen: set[int] = set()
    waiting = [indicator]
    while waiting:
        item = waiting.pop()
        if item.id in seen:
            continue
        seen.add(item.id)
        yield item
        node = parse_formula(item.formula) if item.formula else None
        if node is None:
            waiting += catalogue.parts(item)
        elif not isinstance(node, Problem):
            named = (catalogue.indicator_named(item.council_id, name) for name in names_in(node))
            waiting += [part for part in named if part is not None]


def kept_periods(series: Series, wanted: Period, start_month: int) -> tuple[Period, ...]:
    """The periods in which figures may be stored that give the wanted one."""
    return (
        wanted,
        *added_months(series.keeping, wanted),
        *(known_difference(series.keeping, wanted, start_month) or ()),
        *cumulative_so_far(series.keeping, wanted, start_month),
    )
