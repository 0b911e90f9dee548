"""``compute``: the one function that turns a form and exact figures into a ``Table``."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.campaign_notes import campaign_notes
from kyosai_desktop.domain.compute.cells import Entry, RowFiller
from kyosai_desktop.domain.compute.evaluate import Figures
from kyosai_desktop.domain.compute.layout import PlannedColumn, PlannedRow
from kyosai_desktop.domain.form import Form, Purpose, Viewpoint
from kyosai_desktop.domain.ranking import ranks
from kyosai_desktop.domain.table import Cell, CellState, ColumnKind, Row, RowKind, Table

NO_RULES = Entry()


def compute(
    form: Form, viewpoint: Viewpoint, catalogue: Catalogue, figures: Figures, entry: Entry = NO_RULES
) -> Table:
    """The table of a form as seen from ``viewpoint``.

    ``figures`` must hold the slices that ``needs`` names; a slice without figures may be left out. ``entry`` says what
    is locked and whether totals may be typed.
    """
    filler = RowFiller(form, viewpoint, catalogue, figures, entry)
    lines = list(filled_lines(filler, None))
    rows = [planned.row for planned, _ in lines]
    cells = [list(line) for _, line in lines]
    for at, column in enumerate(filler.columns):
        if column.rank_by is not None:
            _rank(filler.columns, at, rows, cells)
    for at, (planned, _) in enumerate(lines):
        if planned.reached is not None:
            cells[at] = _count_reached(filler.columns, planned.reached, lines)
    return Table(
        id=form.code,
        title=form.title,
        stub=tuple(stub.title for stub in form.stub),
        columns=tuple(planned.column for planned in filler.columns),
        rows=tuple(rows),
        cells=tuple(map(tuple, cells)),
        unit=form.unit,
        as_of="" if form.purpose is Purpose.TARGETS else _as_of_text(viewpoint),
        council=viewpoint.council.name,
        year=viewpoint.year.text(),
        notes=(
            *form.notes,
            *campaign_notes(form, viewpoint, catalogue, filler.cut),
            *_unreported_note(filler.unreported),
        ),
    )


def compute_rows(
    form: Form,
    viewpoint: Viewpoint,
    catalogue: Catalogue,
    figures: Figures,
    wanted: Collection[int],
    entry: Entry = NO_RULES,
) -> dict[int, tuple[Row, tuple[Cell, ...]]]:
    """Only the rows with these indexes of the table that ``compute`` would make: typing asks for one of hundreds.

    Counts of units and ranks, which look at all rows, are left blank.
    """
    filler = RowFiller(form, viewpoint, catalogue, figures, entry)
    lines = filled_lines(filler, wanted)
    return {at: (planned.row, line) for at, (planned, line) in enumerate(lines) if at in wanted}


def filled_lines(
    filler: RowFiller, wanted: Collection[int] | None
) -> Iterator[tuple[PlannedRow, tuple[Cell, ...]]]:
    """The table's rows in order, those that are ``wanted`` (None: all) with their cells."""
    at = 0
    for planned in filler.rows:
        needed = wanted is None or at in wanted or planned.remainder
        line = filler.line(planned) if needed else ()
        if planned.remainder and not any(cell.value for cell in line):
            continue
        yield planned, line
        at += 1


def _as_of_text(viewpoint: Viewpoint) -> str:
    day = viewpoint.as_of
    return f"{day.year}年{day.month}月{day.day}日現在"


def _unreported_note(unreported: int) -> tuple[str, ...]:
    """A total that lacks figures must say so on paper too."""
    return (f"未報告の数字が{unreported:,}件あります。計は報告のあった分の合計です。",) if unreported else ()


def _rank(columns: list[PlannedColumn], at: int, rows: list[Row], cells: list[list[Cell]]) -> None:
    """Fill a column of 順位: the items ranked by another column of the same place, ties sharing a rank."""
    ranking = columns[at]
    by = next(
        number
        for number, column in enumerate(columns)
        if column.place == ranking.place and column.path == ranking.rank_by
    )
    items = [place for place, row in enumerate(rows) if row.kind is RowKind.ITEM]
    values = [value if isinstance(value := cells[place][by].value, Fraction) else None for place in items]
    indicator = columns[by].indicator
    ranked = ranks(values, more_is_better=indicator is None or indicator.more_is_better)
    for place, rank in zip(items, ranked, strict=True):
        cells[place][at] = Cell() if rank is None else Cell(f"{rank:,}", Fraction(rank))


def _count_reached(
    columns: list[PlannedColumn], kind: str, lines: list[tuple[PlannedRow, tuple[Cell, ...]]]
) -> list[Cell]:
    """達成単位数: how many units of the kind ('' : items) have 実績 ≥ 目標, in each column of rates."""
    counted: list[Cell] = []
    for at, column in enumerate(columns):
        if column.column.kind is not ColumnKind.RATE:
            counted.append(Cell(state=CellState.LABEL))
            continue
        rates = [
            line[at].value
            for planned, line in lines
            if (kind in planned.kinds if kind else planned.row.kind is RowKind.ITEM)
        ]
        reached = sum(1 for rate in rates if isinstance(rate, Fraction) and rate >= 100)
        counted.append(Cell(text=f"{reached:,}", value=Fraction(reached)))
    return counted
