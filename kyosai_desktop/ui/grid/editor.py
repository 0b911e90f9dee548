"""The line in which a cell is typed, and the delegate that hands it to Qt.

Committing isn't the delegate's business: the view asks its owner first, and keeps the editor open when the
answer is no, so that nothing typed is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kyosai_desktop.ui.grid.look import PADDING, GridLook

if TYPE_CHECKING:
    from kyosai_desktop.ui.grid.entry import EntryView

_DELETING = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete})


class CellEditor(QLineEdit):
    """``quick``: opened by typing, so arrows leave the cell; after F2 or a click they move the caret.

    ``number``: a column of figures, where the IME stays off. ``choices`` complete what is typed, as Excel
    completes from a column: the rest appears selected, and only after a composition was committed.
    """

    def __init__(self, parent: QWidget, *, number: bool, choices: tuple[str, ...], look: GridLook) -> None:
        super().__init__(parent)
        self.quick = False
        self.preedit = ""
        self._number = number
        self._choices = choices
        self._look = look
        self._deleting = False
        self.setFrame(False)
        self.setFont((look.number if number else look.text).font)
        self.setAlignment(Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft)
        self.setTextMargins(PADDING - 4, 0, PADDING - 4, 0)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, not number)
        self.mark_refused(refused=False)
        self.textChanged.connect(self._grow)
        self.textEdited.connect(self._complete)

    def mark_refused(self, *, refused: bool) -> None:
        """Frame the editor in red while its text can't be taken."""
        colour = self._look.colour("bad" if refused else "focus").name()
        ground = self._look.colour("surface").name()
        text = self._look.colour("text").name()
        self.setStyleSheet(
            f"QLineEdit {{ border: 2px solid {colour}; background: {ground}; color: {text}; }}"
        )

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:  # type: ignore[override]  # PySide has two overloads
        if query == Qt.InputMethodQuery.ImEnabled:
            return not self._number  # QLineEdit ignores WA_InputMethodEnabled here
        return super().inputMethodQuery(query)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.preedit = event.preeditString()
        self._deleting = False
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._deleting = event.key() in _DELETING
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.quick = False
        super().mousePressEvent(event)

    def _grow(self) -> None:
        """Widen over the cells to the right while the text is longer than the cell."""
        parent = cast(QWidget, self.parent())
        needed = self.fontMetrics().horizontalAdvance(self.text()) + 2 * PADDING + 6
        room = parent.width() - self.x()
        if self.width() < needed <= room:
            self.resize(needed, self.height())

    def _complete(self, typed: str) -> None:
        self.mark_refused(refused=False)
        if self._deleting or not typed or self.cursorPosition() != len(typed):
            return
        choice = next((c for c in self._choices if c.startswith(typed) and c != typed), None)
        if choice is not None:
            self.setText(choice)
            self.setSelection(len(typed), len(choice) - len(typed))


class CellDelegate(QStyledItemDelegate):
    """Opens ``CellEditor`` and sends its keys to the view before the editor sees them."""

    def __init__(self, view: EntryView) -> None:
        super().__init__(view)
        self.keep_text = False  # while the table is being replaced under an open editor

    @property
    def _view(self) -> EntryView:
        # asked for, not kept: a cycle of references would leave the order of destruction to chance
        return cast("EntryView", self.parent())

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        return self._view.make_editor(parent, index.row(), index.column())

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if not self.keep_text:
            cast(CellEditor, editor).setText(self._view.typed_text(index.row(), index.column()))

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self._view.commit_from_qt(cast(CellEditor, editor), index.row(), index.column())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect = self._view.cell_rect(index.row(), index.column()).adjusted(0, 0, -1, -1)
        editor.setGeometry(rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Replaces Qt's own filter entirely: Enter, Tab, Esc and leaving the editor follow Excel."""
        if not isinstance(watched, CellEditor):
            return False
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            return self._view.editor_key(watched, cast(QKeyEvent, event))
        if kind == QEvent.Type.ShortcutOverride and cast(QKeyEvent, event).key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if kind == QEvent.Type.FocusOut:
            self._view.editor_lost_focus(cast(QFocusEvent, event).reason())
        return False
