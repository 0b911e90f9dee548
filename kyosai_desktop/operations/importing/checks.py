"""Totals, rates and differences of the file beside what its own rows give. They are compared, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.domain.rounding import Rounding, fixed_text, round_to
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.domain.text.number import Number
from kyosai_desktop.excel.grid import CellKind, GridCell
from kyosai_desktop.excel.mapping import ColumnUse
from kyosai_desktop.operations.importing.columns import ReadColumn
from kyosai_desktop.operations.importing.figures import ReadTable
from kyosai_desktop.operations.importing.planned import Check
from kyosai_desktop.operations.importing.rows import ReadRow
from kyosai_desktop.operations.importing.sheet import SheetContext
from kyosai_desktop.operations.importing.values import read_cell

_GRAND = frozenset({"合計", "総計", "総合計", "全計"})


def check_table(context: SheetContext, table: ReadTable) -> Iterator[Check]:
    """All checks that the table allows; where a part couldn't be read there is none."""
    compared = (ColumnUse.TOTAL, ColumnUse.RATE, ColumnUse.DIFFERENCE)
    has_compared = any(column.use in compared for column in table.columns.values())
    for at, row in enumerate(table.rows):
        for cell in row.found.cells if has_compared or row.is_total else ():
            column = table.columns[cell.column]
            if row.is_total and row.word != "再掲" and column.use is ColumnUse.FIGURE:
                yield from _row_total(context, table, at, cell, column)
            elif column.use is ColumnUse.TOTAL:
                yield from _column_total(context, table, row, cell, column)
            elif column.use in (ColumnUse.RATE, ColumnUse.DIFFERENCE):
                yield from _computed(context, table, row, cell, column)


def _row_total(
    context: SheetContext, table: ReadTable, at: int, cell: GridCell, column: ReadColumn
) -> Iterator[Check]:
    found = table.readings.get((cell.row, cell.column))
    if not isinstance(found, int):
        return
    row = table.rows[at]
    candidates = [_column_of(table, group, column) for group in _summed_rows(context, table.rows, at)]
    yield from _compared(context, row, cell, column, found, [_sum(parts) for parts in candidates if parts])


def _summed_rows(context: SheetContext, rows: Sequence[ReadRow], at: int) -> list[list[ReadRow]]:
    """The groups of rows that a total row may stand for, the likeliest first."""
    row = rows[at]
    if row.indicator_id:
        catalogue = context.masters.catalogue
        parts = {part.id for part in catalogue.parts(catalogue.indicators[row.indicator_id])}
        return [[other for other in rows if other.indicator_id in parts]]
    # rows that can't be taken, or that the user excludes, are still part of the file's own total
    data = [other for other in rows if other.label and not other.is_total]
    if row.total_of:
        if any(not other.members for other in data):
            return []  # a name that is still asked about may belong to this total
        return [[other for other in data if _is_below(context, other, row.total_of)]]
    segment: list[ReadRow] = []
    for other in reversed(rows[:at]):
        if other.is_total:
            break
        if other in data:
            segment.append(other)
    return [data, segment] if row.word in _GRAND or not segment else [segment, data]


def _is_below(context: SheetContext, row: ReadRow, upper: int) -> bool:
    return any(
        member.id == upper
        for axis_id, member_id in row.members.items()
        for member in context.lineage(axis_id, member_id)
    )


def _column_of(table: ReadTable, rows: Iterable[ReadRow], column: ReadColumn) -> list[object]:
    return [table.readings.get((row.found.row, column.header.column)) for row in rows]


def _column_total(
    context: SheetContext, table: ReadTable, row: ReadRow, cell: GridCell, column: ReadColumn
) -> Iterator[Check]:
    found = table.readings.get((cell.row, cell.column))
    if not isinstance(found, int):
        return
    beside = [
        other
        for other in table.columns.values()
        if other.use is ColumnUse.FIGURE
        and other.indicator_id
        and (column.measure is None or other.measure in (None, column.measure))
    ]
    if column.leaves:
        beside = [other for other in beside if other.indicator_id in column.leaves]
        if {other.indicator_id for other in beside} != column.leaves:
            return
    if not beside or len({other.measure for other in beside}) > 1:
        return
    groups = [beside]
    if not column.indicator_id:
        edges = [
            other.header.column
            for other in table.columns.values()
            if other.use is ColumnUse.TOTAL and other.header.column < column.header.column
        ]
        segment = [other for other in beside if max(edges, default=-1) < other.header.column < cell.column]
        groups = [beside, segment] if segment and segment != beside else groups
    sums = [
        _sum([table.readings.get((row.found.row, other.header.column)) for other in group])
        for group in groups
    ]
    yield from _compared(context, row, cell, column, found, sums)


