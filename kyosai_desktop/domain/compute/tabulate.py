"""``compute``: the one function that turns a form and exact figures into a ``Table``."""

from __future__ import annotations

from fractions import Fraction

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.evaluate import Amount, Evaluator, Figures, Point, resolver
from kyosai_desktop.domain.compute.layout import PlannedColumn, PlannedRow, plan_columns, plan_rows
from kyosai_desktop.domain.fact import FactKey
from kyosai_desktop.domain.form import Form, Purpose, Viewpoint, period_of
from kyosai_desktop.domain.formula import Node, evaluate, parse_formula
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.rounding import Rounding, fixed_text, signed_text
from kyosai_desktop.domain.series import Series, Totalling
from kyosai_desktop.domain.table import Cell, CellState, ColumnKind, Missing, Row, RowKind, Table

_NOT_APPLICABLE_TEXT = "－"


def compute(
    form: Form, viewpoint: Viewpoint, catalogue: Catalogue, figures: Figures, *, locked: bool = False
) -> Table:
    """The table of a form as seen from ``viewpoint``.

    ``figures`` must hold the slices that ``needs`` names; a slice without figures may be left out. ``locked``: the
    period was confirmed, so cells that could be typed are LOCKED.
    """
    filler = _Filler(form, viewpoint, catalogue, figures, locked)
    rows: list[Row] = []
    cells: list[tuple[Cell, ...]] = []
    for planned in plan_rows(form, catalogue, viewpoint.year.year):
        line = filler.line(planned)
        if planned.remainder and not any(cell.value for cell in line):
            continue
        rows.append(planned.row)
        cells.append(line)
    for at, row in enumerate(rows):
        if row.kind is RowKind.COUNT:
            cells[at] = _count_reached(filler.columns, rows, cells)
    return Table(
        id=form.code,
        title=form.title,
        stub=tuple(stub.title for stub in form.stub),
        columns=tuple(planned.column for planned in filler.columns),
        rows=tuple(rows),
        cells=tuple(cells),
        unit=form.unit,
        as_of="" if form.purpose is Purpose.TARGETS else _as_of_text(viewpoint),
        council=viewpoint.council.name,
        year=viewpoint.year.text(),
        notes=form.notes,
    )


def _as_of_text(viewpoint: Viewpoint) -> str:
    day = viewpoint.as_of
    return f"{day.year}年{day.month}月{day.day}日現在"


