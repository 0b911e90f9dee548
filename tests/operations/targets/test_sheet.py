"""The forms of 目標 as the window shows them: what can be typed, and last year beside it."""

from __future__ import annotations

import pytest
from target_book import (
    BLOCKS,
    BOTH,
    CHOKI,
    KOKUMIN,
    TOTAL,
    UNIONS,
    column_of,
    key_of,
    row_of,
    shown,
    text,
    typed,
    unallocated,
)

from kyosai_desktop.domain.edit import Applied
from kyosai_desktop.domain.fact import Status
from kyosai_desktop.domain.form import LATEST, Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import CellState, RowKind
from kyosai_desktop.operations import figure_status
from kyosai_desktop.operations.targets.copying import copy_last_year
from kyosai_desktop.operations.targets.sheet import Beside, TargetView
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book

COMPARED = TargetView(LATEST, Beside.LAST_YEAR)


def test_units_and_the_total_can_be_typed_and_subtotals_cannot(office: Book, next_year: Viewpoint) -> None:
    table = shown(office, next_year, BLOCKS)
    states = {
        kind: {
            line[column_of(table, KOKUMIN)].state
            for row, line in zip(table.rows, table.cells, strict=True)
            if row.kind is kind
        }
        for kind in (RowKind.ITEM, RowKind.SUBTOTAL, RowKind.TOTAL)
    }
    assert states == {
        RowKind.ITEM: {CellState.ENTRY},
        RowKind.SUBTOTAL: {CellState.COMPUTED},
        RowKind.TOTAL: {CellState.ENTRY},
    }


def test_a_typed_total_is_one_for_both_breakdowns_and_the_gap_shows(
    office: Book, next_year: Viewpoint
) -> None:
    copy_last_year(office, BOTH, next_year)
    assert typed(office, next_year, UNIONS, {(TOTAL, KOKUMIN): "1,100"}) == Applied(1)
    for form in BOTH:
        assert text(office, next_year, form, TOTAL) == "1,100"
        assert unallocated(shown(office, next_year, form)) == ["50", "50"], "and in 全共済 計"
    typed(office, next_year, BLOCKS, {(TOTAL, KOKUMIN): ""})
    assert text(office, next_year, UNIONS, TOTAL) == "1,050"


def test_typing_the_sum_as_the_total_stores_nothing(office: Book, next_year: Viewpoint) -> None:
    copy_last_year(office, BOTH, next_year)
    assert typed(office, next_year, BLOCKS, {(TOTAL, KOKUMIN): "1,050"}) == Applied(0)


def test_a_pasted_subtotal_is_compared(office: Book, next_year: Viewpoint) -> None:
    right = {("留萌", KOKUMIN): "9", ("道北支店 計", KOKUMIN): "9"}
    wrong = {("留萌", KOKUMIN): "9", ("道北支店 計", KOKUMIN): "10"}
    problem = typed(office, next_year, BLOCKS, wrong)
    assert isinstance(problem, Problem)
    assert problem.code == "paste.computed_differs"
    assert text(office, next_year, BLOCKS, "留萌") == ""
    assert typed(office, next_year, BLOCKS, right) == Applied(1)


@pytest.mark.parametrize("form", BOTH)
def test_last_year_stands_beside_and_typing_goes_into_the_same_cells(
    office: Book, next_year: Viewpoint, form: str
) -> None:
    table = shown(office, next_year, form, COMPARED)
    assert [column.path for column in table.columns][:3] == [
        "こくみん共済／2024年度／目標",
        KOKUMIN,
        "こくみん共済／差",
    ]
    name = next(row.name for row in table.rows if row.kind is RowKind.ITEM)
    last = int(text(office, next_year, form, name, "こくみん共済／2024年度／目標", COMPARED))
    assert isinstance(typed(office, next_year, form, {(name, KOKUMIN): str(last - 2)}, COMPARED), Applied)
    assert text(office, next_year, form, name, "こくみん共済／差", COMPARED) == "▲2"
    assert text(office, next_year, form, name) == str(last - 2)
    refused = typed(office, next_year, form, {(name, "こくみん共済／2024年度／目標"): "1"}, COMPARED)
    assert isinstance(refused, Problem)
    assert refused.code == "cell.computed"


def test_last_years_results_stand_beside_too(office: Book, this_year: Viewpoint) -> None:
    assert text(office, this_year, BLOCKS, TOTAL, "こくみん共済／2023年度／実績", COMPARED) != ""
    assert [column.path for column in shown(office, this_year, BLOCKS, COMPARED).columns][:4] == [
        "こくみん共済／2023年度／目標",
        "こくみん共済／2023年度／実績",
        KOKUMIN,
        "こくみん共済／差",
    ]
    assert text(office, this_year, BLOCKS, TOTAL, "長期共済／差", COMPARED) == "100"
    assert text(office, this_year, BLOCKS, TOTAL, CHOKI, COMPARED) == "900"


