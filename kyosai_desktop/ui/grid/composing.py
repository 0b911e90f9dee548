"""``ComposingView``: Japanese input in a table, so that no composed text is ever lost.

A stock QTableView loses text in three ways: pressing the mouse in another cell during the first composition
blanks the cell, a commit that begins like the text of another row moves the cursor there, and a commit without
a composition before it is dropped. The overrides here that look odd are those three cures.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from kyosai_desktop.domain.table import Table
from kyosai_desktop.ui.grid.editor import CellEditor
from kyosai_desktop.ui.grid.model import NUMERIC, GridModel, enterable


class ComposingView(QTableView):
    """A table view over ``GridModel`` with the IME on in texts and off in figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preedit = ""
        self._grid_model = GridModel(self)
        self.setModel(self._grid_model)

    @property
    def table(self) -> Table:
        """The table on show."""
        return self._grid_model.table

    @property
    def is_typing(self) -> bool:
        """Whether an editor is open."""
        return self.editor() is not None

    def cell_rect(self, row: int, column: int) -> QRect:
        """A cell in pixels of the viewport, its lines included."""
        return self.visualRect(self._grid_model.index(row, column))

    def editor(self) -> CellEditor | None:
        """The open editor of the current cell."""
        if self.state() != QTableView.State.EditingState:
            return None
        widget = self.indexWidget(self.currentIndex())
        return widget if isinstance(widget, CellEditor) else None

    def keyboardSearch(self, search: str) -> None:
        """Nothing: Qt would move to the row whose text begins like what an IME commits."""

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        if query == Qt.InputMethodQuery.ImEnabled:
            return self._wants_ime()
        return super().inputMethodQuery(query)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        commit = event.commitString()
        direct = bool(commit) and not event.preeditString() and not self.is_typing and not self._preedit
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)
        editor = self.editor()
        if editor is None:
            self._preedit = ""
        elif direct:
            editor.setText(commit)  # Qt opens the editor and drops a commit that no composition preceded

    def follow_ime(self) -> None:
        """Switch the IME off in columns of figures; Qt sets the attribute itself at every change of cell."""
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, self._wants_ime())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.follow_ime()
        self.viewport().update()  # the frame of the current cell is paler without the keyboard

    def _wants_ime(self) -> bool:
        index = self.currentIndex()
        if not index.isValid() or self.table.columns[index.column()].kind in NUMERIC:
            return False
        return enterable(self.table.cells[index.row()][index.column()])

    def settle_composition(self) -> None:
        """End a composition in the view or in the editor, keeping its text.

        ibus and macOS commit in commit(), Windows in reset(); where neither does, the text is committed here.
        """
        if not self._composing():
            return
        method = QGuiApplication.inputMethod()
        method.commit()
        if self._composing():
            method.reset()
        text = self._composing()
        if text:
            event = QInputMethodEvent("", [])
            event.setCommitString(text)
            target = self if self._preedit else self.editor()
            if target is not None:
                QApplication.sendEvent(target, event)

    def _composing(self) -> str:
        editor = self.editor()
        return self._preedit or (editor.preedit if editor is not None else "")
