"""Under which period a typed figure is kept: 当月 typed into a series kept 累計, and the other way round."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kyosai_desktop.domain.campaign import has_other_meaning
from kyosai_desktop.domain.compute.periods import added_months, cumulative_difference
from kyosai_desktop.domain.fact import Period
from kyosai_desktop.domain.series import Keeping, Series


class KeptAs(NamedTuple):
    """``period`` holds the figure; it is the typed one plus (``sign`` 1) or less (-1) those of ``others``."""

    period: Period
    others: tuple[Period, ...] = ()
    sign: int = 1


def kept_as(series: Series, typed: Period, start_month: int) -> KeptAs:
    """How a figure typed for a period is kept.

    A 当月 of a series kept 累計 becomes the 累計 to its end: that to the month before, plus what was typed. A 累計 of a
    series kept 月次 becomes its last month: what was typed, less the months before. All others, a 強化期間 above all,
    are kept as typed.
    """
    return _kept_as(series.keeping, typed, start_month)


@lru_cache(maxsize=256)
def _kept_as(keeping: Keeping, typed: Period, start_month: int) -> KeptAs:
    # a pasted block asks the same for thousands of figures
    if not has_other_meaning(typed, start_month):
        return KeptAs(typed)
    apart = cumulative_difference(keeping, typed, start_month)
    if apart is not None:
        return KeptAs(apart[0], (apart[1],))
    months = added_months(keeping, typed)
    if months:
        return KeptAs(months[-1], months[:-1], -1)
    return KeptAs(typed)


def figure_to_keep(how: KeptAs, typed: int, others: Sequence[int]) -> int:
    """The figure in thousandths that is kept when ``typed`` was typed and ``others`` are those of ``how.others``."""
    return typed + how.sign * sum(others)


def is_cumulative(series: Series, period: Period, start_month: int) -> bool:
    """Whether a figure of the period is a 累計 of a series that is kept so."""
    return series.keeping is Keeping.CUMULATIVE and kept_as(series, period, start_month).period == period