def test_a_form_that_shows_last_year_itself_stays_as_it_is(office: Book, rokin_2025: Viewpoint) -> None:
    plain = shown(office, rokin_2025, "rokin.targets")
    assert shown(office, rokin_2025, "rokin.targets", COMPARED) == plain
    assert plain.cells[row_of(plain, "①メイン化（給振・年金・公振・クレジット）")][1].state is CellState.ENTRY


@pytest.mark.parametrize("typed_text", ["三十一", "12.0001", "1,23", "5回"])
def test_what_is_surely_no_target_changes_nothing(
    office: Book, next_year: Viewpoint, typed_text: str
) -> None:
    problem = typed(office, next_year, BLOCKS, {("後志", KOKUMIN): "7", ("石狩", KOKUMIN): typed_text})
    assert isinstance(problem, Problem)
    assert (problem.place.row, problem.place.column) == ("石狩", KOKUMIN)
    assert text(office, next_year, BLOCKS, "後志") == ""


def test_a_block_is_one_step(office: Book, next_year: Viewpoint) -> None:
    steps = len(office.history())
    table = shown(office, next_year, UNIONS)
    names = [row.name for row in table.rows if row.kind is RowKind.ITEM]
    values = {(name, column): str(at) for at, name in enumerate(names) for column in (KOKUMIN, CHOKI)}
    assert typed(office, next_year, UNIONS, values) == Applied(92)
    assert len(office.history()) == steps + 1
    office.undo()
    assert shown(office, next_year, UNIONS) == table


def test_a_target_typed_over_keeps_its_status(office: Book, next_year: Viewpoint) -> None:
    typed(office, next_year, BLOCKS, {("石狩", KOKUMIN): "160"})
    key = key_of(office, next_year, BLOCKS, "石狩")
    figure_status.set_status(office, [key], Status.APPROXIMATE)
    typed(office, next_year, BLOCKS, {("石狩", KOKUMIN): "161"})
    fact = facts_sql.load_fact(office, key)
    assert fact is not None and (fact.thousandths, fact.status) == (161_000, Status.APPROXIMATE)


def test_a_fraction_of_a_target_is_kept_and_the_note_says_so(office: Book, next_year: Viewpoint) -> None:
    answer = typed(office, next_year, BLOCKS, {("石狩", KOKUMIN): "33.5"})
    assert isinstance(answer, Applied)
    assert "石狩の「こくみん共済／目標」は、入力したとおりに端数まで保存しました" in answer.note
    assert text(office, next_year, BLOCKS, "石狩") == "34"


WITH_SUBTOTALS = TargetView(subtotals=True)


def test_a_subtotal_can_be_typed_and_what_its_units_leave_over_shows(
    office: Book, next_year: Viewpoint
) -> None:
    copy_last_year(office, BOTH, next_year)
    total, branch = (
        int(text(office, next_year, BLOCKS, row).replace(",", "")) for row in (TOTAL, "道央支店 計")
    )
    more = {("道央支店 計", KOKUMIN): str(branch + 7)}
    assert typed(office, next_year, BLOCKS, more, WITH_SUBTOTALS) == Applied(1)
    assert unallocated(shown(office, next_year, BLOCKS))[0] == "7"
    assert text(office, next_year, BLOCKS, TOTAL) == f"{total + 7:,}"
    typed(office, next_year, BLOCKS, {("道央支店 計", KOKUMIN): ""}, WITH_SUBTOTALS)
    assert text(office, next_year, BLOCKS, TOTAL) == f"{total:,}"


def test_a_subtotal_typed_with_the_units_it_adds_up_is_never_counted_twice(
    office: Book, next_year: Viewpoint
) -> None:
    copy_last_year(office, BOTH, next_year)
    ishikari, branch = (
        int(text(office, next_year, BLOCKS, row).replace(",", "")) for row in ("石狩", "道央支店 計")
    )
    pasted = {("石狩", KOKUMIN): str(ishikari + 5), ("道央支店 計", KOKUMIN): str(branch + 5)}
    assert isinstance(typed(office, next_year, BLOCKS, pasted, WITH_SUBTOTALS), Applied)
    assert unallocated(shown(office, next_year, BLOCKS)) == []
    typed(office, next_year, BLOCKS, {("石狩", KOKUMIN): str(ishikari)})
    assert text(office, next_year, BLOCKS, "道央支店 計") == f"{branch:,}"
    assert unallocated(shown(office, next_year, BLOCKS)) == []
