"""会議の種別: a short list of names with its commands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.table import RowKind
from kyosai_desktop.operations import meeting_kinds
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.command_bar import CommandBar
from kyosai_desktop.ui.grid_card import GridCard
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.masters.section import Section


class KindsEditor(QWidget):
    """The kinds of one council's meetings; typing in an empty row adds one."""

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._section = section
        self._council: Council | None = None
        self.view = section.make_grid(self._enter)
        self.add = section.make_action("種別を追加", "plus", self._add)
        self.remove = section.make_action("種別を削除", "trash", self._remove)
        self.up = section.make_action("種別を上へ", "arrow-up", lambda: self._move(-1))
        self.down = section.make_action("種別を下へ", "arrow-down", lambda: self._move(1))
        self.bar = CommandBar((self.add, self.remove, self.up, self.down))
        self.view.current_cell_changed.connect(self._allow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.bar)
        layout.addWidget(GridCard(self.view), 1)

    def show_kinds(self, council: Council) -> None:
        """Show the council's list as it stands now."""
        self._council = council
        self.view.set_table(self._section.read(lambda book: meeting_kinds.kinds_table(book, council)))
        self._allow()

    def _enter(self, book: Book, cells: Sequence[TypedCell]) -> Applied | Problem:
        return meeting_kinds.enter_kinds(book, self._council, cells) if self._council else Applied(0)

    def _chosen(self) -> list[str]:
        table = self.view.table
        rows = sorted({row for row, _ in self.view.selected_cells()})
        return [
            table.cells[row][0].text
            for row in rows
            if row < len(table.rows) and table.rows[row].kind is not RowKind.NEW
        ]

    def _allow(self) -> None:
        for action in (self.remove, self.up, self.down):
            action.setEnabled(bool(self._chosen()))

    def _add(self) -> None:
        if self._section.desk.settle() is not None:
            return
        rows = self.view.table.rows
        empty = next((at for at, row in enumerate(rows) if row.kind is RowKind.NEW), None)
        if empty is not None:
            self.view.setFocus()
            self.view.go(empty, 0)

    def _remove(self) -> None:
        if self._section.desk.settle() is not None:
            return
        council, chosen = self._council, self._chosen()
        if council is None or not chosen:
            return
        done = self._section.desk.attempt(lambda book: meeting_kinds.remove_kinds(book, council, chosen))
        if isinstance(done, Problem):
            self._section.desk.notify(Notice.of(done))
        else:
            self._section.told_undoable(f"会議の種別を{len(chosen)}件削除しました。")

    def _move(self, steps: int) -> None:
        council, at = self._council, self.view.current
        if council is None or at is None or not self._chosen() or self._section.desk.settle() is not None:
            return
        place = self._section.desk.attempt(lambda book: meeting_kinds.move_kind(book, council, at[0], steps))
        if isinstance(place, int):
            self._section.refresh()
            self.view.setFocus()
            self.view.go(place, at[1])
