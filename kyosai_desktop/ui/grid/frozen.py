"""The frozen left columns: row labels (支店, ブロック) that stay while the figures scroll.

They are the vertical header of the view, so rows line up, resize and scroll together by construction, and
screen readers read them as the headings of the rows. A repeated label is painted once per run, and again at the
top of the window, so that a scrolled table still says which 支店 its rows belong to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from kyosai_desktop.domain.table import Table
from kyosai_desktop.ui.grid.look import BOLD_ROWS, PADDING, GridLook
from kyosai_desktop.ui.grid.model import EMPTY
from kyosai_desktop.ui.grid.painting import Line

if TYPE_CHECKING:
    from kyosai_desktop.ui.grid.entry import EntryView

FROZEN_LINE = 2
"""Pixels of the strong line right of the frozen columns."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_INDENT = 10
_GRIP = 4
_NARROWEST = 28


def stub_widths(table: Table, look: GridLook) -> list[int]:
    """Pixels for each label column, so that titles and labels fit; a table without labels shows row numbers."""
    if not table.stub:
        return [look.number.width(str(max(len(table.rows), 99))) + 2 * PADDING]
    widths = [look.text.width(title) + 2 * PADDING for title in table.stub]
    for row in table.rows:
        metrics = look.text_bold if row.kind in BOLD_ROWS else look.text
        for j, label in enumerate(row.labels):
            indent = row.level * _INDENT if j == len(row.labels) - 1 else 0
            spills = j + 1 < len(row.labels) and not row.labels[j + 1]
            if label and not spills:
                widths[j] = max(widths[j], metrics.width(label) + indent + 2 * PADDING)
    return widths


def paint_labels(
    painter: QPainter, table: Table, line: Line, widths: list[int], look: GridLook, *, repeat: bool
) -> None:
    """The labels of one row; ``repeat``: also those that equal the label above."""
    row = table.rows[line.index]
    total = sum(widths)
    painter.fillRect(0, line.start, total, line.size, look.ground(row.kind) or look.colour("surface"))
    metrics = look.text_bold if row.kind in BOLD_ROWS else look.text
    painter.setFont(metrics.font)
    painter.setPen(look.colour("text"))
    if not table.stub:
        painter.setFont(look.number.font)
        painter.setPen(look.colour("muted"))
        painter.drawText(QRect(0, line.start, total, line.size), _CENTRE, str(line.index + 1))
    left = 0
    for j, label in enumerate(row.labels):
        room = widths[j]
        if label and not any(row.labels[j + 1 :]):
            room = total - left  # nothing follows in this row: a long label may run on
        if label and (repeat or not _repeated(table, line.index, j)):
            indent = row.level * _INDENT if j == len(row.labels) - 1 else 0
            x = left + PADDING + indent
            shown = painter.fontMetrics().elidedText(
                label, Qt.TextElideMode.ElideRight, room - PADDING - indent - 2
            )
            painter.drawText(QRect(x, line.start, room, line.size), _LEFT, shown)
        left += widths[j]
    painter.setPen(look.colour("line"))
    below = line.start + line.size - 1
    painter.drawLine(_line_start(table, line.index, widths), below, total, below)
    left = 0
    for j, width in enumerate(widths[:-1]):
        left += width
        if row.labels[j + 1]:
            painter.drawLine(left - 1, line.start, left - 1, below)
    painter.fillRect(total - FROZEN_LINE, line.start, FROZEN_LINE, line.size, look.colour("strong_line"))


def _repeated(table: Table, index: int, column: int) -> bool:
    """Whether the labels up to ``column`` are those of the row above; the innermost label never counts."""
    labels = table.rows[index].labels
    if index == 0 or column == len(labels) - 1:
        return False
    return table.rows[index - 1].labels[: column + 1] == labels[: column + 1]


def _line_start(table: Table, index: int, widths: list[int]) -> int:
    """Where the line below a row begins: right of labels that go on in the next row."""
    start = 0
    for j, width in enumerate(widths):
        if index + 1 >= len(table.rows) or not _repeated(table, index + 1, j):
            break
        start += width
    return start


