"""役員体制: the roster of the year in one grid, and who came and went."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.domain.table import Table
from kyosai_desktop.operations import rosters
from kyosai_desktop.operations.freed_seats import FreedSeat, seats_of
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.command_bar import CommandBar
from kyosai_desktop.ui.empty_state import EmptyState
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.grid_card import GridCard
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.inner_tabs import InnerTabs
from kyosai_desktop.ui.labels import Paragraph
from kyosai_desktop.ui.page import Desk
from kyosai_desktop.ui.register_page import RegisterPage
from kyosai_desktop.ui.roster.seats import Seats


class RosterPage(RegisterPage):
    """Typing in an empty row adds an officer; the lines 退任／新任 follow from last year's roster."""

    sheet = "役員体制"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "氏名・団体", parent)
        self._begun: set[tuple[int, int]] = set()
        self._freed: list[
            tuple[FreedSeat, int]
        ] = []  # with the officer who was added in its place, 0 for none
        self.add = self._action("役員を追加", "user-plus", self._add, "Ctrl+N")
        self.remove = self._action("退任にする", "trash", self._remove)
        self.up = self._action("上へ", "arrow-up", lambda: self._move(-1), "Alt+Up")
        self.down = self._action("下へ", "arrow-down", lambda: self._move(1), "Alt+Shift+Down")
        self.copy_year = self._action("前年度から複写", "copy", self._copy)
        self.bar = CommandBar(
            (desk.commands.undo, desk.commands.redo),
            (self.add, self.remove, self.up, self.down),
            (self.copy_year,),
            (desk.commands.preview,),
        )
        self.bar.add_right(self.search)
        self.changes = Paragraph()
        self.empty = EmptyState(
            "users",
            "役員がまだ登録されていません",
            "前年度の名簿を写して直すか、表に直接入力します。Excelの名簿を貼り付けることもできます。",
            (("前年度から複写", self._copy), ("手で入力する", self._begin)),
        )
        self.seats = Seats(desk)
        self.tabs = InnerTabs("役員体制の表", desk.settle, ("名簿", "定数"))
        self.tabs.chosen.connect(self._show_tab)
        self._stack = QStackedWidget()
        self._stack.addWidget(GridCard(self.table_view))
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.seats)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.changes)
        self.table_view.current_cell_changed.connect(self._allow)

    def refresh(self) -> None:
        viewpoint = self.desk.outlook.current
        table = self.show_table()
        if viewpoint is None or table is None:
            self.set_subtitle("")
            self._stack.setCurrentWidget(self.empty)
            return
        officers = sum(1 for row in table.rows if row.labels[0])
        self.set_subtitle(f"{viewpoint.council.name}　{officers}名（敬称略）")
        notes = self.desk.session.read(
            lambda book: rosters.roster_notes(book, viewpoint.council, viewpoint.year.year)
        )
        lines = [*table.notes, *(note.message + note.next_step for note in notes)]
        self.changes.set_words("\n".join(lines))
        self.changes.setVisible(bool(lines))
        self.seats.refresh()
        begun = (viewpoint.council.id, viewpoint.year.year) in self._begun
        roster = 0 if officers or begun else 1
        self._stack.setCurrentIndex(2 if self._shows_seats() else roster)
        self._allow()

    def settle(self) -> Problem | None:
        return super().settle() or self.seats.table_view.settle()

    def grid(self) -> GridView | None:
        return self.seats.table_view if self._shows_seats() else self.table_view

    def step_tab(self, steps: int) -> None:
        self.tabs.step(steps)

    def paper_id(self) -> str:
        viewpoint = self.desk.outlook.current
        return f"{viewpoint.council.code}.roster" if viewpoint else ""

    def read_register(self, book: Book, viewpoint: Viewpoint, kept: Table | None) -> Table:
        return rosters.roster_table(book, viewpoint.council, viewpoint.year.year, kept)

    def store_typed(
        self, book: Book, viewpoint: Viewpoint, shown: Table, cells: Sequence[TypedCell], label: str
    ) -> Applied | Problem:
        return rosters.enter_roster(book, viewpoint.council, viewpoint.year.year, shown, cells, label)

    def _action(self, text: str, icon_name: str, act: object, key: str = "") -> QAction:
        action = QAction(icon(icon_name), text, self)
        if key:
            action.setShortcut(QKeySequence(key))
            self.addAction(action)
        action.triggered.connect(act)
        return action

    def _allow(self) -> None:
        at = self.table_view.current
        chosen = not self._shows_seats() and at is not None and self.record_at(at[0]) != 0
        for action in (self.remove, self.up, self.down):
            action.setEnabled(chosen)
        for action in (self.add, self.copy_year):
            action.setEnabled(self.desk.outlook.current is not None and not self._shows_seats())

    def _shows_seats(self) -> bool:
        return self.tabs.currentIndex() == 1

    def _show_tab(self) -> None:
        self.refresh()
        place = self.grid()
        if place is not None and place.isVisible() and not self.tabs.hasFocus():
            place.setFocus()

    def _add(self) -> None:
        viewpoint = self.desk.outlook.current
        if viewpoint is None or self.desk.settle() is not None:
            return
        at = self.table_view.current
        after = self.record_at(at[0]) if at else 0
        self._begun.add((viewpoint.council.id, viewpoint.year.year))
        freed = self._free_seat()
        seat = self._freed[freed][0] if freed is not None else None
        made = self.desk.attempt(
            lambda book: rosters.add_officer(book, viewpoint.council, viewpoint.year.year, after, seat)
        )
        if isinstance(made, Problem):
            return
        if freed is not None and seat is not None:
            self._freed[freed] = (seat, made.id)
        self.refresh()
        row = next(row for row in range(len(self.table_view.table.rows)) if self.record_at(row) == made.id)
        name = next(i for i, column in enumerate(self.table_view.table.columns) if column.key == "name")
        self.table_view.setFocus()
        self.table_view.go(row, name)

    def _free_seat(self) -> int | None:
        """The first seat freed on this page that nobody has taken since, by its place in ``_freed``."""
        viewpoint = self.desk.outlook.current
        here = {self.record_at(row) for row in range(len(self.table_view.table.rows))}
        for at, (seat, taken_by) in enumerate(self._freed):
            of_roster = viewpoint is not None and (seat.officer.council_id, seat.officer.year) == (
                viewpoint.council.id,
                viewpoint.year.year,
            )
            if of_roster and seat.officer.id not in here and (not taken_by or taken_by not in here):
                return at
        return None

    def _remove(self) -> None:
        if self.desk.settle() is not None:
            return
        chosen, viewpoint = self.chosen_records(), self.desk.outlook.current
        if not chosen or viewpoint is None:
            return
        freed = self.desk.session.read(
            lambda book: seats_of(book, viewpoint.council, viewpoint.year.year, chosen)
        )
        if isinstance(self.desk.attempt(lambda book: rosters.remove_officers(book, chosen)), Problem):
            return
        self._freed += ((seat, 0) for seat in freed)
        self.desk.tell_done(f"役員を{len(chosen)}名、この年度の名簿から外しました。")

    def _move(self, steps: int) -> None:
        viewpoint, at = self.desk.outlook.current, self.table_view.current
        if viewpoint is None or at is None or self.desk.settle() is not None:
            return
        officer = self.record_at(at[0])
        if not officer:
            return
        self.desk.attempt(
            lambda book: rosters.move_officer(book, viewpoint.council, viewpoint.year.year, officer, steps)
        )
        self.refresh()
        for row in range(len(self.table_view.table.rows)):
            if self.record_at(row) == officer:
                self.table_view.go(row, at[1])

    def _copy(self) -> None:
        viewpoint = self.desk.outlook.current
        if viewpoint is None or self.desk.settle() is not None:
            return
        outcome = self.desk.attempt(
            lambda book: rosters.copy_from_previous_year(book, viewpoint.council, viewpoint.year.year)
        )
        if isinstance(outcome, Problem):
            self.desk.notify(Notice(outcome.message, outcome.next_step, Severity.WARNING))
        else:
            self.refresh()
            self.go_to_first_entry()
            self.table_view.scrollToTop()
            self.desk.notify(Notice(f"前年度から{outcome.changed}名を複写しました。"))

    def _begin(self) -> None:
        viewpoint = self.desk.outlook.current
        if viewpoint:
            self._begun.add((viewpoint.council.id, viewpoint.year.year))
            self.refresh()
            self.go_to_first_entry()
