"""What there is to divide: one job for each product in each breakdown of a form of 目標."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from kyosai_desktop.domain.compute import compute
from kyosai_desktop.domain.fact import FactKey
from kyosai_desktop.domain.form import FormRow, RowsOf
from kyosai_desktop.domain.problem import Place
from kyosai_desktop.domain.table import RowKind
from kyosai_desktop.operations.targets.sheet import TargetSheet, is_typed_target


@dataclass(frozen=True, slots=True)
class DivisionJob:
    """One product in one breakdown: ``units`` are (key of the row, key of the figure), amounts are thousandths.

    ``total``: what is to be divided, None when nothing is known of it. ``outside``: what members that the form doesn't
    list hold of it. ``nodes``: inner nodes with figures of their own, which become the sums of their units.
    """

    sheet: TargetSheet
    column: int
    name: str
    unit: str
    step: int
    units: tuple[tuple[str, FactKey], ...]
    nodes: tuple[FactKey, ...]
    total_key: FactKey
    total: int | None
    outside: int
    differs: bool

    @property
    def subject(self) -> tuple[int, tuple[int, ...]]:
        """The series and the breakdown."""
        return self.total_key.series_id, self.sheet.form.breakdown

    @property
    def place(self) -> Place:
        """The product and the breakdown, as users call them."""
        return Place(form=self.sheet.form.title, column=self.name)


def division_jobs(sheet: TargetSheet) -> Iterator[DivisionJob]:
    """The jobs of a form with one breakdown; none of another form."""
    if len(sheet.form.breakdown) != 1:
        return
    axis = sheet.catalogue.axes[sheet.form.breakdown[0]]
    columns = sheet.columns()
    added_up = _added_up(sheet)
    for at, planned in enumerate(columns):
        listed = {
            key.member1: (sheet.table.rows[row].key, key)
            for row, column, key in sheet.places({RowKind.ITEM})
            if column == at and key.member1 and axis[key.member1].valid_in(sheet.viewpoint.year.year)
        }
        above = {node.id for unit in listed for node in axis.ancestors(unit) if node.id != unit}
        units = tuple(found for member, found in listed.items() if member not in above)
        if not units or not is_typed_target(planned.definition):
            continue
        total_key = units[0][1]._replace(member1=0)
        own = sheet.fact(total_key)
        below = added_up[at]
        series = sheet.catalogue.series[total_key.series_id]
        yield DivisionJob(
            sheet,
            at,
            sheet.catalogue.indicators[series.indicator_id].name,
            planned.column.unit,
            1000 * planned.definition.scale // 10**planned.column.decimals,
            units,
            tuple(key for _, column, key in sheet.places({RowKind.SUBTOTAL}) if column == at),
            total_key,
            below if own is None else own.thousandths,
            0 if below is None else below - sum(_thousandths(sheet, key) for _, key in units),
            own is not None and own.thousandths != below,
        )


def _thousandths(sheet: TargetSheet, key: FactKey) -> int:
    fact = sheet.fact(key)
    return 0 if fact is None or fact.thousandths is None else fact.thousandths


def _added_up(sheet: TargetSheet) -> list[int | None]:
    """For each column what the parts add up to, as if neither the total nor an inner node had a figure of its own."""
    upper = {
        (key.series_id, key.member1, key.member2)
        for _, _, key in sheet.places({RowKind.TOTAL, RowKind.SUBTOTAL})
    }
    parts = {
        part: {
            members: fact
            for members, fact in facts.items()
            if members != (0, 0) and (part.series_id, *members) not in upper
        }
        for part, facts in sheet.figures.items()
    }
    total = replace(sheet.form, rows=(FormRow(RowsOf.TOTAL),))
    line = compute(total, sheet.viewpoint, sheet.catalogue, parts).cells[0]
    return [int(cell.value * 1000) if isinstance(cell.value, Fraction) else None for cell in line]
