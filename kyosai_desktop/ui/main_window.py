"""The window: puts the parts in their places and connects them. It decides nothing about figures or files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QRect, QSignalBlocker, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.viewpoint import Viewpoint
from kyosai_desktop.operations import books
from kyosai_desktop.operations.confirmation_state import Confirmation, confirmation
from kyosai_desktop.ui import book_notices, window_commands, window_place
from kyosai_desktop.ui import commands as command_table
from kyosai_desktop.ui.command_bar import FunctionKeyBar
from kyosai_desktop.ui.commands import Commands
from kyosai_desktop.ui.editing_state import editing_state
from kyosai_desktop.ui.info_bar import InfoBar, Notice
from kyosai_desktop.ui.navigation import Navigation
from kyosai_desktop.ui.page import Desk, Page, PageName
from kyosai_desktop.ui.page_header import PageHeader
from kyosai_desktop.ui.pages import PAGES
from kyosai_desktop.ui.preferences import Preferences
from kyosai_desktop.ui.status_line import StatusLine
from kyosai_desktop.ui.viewpoint import Outlook
from kyosai_desktop.ui.welcome import Welcome

if TYPE_CHECKING:
    from kyosai_desktop.domain.check import Finding
    from kyosai_desktop.ui.grid import GridView

PROGRAM = "共済デスク"
_LET_GO = "入力を取りやめるときは、Escを押してください。"
T = TypeVar("T")


class MainWindow(QMainWindow):
    """Shows a ``Desk`` (an open book) or, without one, the welcome page."""

    closing = Signal()
    may_close: Callable[[], bool] = staticmethod(lambda: True)
    """Asked before the window closes; whoever answers no closes it later."""
    """The user closes the window; whoever opened the book closes it now."""
    page_shown = Signal()
    history_changed = Signal()
    """What 元に戻す and やり直す would do is another thing now, though the book stayed as it was."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.desk: Desk | None = None
        self._pages: dict[PageName, Page] = {}
        self._aside: QWidget | None = None
        self._confirmation: Confirmation | None = None
        self.commands = Commands(self, [info.title for info in PAGES])
        self.navigation = Navigation()
        for info in PAGES:
            self.navigation.add_page(info.title, info.icon)
        self.header = PageHeader()
        self._work = QWidget()
        self.info_bar = InfoBar(self._work, self._current_cell)
        self.welcome = Welcome()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.welcome)
        self.status = StatusLine()
        self.setStatusBar(self.status)
        self.commands.fill(self.menuBar())
        self.keys = FunctionKeyBar(self.commands.function_key_bar())
        self._arrange()
        self._connect()
        self.show_desk(None)
        window_place.restore(self, preferences.geometry)

    def show_desk(self, desk: Desk | None) -> None:
        """Show another book, or the welcome page for None. The pages of the book before are dropped."""
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages = {}
        self._confirmation = None
        self.desk = desk
        self.navigation.setVisible(desk is not None)
        for action in self.commands.needing_a_book():
            action.setEnabled(desk is not None)
        self.status.show_summary("")
        self.status.show_checks(None)
        self.keys.setVisible(desk is not None and self._preferences.shows_function_keys)
        if desk is None:
            self.setWindowTitle(PROGRAM)
            self.header.show_page("", "")
            self.header.setVisible(False)
            self.stack.setCurrentWidget(self.welcome)
            self.status.show_no_book()
            return
        copy = book_notices.copy_words(desk.session.backup_time)
        self.header.show_copy(copy)
        sample = desk.session.read(books.is_sample)
        self.header.show_sample(sample=sample, may_leave=not desk.session.read_only)
        self.setWindowTitle(f"{desk.session.path.stem}{f'（{copy}）' if copy else ''} － {PROGRAM}")
        self.header.setVisible(True)
        desk.outlook.moved.connect(self.show_viewpoint)
        desk.outlook.moved.connect(self.info_bar.pass_by)
        desk.outlook.stayed.connect(self.show_viewpoint)
        self.show_viewpoint()
        self.show_page(PageName.HOME)

    def show_page(self, name: PageName, *, keep_keyboard: bool = False) -> Page | None:
        """Go to a page; it is built the first time. The keyboard goes there too, unless it is to stay.

        None: what is being typed can't be taken, and nothing moves.
        """
        if self.desk is None:
            raise RuntimeError("there are no pages without a book")
        if self.settle() is not None:
            self._show_where()
            return None
        index = next(index for index, info in enumerate(PAGES) if info.name is name)
        page = self._pages.get(name)
        if page is None:
            page = PAGES[index].build(self.desk)
            page.subtitle_changed.connect(self._show_titles)
            page.summary_changed.connect(self._show_summary)
            page.table_shown.connect(self._show_editing)
            page.unstored_changed.connect(self.history_changed)
            self._pages[name] = page
            self.stack.addWidget(page)
        self.navigation.setCurrentIndex(index)
        if self.stack.currentWidget() is not page:
            self.info_bar.pass_by()
        self.stack.setCurrentWidget(page)
        self._drop_aside()
        self.status.show_summary("")
        self._show_titles()
        self._allow_editing()
        self._show_editing()
        if not keep_keyboard:
            self._lead_keyboard()
        self.page_shown.emit()
        self.history_changed.emit()
        return page

    def show_aside(self, widget: QWidget, title: str, subtitle: str) -> None:
        """Show something that isn't one of the navigation's pages; it goes when another page is shown, or at once
        while what is being typed can't be taken."""
        if self.settle() is not None:
            widget.deleteLater()
            return
        self.info_bar.pass_by()
        self._drop_aside()
        self._aside = widget
        self.navigation.set_covered(covered=True)
        self.header.setVisible(True)
        self.header.show_page(title, subtitle)
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        widget.setFocus()

    def show_findings(self, findings: Sequence[Finding], figures: bool) -> None:
        """What 検算 found, in the status bar and on the pages that tell it; ``figures``: there was something to check."""
        from kyosai_desktop.operations.checking import serious

        self.status.show_checks(len(serious(findings)), figures=figures)
        for page in self._pages.values():
            page.show_findings(findings, figures)

    def go_to_finding(self, finding: Finding) -> None:
        """Show the figure in question on its page, or else the paper that prints it."""
        pages = (PageName.RESULTS, PageName.TARGETS)
        for name in pages[::-1] if finding.place.column.endswith("目標") else pages:
            page = self.show_page(name)
            if page is None or page.go_to_finding(finding):
                return
        papers = self.show_page(PageName.PAPERS)
        if papers:
            papers.choose_title(finding.place.form)

    def _drop_aside(self) -> None:
        self.navigation.set_covered(covered=False)
        if self._aside:
            self.stack.removeWidget(self._aside)
            self._aside.deleteLater()
            self._aside = None

    def page(self) -> Page | None:
        """The page that is shown, None on the welcome and help pages."""
        widget = self.stack.currentWidget()
        return widget if isinstance(widget, Page) else None

    def grid(self) -> GridView | None:
        """The grid of the page that is shown."""
        page = self.page()
        return page.grid() if page else None

    def settle(self) -> Problem | None:
        """Finish what is being typed. The one place that is asked before anything moves: a Problem means that it
        can't be taken; the user is told why and how to go on, and gets the keyboard back there.
        """
        page = self.page()
        problem = page.settle() if page else None
        if problem is None or self.desk is None:
            return problem
        self.desk.notify(Notice.of(problem._replace(next_step=problem.next_step + _LET_GO)))
        grid = self.grid()
        editor = grid.editor() if grid else None
        if editor:
            editor.setFocus()
        return problem

    def show_viewpoint(self) -> None:
        """Council and year in the head."""
        if self.desk:
            outlook = self.desk.outlook
            self.header.show_viewpoint(outlook.councils, outlook.years, outlook.current)
            self._show_confirmed(outlook.current)

    def _show_confirmed(self, viewpoint: Viewpoint | None) -> None:
        """The chip that says how far the year is confirmed."""
        if self.desk is None or viewpoint is None:
            self.header.show_state("", "plain")
            return
        state = self._confirmation = self.desk.session.read(
            lambda book: confirmation(book, viewpoint.council, viewpoint.year)
        )
        tone = "good" if state.whole else "plain" if state.through else "warn"
        self.header.show_state(state.text(), tone)
        self._show_editing()

    def _show_editing(self) -> None:
        if self.desk:
            self.status.show_editing(editing_state(self.desk, self._confirmation, self.page()))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.settle() is not None or not self.may_close():
            event.ignore()
            return
        self._preferences.geometry = self.saveGeometry()
        self.closing.emit()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.commands.full_screen.setChecked(self.isFullScreen())

    def _arrange(self) -> None:
        content = QVBoxLayout()
        content.setContentsMargins(16, 10, 16, 8)
        content.setSpacing(8)
        content.addWidget(self.header)
        content.addWidget(self.stack, 1)
        right = QVBoxLayout(self._work)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(content, 1)
        right.addWidget(self.keys)
        whole = QWidget()
        layout = QHBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        layout.addWidget(self._work, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.info_bar.left.connect(self._lead_keyboard)
        window_commands.connect(self)
        self.header.council_chosen.connect(lambda council: self._look(Outlook.choose_council, council))
        self.header.year_chosen.connect(lambda year: self._look(Outlook.choose_year, year))
        self.navigation.currentChanged.connect(self._go)
        self.navigation.pressed_again.connect(self._go)
        self.commands.full_screen.triggered.connect(
            lambda wanted: window_place.show_full_screen(self, wanted)
        )
        self.commands.function_keys.setChecked(self._preferences.shows_function_keys)
        self.commands.function_keys.triggered.connect(self._show_function_keys)
        command_table.choose(self.commands.text_sizes, self._preferences.text_percent)
        command_table.choose(self.commands.appearances, self._preferences.appearance)

    def _look(self, choose: Callable[[Outlook, T], None], chosen: T) -> None:
        if self.desk:
            choose(self.desk.outlook, chosen)

    def _go(self, index: int) -> None:
        if self.desk and index >= 0:
            page = self._pages.get(PAGES[index].name)
            if page is None or self.stack.currentWidget() is not page:
                walking = self.navigation.hasFocus() and not QGuiApplication.mouseButtons()
                self.show_page(PAGES[index].name, keep_keyboard=walking)

    def _show_where(self) -> None:
        """Mark the page that is shown in the navigation again."""
        shown = next((at for at, info in enumerate(PAGES) if self._pages.get(info.name) is self.page()), None)
        if shown is not None:
            with QSignalBlocker(self.navigation):
                self.navigation.setCurrentIndex(shown)

    def _show_titles(self) -> None:
        page = self.page()
        if page:
            info = PAGES[self.navigation.currentIndex()]
            self.header.show_page(info.title, page.subtitle, page.aside)

    def _show_summary(self, text: str) -> None:
        if self.sender() is self.page():
            self.status.show_summary(text)
            self.info_bar.place()

    def _lead_keyboard(self) -> None:
        """Into the page's grid or list; while that isn't there (an empty page), to the navigation."""
        page = self.page()
        place = page.keyboard_place() if page else None
        (place if place and place.isVisibleTo(self) else self.navigation).setFocus()

    def _current_cell(self) -> QRect:
        grid = self.grid()
        if grid is None or not grid.isVisible():
            return QRect()
        cell = grid.visualRect(grid.currentIndex())
        return QRect(grid.viewport().mapTo(self._work, cell.topLeft()), cell.size())

    def _allow_editing(self) -> None:
        has_grid = self.grid() is not None
        for action in self.commands.editing():
            action.setEnabled(has_grid)

    def _show_function_keys(self, wanted: bool) -> None:
        self._preferences.shows_function_keys = wanted
        self.keys.setVisible(wanted and self.desk is not None)
