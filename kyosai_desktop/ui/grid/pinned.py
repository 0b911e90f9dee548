"""``PinnedRow``: the total at the bottom edge of the grid while the real last rows are scrolled out of sight.

It lies exactly where the last rows come to rest when the table is scrolled to its end, so nothing is ever
hidden that can't be scrolled up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from kyosai_desktop.domain.table import RowKind, Table
from kyosai_desktop.ui.grid.frozen import paint_labels
from kyosai_desktop.ui.grid.model import enterable
from kyosai_desktop.ui.grid.painting import Line, Page, paint_page

if TYPE_CHECKING:
    from kyosai_desktop.ui.grid.view import GridView


def pinned_rows(table: Table) -> range:
    """The rows that stay in sight: a total at the end, with the counts (達成ブロック数) below it.

    Empty when there is nothing else.
    """
    first = len(table.rows)
    while first and table.rows[first - 1].kind is RowKind.COUNT:
        first -= 1
    if first < 2 or table.rows[first - 1].kind is not RowKind.TOTAL:
        return range(0)
    return range(first - 1, len(table.rows))


def typed_in(table: Table) -> bool:
    """Whether a total that stays in sight takes input: it is then typed in its real place, at the table's end."""
    return any(enterable(cell) for row in pinned_rows(table) for cell in table.cells[row])


class PinnedRow(QWidget):
    """Painted over the lower edge of the view, labels included."""

    def __init__(self, view: GridView) -> None:
        super().__init__(view)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def _view(self) -> GridView:
        # asked for, not kept: a cycle of references would leave the order of destruction to chance
        return cast("GridView", self.parent())

    def lines(self) -> list[Line]:
        """The pinned rows that aren't hidden, where they are painted."""
        view, lines, top = self._view, [], 1
        for row in pinned_rows(view.table):
            if not view.isRowHidden(row):
                lines.append(Line(row, top, view.rowHeight(row)))
                top += lines[-1].size
        return lines

    def paintEvent(self, _event: QPaintEvent) -> None:
        view, look = self._view, self._view.look
        table, lines = view.table, self.lines()
        labels = view.stub.width()
        painter = QPainter(self)
        painter.setClipRect(labels, 0, self.width() - labels, self.height())
        painter.translate(labels, 0)
        area = view.viewport().rect()
        area.setHeight(self.height())
        seen = view.page_of(view.viewport().rect())
        page = Page(
            rows=lines,
            columns=seen.columns,
            selected=[
                QRect(rect.left(), line.start, rect.width(), line.size - 1)
                for rect, part in zip(seen.selected, view.selected_ranges(), strict=False)
                for line in lines
                if part.top() <= line.index <= part.bottom()
            ],
            current=seen.current,
            focused=seen.focused,
            selected_cells=seen.selected_cells,
            progress=seen.progress,
        )
        paint_page(painter, area, table, page, look)
        painter.translate(-labels, 0)
        painter.setClipping(False)
        for line in lines:
            paint_labels(painter, table, line, view.stub.widths, look, repeat=True)
        painter.setPen(look.colour("strong_line"))
        painter.drawLine(0, 0, self.width(), 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        column = self._view.columnAt(at.x() - self._view.stub.width())
        row = next((line.index for line in self.lines() if at.y() < line.start + line.size), None)
        if column >= 0 and row is not None and self._view.settle() is None:
            self._view.setFocus(Qt.FocusReason.MouseFocusReason)
            self._view.go(row, column)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._view.viewport(), event)
