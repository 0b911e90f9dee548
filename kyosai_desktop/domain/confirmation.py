"""確定: months and years whose figures are final and can't be typed over until that is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.series import Measure

if TYPE_CHECKING:  # only named here; the window shows what is confirmed before it is painted
    from kyosai_desktop.domain.fact import Period

Confirmed = frozenset[tuple[int, int]]
"""(年度, month number) of what was confirmed; month 0 is the whole year."""

NOTHING_CONFIRMED: Confirmed = frozenset()


def is_confirmed(measure: Measure, period: Period, start_month: int, confirmed: Confirmed) -> bool:
    """Whether the figures of a measure in a period are final: the 年度 is, or the month that the period ends in.

    A month makes results final and leaves the year's 目標 open, which are confirmed with the year.
    """
    year = FiscalYear.of(period.end, start_month)
    if (year.year, 0) in confirmed:
        return True
    return measure is not Measure.TARGET and (year.year, period.end.month) in confirmed
