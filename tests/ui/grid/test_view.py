"""The view around the cells: new tables, signals, what is always in sight, what a screen reader hears."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction, QContextMenuEvent, QImage, QPalette
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QMenu

from kyosai_desktop.domain.table import CellState, FieldKey, Missing, Table
from kyosai_desktop.ui import theme
from kyosai_desktop.ui.grid import GridView, Summary
from kyosai_desktop.ui.grid.marks import rate_colours
from kyosai_desktop.ui.grid.model import GridModel
from kyosai_desktop.ui.grid.pinned import PinnedRow
from kyosai_desktop.ui.tokens import DARK

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier


def with_cell(table: Table, row: int, column: int, **changes: Any) -> Table:
    line = list(table.cells[row])
    line[column] = line[column]._replace(**changes)
    return replace(table, cells=(*table.cells[:row], tuple(line), *table.cells[row + 1 :]))


def without_row(table: Table, row: int) -> Table:
    return replace(
        table,
        rows=table.rows[:row] + table.rows[row + 1 :],
        cells=table.cells[:row] + table.cells[row + 1 :],
    )


def test_the_model_keeps_the_rules_of_qt(qtmodeltester: Any, book: Any, roster: Any) -> None:
    model = GridModel()
    qtmodeltester.check(model)
    for table in (book.table(), roster.table(), without_row(book.table(), 3)):
        model.replace(table)
        qtmodeltester.check(model)


def test_an_edit_is_one_block_of_changes_and_no_reset(hands: Any) -> None:
    model = hands.grid.model()
    changed, resets = QSignalSpy(model.dataChanged), QSignalSpy(model.modelReset)
    hands.at(0, 1).type("5").key(Key.Key_Return)
    assert changed.count() == 1
    first, last = changed.at(0)[:2]
    assert (first.row(), first.column(), last.row(), last.column()) == (0, 1, 22, 3)
    assert resets.count() == 0


def test_a_recomputed_table_keeps_selection_scroll_and_typing(hands: Any, book: Any) -> None:
    grid = hands.grid
    hands.select(7, 9, 10, 10)
    grid.horizontalScrollBar().setValue(235)
    hands.type("12")
    book.entries["石狩", "こくみん共済", "実績"] = 1
    grid.set_table(book.table())
    assert grid.editor().text() == "12"
    assert grid.selected_block() == ([7, 8, 9, 10], [9, 10])
    assert grid.horizontalScrollBar().value() == 235


def test_what_is_typed_stays_when_only_its_own_cell_changes(hands: Any) -> None:
    hands.at(0, 1).type("12")
    hands.grid.set_table(with_cell(hands.grid.table, 0, 1, text="999"))
    assert hands.grid.editor().text() == "12"


def test_a_table_of_another_shape_finds_the_current_cell_again(hands: Any, book: Any) -> None:
    grid = hands.at(9, 9).grid
    grid.verticalScrollBar().setValue(29)
    grid.set_table(without_row(book.table(), 3))
    assert grid.current == (8, 9)
    assert grid.table.rows[8].name == "十勝"
    hands.type("77")
    grid.set_table(book.table())
    assert grid.current == (9, 9)
    assert grid.editor().text() == "77"
    grid.set_table(without_row(book.table(), 9))
    assert grid.current == (9, 9)


def test_an_empty_table_is_shown_and_left(hands: Any, book: Any) -> None:
    hands.grid.set_table(Table("empty", "空", (), (), (), ()))
    hands.ctrl(Key.Key_A).key(Key.Key_Down).key(Key.Key_Return).key(Key.Key_Delete).ctrl(Key.Key_C)
    assert hands.grid.current is None
    hands.grid.grab()
    hands.grid.set_table(book.table())
    assert hands.at(0, 0).grid.current == (0, 0)


def test_sum_mean_and_count_of_the_selection(hands: Any, book: Any) -> None:
    spy = QSignalSpy(hands.grid.selection_summary)
    hands.select(7, 9, 10, 9)
    values = [hands.grid.table.cells[r][9].value for r in range(7, 11)]
    summary = spy.at(spy.count() - 1)[0]
    assert summary == Summary(4, 4, sum(values, Fraction(0)), 0)
    assert summary.mean == Fraction(sum(values), 4)
    hands.key(Key.Key_Delete)
    assert Summary().mean is None


def test_a_large_selection_is_summed_a_little_later(qtbot: Any, book: Any) -> None:
    table = book.table()
    grid = GridView(book.apply)
    qtbot.addWidget(grid)
    grid.set_table(replace(table, rows=table.rows * 10, cells=table.cells * 10))
    grid.go(0, 0)
    with qtbot.waitSignal(grid.selection_summary, timeout=5_000) as told:
        grid.select_everything()
    assert told.args[0].numbers == 23 * 28 * 10


def test_the_sum_follows_the_figures_of_the_selected_cells(hands: Any) -> None:
    spy = QSignalSpy(hands.grid.selection_summary)
    hands.select(0, 0, 1, 1).key(Key.Key_Delete)
    assert spy.at(spy.count() - 1)[0] == Summary(0, 0, Fraction(0), 0)


@pytest.mark.parametrize(
    ("rate", "progress", "tokens"),
    [
        (100, 8, ("good", "good")),
        (52, 8, ("text", "accent")),
        (58, 50, ("text", "accent")),
        (49, 50, ("warn", "warn")),
        (99, 100, ("warn", "warn")),
        (81, None, ("text", "accent")),
        (79, None, ("warn", "warn")),
    ],
)
def test_a_rate_is_behind_when_the_year_is_further(
    rate: int, progress: int | None, tokens: tuple[str, str]
) -> None:
    assert rate_colours(Fraction(rate), None if progress is None else Fraction(progress)) == tokens


def test_the_current_cell_is_told(hands: Any) -> None:
    spy = QSignalSpy(hands.grid.current_cell_changed)
    hands.at(3, 4)
    assert list(spy.at(spy.count() - 1)) == [3, 4]


def test_labels_and_total_stay_in_sight(hands: Any) -> None:
    grid = hands.grid
    grid.resize(700, 300)
    pinned = grid.findChild(PinnedRow)
    assert pinned.isVisible()
    before = grid.grab(grid.stub.geometry()).toImage(), pinned.y()
    hands.key(Key.Key_End)
    assert grid.horizontalScrollBar().value() > 0
    hands.key(Key.Key_Home)
    assert grid.grab(grid.stub.geometry()).toImage() == before[0]
    for row in range(23):
        hands.at(row, 5)
        bottom = grid.viewport().y() + grid.cell_rect(row, 5).bottom()
        assert row == 22 or bottom <= pinned.y()
        assert pinned.y() == before[1]


def test_pressing_the_pinned_total_selects_it_without_scrolling(hands: Any) -> None:
    grid = hands.grid
    pinned = grid.findChild(PinnedRow)
    at = QPoint(grid.stub.width() + grid.columnViewportPosition(5) + 5, 10)
    QTest.mouseClick(pinned, Qt.MouseButton.LeftButton, NONE, at)
    assert grid.current == (22, 5)
    assert grid.verticalScrollBar().value() == 0


def test_a_total_to_type_in_stays_in_sight_and_is_typed_in_its_real_place(hands: Any, book: Any) -> None:
    grid = hands.grid
    table = book.table()
    total = tuple(
        cell._replace(state=CellState.ENTRY, key=FieldKey("fact", 1, f"total/{at}"))
        for at, cell in enumerate(table.cells[-1])
    )
    grid.set_table(replace(table, cells=(*table.cells[:-1], total)))
    pinned = grid.findChild(PinnedRow)
    assert pinned.isVisible() and grid.verticalScrollBar().value() == 0

    at = QPoint(grid.stub.width() + grid.columnViewportPosition(5) + 5, 10)
    QTest.mouseClick(pinned, Qt.MouseButton.LeftButton, NONE, at)
    assert grid.current == (22, 5)
    assert not pinned.isVisible(), "the row itself is there now"
    hands.type("1")
    editor = QApplication.focusWidget()
    assert editor is not None and grid.viewport().rect().contains(editor.geometry())
    hands.key(Key.Key_Escape).at(0, 5)
    assert pinned.isVisible()


def test_a_short_table_has_no_pinned_row(roster_hands: Any) -> None:
    assert not roster_hands.grid.findChild(PinnedRow).isVisible()


def inked(image: QImage, area: QRect) -> bool:
    """Whether anything is written on the plain ground of an area."""
    ground = image.pixelColor(area.topLeft())
    return any(
        abs(image.pixelColor(x, y).lightness() - ground.lightness()) > 60
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom())
    )


def test_the_name_of_a_group_stays_in_sight_while_scrolling(hands: Any) -> None:
    grid = hands.grid
    assert grid.heading.sizeHint().height() == 2 * grid.look.header_row_height
    end_of_group = grid.columnViewportPosition(4)
    for left in (0, 60, 120, 180):
        grid.horizontalScrollBar().setValue(left)
        middle = (end_of_group - left) // 2
        name = QRect(middle - 15, 4, 30, grid.look.header_row_height - 8)
        assert inked(grid.heading.grab().toImage(), name), left


def test_a_repeated_label_is_written_once_and_at_the_top_of_the_window(hands: Any) -> None:
    grid = hands.grid

    def branch(row: int) -> QRect:
        return QRect(5, grid.rowViewportPosition(row) + 3, grid.stub.widths[0] - 10, 22)

    image = grid.stub.grab().toImage()
    assert [inked(image, branch(row)) for row in range(8)] == [True] + [False] * 6 + [True]
    grid.resize(700, 400)
    grid.verticalScrollBar().setValue(2 * grid.look.row_height)
    image = grid.stub.grab().toImage()
    assert [inked(image, branch(row)) for row in range(2, 8)] == [True] + [False] * 4 + [True]


def test_screen_readers_hear_where_they_are(hands: Any) -> None:
    grid = hands.grid
    assert grid.accessibleName() == "実績"
    table = with_cell(grid.table, 0, 1, text="181", published="182", missing_count=2, note="速報")
    grid.set_table(table)
    role = Qt.ItemDataRole.AccessibleTextRole
    heard = grid.model().index(0, 1).data(role)
    assert heard == "道央支店 石狩 こくみん共済 実績 181 公表された値 182 未報告 2件を除いた計 速報"
    interface = QAccessible.queryAccessibleInterface(grid)
    assert interface.text(QAccessible.Text.Name) == "実績"
    hands.at(0, 1).type("1")
    assert grid.editor().accessibleName() == "石狩／こくみん共済／実績"


def test_rows_and_keys_are_large_enough_to_press(hands: Any, roster_hands: Any) -> None:
    for grid in (hands.grid, roster_hands.grid):
        assert all(grid.rowHeight(row) >= 28 for row in range(20))
        assert all(grid.columnWidth(column) >= 28 for column in range(6))


def test_figures_fit_their_columns(hands: Any, book: Any) -> None:
    hands.at(0, 1).type("123456789").key(Key.Key_Return)
    look = hands.grid.look
    for row, cells in enumerate(hands.grid.table.cells):
        for column, cell in enumerate(cells):
            shown = look.number_bold.width(("◎ " if column % 4 == 3 else "") + cell.text)
            assert shown < hands.grid.columnWidth(column), (row, column)


def test_a_width_set_by_hand_stays(hands: Any) -> None:
    hands.grid.setColumnWidth(1, 150)
    hands.at(0, 1).type("123").key(Key.Key_Return)
    assert hands.grid.columnWidth(1) == 150


def test_label_columns_are_widened_by_dragging(hands: Any) -> None:
    grid = hands.grid
    first, both = grid.stub.widths[0], grid.stub.width()
    corner = grid.childAt(5, 20)
    QTest.mousePress(corner, Qt.MouseButton.LeftButton, NONE, QPoint(first, 10))
    QTest.mouseMove(corner, QPoint(first + 30, 10))
    QTest.mouseRelease(corner, Qt.MouseButton.LeftButton, NONE, QPoint(first + 30, 10))
    assert grid.stub.widths[0] == first + 30
    assert grid.stub.width() == both + 30
    assert grid.viewport().x() == both + 30
    QTest.mouseDClick(corner, Qt.MouseButton.LeftButton, NONE, QPoint(first + 30, 10))
    assert grid.stub.widths[0] == first


def test_ctrl_tab_leaves_the_grid(hands: Any, qtbot: Any) -> None:
    before = hands.keyboard
    hands.ctrl(Key.Key_Tab)
    assert before is hands.grid
    hands.grid.setFocus()
    assert hands.key(Key.Key_Tab).grid.current == (0, 1)


def test_a_menu_with_the_same_key_leaves_it_to_the_grid(hands: Any) -> None:
    action = QAction("コピー", hands.grid)
    action.setShortcut("Ctrl+C")
    fired = QSignalSpy(action.triggered)
    hands.grid.addAction(action)
    hands.at(0, 0).ctrl(Key.Key_C)
    assert fired.count() == 0
    assert hands.clipboard.strip() == hands.text(0, 0)


@pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard", extend=True)
def test_usual_values_are_offered_in_a_list(roster_hands: Any, roster: Any) -> None:
    grid = roster_hands.at(0, 0).grid
    roster_hands.key(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = grid.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["議長", "副議長", "幹事", "監事", "事務局長"]
    menu.actions()[2].trigger()
    menu.close()
    assert roster_hands.text(0, 0) == "幹事"
    assert roster.labels == ["1行目 役職 空欄→幹事"]
    arrow = grid.cell_rect(0, 0)
    at = QPoint(arrow.right() - 8, arrow.center().y())
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, NONE, at)
    menus = [m for m in grid.findChildren(QMenu) if m.isVisible()]
    assert len(menus) == 1
    menus[0].close()


@pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard", extend=True)
def test_the_right_button_offers_what_the_keys_do(hands: Any, book: Any) -> None:
    at = hands.select(0, 0, 1, 1).place(1, 1)
    QTest.mouseClick(hands.grid.viewport(), Qt.MouseButton.RightButton, NONE, at)
    assert hands.grid.selected_block() == ([0, 1], [0, 1])
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, hands.grid.mapToGlobal(at))
    QApplication.sendEvent(hands.grid.viewport(), event)
    menu = next(m for m in hands.grid.findChildren(QMenu) if m.isVisible())
    clear = next(action for action in menu.actions() if action.text().startswith("消去"))
    clear.trigger()
    menu.close()
    assert book.labels == ["4セルを消去"]


def test_dragging_selects_and_keeps_the_first_cell(hands: Any) -> None:
    viewport = hands.grid.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, NONE, hands.place(2, 1))
    QTest.mouseMove(viewport, hands.place(4, 4))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, NONE, hands.place(4, 4))
    assert hands.grid.current == (2, 1)
    assert hands.grid.selected_block() == ([2, 3, 4], [1, 2, 3, 4])


def test_light_and_dark_follow_the_palette(hands: Any) -> None:
    grid = hands.grid
    light = grid.grab().toImage()
    grid.setPalette(theme.palette(DARK))
    assert grid.look.tokens is DARK
    dark = grid.grab().toImage()
    at = QPoint(grid.stub.width() + 5, grid.heading.height() + 5)
    assert dark.pixelColor(at).lightness() < 128 < light.pixelColor(at).lightness()
    assert grid.palette().color(QPalette.ColorRole.Window).lightness() < 128


def test_a_larger_text_makes_larger_rows(hands: Any) -> None:
    before = hands.grid.rowHeight(0), hands.grid.columnWidth(3)
    hands.grid.setFont(theme.ui_font(150))
    QTest.qWait(0)
    assert hands.grid.rowHeight(0) > before[0]
    assert hands.grid.columnWidth(3) > before[1]


def test_marks_are_painted_not_only_coloured(hands: Any, book: Any) -> None:
    grid = hands.at(0, 0).grid
    grid.set_table(with_cell(book.table(), 3, 5, published="7,677"))  # widens its column for good
    grid.set_table(book.table())
    plain = grid.grab().toImage()
    seen = [plain]
    for changes in (
        {"published": "7,676"},
        {"published": "7,677"},
        {"missing_count": 3},
        {"missing_count": 4},
    ):
        grid.set_table(with_cell(book.table(), 3, 5, **changes))
        seen.append(grid.grab().toImage())
        assert seen[-1] not in seen[:-1], changes
        grid.set_table(book.table())
    assert grid.grab().toImage() == plain


def test_tool_tips_tell_what_the_cell_cannot(hands: Any) -> None:
    role = Qt.ItemDataRole.ToolTipRole
    assert hands.grid.model().index(0, 0).data(role) is None
    changes = {"text": "", "missing": Missing.NOT_REPORTED, "note": "6月に届く予定"}
    hands.grid.set_table(with_cell(hands.grid.table, 0, 0, **changes))
    assert hands.grid.model().index(0, 0).data(role) == "未報告\n6月に届く予定"
    assert hands.grid.model().headerData(1, Qt.Orientation.Horizontal, role) == "こくみん共済／実績（件）"


def test_the_view_outlives_nothing(qtbot: Any, book: Any) -> None:
    """Grids come and go with their pages; what Python frees must not be touched by Qt again."""
    import gc

    for _ in range(5):
        grid = GridView(book.apply)
        grid.set_table(book.table())
        grid.show()
        grid.event(QEvent(QEvent.Type.FontChange))
        grid.close()
        del grid
        gc.collect()