class StubHeader(QHeaderView):
    """The vertical header, painted as label columns."""

    def __init__(self, look: GridLook, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._look = look
        self._table = EMPTY
        self._current = -1
        self.widths: list[int] = [0]
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)

    def show_table(self, table: Table, look: GridLook) -> None:
        """Paint the labels of another table, or in another look; widths set by the user stay."""
        same = self._look is look and self._table.stub == table.stub
        fitting = stub_widths(table, look)
        self._table, self._look = table, look
        self.widths = [max(pair) for pair in zip(self.widths, fitting, strict=True)] if same else fitting
        self.updateGeometry()
        self.viewport().update()

    def resize_stub(self, column: int, width: int) -> None:
        """Give a label column ``width`` pixels, or a little more when that is too narrow to grip."""
        self.widths[column] = max(width, _NARROWEST)
        self.updateGeometry()
        self.geometriesChanged.emit()
        self.viewport().update()

    def fit_stub(self, column: int) -> None:
        """Give a label column the width of its longest label."""
        self.resize_stub(column, stub_widths(self._table, self._look)[column])

    def mark_current(self, row: int) -> None:
        """Mark the labels of the current cell's row."""
        if row != self._current:
            self._current = row
            self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(sum(self.widths), super().sizeHint().height())

    def setOffset(self, offset: int) -> None:
        super().setOffset(offset)
        self.viewport().update()  # the label at the top of the window changes

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if cast("EntryView", self.parent()).settle() is None:
            super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.colour("surface"))
        top_shown = True
        for line in self._seen():
            first = top_shown and line.start >= -line.size // 2
            alone = line.index > 0 and self.isSectionHidden(line.index - 1)
            paint_labels(painter, self._table, line, self.widths, self._look, repeat=first or alone)
            top_shown = top_shown and not first
            if line.index == self._current:
                painter.fillRect(0, line.start, 3, line.size - 1, self._look.colour("focus"))

    def _seen(self) -> Iterator[Line]:
        height = self.viewport().height()
        index = max(self.logicalIndexAt(0), 0)
        while index < min(self.count(), len(self._table.rows)):
            start = self.sectionViewportPosition(index)
            if start >= height:
                return
            if not self.isSectionHidden(index):
                yield Line(index, start, self.sectionSize(index))
            index += 1


class StubCorner(QWidget):
    """The titles of the label columns, in the corner above them. A press selects everything; dragging the
    edge of a title changes the width of its column, a double click there fits it.
    """

    pressed = Signal()

    def __init__(self, stub: StubHeader, look: GridLook, parent: QWidget) -> None:
        super().__init__(parent)
        self._stub = stub
        self._look = look
        self._table = EMPTY
        self._dragged = -1
        self.setMouseTracking(True)
        self.setAccessibleName("全体を選択")

    def show_table(self, table: Table, look: GridLook) -> None:
        """Paint the titles of another table, or in another look."""
        self._table, self._look = table, look
        self.setToolTip("クリックすると表の全体を選びます")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("header"))
        painter.setFont(look.text.font)
        left, bottom = 0, self.height() - 1
        for title, width in zip(self._table.stub, self._stub.widths, strict=False):
            painter.setPen(look.colour("text"))
            painter.drawText(QRect(left + PADDING, 0, width - PADDING, self.height()), _LEFT, title)
            left += width
            painter.setPen(look.colour("line"))
            painter.drawLine(left - 1, 0, left - 1, bottom)
        painter.setPen(look.colour("strong_line"))
        painter.drawLine(0, bottom, self.width(), bottom)
        painter.fillRect(
            self.width() - FROZEN_LINE, 0, FROZEN_LINE, self.height(), look.colour("strong_line")
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragged = self._edge_at(event.position().toPoint())
        if self._dragged < 0:
            self.pressed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._dragged >= 0:
            self._stub.resize_stub(self._dragged, at.x() - sum(self._stub.widths[: self._dragged]))
        elif self._edge_at(at) >= 0:
            self.setCursor(Qt.CursorShape.SplitHCursor)
        else:
            self.unsetCursor()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._dragged = -1

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        column = self._edge_at(event.position().toPoint())
        if column >= 0:
            self._stub.fit_stub(column)

    def leaveEvent(self, _event: QEvent) -> None:
        self.unsetCursor()

    def _edge_at(self, at: QPoint) -> int:
        """The label column whose right edge is under the pointer, -1 for none."""
        edge = 0
        for column, width in enumerate(self._stub.widths):
            edge += width
            if self._table.stub and abs(at.x() - edge) <= _GRIP:
                return column
        return -1
