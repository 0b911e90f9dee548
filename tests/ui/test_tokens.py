"""Colours: readable in both appearances, computed from the tokens themselves."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kyosai_desktop.ui.theme import palette
from kyosai_desktop.ui.tokens import DARK, FOCUS_PAIRS, LIGHT, TEXT_PAIRS, Tokens, contrast, tokens_of

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@BOTH
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_every_text_has_a_contrast_of_four_and_a_half(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize(("frame", "ground"), FOCUS_PAIRS)
def test_the_focus_frame_has_a_contrast_of_three(tokens: Tokens, frame: str, ground: str) -> None:
    assert contrast(getattr(tokens, frame), getattr(tokens, ground)) >= 3


@BOTH
def test_tokens_are_found_again_from_the_palette(tokens: Tokens) -> None:
    assert tokens_of(palette(tokens)) is tokens


def test_a_style_sheet_does_not_hide_the_appearance(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.setPalette(palette(LIGHT))
    holder.setStyleSheet("QWidget { background: transparent; color: white; }")
    holder.show()
    assert tokens_of(holder.palette()) is LIGHT


@BOTH
def test_every_token_is_a_colour(tokens: Tokens) -> None:
    for name in Tokens._fields:
        if name != "dark":
            assert QColor(getattr(tokens, name)).isValid(), name
