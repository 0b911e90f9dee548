"""The period of a figure in words, beside its 年度: 「通年」「8月まで」「8月」「上期」「5月31日現在」."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from kyosai_desktop.domain.fact import Period, PeriodKind
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month


def day_text(day: date) -> str:
    """「2024年2月20日」."""
    return f"{day.year}年{day.month}月{day.day}日"


@lru_cache(maxsize=4096)  # a list has many thousand figures of few periods
def period_words(period: Period, start_month: int) -> tuple[FiscalYear, str]:
    """The 年度 in which the period ends, and the period within it; two periods of a year never have the same words.

    The first month of a year is one figure, whether it is counted as that month or up to it: 「6月」.
    """
    year = FiscalYear.of(period.end, start_month)
    if period.kind is PeriodKind.AS_OF:
        return year, f"{period.end.month}月{period.end.day}日現在"
    days = (period.start, period.end)
    month = Month.of(period.end)
    if days == (month.start, month.end):
        return year, f"{month.month}月"
    if days == (year.start, year.end):
        return year, "通年"
    if days == (year.first_half.start, year.first_half.end):
        return year, f"上期（{month.month}月まで）"
    if days == (year.second_half.start, year.second_half.end):
        return year, "下期"
    if (period.start, period.end) == (year.start, month.end):
        return year, f"{month.month}月まで"
    return year, f"{period.start:%Y-%m-%d}から{period.end:%Y-%m-%d}"
