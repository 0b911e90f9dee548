"""The 30 habits of docs/excel-habits.md, one test each.

Rows of the sample: 0–5 道央, 6 its 計, 7–10 道東, 11 計, 12–16 道北, 17 計, 18–20 道南, 21 計, 22 合計.
Columns: 目標 実績 差異 達成率 of seven 共済, so 0, 1, 4, 5, 8, 9 … can be typed into.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def selection(hands: Any) -> tuple[int, int, int, int]:
    rows, columns = hands.grid.selected_block()
    return rows[0], columns[0], rows[-1], columns[-1]


def test_01_typing_replaces_the_value(hands: Any, book: Any) -> None:
    before = hands.text(0, 1)
    hands.at(0, 1).type("181").key(Key.Key_Return)
    assert hands.text(0, 1) == "181"
    assert book.labels == [f"石狩 こくみん共済 実績 {before}→181"]


def test_02_f2_edits_the_value(hands: Any) -> None:
    before = hands.text(0, 1)
    hands.at(0, 1).key(Key.Key_F2)
    assert hands.grid.editor().text() == before
    hands.key(Key.Key_End).type("7").key(Key.Key_Return)
    assert hands.text(0, 1) == f"{int(before + '7'):,}"


def test_03_double_click_edits_the_value(hands: Any) -> None:
    hands.double_click(2, 1)
    assert hands.grid.editor().text() == hands.text(2, 1)
    assert not hands.grid.editor().quick


def test_04_enter_goes_down_past_subtotals(hands: Any) -> None:
    hands.at(4, 1).type("1").key(Key.Key_Return)
    assert hands.grid.current == (5, 1)
    hands.key(Key.Key_Return)
    assert hands.grid.current == (7, 1)
    assert not hands.grid.is_typing


def test_05_shift_enter_goes_up(hands: Any) -> None:
    hands.at(7, 1).type("1").shift(Key.Key_Return)
    assert hands.grid.current == (5, 1)


def test_06_tab_goes_right_past_computed_columns(hands: Any) -> None:
    hands.at(0, 1).type("1").key(Key.Key_Tab)
    assert hands.grid.current == (0, 4)
    assert not hands.grid.is_typing
    hands.at(5, 25).key(Key.Key_Tab)
    assert hands.grid.current == (7, 0)


def test_07_shift_tab_goes_left(hands: Any) -> None:
    hands.at(0, 4).type("1").shift(Key.Key_Backtab)
    assert hands.grid.current == (0, 1)
    hands.at(7, 0).shift(Key.Key_Backtab)
    assert hands.grid.current == (5, 25)


def test_08_enter_after_tabs_returns_to_the_start_column(hands: Any) -> None:
    hands.at(0, 1).type("1").key(Key.Key_Tab).type("2").key(Key.Key_Tab).type("3").key(Key.Key_Return)
    assert hands.grid.current == (1, 1)
    assert [hands.text(0, c) for c in (1, 4, 5)] == ["1", "2", "3"]


def test_09_escape_cancels(hands: Any, book: Any) -> None:
    before = hands.text(0, 1)
    hands.at(0, 1).type("999").key(Key.Key_Escape)
    assert not hands.grid.is_typing
    assert hands.text(0, 1) == before
    assert book.labels == []
    assert hands.keyboard is hands.grid


@pytest.mark.parametrize(
    ("key", "target"),
    [
        (Key.Key_Down, (3, 1)),
        (Key.Key_Up, (1, 1)),
        (Key.Key_Left, (2, 0)),
        (Key.Key_Right, (2, 2)),
        (Key.Key_PageUp, (0, 1)),
        (Key.Key_Home, (2, 0)),
    ],
)
def test_10_arrows_commit_while_typing(hands: Any, key: Qt.Key, target: tuple[int, int]) -> None:
    hands.at(2, 1).type("42").key(key)
    assert hands.text(2, 1) == "42"
    assert hands.grid.current == target


def test_11_arrows_move_the_caret_after_f2(hands: Any) -> None:
    hands.at(2, 1).key(Key.Key_F2).key(Key.Key_End).key(Key.Key_Left)
    editor = hands.grid.editor()
    assert editor.cursorPosition() == len(editor.text()) - 1
    hands.key(Key.Key_Up).key(Key.Key_Down)
    assert hands.grid.current == (2, 1)
    assert hands.grid.is_typing
    hands.key(Key.Key_Escape).type("12").key(Key.Key_F2).key(Key.Key_Left).type("5").key(Key.Key_Return)
    assert hands.text(2, 1) == "152"


def test_12_delete_clears_the_selection(hands: Any, book: Any) -> None:
    difference = hands.text(6, 0)
    hands.select(4, 0, 7, 3).key(Key.Key_Delete)
    assert [hands.text(r, c) for r in (4, 5, 7) for c in (0, 1)] == [""] * 6
    assert hands.text(6, 0) != difference  # recomputed, not cleared
    assert hands.text(6, 0)
    assert book.labels == ["6セルを消去"]


def test_13_backspace_starts_empty(hands: Any) -> None:
    before = hands.text(0, 1)
    hands.at(0, 1).key(Key.Key_Backspace)
    assert hands.grid.editor().text() == ""
    hands.key(Key.Key_Escape)
    assert hands.text(0, 1) == before
    hands.key(Key.Key_Backspace).type("7").key(Key.Key_Return)
    assert hands.text(0, 1) == "7"


def test_14_copy_a_block(hands: Any) -> None:
    hands.at(0, 0).type("1236").key(Key.Key_Tab).type("1181").key(Key.Key_Return)
    hands.select(0, 0, 1, 2).ctrl(Key.Key_C)
    first, second = hands.clipboard.splitlines()
    assert first == "1,236\t1,181\t-55"
    assert second.split("\t")[:2] == [hands.text(1, 0), hands.text(1, 1)]


def test_15_cut_a_block(hands: Any, book: Any) -> None:
    texts = [hands.text(0, 0), hands.text(0, 1)]
    hands.select(0, 0, 0, 1).ctrl(Key.Key_X)
    assert hands.clipboard.strip("\r\n").split("\t") == texts
    assert [hands.text(0, 0), hands.text(0, 1)] == ["", ""]
    assert book.labels == ["2セルを切り取り"]


def test_16_paste_a_block(hands: Any, book: Any) -> None:
    hands.at(0, 0).paste("1,000\t900\r\n２００\t▲5\r\n")
    assert [hands.text(r, c) for r in (0, 1) for c in (0, 1)] == ["1,000", "900", "200", "▲5"]
    assert book.labels == ["4セルを貼り付け"]
    before = dict(book.entries)
    hands.at(0, 0).paste("1\t2\n三十一\t4\n")
    assert book.entries == before
    assert hands.codes == ["number.unreadable"]


def test_17_paste_repeats_over_a_multiple(hands: Any) -> None:
    hands.select(0, 0, 3, 1).paste("1\t2\n3\t4\n")
    assert [[hands.text(r, c) for c in (0, 1)] for r in range(4)] == [["1", "2"], ["3", "4"]] * 2


def test_18_paste_one_value_fills_the_selection(hands: Any) -> None:
    hands.select(4, 0, 7, 1).paste("8\r\n")
    assert [hands.text(r, c) for r in (4, 5, 7) for c in (0, 1)] == ["8"] * 6
    assert hands.text(6, 0) != "8"


def test_19_paste_beyond_the_table_is_refused(hands: Any, book: Any) -> None:
    before = dict(book.entries)
    hands.at(20, 0).paste("1\n" * 20)
    assert book.entries == before
    assert hands.refusals[-1].sentence() == (
        "貼り付ける範囲（20行）が表の残り（3行）より大きいため、貼り付けませんでした。"
        "開始セルを確かめてください。"
    )
    hands.at(0, 25).paste("1\t2\t3\t4\n")
    assert "（4列）が表の残り（3列）" in hands.refusals[-1].message


def test_20_fill_down(hands: Any, book: Any) -> None:
    hands.select(3, 1, 8, 1).ctrl(Key.Key_D)
    assert {hands.text(r, 1) for r in (3, 4, 5, 7, 8)} == {hands.text(3, 1)}
    assert book.labels == ["4セルに下へコピー"]
    hands.at(10, 0).ctrl(Key.Key_D)
    assert hands.text(10, 0) == hands.text(9, 0)


def test_21_fill_right(hands: Any, book: Any) -> None:
    hands.select(0, 0, 0, 5).ctrl(Key.Key_R)
    assert {hands.text(0, c) for c in (0, 1, 4, 5)} == {hands.text(0, 0)}
    assert book.labels == ["3セルに右へコピー"]


def test_22_ctrl_enter_fills_the_selection(hands: Any, book: Any) -> None:
    hands.select(4, 0, 7, 1).type("33").ctrl(Key.Key_Return)
    assert [hands.text(r, c) for r in (4, 5, 7) for c in (0, 1)] == ["33"] * 6
    assert selection(hands) == (4, 0, 7, 1)
    assert hands.grid.current == (4, 0)
    assert book.labels == ["6セルに入力"]


def test_23_today(roster_hands: Any, roster: Any) -> None:
    today = date.today()
    roster_hands.at(1, 5).ctrl(Key.Key_Semicolon)
    assert roster_hands.text(1, 5) == f"{today.year}/{today.month}/{today.day}"
    roster_hands.at(1, 3).ctrl(Key.Key_Semicolon)
    assert roster_hands.text(1, 3) == ""


def test_24_ctrl_arrow_jumps_to_the_edge(roster_hands: Any, roster: Any) -> None:
    for row in (0, 1, 2, 6):
        roster.texts[row, 3] = "山田"
    roster_hands.grid.set_table(roster.table())
    roster_hands.at(0, 3).ctrl(Key.Key_Down)
    assert roster_hands.grid.current == (2, 3)
    roster_hands.ctrl(Key.Key_Down)
    assert roster_hands.grid.current == (6, 3)
    roster_hands.ctrl(Key.Key_Down)
    assert roster_hands.grid.current == (19, 3)
    roster_hands.ctrl(Key.Key_Up)
    assert roster_hands.grid.current == (6, 3)


def test_25_shift_extends_from_the_active_cell(hands: Any) -> None:
    hands.at(7, 9).shift(Key.Key_Down).shift(Key.Key_Down).shift(Key.Key_Right)
    assert selection(hands) == (7, 9, 9, 10)
    assert hands.grid.current == (7, 9)
    hands.shift(Key.Key_Up)
    assert selection(hands) == (7, 9, 8, 10)
    hands.click(12, 4, SHIFT)
    assert selection(hands) == (7, 4, 12, 9)
    assert hands.grid.current == (7, 9)
    hands.at(0, 0).key(Key.Key_Down, CTRL_SHIFT)
    assert selection(hands) == (0, 0, 22, 0)
    hands.type("5")
    assert hands.grid.current == (0, 0)


def test_25_a_click_begins_the_selection_anew(hands: Any) -> None:
    for _ in range(2):
        hands.click(0, 0)
        for _ in range(3):
            hands.shift(Key.Key_Down)
        assert selection(hands) == (0, 0, 3, 0)
    hands.at(0, 0).paste("1\t2\n3\t4\n").shift(Key.Key_Down)
    assert selection(hands) == (0, 0, 2, 1)
    hands.at(0, 0).shift(Key.Key_Down)
    assert selection(hands) == (0, 0, 1, 0)


def test_26_home_and_end(hands: Any) -> None:
    hands.at(8, 9).key(Key.Key_Home)
    assert hands.grid.current == (8, 0)
    hands.key(Key.Key_End)
    assert hands.grid.current == (8, 27)
    hands.ctrl(Key.Key_Home)
    assert hands.grid.current == (0, 0)
    hands.ctrl(Key.Key_End)
    assert hands.grid.current == (22, 27)


def test_27_page_up_and_down(hands: Any) -> None:
    hands.at(0, 9).key(Key.Key_PageDown)
    row, column = hands.grid.current
    assert column == 9
    assert row > 10
    hands.key(Key.Key_PageUp)
    assert hands.grid.current == (0, 9)


def test_28_select_all(hands: Any) -> None:
    hands.at(3, 1).ctrl(Key.Key_A)
    assert selection(hands) == (0, 0, 22, 27)
    assert hands.grid.current == (3, 1)
    hands.at(3, 1)
    corner = hands.grid.childAt(5, 20)
    QTest.mouseClick(corner, Qt.MouseButton.LeftButton, NONE, QPoint(5, 20))
    assert selection(hands) == (0, 0, 22, 27)


def test_29_headers_select_and_fit(hands: Any) -> None:
    grid = hands.grid
    heading, half = grid.heading.viewport(), grid.look.header_row_height // 2
    x = grid.columnViewportPosition(5) + 20
    QTest.mouseClick(heading, Qt.MouseButton.LeftButton, NONE, QPoint(x, 3 * half))
    assert selection(hands) == (0, 5, 22, 5)
    QTest.mouseClick(heading, Qt.MouseButton.LeftButton, NONE, QPoint(x, half))
    assert selection(hands) == (0, 4, 22, 7)
    labels = grid.stub.viewport()
    QTest.mouseClick(labels, Qt.MouseButton.LeftButton, NONE, QPoint(20, grid.rowViewportPosition(3) + 5))
    assert selection(hands) == (3, 0, 3, 27)
    fitting = grid.columnWidth(1)
    edge = QPoint(grid.columnViewportPosition(2) - 1, 3 * half)
    grid.setColumnWidth(1, 200)
    QTest.mouseDClick(
        heading, Qt.MouseButton.LeftButton, NONE, QPoint(grid.columnViewportPosition(2) - 1, edge.y())
    )
    assert grid.columnWidth(1) == fitting


def test_30_enter_and_tab_cycle_in_the_selection(hands: Any) -> None:
    hands.select(5, 0, 7, 2)
    visited = []
    for _ in range(5):
        visited.append(hands.grid.current)
        hands.key(Key.Key_Return)
    assert visited == [(5, 0), (7, 0), (5, 1), (7, 1), (5, 0)]
    hands.at(5, 0).select(5, 0, 7, 2).key(Key.Key_Tab)
    assert hands.grid.current == (5, 1)
    hands.type("77").key(Key.Key_Tab)
    assert hands.grid.current == (7, 0)
    assert selection(hands) == (5, 0, 7, 2)


def test_every_promise_has_its_test() -> None:
    promised = re.findall(
        r"`(test_\d\d_\w+)`", (Path(__file__).parents[3] / "docs" / "excel-habits.md").read_text("utf-8")
    )
    assert len(promised) == 30
    assert set(promised) <= set(globals())
