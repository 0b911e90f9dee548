"""What is chosen from beside the preview: the papers by title, and the pages of one by their pictures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from kyosai_desktop.ui.icons import icon

_LEAST_WIDTH = 200
_AIR = 8


class PaperList(QListWidget):
    """The titles of papers, always wide enough for the longest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("資料の一覧")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_titles(self, titles: Sequence[str], current: int) -> None:
        """Replace the titles without telling it; ``current`` is the row chosen, -1 for none."""
        with QSignalBlocker(self):
            self.clear()
            for title in titles:
                self.addItem(QListWidgetItem(icon("file-text", "muted"), title))
            self.setCurrentRow(current)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        items = [self.item(row) for row in range(self.count())]
        for item in items:
            item.setSizeHint(QSize())
        width = max(self.sizeHintForColumn(0), _LEAST_WIDTH)
        height = max(self.fontMetrics().height() * 2, 32)
        for item in items:
            item.setSizeHint(QSize(width, height))
        self.setFixedWidth(width + _AIR + self.verticalScrollBar().sizeHint().width())


class Thumbnails(QListWidget):
    """The pages of a paper; hidden until there is more than one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("頁の一覧")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVisible(False)

    def show_pages(self, images: Sequence[QImage]) -> None:
        """Replace the pictures; the pane is as wide as the widest of them, a page on its side included."""
        ratio = self.devicePixelRatioF()
        sizes = [image.size() / ratio for image in images]
        largest = QSize(max(s.width() for s in sizes), max(s.height() for s in sizes))
        with QSignalBlocker(self):
            self.clear()
            self.setIconSize(largest)
            for number, image in enumerate(images, 1):
                item = QListWidgetItem(QIcon(QPixmap.fromImage(image)), str(number))
                item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
                self.addItem(item)
            self.setCurrentRow(0)
        widest = max(self.sizeHintForColumn(0), largest.width() + 2 * _AIR)
        self.setFixedWidth(widest + 2 * _AIR + self.verticalScrollBar().sizeHint().width())
        self.setVisible(len(images) > 1)

    def mark(self, page: int) -> None:
        """Mark the page (from 0) that is in sight, without telling it."""
        with QSignalBlocker(self):
            self.setCurrentRow(page)
