"""The cells of one row after the other, with everything that is the same for a whole column looked up once."""

from __future__ import annotations

from dataclasses import dataclass, field
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
from kyosai_desktop.domain.compute.layout import PlannedColumn, PlannedRow, plan_columns
from kyosai_desktop.domain.fact import FactKey, Period
from kyosai_desktop.domain.form import Form, Viewpoint, period_of
from kyosai_desktop.domain.formula import Node, Value, evaluate, parse_formula
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.rounding import fixed_text, signed_text
from kyosai_desktop.domain.series import Indicator, Totalling
from kyosai_desktop.domain.table import Cell, CellState, ColumnKind, Missing, RowKind

_NOT_APPLICABLE_TEXT = "－"
_BLANK = Cell()
_LABEL = Cell(state=CellState.LABEL)


@dataclass(frozen=True, slots=True)
class _Column:
    """A planned column with its period, its expression when it has one, and the channels that its rows asked for."""

    planned: PlannedColumn
    period: Period
    expression: Node | None
    channels: dict[tuple[int, str], Channel] = field(default_factory=dict)


class RowFiller:
    """Fills the rows of one form. Raises ``ValueError`` for an expression that isn't one: forms are checked when stored."""

    def __init__(
        self, form: Form, viewpoint: Viewpoint, catalogue: Catalogue, figures: Figures, locked: bool
    ) -> None:
        self._form = form
        self._viewpoint = viewpoint
        self.unreported = 0
        """How many entered figures that the rows so far show, or add up, were not reported."""
        self._catalogue = catalogue
        self._state = CellState.LOCKED if locked else CellState.ENTRY
        self.columns = plan_columns(form, catalogue, viewpoint.council.rate_decimals)
        self._columns = [
            _Column(planned, period_of(planned.definition, viewpoint), _parsed(planned.definition.expression))
            for planned in self.columns
        ]
        self._evaluator = Evaluator(
            catalogue, figures, form.breakdown, viewpoint.council.start_month, viewpoint.year.year
        )

    def line(self, row: PlannedRow) -> tuple[Cell, ...]:
        """The cells of a row; labels only where it has no figures."""
        if row.heading or row.reached:
            return (_LABEL,) * len(self._columns)
        cells: list[Cell] = []
        seen: dict[int, dict[str, Amount]] = {}
        for column in self._columns:
            in_group = seen.setdefault(column.planned.group, {})
            channel = self._channel(row, column)
            if column.expression is not None:
                amount = _evaluated(column.expression, in_group)
            elif channel is None:
                amount = NOT_APPLICABLE
            elif row.remainder:
                amount = self._evaluator.remainder(channel, row.members)
            else:
                amount = self._evaluator.amount(channel, row.members)
                if row.row.kind is RowKind.ITEM and self._is_entered(channel.indicator):
                    self.unreported += amount.missing_count
            in_group[column.planned.definition.label] = amount
            cells.append(self._cell(row, column, amount, channel))
        return tuple(cells)

    def _channel(self, row: PlannedRow, column: _Column) -> Channel | None:
        definition = column.planned.definition
        indicator = row.indicator or column.planned.indicator
        if column.expression is not None or indicator is None or definition.measure is None:
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
        return Cell(
            text,
            None if isinstance(value, Missing) else value,
            self._state if key is not None else CellState.COMPUTED,
            value if isinstance(value, Missing) else None,
            amount.missing_count,
            published_text,
            key,
            amount.fact.note if amount.fact else "",
        )

    def _entry_key(self, row: PlannedRow, column: _Column, channel: Channel | None) -> FactKey | None:
        """What typing here would store; None where figures are computed."""
        if channel is None or not column.planned.definition.entry or row.row.kind is not RowKind.ITEM:
            return None
        series = channel.series
        if series is None or series.totalling is Totalling.FORMULA or not self._is_entered(channel.indicator):
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

    def _text(self, row: PlannedRow, column: _Column, value: Fraction, channel: Channel | None) -> str:
        definition = column.planned.definition
        series = channel.series if channel else None
        rounding = (
            definition.rounding or (series.rounding if series else None) or self._viewpoint.council.rounding
        )
        decimals = column.planned.column.decimals
        if definition.decimals is None and row.indicator and definition.kind is ColumnKind.NUMBER:
            decimals = row.indicator.decimals
        scaled = value if definition.scale == 1 else value / definition.scale
        text = (signed_text if definition.signed else fixed_text)(scaled, decimals, rounding)
        return f"{text}{definition.unit}" if definition.unit_in_cell else text


def _evaluated(expression: Node, in_group: dict[str, Amount]) -> Amount:
    def resolve(name: str) -> Value:
        amount = in_group.get(name)
        return Missing.NOT_APPLICABLE if amount is None else amount.value

    missing = max((amount.missing_count for amount in in_group.values()), default=0)
    return Amount(evaluate(expression, resolve), missing)


def _parsed(expression: str) -> Node | None:
    if not expression:
        return None
    node = parse_formula(expression)
    if isinstance(node, Problem):
        raise ValueError(node.sentence())
    return node
