"""``GridView``: one ``Table`` to read and type in, the only editable table of the program."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import cast

from PySide6.QtCore import (
    QEvent,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from kyosai_desktop.domain.table import Table
from kyosai_desktop.ui.grid.blocks import BlockView
from kyosai_desktop.ui.grid.entry import Apply
from kyosai_desktop.ui.grid.frozen import StubCorner, StubHeader
from kyosai_desktop.ui.grid.header import GroupHeader
from kyosai_desktop.ui.grid.keys import command_of
from kyosai_desktop.ui.grid.look import look_of
from kyosai_desktop.ui.grid.model import identity
from kyosai_desktop.ui.grid.navigation import Position
from kyosai_desktop.ui.grid.painting import Line, Page, paint_page
from kyosai_desktop.ui.grid.pinned import PinnedRow, pinned_rows, typed_in
from kyosai_desktop.ui.grid.summary import summarise
from kyosai_desktop.ui.grid.widths import ColumnWidths, column_widths, squeezed

_SUM_AT_ONCE = 5_000
_SUM_LATER_MS = 150
_LOOK_CHANGES = frozenset({QEvent.Type.PaletteChange, QEvent.Type.FontChange})


class GridView(BlockView):
    """Shows a ``Table`` and asks ``apply`` for every change; the owner answers with ``set_table``.

    Row and column numbers everywhere are those of ``Table.cells``. Signals: ``refused(Problem)``,
    ``current_cell_changed(row, column)``, ``selection_summary(Summary)``.
    """

    selection_summary = Signal(object)
    _pinned: PinnedRow | None = None  # Qt calls overrides before __init__ is done

    def __init__(self, apply: Apply, parent: QWidget | None = None) -> None:
        super().__init__(apply, parent)
        self._own_widths: dict[str, int] = {}
        self._widths = ColumnWidths()
        self._natural: tuple[int, ...] = ()
        self._progress: Fraction | None = None
        self._setting_widths = False
        self.stub = StubHeader(self.look, self)
        self.setVerticalHeader(self.stub)
        self.heading = GroupHeader(self.look, self)
        self.setHorizontalHeader(self.heading)
        self._corner = StubCorner(self.stub, self.look, self)
        self._pinned = PinnedRow(self)
        self._summary_timer = QTimer(self, singleShot=True, interval=_SUM_LATER_MS)
        self._summary_timer.timeout.connect(self._summarise)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(True)
        self.heading.group_pressed.connect(self.select_columns)
        self.heading.sectionResized.connect(self._column_resized)
        self.heading.sectionHandleDoubleClicked.connect(self.fit_column)
        self._corner.pressed.connect(self.select_everything)
        self.selectionModel().selectionChanged.connect(self._tell_summary)
        self.current_cell_changed.connect(self._mark_current)
        self._apply_look()

    # -- the table ---------------------------------------------------------------------------------------

    def set_table(self, table: Table) -> None:
        """Show another table, or the same one recomputed. Selection, current cell, scroll position and what
        is being typed stay; a current cell is found again by the keys of its row and column.
        """
        before, at = self.table, self.current
        scrolled = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        editor = None if self._committing else self.editor()
        typed = None if editor is None else (editor.text(), editor.quick)
        self._delegate.keep_text = True
        try:
            same_shape = self._grid_model.replace(table)
        finally:
            self._delegate.keep_text = False
        self.setAccessibleName(table.title)
        self._show_in_headers()
        if same_shape:
            self._tell_summary()  # the same cells are selected, with other figures
            return
        self.horizontalScrollBar().setValue(scrolled[0])
        self.verticalScrollBar().setValue(scrolled[1])
        if at is not None and table.rows and table.columns:
            row, column = _found_again(before, table, at)
            elsewhere = (before.id, before.council, before.year) != (table.id, table.council, table.year)
            if typed is None or (elsewhere and identity(before.rows[at[0]]) != identity(table.rows[row])):
                self.go(row, column)
            else:
                self.reopen(row, column, typed[0], quick=typed[1])

    def show_only_rows(self, shown: Collection[int] | None) -> None:
        """Hide all other rows (None: show every row). Copying, pasting and filling leave hidden rows alone; a
        current cell that is hidden gives way to the nearest one that isn't.
        """
        for row in range(len(self.table.rows)):
            self.setRowHidden(row, shown is not None and row not in shown)
        at, rows = self.current, self.shown_rows()
        if at is not None and rows and self.isRowHidden(at[0]):
            self.go(min(rows, key=lambda row: abs(row - at[0])), at[1])
        self.stub.viewport().update()
        self.updateGeometries()

    def show_progress(self, percent: Fraction | None) -> None:
        """Mark the 標準進捗率 in the bars of rates; None takes the mark away."""
        self._progress = percent
        self.viewport().update()

    def fit_column(self, column: int) -> None:
        """Give a column the width of its widest text (double click on its edge)."""
        self._own_widths.pop(self.table.columns[column].path, None)
        self._set_width(column, column_widths(self.table, self.look)[column])

    def _show_in_headers(self) -> None:
        self.stub.show_table(self.table, self.look)
        self.heading.show_table(self.table, self.look)
        self._corner.show_table(self.table, self.look)
        self._fit_columns(self._widths.of(self.table, self.look))
        self.updateGeometries()
        self.viewport().update()

    def _fit_columns(self, natural: Sequence[int]) -> None:
        """Give every column the user's width or its own; columns of text give way to bring all into sight."""
        own = {i: self._own_widths.get(column.path) for i, column in enumerate(self.table.columns)}
        widths = [width if own[i] is None else own[i] or width for i, width in enumerate(natural)]
        fixed = {i for i, width in own.items() if width is not None}
        self._natural = tuple(natural)
        room = self.viewport().width()
        for column, width in enumerate(squeezed(widths, self.table, self.look, room, fixed)):
            self._set_width(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and self._pinned is not None:
            self._fit_columns(self._natural)
            self.updateGeometries()

    def _set_width(self, column: int, width: int) -> None:
        self._setting_widths = True
        try:
            self.setColumnWidth(column, width)
        finally:
            self._setting_widths = False

    def _column_resized(self, column: int, _old: int, new: int) -> None:
        if not self._setting_widths and new and column < len(self.table.columns):
            self._own_widths[self.table.columns[column].path] = new

    def page_of(self, area: QRect) -> Page:
        """What is to be painted in ``area`` of the viewport."""
        first, last = self.rowAt(max(area.top(), 0)), self.rowAt(area.bottom())
        last = len(self.table.rows) - 1 if last < 0 else last
        rows = [
            Line(row, self.rowViewportPosition(row), self.rowHeight(row))
            for row in range(max(first, 0), last + 1)
            if first >= 0 and not self.isRowHidden(row)
        ]
        first, last = self.columnAt(max(area.left(), 0)), self.columnAt(area.right())
        last = len(self.table.columns) - 1 if last < 0 else last
        columns = [
            Line(column, self.columnViewportPosition(column), self.columnWidth(column))
            for column in range(max(first, 0), last + 1)
            if first >= 0 and not self.isColumnHidden(column)
        ]
        ranges = self.selected_ranges()
        count = sum(part.height() * part.width() for part in ranges)
        selected = [self._pixels(part) for part in ranges] if count > 1 else []
        focused = self.hasFocus() or self.is_typing
        return Page(rows, columns, selected, self.current, focused, count, self._progress)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        paint_page(painter, event.rect(), self.table, self.page_of(event.rect()), self.look)

    def _pixels(self, part: QItemSelectionRange) -> QRect:
        left, top = self.columnViewportPosition(part.left()), self.rowViewportPosition(part.top())
        right = self.columnViewportPosition(part.right()) + self.columnWidth(part.right())
        bottom = self.rowViewportPosition(part.bottom()) + self.rowHeight(part.bottom())
        return QRect(left, top, right - left - 1, bottom - top - 1)

    # -- what Qt tells the view --------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keys of the grid win over the same keys of menus while the keyboard is here."""
        if event.type() == QEvent.Type.ShortcutOverride and command_of(cast(QKeyEvent, event)) is not None:
            event.accept()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _LOOK_CHANGES and self._pinned is not None:
            self._apply_look()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self._pinned is not None:
            self._place_overlays(self._pinned)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self._pinned is not None:
            if dy:
                self._place_overlays(self._pinned)
            self._pinned.update()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """As Qt, but never below the pinned row; that row itself is always in sight, unless something is typed in it."""
        bar = self.verticalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if self._pinned is None or not self._pinned.isVisible():
            return
        if index.row() in pinned_rows(self.table):
            bar.setValue(bar.maximum() if typed_in(self.table) else before)
            return
        row_end = self.rowViewportPosition(index.row()) + self.rowHeight(index.row())
        hidden = row_end - (self.viewport().height() - self._pinned.height() + 1)
        if hidden > 0:
            bar.setValue(bar.value() + hidden)

    def _apply_look(self) -> None:
        self.look = look_of(self.font(), self.palette())
        self.verticalHeader().setDefaultSectionSize(self.look.row_height)
        self.verticalScrollBar().setSingleStep(self.look.row_height)
        self.horizontalScrollBar().setSingleStep(3 * self.look.em)
        self._show_in_headers()

    def _place_overlays(self, overlay: PinnedRow) -> None:
        self._corner.setGeometry(0, 0, self.stub.width(), self.heading.height())
        area = self.viewport().geometry()
        bar = self.verticalScrollBar()
        fits = self.verticalHeader().length() <= area.height()
        # an editor in the real row must not lie under its picture
        fits = fits or (typed_in(self.table) and bar.value() == bar.maximum())
        height = sum(line.size for line in overlay.lines()) + 1
        if fits or height == 1:
            overlay.hide()
            return
        width = min(area.width(), self.horizontalHeader().length())
        overlay.setGeometry(0, area.bottom() + 1 - height, self.stub.width() + width, height)
        overlay.show()
        overlay.raise_()

    def _mark_current(self, row: int, column: int) -> None:
        self.heading.mark_current(column)
        self.stub.mark_current(row)

    def _tell_summary(self) -> None:
        if self._pinned is not None:
            self._pinned.update()
        count = sum(part.height() * part.width() for part in self.selected_ranges())
        if count > _SUM_AT_ONCE:
            self._summary_timer.start()
        else:
            self._summary_timer.stop()
            self._summarise()

    def _summarise(self) -> None:
        self.selection_summary.emit(summarise(self.table, self.selected_cells()))


def _found_again(before: Table, after: Table, at: Position) -> Position:
    """Where the cell at ``at`` is in a table of another shape: by keys or names, else as near as can be."""
    row_id, column_id = identity(before.rows[at[0]]), before.columns[at[1]].path
    rows = [i for i, row in enumerate(after.rows) if identity(row) == row_id]
    columns = [j for j, column in enumerate(after.columns) if column.path == column_id]
    return (
        rows[0] if rows else min(at[0], len(after.rows) - 1),
        columns[0] if columns else min(at[1], len(after.columns) - 1),
    )
