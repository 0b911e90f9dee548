"""``BlockView``: what is done to many cells at once: copy, cut, paste, clear, fill, choose from a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QMenu

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import ColumnKind
from kyosai_desktop.ui.grid import clipboard, fill, paste, refusals
from kyosai_desktop.ui.grid.keys import Command
from kyosai_desktop.ui.grid.model import enterable
from kyosai_desktop.ui.grid.navigation import Position
from kyosai_desktop.ui.grid.selecting import SelectingView

MENU = (
    (Command.CUT, "切り取り", "Ctrl+X"),
    (Command.COPY, "コピー", "Ctrl+C"),
    (Command.COPY_WITH_HEADINGS, "見出しも含めてコピー", "Ctrl+Shift+C"),
    (Command.PASTE, "貼り付け", "Ctrl+V"),
    (None, "", ""),
    (Command.FILL_DOWN, "下へコピー", "Ctrl+D"),
    (Command.FILL_RIGHT, "右へコピー", "Ctrl+R"),
    (Command.CLEAR, "消去", "Delete"),
    (None, "", ""),
    (Command.SELECT_ALL, "すべて選択", "Ctrl+A"),
)
"""Commands of the 編集 menu and of the menu on the right mouse button, with the keys to show beside them."""


class BlockView(SelectingView):
    """Every command is one request to ``apply``, so one step to undo; menus call the same methods as keys."""

    menu_actions: Sequence[QAction] = ()
    """What the page adds to the menu on the right mouse button."""
    make_room: Callable[[int], None] | None = None
    """Where a list may grow: shows so many more empty rows below, which a block to paste needs."""

    def run(self, command: Command) -> None:
        """Carry out what a key or a menu asks for."""
        match command:
            case Command.COPY:
                self.copy()
            case Command.COPY_WITH_HEADINGS:
                self.copy(headings=True)
            case Command.CUT:
                self.cut()
            case Command.PASTE:
                self.paste()
            case Command.CLEAR:
                self.clear_cells()
            case Command.RETYPE:
                self.retype()
            case Command.FILL_DOWN:
                self.fill_down()
            case Command.FILL_RIGHT:
                self.fill_right()
            case Command.SELECT_ALL:
                self.select_everything()
            case Command.TODAY:
                self.enter_today()
            case Command.CHOICES:
                self.offer_choices()
            case Command.LEAVE | Command.LEAVE_BACK:
                self.setTabKeyNavigation(False)
                self.focusNextPrevChild(command is Command.LEAVE)
                self.setTabKeyNavigation(True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.settle() is not None:
            return
        menu = QMenu(self)
        for command, text, keys in MENU:
            if command is None:
                menu.addSeparator()
                continue
            # a tab sets the keys apart; as a real shortcut they would be ambiguous with those of the window
            action = menu.addAction(f"{text}\t{keys}")
            action.triggered.connect(lambda _checked=False, wanted=command: self.run(wanted))
        if self.menu_actions:
            menu.addSeparator()
            menu.addActions(self.menu_actions)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def copy(self, *, headings: bool = False) -> bool:
        """Selected rectangle to the clipboard as tab-separated text; False when it isn't one rectangle."""
        block = self._block()
        if block is None:
            return False
        lines = (clipboard.with_headings if headings else clipboard.block_of)(self.table, *block)
        QGuiApplication.clipboard().setText(clipboard.to_text(lines))
        return True

    def cut(self) -> None:
        """Copy, then clear."""
        if self.copy():
            self._clear("を切り取り")

    def clear_cells(self) -> None:
        """Empty the selected cells that can be typed into."""
        self._clear("を消去")

    def paste(self) -> None:
        """The clipboard's block at the selection, whole or not at all."""
        text = QGuiApplication.clipboard().text()
        if not text:
            self.refused.emit(refusals.empty_clipboard())
            return
        selected = self._block()
        if selected is None or self.settle() is not None:
            return
        lines = clipboard.from_text(text)
        rows, columns = self.shown_rows(), self.shown_columns()
        lacking = len(lines) - (len(rows) - rows.index(selected[0][0]))
        if lacking > 0 and self.make_room is not None:
            self.make_room(lacking)
            rows = self.shown_rows()
        target = paste.Target(
            *selected, rows[rows.index(selected[0][0]) :], columns[columns.index(selected[1][0]) :]
        )
        readings = paste.readings(self.table, lines, target)
        if isinstance(readings, Problem):
            self.refused.emit(readings)
            return
        self._paste_first_fitting(list(readings))

    def fill_down(self) -> None:
        """Ctrl+D."""
        block = self._block()
        if block is not None:
            rows = self.shown_rows()
            above = rows.index(block[0][0]) - 1
            self._enter_or_tell(
                fill.down(self.table, *block, rows[above] if above >= 0 else None), "に下へコピー"
            )

    def fill_right(self) -> None:
        """Ctrl+R."""
        block = self._block()
        if block is not None:
            columns = self.shown_columns()
            before = columns.index(block[1][0]) - 1
            self._enter_or_tell(
                fill.right(self.table, *block, columns[before] if before >= 0 else None), "に右へコピー"
            )

    def fill_selection(self, text: str) -> Applied | Problem:
        """Ctrl+Enter: the typed text into all selected cells."""
        cells = fill.value(self.table, self.selected_cells(), text)
        return self.enter(cells)

    def enter_today(self) -> None:
        """Ctrl+; in columns of dates."""
        dates = (p for p in self.selected_cells() if self.table.columns[p[1]].kind is ColumnKind.DATE)
        today = date.today()
        self._enter_or_tell(
            fill.value(self.table, dates, f"{today.year}/{today.month}/{today.day}"), "に今日の日付"
        )

    def offer_choices(self) -> None:
        """Alt+Down: the values a cell usually takes, in a list. Other texts can still be typed."""
        at = self.current
        if at is None or not enterable(self.table.cells[at[0]][at[1]]):
            return
        cell = self.table.cells[at[0]][at[1]]
        menu = QMenu(self)
        for choice in cell.choices:
            action = QAction(choice, menu)
            action.triggered.connect(lambda _checked=False, text=choice: self._choose(at, text))
            menu.addAction(action)
            if choice == cell.text:
                menu.setActiveAction(action)
        if cell.choices:
            menu.aboutToHide.connect(menu.deleteLater)
            menu.setMinimumWidth(self.columnWidth(at[1]))
            rect = self.cell_rect(*at)
            menu.popup(self.viewport().mapToGlobal(QPoint(rect.left(), rect.bottom() + 1)))

    def _choose(self, at: Position, text: str) -> None:
        editor = self.editor()
        if editor is not None:
            editor.setText(text)
            self.settle()
        elif text != self.table.cells[at[0]][at[1]].text:
            self.enter([TypedCell(*at, text)])

    def _block(self) -> tuple[list[int], list[int]] | None:
        block = self.selected_block()
        if block is None and self.current is not None:
            self.refused.emit(refusals.scattered_selection())
        return block

    def _clear(self, several: str) -> None:
        cells = fill.clear(self.table, self.selected_cells())
        if not cells and not any(enterable(self.table.cells[r][c]) for r, c in self.selected_cells()):
            self.refused.emit(refusals.nothing_enterable(self.table, self.selected_cells()))
        self.enter(cells, several)

    def _enter_or_tell(self, cells: Sequence[TypedCell], several: str) -> None:
        if not cells:
            self.refused.emit(refusals.nothing_enterable(self.table, self.selected_cells()))
        self.enter(cells, several)

    def _paste_first_fitting(self, readings: Sequence[Sequence[TypedCell]]) -> None:
        for cells in readings:
            outcome = self._apply(cells, self.step_words(cells, "を貼り付け"))
            if isinstance(outcome, Applied):
                self._select(cells[0].row, cells[0].column, cells[-1].row, cells[-1].column)
                return
            if outcome.code != paste.COMPUTED_DIFFERS:
                break
        self.refused.emit(outcome)
