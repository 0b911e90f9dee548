"""禁則処理: judged by rules written down here once more, not by the breaker's own clusters."""

from __future__ import annotations

import random
import re

import pytest

from kyosai_desktop.reports.line_breaking import NO_END, NO_START, break_lines, widest_cluster
from kyosai_desktop.reports.typefaces import Style, face

_BLANKS = " \u3000"
# what the papers contain that must never be torn: amounts, rates, changes, words in Latin letters
_WHOLE = re.compile(
    r"[￥¥▲△＋+]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[%％]?|[A-Za-z]+|[０-９]+(?:[，．][０-９]+)*％?|…+|―+"
)


def _lines(text: str, width: float, size: float = 10) -> list[str]:
    return break_lines(text, width, size, face(Style.PROSE).advances)


def _paragraph(draw: random.Random) -> str:
    pieces = [
        lambda: "".join(
            draw.choices("推進会議目標実績産別協力団体一丸取組共済運動拡大方針", k=draw.randint(1, 12))
        ),
        lambda: "".join(draw.choices("あいうえおのはにをでとからまでっゃゅょー々", k=draw.randint(1, 8))),
        lambda: "".join(draw.choices("マイカーセットキャンペーンッャュョ・", k=draw.randint(1, 7))),
        lambda: draw.choice(
            ["、", "。", "」", "）", "』、", "）。", "」）、", "！？", "：", "・", "％", "々", "〕"]
        ),
        lambda: draw.choice(["「", "（", "『", "（「", "【", "〈", "“"]),
        lambda: draw.choice(
            ["￥1,234,567", "91.0%", "▲1,234", "8,435", "7,676件", "▲0.5％", "１，２３４", "+100"]
        ),
        lambda: draw.choice(["coop", "Web", "ATM", "DC", "A4", "NPO法人", "a.b@example.jp", "iDeCo"]),
        lambda: draw.choice([" ", "　", "……", "――", "①", "※", "⑴", "㈱", "𠮷", "髙﨑", "①　"]),
    ]
    weights = [6, 6, 2, 4, 2, 3, 1, 1]
    body = "".join(draw.choices(pieces, weights)[0]() for _ in range(draw.randint(2, 60)))
    return draw.choice(["", "　", "　　"]) + body


def _legal(text: str, at: int) -> bool:
    """Whether a line may end before ``text[at]``; blanks around the break are looked through."""
    before, after = text[:at].rstrip(_BLANKS), text[at:].lstrip(_BLANKS)
    if not before or not after:
        return False
    torn = any(found.start() < at < found.end() for found in _WHOLE.finditer(text))
    return not torn and after[0] not in NO_START and before[-1] not in NO_END


def _violations(text: str, lines: list[str], room: int) -> list[str]:
    """What is wrong with ``lines``, in words. A forbidden break counts only where a permitted one was in reach."""
    advances = face(Style.PROSE).advances
    found = []
    at = 0
    for number, line in enumerate(lines):
        if sum(map(advances.__getitem__, line)) > room:
            found.append(f"too wide: {line!r}")
        start = at
        if not text.startswith(line, at):
            return [*found, f"lost or changed before {line!r}"]
        at += len(line)
        if number == len(lines) - 1:
            break
        skipped = len(text[at:]) - len(text[at:].lstrip(_BLANKS))
        if not _legal(text, at) and any(
            _legal(text, i) for i in range(start + 1, at) if text[start:i].strip(_BLANKS)
        ):
            found.append(f"forbidden break after {line!r}")
        at += skipped
    if text[at:].strip(_BLANKS):
        found.append(f"lost at the end: {text[at:]!r}")
    return found


def test_three_thousand_paragraphs_have_no_violation() -> None:
    draw = random.Random(7)
    wrong = []
    for _ in range(3_000):
        text, width = _paragraph(draw), draw.choice([130, 160, 200, 300, 493])
        wrong += _violations(text, _lines(text, width), width * 100)
    assert wrong == []


def test_the_judge_sees_violations() -> None:
    assert _violations("あいう、え", ["あいう", "、え"], 4000) == ["forbidden break after 'あいう'"]
    assert _violations("金額は￥1,234,567です", ["金額は￥1,234,56", "7です"], 9000)
    assert _violations("あいう", ["あ", "う"], 4000)
    assert _violations("あいう", ["あいう"], 2000)


@pytest.mark.parametrize("whole", ["￥1,234,567", "91.0%", "▲1,234", "１，２３４", "102.8％", "coop", "+100"])
@pytest.mark.parametrize("lead", range(1, 12))
def test_a_number_or_word_stays_whole(whole: str, lead: int) -> None:
    text = "あ" * lead + whole + "です"

    assert any(whole in line for line in _lines(text, 100))


def test_a_second_closing_mark_does_not_begin_a_line() -> None:
    assert _lines("（「北海道推進会議」）。次", 100) == ["（「北海道推進会", "議」）。次"]


def test_an_indent_of_ideographic_space_is_kept() -> None:
    assert _lines("　各ブロック推進会議は\n　各産別は", 60) == ["　各ブロック", "推進会議は", "　各産別は"]


def test_blanks_at_a_break_are_dropped() -> None:
    assert _lines("全国統一 共済推進", 45) == ["全国統一", "共済推進"]


def test_what_is_wider_than_a_line_is_broken_anywhere() -> None:
    assert _lines("x" * 25, 50) == ["x" * 10, "x" * 10, "x" * 5]


def test_a_line_holds_at_least_one_character() -> None:
    assert _lines("あい", 3) == ["あ", "い"]


@pytest.mark.parametrize("text", ["", " ", "\n", "　\n　", "）））", "（（（", " " * 300, "▲" * 300])
def test_odd_texts_end(text: str) -> None:
    lines = _lines(text, 50)

    assert "".join(lines).replace("\n", "").strip(_BLANKS) == text.replace("\n", "").strip(_BLANKS)


def test_twenty_thousand_signs_take_no_time() -> None:
    for text in ("▲" * 20_000, "（ " * 10_000, "1," * 10_000, " )" * 10_000):
        assert len(_lines(text, 400)) > 1


def test_widest_cluster_is_the_least_width_that_tears_nothing() -> None:
    assert widest_cluster("目標は￥1,234（件）です", face(Style.PROSE).advances) == 1000 + 5 * 500
