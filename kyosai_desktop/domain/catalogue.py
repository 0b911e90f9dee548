"""The masters a table is computed with: axes, indicators, series and 強化期間, looked up by meaning."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from kyosai_desktop.domain.axis import Axis
from kyosai_desktop.domain.campaign import Campaign
from kyosai_desktop.domain.fact import FactKey, Period, Role
from kyosai_desktop.domain.series import Constant, Council, Indicator, Measure, Series


class Catalogue:
    """All masters of a book at one moment. Lookups of unknown ids raise ``KeyError``."""

    def __init__(
        self,
        councils: Iterable[Council],
        axes: Iterable[Axis],
        indicators: Iterable[Indicator],
        series: Iterable[Series],
        constants: Iterable[Constant] = (),
        campaigns: Iterable[Campaign] = (),
    ) -> None:
        self.councils = {council.id: council for council in councils}
        self.axes = {axis.id: axis for axis in axes}
        self.indicators = {item.id: item for item in sorted(indicators, key=lambda i: (i.position, i.id))}
        self.series = {item.id: item for item in series}
        self._series_by_meaning = {
            (item.indicator_id, item.measure, item.variant): item for item in self.series.values()
        }
        self._below: dict[int, tuple[Indicator, ...]] = {}
        for indicator in self.indicators.values():
            self._below[indicator.parent_id] = (*self._below.get(indicator.parent_id, ()), indicator)
        self.constants = tuple(constants)
        self.campaigns = tuple(campaigns)
        self._by_name = {(item.council_id, item.name): item for item in self.indicators.values()}

    def __eq__(self, other: object) -> bool:
        """Whether every master is the same, so that the same figures give the same table."""
        if not isinstance(other, Catalogue):
            return NotImplemented
        return (
            self.councils == other.councils
            and self.indicators == other.indicators
            and self.series == other.series
            and self.constants == other.constants
            and self.campaigns == other.campaigns
            and self.axes == other.axes
        )

    def series_for(self, indicator_id: int, measure: Measure, variant: str = "") -> Series | None:
        """The series of an indicator's measure, or None when it isn't kept."""
        return self._series_by_meaning.get((indicator_id, measure, variant))

    def parts(self, indicator: Indicator) -> tuple[Indicator, ...]:
        """The indicators directly below, of the same council."""
        return tuple(
            part for part in self._below.get(indicator.id, ()) if part.council_id == indicator.council_id
        )

    def indicator_named(self, council_id: int, name: str) -> Indicator | None:
        """The council's indicator of exactly this name, as formulas refer to it."""
        return self._by_name.get((council_id, name))

    def constants_named(self, council_id: int, name: str) -> list[Constant]:
        """The values that a constant of the council has at different times."""
        return [each for each in self.constants if (each.council_id, each.name) == (council_id, name)]

    def constant(self, council_id: int, name: str, day: date) -> Fraction | None:
        """The value of the council's constant that holds on ``day``."""
        for constant in self.constants_named(council_id, name):
            if constant.valid_from <= day <= constant.valid_to:
                return Fraction(constant.thousandths, 1000)
        return None

    def key(
        self, series: Series, period: Period, members: dict[int, int], version: int = 0, role: Role = Role.OWN
    ) -> FactKey:
        """The key of a figure at ``members`` (axis id → member id): axes ascending, absent ones left out."""
        ids = [member for _, member in sorted(members.items()) if member]
        if len(ids) > 2:
            raise ValueError("a figure belongs to at most two axes")
        ids += [0] * (2 - len(ids))
        return FactKey(series.id, period, ids[0], ids[1], version, role)
