"""``EntryView``: the life of an editor, from the first key to the answer of whoever stores the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QApplication, QTableView, QWidget

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.ui.grid import refusals
from kyosai_desktop.ui.grid.clipboard import spoken_place
from kyosai_desktop.ui.grid.composing import ComposingView
from kyosai_desktop.ui.grid.editor import CellDelegate, CellEditor
from kyosai_desktop.ui.grid.figure_text import entry_text
from kyosai_desktop.ui.grid.keys import ENTRY_STEPS, Command, command_of, movement_of
from kyosai_desktop.ui.grid.look import look_of
from kyosai_desktop.ui.grid.model import NUMERIC, enterable, in_empty_row_of_list
from kyosai_desktop.ui.grid.step_words import Whereabouts, step_words

Apply = Callable[[Sequence[TypedCell], str], Applied | Problem]
"""Stores typed cells as one undo step under a label, or says why nothing changed."""

_Trigger = QTableView.EditTrigger
_TO_CORRECT = frozenset({_Trigger.EditKeyPressed, _Trigger.DoubleClicked})
_STAY_OPEN = frozenset(
    {
        Qt.FocusReason.ActiveWindowFocusReason,
        Qt.FocusReason.PopupFocusReason,
        Qt.FocusReason.MenuBarFocusReason,
    }
)
"""Reasons to lose the focus that don't end the typing, as in Excel: another window, a menu."""

_FINISHING = frozenset(ENTRY_STEPS)
_CARET_ONLY = {
    Qt.Key.Key_Up: True,
    Qt.Key.Key_PageUp: True,
    Qt.Key.Key_Down: False,
    Qt.Key.Key_PageDown: False,
}


