"""What a user adds to a form while looking at it: earlier figures beside, the month alone, ranks. The form stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kyosai_desktop.domain.compute.expressions import path_of
from kyosai_desktop.domain.form import Form, FormColumn, FormRow, PeriodName, RowsOf
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.domain.table import ColumnKind

LAST_MONTH, LAST_YEAR, THIS_MONTH, RANK = "前月まで", "前年同月", "当月", "順位"


@dataclass(frozen=True, slots=True)
class FigureView:
    """The switches of the page.

    ``month``: 当月 is typed, the 累計 follows. ``beside``: 前月まで and 前年同月 stand left of the results.
    ``ranks``: 順位 stands right of every rate, and the units of each kind that reached their target are counted.
    ``totals``: subtotals and totals may be typed, too.
    """

    month: bool = False
    beside: bool = False
    ranks: bool = False
    totals: bool = False

    @property
    def plain(self) -> bool:
        """Whether the form is shown as it is."""
        return self == FigureView()


def shaped(form: Form, view: FigureView) -> Form:
    """The form as it is to be shown. Columns that it has already aren't added again."""
    columns = [made for column in form.columns for made in _columns(form, _typed_too(form, column), view)]
    rows = (*form.rows, *(_counted(form) if view.ranks else ()))
    return replace(form, columns=tuple(columns), rows=rows)


def offers_month(form: Form) -> bool:
    """Whether the form has 累計 that can be typed by the month instead."""
    return shaped(form, FigureView(month=True)) != shaped(form, FigureView())


def _typed_too(form: Form, column: FormColumn) -> FormColumn:
    """A column of 前回 takes figures where that of the day shown does: one is entered for the other to be compared."""
    if column.period is not PeriodName.EARLIER or column.measure is None:
        return column
    alike = (
        other.entry
        for other in form.columns
        if other.period is PeriodName.AS_OF
        and (other.group, other.indicator_id, other.measure, other.variant)
        == (column.group, column.indicator_id, column.measure, column.variant)
    )
    return replace(column, entry=column.entry or any(alike))


def _columns(form: Form, column: FormColumn, view: FigureView) -> Iterator[FormColumn]:
    result = (
        column.measure is Measure.RESULT and column.period is PeriodName.TO_MONTH and column.year_shift == 0
    )
    labels = {other.label for other in form.columns if other.group == column.group}
    if result and view.beside:
        for label, code, period, shift in (
            (LAST_YEAR, "last_year", PeriodName.TO_MONTH, -1),
            (LAST_MONTH, "last_month", PeriodName.LAST_MONTH, 0),
        ):
            if label not in labels:
                yield replace(
                    column,
                    label=label,
                    code=f"{column.code}.{code}",
                    period=period,
                    year_shift=shift,
                    entry=False,
                )
    if result and view.month and THIS_MONTH not in labels:
        yield replace(column, label=THIS_MONTH, code=f"{column.code}.month", period=PeriodName.MONTH)
        column = replace(column, entry=False)
    yield column
    if view.ranks and column.kind is ColumnKind.RATE and column.expression and RANK not in labels:
        name = path_of(column.group, column.label)
        yield FormColumn(
            RANK,
            f"{column.code}.rank",
            column.group,
            column.indicator_id,
            expression=f"順位(「{name}」)",
            decimals=0,
            width=3,
        )


def _counted(form: Form) -> Iterator[FormRow]:
    """達成単位数 of every kind that the form subtotals by and doesn't count yet."""
    listed = [row for row in form.rows if row.rows_of is RowsOf.MEMBERS]
    counted = {row.member_kind for row in form.rows if row.rows_of is RowsOf.REACHED}
    wanted = dict.fromkeys(
        [row.member_kind for row in listed] + [part.kind for row in listed for part in row.subtotals]
    )
    plain_items = "" in counted
    for kind in wanted:
        if kind and kind not in counted and not (plain_items and kind in {row.member_kind for row in listed}):
            yield FormRow(RowsOf.REACHED, member_kind=kind, label=f"達成{kind}数")
