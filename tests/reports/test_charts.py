"""Bars of 達成率 on paper: read without colour, the standard progress as a line, nothing outside the margins."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pypdfium2
import pytest

from kyosai_desktop.reports.document import Document, RateBar, RateChart
from kyosai_desktop.reports.flow import pdf_bytes
from kyosai_desktop.reports.house_style import PORTRAIT

CREATED = datetime(2024, 6, 10, 9, 0, tzinfo=UTC)


def chart(*bars: RateBar, standard: Fraction = Fraction(11, 12)) -> RateChart:
    return RateChart("重点共済 達成状況", standard, "91.7", bars, "2024年4月30日現在")


def bar(name: str, percent: int | None) -> RateBar:
    share = None if percent is None else Fraction(percent, 100)
    return RateBar(name, share, "－" if percent is None else f"{percent}.0％", "10／20件")


def opened(*parts: RateChart) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(pdf_bytes(Document("進捗状況", "北海道労済運動推進会議", CREATED, parts)))


def words(document: pypdfium2.PdfDocument) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def row_of_greys(document: pypdfium2.PdfDocument, at: int) -> list[int]:
    """The grey values through the middle of the bar number ``at``, from the left of the bars to their right."""
    page = document[0]
    text = page.get_textpage()
    searcher = text.search(f"棒{at}")
    index, _count = searcher.get_next()
    _left, bottom, _right, top = text.get_charbox(index)
    scale = 4
    image = page.render(scale=scale, grayscale=True).to_pil()
    y = round((PORTRAIT.height - (bottom + top) / 2) * scale)
    first = PORTRAIT.left + PORTRAIT.body_width * 0.26
    return [image.getpixel((round(x * scale), y)) for x in range(round(first) + 2, round(first + 190))]


def test_names_rates_line_and_date_are_printed() -> None:
    told = words(opened(chart(bar("こくみん共済", 65), bar("長期共済", 103), bar("火災共済", None))))
    for text in ("重点共済 達成状況", "縦線：標準進捗率 91.7％", "2024年4月30日現在", "こくみん共済", "65.0％", "103.0％",
                 "－", "標準を下回る"):  # fmt: skip
        assert text in told


def test_bars_below_the_line_are_hatched_and_others_solid() -> None:
    document = opened(chart(bar("棒1", 80), bar("棒2", 95), bar("棒3", 0)))
    hatched, solid, empty = (row_of_greys(document, at) for at in (1, 2, 3))
    inside = range(20, 120)
    assert len({hatched[x] for x in inside}) > 3
    assert len({solid[x] for x in inside}) == 1
    assert min(empty[x] for x in inside) > max(solid[x] for x in inside)


def test_the_longer_bar_is_the_higher_rate() -> None:
    document = opened(chart(bar("棒1", 92), bar("棒2", 99), standard=Fraction(1, 12)))

    def dark(greys: list[int]) -> int:
        return sum(grey < 160 for grey in greys)

    assert dark(row_of_greys(document, 1)) <= dark(row_of_greys(document, 2))


@pytest.mark.parametrize("count", [1, 45, 120])
def test_long_charts_go_on_over_pages_and_lose_no_bar(count: int) -> None:
    document = opened(chart(*(bar(f"単位{at:03}", at % 110) for at in range(count))))
    told = words(document)
    assert all(f"単位{at:03}" in told for at in range(count))
    for page in document:
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            assert left >= PORTRAIT.left - 1 and right <= PORTRAIT.width - PORTRAIT.right + 1
            assert bottom > 0 and top < PORTRAIT.height


def test_a_long_name_gives_way() -> None:
    name = "メイン化（給振・年金・公振・クレジット・そのほかの長い説明）"
    assert "メイン化" in words(opened(chart(bar(name, 58))))
    assert "…" in words(opened(chart(bar("とても" * 20, 58))))


def test_the_same_chart_gives_the_same_bytes() -> None:
    document = Document("進捗状況", "労済", CREATED, (chart(bar("棒1", 80)),))
    assert pdf_bytes(document) == pdf_bytes(document)
