"""A grid over a part of the settings with the commands that add, take out and move its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import RowKind, Table
from kyosai_desktop.operations.settings.editing import entering
from kyosai_desktop.operations.settings.editing.part_of_book import table_of_part
from kyosai_desktop.operations.settings.editing.sheet_table import Part
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.command_bar import CommandBar
from kyosai_desktop.ui.grid.model import EMPTY
from kyosai_desktop.ui.grid_card import GridCard
from kyosai_desktop.ui.masters.section import Enter, Section

Template = tuple[str, Callable[[Book], Mapping[str, str]]]
"""What a kind of new row is called, and what is filled in."""


class PartEditor(QWidget):
    """Shows one ``Part`` at a time. ``what`` is what a row is called: 行, 列, 項目.

    ``lead`` and ``more``: commands that stand before and after those of rows. ``ordered``: the book keeps the order of
    the rows. ``enter`` and ``read``: where the table isn't just the part's.
    """

    def __init__(
        self,
        section: Section,
        what: str,
        templates: Sequence[Template],
        lead: Sequence[QAction] = (),
        more: Sequence[QAction] = (),
        *,
        ordered: bool = True,
        enter: Enter | None = None,
        read: Callable[[Book], Table] | None = None,
    ) -> None:
        super().__init__()
        self._read = read or self._part_table
        self._section = section
        self.part: Part | None = None
        self.view = section.make_grid(enter or self._enter)
        if len(templates) > 1:
            self.add = section.make_menu(
                f"{what}を追加 ▾",
                "plus",
                [(words, partial(self._add, values)) for words, values in templates],
            )
        else:
            self.add = section.make_action(f"{what}を追加", "plus", partial(self._add, templates[0][1]))
        self.remove = section.make_action(f"{what}を削除", "trash", self._remove)
        self.up = section.make_action("上へ", "arrow-up", lambda: self._move(-1))
        self.down = section.make_action("下へ", "arrow-down", lambda: self._move(1))
        commands = (self.add, self.remove, *((self.up, self.down) if ordered else ()))
        self.bar = CommandBar(*(group for group in (lead, commands, more) if group))
        made = self.bar.tools.widgetForAction(self.add)
        if isinstance(made, QToolButton) and len(templates) > 1:
            made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            made.setStyleSheet("QToolButton::menu-indicator { image: none; }")
            made.setAccessibleName(f"{what}を追加")
        self.view.current_cell_changed.connect(self._allow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.bar)
        layout.addWidget(GridCard(self.view), 1)

    def show_part(self, part: Part) -> None:
        """Show the part as it stands now."""
        self.part = part
        self.view.set_table(self._section.read(self._read))
        self._allow()

    def current_row(self) -> int | None:
        """The row that the keyboard is in, None in an empty one or nowhere."""
        at, table = self.view.current, self.view.table
        if at is None or at[0] >= len(table.rows) or table.rows[at[0]].kind is RowKind.NEW:
            return None
        return at[0]

    def go_to(self, row: int, column: int = 0) -> None:
        """Put the keyboard into a cell."""
        self.view.setFocus()
        self.view.go(row, column)

    def _part_table(self, book: Book) -> Table:
        return table_of_part(book, self.part) if self.part else EMPTY

    def _enter(self, book: Book, cells: Sequence[TypedCell]) -> Applied | Problem:
        if self.part is None:
            return Applied(0)
        return entering.enter(book, self.part, cells)

    def _allow(self) -> None:
        row = self.current_row()
        self.add.setEnabled(self.part is not None)
        for action in (self.remove, self.up, self.down):
            action.setEnabled(row is not None)

    def _add(self, values: Callable[[Book], Mapping[str, str]]) -> None:
        part, after = self.part, self.current_row()
        if part is None or self._section.desk.settle() is not None:
            return
        place = self._section.desk.attempt(lambda book: entering.add_row(book, part, values(book), after))
        if isinstance(place, int):
            self._section.refresh()
            named = [at for at, column in enumerate(self.view.table.columns) if column.label in _BEGIN]
            self.go_to(place, named[0] if named else 0)

    def _remove(self) -> None:
        part, table = self.part, self.view.table
        rows = sorted(
            {row for row, _ in self.view.selected_cells() if table.rows[row].kind is not RowKind.NEW}
        )
        if part is None or not rows or self._section.desk.settle() is not None:
            return
        done = self._section.desk.attempt(lambda book: entering.remove_rows(book, part, rows))
        if not isinstance(done, Problem):
            self._section.told_undoable(f"{part.title}から{len(rows)}行を削除しました。")

    def _move(self, steps: int) -> None:
        part, row, at = self.part, self.current_row(), self.view.current
        if part is None or row is None or at is None or self._section.desk.settle() is not None:
            return
        place = self._section.desk.attempt(lambda book: entering.move_row(book, part, row, steps))
        if isinstance(place, int):
            self._section.refresh()
            self.go_to(place, at[1])


_BEGIN = ("表示", "名称")
"""Columns in which a new row is begun."""
