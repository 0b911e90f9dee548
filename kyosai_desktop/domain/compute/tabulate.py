"""``compute``: the one function that turns a form and exact figures into a ``Table``."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.cells import RowFiller
from kyosai_desktop.domain.compute.evaluate import Figures
from kyosai_desktop.domain.compute.layout import PlannedColumn, plan_rows
from kyosai_desktop.domain.form import Form, Purpose, Viewpoint
from kyosai_desktop.domain.table import Cell, CellState, ColumnKind, Row, RowKind, Table


def compute(
    form: Form, viewpoint: Viewpoint, catalogue: Catalogue, figures: Figures, *, locked: bool = False
) -> Table:
    """The table of a form as seen from ``viewpoint``.

    ``figures`` must hold the slices that ``needs`` names; a slice without figures may be left out. ``locked``: the
    period was confirmed, so cells that could be typed are LOCKED.
    """
    filler = RowFiller(form, viewpoint, catalogue, figures, locked)
    lines = list(_lines(filler, form, viewpoint, catalogue, None))
    rows = [row for row, _ in lines]
    cells = [line for _, line in lines]
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
        notes=(*form.notes, *_unreported_note(filler.unreported)),
    )


def compute_rows(
    form: Form,
    viewpoint: Viewpoint,
    catalogue: Catalogue,
    figures: Figures,
    wanted: Collection[int],
    *,
    locked: bool = False,
) -> dict[int, tuple[Row, tuple[Cell, ...]]]:
    """Only the rows with these indexes of the table that ``compute`` would make: typing asks for one of hundreds.

    Rows that count units come out without their counts.
    """
    filler = RowFiller(form, viewpoint, catalogue, figures, locked)
    lines = _lines(filler, form, viewpoint, catalogue, wanted)
    return {at: line for at, line in enumerate(lines) if at in wanted}


def _lines(
    filler: RowFiller, form: Form, viewpoint: Viewpoint, catalogue: Catalogue, wanted: Collection[int] | None
) -> Iterator[tuple[Row, tuple[Cell, ...]]]:
    at = 0
    for planned in plan_rows(form, catalogue, viewpoint.year.year):
        needed = wanted is None or at in wanted or planned.remainder
        line = filler.line(planned) if needed else ()
        if planned.remainder and not any(cell.value for cell in line):
            continue
        yield planned.row, line
        at += 1


def _as_of_text(viewpoint: Viewpoint) -> str:
    day = viewpoint.as_of
    return f"{day.year}年{day.month}月{day.day}日現在"


def _unreported_note(unreported: int) -> tuple[str, ...]:
    """A total that lacks figures must say so on paper too."""
    return (f"未報告の数字が{unreported:,}件あります。計は報告のあった分の合計です。",) if unreported else ()


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
