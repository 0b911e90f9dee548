"""From a found table to figures under their keys, not yet compared with the book."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from kyosai_desktop.domain.fact import FactKey, Period
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.domain.series import Keeping, Measure, Series
from kyosai_desktop.domain.text.number import Blank, NotApplicable
from kyosai_desktop.excel.grid import CellKind, GridCell
from kyosai_desktop.excel.layout import FoundTable
from kyosai_desktop.excel.mapping import ColumnUse
from kyosai_desktop.operations.importing.columns import ReadColumn, not_taken, read_columns
from kyosai_desktop.operations.importing.members import not_the_same_then
from kyosai_desktop.operations.importing.periods import When, period_for
from kyosai_desktop.operations.importing.rows import ReadRow, read_rows
from kyosai_desktop.operations.importing.sheet import SheetContext
from kyosai_desktop.operations.importing.subject import (
    Subject,
    ask_period,
    column_when,
    indicator_unknown,
    measure_unknown,
    read_subject,
    table_when,
)
from kyosai_desktop.operations.importing.units import read_unit
from kyosai_desktop.operations.importing.values import figure_in

Reading = int | NotApplicable | Blank | Problem
"""A cell's value: thousandths, 該当なし, nothing to be seen, or why it can't be read."""


class Draft(NamedTuple):
    """A cell on its way into the plan. Without a ``slot``, ``problem`` says why.

    ``slot`` is the key that all figures of the column share, still without members.
    """

    sheet: str
    cell: GridCell
    row_label: str
    column: str
    slot: FactKey | None
    member1: int
    member2: int
    thousandths: int | None
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table, understood. ``readings``: what its figures and totals say, by (row, column) of the sheet."""

    sheet: str
    rows: tuple[ReadRow, ...]
    columns: Mapping[int, ReadColumn]
    readings: Mapping[tuple[int, int], Reading]
    drafts: tuple[Draft, ...]
    subject: Subject


def read_table(context: SheetContext, table: FoundTable) -> ReadTable:
    """Every filled cell under the table's value columns becomes a draft; none is left out."""
    layout = _fingerprint(table)
    columns = read_columns(context, table)
    when = table_when(context, table)
    years = {
        column_when(context, column, when).year
        for column in columns.values()
        if column.use is ColumnUse.FIGURE
    }
    context = replace(context, year=next(iter(years)) if len(years) == 1 else when.year)
    rows = read_rows(context, table)
    subject = read_subject(context, table, layout, rows, columns, when)
    slots = _Slots(context, table, layout, subject)
    catalogue = context.masters.catalogue
    readings: dict[tuple[int, int], Reading] = {}
    drafts: list[Draft] = []
    for row in rows:
        members = {**subject.members, **row.members} if subject.members else row.members
        axes = tuple(sorted(members))
        member1, member2 = (*(members[axis_id] for axis_id in axes), 0, 0)[:2]
        for cell in row.found.cells:
            column = columns[cell.column]
            reading: Reading | None = None
            if column.use is ColumnUse.FIGURE or column.use is ColumnUse.TOTAL:
                indicator_id = column.indicator_id or row.indicator_id or subject.indicator_id
                reading = readings[cell.row, cell.column] = slots.reading(cell, column, indicator_id)
            problem = row.problem or column.problem
            slot: FactKey | None = None
            if problem is None and reading is not None:
                found = slots.key(column, indicator_id, axes)
                if isinstance(found, Problem):
                    problem = found
                elif isinstance(reading, Blank):
                    problem = not_taken("空白のセルのため、取り込みません。")
                elif catalogue.series[found.series_id].counted is not None:
                    slot = found  # whatever stands there is only compared with the count
                elif isinstance(reading, Problem):
                    problem = _in_row(context, cell, row, column, reading)
                else:
                    slot = found
            if slot is not None and len(years) > 1:
                problem = not_the_same_then(context, members, row.label, _year_of(context, slot))
                if problem is not None:
                    slot, problem = None, problem._replace(place=context.place(cell.address))
            thousandths = reading if isinstance(reading, int) else None
            text = column.header.text
            drafts.append(
                Draft(context.sheet, cell, row.label, text, slot, member1, member2, thousandths, problem)
            )
    return ReadTable(context.sheet, tuple(rows), columns, readings, tuple(drafts), subject)


def _year_of(context: SheetContext, slot: FactKey) -> FiscalYear:
    return FiscalYear.of(slot.period.end, context.council.start_month)


def original_text(cell: GridCell) -> str:
    """What stood in the cell: a plain number as the file keeps it, anything else as Excel shows it."""
    if cell.kind is CellKind.NUMBER and "%" not in cell.format:
        return cell.raw
    return cell.text


