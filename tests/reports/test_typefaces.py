from __future__ import annotations

import pytest

from kyosai_desktop.reports.typefaces import Style, face


@pytest.mark.parametrize("style", Style)
def test_digits_are_of_equal_width(style: Style) -> None:
    assert {face(style).advances[digit] for digit in "0123456789"} == {500}


@pytest.mark.parametrize("style", Style)
def test_every_character_of_cp932_is_drawn_by_the_face_itself(style: Style) -> None:
    chars = [
        bytes([lead, trail]) for lead in range(0x81, 0xFD) for trail in range(0x40, 0xFD) if trail != 0x7F
    ]
    text = "".join(code.decode("cp932", "ignore") for code in chars).replace("\uf8f0", "")
    drawn = [char for char in text if char.isprintable() and not "\ue000" <= char <= "\uf8ff"]

    assert face(style).runs("".join(drawn)) == [(style.value, "".join(drawn))]


def test_a_kanji_that_the_house_lacks_comes_from_noto_sans() -> None:
    assert face(Style.FIGURES).runs("土𠮷田") == [
        ("BIZUDGothic-Regular", "土"),
        ("NotoSansJP-Regular", "𠮷"),
        ("BIZUDGothic-Regular", "田"),
    ]
    assert face(Style.FIGURES).width("𠮷田", 10) == 20


def test_a_character_that_no_font_has_is_seen_to_be_missing() -> None:
    assert face(Style.PROSE).runs("会議😀") == [("BIZUDMincho-Regular", "会議〓")]
