"""The cells of one row after the other, with everything that is the same for a whole column looked up once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.absent import listed_all_the_same
from kyosai_desktop.domain.compute.amounts import NOT_APPLICABLE, Amount, exact
from kyosai_desktop.domain.compute.channel import Channel, Figures, Members, slices_of
from kyosai_desktop.domain.compute.evaluate import Evaluator
from kyosai_desktop.domain.compute.expressions import (
    RowValues,
    is_arrow,
    parsed,
    standard_progress,
)
from kyosai_desktop.domain.compute.gaps import Gaps, cut_periods
from kyosai_desktop.domain.compute.layout import PlannedColumn, PlannedRow, plan_columns, plan_rows
from kyosai_desktop.domain.compute.needs import Slice
from kyosai_desktop.domain.confirmation import NOTHING_CONFIRMED, Confirmed, is_confirmed
from kyosai_desktop.domain.fact import FactKey, Period, Status
from kyosai_desktop.domain.form import Form, FormColumn, PeriodName, Viewpoint, period_of
from kyosai_desktop.domain.formula import Call, Node, Value
from kyosai_desktop.domain.rounding import Rounding, fixed_text, round_to, signed_text
from kyosai_desktop.domain.series import Indicator, Measure, Series, Totalling
from kyosai_desktop.domain.table import Cell, CellState, ColumnKind, Missing, RowKind

_NOT_APPLICABLE_TEXT = "－"
_NOTHING = Missing.NOT_APPLICABLE
_FINAL = Status.FINAL
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
    """A planned column with its period and its expression, when it has one.

    ``due``: its figures should be there by now; those of other years and of a 下期 to come aren't asked for.
    """

    planned: PlannedColumn
    period: Period | None
    expression: Node | None
    due: bool


class _Asked(NamedTuple):
    """What is the same for all rows of a kind that ask a column for one indicator and variant.

    ``counted``: those of its figures that are missing are told. ``typed``: the series and period of what is typed into
    the column, if it takes anything, and ``state`` of its cells. ``decimals`` and ``rounding`` of the printed text.
    """

    column: _Column
    channel: Channel | None
    counted: bool
    typed: tuple[int, Period] | None
    state: CellState
    decimals: int
    rounding: Rounding


class _KeptAt(NamedTuple):
    """Where figures of a row are kept: their axes, ascending, and the two members of their keys (0: absent)."""

    axes: tuple[int, ...]
    member1: int
    member2: int


_Alike = tuple[int, str | None, tuple[int, ...], bool, bool]
"""Of a row: indicator, variant, axes of its members, whether it is an item and whether it has a total of its own."""


class RowFiller:
    """Fills the rows of one form. Raises ``ValueError`` for an expression that isn't one: forms are checked when stored."""

    def __init__(
        self, form: Form, viewpoint: Viewpoint, catalogue: Catalogue, figures: Figures, entry: Entry
    ) -> None:
        self._form = form
        self._viewpoint = viewpoint
        self._catalogue = catalogue
        self._entry = entry
        self.columns = plan_columns(form, catalogue, viewpoint)
        self._columns = [
            _Column(
                planned,
                period := period_of(planned.definition, viewpoint, catalogue.campaigns),
                parsed(planned.definition.expression),
                _is_due(planned.definition, period, viewpoint),
            )
            for planned in self.columns
        ]
        self.places = range(len(form.over) or 1)
        """The header groups for which the form's columns are repeated."""
        self._at_place = [
            [column for column in self._columns if column.planned.place == place] for place in self.places
        ]
        self._asked_at: list[dict[_Alike, tuple[_Asked, ...]]] = [{} for _ in self.places]
        self._has_arrows = any(is_arrow(column.expression) for column in self._columns)
        self._computing = {column.planned.place for column in self._columns if column.expression is not None}
        self._progress = standard_progress(viewpoint)
        self._kept: dict[Members, _KeptAt] = {}
        self.held = listed_all_the_same(form, viewpoint, catalogue, figures)
        """Members that don't exist in the viewpoint's year and are listed, since a column has figures of theirs."""
        self.rows = plan_rows(form, catalogue, viewpoint.year.year, self.held)
        listed = frozenset(
            row.members for row in self.rows if row.row.kind is RowKind.ITEM and any(row.members)
        )
        self._evaluator = Evaluator(
            catalogue, figures, form.breakdown, viewpoint.council.start_month, viewpoint.year.year, listed
        )

    def fill(self, row: PlannedRow, place: int, gaps: Gaps) -> list[Cell]:
        """The cells of a row at one place, labels only where it has no figures. What they lack is added to ``gaps``."""
        if row.heading or row.reached is not None:
            return [_LABEL] * len(self._at_place[place])
        values = self._values(row, place) if place in self._computing else None
        kept_at = self._kept_at(row)
        return [self._filled(row, kept_at, asked, values, gaps) for asked in self._asked(row, kept_at, place)]

    def line(self, row: PlannedRow) -> tuple[Cell, ...]:
        """The cells of a row at all places."""
        gaps = Gaps()
        return tuple(cell for place in self.places for cell in self.fill(row, place, gaps))

    def slices(self, place: int) -> set[Slice]:
        """From which figures the cells follow that were filled at a place."""
        asked = (each for of_rows in self._asked_at[place].values() for each in of_rows)
        return slices_of([each.channel for each in asked if each.channel is not None])

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
            everything = replace(row, members=(0,) * len(row.members), indicator=self._root(row.indicator))
            for asked in self._asked(everything, self._kept_at(everything), place):
                channel = asked.channel
                if asked.column.planned.path == path:
                    return self._evaluator.amount(channel, everything.members).value if channel else _NOTHING
            return _NOTHING

        return RowValues(total, self._progress)

    def _root(self, indicator: Indicator | None) -> Indicator | None:
        while indicator is not None and indicator.parent_id:
            indicator = self._catalogue.indicators[indicator.parent_id]
        return indicator

    def _filled(
        self, row: PlannedRow, kept_at: _KeptAt, asked: _Asked, values: RowValues | None, gaps: Gaps
    ) -> Cell:
        """``values``: those of the row that expressions name; None at a place without any expression."""
        column, channel, counted, *_ = asked
        planned, expression = column.planned, column.expression
        if values is not None and isinstance(expression, Call) and is_arrow(expression):
            return Cell(values.arrow(expression, planned.definition.group))
        if planned.rank_by is not None:
            return _BLANK
        if values is not None and expression is not None:
            amount = values.evaluated(expression, planned.definition.group)
        elif channel is None:
            amount = NOT_APPLICABLE
        elif row.remainder:
            amount = self._evaluator.remainder(channel, row.members)
        else:
            amount = self._evaluator.amount(channel, row.members)
            if amount.missing_count and counted:
                gaps.unreported += amount.missing_count
            if channel.undecided:
                gaps.changing.add(channel.indicator.name)
            if planned.definition.campaign and amount.value is Missing.NOT_REPORTED:
                gaps.cut |= cut_periods(channel, column.period)
        published = self._published(row, channel) if channel is not None and channel.published else None
        if values is not None:
            values.amounts[planned.path] = amount
            shown = amount.value if published is None or isinstance(amount.value, Fraction) else published
            if self._has_arrows and isinstance(shown, Fraction):
                values.printed[planned.path] = round_to(shown, asked.decimals, asked.rounding)
        return self._cell(row, kept_at, asked, amount, published)

    def _published(self, row: PlannedRow, channel: Channel) -> Fraction | None:
        """The published value, which readers see where there is no other (a 付帯率 without its parts)."""
        fact = self._evaluator.published(channel, row.members)
        return None if fact is None or fact.thousandths is None else exact(fact.thousandths)

    def _asked(self, row: PlannedRow, kept_at: _KeptAt, place: int) -> tuple[_Asked, ...]:
        """For every column at a place, what is looked up once for all rows like this one."""
        is_item = row.row.kind is RowKind.ITEM
        alike = (row.indicator.id if row.indicator else 0, row.variant, kept_at.axes, is_item, row.own_total)
        found = self._asked_at[place].get(alike)
        if found is None:
            found = tuple([self._look_up(row, kept_at, column) for column in self._at_place[place]])
            self._asked_at[place][alike] = found
        return found

    def _look_up(self, row: PlannedRow, kept_at: _KeptAt, column: _Column) -> _Asked:
        channel = self._channel(row, column)
        series = channel.series if channel else None
        entered = (
            channel is not None
            and not channel.indicator.formula
            and not self._catalogue.parts(channel.indicator)
        )
        counted = entered and column.due and row.row.kind is RowKind.ITEM
        typed, state = None, CellState.COMPUTED
        period = column.period
        if entered and series and period and self._takes_entries(row, kept_at, column, series):
            typed = series.id, period
            start_month = self._viewpoint.council.start_month
            locked = is_confirmed(series.measure, period, start_month, self._entry.confirmed)
            state = CellState.LOCKED if locked else CellState.ENTRY
        return _Asked(column, channel, counted, typed, state, *self._last_place(row, column, series))

    def _takes_entries(self, row: PlannedRow, kept_at: _KeptAt, column: _Column, series: Series) -> bool:
        """Whether a figure that isn't computed is typed in this row and column."""
        if not column.planned.definition.entry or series.counted or series.totalling is Totalling.FORMULA:
            return False
        if row.row.kind is not RowKind.ITEM and not (self._entry.totals or _only_given(row, series)):
            return False
        return kept_at.axes in series.breakdowns

    def _channel(self, row: PlannedRow, column: _Column) -> Channel | None:
        definition = column.planned.definition
        indicator = row.indicator or column.planned.indicator
        if column.period is None or indicator is None or definition.measure is None:
            return None
        variant = definition.variant if row.variant is None else row.variant
        return self._evaluator.channel(
            indicator, definition.measure, variant, column.period, definition.version
        )

    def _cell(
        self, row: PlannedRow, kept_at: _KeptAt, asked: _Asked, amount: Amount, published: Fraction | None
    ) -> Cell:
        value, missing_count, fact = amount
        if row.remainder:
            if isinstance(value, Missing) or asked.column.planned.definition.kind is ColumnKind.RATE:
                return _BLANK
            return Cell(_text(asked, value), value)
        key, state = self._takes(row, kept_at, asked, stored=fact is not None)
        published_text = "" if published is None else _text(asked, published)
        note, status = "", ""
        if fact is not None:
            note = fact.note
            status = "" if fact.status is _FINAL else fact.status.value
        comment = self._entry.comments.get(key, "") if key is not None and self._entry.comments else ""
        if isinstance(value, Fraction):
            text, number, missing = _text(asked, value), value, None
        else:
            text, number, missing = (_NOT_APPLICABLE_TEXT if value is _NOTHING else ""), None, value
        # a table has tens of thousands: with all fields given, this is twice as fast as calling the class
        return Cell._make(
            (text, number, state, missing, missing_count, published_text, key, note, (), status, comment)
        )

    def _kept_at(self, row: PlannedRow) -> _KeptAt:
        found = self._kept.get(row.members)
        if found is None:
            found = self._kept[row.members] = self._look_where(row)
        return found

    def _look_where(self, row: PlannedRow) -> _KeptAt:
        members = zip(self._form.breakdown, row.members, strict=True)
        named = sorted((axis_id, member_id) for axis_id, member_id in members if member_id)
        member1, member2 = (*(member for _, member in named), 0, 0)[:2]
        return _KeptAt(tuple(axis for axis, _ in named), member1, member2)

    def _takes(
        self, row: PlannedRow, kept_at: _KeptAt, asked: _Asked, *, stored: bool
    ) -> tuple[FactKey | None, CellState]:
        """What typing here would store, and the state of the cell; no key where figures are computed.

        For a member that doesn't exist in the column's year only what is ``stored`` may be corrected or taken out.
        """
        if asked.typed is None or asked.channel is None:
            return None, CellState.COMPUTED
        if not stored and not self._evaluator.existed(asked.channel, row.members):
            return None, CellState.COMPUTED
        return FactKey(*asked.typed, kept_at.member1, kept_at.member2), asked.state

    def _last_place(self, row: PlannedRow, column: _Column, series: Series | None) -> tuple[int, Rounding]:
        """How many decimals are printed, and how the last one is decided."""
        definition = column.planned.definition
        rounding = (
            definition.rounding or (series.rounding if series else None) or self._viewpoint.council.rounding
        )
        if definition.decimals is None and row.indicator and definition.kind is ColumnKind.NUMBER:
            return row.indicator.decimals, rounding
        return column.planned.column.decimals, rounding


def _text(asked: _Asked, value: Fraction) -> str:
    definition = asked.column.planned.definition
    scaled = value if definition.scale == 1 else value / definition.scale
    text = (signed_text if definition.signed else fixed_text)(scaled, asked.decimals, asked.rounding)
    return f"{text}{definition.unit}" if definition.unit_in_cell else text


def _only_given(row: PlannedRow, series: Series) -> bool:
    """Whether a total can't follow from rows: a rank, a total over an open list, a series kept as a total alone."""
    return row.own_total or series.totalling is Totalling.NONE or series.breakdowns == ((),)


def _is_due(column: FormColumn, period: Period | None, viewpoint: Viewpoint) -> bool:
    if period is None or column.year_shift or column.period is PeriodName.EARLIER:
        return False
    planned_ahead = column.measure in (Measure.TARGET, Measure.BUDGET)
    return planned_ahead or period.end <= max(viewpoint.as_of, viewpoint.through.end)
