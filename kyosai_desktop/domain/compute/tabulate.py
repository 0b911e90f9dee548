"""``compute``: the one function that turns a form and exact figures into a ``Table``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.asked import Entry
from kyosai_desktop.domain.compute.blocks import Block, fill_block, is_unchanged, joined
from kyosai_desktop.domain.compute.cells import RowFiller
from kyosai_desktop.domain.compute.channel import Figures
from kyosai_desktop.domain.compute.gaps import (
    campaign_notes,
    changing_note,
    unallocated_note,
    unreported_note,
)
from kyosai_desktop.domain.compute.layout import PlannedRow
from kyosai_desktop.domain.form import Form, Purpose, Viewpoint, looks_back, takes_day
from kyosai_desktop.domain.period_words import day_text
from kyosai_desktop.domain.table import Cell, Row, Table

NO_RULES = Entry()


@dataclass(frozen=True, slots=True)
class Computed:
    """A table and from what it was computed, so that the next one can take over what didn't change."""

    table: Table
    asked: tuple[Form, Viewpoint, Catalogue, Entry, frozenset[int]]
    blocks: tuple[Block, ...]


def compute(
    form: Form, viewpoint: Viewpoint, catalogue: Catalogue, figures: Figures, entry: Entry = NO_RULES
) -> Table:
    """The table of a form as seen from ``viewpoint``.

    ``figures`` must hold the slices that ``needs`` names; a slice without figures may be left out. ``entry`` says what
    is locked and whether totals may be typed.
    """
    return compute_after(None, form, viewpoint, catalogue, figures, entry).table


def compute_after(
    before: Computed | None,
    form: Form,
    viewpoint: Viewpoint,
    catalogue: Catalogue,
    figures: Figures,
    entry: Entry = NO_RULES,
) -> Computed:
    """The same table, with the header groups taken over from ``before`` that follow from the same figures.

    An edit changes one product of twenty. What else a cell depends on is compared as a whole.
    """
    filler = RowFiller(form, viewpoint, catalogue, figures, entry)
    asked = (form, viewpoint, catalogue, entry, filler.held)
    kept = before.blocks if before is not None and before.asked == asked else ()
    blocks = tuple(
        kept[place] if kept and is_unchanged(kept[place], figures) else fill_block(filler, place, figures)
        for place in filler.places
    )
    lines = [
        (planned.row, line)
        for planned, line in zip(filler.rows, joined(blocks), strict=True)
        if not _is_nothing_left(planned, line)
    ]
    cut = {period for block in blocks for period in block.gaps.cut}
    table = Table(
        id=form.code,
        title=form.title,
        stub=tuple(stub.title for stub in form.stub),
        columns=tuple(planned.column for planned in filler.columns),
        rows=tuple(row for row, _ in lines),
        cells=tuple(line for _, line in lines),
        unit=form.unit,
        as_of="" if form.purpose is Purpose.TARGETS else _as_of_text(form, viewpoint),
        council=viewpoint.council.name,
        year=viewpoint.year.text(),
        notes=(
            *form.notes,
            *campaign_notes(form, viewpoint, catalogue, cut),
            *changing_note({name for block in blocks for name in block.gaps.changing}),
            *unallocated_note([each for block in blocks for each in block.gaps.unallocated]),
            *unreported_note(sum(block.gaps.unreported for block in blocks), lines),
        ),
    )
    return Computed(table, asked, blocks)


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


def filled_lines(filler: RowFiller, wanted: Collection[int]) -> Iterator[tuple[PlannedRow, tuple[Cell, ...]]]:
    """The table's rows in order, those that are ``wanted`` with their cells, but without ranks and counts of units."""
    at = 0
    for planned in filler.rows:
        line = filler.line(planned) if at in wanted or planned.remainder else ()
        if _is_nothing_left(planned, line):
            continue
        yield planned, line
        at += 1


def _is_nothing_left(planned: PlannedRow, line: Sequence[Cell]) -> bool:
    """Whether a row of 未配賦 has nothing to say: all that was decided is shared out."""
    return planned.remainder and not any(cell.value for cell in line)


def _as_of_text(form: Form, viewpoint: Viewpoint) -> str:
    now = f"{day_text(viewpoint.as_of if takes_day(form) else viewpoint.through.end)}現在"
    earlier = viewpoint.earlier_day if looks_back(form) else None
    return f"{now}（前回 {day_text(earlier)}）" if earlier else now
