"""The pages of a paper under each other, as they will be printed; only those in sight are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from kyosai_desktop.ui.tokens import tokens_of

_GAP = 16
_POINTS_PER_INCH = 72
ZOOMS = (50, 75, 100, 125, 150, 200, 300)


class _Sheets(QWidget):
    """Draws what it has; asks for the rest by ``needed(page)``."""

    needed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._sizes: Sequence[tuple[float, float]] = ()
        self._scale = 1.0  # device-independent pixels a point
        self._images: dict[int, QImage] = {}
        self._asked: set[int] = set()

    def show_pages(self, sizes: Sequence[tuple[float, float]], scale: float) -> None:
        """Pages of these sizes in points; pictures of another scale or paper are forgotten."""
        self._sizes, self._scale = sizes, scale
        self._images.clear()
        self._asked.clear()
        width = max((size[0] for size in sizes), default=0) * scale
        height = sum(size[1] * scale + _GAP for size in sizes)
        self.setMinimumSize(QSize(int(width) + 2 * _GAP, int(height) + _GAP))
        self.update()

    def put(self, page: int, image: QImage) -> None:
        """The picture that was asked for."""
        self._images[page] = image
        self.update(self.page_rect(page))

    def page_rect(self, page: int) -> QRect:
        """Where a page is."""
        top = _GAP + sum(size[1] * self._scale + _GAP for size in self._sizes[:page])
        width, height = (length * self._scale for length in self._sizes[page])
        return QRectF((self.width() - width) / 2, top, width, height).toRect()

    def page_at(self, y: int) -> int:
        """The page that is at this height."""
        for page in range(len(self._sizes)):
            if y < self.page_rect(page).bottom() + _GAP:
                return page
        return max(len(self._sizes) - 1, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        tokens = tokens_of(self.palette())
        painter.fillRect(event.rect(), QColor(tokens.track))
        for page in range(len(self._sizes)):
            rect = self.page_rect(page)
            if not rect.intersects(event.rect()):
                continue
            painter.fillRect(rect, QColor("#FFFFFF"))  # paper is white at night too
            image = self._images.get(page)
            if image is not None:
                painter.drawImage(rect, image)
            elif page not in self._asked:
                self._asked.add(page)
                self.needed.emit(page)
            painter.setPen(QColor(tokens.muted))
            painter.drawRect(rect)
        painter.end()


class PageCanvas(QScrollArea):
    """Scrolls and zooms. ``needed(page, scale)``: please bring the picture at so many pixels a point."""

    needed = Signal(int, float)
    moved = Signal(int, int)
    """Page in sight (from 1) and zoom in percent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName("プレビュー")
        self._sheets = _Sheets()
        self.setWidget(self._sheets)
        self._sizes: Sequence[tuple[float, float]] = ()
        self._percent = 0
        self._fit_page = False
        self._sheets.needed.connect(
            lambda page: self.needed.emit(page, self._scale() * self.devicePixelRatioF())
        )
        self.verticalScrollBar().valueChanged.connect(self._tell)

    @property
    def pages(self) -> int:
        """How many pages the paper has."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        return self._sheets.page_at(self.verticalScrollBar().value() + self.viewport().height() // 3)

    def show_document(self, sizes: Sequence[tuple[float, float]], spoken: str) -> None:
        """Another paper with pages of these sizes in points."""
        self._sizes = sizes
        self.setAccessibleDescription(spoken)
        self._lay_out(0)

    def put(self, page: int, image: QImage) -> None:
        """The picture that was asked for."""
        self._sheets.put(page, image)

    def go(self, page: int) -> None:
        """Bring a page (from 0) into sight."""
        if 0 <= page < self.pages:
            self.verticalScrollBar().setValue(self._sheets.page_rect(page).top() - _GAP)

    def fit_width(self) -> None:
        """As wide as there is room, but not larger than the paper."""
        self._percent, self._fit_page = 0, False
        self._lay_out(self.page)

    def fit_page(self) -> None:
        """A whole page at once."""
        self._percent, self._fit_page = 0, True
        self._lay_out(self.page)

    def zoom(self, direction: int) -> None:
        """To the next of ``ZOOMS``, larger (1) or smaller (-1)."""
        now = self.percent()
        steps = [each for each in ZOOMS if (each > now if direction > 0 else each < now)]
        if steps:
            self._percent = steps[0] if direction > 0 else steps[-1]
            self._lay_out(self.page)

    def percent(self) -> int:
        """Zoom against the paper's real size."""
        return round(self._scale() * 100 * _POINTS_PER_INCH / self.logicalDpiX())

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # only passed on
        if not self._percent:
            self._lay_out(self.page)

    def _scale(self) -> float:
        real = self.logicalDpiX() / _POINTS_PER_INCH
        if self._percent or not self._sizes:
            return real * (self._percent or 100) / 100
        width, height = self._sizes[min(self.page, self.pages - 1)]
        wide = (self.viewport().width() - 2 * _GAP) / width
        high = (self.viewport().height() - 2 * _GAP) / height
        return max(min(wide, high) if self._fit_page else min(wide, real), 0.2)

    def _lay_out(self, page: int) -> None:
        self._sheets.show_pages(self._sizes, self._scale())
        self._sheets.adjustSize()
        self.go(page)
        self._tell()

    def _tell(self) -> None:
        if self._sizes:
            self.moved.emit(self.page + 1, self.percent())
