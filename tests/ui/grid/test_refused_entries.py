"""What can't be taken is told, changes nothing, and never costs the user the text."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from kyosai_desktop.domain.problem import Problem

Key = Qt.Key


def test_an_unreadable_figure_stays_in_its_editor(hands: Any, book: Any) -> None:
    before = hands.text(0, 1)
    hands.at(0, 1).commit("三十一").key(Key.Key_Return)
    assert hands.codes == ["number.unreadable"]
    assert hands.grid.editor().text() == "三十一"
    assert hands.grid.current == (0, 1)
    assert hands.text(0, 1) == before
    hands.key(Key.Key_Escape)
    assert not hands.grid.is_typing
    assert book.labels == []


def test_an_unreadable_figure_can_be_corrected(hands: Any) -> None:
    hands.at(0, 1).type("3x").key(Key.Key_Tab).key(Key.Key_Backspace).type("1").key(Key.Key_Tab)
    assert hands.text(0, 1) == "31"
    assert hands.grid.current == (0, 4)


def test_another_cell_cannot_be_pressed_over_an_unreadable_figure(hands: Any) -> None:
    hands.at(0, 1).type("3x").click(5, 5)
    assert hands.grid.current == (0, 1)
    assert hands.grid.editor().text() == "3x"


def test_settle_tells_what_could_not_be_taken(hands: Any) -> None:
    hands.at(0, 1).type("3x")
    assert isinstance(hands.grid.settle(), Problem)
    assert hands.grid.editor().text() == "3x"


def test_a_moved_cursor_gives_an_unreadable_figure_its_editor_back(hands: Any, qtbot: Any) -> None:
    hands.at(0, 1).type("3x")
    hands.grid.go(8, 8)
    qtbot.waitUntil(lambda: hands.grid.is_typing)
    assert hands.grid.current == (0, 1)
    assert hands.grid.editor().text() == "3x"


def test_going_to_another_widget_stores_the_entry(hands: Any, qtbot: Any) -> None:
    other = QLineEdit(hands.grid)
    other.show()
    hands.at(0, 1).type("345")
    other.setFocus()
    assert hands.text(0, 1) == "345"
    assert hands.keyboard is other


def test_another_window_does_not_end_the_entry(hands: Any) -> None:
    hands.at(0, 1).type("345")
    hands.grid.editor_lost_focus(Qt.FocusReason.ActiveWindowFocusReason)
    assert hands.grid.editor().text() == "345"


def test_an_entry_equal_to_the_shown_text_stores_nothing(hands: Any, book: Any) -> None:
    hands.at(0, 1).type(hands.text(0, 1)).key(Key.Key_Return)
    assert hands.grid.current == (1, 1)
    assert book.labels == []


def test_locked_cells_say_why(locked_hands: Any) -> None:
    locked_hands.at(0, 4).type("5")
    assert not locked_hands.grid.is_typing
    assert locked_hands.refusals[-1].message == "石狩／長期共済／目標は確定済みのため編集できません。"
    locked_hands.key(Key.Key_Delete)
    assert locked_hands.codes == ["cell.locked", "cell.locked"]
    locked_hands.paste("5\t6\n")
    assert locked_hands.codes[-1] == "cell.locked"


def test_computed_cells_say_where_figures_come_from(hands: Any) -> None:
    hands.at(0, 2).type("5").key(Key.Key_F2).double_click(6, 0)
    assert hands.codes == ["cell.computed"] * 3
    assert not hands.grid.is_typing


def test_moving_over_computed_cells_is_no_refusal(hands: Any) -> None:
    hands.at(0, 2).key(Key.Key_Down).key(Key.Key_Right).key(Key.Key_Escape).ctrl(Key.Key_Down)
    assert hands.refusals == []


def test_scattered_cells_cannot_be_copied(hands: Any) -> None:
    hands.at(0, 0).click(3, 4, Qt.KeyboardModifier.ControlModifier).ctrl(Key.Key_C)
    assert hands.codes == ["selection.scattered"]


def test_a_clipboard_without_text_is_told(hands: Any) -> None:
    hands.at(0, 0).paste("")
    assert hands.codes == ["paste.empty"]


def test_the_wheel_changes_no_figure(hands: Any, book: Any) -> None:
    before = dict(book.entries)
    hands.at(0, 1).type("12")
    for widget in (hands.grid.editor(), hands.grid.viewport()):
        event = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)
    assert book.entries == before
    assert hands.grid.editor().text() == "12"


def test_a_header_cannot_be_pressed_over_an_unreadable_figure(hands: Any) -> None:
    hands.at(0, 1).type("3x")
    viewport = hands.grid.heading.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 45))
    assert hands.grid.editor().text() == "3x"
    assert hands.grid.current == (0, 1)
