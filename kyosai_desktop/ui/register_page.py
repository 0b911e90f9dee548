"""A page with a register to type in: rows stay where they are while somebody works on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QWidget

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import FieldKey, RowKind, Table
from kyosai_desktop.operations.registers import register_of, with_empty_rows
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.grid_page import GridPage
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.page import Desk


class RegisterPage(GridPage):
    """Subclasses say what is read (``read_register``) and how typed cells are stored (``store_typed``).

    A row that was typed or got another date doesn't move; the register stands in its order when the page is shown
    anew, also with another register, year or council.
    """

    def __init__(self, desk: Desk, searched: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, searched, parent)
        self._kept: Table | None = None
        self.table_view.make_room = self._make_room

    def read_register(self, book: Book, viewpoint: Viewpoint, kept: Table | None) -> Table:
        """The register as it stands now; rows that ``kept`` has stay in their places. Runs on the store thread."""
        raise NotImplementedError

    def store_typed(
        self, book: Book, viewpoint: Viewpoint, shown: Table, cells: Sequence[TypedCell], label: str
    ) -> Applied | Problem:
        """Store what was typed into the table ``shown``, as one step; runs on the store thread."""
        raise NotImplementedError

    def show_table(self) -> Table | None:
        self._kept = super().show_table()
        return self._kept

    def make_sort(self) -> QAction:
        """The command that puts the rows into the order of their dates while the page is shown."""
        action = QAction(icon("arrows-sort"), "日付順に並べ直す", self)
        action.setToolTip("入力している間は行が動きません。ページを開き直したときも、日付順に並びます。")
        action.triggered.connect(self._sort)
        return action

    def _make_room(self, rows: int) -> None:
        """Show more empty rows below: a list is pasted that is longer than those there are."""
        table = self.table_view.table
        name = register_of(table)
        if name and table.rows[-1].kind is RowKind.NEW:
            self._kept = with_empty_rows(table, name, rows)
            self.show_table()

    def _sort(self) -> None:
        if self.desk.settle() is None:
            self.forget_places()
            self.refresh()

    def forget_places(self) -> None:
        """Let the register stand in its own order when it is shown again."""
        self._kept = None

    def read_table(self, book: Book, viewpoint: Viewpoint) -> Table:
        return self.read_register(book, viewpoint, self._kept)

    def store_cells(
        self, book: Book, viewpoint: Viewpoint, cells: Sequence[TypedCell], label: str
    ) -> Applied | Problem:
        return self.store_typed(book, viewpoint, self.table_view.table, cells, label)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # not a minimised window
            self.forget_places()
            self._stale = True

    def record_at(self, row: int) -> int:
        """The id of the record in a row, 0 in an empty one."""
        table = self.table_view.table
        if row >= len(table.rows) or table.rows[row].kind is RowKind.NEW:
            return 0
        return next((cell.key.row_id for cell in table.cells[row] if isinstance(cell.key, FieldKey)), 0)

    def chosen_records(self) -> list[int]:
        """The ids of the records with a selected cell, from top to bottom."""
        rows = sorted({row for row, _ in self.table_view.selected_cells()})
        return [record for row in rows if (record := self.record_at(row))]

    def go_to_empty_row(self) -> None:
        """Put the keyboard where the next record can be typed."""
        rows = self.table_view.table.rows
        empty = next((at for at, row in enumerate(rows) if row.kind is RowKind.NEW), None)
        if empty is not None:
            self.table_view.setFocus()
            self.table_view.go(empty, 0)
