"""A list of lines to read and choose from; nothing in it can be typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QWidget


class ReadingList(QTreeWidget):
    """Columns under their titles, one line per item."""

    def __init__(self, name: str, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setColumnCount(len(titles))
        self.setHeaderLabels(list(titles))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.header().setStretchLastSection(True)


def when_words(time: datetime) -> str:
    """「2024年5月31日 14:32」."""
    return f"{time.year}年{time.month}月{time.day}日 {time:%H:%M}"
