"""Column headings as they read for the time that is looked at, and which columns are about another time."""

from __future__ import annotations

from datetime import date

from kyosai_desktop.domain.campaign import days_text
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.fact import Period, PeriodKind
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.form import Form, FormColumn, PeriodName, period_of
from kyosai_desktop.domain.period_words import day_text
from kyosai_desktop.domain.series import Keeping, Measure, Series
from kyosai_desktop.domain.viewpoint import Viewpoint

_BY_MONTHS = frozenset({Keeping.MONTHLY, Keeping.CUMULATIVE})
_PLANNED = frozenset({Measure.TARGET, Measure.BUDGET})
_PARTS_OF_YEAR = frozenset({PeriodName.FIRST_HALF, PeriodName.SECOND_HALF, PeriodName.YEAR})


def heading(text: str, viewpoint: Viewpoint, days: Period | None) -> str:
    """Header text with what it names: {年度} as 2024年度, {前年度} and {前々年度} the ones before, {今月まで} as 上期 or
    5月末までの, {時点} as 2024年5月31日, {期間} as the ``days`` 7/18～9/15."""
    if "{" not in text:
        return text
    year = viewpoint.year
    earlier = viewpoint.earlier_day
    words = {
        "年度": year.text(),
        "前年度": year.previous().text(),
        "前々年度": year.previous().previous().text(),
        "今月まで": through_words(viewpoint),
        "時点": day_text(viewpoint.as_of),
        "前回の時点": day_text(earlier) if earlier else "前回",
        "期間": days_text(days) if days else "期間なし",
    }
    for word, shown in words.items():
        text = text.replace(f"{{{word}}}", shown)
    return text


def through_words(viewpoint: Viewpoint) -> str:
    """What the 累計 through the month is called before 実績: 上期, 年間, else 5月末までの."""
    end = viewpoint.through.end
    if end == viewpoint.year.first_half.end:
        return "上期"
    return "年間" if end == viewpoint.year.end else f"{viewpoint.through.month}月末までの"


def days_of_groups(form: Form, catalogue: Catalogue, viewpoint: Viewpoint) -> dict[str, Period | None]:
    """The days of each header group: those of its first column with figures, since rates beside them have none."""
    days: dict[str, Period | None] = {column.group: None for column in form.columns}
    for column in reversed(form.columns):
        if column.measure is not None:
            days[column.group] = period_of(column, viewpoint, catalogue.campaigns)
    return days


def fixed_days(column: FormColumn, viewpoint: Viewpoint) -> str:
    """（4/1～9/30） behind the label of a column whose period isn't the one through the month; '' behind others."""
    if column.measure is None or column.campaign:
        return ""
    if column.fixed is not None:
        dated = any(letter.isdigit() for letter in f"{column.group}{column.label}")
        return "" if dated else f"（{_years_text(column.fixed)}）"
    halves = column.period in (PeriodName.FIRST_HALF, PeriodName.SECOND_HALF)
    typed_year = column.period is PeriodName.YEAR and column.entry and column.measure not in _PLANNED
    period = period_of(column, viewpoint) if halves or typed_year else None
    if period is None or period.end == _month_seen(column, viewpoint).end:
        return ""
    return f"（{days_text(period)}）"


def other_month(column: FormColumn, viewpoint: Viewpoint) -> str:
    """For a column of 上期, 下期 or 年度 while another month is looked at, when it can be typed; '' for any other."""
    named = column.entry and column.fixed is None and fixed_days(column, viewpoint)
    period = period_of(column, viewpoint) if named else None
    if period is None:
        return ""
    month = f"{period.end.month}月末"
    return f"この列は{days_text(period)}の数字です。月ごとに集める数字は、月を{month}に切り替えると入力できます。"


def is_of_other_month(column: FormColumn, series: Series, viewpoint: Viewpoint) -> bool:
    """Whether a figure typed into the column would land in another month than the one that is looked at.

    Only results that are reported month by month: a yearly figure has no month, fixed days stand in the heading.
    """
    if series.keeping not in _BY_MONTHS or series.measure in _PLANNED:
        return False
    if column.fixed is not None or column.campaign or column.period not in _PARTS_OF_YEAR:
        return False
    period = period_of(column, viewpoint)
    return period is not None and period.end != _month_seen(column, viewpoint).end


def _month_seen(column: FormColumn, viewpoint: Viewpoint) -> Month:
    return Month(viewpoint.through.year + column.year_shift, viewpoint.through.month)


def _years_text(period: Period) -> str:
    def text(day: date) -> str:
        return f"{day.year}/{day.month}/{day.day}"

    if period.kind is PeriodKind.AS_OF:
        return text(period.end)
    return f"{text(period.start)}～{text(period.end)}"
