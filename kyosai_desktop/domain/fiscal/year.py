"""Fiscal years that begin in the month a council says, their halves, and months.

労済 begins in June (2023年度 = 2023-06 … 2024-05), ろうきん in April (上期 = April – September).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kyosai_desktop.domain.fiscal.wareki import in_era


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``start`` to ``end``, both included. Raises ``ValueError`` when ``end`` is earlier."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a span can't end before it starts: {self.start} – {self.end}")

    def contains(self, day: date) -> bool:
        """Whether ``day`` lies in the span."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month; months sort in time. Raises ``ValueError`` for a month that no calendar has."""

    year: int
    month: int

    def __post_init__(self) -> None:
        date(self.year, self.month, 1)

    @classmethod
    def of(cls, day: date) -> Month:
        """The month in which ``day`` lies."""
        return cls(day.year, day.month)

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return self.next().start - timedelta(days=1)

    def next(self) -> Month:
        """The month after this one."""
        return self.plus(1)

    def plus(self, months: int) -> Month:
        """The month that is ``months`` later, or earlier when negative."""
        years, index = divmod(self.month - 1 + months, 12)
        return Month(self.year + years, index + 1)

    def text(self) -> str:
        """``2024年5月``."""
        return f"{self.year}年{self.month}月"


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """The 年度 that is called by the calendar year it begins in.

    Raises ``ValueError`` for a ``start_month`` that isn't 1–12.
    """

    year: int
    start_month: int

    def __post_init__(self) -> None:
        Month(self.year, self.start_month)

    @classmethod
    def of(cls, day: date, start_month: int) -> FiscalYear:
        """The fiscal year in which ``day`` lies."""
        return cls(day.year if day.month >= start_month else day.year - 1, start_month)

    @property
    def start(self) -> date:
        """The first day."""
        return Month(self.year, self.start_month).start

    @property
    def end(self) -> date:
        """The last day."""
        return self.months()[-1].end

    @property
    def span(self) -> Span:
        """The whole year."""
        return Span(self.start, self.end)

    @property
    def first_half(self) -> Span:
        """上期: the first six months."""
        return Span(self.start, self.months()[5].end)

    @property
    def second_half(self) -> Span:
        """下期: the last six months."""
        return Span(self.months()[6].start, self.end)

    def months(self) -> tuple[Month, ...]:
        """The twelve months in order."""
        return _months(self.year, self.start_month)

    def month(self, number: int) -> Month:
        """The month of this year that the calendar calls ``number``: in a June year 2024, 1 is January 2025.

        Raises ``ValueError`` when ``number`` isn't 1–12.
        """
        return Month(self.year if number >= self.start_month else self.year + 1, number)

    def contains(self, day: date) -> bool:
        """Whether ``day`` lies in the year."""
        return self.span.contains(day)

    def elapsed_months(self, through: Month) -> int:
        """Months from the beginning to the end of ``through``, 1–12: the numerator of 標準進捗率 (n ÷ 12).

        Raises ``ValueError`` for a month of another year.
        """
        if not self.contains(through.start):
            raise ValueError(f"{through.text()} isn't a month of {self.text()}")
        return self.months().index(through) + 1

    def previous(self) -> FiscalYear:
        """The year before."""
        return FiscalYear(self.year - 1, self.start_month)

    def next(self) -> FiscalYear:
        """The year after."""
        return FiscalYear(self.year + 1, self.start_month)

    def text(self) -> str:
        """``2023年度``."""
        return f"{self.year}年度"

    def long_text(self) -> str:
        """``2023年度（令和5年度）``; only the 西暦 for a year before 明治.

        The era is the one in force at the end of the first half, though no later than 31 December, so that
        the years of a change are called as they are: 2018年度 平成30年度, 2019年度 令和元年度.
        """
        era_year = in_era(min(self.first_half.end, date(self.year, 12, 31)))
        return f"{self.text()}（{era_year.text()}度）" if era_year else self.text()


@lru_cache(maxsize=256)
def _months(year: int, start_month: int) -> tuple[Month, ...]:
    # a window asks for those of few years all the time
    first = Month(year, start_month)
    return tuple(first.plus(count) for count in range(12))
