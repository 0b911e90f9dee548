"""What the figures of a column share: their unit, and their key but for the members."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from kyosai_desktop.domain.fact import FactKey, Period
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.domain.series import Keeping, Measure, Series
from kyosai_desktop.excel.layout import FoundTable
from kyosai_desktop.excel.mapping import ColumnUse
from kyosai_desktop.operations.importing.columns import ReadColumn, not_taken
from kyosai_desktop.operations.importing.periods import When, period_for
from kyosai_desktop.operations.importing.sheet import SheetContext
from kyosai_desktop.operations.importing.subject import (
    Subject,
    ask_period,
    column_when,
    indicator_unknown,
    measure_unknown,
)
from kyosai_desktop.operations.importing.units import read_unit


class Slot:
    """What a column's figures share in all rows of the same indicator and axes: their unit, and their key but for the
    members. Both are looked for, and asked for, when the first of the figures needs them."""

    def __init__(self, slots: Slots, column: ReadColumn, indicator_id: int, axes: tuple[int, ...]) -> None:
        self.column = column
        self.text = column.header.text
        self.problem = column.problem
        self.is_read = column.use in (ColumnUse.FIGURE, ColumnUse.TOTAL)
        self._slots = slots
        self._indicator_id = indicator_id
        self._axes = axes

    @cached_property
    def unit(self) -> tuple[str, str] | Problem:
        """The unit of the indicator and the one to convert from, or why they can't be said."""
        return self._slots.unit(self.column, self._indicator_id)

    @cached_property
    def key(self) -> FactKey | Problem:
        """The key without members, or why the figures have none."""
        return self._slots.key(self.column, self._indicator_id, self._axes)

    @cached_property
    def is_counted(self) -> bool:
        """Whether the figures are counted from the register of activities."""
        return not isinstance(self.key, Problem) and self._slots.is_counted(self.key)


class _SlotsOfRows(dict[int, Slot]):
    """By the column's number in the sheet; made when a row has the first figure in the column."""

    def __init__(self, slots: Slots, indicator_id: int, axes: tuple[int, ...]) -> None:
        super().__init__()
        self._slots = slots
        self._indicator_id = indicator_id
        self._axes = axes

    def __missing__(self, number: int) -> Slot:
        slot = self[number] = self._slots.slot(number, self._indicator_id, self._axes)
        return slot


class Slots:
    """The slots of a table's columns."""

    def __init__(
        self,
        context: SheetContext,
        table: FoundTable,
        layout: str,
        subject: Subject,
        columns: Mapping[int, ReadColumn],
    ) -> None:
        self._context = context
        self._table = table
        self._layout = layout
        self._subject = subject
        self._columns = columns
        self._of_rows: dict[tuple[int, tuple[int, ...]], _SlotsOfRows] = {}
        self._units: dict[tuple[int, int], tuple[str, str] | Problem] = {}
        self._keys: dict[tuple[int, int, tuple[int, ...]], FactKey | Problem] = {}

    def of_rows(self, indicator_id: int, axes: tuple[int, ...]) -> Mapping[int, Slot]:
        """Those for rows of this indicator (0: the rows say none) and these axes, by the column's number."""
        found = self._of_rows.get((indicator_id, axes))
        if found is None:
            found = self._of_rows[indicator_id, axes] = _SlotsOfRows(self, indicator_id, axes)
        return found

    def slot(self, number: int, indicator_id: int, axes: tuple[int, ...]) -> Slot:
        """The one slot."""
        column = self._columns[number]
        return Slot(self, column, column.indicator_id or indicator_id or self._subject.indicator_id, axes)

    def is_counted(self, key: FactKey) -> bool:
        """Whether what is under the key is counted from the register of activities."""
        return self._context.masters.catalogue.series[key.series_id].counted is not None

    def unit(self, column: ReadColumn, indicator_id: int) -> tuple[str, str] | Problem:
        """What ``read_unit`` says of the column."""
        place = (column.header.column, indicator_id)
        found = self._units.get(place)
        if found is None:
            found = read_unit(self._context, self._table, self._layout, column, indicator_id)
            self._units[place] = found
        return found

    def key(self, column: ReadColumn, indicator_id: int, axes: tuple[int, ...]) -> FactKey | Problem:
        """The key without members, or why the figures have none."""
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
