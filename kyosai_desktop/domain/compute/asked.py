"""What rows of a kind ask of a column, looked up once for them: its figures, whether they are typed, how they print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.channel import Channel, Members, slices_of
from kyosai_desktop.domain.compute.evaluate import Evaluator
from kyosai_desktop.domain.compute.headings import is_of_other_month
from kyosai_desktop.domain.compute.layout import PlannedColumn, PlannedRow
from kyosai_desktop.domain.compute.needs import Slice
from kyosai_desktop.domain.compute.printed import Printed
from kyosai_desktop.domain.confirmation import NOTHING_CONFIRMED, Confirmed, is_confirmed
from kyosai_desktop.domain.fact import FactKey, Period
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.formula import Node
from kyosai_desktop.domain.series import Series, Totalling
from kyosai_desktop.domain.table import CellState, ColumnKind, RowKind


@dataclass(frozen=True, slots=True)
class Entry:
    """What may be typed. ``confirmed`` periods are LOCKED; ``totals``: subtotals and the total too, each then being
    its node's own total with what is left below as 未配賦. ``comments`` are shown beside their figures."""

    confirmed: Confirmed = NOTHING_CONFIRMED
    totals: bool = False
    comments: Mapping[FactKey, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """A planned column with its period and its expression, when it has one.

    ``due``: its figures should be there by now; those of other years and of a 下期 to come aren't asked for.
    """

    planned: PlannedColumn
    period: Period | None
    expression: Node | None
    due: bool


class Asked(NamedTuple):
    """What is the same for all rows of a kind that ask a column for one indicator and variant.

    ``counted``: those of its figures that are missing are told. ``typed``: the series and period of what is typed into
    the column, if it takes anything, and ``state`` of its cells. ``printed``: how its text is made.
    """

    column: AskedColumn
    channel: Channel | None
    counted: bool
    typed: tuple[int, Period] | None
    state: CellState
    printed: Printed


class KeptAt(NamedTuple):
    """Where figures of a row are kept: their axes, ascending, and the two members of their keys (0: absent)."""

    axes: tuple[int, ...]
    member1: int
    member2: int


_COUNTS = frozenset({ColumnKind.NUMBER, ColumnKind.WORDED})

_Alike = tuple[int, str | None, tuple[int, ...], bool, bool]
"""Of a row: indicator, variant, axes of its members, whether it is an item and whether it has a total of its own."""


class Asking:
    """Answers for the columns of a form, which stand under the place that they are repeated for."""

    def __init__(
        self,
        columns: Sequence[Sequence[AskedColumn]],
        breakdown: tuple[int, ...],
        viewpoint: Viewpoint,
        catalogue: Catalogue,
        evaluator: Evaluator,
        entry: Entry,
    ) -> None:
        self.columns = columns
        self._breakdown = breakdown
        self._viewpoint = viewpoint
        self._catalogue = catalogue
        self._evaluator = evaluator
        self._entry = entry
        self._known: list[dict[_Alike, tuple[Asked, ...]]] = [{} for _ in columns]
        self._kept: dict[Members, KeptAt] = {}

    def slices(self, place: int) -> set[Slice]:
        """Every slice at which the columns at a place were asked to look."""
        asked = (each for of_rows in self._known[place].values() for each in of_rows)
        return slices_of([each.channel for each in asked if each.channel is not None])

    def at_place(self, row: PlannedRow, kept_at: KeptAt, place: int) -> tuple[Asked, ...]:
        """For every column at a place, what is looked up once for all rows like this one."""
        is_item = row.row.kind is RowKind.ITEM
        alike = (row.indicator.id if row.indicator else 0, row.variant, kept_at.axes, is_item, row.own_total)
        found = self._known[place].get(alike)
        if found is None:
            found = tuple([self._look_up(row, kept_at, column) for column in self.columns[place]])
            self._known[place][alike] = found
        return found

    def _look_up(self, row: PlannedRow, kept_at: KeptAt, column: AskedColumn) -> Asked:
        channel = self.channel(row, column)
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
        return Asked(column, channel, counted, typed, state, self._printed(row, column, series))

    def _takes_entries(self, row: PlannedRow, kept_at: KeptAt, column: AskedColumn, series: Series) -> bool:
        """Whether a figure that isn't computed is typed in this row and column."""
        if not column.planned.definition.entry or series.counted or series.totalling is Totalling.FORMULA:
            return False
        if row.row.kind is not RowKind.ITEM and not (self._entry.totals or _only_given(row, series)):
            return False
        if is_of_other_month(column.planned.definition, series, self._viewpoint):
            return False
        return kept_at.axes in series.breakdowns

    def channel(self, row: PlannedRow, column: AskedColumn) -> Channel | None:
        """The figures that a cell is one of; None for expressions and labels."""
        definition = column.planned.definition
        indicator = row.indicator or column.planned.indicator
        if column.period is None or indicator is None or definition.measure is None:
            return None
        variant = definition.variant if row.variant is None else row.variant
        return self._evaluator.channel(
            indicator, definition.measure, variant, column.period, definition.version
        )

    def kept_at(self, row: PlannedRow) -> KeptAt:
        """Where the row's figures are kept."""
        found = self._kept.get(row.members)
        if found is None:
            found = self._kept[row.members] = self._look_where(row)
        return found

    def _look_where(self, row: PlannedRow) -> KeptAt:
        members = zip(self._breakdown, row.members, strict=True)
        named = sorted((axis_id, member_id) for axis_id, member_id in members if member_id)
        member1, member2 = (*(member for _, member in named), 0, 0)[:2]
        return KeptAt(tuple(axis for axis, _ in named), member1, member2)

    def _printed(self, row: PlannedRow, column: AskedColumn, series: Series | None) -> Printed:
        """The unit, how many decimals are printed, and how the last one is decided."""
        definition, counted = column.planned.definition, row.indicator or column.planned.indicator
        rounding = definition.rounding or (series.rounding if series else None)
        decimals = column.planned.column.decimals
        if definition.decimals is None and row.indicator and definition.kind in _COUNTS:
            decimals = row.indicator.decimals
        unit = definition.unit or (counted.unit if counted else "")
        return Printed(definition, unit, decimals, rounding or self._viewpoint.council.rounding)


def _only_given(row: PlannedRow, series: Series) -> bool:
    """Whether a total can't follow from rows: a rank, a total over an open list, a series kept as a total alone."""
    return row.own_total or series.totalling is Totalling.NONE or series.breakdowns == ((),)
