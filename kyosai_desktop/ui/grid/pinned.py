"""``PinnedRow``: the total at the bottom edge of the grid while the real last row is scrolled out of sight.

It lies exactly where the last row comes to rest when the table is scrolled to its end, so nothing is ever
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


def pinned_row(table: Table) -> int | None:
    """The row that stays in sight: a last row of totals in which nothing is typed."""
    if len(table.rows) < 2 or table.rows[-1].kind is not RowKind.TOTAL:
        return None
    if any(enterable(cell) for cell in table.cells[-1]):
        return None
    return len(table.rows) - 1


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

    def paintEvent(self, _event: QPaintEvent) -> None:
        view, look = self._view, self._view.look
        table = view.table
        row = len(table.rows) - 1
        labels = view.stub.width()
        painter = QPainter(self)
        line = Line(row, 1, self.height() - 1)
        painter.setClipRect(labels, 0, self.width() - labels, self.height())
        painter.translate(labels, 0)
        area = view.viewport().rect()
        area.setHeight(self.height())
        seen = view.page_of(view.viewport().rect())
        page = Page(
            rows=[line],
            columns=seen.columns,
            selected=[
                QRect(rect.left(), 1, rect.width(), self.height() - 2)
                for rect, part in zip(seen.selected, view.selected_ranges(), strict=False)
                if part.bottom() == row
            ],
            current=seen.current,
            focused=seen.focused,
            selected_cells=seen.selected_cells,
            progress=seen.progress,
        )
        paint_page(painter, area, table, page, look)
        painter.translate(-labels, 0)
        painter.setClipping(False)
        paint_labels(painter, table, line, view.stub.widths, look, repeat=True)
        painter.setPen(look.colour("strong_line"))
        painter.drawLine(0, 0, self.width(), 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        column = self._view.columnAt(event.position().toPoint().x() - self._view.stub.width())
        if column >= 0 and self._view.settle() is None:
            self._view.setFocus(Qt.FocusReason.MouseFocusReason)
            self._view.go(len(self._view.table.rows) - 1, column)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._view.viewport(), event)
