"""A page whose work is done in a grid: what is typed goes to the book, and the grid shows what the book then says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem, Refused, Severity
from kyosai_desktop.domain.table import CellState, Table
from kyosai_desktop.operations.other_names import OtherNames
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.grid import GridView, Summary
from kyosai_desktop.ui.grid.step_words import Whereabouts
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.page import Desk, Page
from kyosai_desktop.ui.search_box import SearchBox
from kyosai_desktop.ui.selection_words import words_of
from kyosai_desktop.ui.table_search import Match, Position, matches, next_match


class GridPage(Page):
    """Subclasses say what is read (``read_table``) and how typed cells are stored (``store_cells``)."""

    sheet = ""
    """The page's name in the history."""

    def __init__(self, desk: Desk, searched: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.table_view = GridView(self._enter)
        self.search = SearchBox(searched)
        self.search.wanted.connect(self._find)
        self._found: tuple[str, Match, Position] | None = None
        self.search.left.connect(self.table_view.setFocus)
        self.table_view.selection_summary.connect(self._tell_summary)
        self.table_view.refused.connect(self._tell_refusal)

    def read_table(self, book: Book, viewpoint: Viewpoint) -> Table:
        """The table as it stands now; runs on the store thread."""
        raise NotImplementedError

    def store_cells(
        self, book: Book, viewpoint: Viewpoint, cells: Sequence[TypedCell], label: str
    ) -> Applied | Problem:
        """Store what was typed, as one step; runs on the store thread."""
        raise NotImplementedError

    def whereabouts(self, viewpoint: Viewpoint) -> Whereabouts:
        """How the history names the table that is shown."""
        return Whereabouts(f"{self.sheet} {viewpoint.year.text()}")

    def viewpoint(self) -> Viewpoint | None:
        """From where the table is seen; None while the book has no council."""
        return self.desk.outlook.current

    def other_names(self, book: Book, viewpoint: Viewpoint) -> OtherNames:
        """What rows and columns are called besides their heads; runs on the store thread."""
        return OtherNames()

    def show_table(self) -> Table | None:
        """Read the table again and show it; None while the book has no council."""
        viewpoint = self.viewpoint()
        if viewpoint is None:
            return None
        table = self.desk.session.read(lambda book: self.read_table(book, viewpoint))
        self.table_view.whereabouts = self.whereabouts(viewpoint)
        self.table_view.set_table(table)
        self.table_shown.emit()
        return table

    def settle(self) -> Problem | None:
        return self.table_view.settle()

    def grid(self) -> GridView | None:
        return self.table_view

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def go_to_first_entry(self) -> None:
        """Put the keyboard into the first cell that can be typed."""
        self.table_view.setFocus()
        self.stand_at_first_entry()

    def stand_at_first_entry(self) -> None:
        """Make the first cell that can be typed the current one, wherever the keyboard is."""
        for row, line in enumerate(self.table_view.table.cells):
            for column, cell in enumerate(line):
                if cell.state is CellState.ENTRY:
                    self.table_view.go(row, column)
                    return

    def _enter(self, cells: Sequence[TypedCell], label: str) -> Applied | Problem:
        viewpoint = self.viewpoint()
        if viewpoint is None or not cells:
            return Applied(0)
        try:
            outcome = self.desk.session.change(lambda book: self.store_cells(book, viewpoint, cells, label))
        except Refused as refused:
            return refused.problems[0]
        if isinstance(outcome, Applied) and outcome.note:
            step = self.desk.session.recorded_step
            self.desk.notify(Notice(outcome.note, severity=Severity.WARNING, step=step))
        return outcome

    def _find(self, text: str) -> None:
        grid, viewpoint = self.table_view, self.viewpoint()
        rows, columns = grid.shown_rows(), grid.shown_columns()
        if viewpoint is None or not text.strip() or self.desk.settle() is not None:
            return
        names = self.desk.session.read(lambda book: self.other_names(book, viewpoint))
        at, before = grid.current, self._found
        last = before[1] if before is not None and (before[0], before[2]) == (text, at) else None
        match = next_match(matches(grid.table, text, names, rows, columns), last, at or (-1, -1))
        if match is None:
            self.desk.notify(
                Notice(f"「{text}」はこの表にありません。", "ほかのタブの表も確かめてください。")
            )
            return
        place = match.cell(at or (rows[0], columns[0]))
        self._found = (text, match, place)
        grid.go(*place)

    def _tell_summary(self, summary: Summary) -> None:
        self.summary_changed.emit(words_of(summary))

    def _tell_refusal(self, problem: Problem) -> None:
        self.desk.notify(Notice.of(problem))
