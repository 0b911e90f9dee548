"""The proposal as a table, and values typed into it, in forms that print units or thousands."""

from __future__ import annotations

import pytest
from target_book import BLOCKS, BOTH, KOKUMIN, TOTAL, column_of, key_of, row_of, shown, text, typed, units

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import CellState, RowKind
from kyosai_desktop.operations.targets.allocating import Proposal, Request, allocate_targets, propose
from kyosai_desktop.operations.targets.copying import copy_last_year
from kyosai_desktop.operations.targets.preview import preview_table, read_fixed
from kyosai_desktop.store.book import Book

NOW, AFTER, CHANGE = (f"こくみん共済／{label}" for label in ("現在", "配分後", "増減"))


@pytest.fixture
def proposal(office: Book, next_year: Viewpoint) -> Proposal:
    """1,050 → 1,200 件 of こくみん共済, not stored."""
    copy_last_year(office, BOTH, next_year)
    typed(office, next_year, BLOCKS, {(TOTAL, KOKUMIN): "1,200"})
    found = propose(office, next_year, Request(BOTH))
    assert isinstance(found, Proposal)
    return found


@pytest.mark.parametrize("form", BOTH)
def test_it_shows_what_is_and_what_would_be(
    office: Book, next_year: Viewpoint, proposal: Proposal, form: str
) -> None:
    table = preview_table(office, form, next_year, proposal, {})
    assert [column.path for column in table.columns] == [NOW, AFTER, CHANGE]
    assert units(table, NOW) == units(shown(office, next_year, form))
    assert sum(units(table, AFTER).values()) == 1200
    for line in table.cells[:5]:
        now, after, change = (int(cell.value or 0) for cell in line)
        assert change == after - now
    allocate_targets(office, next_year, Request(BOTH))
    assert units(table, AFTER) == units(shown(office, next_year, form))


def test_only_the_units_after_column_can_be_typed(
    office: Book, next_year: Viewpoint, proposal: Proposal
) -> None:
    table = preview_table(office, BLOCKS, next_year, proposal, {})
    open_cells = {
        (row.kind, table.columns[at].path)
        for row, line in zip(table.rows, table.cells, strict=True)
        for at, cell in enumerate(line)
        if cell.state is CellState.ENTRY
    }
    assert open_cells == {(RowKind.ITEM, AFTER)}
    for column in (0, 2):
        problem = read_fixed(office, BLOCKS, next_year, proposal, [TypedCell(0, column, "5")])
        assert isinstance(problem, Problem)
        assert problem.code == "targets.not_fixable"


def test_values_typed_are_read_as_figures(office: Book, next_year: Viewpoint, proposal: Proposal) -> None:
    table = preview_table(office, BLOCKS, next_year, proposal, {})
    key = key_of(office, next_year, BLOCKS, "石狩")
    cell = (row_of(table, "石狩"), column_of(table, AFTER))
    assert read_fixed(office, BLOCKS, next_year, proposal, [TypedCell(*cell, "２５０件")]) == {key: 250_000}
    assert read_fixed(office, BLOCKS, next_year, proposal, [TypedCell(*cell, "")]) == {key: None}
    unreadable = read_fixed(office, BLOCKS, next_year, proposal, [TypedCell(*cell, "二百")])
    assert isinstance(unreadable, Problem)
    assert unreadable.place.row == "石狩"


def test_a_form_that_prints_thousands_divides_whole_thousands(office: Book, next_year: Viewpoint) -> None:
    """As 百万円 of amounts in 円: the smallest step is what is printed."""
    copy_last_year(office, BOTH, next_year)
    with office.change("千件で表示") as tx:
        tx.execute("UPDATE form_column SET scale = 1000 WHERE entry = 1")
    typed(office, next_year, BLOCKS, {(TOTAL, KOKUMIN): "1,200"})
    assert allocate_targets(office, next_year, Request(BOTH)) is not None
    stored = [
        value
        for (value,) in office.query(
            "SELECT thousandths FROM fact WHERE series_id = ? AND start = '2025-06-01' AND member1_id <> 0",
            (key_of(office, next_year, BLOCKS, "石狩").series_id,),
        )
    ]
    assert sum(stored) == 2 * 1_200_000_000
    assert all(value % 1_000_000 == 0 for value in stored)
    assert text(office, next_year, BLOCKS, TOTAL) == "1,200"
