"""What every page is, and what it is given to work with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kyosai_desktop.domain.problem import Problem, Refused, Severity
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.commands import Commands
from kyosai_desktop.ui.dialogs import Dialogs
from kyosai_desktop.ui.info_bar import Action, Notice
from kyosai_desktop.ui.jobs import Jobs
from kyosai_desktop.ui.preferences import Preferences
from kyosai_desktop.ui.session import Session
from kyosai_desktop.ui.viewpoint import Outlook

if TYPE_CHECKING:
    from kyosai_desktop.domain.check import Finding
    from kyosai_desktop.ui.grid import GridView

T = TypeVar("T")


class PageName(Enum):
    """The pages in the order of the navigation."""

    HOME = "home"
    TARGETS = "targets"
    RESULTS = "results"
    ROSTER = "roster"
    CALENDAR = "calendar"
    PAPERS = "papers"
    IMPORTS = "imports"
    ACTIVITIES = "activities"
    SETTINGS = "settings"


class Desk(NamedTuple):
    """Everything a page works with. One per open book."""

    session: Session
    outlook: Outlook
    jobs: Jobs
    dialogs: Dialogs
    preferences: Preferences
    commands: Commands
    notify: Callable[[Notice], None]
    go_to: Callable[[PageName], Page | None]
    """Show a page; None: what is being typed can't be taken, and the page before stays."""
    settle: Callable[[], Problem | None]
    """Finish what is being typed, before anything else is shown or done with the book. A Problem: it can't be taken,
    the user was told why, and nothing may move away from it."""
    restyle: Callable[[], None]
    """Apply changed preferences of appearance."""
    restore: Callable[[Path], None]
    """Put a backup in the place of the open book and open that."""

    def explain(self, problems: tuple[Problem, ...]) -> None:
        """Tell the first of some problems, and how many more there are."""
        more = f"（ほかに{len(problems) - 1}件あります）" if len(problems) > 1 else ""
        notice = Notice.of(problems[0])
        self.notify(Notice(notice.message + more, notice.next_step, notice.severity))

    def tell_done(
        self,
        message: str,
        next_step: str = "",
        severity: Severity = Severity.NOTE,
        actions: tuple[Action, ...] = (),
    ) -> None:
        """Tell what was just done, with a button that takes back exactly that step while it is the latest."""
        self.notify(Notice(message, next_step, severity, actions, step=self.session.recorded_step))

    def attempt(self, request: Callable[[Book], T]) -> T | Problem:
        """Have the book do something; what it refuses is told above the page and returned."""
        try:
            return self.session.change(request)
        except Refused as refused:
            self.explain(refused.problems)
            return refused.problems[0]


class Direction(Enum):
    """元に戻す or やり直す."""

    BACK = "元に戻しました"
    FORTH = "やり直しました"


class Unstored(NamedTuple):
    """What a page holds that isn't in the book yet: 元に戻す and やり直す are then about that.

    ``undo`` and ``redo`` name what they would do, None where there is nothing; ``why_not`` tells that.
    """

    undo: str | None
    redo: str | None
    travel: Callable[[Direction], None]
    why_not: Problem


class Page(QWidget):
    """One page. It asks the book again (``refresh``) when it is shown and, while shown, after every change."""

    subtitle_changed = Signal(str)
    summary_changed = Signal(str)
    table_shown = Signal()
    unstored_changed = Signal()
    of_one_year = True
    """Whether what is shown belongs to the year and month in the head."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.subtitle = ""
        self.aside = ""
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        self._stale = True
        desk.session.changed.connect(self._note_change)
        desk.outlook.moved.connect(self._note_move)

    def refresh(self) -> None:
        """Show what the book says now. Every page has its own."""
        raise NotImplementedError

    def settle(self) -> Problem | None:
        """Finish what is being typed; a Problem: it can't be taken and stays open. Ask ``desk.settle``, which also
        leads back to it."""
        return None

    def unstored(self) -> Unstored | None:
        """What isn't in the book yet and has a history of its own; None where there is only the book's."""
        return None

    def keyboard_place(self) -> QWidget | None:
        """Where work on this page begins; None leaves the keyboard to the navigation."""
        return self.grid()

    def grid(self) -> GridView | None:
        """The grid that the editing commands act on, if the page has one."""
        return None

    def focus_search(self) -> None:
        """Put the cursor into the page's search box, if it has one."""

    def step_tab(self, steps: int) -> None:
        """Show the inner tab that is ``steps`` further, if the page has tabs."""

    def paper_id(self) -> str:
        """The paper that prints what is shown; '' when there is none."""
        return ""

    def choose_paper(self, paper_id: str) -> None:
        """Show this paper. Only the page of papers does."""

    def choose_title(self, title: str) -> None:
        """Show the paper with this title. Only the page of papers does."""

    def use_paper(self, action: QAction) -> None:
        """Print or save the paper that is shown. Only the page of papers does."""

    def show_findings(self, findings: Sequence[Finding], figures: bool) -> None:
        """What 検算 found after the last change. Only the page that tells it does something."""

    def go_to_finding(self, finding: Finding) -> bool:
        """Show the figure that 検算 found; False where the page doesn't have it. Only pages of figures do."""
        return False

    def choose_files(self) -> None:
        """Ask for files to import. Only the page of imports does."""

    def show_backups(self) -> None:
        """Show the backups of the book, to restore one. Only the page of settings does."""

    def set_subtitle(self, text: str, aside: str = "") -> None:
        """What the page shows now, beside its title; ``aside`` is told behind it where there is room."""
        self.subtitle = text
        self.aside = aside
        self.subtitle_changed.emit(text)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_stale()

    def _note_change(self, _tables: object) -> None:
        self._note_move()

    def _note_move(self) -> None:
        self._stale = True
        if self.isVisible():
            self._refresh_if_stale()

    def _refresh_if_stale(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()
