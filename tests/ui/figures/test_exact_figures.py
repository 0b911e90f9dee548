"""A stored fraction survives every hand that copies it, though the table prints whole 件."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.table import CellState, RowKind
from kyosai_desktop.ui.figures.page import FiguresPage
from kyosai_desktop.ui.page import PageName

if TYPE_CHECKING:
    from conftest import Office

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


class Hands:
    """Keys at the grid of a page of figures."""

    def __init__(self, office: Office, name: PageName, qtbot: QtBot) -> None:
        page = office.program.window.show_page(name)
        assert isinstance(page, FiguresPage)
        self.page, self.grid, self._qtbot = page, page.table_view, qtbot
        session = office.program.session
        assert session is not None
        self._session = session
        office.program.window.activateWindow()
        self.grid.setFocus()
        qtbot.waitUntil(self.grid.hasFocus)

    def key(self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._qtbot.keyClick(QApplication.focusWidget(), key, modifier)
        QApplication.processEvents()  # the page shows what the book then says

    def type(self, row: int, column: int, text: str) -> None:
        self.grid.go(row, column)
        for character in text:
            self._qtbot.keyClicks(QApplication.focusWidget(), character)
        self.key(Key.Key_Return)

    def copy(self, row: int, column: int) -> str:
        self.grid.go(row, column)
        self.key(Key.Key_C, CTRL)
        return QGuiApplication.clipboard().text()

    def value(self, row: int, column: int) -> object:
        return self.grid.table.cells[row][column].value

    @property
    def last_step(self) -> str | None:
        return self._session.read(lambda book: book.undo_label())

    def place_of(self, key: object) -> tuple[int, int]:
        """Where the figure stands now."""
        return next(
            (row, column)
            for row, line in enumerate(self.grid.table.cells)
            for column, cell in enumerate(line)
            if cell.key == key
        )

    def entry(self) -> tuple[int, int]:
        """The first cell of an item that can be typed into."""
        return next(
            (row, column)
            for row, line in enumerate(self.grid.table.cells)
            for column, cell in enumerate(line)
            if cell.state is CellState.ENTRY and self.grid.table.rows[row].kind is RowKind.ITEM
        )


@pytest.fixture(params=[PageName.RESULTS, PageName.TARGETS])
def hands(request: pytest.FixtureRequest, office: Office, qtbot: QtBot) -> Hands:
    return Hands(office, request.param, qtbot)


def test_copies_keep_the_fraction(hands: Hands) -> None:
    row, column = hands.entry()
    hands.type(row, column, "1.4")
    stored = Fraction("1.4")
    step = hands.last_step
    assert hands.grid.table.cells[row][column].text == "1"
    assert hands.copy(row, column) == "1.4\r\n"
    hands.key(Key.Key_V, CTRL)
    assert (hands.value(row, column), hands.last_step) == (stored, step)
    hands.grid.go(row + 1, column)
    hands.key(Key.Key_V, CTRL)
    assert hands.value(row + 1, column) == stored
    hands.grid.go(row, column)
    hands.key(Key.Key_X, CTRL)
    hands.grid.go(row + 2, column)
    hands.key(Key.Key_V, CTRL)
    assert (hands.value(row, column), hands.value(row + 2, column)) == (None, stored)


def test_filling_down_and_right_keeps_the_fraction(hands: Hands) -> None:
    row, column = hands.entry()
    hands.type(row, column, "-1.4")
    hands.grid.go(row, column)
    hands.key(Key.Key_Down, SHIFT)
    hands.key(Key.Key_D, CTRL)
    assert hands.value(row + 1, column) == Fraction("-1.4")
    line = hands.grid.table.cells[row]
    other = next(at for at in range(column + 1, len(line)) if line[at].state is CellState.ENTRY)
    hands.grid.go(row, column)
    hands.grid.extend(row, other)
    hands.key(Key.Key_R, CTRL)
    assert hands.value(row, other) == Fraction("-1.4")


def test_f2_shows_the_fraction_and_alone_changes_nothing(hands: Hands) -> None:
    row, column = hands.entry()
    hands.type(row, column, "1234.5")
    step = hands.last_step
    hands.grid.go(row, column)
    hands.key(Key.Key_F2)
    editor = hands.grid.editor()
    assert editor is not None
    assert editor.text() == "1,234.5"
    hands.key(Key.Key_Return)
    assert (hands.value(row, column), hands.last_step) == (Fraction("1234.5"), step)
    hands.type(row, column, "1235")  # what is shown, typed for good
    assert hands.value(row, column) == 1235
    assert hands.last_step is not None
    assert hands.last_step.endswith("1,234.5→1235")


def test_a_rate_is_copied_as_printed(office: Office, qtbot: QtBot) -> None:
    hands = Hands(office, PageName.RESULTS, qtbot)
    table = hands.grid.table
    column = [each.path for each in table.columns].index("こくみん共済／達成率")
    assert hands.copy(0, column) == f"{table.cells[0][column].text}\r\n"
    assert "." in table.cells[0][column].text


def test_the_whole_table_copied_and_pasted_in_place_changes_nothing(hands: Hands) -> None:
    row, column = hands.entry()
    for at, text in enumerate(("1.4", "-0.2", "1234.567", "0")):
        hands.type(row + at, column, text)
    step, before = hands.last_step, hands.grid.table
    hands.grid.go(0, 0)
    hands.key(Key.Key_A, CTRL)
    hands.key(Key.Key_C, CTRL)
    hands.key(Key.Key_V, CTRL)
    assert hands.grid.table.cells == before.cells
    assert hands.last_step == step


@given(st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cell_copied_and_pasted_in_place_changes_nothing(hands: Hands, data: st.DataObject) -> None:
    keys = [cell.key for line in hands.grid.table.cells for cell in line if cell.state is CellState.ENTRY]
    key = data.draw(st.sampled_from(keys))
    figure = Decimal(data.draw(st.integers(-(10**9), 10**9))) / 1000
    hands.type(*hands.place_of(key), str(figure))
    at = hands.place_of(key)  # a typed total may have got a row of 未配賦 above it
    assert hands.value(*at) == Fraction(figure)
    hands.copy(*at)
    hands.key(Key.Key_V, CTRL)
    assert hands.value(*at) == Fraction(figure)


def test_a_block_without_totals_goes_to_the_items(hands: Hands) -> None:
    """As branches send it: a line per ブロック, though 目標 takes its 全道 計 as an entry too."""
    table = hands.grid.table
    _, column = hands.entry()
    items = [at for at, row in enumerate(table.rows) if row.kind is RowKind.ITEM]
    assert len(items) == 18
    QGuiApplication.clipboard().setText("".join(f"{at + 1}\r\n" for at in range(18)))
    hands.grid.go(0, column)
    hands.key(Key.Key_V, CTRL)
    assert [hands.value(row, column) for row in items] == list(range(1, 19))


def test_where_subtotals_are_typed_too_a_line_per_item_goes_to_the_items(
    office: Office, qtbot: QtBot
) -> None:
    hands = Hands(office, PageName.RESULTS, qtbot)
    hands.page.switches["totals"].setChecked(True)
    _, column = hands.entry()
    QGuiApplication.clipboard().setText("".join(f"{at + 1}\r\n" for at in range(18)))
    hands.grid.go(0, column)
    hands.key(Key.Key_V, CTRL)
    rows = [at for at, row in enumerate(hands.grid.table.rows) if row.kind is RowKind.ITEM]
    assert [hands.value(row, column) for row in rows] == list(range(1, 19))
    before = hands.grid.table.cells
    hands.grid.go(0, column)
    hands.grid.extend(17, column)  # 14 blocks and their subtotals
    hands.key(Key.Key_C, CTRL)
    hands.key(Key.Key_V, CTRL)
    assert hands.grid.table.cells == before