class _Filler:
    """Fills one row after the other, with what is the same for all of them."""

    def __init__(
        self, form: Form, viewpoint: Viewpoint, catalogue: Catalogue, figures: Figures, locked: bool
    ) -> None:
        self._form = form
        self._viewpoint = viewpoint
        self._catalogue = catalogue
        self._locked = locked
        self.columns = plan_columns(form, catalogue, viewpoint.council.rate_decimals)
        self._expressions = [_parsed(planned.definition.expression) for planned in self.columns]
        self._evaluator = Evaluator(
            catalogue, figures, form.breakdown, viewpoint.council.start_month, viewpoint.year.year
        )

    def line(self, planned: PlannedRow) -> tuple[Cell, ...]:
        if planned.heading or planned.reached:
            return (Cell(state=CellState.LABEL),) * len(self.columns)
        amounts: list[Amount] = []
        points: list[Point | None] = []
        by_group: dict[int, dict[str, Amount]] = {}
        for at, column in enumerate(self.columns):
            seen = by_group.setdefault(column.group, {})
            point = self._point(planned, column)
            node = self._expressions[at]
            if node is not None:
                value = evaluate(node, resolver(seen))
                missing = max((amount.missing_count for amount in seen.values()), default=0)
                amount = Amount(value, missing)
            elif point is None:
                amount = Amount(Missing.NOT_APPLICABLE)
            elif planned.remainder:
                amount = Amount(self._evaluator.remainder(point) or Missing.NOT_APPLICABLE)
            else:
                amount = self._evaluator.amount(point)
            seen[column.definition.label] = amount
            points.append(None if node is not None else point)
            amounts.append(amount)
        return tuple(
            self._cell(planned, column, amount, point)
            for column, amount, point in zip(self.columns, amounts, points, strict=True)
        )

    def _point(self, planned: PlannedRow, column: PlannedColumn) -> Point | None:
        definition = column.definition
        indicator = planned.indicator or column.indicator
        if indicator is None or definition.measure is None:
            return None
        return Point(
            indicator,
            definition.measure,
            definition.variant if planned.variant is None else planned.variant,
            period_of(definition, self._viewpoint),
            definition.version,
            planned.members,
        )

    def _cell(self, planned: PlannedRow, column: PlannedColumn, amount: Amount, point: Point | None) -> Cell:
        series = None
        if point is not None:
            series = self._catalogue.series_for(point.indicator.id, point.measure, point.variant)
        if planned.remainder:
            if isinstance(amount.value, Missing) or column.definition.kind is ColumnKind.RATE:
                return Cell()
            return Cell(text=self._text(column, amount.value, series, planned), value=amount.value)
        key = self._entry_key(planned, column, series, point)
        state = CellState.COMPUTED
        if key is not None:
            state = CellState.LOCKED if self._locked else CellState.ENTRY
        published = self._evaluator.published(point) if point is not None else None
        published_text = ""
        if published is not None and published.thousandths is not None:
            published_text = self._text(column, Fraction(published.thousandths, 1000), series, planned)
        note = amount.fact.note if amount.fact else ""
        if isinstance(amount.value, Missing):
            text = _NOT_APPLICABLE_TEXT if amount.value is Missing.NOT_APPLICABLE else ""
            return Cell(text, None, state, amount.value, amount.missing_count, published_text, key, note)
        text = self._text(column, amount.value, series, planned)
        return Cell(text, amount.value, state, None, amount.missing_count, published_text, key, note)

    def _entry_key(
        self, planned: PlannedRow, column: PlannedColumn, series: Series | None, point: Point | None
    ) -> FactKey | None:
        """What typing here would store; None where figures are computed."""
        if (
            point is None
            or series is None
            or not column.definition.entry
            or planned.row.kind is not RowKind.ITEM
        ):
            return None
        if (
            point.indicator.formula
            or series.totalling is Totalling.FORMULA
            or self._catalogue.parts(point.indicator)
        ):
            return None
        members = dict(zip(self._form.breakdown, point.members, strict=True))
        if (
            tuple(axis_id for axis_id, member_id in sorted(members.items()) if member_id)
            not in series.breakdowns
        ):
            return None
        return self._catalogue.key(series, point.period, members)

    def _text(
        self, column: PlannedColumn, value: Fraction, series: Series | None, planned: PlannedRow
    ) -> str:
        definition = column.definition
        rounding: Rounding = (
            definition.rounding or (series.rounding if series else None) or self._viewpoint.council.rounding
        )
        decimals = column.column.decimals
        if definition.decimals is None and planned.indicator and definition.kind is ColumnKind.NUMBER:
            decimals = planned.indicator.decimals
        write = signed_text if definition.signed else fixed_text
        text = write(value / definition.scale, decimals, rounding)
        return f"{text}{definition.unit}" if definition.unit_in_cell else text


def _parsed(expression: str) -> Node | None:
    if not expression:
        return None
    node = parse_formula(expression)
    if isinstance(node, Problem):
        # Forms are checked when they are stored; reaching this is our mistake.
        raise ValueError(node.sentence())
    return node


def _count_reached(
    columns: list[PlannedColumn], rows: list[Row], cells: list[tuple[Cell, ...]]
) -> tuple[Cell, ...]:
    """達成単位数: how many listed units have 実績 ≥ 目標, in each column of rates."""
    counted: list[Cell] = []
    for at, planned in enumerate(columns):
        if planned.column.kind is not ColumnKind.RATE:
            counted.append(Cell(state=CellState.LABEL))
            continue
        rates = [line[at].value for row, line in zip(rows, cells, strict=True) if row.kind is RowKind.ITEM]
        reached = sum(1 for rate in rates if isinstance(rate, Fraction) and rate >= 100)
        counted.append(Cell(text=f"{reached:,}", value=Fraction(reached)))
    return tuple(counted)
