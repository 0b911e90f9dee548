from __future__ import annotations

import pytest

from kyosai_desktop.reports import house_style as house
from kyosai_desktop.reports.flow import pdf_bytes
from kyosai_desktop.reports.preview import page_sizes, page_text, render_page


@pytest.fixture
def pdf(tables) -> bytes:
    return pdf_bytes(tables.paper(tables.achievement(), tables.blocks()))


def test_a_page_is_rendered_at_the_scale_asked_for(pdf: bytes) -> None:
    image = render_page(pdf, 0, 1.5)

    assert (image.width, image.height) == pytest.approx(
        (house.PORTRAIT.width * 1.5, house.PORTRAIT.height * 1.5), abs=1
    )
    assert len(image.pixels) == image.stride * image.height
    assert image.stride >= image.width * 4


def test_the_paper_is_white_and_the_text_black(pdf: bytes) -> None:
    image = render_page(pdf, 0, 1.0)

    assert image.pixels[:3] == b"\xff\xff\xff"
    darkest = min(image.pixels[0::4])
    assert darkest < 60


def test_sizes_and_text_are_of_each_page(pdf: bytes) -> None:
    assert [width > height for width, height in page_sizes(pdf)] == [False, True]
    assert "生命系共済 計" in page_text(pdf, 0)
    assert "全道計" in page_text(pdf, 1)
