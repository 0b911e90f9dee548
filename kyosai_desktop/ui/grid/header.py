"""``GroupHeader``: column headings under their groups (共済名 over 目標・実績・差異・達成率).

A group is painted as one cell over its columns, its text in the middle of the part that can be seen, so a
scrolled table always says which 共済 its columns belong to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from kyosai_desktop.domain.table import Column, Table
from kyosai_desktop.ui.grid.look import GridLook
from kyosai_desktop.ui.grid.model import EMPTY
from kyosai_desktop.ui.grid.painting import starts_group

if TYPE_CHECKING:
    from kyosai_desktop.ui.grid.entry import EntryView

_CENTRE = Qt.AlignmentFlag.AlignCenter


class GroupHeader(QHeaderView):
    """The horizontal header of a grid. ``group_pressed(first, last)``: columns of a pressed group cell."""

    group_pressed = Signal(int, int)

    def __init__(self, look: GridLook, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._table = EMPTY
        self._current = -1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(28)
        self.sectionResized.connect(self._repaint)

    def show_table(self, table: Table, look: GridLook) -> None:
        """Paint the headings of another table, or in another look."""
        self._table, self._look = table, look
        self.updateGeometry()
        self.viewport().update()

    def mark_current(self, column: int) -> None:
        """Tint the heading of the current cell's column."""
        if column != self._current:
            self._current = column
            self.viewport().update()

    @property
    def levels(self) -> int:
        """Rows of headings: the deepest groups and the labels."""
        return 1 + max((len(column.groups) for column in self._table.columns), default=0)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.levels * self._look.header_row_height)

    def setOffset(self, offset: int) -> None:
        super().setOffset(offset)
        self.viewport().update()  # the texts of groups move within what is seen

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if cast("EntryView", self.parent()).settle() is not None:
            return
        x, y = event.position().toPoint().x(), event.position().toPoint().y()
        index = self.logicalIndexAt(x)
        on_edge = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        if event.button() == Qt.MouseButton.LeftButton and index >= 0 and not on_edge:
            level = y // self._look.header_row_height
            column = self._table.columns[index]
            if level < len(column.groups):
                first, last = self._extent(index, level)
                self.group_pressed.emit(first, last)
                return
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, height = self._look, self._look.header_row_height
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), look.colour("header"))
        painter.setFont(look.text.font)
        columns = self._table.columns
        bottom = self.levels * height - 1
        seen_groups: set[tuple[int, int]] = set()
        for index in self._seen():
            column = columns[index]
            left, size = self.sectionViewportPosition(index), self.sectionSize(index)
            depth = len(column.groups)
            if index == self._current:
                painter.fillRect(left, depth * height, size, bottom, look.colour("accent_soft"))
            for level in range(depth):
                first, _ = self._extent(index, level)
                if (first, level) not in seen_groups:
                    seen_groups.add((first, level))
                    self._paint_group(painter, index, level)
            self._paint_label(painter, column, QRect(left, depth * height, size, bottom + 1 - depth * height))
        self._paint_lines(painter, bottom)

    def _repaint(self) -> None:
        self.viewport().update()

    def _paint_label(self, painter: QPainter, column: Column, room: QRect) -> None:
        look = self._look
        painter.setFont(look.text.font)
        painter.setPen(look.colour("muted" if column.groups else "text"))
        text = painter.fontMetrics().elidedText(column.label, Qt.TextElideMode.ElideRight, room.width() - 4)
        painter.drawText(room, _CENTRE, text)

    def _paint_group(self, painter: QPainter, index: int, level: int) -> None:
        look, height = self._look, self._look.header_row_height
        first, last = self._extent(index, level)
        left = self.sectionViewportPosition(first)
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        seen_left, seen_right = max(left, 0), min(right, self.viewport().width())
        text = self._table.columns[index].groups[level]
        painter.setFont(look.text_bold.font)
        painter.setPen(look.colour("text"))
        # a sliver too narrow for the text keeps it at the group's own edge, clipped by the viewport
        needed = min(look.text_bold.width(text) + 12, right - left)
        if seen_right - seen_left < needed:
            seen_left, seen_right = (
                (seen_right - needed, seen_right) if left < 0 else (seen_left, seen_left + needed)
            )
        room = QRect(seen_left, level * height, seen_right - seen_left, height)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, right - left - 6)
        painter.drawText(room, _CENTRE, shown)
        painter.setPen(look.colour("line"))
        painter.drawLine(left, (level + 1) * height - 1, right - 1, (level + 1) * height - 1)

    def _paint_lines(self, painter: QPainter, bottom: int) -> None:
        look, columns = self._look, self._table.columns
        for index in self._seen():
            x = self.sectionViewportPosition(index) + self.sectionSize(index) - 1
            last_of_group = index + 1 == len(columns) or starts_group(columns, index + 1)
            top = 0 if last_of_group else len(columns[index].groups) * look.header_row_height
            if index + 1 < len(columns) and last_of_group and columns[index].groups:
                painter.setPen(look.colour("strong_line"))
            else:
                painter.setPen(look.colour("line"))
            painter.drawLine(x, top, x, bottom)
        painter.setPen(look.colour("strong_line"))
        painter.drawLine(0, bottom, self.viewport().width(), bottom)

    def _seen(self) -> Iterator[int]:
        """Columns that show in the header, left to right."""
        width = self.viewport().width()
        index = max(self.logicalIndexAt(0), 0)
        while index < len(self._table.columns) and self.sectionViewportPosition(index) < width:
            if not self.isSectionHidden(index):
                yield index
            index += 1

    def _extent(self, index: int, level: int) -> tuple[int, int]:
        """First and last column of the group cell that holds ``index`` at ``level``."""
        columns = self._table.columns
        path = columns[index].groups[: level + 1]
        first = last = index
        while first > 0 and columns[first - 1].groups[: level + 1] == path:
            first -= 1
        while last + 1 < len(columns) and columns[last + 1].groups[: level + 1] == path:
            last += 1
        return first, last
