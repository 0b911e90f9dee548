"""From what a figure has its value, one level down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from kyosai_desktop.domain.campaign import days_text
from kyosai_desktop.domain.compute.absent import name_with_years
from kyosai_desktop.domain.compute.amounts import Amount
from kyosai_desktop.domain.compute.channel import Channel, Members, from_other_periods, place_of
from kyosai_desktop.domain.compute.evaluate import Evaluator


class Origin(Enum):
    """What a figure follows from. OTHER_PERIODS: its months, or the difference of two 累計."""

    STORED = "stored"
    OTHER_PERIODS = "other_periods"
    FORMULA = "formula"
    INDICATORS = "indicators"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Composition:
    """The parts of a figure by name; empty when it is itself stored, or follows from other periods."""

    origin: Origin
    parts: tuple[tuple[str, Amount], ...] = ()


def made_of(evaluator: Evaluator, channel: Channel, members: Members) -> Composition:
    """From what ``amount`` has its value, one level down."""
    if channel.own.get(place_of(members)) is not None:
        return Composition(Origin.STORED)
    if (from_other_periods(channel, members) or evaluator.between(channel, members)) is not None:
        return Composition(Origin.OTHER_PERIODS)
    if channel.spans:
        spans = [(days_text(span), evaluator.amount(part, members)) for span, part in channel.spans]
        return Composition(Origin.FORMULA, tuple(spans))
    if channel.formula is not None:
        named = [(name, evaluator.amount(part, members)) for name, part in channel.named.items()]
        constants = [(name, Amount(value)) for name, value in channel.constants.items()]
        return Composition(Origin.FORMULA, tuple(named + constants))
    summed_below = any(channel.stored()) and evaluator.below(channel, members) is not None
    if channel.parts and not summed_below:
        parts = [(part.indicator.name, evaluator.amount(part, members)) for part in channel.parts]
        return Composition(Origin.INDICATORS, tuple(parts))
    return Composition(Origin.BELOW, tuple(_named_below(evaluator, channel, members)))


def _named_below(evaluator: Evaluator, channel: Channel, members: Members) -> Iterator[tuple[str, Amount]]:
    for at, axis in enumerate(evaluator.axes):
        children = evaluator.children_of(channel, at, members[at])
        for child in children:
            place = (*members[:at], child, *members[at + 1 :])
            yield name_with_years(axis[child], evaluator.year), evaluator.amount(channel, place)
        if children:
            return
    main = None if evaluator.axes else evaluator.along_main(channel)
    if main:
        yield from _named_below(*main)
