"""Why a cell holds what it holds: the figure it is, or the parts that it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.amounts import exact
from kyosai_desktop.domain.compute.asked import Entry
from kyosai_desktop.domain.compute.cells import RowFiller
from kyosai_desktop.domain.compute.channel import Channel, Figures
from kyosai_desktop.domain.compute.composition import Origin, made_of
from kyosai_desktop.domain.compute.expressions import parsed, path_of
from kyosai_desktop.domain.compute.layout import PlannedColumn, PlannedRow
from kyosai_desktop.domain.compute.needs import Slice
from kyosai_desktop.domain.compute.periods import added_months, cumulative_so_far, known_difference
from kyosai_desktop.domain.compute.tabulate import filled_lines
from kyosai_desktop.domain.fact import Fact, FactKey, Period, Role
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.form import Form, Viewpoint
from kyosai_desktop.domain.formula import Value, names_in
from kyosai_desktop.domain.rounding import Rounding, fixed_text
from kyosai_desktop.domain.series import Series
from kyosai_desktop.domain.table import Cell, CellState, Missing


class How(Enum):
    """How a cell comes to its value."""

    ENTERED = "entered"
    MONTHS = "months"
    DIFFERENCE = "difference"
    FORMULA = "formula"
    INDICATORS = "indicators"
    BELOW = "below"
    EXPRESSION = "expression"
    REGISTER = "register"
    REMAINDER = "remainder"
    COUNT = "count"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the values that a cell is made of. ``text`` is exact, '' while it isn't reported."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A cell and where its value is from.

    ``place`` names it (row, column), ``key`` is the figure that it shows: stored, or computed from other figures, and
    None for expressions over columns. ``typed`` is the key of an entry. ``formula`` is as the office wrote it; for a
    figure counted from the register, what is counted.
    """

    place: tuple[str, str]
    cell: Cell
    how: How
    unit: str = ""
    key: FactKey | None = None
    typed: bool = False
    fact: Fact | None = None
    formula: str = ""
    parts: tuple[Part, ...] = ()


def explain(
    form: Form,
    viewpoint: Viewpoint,
    catalogue: Catalogue,
    figures: Figures,
    at: tuple[int, int],
    entry: Entry,
) -> Explanation:
    """The cell at (row, column) of the table that ``compute`` makes. Raises ``IndexError`` when there is none."""
    filler = RowFiller(form, viewpoint, catalogue, figures, entry)
    lines = list(filled_lines(filler, {at[0]}))
    planned, line = lines[at[0]]
    column, cell = filler.columns[at[1]], line[at[1]]
    place = (planned.row.name, column.column.path)
    if planned.reached is not None:
        return Explanation(place, cell, How.COUNT)
    if planned.heading:
        return Explanation(place, cell, How.LABEL)
    channel = filler.channel(planned, at[1])
    if channel is None:
        parts = tuple(_named_columns(filler.columns, line, column))
        how = How.EXPRESSION if column.definition.expression else How.LABEL
        return Explanation(
            place, cell, how, column.column.unit, formula=column.definition.expression, parts=parts
        )
    decimals, unit = channel.indicator.decimals, channel.indicator.unit
    key = _key(form, planned, column, filler.period(at[1]), channel.series)
    typed = cell.key is not None and cell.state in (CellState.ENTRY, CellState.LOCKED)
    if planned.remainder:
        return Explanation(
            place,
            cell,
            How.REMAINDER,
            unit,
            parts=_of_remainder(filler, channel, planned, decimals),
        )
    counted = channel.series.counted if channel.series is not None else None
    if counted is not None:
        return Explanation(place, cell, How.REGISTER, unit, key, formula=counted.text())
    amount = filler.evaluator.amount(channel, planned.members)
    made = made_of(filler.evaluator, channel, planned.members)
    if made.origin is Origin.OTHER_PERIODS and channel.series is not None and key is not None:
        how, parts = _other_periods(
            channel.series, key, figures, viewpoint, decimals, column.definition.version
        )
    else:
        how = _HOW[made.origin]
        parts = tuple(Part(name, _text(part.value, decimals)) for name, part in made.parts)
    formula = channel.indicator.formula if how is How.FORMULA else ""
    return Explanation(place, cell, how, unit, key, typed, amount.fact, formula, parts)