class EntryView(ComposingView):
    """A view that asks ``apply`` before anything changes.

    ``refused(Problem)``: nothing was stored, and why. The text stays in its editor until it is corrected or
    given up with Esc.
    """

    refused = Signal(object)

    def __init__(self, apply: Apply, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._apply = apply
        self._quick = False
        self._committing = False
        self.whereabouts = Whereabouts()
        """Where the table is, for the names of steps."""
        self.same_text_counts = False
        """Whether typing what the cell already shows is an entry too (it fixes a proposed value)."""
        self.look = look_of(self.font(), self.palette())
        self._delegate = CellDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(_Trigger.AnyKeyPressed | _Trigger.EditKeyPressed | _Trigger.DoubleClicked)

    def settle(self) -> Problem | None:
        """Finish what is being composed and typed; call it before a tab switch, saving, printing, closing.

        A Problem means that the text couldn't be taken: its editor is still open and ``refused`` was emitted.
        """
        self.settle_composition()
        editor = self.editor()
        if editor is None or self._committing:
            return None
        return self._commit(editor)

    def enter(
        self, cells: Sequence[TypedCell], several: str = "に入力", *, how: str = ""
    ) -> Applied | Problem:
        """Ask for ``cells`` to be stored as one step; a refusal is also emitted.

        ``several`` says what happens to more than one cell (``に入力``, ``を消去``); ``how`` is told behind it.
        """
        if not cells:
            return Applied(0)
        outcome = self._apply(cells, self.step_words(cells, several) + (f"（{how}）" if how else ""))
        if isinstance(outcome, Problem):
            self.refused.emit(outcome)
        elif outcome.changed:
            self._follow_to_list(cells)
        return outcome

    def _follow_to_list(self, cells: Sequence[TypedCell]) -> None:
        """A numbered list has no gaps: what was typed in one of its empty rows stands in the first of them."""
        at = self.currentIndex()
        if any(typed.row != at.row() for typed in cells) or not in_empty_row_of_list(self.table, at.row()):
            return
        first = next(row for row in range(at.row() + 1) if in_empty_row_of_list(self.table, row))
        if first != at.row():
            index = self._grid_model.index(first, at.column())
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def step_words(self, cells: Sequence[TypedCell], several: str) -> str:
        """How the history will call an entry."""
        return step_words(self.table, cells, self.whereabouts, several)

    def typed_text(self, row: int, column: int) -> str:
        """The text with which an editor opens: what the cell holds, exactly."""
        return entry_text(self.table.cells[row][column], self.table.columns[column])

    def after_entry(self, event: QKeyEvent) -> None:
        """What the key that finished an entry does next; the view that knows how to move overrides this."""

    def fill_selection(self, text: str) -> Applied | Problem:
        """Ctrl+Enter while typing; the view that knows the selection overrides this."""
        index = self.currentIndex()
        return self.enter([TypedCell(index.row(), index.column(), text)])

    def offer_choices(self) -> None:
        """Alt+Down; the view that shows popups overrides this."""

    # -- editors -----------------------------------------------------------------------------------------

    def edit(self, index: Any, trigger: Any = None, event: Any = None) -> Any:
        """Qt's two functions of this name: the slot, and the one that every trigger goes through."""
        if trigger is None:
            self._quick = False
            super().edit(index)
            return None
        self._quick = trigger == _Trigger.AnyKeyPressed
        if index.isValid() and _is_typing(trigger, event):
            row, column = index.row(), index.column()
            if not enterable(self.table.cells[row][column]):
                self.refused.emit(refusals.not_enterable(self.table, row, column))
                return False
        opened = super().edit(index, trigger, event)
        editor = self.editor()
        if opened and editor is not None and trigger in _TO_CORRECT:
            editor.deselect()  # Qt selects everything; Excel puts the caret at the end
            editor.end(False)
        return opened

    def make_editor(self, parent: QWidget, row: int, column: int) -> CellEditor:
        """An editor for the delegate."""
        numeric = self.table.columns[column].kind in NUMERIC
        choices = self.table.cells[row][column].choices
        editor = CellEditor(parent, number=numeric, choices=choices, look=self.look)
        editor.quick = self._quick
        editor.setAccessibleName(spoken_place(self.table, row, column))
        return editor

    def retype(self) -> None:
        """Backspace: an empty editor; Esc brings the old text back."""
        self.edit(self.currentIndex(), _Trigger.EditKeyPressed, None)
        editor = self.editor()
        if editor is not None:
            editor.quick = True
            editor.clear()

    def editor_key(self, editor: CellEditor, event: QKeyEvent) -> bool:
        """A key typed into the open editor; True when it was meant for the table."""
        command = command_of(event)
        if event.key() == Qt.Key.Key_Escape:
            self._close(editor)
        elif event.key() == Qt.Key.Key_F2:
            editor.quick = not editor.quick
            editor.deselect()
        elif command is Command.FILL_SELECTION:
            self._fill_selection(editor)
        elif command is Command.CHOICES:
            self.offer_choices()
        elif command in _FINISHING or (editor.quick and movement_of(event) is not None):
            if self.settle() is None:
                self.after_entry(event)
        elif event.key() in _CARET_ONLY:
            (editor.home if _CARET_ONLY[Qt.Key(event.key())] else editor.end)(False)
        else:
            return False
        return True

    def editor_lost_focus(self, reason: Qt.FocusReason) -> None:
        """The user went elsewhere: what was typed is stored, as if the cell had been left."""
        if reason not in _STAY_OPEN:
            self.settle()

    def commit_from_qt(self, editor: CellEditor, row: int, column: int) -> None:
        """Qt wants the cell left at once, because the current cell was moved by a program. A text that is
        refused gets its editor back as soon as Qt is done.
        """
        text = editor.text()
        if self._committing or not self._is_entry(editor, row, column):
            return
        if isinstance(self.enter([TypedCell(row, column, text)]), Problem):
            QTimer.singleShot(0, self, lambda: self.reopen(row, column, text, quick=False))

    def reopen(self, row: int, column: int, text: str, *, quick: bool) -> None:
        """Open an editor again with a text that isn't stored yet."""
        if row >= len(self.table.rows) or column >= len(self.table.columns):
            return
        index = self._grid_model.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.edit(index, _Trigger.EditKeyPressed, None)
        editor = self.editor()
        if editor is not None:
            editor.setText(text)
            editor.quick = quick

    def _commit(self, editor: CellEditor) -> Problem | None:
        row, column = self.currentIndex().row(), self.currentIndex().column()
        text = editor.text()
        if self._is_entry(editor, row, column):
            self._committing = True
            try:
                outcome = self.enter([TypedCell(row, column, text)])
            finally:
                self._committing = False
            if isinstance(outcome, Problem):
                self._refuse(editor)
                return outcome
        self._close(editor)
        return None

    def _is_entry(self, editor: CellEditor, row: int, column: int) -> bool:
        """Whether the user means the cell to hold the text; an editor that was only opened and left means nothing."""
        if editor.text() != self.typed_text(row, column):
            return True
        return self.same_text_counts and editor.isModified() and bool(editor.text())

    def _fill_selection(self, editor: CellEditor) -> None:
        self.settle_composition()
        self._committing = True
        try:
            outcome = self.fill_selection(editor.text())
        finally:
            self._committing = False
        if isinstance(outcome, Problem):
            self._refuse(editor)
        else:
            self._close(editor)

    def _refuse(self, editor: CellEditor) -> None:
        editor.mark_refused(refused=True)
        editor.quick = False
        if self.hasFocus():
            editor.setFocus()

    def _close(self, editor: CellEditor) -> None:
        if self.editor() is editor:  # a new table may have closed it already
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
        wanted = QApplication.focusWidget()
        if event.reason() in _STAY_OPEN or wanted is self.editor() or self.settle() is not None:
            return
        if wanted is not None and QApplication.focusWidget() is self:
            wanted.setFocus(event.reason())  # closing the editor took the keyboard back


def _is_typing(trigger: Any, event: QEvent | None) -> bool:
    """Whether the user means to change the cell, not only to move or to look."""
    if trigger in (_Trigger.DoubleClicked, _Trigger.EditKeyPressed):
        return True
    if trigger != _Trigger.AnyKeyPressed:
        return False
    if isinstance(event, QInputMethodEvent):
        return bool(event.preeditString() or event.commitString())
    return isinstance(event, QKeyEvent) and event.text().isprintable() and bool(event.text())
