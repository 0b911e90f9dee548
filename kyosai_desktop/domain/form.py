"""Forms (様式): which rows and columns a table has. Forms are data; a table nobody foresaw is a new form, not new code.

A cell's figure is addressed partly by its row (a member, an indicator) and partly by its column (an indicator, a
measure, a period); ``compute`` joins the two. Order belongs to the form.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from kyosai_desktop.domain.campaign import Campaign, named
from kyosai_desktop.domain.fact import Period
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.domain.table import ColumnKind, RowKind
from kyosai_desktop.domain.viewpoint import Viewpoint as Viewpoint

LATEST = -1
"""The version of a 目標 that holds: for every figure its newest revision."""


class Purpose(Enum):
    """Where a form is used: as the editor of 目標 or 実績, or only on paper."""

    TARGETS = "目標"
    RESULTS = "実績"
    PAPER = "帳票"


class PeriodName(Enum):
    """The time of a column, relative to the viewpoint."""

    YEAR = "年度"
    TO_MONTH = "今月まで"
    MONTH = "当月"
    FIRST_HALF = "上期"
    SECOND_HALF = "下期"
    LAST_MONTH = "前月まで"
    AS_OF = "時点"
    EARLIER = "前回の時点"


class RowsOf(Enum):
    """What a row of a form's definition stands for, before it becomes the rows of a table.

    MEMBERS lists the members of a kind ('' : whoever has nobody below) under a member, with subtotals; MEMBER is one
    member; TOTAL the total of a member (0: of all); INDICATOR one indicator; REACHED counts the listed units that
    reached their target (of ``member_kind``, '' the items); HEADING is text.
    """

    MEMBERS = "要素一覧"
    MEMBER = "要素"
    TOTAL = "合計"
    INDICATOR = "項目"
    REACHED = "達成単位数"
    HEADING = "見出し"


@dataclass(frozen=True, slots=True)
class Subtotal:
    """A subtotal after each node of ``kind``: 「道央支店 計」. ``only_if_several``: not where it would repeat one row.

    ``member_id``: only for this member, in place of its kind's (「道東(釧路)計」).
    """

    kind: str
    label: str = "{name} 計"
    only_if_several: bool = False
    member_id: int = 0


@dataclass(frozen=True, slots=True)
class Stub:
    """A label column: its title, and the kind of member whose name stands in it ('' : the row's own label)."""

    title: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row definition; which fields matter follows from ``rows_of``. ``label`` replaces the name; ``mark`` leads it."""

    rows_of: RowsOf
    axis_id: int = 0
    member_id: int = 0
    member_kind: str = ""
    subtotals: tuple[Subtotal, ...] = ()
    indicator_id: int = 0
    variant: str | None = None
    mark: str = ""
    label: str = ""
    level: int = 0
    emphasis: RowKind = RowKind.ITEM
    total_first: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column: a series' figure, or an ``expression`` over the labels of columns in the same group.

    ``fixed`` is a period that follows no 年度 (2017-10-01 – 2024-09-30) or a day, in place of ``period``; ``campaign``
    names the 強化期間 whose days are the period, each year's own.

    ``year_shift`` ▲1 is 前年度. ``scale`` divides (1,000,000 prints 円 as 百万円). ``decimals`` None: the indicator's,
    or for rates the council's. ``signed`` prints + before positive differences. ``entry``: may be typed when the form
    is open in an editor.
    """

    label: str
    code: str = ""
    group: str = ""
    indicator_id: int = 0
    measure: Measure | None = None
    variant: str = ""
    period: PeriodName = PeriodName.YEAR
    year_shift: int = 0
    fixed: Period | None = None
    campaign: str = ""
    version: int = LATEST
    expression: str = ""
    kind: ColumnKind = ColumnKind.NUMBER
    decimals: int | None = None
    scale: int = 1
    rounding: Rounding | None = None
    unit: str = ""
    unit_in_cell: bool = False
    signed: bool = False
    entry: bool = False
    width: int = 5


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form. ``breakdown``: the axis ids, ascending, whose breakdown gives the totals (() : only totals).

    ``over``: (indicator id, label or '') for each header group over which the columns are repeated.
    """

    id: int
    code: str
    council_id: int
    title: str
    purpose: Purpose
    stub: tuple[Stub, ...]
    rows: tuple[FormRow, ...]
    columns: tuple[FormColumn, ...]
    breakdown: tuple[int, ...] = ()
    over: tuple[tuple[int, str], ...] = ()
    unit: str = ""
    landscape: bool = False
    notes: tuple[str, ...] = ()
    position: int = 0


def lists_whole_tree(form: Form) -> bool:
    """Whether members are listed down to those who have nobody below, whatever their kind."""
    return any(row.rows_of is RowsOf.MEMBERS and not row.member_kind for row in form.rows)


def period_of(column: FormColumn, viewpoint: Viewpoint, campaigns: Iterable[Campaign] = ()) -> Period | None:
    """The period of a column as seen from ``viewpoint``; a shifted year moves the month with it.

    None for 前月まで in the first month of a year, for 前回の時点 when there is no earlier day, and for a 強化期間 that
    the year doesn't have in ``campaigns``, has twice, or has without its days.
    """
    if column.fixed is not None:
        return column.fixed
    if column.campaign:
        found = campaigns_of(column, viewpoint, campaigns)
        return found[0].period if len(found) == 1 else None
    year = FiscalYear(viewpoint.year.year + column.year_shift, viewpoint.year.start_month)
    through = Month(viewpoint.through.year + column.year_shift, viewpoint.through.month)
    match column.period:
        case PeriodName.YEAR:
            return Period.span(year.start, year.end)
        case PeriodName.TO_MONTH:
            return Period.span(year.start, through.end)
        case PeriodName.MONTH:
            return Period.span(through.start, through.end)
        case PeriodName.LAST_MONTH:
            last = through.plus(-1)
            return Period.span(year.start, last.end) if year.contains(last.start) else None
        case PeriodName.FIRST_HALF:
            return Period.span(year.first_half.start, year.first_half.end)
        case PeriodName.SECOND_HALF:
            return Period.span(year.second_half.start, year.second_half.end)
        case PeriodName.AS_OF:
            return Period.as_of(_same_day(viewpoint.as_of, column.year_shift))
        case PeriodName.EARLIER:
            return Period.as_of(viewpoint.earlier_day) if viewpoint.earlier_day else None


def takes_day(form: Form) -> bool:
    """Whether the form shows how something stood on a day, so that the day can be chosen."""
    return any(column.period is PeriodName.AS_OF and _stands_on_a_day(column) for column in form.columns)


def looks_back(form: Form) -> bool:
    """Whether the form compares with 前回, an earlier day."""
    return any(column.period is PeriodName.EARLIER and _stands_on_a_day(column) for column in form.columns)


def _stands_on_a_day(column: FormColumn) -> bool:
    return column.measure is not None and column.fixed is None and not column.campaign


def _same_day(day: date, year_shift: int) -> date:
    """The day in another year; the last of a month stays the last."""
    month = Month.of(day)
    shifted = Month(month.year + year_shift, month.month)
    return shifted.end if day == month.end else day.replace(year=shifted.year)


def is_due(column: FormColumn, period: Period | None, viewpoint: Viewpoint) -> bool:
    """Whether the figures of a column should be there by now; those beside them and those to come aren't asked for."""
    if period is None or column.year_shift or column.period is PeriodName.EARLIER:
        return False
    planned_ahead = column.measure in (Measure.TARGET, Measure.BUDGET)
    return planned_ahead or period.end <= max(viewpoint.as_of, viewpoint.through.end)


def campaigns_of(column: FormColumn, viewpoint: Viewpoint, campaigns: Iterable[Campaign]) -> list[Campaign]:
    """The 強化期間 that a column means in its year: one, unless the office has still to decide."""
    year = viewpoint.year.year + column.year_shift
    return named(campaigns, viewpoint.council.id, year, column.campaign)
