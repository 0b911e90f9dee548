"""Pages of a finished PDF as pictures and as text. PDFium isn't thread-safe: call this from one thread only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as pixels: rows of ``stride`` bytes, four bytes a pixel in the order blue, green, red, unused
    (QImage.Format_RGB32 on every machine the program runs on)."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every page in points."""
    with _opened(pdf) as document:
        return [document.get_page_size(at) for at in range(len(document))]


def render_page(pdf: bytes, page: int, scale: float) -> PageImage:
    """Page ``page``, counted from 0, at ``scale`` pixels a point."""
    with _opened(pdf) as document, _page(document, page) as sheet:
        bitmap = sheet.render(scale=scale, force_bitmap_format=_bgrx(), may_draw_forms=False)
        try:
            return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            bitmap.close()


def page_text(pdf: bytes, page: int) -> str:
    """The text of page ``page``, counted from 0, in the order in which it was drawn."""
    with _opened(pdf) as document, _page(document, page) as sheet:
        text = sheet.get_textpage()
        try:
            return str(text.get_text_range())
        finally:
            text.close()


def _bgrx() -> int:
    from pypdfium2 import raw

    return int(raw.FPDFBitmap_BGRx)


@contextmanager
def _opened(pdf: bytes) -> Iterator[PdfDocument]:
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


@contextmanager
def _page(document: PdfDocument, at: int) -> Iterator[PdfPage]:
    page = document[at]
    try:
        yield page
    finally:
        page.close()
