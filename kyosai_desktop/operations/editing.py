"""Typing, pasting, filling and clearing figures: one call, one transaction, one undo step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import Fact, FactKey
from kyosai_desktop.domain.form import Form, FormColumn, Viewpoint
from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.domain.table import Cell, CellState, Table
from kyosai_desktop.domain.text.number import Blank, NotApplicable, Number, parse_number, thousandths_in
from kyosai_desktop.operations.tables import load_form, table_of
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue


def enter(
    book: Book, form_code: str, viewpoint: Viewpoint, cells: Sequence[TypedCell], label: str
) -> Applied | Problem:
    """Store texts typed into the table of a form; all of them or, with the reason, none.

    Text on a computed cell (a pasted subtotal) is no entry: it is compared with the result, and a difference refuses
    the whole (``paste.computed_differs``). An empty text makes the figure 未報告 again.
    """
    catalogue = load_catalogue(book)
    form = load_form(book, form_code)
    before = table_of(book, form, viewpoint, catalogue)
    changes: dict[FactKey, Fact | None] = {}
    expected: list[TypedCell] = []
    for typed in cells:
        cell = before.cells[typed.row][typed.column]
        if cell.state is CellState.LOCKED:
            return _locked(viewpoint, _place(before, typed))
        if cell.state is not CellState.ENTRY or not isinstance(cell.key, FactKey):
            expected.append(typed)
            continue
        fact = _read(typed.text, before, typed, _definition(form, typed.column))
        if isinstance(fact, Problem):
            return fact
        if not _same(cell, fact):
            changes[cell.key] = fact
    if cells and len(expected) == len(cells):
        return _nothing_to_enter(before, expected[0])
    try:
        with book.change(label) as tx:
            newest = facts_sql.highest_versions(book, changes)
            for key, fact in changes.items():
                if fact is None:
                    facts_sql.delete_fact(tx, newest[key])
            facts_sql.write_facts(
                tx, [(newest[key], fact) for key, fact in changes.items() if fact is not None]
            )
            if expected:
                _compare(table_of(book, form, viewpoint, catalogue), expected)
    except Refused as refused:
        return refused.problems[0]
    return Applied(len(changes))


def _definition(form: Form, column: int) -> FormColumn:
    return form.columns[column % len(form.columns)]


def _read(text: str, table: Table, typed: TypedCell, definition: FormColumn) -> Fact | Problem | None:
    """The fact that a text stands for; None for an empty one."""
    place = _place(table, typed)
    parsed = parse_number(text)
    if isinstance(parsed, Problem):
        return replace(parsed, place=place)
    if isinstance(parsed, Blank):
        return None
    if isinstance(parsed, NotApplicable):
        return Fact(None)
    thousandths = _in_unit(parsed, table.columns[typed.column].unit or table.unit)
    if isinstance(thousandths, Problem):
        return replace(thousandths, place=place)
    return Fact(thousandths * definition.scale)


def _in_unit(number: Number, unit: str) -> int | Problem:
    return thousandths_in(number, unit) if unit else number.thousandths


def _same(cell: Cell, fact: Fact | None) -> bool:
    """Whether the cell already holds this. A figure that was typed over with itself is no change."""
    if fact is None:
        return cell.value is None and not cell.text
    if fact.thousandths is None:
        return cell.value is None and bool(cell.text)
    return isinstance(cell.value, Fraction) and cell.value * 1000 == fact.thousandths


def _compare(after: Table, expected: Sequence[TypedCell]) -> None:
    for typed in expected:
        cell = after.cells[typed.row][typed.column]
        if not typed.text.strip() and not cell.text:
            continue
        stood, computed = parse_number(typed.text), parse_number(cell.text)
        if isinstance(stood, Problem) or isinstance(computed, Problem) or _plain(stood) != _plain(computed):
            raise Refused(
                Problem(
                    "paste.computed_differs",
                    f"貼り付ける表では「{typed.text.strip()}」ですが、計算した値は「{cell.text}」です。",
                    "計算されるセルを除いて選ぶか、元の表の小計と合計を確かめてください。",
                    place=_place(after, typed),
                )
            )


def _plain(value: Number | Blank | NotApplicable) -> int | str:
    return value.thousandths if isinstance(value, Number) else type(value).__name__


def _place(table: Table, typed: TypedCell) -> Place:
    return Place(form=table.title, row=table.rows[typed.row].name, column=table.columns[typed.column].path)


def _locked(viewpoint: Viewpoint, place: Place) -> Problem:
    return Problem(
        "period.confirmed",
        f"{viewpoint.year.text()}は確定済みのため編集できません。",
        "直すときは「確定を解除」を選んでください。",
        place=place,
    )


def _nothing_to_enter(table: Table, typed: TypedCell) -> Problem:
    return Problem(
        "cell.computed",
        "計算されるセルのため、入力できません。",
        "もとになる数字のセルに入力してください。",
        place=_place(table, typed),
    )
