"""Labels of columns break between their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.reports.header_lines import header_lines
from kyosai_desktop.reports.typefaces import Style, face

SIZE = 10.0


def lines(text: str, characters: float) -> list[str]:
    return header_lines(text, characters * SIZE, SIZE, face(Style.STRONG).advances)


@pytest.mark.parametrize(
    ("label", "characters", "expected"),
    [
        ("上期実績", 4, ["上期実績"]),
        ("こくみん共済", 5, ["こくみん", "共済"]),
        ("マイカー共済", 5, ["マイカー", "共済"]),
        ("自賠責共済（新規）", 6, ["自賠責共済", "（新規）"]),
        # too narrow for the word: torn, but never with one character alone
        ("自賠責共済（新規）", 4, ["自賠", "責共済", "（新規）"]),
        ("前年同期実績", 5, ["前年同", "期実績"]),
        ("標準との差\n（ポイント）", 6, ["標準との差", "（ポイント）"]),
    ],
)
def test_a_label_breaks_between_its_words(label: str, characters: float, expected: list[str]) -> None:
    assert lines(label, characters) == expected


@given(
    label=st.text("こくみん共済（新規）ABC12ー・マイカ 計", min_size=1, max_size=20),
    characters=st.integers(2, 12),
)
def test_no_character_is_lost_and_no_line_is_wider_than_its_column(label: str, characters: int) -> None:
    broken = lines(label, characters)
    assert "".join(broken).replace(" ", "") == label.replace(" ", "")
    width = face(Style.STRONG).width
    assert all(width(line, SIZE) <= characters * SIZE + 1e-6 for line in broken if len(line) > 1)
