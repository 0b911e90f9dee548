"""The exact value of one figure at one place: own facts, sums up the trees, formulas from summed parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.needs import Slice
from kyosai_desktop.domain.compute.periods import added_months, cumulative_difference
from kyosai_desktop.domain.fact import Fact, Period, Role
from kyosai_desktop.domain.formula import Value, evaluate, parse_formula
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Indicator, Measure, Series, Totalling
from kyosai_desktop.domain.table import Missing

Figures = Mapping[Slice, Mapping[tuple[int, int], Fact]]


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in units (件, 円 …), with how many figures below were not reported. ``fact``: when it is itself stored."""

    value: Value
    missing_count: int = 0
    fact: Fact | None = None


NOT_REPORTED = Amount(Missing.NOT_REPORTED, 1)


@dataclass(frozen=True, slots=True)
class Point:
    """Where a figure is: ``members`` has one member id (0: all) per axis of the breakdown."""

    indicator: Indicator
    measure: Measure
    variant: str
    period: Period
    version: int
    members: tuple[int, ...]


class Evaluator:
    """Answers ``amount(point)`` over fixed figures, remembering what it has computed."""

    def __init__(
        self, catalogue: Catalogue, figures: Figures, breakdown: tuple[int, ...], start_month: int, year: int
    ) -> None:
        self._catalogue = catalogue
        self._figures = figures
        self._axes = tuple(catalogue.axes[axis_id] for axis_id in breakdown)
        self._start_month = start_month
        self._year = year
        self._known: dict[tuple[int, Measure, str, Period, int, tuple[int, ...]], Amount] = {}

    def amount(self, point: Point) -> Amount:
        """The value at a point: what is stored there, else what follows from the parts."""
        key = (point.indicator.id, point.measure, point.variant, point.period, point.version, point.members)
        known = self._known.get(key)
        if known is None:
            # A formula that leads back to itself is refused at entry; if one got in, it has no value.
            self._known[key] = Amount(Missing.NOT_APPLICABLE)
            known = self._known[key] = self._compute(point)
        return known

    def own(self, point: Point) -> Fact | None:
        """The figure stored exactly at a point and period, if any."""
        series = self._catalogue.series_for(point.indicator.id, point.measure, point.variant)
        return None if series is None else self._stored(series, point, point.period)

    def published(self, point: Point) -> Fact | None:
        """The published figure at a point, which enters no arithmetic."""
        series = self._catalogue.series_for(point.indicator.id, point.measure, point.variant)
        return None if series is None else self._stored(series, point, point.period, Role.PUBLISHED)

    def remainder(self, point: Point) -> Fraction | None:
        """未配賦: a node's own total less the sum of what is below; None unless both exist and differ."""
        own = self.own(point)
        if own is None or own.thousandths is None:
            return None
        below = self._below(point)
        if below is None or isinstance(below.value, Missing):
            return None
        rest = Fraction(own.thousandths, 1000) - below.value
        return rest or None

    def _compute(self, point: Point) -> Amount:
        series = self._catalogue.series_for(point.indicator.id, point.measure, point.variant)
        if series is not None:
            stored = self._from_stored(series, point)
            if stored is not None:
                return stored
        parts = self._catalogue.parts(point.indicator)
        if point.indicator.formula:
            return self._from_formula(point)
        if parts:
            return self._sum([self.amount(_of(point, part)) for part in parts])
        if series is None or series.totalling is Totalling.NONE:
            return NOT_REPORTED
        return self._below(point) or NOT_REPORTED

    def _from_stored(self, series: Series, point: Point) -> Amount | None:
        fact = self._stored(series, point, point.period)
        if fact is not None:
            return Amount(_value(fact), 0, fact)
        months = added_months(series, point.period)
        if months:
            facts = [self._stored(series, point, month) for month in months]
            if any(fact is not None for fact in facts):
                return self._sum([NOT_REPORTED if fact is None else Amount(_value(fact)) for fact in facts])
        apart = cumulative_difference(series, point.period, self._start_month)
        if apart is not None:
            end, before = (self._stored(series, point, period) for period in apart)
            if end is not None and before is not None:
                to_end, to_before = _value(end), _value(before)
                if isinstance(to_end, Missing) or isinstance(to_before, Missing):
                    return Amount(Missing.NOT_APPLICABLE)
                return Amount(to_end - to_before)
        return None

    def _stored(self, series: Series, point: Point, period: Period, role: Role = Role.OWN) -> Fact | None:
        facts = self._figures.get(Slice(series.id, period, point.version, role))
        if not facts:
            return None
        ids = [member for member in point.members if member]
        return facts.get((ids[0] if ids else 0, ids[1] if len(ids) > 1 else 0))

    def _below(self, point: Point) -> Amount | None:
        """The sum one level down the first axis that goes further; None at the leaves."""
        for place, axis in enumerate(self._axes):
            member_id = point.members[place]
            children = [child for child in axis.children(member_id) if axis[child].valid_in(self._year)]
            if children and axis.addable:
                return self._sum([self.amount(_at(point, place, child)) for child in children])
        return None

    def _sum(self, amounts: list[Amount]) -> Amount:
        known = [amount.value for amount in amounts if not isinstance(amount.value, Missing)]
        missing = sum(amount.missing_count for amount in amounts)
        if not known:
            applicable = any(amount.value is Missing.NOT_REPORTED for amount in amounts)
            return Amount(
                Missing.NOT_REPORTED if applicable or not amounts else Missing.NOT_APPLICABLE, missing
            )
        return Amount(sum(known, Fraction(0)), missing)

    def _from_formula(self, point: Point) -> Amount:
        node = parse_formula(point.indicator.formula)
        if isinstance(node, Problem):
            return Amount(Missing.NOT_APPLICABLE)
        missing = 0

        def resolve(name: str) -> Value:
            nonlocal missing
            part = self._catalogue.indicator_named(point.indicator.council_id, name)
            if part is None:
                return Missing.NOT_APPLICABLE
            amount = self.amount(_of(point, part))
            missing += amount.missing_count
            return amount.value

        return Amount(evaluate(node, resolve), missing)


def resolver(values: Mapping[str, Amount]) -> Callable[[str], Value]:
    """Names of columns to their values, for expressions of a form."""
    return lambda name: values[name].value if name in values else Missing.NOT_APPLICABLE


def _value(fact: Fact) -> Value:
    return Missing.NOT_APPLICABLE if fact.thousandths is None else Fraction(fact.thousandths, 1000)


def _of(point: Point, indicator: Indicator) -> Point:
    return Point(indicator, point.measure, point.variant, point.period, point.version, point.members)


def _at(point: Point, place: int, member_id: int) -> Point:
    members = (*point.members[:place], member_id, *point.members[place + 1 :])
    return Point(point.indicator, point.measure, point.variant, point.period, point.version, members)
