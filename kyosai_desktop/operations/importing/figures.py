"""From a found table to figures under their keys, not yet compared with the book."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from kyosai_desktop.domain.fact import FactKey
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.text.number import Blank, NotApplicable
from kyosai_desktop.excel.grid import CellKind, GridCell
from kyosai_desktop.excel.layout import FoundTable
from kyosai_desktop.excel.mapping import ColumnUse
from kyosai_desktop.operations.importing.columns import ReadColumn, not_taken, read_columns
from kyosai_desktop.operations.importing.consent import without_finest_decimals
from kyosai_desktop.operations.importing.members import not_the_same_then
from kyosai_desktop.operations.importing.rows import ReadRow, read_rows
from kyosai_desktop.operations.importing.sheet import SheetContext
from kyosai_desktop.operations.importing.slots import Slots
from kyosai_desktop.operations.importing.subject import Subject, column_when, read_subject, table_when
from kyosai_desktop.operations.importing.values import figure_in

Reading = int | NotApplicable | Blank | Problem
"""A cell's value: thousandths, 該当なし, nothing to be seen, or why it can't be read."""

_NUMBER = CellKind.NUMBER


class Draft(NamedTuple):
    """A cell on its way into the plan. Without a ``slot``, ``problem`` says why.

    ``slot`` is the key that all figures of the column share, still without members.
    """

    sheet: str
    cell: GridCell
    row_label: str
    column: str
    slot: FactKey | None
    member1: int
    member2: int
    thousandths: int | None
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table, understood. ``readings``: what its figures and totals say, by (row, column) of the sheet."""

    sheet: str
    rows: tuple[ReadRow, ...]
    columns: Mapping[int, ReadColumn]
    readings: Mapping[tuple[int, int], Reading]
    drafts: tuple[Draft, ...]
    subject: Subject


def read_table(context: SheetContext, table: FoundTable) -> ReadTable:
    """Every filled cell under the table's value columns becomes a draft; none is left out."""
    layout = _fingerprint(table)
    columns = read_columns(context, table)
    when = table_when(context, table)
    years = {
        column_when(context, column, when).year
        for column in columns.values()
        if column.use is ColumnUse.FIGURE
    }
    context = replace(context, year=next(iter(years)) if len(years) == 1 else when.year)
    rows = read_rows(context, table)
    subject = read_subject(context, table, layout, rows, columns, when)
    slots = Slots(context, table, layout, subject, columns)
    readings: dict[tuple[int, int], Reading] = {}
    drafts: list[Draft] = []
    sheet = context.sheet
    for row in rows:
        members = {**subject.members, **row.members} if subject.members else row.members
        axes = tuple(sorted(members))
        member1, member2 = (*(members[axis_id] for axis_id in axes), 0, 0)[:2]
        slots_of_row = slots.of_rows(row.indicator_id, axes)
        label, problem_of_row = row.label, row.problem
        for cell in row.found.cells:
            each = slots_of_row[cell.column]
            problem = problem_of_row or each.problem
            slot: FactKey | None = None
            thousandths: int | None = None
            if each.is_read:
                unit = each.unit
                reading = unit if isinstance(unit, Problem) else figure_in(cell, *unit)
                readings[cell[:2]] = reading
                found = each.key if problem is None else problem
                if isinstance(found, Problem):
                    problem = found
                elif isinstance(reading, int):
                    slot = found
                elif isinstance(reading, Blank):
                    problem = not_taken("空白のセルのため、取り込みません。")
                elif isinstance(reading, Problem) and not each.is_counted:  # that is only compared
                    settled: int | Problem = reading
                    if reading.code == "number.too_fine" and not isinstance(unit, Problem):
                        settled = without_finest_decimals(context, cell, unit, reading)
                    if isinstance(settled, int):
                        readings[cell[:2]] = reading = settled
                        slot = found
                    elif settled is reading:
                        problem = _in_row(context, cell, row, each.column, reading)
                    else:
                        problem = settled
                else:
                    slot = found
                if isinstance(reading, int):
                    thousandths = reading
            if slot is not None and len(years) > 1:
                problem = not_the_same_then(context, members, label, _year_of(context, slot))
                if problem is not None:
                    slot, problem = None, problem._replace(place=context.place(cell.address))
            drafts.append(
                Draft._make((sheet, cell, label, each.text, slot, member1, member2, thousandths, problem))
            )
    return ReadTable(context.sheet, tuple(rows), columns, readings, tuple(drafts), subject)


def _year_of(context: SheetContext, slot: FactKey) -> FiscalYear:
    return FiscalYear.of(slot.period.end, context.council.start_month)


def original_text(cell: GridCell) -> str:
    """What stood in the cell: a plain number as the file keeps it, anything else as Excel shows it."""
    _, _, kind, _, raw, format = cell
    if kind is _NUMBER and "%" not in format:
        return raw
    return cell.text


def _in_row(
    context: SheetContext, cell: GridCell, row: ReadRow, column: ReadColumn, problem: Problem
) -> Problem:
    """The problem of a value, said in the words of its row and column."""
    if problem.code == "import.question":
        return problem
    lead = f"{cell.row + 1}行目（{row.label}）の「{column.header.text}」"
    if problem.code == "number.unreadable":
        message = f"{lead}が数値として読めません。書かれているのは「{cell.text.strip()[:30]}」です。"
        next_step = "セルを直すか、この行を除いて取り込めます。"
    else:
        message = f"{lead}：{problem.message}"
        next_step = f"{problem.next_step}この行を除いて取り込むこともできます。"
    return Problem(problem.code, message, next_step, place=context.place(cell.address))


def _fingerprint(table: FoundTable) -> str:
    """A short name of the table's layout, under which answers are remembered: the same next month."""
    words = "\x1f".join(header.text for header in (*table.labels, *table.header))
    return hashlib.sha256(words.encode()).hexdigest()[:8]
