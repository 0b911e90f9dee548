"""What the columns of a file are taken as, in words: 「2024年7月 実績（累計）」."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kyosai_desktop.domain.fact import Period, PeriodKind
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.period_words import period_words
from kyosai_desktop.domain.series import Keeping, Series
from kyosai_desktop.operations.importing.masters import Masters
from kyosai_desktop.operations.importing.planned import PlannedCell


def taken_as(cells: Iterable[PlannedCell], masters: Masters) -> Mapping[str, tuple[str, ...]]:
    """By the column's name, what its figures become; several where sheets or rows differ, none for a column left out."""
    # by the identity of the period: hashing its days for every cell would cost more than saying the few twice
    seen = {
        (cell.column, key.series_id, id(key.period)): key for cell in cells if (key := cell.key) is not None
    }
    found: dict[str, dict[str, None]] = {}
    for (column, series_id, _), key in seen.items():
        period = key.period
        series = masters.catalogue.series[series_id]
        start_month = masters.catalogue.councils[series.council_id].start_month
        found.setdefault(column, {})[_words(series, period, start_month)] = None
    return {column: tuple(words) for column, words in found.items()}


def _words(series: Series, period: Period, start_month: int) -> str:
    year, within = period_words(period, start_month)
    measure = series.measure.value
    if series.keeping is Keeping.YEARLY and within == "通年":
        return f"{year.text()} {measure}"
    if period.kind is PeriodKind.AS_OF:
        return f"{period.end.year}年{within} {measure}"
    month = Month.of(period.end)
    if period.end == month.end and period.start in (year.start, month.start):
        # the first month of a year is both, so it is called as the series is kept
        whole = period.start == year.start and (
            month.start != year.start or series.keeping is Keeping.CUMULATIVE
        )
        return f"{month.text()} {measure}（{'累計' if whole else '当月'}）"
    return f"{year.text()}{within} {measure}"
