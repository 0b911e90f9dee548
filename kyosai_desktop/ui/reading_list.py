"""A list of lines to read and choose from; nothing in it can be typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget, QWidget


class ReadingList(QTreeWidget):
    """Columns under their titles, one line per item."""

    def __init__(self, name: str, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setColumnCount(len(titles))
        self.setHeaderLabels(list(titles))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemDelegate(_AiryLines(self))
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.header().setStretchLastSection(True)


class _AiryLines(QStyledItemDelegate):
    """BIZ UD fonts have no leading: p, y and g reach below what a style makes of their height."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        fitting = super().sizeHint(option, index)
        return QSize(fitting.width(), max(fitting.height(), option.fontMetrics.height() * 2))


def when_words(time: datetime) -> str:
    """「2024年5月31日 14:32」."""
    return f"{time.year}年{time.month}月{time.day}日 {time:%H:%M}"
