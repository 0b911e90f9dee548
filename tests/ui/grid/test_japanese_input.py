"""Japanese input: what an input method sends arrives whole, whatever the user does in the middle of it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodQueryEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

Key = Qt.Key
NAME = 3


def ime_enabled(widget: QWidget) -> bool:
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QApplication.sendEvent(widget, query)
    return bool(query.value(Qt.InputMethodQuery.ImEnabled))


def test_the_first_key_over_a_cell_counts(roster_hands: Any) -> None:
    roster_hands.at(0, NAME).compose("き", "きょ", "きょう", "共").commit("共済").key(Key.Key_Return)
    assert roster_hands.text(0, NAME) == "共済"
    assert roster_hands.grid.current == (1, NAME)


def test_a_composition_replaces_the_old_text(roster_hands: Any, roster: Any) -> None:
    roster.texts[0, NAME] = "山田"
    roster_hands.grid.set_table(roster.table())
    roster_hands.at(0, NAME).compose("さ", "さと").commit("佐藤").key(Key.Key_Tab)
    assert roster_hands.text(0, NAME) == "佐藤"


def test_pressing_another_cell_in_the_first_composition_keeps_the_text(roster_hands: Any) -> None:
    roster_hands.at(0, NAME).compose("さ", "さとう").click(3, NAME)
    assert roster_hands.text(0, NAME) == "さとう"
    assert roster_hands.grid.current == (3, NAME)
    assert not roster_hands.grid.is_typing


def test_pressing_another_cell_in_a_later_composition_keeps_both_texts(roster_hands: Any) -> None:
    roster_hands.at(0, NAME).compose("さ").commit("佐藤").compose("た", "たろ").click(3, NAME)
    assert roster_hands.text(0, NAME) == "佐藤たろ"


def test_a_commit_that_begins_like_another_row_does_not_move_the_cursor(roster_hands: Any) -> None:
    roster_hands.at(5, NAME).compose("さ").commit("佐藤").key(Key.Key_Return)
    roster_hands.at(1, NAME).compose("さ").commit("佐")
    roster_hands.grid.keyboardSearch("佐")
    assert roster_hands.grid.current == (1, NAME)
    roster_hands.key(Key.Key_Return)
    assert roster_hands.text(1, NAME) == "佐"


def test_a_commit_without_composition_arrives(roster_hands: Any) -> None:
    roster_hands.at(2, NAME).commit("鈴木").key(Key.Key_Return)
    assert roster_hands.text(2, NAME) == "鈴木"


def test_cancelling_a_composition_leaves_the_old_text(roster_hands: Any, roster: Any) -> None:
    roster.texts[0, NAME] = "山田"
    roster_hands.grid.set_table(roster.table())
    roster_hands.at(0, NAME).compose("さ", "さと", "")
    assert roster_hands.grid.editor().text() == "山田"
    roster_hands.key(Key.Key_Return)
    assert roster_hands.text(0, NAME) == "山田"
    assert roster.labels == []


@pytest.mark.parametrize("header", ["heading", "stub"])
def test_pressing_a_header_in_a_composition_keeps_the_text(roster_hands: Any, header: str) -> None:
    roster_hands.at(0, NAME).compose("さ", "さとう")
    viewport = getattr(roster_hands.grid, header).viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 20))
    assert roster_hands.text(0, NAME) == "さとう"


def test_keys_that_switch_the_input_method_change_nothing(roster_hands: Any) -> None:
    roster_hands.at(0, NAME).ctrl(Key.Key_Space).shift(Key.Key_Space)
    assert not roster_hands.grid.is_typing
    assert roster_hands.grid.selected_block() == ([0], [NAME])


def test_settle_finishes_a_composition(roster_hands: Any) -> None:
    roster_hands.at(0, NAME).compose("さ", "さとう")
    assert roster_hands.grid.settle() is None
    assert roster_hands.text(0, NAME) == "さとう"
    assert not roster_hands.grid.is_typing


def test_a_new_table_under_a_composition_keeps_the_text(roster_hands: Any, roster: Any) -> None:
    roster_hands.at(0, NAME).compose("さ", "さと")
    roster.texts[4, NAME] = "別の窓から"
    roster_hands.grid.set_table(roster.table())
    roster_hands.commit("佐藤").key(Key.Key_Return)
    assert roster_hands.text(0, NAME) == "佐藤"
    assert roster_hands.text(4, NAME) == "別の窓から"


def test_the_input_method_is_off_in_figures_and_on_in_texts(hands: Any, roster_hands: Any) -> None:
    hands.at(0, 1)
    assert not ime_enabled(hands.grid)
    assert not hands.grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    hands.grid.edit(hands.grid.currentIndex())
    assert not ime_enabled(hands.grid.editor())
    roster_hands.at(0, NAME)
    assert ime_enabled(roster_hands.grid)
    assert roster_hands.grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    roster_hands.grid.edit(roster_hands.grid.currentIndex())
    assert ime_enabled(roster_hands.grid.editor())


def test_choices_complete_only_what_was_committed(roster_hands: Any) -> None:
    roster_hands.at(0, 0).compose("ふ", "ふく", "副")
    assert roster_hands.grid.editor().text() == ""
    roster_hands.commit("副")
    editor = roster_hands.grid.editor()
    assert (editor.text(), editor.selectedText()) == ("副議長", "議長")
    roster_hands.compose("か").commit("会長").key(Key.Key_Return)
    assert roster_hands.text(0, 0) == "副会長"


def test_a_completion_can_be_deleted(roster_hands: Any) -> None:
    roster_hands.at(0, 0).compose("ふ", "副").commit("副").key(Key.Key_Backspace).key(Key.Key_Return)
    assert roster_hands.text(0, 0) == "副"


NAMES = ("山田　太郎", "山田　花子", "山", "髙橋", "齋藤", "斉藤", "佐藤", "佐", "𠮷野", "㈱山田")


@pytest.mark.parametrize("start", range(0, 200, 20))
def test_no_character_is_lost_in_200_cells(roster_hands: Any, start: int) -> None:
    """Six ways to end an entry in turn, among names that begin alike: every cell holds what was typed."""
    wanted: dict[int, str] = {}
    for row in range(20):
        name = NAMES[(start + row * 3) % len(NAMES)] if row % 2 else NAMES[(start // 20) % len(NAMES)]
        roster_hands.at(row, NAME)
        other = (row + 7) % 20
        way = (start + row) % 6
        if way == 0:
            roster_hands.compose(name[:1], name).commit(name).key(Key.Key_Return)
        elif way == 1:
            roster_hands.compose("や", "やま", name).commit(name[:1]).compose(name[1:]).commit(name[1:])
            roster_hands.key(Key.Key_Tab)
        elif way == 2:
            roster_hands.compose(name[:1], name).click(other, NAME)
        elif way == 3:
            roster_hands.commit(name).key(Key.Key_Down)
        elif way == 4:
            roster_hands.compose("ん", "").key(Key.Key_Escape).commit(name).click(other, NAME + 1)
        else:
            roster_hands.compose(name[:1]).commit(name[:1]).compose(name[1:]).click(other, NAME)
        wanted[row] = name
    assert {row: roster_hands.text(row, NAME) for row in range(20)} == wanted
