"""On which days how something stood was reported, by how many of the units that report it, and what compares with what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kyosai_desktop.domain.axis import Axis

Place = tuple[int, int]
"""The two members of a figure's key; (0, 0) is a total that was reported itself."""

_TOTAL: Place = (0, 0)
_PLACES = "か所"
_UNREPORTED = "未入力"


class DayReport(NamedTuple):
    """A day to choose. ``reported`` of ``units`` are known where something is missing, else both are 0.

    ``empty``: there is no figure of the day yet.
    """

    day: date
    reported: int = 0
    units: int = 0
    unit_name: str = ""
    empty: bool = False

    def lacking(self) -> str:
        """「10拠点中1」, '' when nothing is missing."""
        if self.empty:
            return _UNREPORTED
        return f"{self.units}{self.unit_name}中{self.reported}" if self.units else ""


@dataclass(frozen=True, slots=True)
class SeriesDays:
    """The days of one series. ``units`` are the places that report it, called ``unit_name``.

    ``by_units``: its units are shown one by one, so that a total alone isn't all.
    """

    name: str
    by_day: Mapping[date, frozenset[Place]]
    units: frozenset[Place]
    unit_name: str
    by_units: bool = False

    def report(self, day: date) -> DayReport:
        """What is known of a day."""
        places = self.by_day.get(day, frozenset())
        if not places or self._is_complete(places):
            return DayReport(day, empty=not places)
        return DayReport(day, len(places & self.units), len(self.units), self.unit_name)

    def compares(self, earlier: date, shown: date) -> bool:
        """Whether the figures of two days can be set side by side: the earlier ones are complete, or from at least the
        units that have reported the later ones."""
        before, now = (self.by_day.get(day, frozenset()) for day in (earlier, shown))
        if not before:
            return False
        like_with_like = bool(now) and (self.by_units or _TOTAL not in now) and now - {_TOTAL} <= before
        return like_with_like or self._is_complete(before)

    def _is_complete(self, places: frozenset[Place]) -> bool:
        return self.units <= places or (_TOTAL in places and not self.by_units)


def series_days(
    name: str, places: Mapping[date, frozenset[Place]], axis: Axis | None, year: int, *, by_units: bool
) -> SeriesDays:
    """The days of a series from the places of its figures.

    Its units are all members of the kind that reports it (the 拠点), valid in ``year``, when these cover ``axis``; else
    what was reported on the fullest day.
    """
    members = {member for reported in places.values() for member, _ in reported if member}
    kind = _kind_of(members, axis, year) if axis is not None and members else None
    if axis is not None and kind is not None:
        units = frozenset((each.id, 0) for each in axis.members if kind in each.kinds and each.valid_in(year))
        return SeriesDays(name, places, units, kind, by_units)
    fullest = max((reported - {_TOTAL} for reported in places.values()), key=len, default=frozenset())
    return SeriesDays(name, places, fullest or frozenset({_TOTAL}), _PLACES, by_units)


def day_to_compare(series: Sequence[SeriesDays], shown: date) -> date | None:
    """The newest earlier day on which the most series compare with the day shown; None when there is no earlier day."""
    days = {day for each in series for day in each.by_day if day < shown}
    return max(days, key=lambda day: (sum(each.compares(day, shown) for each in series), day), default=None)


def report_of(series: Iterable[SeriesDays], day: date) -> DayReport:
    """A day as all series together know it: the report of the one that lacks the most."""
    reports = [report for each in series if not (report := each.report(day)).empty]
    return max(reports, key=lambda each: each.units - each.reported, default=DayReport(day, empty=True))


def _kind_of(members: Iterable[int], axis: Axis, year: int) -> str | None:
    """The kind that all of the members have and whose members cover the axis; of several, that with the most members."""
    known = [axis[member].kinds for member in members if member in axis]
    shared = frozenset.intersection(*known) if known else frozenset()
    covering = [kind for kind in sorted(shared) if _covers(kind, axis, year)]
    return max(covering, key=lambda kind: sum(kind in each.kinds for each in axis.members), default=None)


def _covers(kind: str, axis: Axis, year: int) -> bool:
    leaves = (each for each in axis.members if axis.is_leaf(each.id) and each.valid_in(year))
    return all(any(kind in holder.kinds for holder in axis.ancestors(leaf.id)) for leaf in leaves)
