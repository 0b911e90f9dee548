"""How the history names entries: what, where, and from what to what."""

from __future__ import annotations

from typing import Any

import pytest

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.table import Table
from kyosai_desktop.ui.grid.step_words import Whereabouts, step_words

MAY = Whereabouts("実績 ブロック別", "2024年5月")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("４５", "石狩 こくみん共済 2024年5月 実績 {before}→45"),
        ("", "石狩 こくみん共済 2024年5月 実績 {before}→空欄"),
    ],
)
def test_one_figure_tells_its_time_and_both_values(book: Any, typed: str, words: str) -> None:
    table = book.table()
    told = step_words(table, [TypedCell(0, 1, typed)], MAY, "に入力")
    assert told == words.format(before=table.cells[0][1].text)


def test_one_field_of_a_register_tells_the_register(roster: Any) -> None:
    told = step_words(
        roster.table(), [TypedCell(2, 3, "齋木 健吾")], Whereabouts("役員体制 2024年度"), "に入力"
    )
    assert told == "役員体制 2024年度 3行目 氏名 空欄→齋木 健吾"


def test_a_long_text_is_shortened(roster: Any) -> None:
    told = step_words(
        roster.table(), [TypedCell(0, 2, "一二三四五六七八九十一二三四五六七")], Whereabouts(), "に入力"
    )
    assert told.endswith("空欄→一二三四五六七八九十一二三四五…")


def test_many_cells_tell_how_many_and_where(book: Any) -> None:
    table: Table = book.table()
    cells = [TypedCell(row, 1, "5") for row in range(12)]
    assert step_words(table, cells, MAY, "を貼り付け") == "12セルを貼り付け（実績 ブロック別 2024年5月）"
    assert step_words(table, cells, Whereabouts(), "を消去") == "12セルを消去"
