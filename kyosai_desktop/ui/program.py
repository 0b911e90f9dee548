"""The running program: opens and closes books for the window, and carries out the commands that aren't a page's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.store import opening
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.history import Step
from kyosai_desktop.ui import book_notices, recent_books, theme
from kyosai_desktop.ui import commands as command_table
from kyosai_desktop.ui.commands import on_trigger
from kyosai_desktop.ui.dialogs import Dialogs
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.jobs import Jobs
from kyosai_desktop.ui.main_window import MainWindow
from kyosai_desktop.ui.new_books import NewBooks
from kyosai_desktop.ui.page import Desk, Direction
from kyosai_desktop.ui.preferences import Preferences, default_books_folder
from kyosai_desktop.ui.rechecking import Rechecking
from kyosai_desktop.ui.session import Session
from kyosai_desktop.ui.viewpoint import Outlook


class Program(QObject):
    """Owns the window and what is open in it."""

    def __init__(self, app: QApplication, preferences: Preferences, dialogs: Dialogs) -> None:
        super().__init__()
        self._app = app
        self._preferences = preferences
        self.dialogs = dialogs
        self.window = MainWindow(preferences)
        self.jobs = Jobs(self)
        self.session: Session | None = None
        self.new_books = NewBooks(self.window, dialogs, self.jobs, self._make, self)
        self._checks: Rechecking | None = None
        self._told_after = 0
        self._closes_later = False
        self._connect()

    def restyle(self) -> None:
        """Apply the chosen appearance and size of text."""
        theme.apply(self._app, self._preferences.appearance, self._preferences.text_percent)
        command_table.choose(self.window.commands.text_sizes, self._preferences.text_percent)
        command_table.choose(self.window.commands.appearances, self._preferences.appearance)

    def open(self, path: Path) -> bool:
        """Open the book at ``path`` in the place of the one that is open. False: the window says why not."""
        if self.session and self.session.path == path and not self.session.read_only:
            return True
        return self._begin(lambda: opening.open_book(path), path)

    def open_copy(self, path: Path) -> bool:
        """Open the newest verified backup of the book at ``path`` for reading."""
        return self._begin(lambda: opening.open_read_only_copy(path), path)

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the open book, and open that."""
        if self.session is None or self.window.settle() is not None:
            return
        from kyosai_desktop.store import restoring

        path = self.session.path
        self.close_book()
        try:
            kept = restoring.restore(backup, path)
        except Refused as refused:
            self.open(path)
            self.notify(Notice.of(refused.problems[0]))
            return
        self.open(path)
        self.notify(book_notices.restored(kept))

    def notify(self, notice: Notice) -> None:
        """Say something over the page."""
        self._told_after = self.session.changes if self.session else 0
        self.window.info_bar.show_notice(notice)

    def tell_breakdown(self) -> None:
        """The program broke somewhere: say so, and what is safe."""
        from kyosai_desktop.ui import breakdown

        saved_at = self.session.saved_at if self.session else None
        self.notify(
            breakdown.notice(saved_at, ("再起動する", self._restart), ("詳細を保存", self._save_report))
        )

    def back_up_if_due(self) -> None:
        """The backup of the day, without holding up the window; then the search for damage in the file."""
        if self.session is None:
            return

        def look_after(book: Book) -> list[Problem]:
            made = book.backup_if_due()
            return [*([made] if isinstance(made, Problem) else []), *book.verify()]

        self.session.later(self, look_after, self._tell_soundness, self._tell_soundness)

    def _tell_soundness(self, problems: Sequence[Problem]) -> None:
        if problems:
            self.notify(Notice.of(problems[0])._replace(lasting=True))

    def close_book(self) -> None:
        """Close what is open, if anything."""
        session, checks = self.session, self._checks
        self.session = self._checks = None
        if session and checks:
            checks.end()
            self.jobs.drop()
            self.window.show_desk(None)
            session.close()
            session.deleteLater()

    def _begin(self, opener: Callable[[], Book], path: Path) -> bool:
        if self.window.settle() is not None:
            return False
        try:
            session = Session(opener, self)
        except Refused as refused:
            self.notify(
                book_notices.refused(
                    refused.problems[0], partial(self.open, path), partial(self.open_copy, path)
                )
            )
            return False
        self.close_book()
        self.session = session
        self.window.info_bar.dismiss()
        outlook = Outlook(session, date.today(), self.window.settle, session)
        self.window.show_desk(
            Desk(
                session, outlook, self.jobs, self.dialogs, self._preferences, self.window.commands,
                self.notify, self.window.show_page, self.window.settle, self.restyle, self.restore,
            )
        )  # fmt: skip
        session.changed.connect(self._after_change)
        self._checks = Rechecking(session, outlook)
        self._checks.found.connect(self.window.show_findings)
        self._show_state()
        if session.read_only:
            self.notify(book_notices.copy_opened(session.backup_time, partial(self.open, session.path)))
        else:
            self._preferences.last_book = session.path
        return True

    def _connect(self) -> None:
        window, commands = self.window, self.window.commands
        window.closing.connect(self._close_everything)
        window.may_close = self._may_close
        self.jobs.ended.connect(lambda: QTimer.singleShot(0, self._close_at_last))
        window.welcome.book_wanted.connect(self._choose_book)
        commands.recent_books.aboutToShow.connect(self._list_recent_books)
        on_trigger(commands.open_book, self._choose_book)
        on_trigger(commands.save_point, self._save_point)
        on_trigger(commands.undo, lambda: self._undo_or_redo(Direction.BACK))
        on_trigger(commands.redo, lambda: self._undo_or_redo(Direction.FORTH))
        window.history_changed.connect(self._name_history)
        window.info_bar.undo_wanted.connect(
            lambda step: self._travel(lambda session: session.undo(step), Direction.BACK)
        )
        on_trigger(commands.check, self._show_findings)
        window.status.checks_pressed.connect(self._show_findings)
        on_trigger(commands.confirm, self._show_confirmation)
        on_trigger(commands.begin_year, self._begin_year)
        on_trigger(commands.export_analysis, self._export_for_analysis)
        on_trigger(commands.help, self._show_help)
        on_trigger(commands.open_folder, self._show_folder)
        on_trigger(commands.report, self._save_report)
        on_trigger(commands.about, self._show_about)
        for group, name in ((commands.text_sizes, "text_percent"), (commands.appearances, "appearance")):
            group.triggered.connect(partial(self._prefer, name))
        self.jobs.started.connect(window.status.show_work)
        self.jobs.progressed.connect(window.status.show_progress)
        self.jobs.ended.connect(lambda: window.status.show_work(""))
        window.status.stop_pressed.connect(self.jobs.stop)

    def _make(self, maker: Callable[[], Book], path: Path) -> None:
        before = self.session.path if self.session else None
        if self._begin(maker, path):
            self.notify(
                book_notices.made(path, before, lambda: before and self.open(before), self._show_folder)
            )

    def _list_recent_books(self) -> None:
        recent_books.fill(self.window.commands.recent_books, self._preferences.recent_books, self.open)

    def _choose_book(self) -> None:
        path = self.dialogs.open_book(self.window, default_books_folder())
        if path:
            self.open(path)

    def _undo_or_redo(self, direction: Direction) -> None:
        """Of what the page holds unstored, or else of the book."""
        if self.window.settle() is not None:
            return
        page = self.window.page()
        unstored = page.unstored() if page else None
        if unstored is None:
            self._travel(Session.undo if direction is Direction.BACK else Session.redo, direction)
            return
        label = unstored.undo if direction is Direction.BACK else unstored.redo
        if label is None:
            self.notify(Notice.of(unstored.why_not))
            return
        unstored.travel(direction)
        self.window.status.tell(f"{direction.value}：{label}")

    def _travel(self, travel: Callable[[Session], Step | Problem | None], direction: Direction) -> None:
        if self.session is None or self.window.settle() is not None:
            return
        result = travel(self.session)
        if result is None:
            self.notify(book_notices.not_the_latest())
        elif isinstance(result, Problem):
            self.notify(Notice.of(result))
        else:
            # the figures may stand on another page than the one that is shown
            self.window.status.tell(f"{direction.value}：{result.label}")

    def _save_point(self) -> None:
        if self.session is None or self.window.settle() is not None:
            return
        result = self.session.read(Book.backup)
        if isinstance(result, Problem):
            self.notify(Notice.of(result))
        else:
            self.notify(book_notices.save_point(result.time))

    def _after_change(self, _tables: object) -> None:
        if self.session and self.window.desk:
            if self.session.changes > self._told_after:
                self.window.info_bar.pass_by()
            self.window.desk.outlook.reload()
            self.window.show_viewpoint()
        self._show_state()

    def _show_findings(self) -> None:
        desk = self.window.desk
        viewpoint = desk.outlook.current if desk else None
        if self._checks and viewpoint and self.window.settle() is None:
            from kyosai_desktop.ui.findings_page import FindingsPage

            subtitle = f"{viewpoint.council.name}　{viewpoint.year.text()}"
            page = FindingsPage()
            self._checks.found.connect(page.show_findings)
            self._checks.now()
            page.chosen.connect(self.window.go_to_finding)
            self.window.show_aside(page, "検算", subtitle)

    def _show_state(self) -> None:
        session = self.session
        if session is None:
            return
        self.window.status.show_saved(session.saved_at, read_only=session.read_only)
        self._name_history()

    def _name_history(self) -> None:
        session, page, commands = self.session, self.window.page(), self.window.commands
        if session is None:
            return
        unstored = page.unstored() if page else None
        if unstored is None:
            commands.name_history(*session.read(lambda book: (book.undo_label(), book.redo_label())))
            return
        commands.name_history(unstored.undo, unstored.redo)
        commands.undo.setEnabled(True)  # pressed in vain it tells why

    def _show_confirmation(self) -> None:
        from kyosai_desktop.ui.year_end import actions

        actions.show_confirmation(self.window)

    def _begin_year(self) -> None:
        from kyosai_desktop.ui.year_end import actions

        actions.begin_year(self.window)

    def _export_for_analysis(self) -> None:
        from kyosai_desktop.ui.analysis_export import export_for_analysis

        export_for_analysis(self.window)

    def _show_help(self) -> None:
        from kyosai_desktop.ui import support

        self.window.show_aside(support.help_page(self.window.commands), "ヘルプ", "使い方とキー一覧")

    def _save_report(self) -> None:
        from kyosai_desktop.ui import support

        told = support.save_report(self.window, self.dialogs)
        if told:
            self.notify(told)

    def _restart(self) -> None:
        from kyosai_desktop.ui import support

        book = self.session.path if self.session else None
        if self.window.close():
            support.start_again(book)

    def _show_about(self) -> None:
        from kyosai_desktop.ui import support

        self.notify(support.about())

    def _show_folder(self) -> None:
        if self.session:
            self.dialogs.show_file(self.session.path.parent)

    def _prefer(self, name: str, action: QAction) -> None:
        setattr(self._preferences, name, action.data())
        self.restyle()

    def _may_close(self) -> bool:
        """Not while a print or a file is on its way, unless the user closes the window a second time."""
        if self.jobs.awaited == 0 or self._closes_later:
            return True
        self._closes_later, self.jobs.failed_awaited = True, False
        self.notify(book_notices.closes_later())
        return False

    def _close_at_last(self) -> None:
        if self._closes_later and self.jobs.awaited == 0:
            self._closes_later = False
            if not self.jobs.failed_awaited:
                self.window.close()

    def _close_everything(self) -> None:
        self.jobs.close()
        self.close_book()