def _sum(values: Sequence[object]) -> int | None:
    """The sum of what was reported; None when nothing was, or something couldn't be read."""
    if any(isinstance(value, Problem) for value in values):
        return None
    known = [value for value in values if isinstance(value, int)]
    return sum(known) if known else None


def _compared(
    context: SheetContext,
    row: ReadRow,
    cell: GridCell,
    column: ReadColumn,
    found: int,
    candidates: Sequence[int | None],
) -> Iterator[Check]:
    known = [value for value in candidates if value is not None]
    if not known:
        return
    written, expected = _text(found), _text(known[0])
    problem = None
    if found not in known:
        difference = _text(found - known[0])
        problem = Problem(
            "import.total_differs",
            f"{cell.row + 1}行目（{row.label}）の「{column.header.text}」は{written}ですが、"
            f"内訳を足すと{expected}です（差 {difference}）。",
            "この計は取り込みません。内訳に抜けや誤りがないかを確かめてください。",
            Severity.WARNING,
            context.place(cell.address),
        )
    else:
        expected = written
    yield Check(context.sheet, cell.address, row.label, column.header.text, written, expected, problem)


def _text(thousandths: int) -> str:
    value = Fraction(thousandths, 1000)
    decimals = next(d for d in range(4) if thousandths * 10**d % 1000 == 0)
    return fixed_text(value, decimals, Rounding.HALF_UP)


def _computed(
    context: SheetContext, table: ReadTable, row: ReadRow, cell: GridCell, column: ReadColumn
) -> Iterator[Check]:
    """達成率 = 実績 ÷ 目標 × 100 by the council's rounding; 差異 = 実績 − 目標."""
    written = read_cell(cell)
    if not isinstance(written, Number) or column.use not in (ColumnUse.RATE, ColumnUse.DIFFERENCE):
        return
    target = _figure(table, row, column, Measure.TARGET)
    result = _figure(table, row, column, Measure.RESULT)
    if target is None or result is None:
        return
    if column.use is ColumnUse.DIFFERENCE:
        yield from _compared(context, row, cell, column, written.thousandths, [result - target])
        return
    if target <= 0:
        return
    council = context.council
    decimals = council.rate_decimals
    if cell.kind is CellKind.TEXT:
        decimals = min(decimals, len(cell.raw.rstrip("％% ").partition(".")[2]))
    expected = round_to(Fraction(result * 100, target), decimals, council.rounding)
    value = Fraction(written.thousandths, 1000)
    possible = [value] if written.percent else [value, value * 100]
    agrees = any(round_to(one, decimals, council.rounding) == expected for one in possible)
    shown = fixed_text(expected, decimals, council.rounding)
    found = fixed_text(possible[0], 1 if value.denominator != 1 else 0, Rounding.HALF_UP)
    problem = None
    if not agrees:
        problem = Problem(
            "import.rate_differs",
            f"{cell.row + 1}行目（{row.label}）の「{column.header.text}」は{found}ですが、"
            f"実績÷目標は{shown}％です。",
            "この率は取り込みません。実績と目標が正しいかを確かめてください。",
            Severity.WARNING,
            context.place(cell.address),
        )
    yield Check(context.sheet, cell.address, row.label, column.header.text, found, shown, problem)


def _figure(table: ReadTable, row: ReadRow, column: ReadColumn, measure: Measure) -> int | None:
    """The figure of the same indicator and row under another measure."""
    for other in table.columns.values():
        of_measure = (other.measure or table.subject.measure) is measure
        is_figure = other.use in (ColumnUse.FIGURE, ColumnUse.TOTAL)
        if is_figure and of_measure and other.indicator_id == column.indicator_id:
            value = table.readings.get((row.found.row, other.header.column))
            return value if isinstance(value, int) else None
    return None
