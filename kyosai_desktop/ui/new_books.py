"""Making new books: which councils, where the file goes, and what the window says then."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.operations import books
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.dialogs import BOOKS, WORKBOOK, Dialogs
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.jobs import Jobs, Progress
from kyosai_desktop.ui.main_window import MainWindow
from kyosai_desktop.ui.welcome import new_book_path

if TYPE_CHECKING:
    from kyosai_desktop.operations.settings.workbook import SettingsBook

OFFICE, SAMPLE = "共済デスク", "見本"
"""Names of new files."""

Make = Callable[[Callable[[], Book], Path], None]
"""Make a book at a path, and open it in the window."""


class NewBooks(QObject):
    """The ways to a new book, for the welcome page, the menu and the sample's head."""

    def __init__(self, window: MainWindow, dialogs: Dialogs, jobs: Jobs, make: Make, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._dialogs = dialogs
        self._jobs = jobs
        self._make = make
        window.welcome.sample_wanted.connect(self.sample)
        window.welcome.empty_wanted.connect(self.empty)
        window.welcome.settings_wanted.connect(self.from_settings)
        window.header.own_book_wanted.connect(self.instead_of_sample)
        for action in window.commands.new_books.actions():
            action.triggered.connect(partial(self._ask_where, action.data()))

    def empty(self, preset: str = "both", path: Path | None = None) -> None:
        """A book without figures for the councils of a preset, at the default place unless ``path`` says another."""
        place = path or new_book_path(OFFICE)
        self._make(lambda: books.create(place, preset), place)

    def sample(self, preset: str = "both") -> None:
        """A book with the sample's figures at the default place."""
        from kyosai_desktop.operations import sample

        path = new_book_path(SAMPLE)
        self._make(lambda: sample.create(path, preset), path)

    def from_settings(self) -> None:
        """A book that another office's 設定ブック sets up. Which one is asked; reading it doesn't hold up the window."""
        files = self._dialogs.open_files(self._window, "設定ブックを選ぶ", WORKBOOK, Path.home())
        if files:
            self._jobs.start(
                self, "設定ブックを読んでいます", partial(_read, files[0]), self._make_as_read, self._refuse
            )

    def instead_of_sample(self) -> None:
        """A book without figures for the councils of the sample that is open, beside it; the sample stays."""
        desk = self._window.desk
        if desk:
            preset = desk.session.read(books.preset_of)
            self.empty(preset, new_book_path(OFFICE, desk.session.path.parent))

    def _ask_where(self, preset: str) -> None:
        if preset == "":
            self.from_settings()
            return
        desk = self._window.desk
        suggestion = new_book_path(OFFICE, desk.session.path.parent if desk else None)
        path = self._dialogs.save_file(self._window, "新しいブックを作る", suggestion, BOOKS)
        if path:
            self.empty(preset, path)

    def _make_as_read(self, loaded: SettingsBook) -> None:
        from kyosai_desktop.operations.settings.new_book import create_from_settings

        path = new_book_path(OFFICE)
        self._make(lambda: create_from_settings(path, loaded), path)

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self._window.info_bar.show_notice(Notice.of(problems[0]))


def _read(path: Path, progress: Progress) -> SettingsBook:
    from kyosai_desktop.ui.settings.settings_book import read_in_own_process

    return read_in_own_process(path, progress)
