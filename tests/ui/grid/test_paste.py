"""Pasted blocks: plain ones, those with subtotals, those without, and those that can't be read."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from kyosai_desktop.ui.grid.clipboard import from_text, to_text

Key = Qt.Key
BLOCK_ROWS = (0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 14, 15, 16, 18, 19, 20)


def lines_of(rows: list[list[str]]) -> str:
    return "\r\n".join("\t".join(line) for line in rows) + "\r\n"


def figures(hands: Any, rows: Any, columns: Any) -> list[list[str]]:
    return [[hands.text(row, column) for column in columns] for row in rows]


def test_a_whole_table_with_subtotals_lands_as_seen(hands: Any, book: Any) -> None:
    hands.ctrl(Key.Key_A).ctrl(Key.Key_C)
    whole = hands.clipboard
    hands.ctrl(Key.Key_A).key(Key.Key_Delete)
    assert book.entries == {}
    before = figures(hands, range(23), range(28))
    # the computed cells are those of the figures in the block
    hands.at(0, 0).paste(whole)
    assert hands.refusals == []
    assert figures(hands, range(23), range(28)) != before
    hands.ctrl(Key.Key_A).ctrl(Key.Key_C)
    assert hands.clipboard == whole
    assert book.labels[-1] == "644セルを貼り付け"


def test_a_wrong_subtotal_refuses_the_block(hands: Any, book: Any) -> None:
    before = dict(book.entries)
    rows = [["1"]] * 6 + [["7"]]
    hands.at(0, 0).paste(lines_of(rows))
    assert hands.codes == ["paste.computed_differs"]
    assert book.entries == before
    hands.at(0, 0).paste(lines_of([["1"]] * 6 + [["6"]]))
    assert hands.text(6, 0) == "6"


def test_a_column_without_subtotals_skips_them_when_it_fits_exactly(hands: Any, book: Any) -> None:
    rows = [[str(i + 1), str(100 + i)] for i in range(18)]
    hands.at(0, 0).paste(lines_of(rows))
    assert hands.refusals == []
    assert figures(hands, BLOCK_ROWS, (0, 1)) == rows
    assert book.labels == ["36セルを貼り付け"]
    hands.at(7, 0).paste(lines_of(rows[:12]))
    assert figures(hands, BLOCK_ROWS[6:], (0, 1)) == rows[:12]


def test_one_row_less_is_never_shifted(hands: Any, book: Any) -> None:
    before = dict(book.entries)
    hands.at(0, 0).paste(lines_of([[str(i)] for i in range(17)]))
    assert hands.codes == ["paste.computed_differs"]
    assert book.entries == before


def test_targets_and_results_alone_skip_the_computed_columns(hands: Any) -> None:
    rows = [[str(i * 14 + j + 1) for j in range(14)] for i in range(18)]
    hands.at(0, 0).paste(lines_of(rows))
    assert hands.refusals == []
    to_type = [c for c in range(28) if c % 4 < 2]
    assert [[t.replace(",", "") for t in line] for line in figures(hands, BLOCK_ROWS, to_type)] == rows


def test_hidden_columns_and_rows_take_nothing(hands: Any) -> None:
    hidden = hands.text(0, 1), hands.text(1, 0)
    hands.grid.setColumnHidden(1, True)
    hands.grid.setColumnHidden(2, True)
    hands.grid.setColumnHidden(3, True)
    hands.grid.setRowHidden(1, True)
    hands.at(0, 0).paste("1\t2\n3\t4\n")
    assert figures(hands, (0, 2), (0, 4)) == [["1", "2"], ["3", "4"]]
    assert (hands.text(0, 1), hands.text(1, 0)) == hidden
    hands.ctrl(Key.Key_C)
    assert hands.clipboard == "1\t2\r\n3\t4\r\n"


def test_the_pasted_block_is_selected(hands: Any) -> None:
    hands.at(1, 0).paste("1\t2\n3\t4\n")
    assert hands.grid.selected_block() == ([1, 2], [0, 1])


def test_a_copy_with_headings_is_ready_for_a_paper(hands: Any) -> None:
    hands.select(0, 0, 1, 1).key(
        Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    head, first, second = (line.split("\t") for line in hands.clipboard.splitlines())
    assert head == ["支店", "ブロック", "こくみん共済／目標", "こくみん共済／実績"]
    assert first[:2] == ["道央支店", "石狩"]
    assert second[:2] == ["道央支店", "後志"]


def test_names_with_tabs_newlines_and_quotes_survive(roster_hands: Any) -> None:
    names = ['北の"共済"', "一行目\n二行目", "前\t後", " 空白 ", "　全角"]
    QGuiApplication.clipboard().setText(to_text([[name] for name in names]))
    roster_hands.at(0, 3).ctrl(Key.Key_V)
    assert [roster_hands.text(i, 3) for i in range(5)] == names


def test_a_block_as_excel_puts_it_on_the_clipboard() -> None:
    assert from_text('1,000\t"二\n行"\r\n▲5\t\r\n') == [["1,000", "二\n行"], ["▲5", ""]]
    assert from_text("1\r\n\r\n") == [["1"], [""]]
    assert from_text("\r\n") == [[""]]


def test_text_of_an_editor_with_a_stray_quote() -> None:
    assert from_text('5" 管\t1\n次\t2\n') == [['5" 管', "1"], ["次", "2"]]


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\t\n"'), max_size=8)


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1)
    )
)
def test_what_is_copied_is_what_is_pasted(block: list[list[str]]) -> None:
    assert from_text(to_text(block)) == block
