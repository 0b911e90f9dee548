"""Typing targets into the version that is looked at: one call, one transaction, one undo step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from kyosai_desktop.domain.compute import Computed
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import Fact, FactKey
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.domain.table import Cell, CellState, RowKind, Table
from kyosai_desktop.operations.editing import computed_differs, fraction_note, prints_less, read_figure
from kyosai_desktop.operations.shown_rows import moved_row
from kyosai_desktop.operations.targets.sheet import AS_IT_IS, TargetSheet, TargetView, open_sheet
from kyosai_desktop.operations.targets.versions import ORIGINAL, version_name, year_is_confirmed
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book


def enter_targets(
    book: Book,
    form_code: str,
    viewpoint: Viewpoint,
    cells: Sequence[TypedCell],
    label: str,
    view: TargetView = AS_IT_IS,
    before: Computed | None = None,
    shown: Table | None = None,
) -> Applied | Problem:
    """Store texts typed into a form of 目標 as it is looked at; all of them or, with the reason, none.

    A figure goes into the version of the view; emptying a cell takes it out of that version, so that the one before
    holds again. In the total row a figure becomes the product's decided total. Text on a computed cell is compared
    with the result, as in ``editing.enter``. ``before``: what the screen shows, so that it isn't computed again;
    ``shown``: its table, as in ``editing.enter``.

    Problems: those of ``editing.enter``, ``targets.not_of_this_version``.
    """
    sheet = open_sheet(book, form_code, viewpoint, view, before)
    rows = dict(enumerate(sheet.table.rows))
    moved = moved_row(cells, shown, rows.get) if shown is not None else None
    if moved is not None:
        return moved
    written: dict[FactKey, Fact] = {}
    cleared: list[FactKey] = []
    expected: list[TypedCell] = []
    columns = sheet.columns()
    note = ""
    subtotals: dict[FactKey, int] = {}
    for typed in cells:
        cell = sheet.table.cells[typed.row][typed.column]
        key = cell.key
        if cell.state is CellState.LOCKED:
            return year_is_confirmed(viewpoint)._replace(place=_place(sheet, typed))
        if cell.state is not CellState.ENTRY or not isinstance(key, FactKey):
            expected.append(typed)
            continue
        planned = columns[typed.column]
        fact = read_figure(typed.text, planned.column.unit or sheet.form.unit, planned.definition.scale)
        now = sheet.fact(key)
        if isinstance(fact, Problem):
            return fact._replace(place=_place(sheet, typed))
        if fact is None and now is None:
            continue
        if fact is None:
            if facts_sql.load_fact(book, key) is None:
                return _of_earlier_version(sheet.version)._replace(place=_place(sheet, typed))
            cleared.append(key)
        elif not _same(cell, now, fact):
            if now is None and sheet.table.rows[typed.row].kind is RowKind.SUBTOTAL:
                subtotals[key] = sheet.table.rows[typed.row].level
            written[key] = fact if now is None else fact._replace(status=now.status, note=now.note)
            indicator = sheet.catalogue.indicators[sheet.catalogue.series[key.series_id].indicator_id]
            if not note and prints_less(fact, indicator, planned.column.kind):
                note = fraction_note(_place(sheet, typed))
    if cells and len(expected) == len(cells):
        return Problem(
            "cell.computed",
            "計算されるセルのため、入力できません。",
            "もとになる数字のセルに入力してください。",
            place=_place(sheet, expected[0]),
        )
    try:
        with book.change(label) as tx:
            for key in cleared:
                facts_sql.delete_fact(tx, key)
            facts_sql.write_facts(tx, [item for item in written.items() if item[0] not in subtotals])
            for level in _outwards(subtotals):
                # what adds up by now is no total of its own, and would be one too many when a unit changes later
                now_shown = open_sheet(book, form_code, viewpoint, view, sheet.computed).table
                facts_sql.write_facts(
                    tx, [(key, written[key]) for key in level if _differs(now_shown, key, written[key])]
                )
            if expected:
                after = open_sheet(book, form_code, viewpoint, view, sheet.computed)
                _compare(after.table, sheet, expected)
    except Refused as refused:
        return refused.problems[0]
    return Applied(len(written) + len(cleared), note)


def _outwards(subtotals: Mapping[FactKey, int]) -> Iterator[list[FactKey]]:
    """The typed subtotals by their levels, the innermost first: the ones around them may add up by then."""
    for level in sorted(set(subtotals.values()), reverse=True):
        yield [key for key, its in subtotals.items() if its == level]


def _differs(table: Table, key: FactKey, fact: Fact) -> bool:
    """Whether a figure isn't what the table shows in its cell already."""
    cell = next(cell for line in table.cells for cell in line if cell.key == key)
    return not _same(cell, None, fact)


def _same(cell: Cell, now: Fact | None, typed: Fact) -> bool:
    """Whether nothing would change: the figure is there, or it is the total that its parts add up to."""
    if now is not None:
        return now.thousandths == typed.thousandths
    return isinstance(cell.value, Fraction) and cell.value * 1000 == typed.thousandths


def _compare(after: Table, sheet: TargetSheet, expected: Sequence[TypedCell]) -> None:
    lines = {(row.key, row.labels): line for row, line in zip(after.rows, after.cells, strict=True)}
    for typed in expected:
        row = sheet.table.rows[typed.row]
        line = lines.get((row.key, row.labels))  # None: a 未配賦 row that the pasted figures closed
        cell = line[typed.column] if line else Cell()
        scale = sheet.table.columns[typed.column].scale
        problem = computed_differs(typed.text, cell, scale, _place(sheet, typed))
        if problem is not None:
            raise Refused(problem)


def _place(sheet: TargetSheet, typed: TypedCell) -> Place:
    table = sheet.table
    return Place(
        form=sheet.form.title, row=table.rows[typed.row].name, column=table.columns[typed.column].path
    )


def _of_earlier_version(version: int) -> Problem:
    name = version_name(version)
    return Problem(
        "targets.not_of_this_version",
        f"この目標は{name}で変えていないため、{name}からは消せません。",
        f"目標そのものを消すときは、版を「{version_name(ORIGINAL)}」に切り替えてください。",
    )
