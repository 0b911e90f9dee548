from __future__ import annotations

import pytest

from kyosai_desktop.reports.plain_text import LONGEST_TEXT, one_line, printable


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("<b>太字</b> & <img src='x'/>", "<b>太字</b> & <img src='x'/>"),
        ("山田 <yamada@example.jp>", "山田 <yamada@example.jp>"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("左\ud800右\udfff", "左右"),
        ("\ufffe\uffff\U0001ffff", ""),
        ("\u202e逆\u200b\ufeff", "逆"),
        ("一\r\n二\r三\u2028四\v五", "一\n二\n三\n四\n五"),
        ("一\t二", "一 二"),
        ("辻\U000e0100", "辻"),
        ("か\u3099", "が"),
        ("\ufa19", "\ufa19"),
        ("𠮷田 髙﨑 渡邉", "𠮷田 髙﨑 渡邉"),
    ],
)
def test_only_what_cannot_be_drawn_is_taken_away(typed: str, drawn: str) -> None:
    assert printable(typed) == drawn


def test_a_text_of_any_length_is_cut_visibly() -> None:
    assert printable("あ" * 30_000) == "あ" * LONGEST_TEXT + "…"
    assert len(printable("a" * 30_000)) == LONGEST_TEXT + 1


def test_one_line_has_no_line_break() -> None:
    assert one_line("第1回\r\n推進会議") == "第1回 推進会議"
