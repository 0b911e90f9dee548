"""Pages as pictures and on the printer. Runs on the worker thread; PDFium is called from nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter

from kyosai_desktop.operations.papers import PaperContent, pdf_bytes
from kyosai_desktop.ui.jobs import Progress

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_PRINT_DPI = 300
_POINTS_PER_INCH = 72
_THUMBNAIL_POINTS = 0.2


@dataclass(frozen=True, slots=True)
class Preview:
    """A finished PDF with the sizes of its pages in points and their thumbnails."""

    content: PaperContent
    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    thumbnails: tuple[QImage, ...]
    spoken: str


def make_preview(content: PaperContent, progress: Progress, ratio: float) -> Preview:
    """The PDF of a paper and its thumbnails for a screen with this many pixels a point of the desktop."""
    from kyosai_desktop.reports import preview

    progress.at(0, 1)
    pdf = pdf_bytes(content)
    sizes = tuple(preview.page_sizes(pdf))
    thumbnails = []
    for page in range(len(sizes)):
        progress.at(page, len(sizes))
        thumbnails.append(page_image(pdf, page, _THUMBNAIL_POINTS * ratio))
    return Preview(content, pdf, sizes, tuple(thumbnails), preview.page_text(pdf, 0)[:2_000])


def page_image(pdf: bytes, page: int, scale: float) -> QImage:
    """A page (from 0) at ``scale`` pixels a point."""
    from kyosai_desktop.reports import preview

    made = preview.render_page(pdf, page, scale)
    # copy: the image must not point into bytes that go away
    return QImage(made.pixels, made.width, made.height, made.stride, QImage.Format.Format_RGB32).copy()


def print_pages(made: Preview, printer: QPrinter, progress: Progress) -> int:
    """Draw the chosen pages onto the printer, page by page; returns how many. ``Stopped`` throws the print away."""
    first = max(printer.fromPage(), 1)
    last = printer.toPage() or len(made.sizes)
    pages = range(first - 1, min(last, len(made.sizes)))
    width, height = made.sizes[0]
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    )
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return 0
    try:
        for count, page in enumerate(pages):
            progress.at(count, len(pages))
            if count:
                printer.newPage()
            image = page_image(made.pdf, page, _PRINT_DPI / _POINTS_PER_INCH)
            whole = printer.pageLayout().fullRectPixels(printer.resolution())
            size = image.size().scaled(whole.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRect(whole.topLeft(), size), image)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(pages)
