"""Which time a sheet's figures are of, as its words say: 2024年5月末・令和6年5月・R6.6・2023年度・5月末・上期."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kyosai_desktop.domain.fact import Period, PeriodKind
from kyosai_desktop.domain.fiscal.era import YEAR_PATTERN
from kyosai_desktop.domain.fiscal.wareki import era_named
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.series import Keeping, Series
from kyosai_desktop.domain.text.width import narrow
from kyosai_desktop.operations.importing.planned import Counting

_START = r"(?<![0-9A-Za-z])"
_FISCAL = re.compile(rf"{_START}{YEAR_PATTERN}年度")
_MONTH = re.compile(
    rf"{_START}{YEAR_PATTERN}(?:年(?P<month>1[0-2]|0?[1-9])月|[./_-](?P<month2>1[0-2]|0?[1-9])(?![0-9]))"
)
_COMPACT = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?:[0-3][0-9])?(?![0-9])"
)
_BARE_MONTH = re.compile(r"(?<![0-9./年-])(?P<month>1[0-2]|[1-9])月")
_HALF = re.compile(r"上期|上半期|下期|下半期")
_MONTHLY = re.compile(r"当月|単月|月間|月分")
_CUMULATIVE = re.compile(r"累計|月末|末現在|末時点|今月まで|まで")


@dataclass(frozen=True, slots=True)
class When:
    """A time as far as it was said. A month or a half without a year waits for one; a 年度 alone is a whole year."""

    year: FiscalYear | None = None
    month: Month | None = None
    bare_month: int | None = None
    half: int = 0
    counting: Counting | None = None
    exact: Period | None = None

    @property
    def known(self) -> bool:
        """Whether a day follows from it."""
        return self.exact is not None or self.month is not None or self.year is not None

    def text(self) -> str:
        """``2024年5月``, ``2023年度 上期`` or ``2023年度``; '' when unknown."""
        if self.exact is not None:
            start, end = self.exact.start, self.exact.end
            return f"{start:%Y/%m/%d}～{end:%Y/%m/%d}" if start != end else f"{end:%Y/%m/%d}"
        if self.month is not None:
            return self.month.text()
        if self.year is None:
            return ""
        return f"{self.year.text()} {'上期' if self.half == 1 else '下期'}" if self.half else self.year.text()


def when_in(text: str, start_month: int) -> When:
    """The time that a text says, for a council whose 年度 begins in ``start_month``."""
    line = narrow(text).replace(" ", "")
    year: FiscalYear | None = None
    month: Month | None = None
    bare: int | None = None
    if match := _FISCAL.search(line):
        year = FiscalYear(_calendar_year(match), start_month)
    rest = _FISCAL.sub("", line)
    if match := _MONTH.search(rest):
        month = Month(_calendar_year(match), int(match["month"] or match["month2"]))
    elif match := _COMPACT.search(rest):
        month = Month(int(match["year"]), int(match["month"]))
    elif match := _BARE_MONTH.search(rest):
        bare = int(match["month"])
    half = 0
    if match := _HALF.search(line):
        half = 1 if match[0].startswith("上") else 2
    counting = None
    if _MONTHLY.search(line):
        counting = Counting.MONTHLY
    elif _CUMULATIVE.search(line):
        counting = Counting.CUMULATIVE
    return _settled(When(year, month, bare, half, counting), start_month)


def combined(found: Iterable[When], start_month: int) -> When:
    """The first time said, filled up from the later ones: 「2023年度」 in the title and 「5月末」 in the sheet's name."""
    year: FiscalYear | None = None
    month: Month | None = None
    bare: int | None = None
    half = 0
    counting: Counting | None = None
    for when in found:
        if month is None and bare is None and not half:
            if when.month is None or year is None or year.contains(when.month.start):
                month = when.month
            bare, half = when.bare_month, when.half
        year = year or when.year
        counting = counting or when.counting
    return _settled(When(year, month, bare, half, counting), start_month)


def of_period(period: Period, start_month: int) -> When:
    """A period that the user gave: a month means the month, a 年度 the whole year, anything else itself."""
    year = FiscalYear.of(period.end, start_month)
    month = Month.of(period.end)
    if period.kind is PeriodKind.AS_OF:
        return When(year=year, month=month if period.end == month.end else None, exact=period)
    if (period.start, period.end) == (month.start, month.end):
        return When(year=year, month=month)
    if (period.start, period.end) == (year.start, year.end):
        return When(year=year)
    return When(year=year, exact=period)


def period_for(series: Series, when: When, counting: Counting | None) -> Period | None:
    """The period under which a series keeps a figure of that time; None when more must be known.

    Figures of a 年度 need only the year. Results count from the beginning of the 年度, unless the series is kept by
    the month or the sheet says 当月.
    """
    year = when.year
    if year is None:
        return None
    if series.keeping is Keeping.YEARLY:
        return Period.span(year.start, year.end)
    if when.exact is not None:
        return when.exact
    if series.keeping is Keeping.AS_OF:
        return Period.as_of(when.month.end if when.month else year.end)
    if when.half:
        half = year.first_half if when.half == 1 else year.second_half
        return Period.span(half.start, half.end)
    if when.month is None:
        return Period.span(year.start, year.end)
    counted = counting or when.counting
    monthly = counted is Counting.MONTHLY or (counted is None and series.keeping is Keeping.MONTHLY)
    return Period.span(when.month.start if monthly else year.start, when.month.end)


def _calendar_year(match: re.Match[str]) -> int:
    era = era_named(match["era"] or "")
    if era is None:
        return int(match["year"])
    return era.calendar_year(1 if match["era_year"] == "元" else int(match["era_year"]))


def _settled(when: When, start_month: int) -> When:
    year, month = when.year, when.month
    if month is not None:
        year = FiscalYear.of(month.start, start_month)
    elif year is not None and when.bare_month is not None:
        month = year.month(when.bare_month)
    bare = None if month is not None else when.bare_month
    return When(year, month, bare, when.half, when.counting, when.exact)
