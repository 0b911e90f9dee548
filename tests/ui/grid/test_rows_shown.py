"""Rows that a filter hides: left alone by every command, and by the marks beside figures."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, FieldKey, Row, Table
from kyosai_desktop.ui.grid import GridView

NAMES = ("石狩", "後志", "釧路", "根室", "留萌")


def table(texts: dict[int, str] | None = None, **marks: str) -> Table:
    """One column to type in and its rate, five rows; ``marks`` are fields of the first cell."""
    typed = texts or {row: str(row) for row in range(5)}
    cells = []
    for row in range(5):
        text = typed.get(row, "")
        value = Fraction(text) if text else None
        cell = Cell(text, value, CellState.ENTRY, key=FieldKey("fact", row, "実績"))
        rate = Cell("50.0", Fraction(50))
        cells.append((cell._replace(**marks) if row == 0 else cell, rate))  # type: ignore[arg-type]
    columns = (Column("実績"), Column("達成率", kind=ColumnKind.RATE))
    rows = tuple(Row(("道央支店" if row < 2 else "道東支店", name)) for row, name in enumerate(NAMES))
    return Table("t", "実績", ("支店", "ブロック"), columns, rows, tuple(cells))


class Hands:
    """A grid over a table of texts, and what was typed into it."""

    def __init__(self) -> None:
        self.texts = {row: str(row) for row in range(5)}
        self.grid = GridView(self.apply)

    def apply(self, cells: list[TypedCell], label: str) -> Applied | Problem:
        self.texts.update({typed.row: typed.text for typed in cells})
        self.grid.set_table(table(self.texts))
        return Applied(len(cells))


@pytest.fixture
def hands(qtbot: QtBot) -> Hands:
    made = Hands()
    made.grid.set_table(table())
    made.grid.resize(420, 300)
    qtbot.addWidget(made.grid)
    made.grid.show()
    qtbot.waitExposed(made.grid)
    made.grid.go(0, 0)
    return made


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_copying_takes_the_rows_in_sight(hands: Hands) -> None:
    hands.grid.show_only_rows({0, 3, 4})
    hands.grid.select_columns(0, 0)
    hands.grid.copy()
    assert clipboard() == "0\r\n3\r\n4\r\n"


def test_pasting_and_filling_leave_hidden_rows_alone(hands: Hands) -> None:
    hands.grid.show_only_rows({0, 3, 4})
    QGuiApplication.clipboard().setText("7\r\n8\r\n9\r\n")
    hands.grid.go(0, 0)
    hands.grid.paste()
    assert list(hands.texts.values()) == ["7", "1", "2", "8", "9"]
    hands.grid.select_columns(0, 0)
    hands.grid.fill_down()
    assert list(hands.texts.values()) == ["7", "1", "2", "7", "7"]
    hands.grid.select_columns(0, 0)
    hands.grid.clear_cells()
    assert list(hands.texts.values()) == ["", "1", "2", "", ""]


def test_select_all_counts_what_is_seen(hands: Hands) -> None:
    hands.grid.show_only_rows({1, 2})
    hands.grid.select_everything()
    assert {row for row, _ in hands.grid.selected_cells()} == {1, 2}


def test_enter_goes_to_the_next_row_in_sight(hands: Hands) -> None:
    hands.grid.show_only_rows({0, 3})
    hands.grid.go(0, 0)
    QTest.keyClick(hands.grid, Qt.Key.Key_Return)
    assert hands.grid.current == (3, 0)


def test_a_current_cell_that_is_hidden_gives_way(hands: Hands) -> None:
    hands.grid.go(2, 0)
    hands.grid.show_only_rows({0, 4})
    assert hands.grid.current in {(0, 0), (4, 0)}
    hands.grid.show_only_rows(None)
    assert len(hands.grid.shown_rows()) == 5


def test_a_recomputed_table_keeps_its_rows_hidden(hands: Hands) -> None:
    hands.grid.show_only_rows({0, 3})
    hands.apply([TypedCell(3, 0, "33")], "入力")
    assert list(hands.grid.shown_rows()) == [0, 3]


def image(hands: Hands) -> QImage:
    hands.grid.repaint()
    return hands.grid.viewport().grab().toImage()


@pytest.mark.parametrize(
    "mark", [{"comment": "移管分を含む"}, {"status": "速報"}, {"status": "概数"}, {"published": "1"}]
)
def test_what_there_is_to_know_beyond_the_figure_is_painted_and_told(
    hands: Hands, mark: dict[str, str]
) -> None:
    plain = image(hands)
    hands.grid.set_table(table(**mark))
    assert image(hands) != plain
    tip = hands.grid.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert next(iter(mark.values())) in tip


def test_the_standard_progress_is_a_mark_in_the_bars(hands: Hands) -> None:
    plain = image(hands)
    hands.grid.show_progress(Fraction(275, 3))
    marked = image(hands)
    assert marked != plain
    hands.grid.show_progress(None)
    assert image(hands) == plain
