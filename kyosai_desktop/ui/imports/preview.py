"""The lines of a plan on screen, to look through and to correct."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeView,
    QWidget,
)

from kyosai_desktop.operations.importing import Outcome, PlannedCell
from kyosai_desktop.ui.imports.pivot import Pivot, PivotLine
from kyosai_desktop.ui.imports.preview_model import FIXED, PreviewModel
from kyosai_desktop.ui.imports.preview_painting import PreviewPainter

_REMARK_EMS = 16


class PreviewView(QTreeView):
    """A plain list of lines. Only what can't be read can be typed over: ``corrected(sheet, address, text)``, with ''
    for a cell that is to be read as it stands again."""

    corrected = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = PreviewModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(PreviewPainter(self.lines, self))
        self.setAccessibleName("取り込みの内容")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        # what was typed plans the import again, which must not happen while the editor is still closing
        self.lines.corrected.connect(self.corrected, Qt.ConnectionType.QueuedConnection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_pivot(self, pivot: Pivot, *, only_changes: bool) -> None:
        """Show a plan's lines."""
        self.lines.show(pivot, only_changes=only_changes)
        for column in range(self.lines.columnCount() - 1):
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, self.columnWidth(column) + 10)
        self._place_remarks()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_remarks()

    def _place_remarks(self) -> None:
        """確認すること stands at the end; where the figures leave it no room there, beside the rows' names."""
        header, last = self.header(), self.lines.columnCount() - 1
        if not self.lines.rowCount():
            return
        em = self.fontMetrics().height()
        others = sum(self.columnWidth(column) for column in range(last))
        at_the_end = self.viewport().width() - others >= _REMARK_EMS * em
        header.moveSection(header.visualIndex(last), last if at_the_end else len(FIXED))
        header.setStretchLastSection(at_the_end)
        if not at_the_end:
            remarks = any(self.lines.line(row).remark for row in range(self.lines.rowCount()))
            self.setColumnWidth(last, _REMARK_EMS * em if remarks else header.sectionSizeHint(last) + 10)

    def place_to_begin(self, before: PlannedCell | None) -> QModelIndex:
        """The first line that can't be taken, at the cell to correct if there is one; without any, the cell that was
        current ``before``, or the first line."""
        rows = range(self.lines.rowCount())
        for row in rows:
            if self.lines.line(row).outcome is Outcome.ERROR:
                line = [self.lines.index(row, column) for column in range(self.lines.columnCount())]
                return next((place for place in line if self.lines.is_unread(place)), line[0])
        for row in rows if before else ():
            for column, cell in enumerate(self.lines.line(row).cells, start=len(FIXED)):
                if cell and before and (cell.sheet, cell.address) == (before.sheet, before.address):
                    return self.lines.index(row, column)
        return self.lines.index(0, 0)

    def place_to_correct(self) -> QModelIndex | None:
        """The current cell, or the first of its line, if another text in it would help."""
        at = self.currentIndex()
        columns = (at.column(), *range(self.lines.columnCount())) if at.isValid() else ()
        places = (at.siblingAtColumn(column) for column in columns)
        return next((place for place in places if self.lines.is_correctable(place)), None)

    def current_line(self) -> PivotLine | None:
        """The line with the current cell."""
        index = self.currentIndex()
        return self.lines.line(index.row()) if index.isValid() else None
