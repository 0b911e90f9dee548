"""The cells of one row after the other, with everything that is the same for a whole column looked up once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.evaluate import (
    NOT_APPLICABLE,
    THOUSAND,
    Amount,
    Channel,
    Evaluator,
    Figures,
)
from kyosai_desktop.domain.compute.expressions import (
    RowValues,
    is_arrow,
    parsed,
    standard_progress,
)
from kyosai_desktop.domain.compute.layout import PlannedColumn, PlannedRow, plan_columns, plan_rows
from kyosai_desktop.domain.confirmation import NOTHING_CONFIRMED, Confirmed, is_confirmed
from kyosai_desktop.domain.fact import FactKey, Period, Status
from kyosai_desktop.domain.form import Form, FormColumn, Viewpoint, period_of
from kyosai_desktop.domain.formula import Call, Node, Value
from kyosai_desktop.domain.rounding import Rounding, fixed_text, round_to, signed_text
from kyosai_desktop.domain.series import Indicator, Measure, Series, Totalling
from kyosai_desktop.domain.table import Cell, CellState, ColumnKind, Missing, RowKind

_NOT_APPLICABLE_TEXT = "－"
_NOTHING = Missing.NOT_APPLICABLE
_BLANK = Cell()
_LABEL = Cell(state=CellState.LABEL)


@dataclass(frozen=True, slots=True)
class Entry:
    """What may be typed. ``confirmed`` periods are LOCKED; ``totals``: subtotals and the total too, each then being
    its node's own total with what is left below as 未配賦. ``comments`` are shown beside their figures."""

    confirmed: Confirmed = NOTHING_CONFIRMED
    totals: bool = False
    comments: Mapping[FactKey, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Column:
    """A planned column with its period, its expression when it has one, and the channels that its rows asked for.

    ``due``: its figures should be there by now; those of other years and of a 下期 to come aren't asked for.
    """

    planned: PlannedColumn
    period: Period | None
    expression: Node | None
    due: bool
    channels: dict[tuple[int, str], Channel] = field(default_factory=dict)


class RowFiller:
    """Fills the rows of one form. Raises ``ValueError`` for an expression that isn't one: forms are checked when stored."""

    def __init__(
        self, form: Form, viewpoint: Viewpoint, catalogue: Catalogue, figures: Figures, entry: Entry
    ) -> None:
        self._form = form
        self._viewpoint = viewpoint
        self.unreported = 0
        """How many entered figures that the rows so far show, or add up, were not reported."""
        self._catalogue = catalogue
        self._entry = entry
        self.columns = plan_columns(form, catalogue, viewpoint)
        self._columns = [
            _Column(
                planned,
                period := period_of(planned.definition, viewpoint),
                parsed(planned.definition.expression),
                _is_due(planned.definition, period, viewpoint),
            )
            for planned in self.columns
        ]
        self._progress = standard_progress(viewpoint)
        self.rows = plan_rows(form, catalogue, viewpoint.year.year)
        listed = frozenset(
            row.members for row in self.rows if row.row.kind is RowKind.ITEM and any(row.members)
        )
        self._evaluator = Evaluator(
            catalogue, figures, form.breakdown, viewpoint.council.start_month, viewpoint.year.year, listed
        )

    def line(self, row: PlannedRow) -> tuple[Cell, ...]:
        """The cells of a row; labels only where it has no figures."""
        if row.heading or row.reached is not None:
            return (_LABEL,) * len(self._columns)
        cells: list[Cell] = []
        places: dict[int, RowValues] = {}
        for column in self._columns:
            values = places.get(column.planned.place)
            if values is None:
                values = places[column.planned.place] = self._values(row, column.planned.place)
            cells.append(self._filled(row, column, values))
        return tuple(cells)

    def channel(self, row: PlannedRow, at: int) -> Channel | None:
        """The figures that the cell in column ``at`` is one of; None for expressions and labels."""
        return self._channel(row, self._columns[at])

    def period(self, at: int) -> Period | None:
        """The period of a column."""
        return self._columns[at].period

    @property
    def evaluator(self) -> Evaluator:
        """What computes the cells."""
        return self._evaluator

    def _values(self, row: PlannedRow, place: int) -> RowValues:
        def total(path: str) -> Value:
            for column in self._columns:
                if column.planned.place == place and column.planned.path == path:
                    everything = replace(
                        row, members=(0,) * len(row.members), indicator=self._root(row.indicator)
                    )
                    channel = self._channel(everything, column)
                    return self._evaluator.amount(channel, everything.members).value if channel else _NOTHING
            return _NOTHING

        return RowValues(total, self._progress)

    def _root(self, indicator: Indicator | None) -> Indicator | None:
        while indicator is not None and indicator.parent_id:
            indicator = self._catalogue.indicators[indicator.parent_id]
        return indicator

    def _filled(self, row: PlannedRow, column: _Column, values: RowValues) -> Cell:
        planned = column.planned
        if isinstance(column.expression, Call) and is_arrow(column.expression):
            return Cell(values.arrow(column.expression, planned.definition.group))
        if planned.rank_by is not None:
            return _BLANK
        channel = self._channel(row, column)
        if column.expression is not None:
            amount = values.evaluated(column.expression, planned.definition.group)
        elif channel is None:
            amount = NOT_APPLICABLE
        elif row.remainder:
            amount = self._evaluator.remainder(channel, row.members)
        else:
            amount = self._evaluator.amount(channel, row.members)
            if row.row.kind is RowKind.ITEM and column.due and self._is_entered(channel.indicator):
                self.unreported += amount.missing_count
        values.amounts[planned.path] = amount
        shown = self._shown(row, channel, amount)
        if isinstance(shown, Fraction):
            values.printed[planned.path] = round_to(shown, *self._last_place(row, column, channel))
        return self._cell(row, column, amount, channel)

    def _shown(self, row: PlannedRow, channel: Channel | None, amount: Amount) -> Value:
        """What a reader sees: the value, or the published one where there is none (a 付帯率 without its parts)."""
        if channel is None or isinstance(amount.value, Fraction):
            return amount.value
        published = self._evaluator.published(channel, row.members)
        if published is None or published.thousandths is None:
            return amount.value
        return Fraction(published.thousandths, THOUSAND)

    def _channel(self, row: PlannedRow, column: _Column) -> Channel | None:
        definition = column.planned.definition
        indicator = row.indicator or column.planned.indicator
        if column.period is None or indicator is None or definition.measure is None:
            return None
        variant = definition.variant if row.variant is None else row.variant
        return self._evaluator.channel(
            indicator, definition.measure, variant, column.period, definition.version
        )

    def _cell(self, row: PlannedRow, column: _Column, amount: Amount, channel: Channel | None) -> Cell:
        value = amount.value
        if row.remainder:
            if isinstance(value, Missing) or column.planned.definition.kind is ColumnKind.RATE:
                return _BLANK
            return Cell(self._text(row, column, value, channel), value)
        key = self._entry_key(row, column, channel)
        published = self._evaluator.published(channel, row.members) if channel is not None else None
        published_text = ""
        if published is not None and published.thousandths is not None:
            published_text = self._text(row, column, Fraction(published.thousandths, THOUSAND), channel)
        if isinstance(value, Missing):
            text = _NOT_APPLICABLE_TEXT if value is Missing.NOT_APPLICABLE else ""
        else:
            text = self._text(row, column, value, channel)
        fact = amount.fact
        return Cell(
            text,
            None if isinstance(value, Missing) else value,
            CellState.COMPUTED if key is None or channel is None else self._entry_state(key, channel),
            value if isinstance(value, Missing) else None,
            amount.missing_count,
            published_text,
            key,
            fact.note if fact else "",
            status="" if fact is None or fact.status is Status.FINAL else fact.status.value,
            comment=self._entry.comments.get(key, "") if key is not None else "",
        )

    def _entry_state(self, key: FactKey, channel: Channel) -> CellState:
        measure = channel.series.measure if channel.series else Measure.RESULT
        start_month = self._viewpoint.council.start_month
        locked = is_confirmed(measure, key.period, start_month, self._entry.confirmed)
        return CellState.LOCKED if locked else CellState.ENTRY

    def _entry_key(self, row: PlannedRow, column: _Column, channel: Channel | None) -> FactKey | None:
        """What typing here would store; None where figures are computed."""
        if channel is None or column.period is None or not column.planned.definition.entry:
            return None
        series = channel.series
        if (
            series is None
            or series.counted
            or series.totalling is Totalling.FORMULA
            or not self._is_entered(channel.indicator)
        ):
            return None
        if row.row.kind is not RowKind.ITEM and not (self._entry.totals or _only_given(row, series)):
            return None
        members = dict(zip(self._form.breakdown, row.members, strict=True))
        if (
            tuple(sorted(axis_id for axis_id, member_id in members.items() if member_id))
            not in series.breakdowns
        ):
            return None
        return self._catalogue.key(series, column.period, members)

    def _is_entered(self, indicator: Indicator) -> bool:
        return not indicator.formula and not self._catalogue.parts(indicator)

    def _last_place(self, row: PlannedRow, column: _Column, channel: Channel | None) -> tuple[int, Rounding]:
        """How many decimals are printed, and how the last one is decided."""
        definition = column.planned.definition
        series = channel.series if channel else None
        rounding = (
            definition.rounding or (series.rounding if series else None) or self._viewpoint.council.rounding
        )
        if definition.decimals is None and row.indicator and definition.kind is ColumnKind.NUMBER:
            return row.indicator.decimals, rounding
        return column.planned.column.decimals, rounding

    def _text(self, row: PlannedRow, column: _Column, value: Fraction, channel: Channel | None) -> str:
        definition = column.planned.definition
        scaled = value if definition.scale == 1 else value / definition.scale
        text = (signed_text if definition.signed else fixed_text)(
            scaled, *self._last_place(row, column, channel)
        )
        return f"{text}{definition.unit}" if definition.unit_in_cell else text


def _only_given(row: PlannedRow, series: Series) -> bool:
    """Whether a total can't follow from rows: a rank, a total over an open list, a series kept as a total alone."""
    return row.own_total or series.totalling is Totalling.NONE or series.breakdowns == ((),)


def _is_due(column: FormColumn, period: Period | None, viewpoint: Viewpoint) -> bool:
    planned_ahead = column.measure in (Measure.TARGET, Measure.BUDGET)
    return period is not None and not column.year_shift and (planned_ahead or period.end <= viewpoint.as_of)
