"""One indicator's figures in one period, looked up once for all members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kyosai_desktop.domain.compute.amounts import NOT_APPLICABLE, Amount, sum_of_months, value_of
from kyosai_desktop.domain.compute.needs import Slice
from kyosai_desktop.domain.fact import Fact, Period
from kyosai_desktop.domain.formula import Node
from kyosai_desktop.domain.series import Indicator, Series
from kyosai_desktop.domain.table import Missing

Members = tuple[int, ...]
"""One member id (0: all) per axis of the breakdown."""
ByMember = Mapping[tuple[int, int], Fact]
Figures = Mapping[Slice, ByMember]
NO_FACTS: ByMember = {}


@dataclass(slots=True)
class Channel:
    """One indicator's measure in one period, with its figures looked up once for all members.

    ``months`` are added and ``apart`` (to the end, to before the start) subtracted when the period itself isn't
    stored; ``so_far`` are 累計 through the second to the last month of a year, of which the months are the first ones.
    ``parts`` are summed, or named in ``formula``. ``axes``: by which the series is kept. ``slices``: where its own
    figures were looked up. ``spans``: the same in the parts of a period in which a constant of the formula changes,
    ``undecided`` when they don't add up to the whole. ``years``: in which the period lies; ``held``: members that don't
    exist then and have figures all the same (None: not looked for yet). ``known`` remembers what was computed,
    ``children`` who adds up to whom.
    """

    indicator: Indicator
    series: Series | None
    own: ByMember
    published: ByMember
    years: range
    axes: frozenset[int] | None = None
    months: tuple[ByMember, ...] = ()
    apart: tuple[ByMember, ByMember] | None = None
    so_far: tuple[ByMember, ...] = ()
    parts: tuple[Channel, ...] = ()
    formula: Node | None = None
    spans: tuple[tuple[Period, Channel], ...] = ()
    undecided: bool = False
    named: dict[str, Channel] = field(default_factory=dict)
    constants: dict[str, Fraction] = field(default_factory=dict)
    slices: list[Slice] = field(default_factory=list)
    held: frozenset[int] | None = None
    known: dict[Members, Amount] = field(default_factory=dict)
    children: dict[tuple[int, int], Sequence[int]] = field(default_factory=dict)

    def stored(self) -> tuple[ByMember, ...]:
        """Its own figures, in its period and in those that give it."""
        return (self.own, *self.months, *(self.apart or ()), *self.so_far)

    def made_from(self) -> Iterator[Channel]:
        """The channels that this one is computed from."""
        yield from self.parts
        yield from self.named.values()
        yield from (part for _, part in self.spans)


def slices_of(channels: Sequence[Channel]) -> set[Slice]:
    """Every slice at which the values of the channels look, those of their parts included."""
    found: set[Slice] = set()
    seen: set[int] = set()
    waiting = list(channels)
    while waiting:
        channel = waiting.pop()
        if id(channel) not in seen:
            seen.add(id(channel))
            found.update(channel.slices)
            waiting += channel.made_from()
    return found


def place_of(members: Members) -> tuple[int, int]:
    """The members of a figure's key: absent ones are left out, what remains moves up."""
    if len(members) == 1:
        return (members[0], 0)
    present = [member for member in members if member]
    return (present[0] if present else 0, present[1] if len(present) > 1 else 0)


def from_other_periods(channel: Channel, members: Members) -> Amount | None:
    """The sum of the months, or the difference of two 累計; None where they aren't stored."""
    if not channel.months and channel.apart is None:
        return None
    place = place_of(members)
    months = [month.get(place) for month in channel.months]
    if months and None not in months:
        return _sum(months)
    if channel.apart is not None:
        to_end, before = (facts.get(place) for facts in channel.apart)
        if to_end is not None and before is not None:
            end_value, before_value = value_of(to_end), value_of(before)
            if isinstance(end_value, Missing) or isinstance(before_value, Missing):
                return NOT_APPLICABLE
            return Amount(end_value - before_value)
    kept = [through.get(place) for through in channel.so_far]
    if any(kept) and not any(months[1:]):
        return None  # the year was left as 累計, which say nothing of the months between
    last = max((at for at, known in enumerate(kept[: len(months)]) if known is not None), default=None)
    return _sum(months) if last is None else _sum([kept[last], *months[last + 2 :]])


def _sum(months: Sequence[Fact | None]) -> Amount | None:
    reported = [month for month in months if month is not None]
    return sum_of_months(reported, len(months) - len(reported)) if reported else None
