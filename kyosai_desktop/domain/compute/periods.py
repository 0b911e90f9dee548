"""How the figures of a wanted period follow from the periods in which a series is kept."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

from kyosai_desktop.domain.fact import Period, PeriodKind
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.series import Keeping


def years_of(period: Period, start_month: int) -> range:
    """The 年度 in which the period lies: one, or for a period over several years each of them."""
    first, last = (FiscalYear.of(day, start_month).year for day in (period.start, period.end))
    return range(first, last + 1)


_remembered = lru_cache(maxsize=1_024)
"""Every series of a form asks the same of few periods."""


@_remembered
def added_months(keeping: Keeping, wanted: Period) -> tuple[Period, ...]:
    """The months whose sum is the wanted span, for a series kept 月次; else nothing."""
    if keeping is not Keeping.MONTHLY or wanted.kind is not PeriodKind.SPAN:
        return ()
    months: list[Period] = []
    month = Month.of(wanted.start)
    while month.end <= wanted.end:
        months.append(Period.span(month.start, month.end))
        month = month.next()
    whole = bool(months) and months[0].start == wanted.start and months[-1].end == wanted.end
    return tuple(months) if whole and len(months) > 1 else ()


@_remembered
def cumulative_difference(keeping: Keeping, wanted: Period, start_month: int) -> tuple[Period, Period] | None:
    """(累計 to the end, 累計 to the day before the start) whose difference is the wanted span; None if not apart.

    Only for a series kept 累計, and for spans inside one 年度 that begin after its start.
    """
    if keeping is not Keeping.CUMULATIVE or wanted.kind is not PeriodKind.SPAN:
        return None
    year = FiscalYear.of(wanted.start, start_month)
    if wanted.start == year.start or wanted.end > year.end:
        return None
    before = wanted.start - timedelta(days=1)
    return Period.span(year.start, wanted.end), Period.span(year.start, before)


def known_difference(keeping: Keeping, wanted: Period, start_month: int) -> tuple[Period, Period] | None:
    """The same for reading: a series kept 月次 may have years that were left as 累計 when it was changed to that."""
    read_as = Keeping.CUMULATIVE if keeping is Keeping.MONTHLY else keeping
    return cumulative_difference(read_as, wanted, start_month)


@_remembered
def cumulative_so_far(keeping: Keeping, wanted: Period, start_month: int) -> tuple[Period, ...]:
    """The 累計 through the second to the last month of the year, where months of a year left so are added to ``wanted``."""
    year = FiscalYear.of(wanted.start, start_month)
    if not added_months(keeping, wanted) or wanted.start != year.start or wanted.end > year.end:
        return ()
    return tuple(Period.span(year.start, month.end) for month in year.months()[1:])
