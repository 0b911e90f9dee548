"""The cells of one row after the other."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.absent import listed_all_the_same
from kyosai_desktop.domain.compute.amounts import NOT_APPLICABLE, Amount, exact
from kyosai_desktop.domain.compute.asked import Asked, AskedColumn, Asking, Entry, KeptAt
from kyosai_desktop.domain.compute.channel import Channel, Figures
from kyosai_desktop.domain.compute.evaluate import Evaluator
from kyosai_desktop.domain.compute.expressions import (
    RowValues,
    is_arrow,
    parsed,
    standard_progress,
)
from kyosai_desktop.domain.compute.gaps import Gaps, Unallocated, cut_periods, due_columns
from kyosai_desktop.domain.compute.layout import PlannedRow, plan_columns, plan_rows
from kyosai_desktop.domain.compute.leftover import left_over_at
from kyosai_desktop.domain.compute.needs import Slice
from kyosai_desktop.domain.compute.printed import printed_text, with_unit
from kyosai_desktop.domain.fact import FactKey, Period, Status
from kyosai_desktop.domain.form import Form, Viewpoint, lists_whole_tree, period_of
from kyosai_desktop.domain.formula import Call, Value
from kyosai_desktop.domain.rounding import round_to
from kyosai_desktop.domain.series import Indicator
from kyosai_desktop.domain.table import Cell, CellState, ColumnKind, Missing, RowKind

_NOT_APPLICABLE_TEXT = "－"
_NOTHING = Missing.NOT_APPLICABLE
_FINAL = Status.FINAL
_BLANK = Cell()
_LABEL = Cell(state=CellState.LABEL)


class RowFiller:
    """Fills the rows of one form. Raises ``ValueError`` for an expression that isn't one: forms are checked when stored."""

    def __init__(
        self, form: Form, viewpoint: Viewpoint, catalogue: Catalogue, figures: Figures, entry: Entry
    ) -> None:
        self._catalogue = catalogue
        whole = lists_whole_tree(form) and len(form.breakdown) == 1
        self._tree = catalogue.axes[form.breakdown[0]] if whole else None
        self._entry = entry
        self.columns = plan_columns(form, catalogue, viewpoint)
        periods = [period_of(each.definition, viewpoint, catalogue.campaigns) for each in self.columns]
        self._columns = [
            AskedColumn(planned, period, parsed(planned.definition.expression), due)
            for planned, period, due in zip(
                self.columns, periods, due_columns(self.columns, periods, viewpoint), strict=True
            )
        ]
        self.places = range(len(form.over) or 1)
        """The header groups for which the form's columns are repeated."""
        self._has_arrows = any(is_arrow(column.expression) for column in self._columns)
        self._computing = {column.planned.place for column in self._columns if column.expression is not None}
        self._progress = standard_progress(viewpoint)
        self.held = listed_all_the_same(form, viewpoint, catalogue, figures)
        """Members that don't exist in the viewpoint's year and are listed, since a column has figures of theirs."""
        self.rows = plan_rows(form, catalogue, viewpoint.year.year, self.held)
        axes = [catalogue.axes[axis_id] for axis_id in form.breakdown]
        self._left_over = {
            row.row.key: left_over_at(row, self.rows, axes) for row in self.rows if row.remainder
        }
        listed = frozenset(
            row.members for row in self.rows if row.row.kind is RowKind.ITEM and any(row.members)
        )
        self._evaluator = Evaluator(
            catalogue, figures, form.breakdown, viewpoint.council.start_month, viewpoint.year.year, listed
        )
        at_places = [
            [column for column in self._columns if column.planned.place == place] for place in self.places
        ]
        self._asking = Asking(at_places, form.breakdown, viewpoint, catalogue, self._evaluator, entry)

    def fill(self, row: PlannedRow, place: int, gaps: Gaps) -> list[Cell]:
        """The cells of a row at one place, labels only where it has no figures. What they lack is added to ``gaps``."""
        if row.heading or row.reached is not None:
            return [_LABEL] * len(self._asking.columns[place])
        values = self._values(row, place) if place in self._computing else None
        kept_at = self._asking.kept_at(row)
        return [
            self._filled(row, kept_at, asked, values, gaps)
            for asked in self._asking.at_place(row, kept_at, place)
        ]

    def line(self, row: PlannedRow) -> tuple[Cell, ...]:
        """The cells of a row at all places."""
        gaps = Gaps()
        return tuple(cell for place in self.places for cell in self.fill(row, place, gaps))

    def slices(self, place: int) -> set[Slice]:
        """From which figures the cells follow that were filled at a place."""
        return self._asking.slices(place)

    def channel(self, row: PlannedRow, at: int) -> Channel | None:
        """The figures that the cell in column ``at`` is one of; None for expressions and labels."""
        return self._asking.channel(row, self._columns[at])

    def remainder(self, row: PlannedRow, channel: Channel) -> Amount:
        """What a row of 未配賦 shows; 該当なし for nothing."""
        values = [
            self._evaluator.remainder(channel, node, listed=node == row.members).value
            for node in self._left_over[row.row.key]
        ]
        rest = sum((value for value in values if isinstance(value, Fraction)), Fraction(0))
        return Amount(rest) if rest else NOT_APPLICABLE

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
            for asked in self._asking.at_place(everything, self._asking.kept_at(everything), place):
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
        self, row: PlannedRow, kept_at: KeptAt, asked: Asked, values: RowValues | None, gaps: Gaps
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
            amount = self.remainder(row, channel)
        else:
            amount = self._evaluator.amount(channel, row.members)
            if amount.missing_count and counted and not self._told_above(row, channel):
                gaps.unreported += amount.missing_count
            if not row.members and planned.column.reported and not channel.parts:
                rest = self._evaluator.remainder(channel, row.members).value
                if isinstance(rest, Fraction):
                    label = planned.column.label.partition("（")[0]
                    left = Unallocated(row.row.name, label, with_unit(rest, asked.printed))
                    gaps.unallocated.append(left)
            if channel.undecided:
                gaps.changing.add(channel.indicator.name)
            if planned.definition.campaign and amount.value is Missing.NOT_REPORTED:
                gaps.cut |= cut_periods(channel, column.period)
        published = self._published(row, channel) if channel is not None and channel.published else None
        if values is not None:
            values.amounts[planned.path] = amount
            shown = amount.value if published is None or isinstance(amount.value, Fraction) else published
            if self._has_arrows and isinstance(shown, Fraction):
                values.printed[planned.path] = round_to(shown, asked.printed.decimals, asked.printed.rounding)
        return self._cell(row, kept_at, asked, amount, published)

    def _told_above(self, row: PlannedRow, channel: Channel) -> bool:
        """Whether somebody above has reported for the row of a whole tree: a 産別 for its 単組."""
        above = self._tree.ancestors(row.members[0]) if self._tree is not None else ()
        return any((node.id, 0) in channel.own for node in above)

    def _published(self, row: PlannedRow, channel: Channel) -> Fraction | None:
        """The published value, which readers see where there is no other (a 付帯率 without its parts)."""
        fact = self._evaluator.published(channel, row.members)
        return None if fact is None or fact.thousandths is None else exact(fact.thousandths)

    def _cell(
        self, row: PlannedRow, kept_at: KeptAt, asked: Asked, amount: Amount, published: Fraction | None
    ) -> Cell:
        value, missing_count, fact = amount
        if row.remainder:
            if isinstance(value, Missing) or asked.column.planned.definition.kind is ColumnKind.RATE:
                return _BLANK
            return Cell(printed_text(value, asked.printed), value)
        key, state = self._takes(row, kept_at, asked, stored=fact is not None)
        published_text = "" if published is None else printed_text(published, asked.printed)
        note, status = "", ""
        if fact is not None:
            note = fact.note
            status = "" if fact.status is _FINAL else fact.status.value
        comment = self._entry.comments.get(key, "") if key is not None and self._entry.comments else ""
        if isinstance(value, Fraction):
            text, number, missing = printed_text(value, asked.printed), value, None
        else:
            text, number, missing = (_NOT_APPLICABLE_TEXT if value is _NOTHING else ""), None, value
        # a table has tens of thousands: with all fields given, this is twice as fast as calling the class
        return Cell._make(
            (text, number, state, missing, missing_count, published_text, key, note, (), status, comment)
        )

    def _takes(
        self, row: PlannedRow, kept_at: KeptAt, asked: Asked, *, stored: bool
    ) -> tuple[FactKey | None, CellState]:
        """What typing here would store, and the state of the cell; no key where figures are computed.

        For a member that doesn't exist in the column's year only what is ``stored`` may be corrected or taken out.
        """
        if asked.typed is None or asked.channel is None:
            return None, CellState.COMPUTED
        if not stored and not self._evaluator.existed(asked.channel, row.members):
            return None, CellState.COMPUTED
        return FactKey(*asked.typed, kept_at.member1, kept_at.member2), asked.state