class _Slots:
    """What all figures of a column share: their unit, and their key but for the members."""

    def __init__(self, context: SheetContext, table: FoundTable, layout: str, subject: Subject) -> None:
        self._context = context
        self._table = table
        self._layout = layout
        self._subject = subject
        self._units: dict[tuple[int, int], tuple[str, str] | Problem] = {}
        self._keys: dict[tuple[int, int, tuple[int, ...]], FactKey | Problem] = {}

    def reading(self, cell: GridCell, column: ReadColumn, indicator_id: int) -> Reading:
        place = (cell.column, indicator_id)
        unit = self._units.get(place)
        if unit is None:
            unit = read_unit(self._context, self._table, self._layout, column, indicator_id)
            self._units[place] = unit
        return unit if isinstance(unit, Problem) else figure_in(cell, *unit)

    def key(self, column: ReadColumn, indicator_id: int, axes: tuple[int, ...]) -> FactKey | Problem:
        place = (column.header.column, indicator_id, axes)
        found = self._keys.get(place)
        if found is None:
            found = self._keys[place] = self._find_key(column, indicator_id, axes)
        return found

    def _find_key(self, column: ReadColumn, indicator_id: int, axes: tuple[int, ...]) -> FactKey | Problem:
        context, subject = self._context, self._subject
        measure = column.measure or subject.measure
        if subject.problem is not None:
            return subject.problem
        if not indicator_id:
            return indicator_unknown(context, column.header.text, column.header.address)
        if measure is None:
            return measure_unknown(context)
        if context.options.measure not in (None, measure):
            return not_taken(f"{measure.value}の列は、選ばれた区分ではないため、取り込みません。")
        series = context.masters.catalogue.series_for(indicator_id, measure)
        if series is None:
            return self._no_series(column, indicator_id, measure)
        if axes not in series.breakdowns:
            return self._no_breakdown(column, series, axes)
        when = column_when(context, column, subject.when)
        if self._of_another_year(series, when, column):
            return not_taken(f"{when.text()}の数字ですが、何月末までかがわからないため、取り込みません。")
        period = period_for(series, when, context.options.counting)
        if period is None:
            return ask_period(context, subject)
        if _is_month_of_cumulative(series, period):
            context.notes.append(_month_of_cumulative(context))
        version = (context.options.version or 0) if measure is Measure.TARGET else 0
        return context.masters.catalogue.key(series, period, {}, version)

    def _of_another_year(self, series: Series, when: When, column: ReadColumn) -> bool:
        """A column of another 年度 whose results may reach to any month of it."""
        table = self._subject.when
        return (
            series.keeping is not Keeping.YEARLY
            and bool(column.period_text)
            and when.month is None
            and table.month is not None
            and when.year != table.year
        )

    def _no_series(self, column: ReadColumn, indicator_id: int, measure: Measure) -> Problem:
        name = self._context.masters.catalogue.indicators[indicator_id].name
        return Problem(
            "import.no_series",
            f"{self._context.council.short_name}では、「{name}」の{measure.value}を集めていません。",
            "この列を除くか、設定でこの区分を加えてください。",
            place=self._context.place(column.header.address),
        )

    def _no_breakdown(self, column: ReadColumn, series: Series, axes: tuple[int, ...]) -> Problem:
        catalogue = self._context.masters.catalogue
        by = "×".join(catalogue.axes[axis_id].name for axis_id in axes) or "内訳なし"
        name = catalogue.indicators[series.indicator_id].name
        return Problem(
            "import.no_breakdown",
            f"「{name}」の{series.measure.value}は、「{by}」では集めていません。",
            "この列を除くか、設定でこの内訳を加えてください。",
            place=self._context.place(column.header.address),
        )


def _is_month_of_cumulative(series: Series, period: Period) -> bool:
    is_month = (period.start, period.end) == (Month.of(period.end).start, Month.of(period.end).end)
    return series.keeping is Keeping.CUMULATIVE and is_month


def _month_of_cumulative(context: SheetContext) -> Problem:
    return Problem(
        "import.month_only",
        "当月だけの数字として取り込みます。累計の表は、累計の数字が入るまで変わりません。",
        "累計の数字のときは、「累計」を選んでください。",
        Severity.WARNING,
        context.place(),
    )


def _in_row(
    context: SheetContext, cell: GridCell, row: ReadRow, column: ReadColumn, problem: Problem
) -> Problem:
    """The problem of a value, said in the words of its row and column."""
    if problem.code == "import.question":
        return problem
    lead = f"{cell.row + 1}行目（{row.label}）の「{column.header.text}」"
    if problem.code == "number.unreadable":
        message = f"{lead}が数値として読めません。書かれているのは「{cell.text.strip()[:30]}」です。"
        next_step = "セルを直すか、この行を除いて取り込めます。"
    else:
        message = f"{lead}：{problem.message}"
        next_step = f"{problem.next_step}この行を除いて取り込むこともできます。"
    return Problem(problem.code, message, next_step, place=context.place(cell.address))


def _fingerprint(table: FoundTable) -> str:
    """A short name of the table's layout, under which answers are remembered: the same next month."""
    words = "\x1f".join(header.text for header in (*table.labels, *table.header))
    return hashlib.sha256(words.encode()).hexdigest()[:8]
