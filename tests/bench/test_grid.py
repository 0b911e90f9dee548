"""A page of the grid against pages that do nothing, and a large paste against one repaint; as ratios in one run.

``pytest tests/bench/test_grid.py -s`` prints them. Goals: ≤ 2.5× a blank Python model, ≤ 2× a C++ model.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, FieldKey, Row, RowKind, Table
from kyosai_desktop.ui import theme
from kyosai_desktop.ui.grid import GridView

PAGE_ROWS, PAGE_COLUMNS = 34, 18


class Blank(QAbstractTableModel):
    """Answers every question with nothing: the floor of any model written in Python."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self._size = rows, columns

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return self._size[0]

    def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return self._size[1]

    def data(self, index: Any, role: int = 0) -> None:
        return None


def table_of(rows: int, columns: int) -> Table:
    """目標 実績 差異 達成率 in turn, every seventh row a subtotal."""
    headings = tuple(
        Column(
            ("目標", "実績", "差異", "達成率")[j % 4],
            (f"共済{j // 4 + 1}",),
            ColumnKind.RATE if j % 4 == 3 else ColumnKind.NUMBER,
        )
        for j in range(columns)
    )
    lines = tuple(
        Row(("道央支店", f"ブロック{i}"), RowKind.SUBTOTAL if i % 7 == 6 else RowKind.ITEM)
        for i in range(rows)
    )
    return Table(
        "bench", "実績", ("支店", "ブロック"), headings, lines, tuple(_line(i, columns) for i in range(rows))
    )


def _line(row: int, columns: int) -> tuple[Cell, ...]:
    cells = []
    for j in range(columns):
        value = Fraction((row * 37 + j * 53) % 900 - (200 if j % 4 == 2 else 0))
        text = f"{int(value):,}".replace("-", "▲")
        if j % 4 == 3:
            value, text = value / 6, f"{float(value / 6):.1f}"
        cells.append(Cell(text, value, CellState.ENTRY, key=FieldKey("fact", row, str(j))))
    return tuple(cells)


def seconds(work: Callable[[], object], repeat: int = 15) -> float:
    """Median time of one call, after two to warm up."""
    times = []
    for turn in range(repeat + 2):
        start = time.perf_counter()
        work()
        if turn > 1:
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def repaint(view: QTableView) -> Callable[[], None]:
    def painted() -> None:
        view.viewport().repaint()

    return painted


def stock_view(qtbot: QtBot, model: QAbstractTableModel | QStandardItemModel, like: GridView) -> QTableView:
    """A stock view with the same cells in sight."""
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.setFont(like.look.number.font)
    view.verticalHeader().setDefaultSectionSize(like.look.row_height)
    view.horizontalHeader().setDefaultSectionSize(like.columnWidth(0))
    view.resize(like.viewport().width() + 60, like.viewport().height() + 60)
    view.show()
    QApplication.processEvents()
    return view


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    theme.install(qapp)
    theme.apply(qapp, theme.Appearance.LIGHT, 100)


@pytest.mark.parametrize("rows", [PAGE_ROWS, 20_000])
def test_a_page_repainted(qtbot: QtBot, rows: int) -> None:
    grid = GridView(lambda _cells, _label: Applied(0))
    qtbot.addWidget(grid)
    grid.set_table(table_of(rows, PAGE_COLUMNS))
    for column in range(PAGE_COLUMNS):
        grid.setColumnWidth(column, 80)
    grid.resize(grid.stub.width() + PAGE_COLUMNS * 80 + 20, 58 + PAGE_ROWS * grid.look.row_height + 20)
    grid.show()
    QApplication.processEvents()
    items = QStandardItemModel(PAGE_ROWS, PAGE_COLUMNS)
    for i, cells in enumerate(grid.table.cells[:PAGE_ROWS]):
        for j, cell in enumerate(cells):
            item = QStandardItem(cell.text)
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight)
            items.setItem(i, j, item)
    blank = Blank(rows, PAGE_COLUMNS)
    ours = seconds(repaint(grid))
    nothing = seconds(repaint(stock_view(qtbot, blank, grid)))
    native = seconds(repaint(stock_view(qtbot, items, grid)))
    print(
        f"\npage of {PAGE_ROWS}×{PAGE_COLUMNS} in {rows:,} rows: {ours * 1e3:.1f} ms,"
        f" {ours / nothing:.2f}× blank, {ours / native:.2f}× C++ model"
    )
    assert ours <= 2.5 * nothing
    assert ours <= 2 * native


def test_a_paste_of_10_000_cells(qtbot: QtBot) -> None:
    """From Ctrl+V to the painted page, without storing: the table is given back with the new texts."""
    rows, columns = 500, 20
    table = table_of(rows, columns)
    grid: GridView

    def apply(cells: Sequence[TypedCell], _label: str) -> Applied | Problem:
        lines = [list(line) for line in table.cells]
        for typed in cells:
            old = lines[typed.row][typed.column]
            lines[typed.row][typed.column] = Cell(typed.text, Fraction(1), CellState.ENTRY, key=old.key)
        stored.append(time.perf_counter())
        new = Table(table.id, "", table.stub, table.columns, table.rows, tuple(tuple(line) for line in lines))
        stored.append(time.perf_counter())
        grid.set_table(new)
        return Applied(len(cells))

    stored: list[float] = []
    grid = GridView(apply)
    qtbot.addWidget(grid)
    grid.set_table(table)
    grid.resize(1366, 700)
    grid.show()
    QApplication.processEvents()
    grid.go(0, 0)
    QGuiApplication.clipboard().setText(
        "\r\n".join("\t".join(str(i * 7 + j) for j in range(columns)) for i in range(rows))
    )

    def paste() -> None:
        grid.paste()
        grid.viewport().repaint()
        grid.go(0, 0)
        grid.set_table(table)

    whole = seconds(paste, repeat=5)
    page = seconds(repaint(grid))
    print(f"\npaste of 10,000 cells: {whole * 1e3:.0f} ms in all, a repaint {page * 1e3:.1f} ms")
    assert whole < 0.4
