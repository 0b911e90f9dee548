"""A proposal as a table: for each product that is divided 現在, 配分後 and 増減, unit by unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from kyosai_desktop.domain.compute import Slice, compute_after
from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.fact import Fact, FactKey, Role
from kyosai_desktop.domain.form import LATEST, Viewpoint
from kyosai_desktop.domain.problem import Place, Problem
from kyosai_desktop.domain.rounding import Rounding, fixed_text
from kyosai_desktop.domain.table import Cell, CellState, Column, Row, RowKind, Table
from kyosai_desktop.operations.editing import read_figure
from kyosai_desktop.operations.targets.allocating import Proposal
from kyosai_desktop.operations.targets.sheet import TargetSheet, TargetView, open_sheet
from kyosai_desktop.store.book import Book

FIXED = "固定"
_COLUMNS_EACH = 3
_FIXED_HELP = "固定した値です。消すと、ほかと一緒に配分し直します。"


def preview_table(
    book: Book, form_code: str, viewpoint: Viewpoint, proposal: Proposal, fixed: Mapping[FactKey, int]
) -> Table:
    """The form with what a proposal would change. In 配分後 of a unit a value can be typed: it is then fixed.

    The keys of those cells have version 0, as in ``Request.fixed``. 増減 says 固定 where a value is fixed.
    """
    sheet = open_sheet(book, form_code, viewpoint, TargetView(proposal.version))
    proposed = _after(sheet, proposal)
    after = compute_after(sheet.computed, sheet.form, viewpoint, sheet.catalogue, proposed, sheet.entry).table
    lines = {(row.key, row.labels): line for row, line in zip(after.rows, after.cells, strict=True)}
    shown = _columns_of(sheet, proposal)
    blank = (Cell(),) * len(after.columns)
    cells = tuple(
        tuple(
            cell
            for at in shown
            for cell in _cells(row, line[at], lines.get((row.key, row.labels), blank)[at], at, sheet, fixed)
        )
        for row, line in zip(sheet.table.rows, sheet.table.cells, strict=True)
    )
    columns = tuple(column for at in shown for column in _columns(sheet.table.columns[at]))
    return replace(sheet.table, columns=columns, cells=cells)


def read_fixed(
    book: Book, form_code: str, viewpoint: Viewpoint, proposal: Proposal, cells: Sequence[TypedCell]
) -> dict[FactKey, int | None] | Problem:
    """What was typed into the preview: by key (of version 0) the value to fix, None for an emptied cell."""
    sheet = open_sheet(book, form_code, viewpoint, TargetView(proposal.version))
    planned = sheet.columns()
    shown = _columns_of(sheet, proposal)
    typed: dict[FactKey, int | None] = {}
    for each in cells:
        at = shown[each.column // _COLUMNS_EACH]
        key = sheet.table.cells[each.row][at].key
        row = sheet.table.rows[each.row]
        column = planned[at]
        place = Place(form=sheet.form.title, row=row.name, column=column.column.path)
        if each.column % _COLUMNS_EACH != 1 or row.kind is not RowKind.ITEM or not isinstance(key, FactKey):
            return Problem(
                "targets.not_fixable",
                "配分の案で入力できるのは、各団体の「配分後」だけです。",
                "合計を直すときは「やめる」を押し、合計の行に入力してください。",
                place=place,
            )
        fact = read_figure(each.text, column.column.unit or sheet.form.unit, column.definition.scale)
        if isinstance(fact, Problem):
            return fact._replace(place=place)
        typed[key._replace(version=0)] = None if fact is None else fact.thousandths
    return typed


def _columns_of(sheet: TargetSheet, proposal: Proposal) -> list[int]:
    found = {column for _, column, key in sheet.places({RowKind.ITEM}) if key.series_id in proposal.names}
    return sorted(found)


def _columns(column: Column) -> tuple[Column, Column, Column]:
    return (
        replace(column, label="現在", key=f"{column.key}.now"),
        replace(column, label="配分後", key=f"{column.key}.after"),
        replace(column, label="増減", key=f"{column.key}.change"),
    )


def _cells(
    row: Row, now: Cell, then: Cell, at: int, sheet: TargetSheet, fixed: Mapping[FactKey, int]
) -> tuple[Cell, Cell, Cell]:
    before = now._replace(state=CellState.COMPUTED, key=None)
    difference = _difference(before, then, sheet.table.columns[at].decimals)
    if row.kind is not RowKind.ITEM or not isinstance(then.key, FactKey):
        return before, then._replace(state=CellState.COMPUTED, key=None), difference
    key = then.key._replace(version=0)
    if key in fixed:
        return before, then._replace(key=key, comment=_FIXED_HELP), Cell(FIXED)
    return before, then._replace(key=key), difference


def _difference(before: Cell, after: Cell, decimals: int) -> Cell:
    if not isinstance(after.value, Fraction):
        return Cell()
    change = after.value - (before.value if isinstance(before.value, Fraction) else 0)
    return Cell(fixed_text(change, decimals, Rounding.HALF_UP), change) if change else Cell()


def _after(sheet: TargetSheet, proposal: Proposal) -> dict[Slice, dict[tuple[int, int], Fact]]:
    figures = {part: dict(facts) for part, facts in sheet.figures.items()}
    for key, value in proposal.values.items():
        part = Slice(key.series_id, key.period, LATEST, Role.OWN)
        figures.setdefault(part, {})[key.member1, key.member2] = Fact(value)
    return figures
