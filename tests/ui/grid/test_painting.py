"""The grounds of cells: what takes input, what follows from it, what is confirmed."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication

from kyosai_desktop.domain.table import CellState
from kyosai_desktop.ui import theme
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.tokens import DARK, LIGHT, Tokens, contrast

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
SUBTOTAL = 6
"""道央支店 計."""


def ground(grid: GridView, row: int, column: int) -> str:
    """The colour beside the text of a cell."""
    image = grid.viewport().grab().toImage()
    x = grid.columnViewportPosition(column) + grid.columnWidth(column) // 4
    y = grid.rowViewportPosition(row) + grid.rowHeight(row) - 3
    return image.pixelColor(x, y).name().upper()


@BOTH
def test_what_takes_input_is_told_from_what_does_not(
    locked_hands: Any, tokens: Tokens, qapp: QApplication
) -> None:
    theme.apply(qapp, theme.Appearance.DARK if tokens.dark else theme.Appearance.LIGHT, 100)
    grid = locked_hands.grid
    assert ground(grid, 1, 0) == tokens.surface.upper()
    assert ground(grid, 1, 2) == tokens.computed.upper()
    assert ground(grid, 1, 5) == tokens.locked.upper()
    assert ground(grid, SUBTOTAL, 0) == tokens.subtotal.upper()
    theme.apply(qapp, theme.Appearance.LIGHT, 100)


def test_a_subtotal_that_may_be_typed_looks_so(hands: Any) -> None:
    grid, table = hands.grid, hands.grid.table
    line = tuple(
        cell._replace(state=CellState.ENTRY) if column == 1 else cell
        for column, cell in enumerate(table.cells[SUBTOTAL])
    )
    grid.set_table(replace(table, cells=(*table.cells[:SUBTOTAL], line, *table.cells[SUBTOTAL + 1 :])))
    assert ground(grid, SUBTOTAL, 1) == LIGHT.surface.upper()
    assert ground(grid, SUBTOTAL, 2) == LIGHT.subtotal.upper()


@BOTH
def test_grounds_differ_enough_to_be_seen(tokens: Tokens) -> None:
    """Not by brightness alone where they are near: 確定済み is warm, and has its lock."""
    grounds = {name: getattr(tokens, name) for name in ("surface", "computed", "subtotal", "total")}
    for (first, its), (second, other) in combinations(grounds.items(), 2):
        assert contrast(its, other) > 1.05, (first, second)
    red, blue = int(tokens.locked[1:3], 16), int(tokens.locked[5:7], 16)
    assert red - blue >= 12


def has_mark(grid: GridView, row: int, column: int) -> bool:
    """Whether something stands in the upper left of a cell."""
    x, y = grid.columnViewportPosition(column), grid.rowViewportPosition(row)
    corner = grid.viewport().grab(QRect(x + 3, y + 2, 14, 9)).toImage()
    colours = {corner.pixelColor(i, j).name() for i in range(corner.width()) for j in range(corner.height())}
    return len(colours) > 1


def lacking(grid: GridView, *places: tuple[int, int], text: str | None = None) -> None:
    """Let the cells be totals that lack two figures."""
    table = grid.table
    cells = [list(line) for line in table.cells]
    for row, column in places:
        told = cells[row][column].text if text is None else text
        cells[row][column] = cells[row][column]._replace(missing_count=2, text=told)
    grid.set_table(replace(table, cells=tuple(map(tuple, cells))))


def test_a_total_says_what_it_lacks_once_not_in_every_column_beside_it(hands: Any) -> None:
    grid = hands.grid
    lacking(grid, (SUBTOTAL, 1), (SUBTOTAL, 2), (SUBTOTAL, 3))
    assert [has_mark(grid, SUBTOTAL, column) for column in (0, 1, 2)] == [False, True, False]
    tip = grid.model().index(SUBTOTAL, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "未報告 2件を除いた計\n「未2」は、まだ届いていない数字の数です。届くと消えます。"
    assert grid.model().index(SUBTOTAL, 2).data(Qt.ItemDataRole.ToolTipRole) == "未報告 2件を除いた計"


def test_a_total_of_nothing_misleads_nobody(hands: Any) -> None:
    lacking(hands.grid, (SUBTOTAL, 1), text="")
    assert not has_mark(hands.grid, SUBTOTAL, 1)
