"""What the sections 様式, 項目 and 組織 have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Problem, Refused, Severity
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.page import Desk

T = TypeVar("T")
Enter = Callable[[Book, Sequence[TypedCell]], Applied | Problem]


class Section(QWidget):
    """A tab of 設定 with grids of its own. It reads the book when it is shown and after every change."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 4, 0, 0)
        self.body.setSpacing(8)
        self._stale = True

    def refresh(self) -> None:
        """Show what the book says now."""
        raise NotImplementedError

    def grids(self) -> Sequence[GridView]:
        """The grids that can be typed into, the one that work begins in first."""
        raise NotImplementedError

    def grid(self) -> GridView | None:
        """The grid that editing commands act on: the one with the keyboard, else the first that is shown."""
        shown = [grid for grid in self.grids() if grid.isVisible()]
        focused = QApplication.focusWidget()
        return next(
            (grid for grid in shown if grid is focused or grid.isAncestorOf(focused)),  # type: ignore[arg-type]  # Qt takes None for "nothing has it"
            shown[0] if shown else None,
        )

    def settle(self) -> Problem | None:
        """Finish what is being typed; the Problem of a text that can't be taken."""
        problems = [grid.settle() for grid in self.grids()]
        return next((problem for problem in problems if problem is not None), None)

    def note_change(self) -> None:
        """The book or the place that is looked at has changed."""
        self._stale = True
        if self.isVisible():
            self.refresh_if_stale()

    def refresh_if_stale(self) -> None:
        """Read the book again unless that was done since its last change."""
        if self._stale:
            self._stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh_if_stale()

    def read(self, request: Callable[[Book], T]) -> T:
        """What the book says."""
        return self.desk.session.read(request)

    def make_grid(self, enter: Enter) -> GridView:
        """A grid whose typed texts go to ``enter``; what it refuses is told above the page."""

        def apply(cells: Sequence[TypedCell], _label: str) -> Applied | Problem:
            if not cells:
                return Applied(0)
            try:
                outcome = self.read(lambda book: enter(book, cells))
            except Refused as refused:
                return refused.problems[0]
            if isinstance(outcome, Applied) and outcome.note:
                self.desk.notify(Notice(outcome.note, severity=Severity.WARNING))
            return outcome

        grid = GridView(apply)
        grid.refused.connect(lambda problem: self.desk.notify(Notice.of(problem)))
        return grid

    def make_action(self, text: str, icon_name: str, act: Callable[[], object], tip: str = "") -> QAction:
        """A command of this section."""
        action = QAction(icon(icon_name), text, self)
        if tip:
            action.setToolTip(tip)
        action.triggered.connect(lambda _checked=False: act())
        return action

    def make_menu(
        self, text: str, icon_name: str, acts: Sequence[tuple[str, Callable[[], object]]]
    ) -> QAction:
        """A command that asks which of several kinds is meant."""
        action = QAction(icon(icon_name), text, self)
        menu = QMenu(self)
        for words, act in acts:
            menu.addAction(words).triggered.connect(lambda _checked=False, act=act: act())
        action.setMenu(menu)
        return action

    def told_undoable(self, message: str) -> None:
        """Say what was done, with the way back beside it."""
        self.desk.tell_done(message)