_HOW = {
    Origin.STORED: How.ENTERED,
    Origin.OTHER_PERIODS: How.MONTHS,
    Origin.FORMULA: How.FORMULA,
    Origin.INDICATORS: How.INDICATORS,
    Origin.BELOW: How.BELOW,
}


def _key(
    form: Form, row: PlannedRow, column: PlannedColumn, period: Period | None, series: Series | None
) -> FactKey | None:
    if period is None or series is None:
        return None
    members = [member for _, member in sorted(zip(form.breakdown, row.members, strict=True)) if member]
    first, second = [*members, 0, 0][:2]
    return FactKey(series.id, period, first, second, max(column.definition.version, 0))


def _other_periods(
    series: Series, key: FactKey, figures: Figures, viewpoint: Viewpoint, decimals: int, version: int
) -> tuple[How, tuple[Part, ...]]:
    def stored(period: Period) -> Fact | None:
        facts = figures.get(Slice(series.id, period, version, Role.OWN), {})
        return facts.get((key.member1, key.member2))

    start_month = viewpoint.council.start_month
    months = added_months(series.keeping, key.period)
    apart = known_difference(series.keeping, key.period, start_month) or ()
    # of a year that was left as 累計, months are known only after the last of these
    so_far = [
        each
        for each in cumulative_so_far(series.keeping, key.period, start_month)
        if each.end < key.period.end and stored(each)
    ]
    by_months = bool(months) and (all(map(stored, months)) or not (apart and all(map(stored, apart))))
    shown = months if by_months else apart
    if by_months and so_far and not all(map(stored, months)):
        shown = (so_far[-1], *(month for month in months if month.start > so_far[-1].end))
    parts = []
    for period in shown:
        fact = stored(period)
        value: Value = Missing.NOT_REPORTED
        if fact is not None:
            value = Missing.NOT_APPLICABLE if fact.thousandths is None else exact(fact.thousandths)
        cumulative = not by_months or period in so_far
        parts.append(Part(_period_name(period, cumulative=cumulative), _text(value, decimals)))
    return How.MONTHS if by_months else How.DIFFERENCE, tuple(parts)


def _period_name(period: Period, *, cumulative: bool) -> str:
    month = Month.of(period.end).text()
    return f"{month}末の累計" if cumulative else month


def _named_columns(
    columns: list[PlannedColumn], line: tuple[Cell, ...], column: PlannedColumn
) -> Iterator[Part]:
    node = parsed(column.definition.expression)
    own = {other.path: line[at].text for at, other in enumerate(columns) if other.place == column.place}
    for name in names_in(node) if node is not None else ():
        for path in (path_of(column.definition.group, name), name):
            if path in own:
                yield Part(path, own[path])
                break


def _of_remainder(filler: RowFiller, channel: Channel, row: PlannedRow, decimals: int) -> tuple[Part, ...]:
    own = filler.evaluator.amount(channel, row.members).value
    rest = filler.remainder(row, channel).value
    if isinstance(own, Missing) or isinstance(rest, Missing):
        return ()
    return Part("入力した計", _text(own, decimals)), Part("内訳の合計", _text(own - rest, decimals))


def _text(value: object, decimals: int) -> str:
    if not isinstance(value, Fraction):
        return "－" if value is Missing.NOT_APPLICABLE else ""
    while decimals < 3 and (value * 10**decimals).denominator > 1:
        decimals += 1
    return fixed_text(value, decimals, Rounding.HALF_UP)
