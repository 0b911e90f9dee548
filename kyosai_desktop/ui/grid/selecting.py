"""``SelectingView``: moving and selecting with the hands of Excel.

The current cell is where typing begins; extending a selection with Shift or the mouse moves its other end,
the *lead*, and leaves the current cell where it is (Qt does the opposite).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QScrollBar, QWidget

from kyosai_desktop.ui.grid.entry import Apply, EntryView
from kyosai_desktop.ui.grid.keys import ENTRY_STEPS, Command, Movement, Reach, command_of, movement_of
from kyosai_desktop.ui.grid.navigation import Position, Step, edge, neighbour, next_entry, next_in_block
from kyosai_desktop.ui.grid.painting import ARROW_ROOM

_Select = QItemSelectionModel.SelectionFlag


class SelectingView(EntryView):
    """``current_cell_changed(row, column)``: indexes of ``Table.cells``."""

    current_cell_changed = Signal(int, int)

    def __init__(self, apply: Apply, parent: QWidget | None = None) -> None:
        super().__init__(apply, parent)
        self._lead: Position | None = None
        self._tab_start: int | None = None
        self._dragging = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        # signals instead of Qt's virtual slots of these names: overriding selectionChanged corrupts memory
        self.selectionModel().currentChanged.connect(self._left_for)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    @property
    def current(self) -> Position | None:
        """Row and column of the current cell."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def shown_rows(self) -> Sequence[int]:
        """Rows that aren't hidden, in order."""
        rows = range(len(self.table.rows))
        return [row for row in rows if not self.isRowHidden(row)] if self._hides_rows() else rows

    def shown_columns(self) -> Sequence[int]:
        """Columns that aren't hidden, in order."""
        return [column for column in range(len(self.table.columns)) if not self.isColumnHidden(column)]

    def _hides_rows(self) -> bool:
        return self.verticalHeader().sectionsHidden()  # asking 20,000 rows one by one takes longer than a key

    def selected_ranges(self) -> list[QItemSelectionRange]:
        """The rectangles of the selection."""
        selection = self.selectionModel().selection()
        return [selection.at(i) for i in range(selection.count())]

    def selected_block(self) -> tuple[list[int], list[int]] | None:
        """Shown rows and columns of the selection (of the current cell, when nothing is selected); None when
        it isn't one rectangle.
        """
        ranges = self.selected_ranges()
        if not ranges:
            return ([self.current[0]], [self.current[1]]) if self.current else None
        top, left = min(r.top() for r in ranges), min(r.left() for r in ranges)
        bottom, right = max(r.bottom() for r in ranges), max(r.right() for r in ranges)
        hides = self._hides_rows()
        if sum(r.height() * r.width() for r in ranges) != (bottom - top + 1) * (right - left + 1):
            return None
        return (
            [row for row in range(top, bottom + 1) if not (hides and self.isRowHidden(row))],
            [column for column in range(left, right + 1) if not self.isColumnHidden(column)],
        )

    def selected_cells(self) -> Iterator[Position]:
        """Shown cells of the selection, row by row within each of its rectangles."""
        hides = self._hides_rows()
        for part in self.selected_ranges():
            columns = [c for c in range(part.left(), part.right() + 1) if not self.isColumnHidden(c)]
            for row in range(part.top(), part.bottom() + 1):
                if not (hides and self.isRowHidden(row)):
                    for column in columns:
                        yield row, column

    def go(self, row: int, column: int) -> None:
        """Make a cell the current one and the only one selected; a selection begins anew there."""
        # not setCurrentIndex of the view, which asks which modifier keys are held just now
        self.selectionModel().setCurrentIndex(self._grid_model.index(row, column), _Select.ClearAndSelect)
        self._begin_anew()  # Qt tells nothing when the cell was the current one before

    def extend(self, row: int, column: int) -> None:
        """Select from the current cell to this one; the current cell stays."""
        at = self.current
        if at is None:
            self.go(row, column)
            return
        self._lead = (row, column)
        first = self._grid_model.index(min(at[0], row), min(at[1], column))
        last = self._grid_model.index(max(at[0], row), max(at[1], column))
        self.selectionModel().select(QItemSelection(first, last), _Select.ClearAndSelect)
        self.scrollTo(self._grid_model.index(row, column))

    def select_columns(self, first: int, last: int) -> None:
        """Select whole columns, the current cell at their top."""
        rows = self.shown_rows()
        if rows:
            self.go(rows[0], first)
            self._select(rows[0], first, rows[-1], last)

    def select_everything(self) -> None:
        """Ctrl+A and the corner: all cells, the current cell stays where it is."""
        if self.table.rows and self.table.columns:
            if self.current is None:
                self.go(self.shown_rows()[0], self.shown_columns()[0])
            self._select(0, 0, len(self.table.rows) - 1, len(self.table.columns) - 1)

    def travel(self, movement: Movement) -> None:
        """Go, or extend the selection, as a key of movement asks."""
        at = self.current
        rows, columns = self.shown_rows(), self.shown_columns()
        if at is None or not rows or not columns:
            return
        start = (self._lead or at) if movement.extend else at
        target = self._target(start, movement, rows, columns)
        if movement.extend:
            self.extend(*target)
        else:
            self.go(*target)

    def advance(self, step: Step) -> None:
        """Enter and Tab: the next cell to type in, within the selected block when there is one."""
        at, block = self.current, self.selected_block()
        if at is None:
            return
        if (
            block is not None
            and len(block[0]) * len(block[1]) > 1
            and at[0] in block[0]
            and at[1] in block[1]
        ):
            row, column = next_in_block(self.table, at, step, *block)
            index = self._grid_model.index(row, column)
            self.selectionModel().setCurrentIndex(index, _Select.NoUpdate)
            return
        rows, columns = self.shown_rows(), self.shown_columns()
        start = self._tab_start
        if step in (Step.LEFT, Step.RIGHT):
            start = at[1] if start is None else start
        elif step is Step.DOWN and start is not None and start in columns:
            at, start = (at[0], start), None
        self.go(*next_entry(self.table, at, step, rows, columns))
        self._tab_start = start

    def after_entry(self, event: QKeyEvent) -> None:
        self._obey(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editor = self.editor()
        if editor is not None:  # the keyboard is still here during the first composition
            if not self.editor_key(editor, event):
                event.ignore()
        elif not self._obey(event):
            super().keyPressEvent(event)

    def run(self, command: Command) -> None:
        """Carry out a command that isn't moving; the grid overrides this for its own."""

    def _obey(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False when it asks for nothing here."""
        command = command_of(event)
        if command in ENTRY_STEPS:
            self.advance(ENTRY_STEPS[command])
        elif command is not None:
            self.run(command)
        else:
            movement = movement_of(event)
            if movement is None:
                # Qt would open an editor with a space; some switch the IME with this key
                return event.key() == Qt.Key.Key_Space and event.modifiers() != Qt.KeyboardModifier.NoModifier
            self.travel(movement)
        return True

    def _target(
        self, start: Position, movement: Movement, rows: Sequence[int], columns: Sequence[int]
    ) -> Position:
        match movement.reach:
            case Reach.CELL:
                return neighbour(start, movement.step, rows, columns)
            case Reach.PAGE:
                page = max(1, self.viewport().height() // self.look.row_height - 2)
                return neighbour(start, movement.step, rows, columns, page)
            case Reach.RUN:
                return edge(self.table, start, movement.step, rows, columns)
            case Reach.LINE:
                return start[0], columns[0 if movement.step is Step.LEFT else -1]
            case Reach.TABLE:
                return (rows[0], columns[0]) if movement.step is Step.LEFT else (rows[-1], columns[-1])

    def _select(self, top: int, left: int, bottom: int, right: int) -> None:
        block = QItemSelection(self._grid_model.index(top, left), self._grid_model.index(bottom, right))
        self.selectionModel().select(block, _Select.ClearAndSelect)
        at = self.current or (top, left)
        # the corner that Shift moves is the one across from the current cell
        self._lead = (top if at[0] == bottom else bottom, left if at[1] == right else right)

    def _begin_anew(self) -> None:
        self._lead = None
        self._tab_start = None

    def _left_for(self, current: QModelIndex) -> None:
        """Another cell became the current one."""
        self._begin_anew()
        self.follow_ime()
        if current.isValid():
            self.current_cell_changed.emit(current.row(), current.column())

    # -- mouse -------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self.settle() is not None:  # the text can't be taken: stay with it
            editor = self.editor()
            if editor is not None:
                editor.setFocus()
            return
        index = self.indexAt(at)
        if not index.isValid():
            return
        if event.button() == Qt.MouseButton.RightButton:
            if not self.selectionModel().isSelected(index):
                self.go(index.row(), index.column())
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.extend(index.row(), index.column())
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.selectionModel().setCurrentIndex(index, _Select.Toggle)
            self._begin_anew()
            return
        elif (index.row(), index.column()) == self.current and self._on_arrow(index, at):
            self.offer_choices()
            return
        else:
            self.go(index.row(), index.column())
        self._dragging = True

    def _on_arrow(self, index: QModelIndex, at: QPoint) -> bool:
        choices = self.table.cells[index.row()][index.column()].choices
        return bool(choices) and at.x() > self.visualRect(index).right() - ARROW_ROOM

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._dragging or not event.buttons() & Qt.MouseButton.LeftButton:
            self._dragging = False
            return
        area = self.viewport().rect()
        at = event.position().toPoint()
        if not area.contains(at):
            _push(self.horizontalScrollBar(), at.x() - min(max(at.x(), 0), area.right()))
            _push(self.verticalScrollBar(), at.y() - min(max(at.y(), 0), area.bottom()))
        inside = QPoint(min(max(at.x(), 0), area.right()), min(max(at.y(), 0), area.bottom()))
        index = self.indexAt(inside)
        if index.isValid() and (index.row(), index.column()) != (self._lead or self.current):
            self.extend(index.row(), index.column())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.edit(index, QAbstractItemView.EditTrigger.DoubleClicked, event)


def _push(bar: QScrollBar, distance: int) -> None:
    """Scroll in the direction in which the pointer left the view, at most a cell at a time."""
    if distance:
        bar.setValue(bar.value() + min(max(distance, -40), 40))
