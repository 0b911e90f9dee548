"""The exact value of one figure at one place: own facts, sums up the trees, formulas from summed parts."""

from __future__ import annotations

from collections.abc import Sequence

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.absent import absent_in, holding
from kyosai_desktop.domain.compute.amounts import (
    NOT_APPLICABLE,
    NOT_REPORTED,
    Amount,
    sum_of,
    sum_of_all,
    value_of,
)
from kyosai_desktop.domain.compute.channel import (
    NO_FACTS,
    ByMember,
    Channel,
    Figures,
    Members,
    from_other_periods,
    place_of,
)
from kyosai_desktop.domain.compute.main_breakdown import main_breakdown, reporting_places
from kyosai_desktop.domain.compute.needs import Slice
from kyosai_desktop.domain.compute.periods import (
    added_months,
    cumulative_difference,
    cumulative_so_far,
    known_difference,
    years_of,
)
from kyosai_desktop.domain.compute.spans import adds_up, spans_of
from kyosai_desktop.domain.fact import Fact, Period, Role
from kyosai_desktop.domain.formula import Node, Value, evaluate, names_in, parse_formula
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Indicator, Keeping, Measure, Series, Totalling
from kyosai_desktop.domain.table import Missing


class Evaluator:
    """Answers for fixed figures; everything is computed at most once."""

    def __init__(
        self,
        catalogue: Catalogue,
        figures: Figures,
        breakdown: tuple[int, ...],
        start_month: int,
        year: int,
        listed: frozenset[Members] = frozenset(),
    ) -> None:
        """``year``: whose names are told. ``listed``: units that report one figure each, so that a 産別 with five 単組
        is missing once."""
        self._listed = listed
        self._catalogue = catalogue
        self._figures = figures
        self.axes = tuple(catalogue.axes[axis_id] for axis_id in breakdown)
        self._start_month = start_month
        self.year = year
        self._channels: dict[tuple[int, Measure, str, Period, int], Channel] = {}
        self._absent: dict[range, frozenset[int]] = {}
        self._children: dict[range, dict[tuple[int, int], Sequence[int]]] = {}
        self._along: dict[tuple[int, ...], Evaluator] = {}

    def channel(
        self, indicator: Indicator, measure: Measure, variant: str, period: Period, version: int
    ) -> Channel:
        """The figures of an indicator, ready to be asked for every member."""
        key = (indicator.id, measure, variant, period, version)
        found = self._channels.get(key)
        if found is not None:
            return found
        series = self._catalogue.series_for(indicator.id, measure, variant)
        made = self._channels[key] = self._stored(indicator, series, period, version)
        node = parse_formula(indicator.formula) if indicator.formula else None
        if isinstance(node, Problem):
            # Formulas are checked at entry; one that still can't be read has no value.
            node = None
        made.formula = node
        spans = spans_of(indicator, period, self._catalogue)
        if spans and adds_up(indicator, self._catalogue):
            made.spans = tuple(
                (span, self.channel(indicator, measure, variant, span, version)) for span in spans
            )
        made.undecided = bool(spans) and not made.spans
        for name in names_in(node) if node is not None else ():
            part = self._catalogue.indicator_named(indicator.council_id, name)
            constant = self._catalogue.constant(indicator.council_id, name, period.end)
            if part is not None:
                made.named[name] = self.channel(part, measure, variant, period, version)
            elif constant is not None:
                made.constants[name] = constant
        if not indicator.formula:
            made.parts = tuple(
                self.channel(part, measure, variant, period, version)
                for part in self._catalogue.parts(indicator)
            )
        return made

    def amount(self, channel: Channel, members: Members) -> Amount:
        """The value at ``members``: what is stored there, else what follows from the parts."""
        known = channel.known.get(members)
        if known is None:
            fact = channel.own.get(place_of(members))
            known = channel.known[members] = (
                self._derived(channel, members) if fact is None else Amount(value_of(fact), 0, fact)
            )
        return known

    def published(self, channel: Channel, members: Members) -> Fact | None:
        """The published figure, which enters no arithmetic."""
        return channel.published.get(place_of(members)) if channel.published else None

    def remainder(self, channel: Channel, members: Members, *, listed: bool = True) -> Amount:
        """未配賦: a node's own total less the sum of what is below; 該当なし unless both exist and differ.

        The sum of several indicators leaves over what they do. What isn't added up (順位) leaves nothing over. A node
        that isn't ``listed`` with its total leaves over all of it while nothing below is reported.
        """
        if channel.series is not None and channel.series.totalling is Totalling.NONE:
            return NOT_APPLICABLE
        if not channel.parts and not self._has_own(channel, members):
            return NOT_APPLICABLE
        whole, below = self.amount(channel, members).value, self.below(channel, members)
        if below is None or isinstance(whole, Missing):
            return NOT_APPLICABLE
        if isinstance(below.value, Missing):
            return NOT_APPLICABLE if listed else Amount(whole)
        return Amount(whole - below.value) if whole != below.value else NOT_APPLICABLE

    def _has_own(self, channel: Channel, members: Members) -> bool:
        """Whether a node has a total of its own, or one that follows from its own ones of other periods (a 当月)."""
        if channel.own.get(place_of(members)) is not None:
            return True
        return (from_other_periods(channel, members) or self.between(channel, members)) is not None

    def _stored(self, indicator: Indicator, series: Series | None, period: Period, version: int) -> Channel:
        years = years_of(period, self._start_month)
        if series is None:
            return Channel(indicator, None, NO_FACTS, NO_FACTS, years)

        slices: list[Slice] = []

        def facts(kept: Period, role: Role = Role.OWN) -> ByMember:
            slices.append(Slice(series.id, kept, version, role))
            return self._figures.get(slices[-1], NO_FACTS)

        apart = known_difference(series.keeping, period, self._start_month)
        so_far = cumulative_so_far(series.keeping, period, self._start_month)
        return Channel(
            indicator,
            series,
            facts(period),
            facts(period, Role.PUBLISHED),
            years,
            frozenset(axis_id for breakdown in series.breakdowns for axis_id in breakdown),
            tuple(facts(month) for month in added_months(series.keeping, period)),
            (facts(apart[0]), facts(apart[1])) if apart else None,
            tuple(facts(through) for through in so_far),
            slices=slices,
        )

    def _derived(self, channel: Channel, members: Members) -> Amount:
        """The value of what isn't itself stored."""
        # A formula that leads back to itself is refused at entry; if one got in, it has no value.
        channel.known[members] = NOT_APPLICABLE
        found = self._follows(channel, members)
        # several products of a unit are as many reports
        one_product = not channel.parts and channel.formula is None
        if found.missing_count > 1 and one_product and members in self._listed:
            return Amount(found.value, 1) if isinstance(found.value, Missing) else found
        return found

    def _follows(self, channel: Channel, members: Members) -> Amount:
        from_others = from_other_periods(channel, members) or self.between(channel, members)
        if from_others is not None:
            return from_others
        if channel.spans:
            return self._of_spans(channel, members)
        if channel.undecided:
            return NOT_APPLICABLE
        if channel.formula is not None:
            return self._from_formula(channel, channel.formula, members)
        if channel.parts:
            return self._of_parts(channel, members)
        if channel.series is None:
            return NOT_APPLICABLE
        below = None if channel.series.totalling is Totalling.NONE else self.below(channel, members)
        if below is not None:
            return below
        return NOT_REPORTED if self.existed(channel, members) else NOT_APPLICABLE

    def _of_spans(self, channel: Channel, members: Members) -> Amount:
        """The parts of the period added up where all of them are known, else what is so further down."""
        spans = [self.amount(part, members) for _, part in channel.spans]
        if not any(span.missing_count for span in spans):
            return sum_of_all(spans)
        below = self.below(channel, members)
        if below is not None and not isinstance(below.value, Missing):
            return below
        return Amount(Missing.NOT_REPORTED, sum(span.missing_count for span in spans))

    def _of_parts(self, channel: Channel, members: Members) -> Amount:
        """The products added up. Where the sum itself was reported further down (生命系共済 by ブロック), what is below,
        and what the products leave over here."""
        below = self.below(channel, members) if any(channel.stored()) else None
        if below is None or isinstance(below.value, Missing):
            return sum_of([self.amount(part, members) for part in channel.parts])
        rest = [
            self.amount(part, members)
            if self.below(part, members) is None
            else self.remainder(part, members, listed=False)
            for part in channel.parts
        ]
        return sum_of([below, *(each for each in rest if not isinstance(each.value, Missing))])

    def between(self, channel: Channel, members: Members) -> Amount | None:
        """累計 to the end less 累計 before the start where one of them is stored and all below has told the other."""
        if (
            channel.apart is None
            or channel.series is None
            or channel.series.keeping is not Keeping.CUMULATIVE
        ):
            return None
        to_end, before = (facts.get(place_of(members)) for facts in channel.apart)
        if (to_end is None) == (before is None):
            return None
        series, (_, period, version, _) = channel.series, channel.slices[0]
        periods = cumulative_difference(series.keeping, period, self._start_month) or ()
        ends = [
            self.channel(channel.indicator, series.measure, series.variant, each, version) for each in periods
        ]
        amounts = [self.amount(end, members) for end in ends]
        known = [
            each.value for each in amounts if not (isinstance(each.value, Missing) or each.missing_count)
        ]
        return Amount(known[0] - known[1]) if len(known) == 2 else None

    def existed(self, channel: Channel, members: Members) -> bool:
        """Whether all the members exist in a year of the channel's period; else nobody has to report for them."""
        return self._absent_in(channel.years).isdisjoint(members)

    def below(self, channel: Channel, members: Members) -> Amount | None:
        """The sum one level down the first axis that goes further; None at the leaves."""
        for at in range(len(members)):
            children = self.children_of(channel, at, members[at])
            if children:
                return sum_of(
                    [self.amount(channel, (*members[:at], child, *members[at + 1 :])) for child in children]
                )
        main = None if self.axes else self.along_main(channel)
        return main[0].below(*main[1:]) if main else None

    def along_main(self, channel: Channel) -> tuple[Evaluator, Channel, Members] | None:
        """The series' main breakdown, from which a total that names none follows."""
        series = channel.series
        axes = main_breakdown(series, channel.stored(), self._catalogue) if series is not None else ()
        if series is None or not axes:
            return None
        along = self._along.get(axes)
        if along is None:
            units = reporting_places([self._catalogue.axes[axis_id] for axis_id in axes], self.year)
            along = self._along[axes] = Evaluator(
                self._catalogue, self._figures, axes, self._start_month, self.year, units
            )
        _, period, version, _ = channel.slices[0]
        same = along.channel(channel.indicator, series.measure, series.variant, period, version)
        return along, same, (0,) * len(axes)

    def children_of(self, channel: Channel, at: int, member_id: int) -> Sequence[int]:
        """The members below, on an axis by which the series is kept: what has no breakdown is missing once.

        Those of the years of the channel's period, and any others that have figures then.
        """
        if channel.axes is not None and self.axes[at].id not in channel.axes:
            return ()
        held = self._held(channel)
        known = channel.children if held else self._children.setdefault(channel.years, {})
        found = known.get((at, member_id))
        if found is None:
            axis, absent = self.axes[at], self._absent_in(channel.years)
            there = [child for child in axis.children(member_id) if child not in absent or child in held]
            found = known[at, member_id] = there if axis.addable else ()
        return found

    def _absent_in(self, years: range) -> frozenset[int]:
        found = self._absent.get(years)
        if found is None:
            found = self._absent[years] = absent_in(self.axes, years)
        return found

    def _held(self, channel: Channel) -> frozenset[int]:
        """The absent members with figures of the channel or of its parts."""
        if channel.held is None:
            channel.held = frozenset()  # a formula that leads back to itself
            absent = self._absent_in(channel.years)
            places = (place for facts in channel.stored() for place in facts)
            held = holding(self.axes, absent, places)
            if absent:
                held = held.union(*map(self._held, channel.made_from()))
            channel.held = held
        return channel.held

    def _from_formula(self, channel: Channel, formula: Node, members: Members) -> Amount:
        missing = 0

        def resolve(name: str) -> Value:
            nonlocal missing
            part = channel.named.get(name)
            if part is None:
                return channel.constants.get(name, Missing.NOT_APPLICABLE)
            amount = self.amount(part, members)
            missing += amount.missing_count
            return amount.value

        return Amount(evaluate(formula, resolve), missing)
