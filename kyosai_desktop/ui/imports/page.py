"""取り込み: choose files, see what would change, carry it out as one step; and what was imported before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.excel.grid import Workbook
from kyosai_desktop.operations import importing
from kyosai_desktop.operations.importing import Answer, Imported, ImportOptions, ImportPlan
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui import dialogs
from kyosai_desktop.ui.command_bar import CommandBar
from kyosai_desktop.ui.imports.history import ImportHistory
from kyosai_desktop.ui.imports.panel import PlanPanel
from kyosai_desktop.ui.imports.unread import UnreadFiles
from kyosai_desktop.ui.inner_tabs import InnerTabs
from kyosai_desktop.ui.jobs import Progress
from kyosai_desktop.ui.page import Desk, Page

_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".csv")


@dataclass(slots=True)
class _Draft:
    """A file that was read and is being looked at."""

    workbook: Workbook
    options: ImportOptions
    plan: ImportPlan


class ImportsPage(Page):
    """The history until files are chosen, then one tab per file until each is imported or put away."""

    of_one_year = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._drafts: list[_Draft] = []
        self.setAcceptDrops(True)
        commands = desk.commands
        self.bar = CommandBar((commands.undo, commands.redo), (commands.import_files,))
        self.history = ImportHistory(desk)
        self.tabs = InnerTabs("取り込むファイル", desk.settle)
        self.tabs.chosen.connect(self._show_draft)
        self.panel = PlanPanel()
        self.panel.answered.connect(self._answer)
        self.panel.row_excluded.connect(self._exclude_row)
        self.panel.cell_corrected.connect(self._correct_cell)
        self.panel.skip_changed.connect(self._skip_bad)
        self.panel.apply_wanted.connect(self.apply_current)
        self.panel.given_up.connect(self._put_away)
        preview = QWidget()
        layout = QVBoxLayout(preview)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        layout.addWidget(self.panel, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.history)
        self._stack.addWidget(preview)
        self.unread = UnreadFiles()
        self.body.addWidget(self.bar)
        self.body.addWidget(self.unread)
        self.body.addWidget(self._stack, 1)

    def refresh(self) -> None:
        self.history.refresh()
        if self._drafts:
            self._plan_again(range(len(self._drafts)))
        else:
            self._show_drafts()

    def step_tab(self, steps: int) -> None:
        self.tabs.step(steps)

    def keyboard_place(self) -> QWidget | None:
        return self.panel.apply if self._drafts else None

    def choose_files(self) -> None:
        """Ask for files and read them."""
        preferences = self.desk.preferences
        folder = preferences.import_folder or self.desk.session.path.parent
        paths = self.desk.dialogs.open_files(self, "取り込むファイルを選ぶ", dialogs.FIGURES, folder)
        if paths:
            preferences.import_folder = paths[0].parent
            self.read_files(paths)

    def read_files(self, paths: Sequence[Path]) -> None:
        """Read files in the reader's own process, then show what importing them would do."""
        self.unread.clear()
        self.desk.jobs.start(
            self, "ファイルを読んでいます", partial(_read, paths), self._plan_new, self.unread.tell
        )

    def apply_current(self) -> None:
        """Carry out the plan that is shown, as one step."""
        draft = self._draft()
        if draft is None or draft.plan.blocking:
            return
        plan = draft.plan
        done = self.desk.attempt(lambda book: importing.apply(book, plan))
        if isinstance(done, Problem):
            return
        self._tell_done(plan, done)
        self._drafts.remove(draft)
        self._show_drafts()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.read_files(_dropped(event))
        event.acceptProposedAction()

    def _draft(self) -> _Draft | None:
        index = self.tabs.currentIndex()
        return self._drafts[index] if 0 <= index < len(self._drafts) else None

    def _plan_new(self, read: tuple[list[Workbook], list[Problem]]) -> None:
        workbooks, problems = read
        self.unread.tell(problems)
        viewpoint = self.desk.outlook.current
        council = viewpoint.council.id if viewpoint and len(self.desk.outlook.councils) == 1 else None
        options = ImportOptions(council_id=council)

        def plan(book: Book) -> list[_Draft]:
            masters = importing.load_masters(book)
            return [
                _Draft(each, options, importing.plan(book, each, options, masters=masters))
                for each in workbooks
            ]

        drafts = self.desk.attempt(plan)
        if not isinstance(drafts, Problem):
            self._drafts += drafts
            self._show_drafts()

    def _plan_again(self, places: Sequence[int]) -> None:
        drafts = [self._drafts[place] for place in places]

        def plan(book: Book) -> list[ImportPlan]:
            masters = importing.load_masters(book)
            return [importing.plan(book, draft.workbook, draft.options, masters=masters) for draft in drafts]

        plans = self.desk.attempt(plan)
        if not isinstance(plans, Problem):
            for draft, made in zip(drafts, plans, strict=True):
                draft.plan = made
            self._show_drafts()

    def _show_drafts(self) -> None:
        self.tabs.set_titles(tuple(draft.plan.file.name for draft in self._drafts))
        self._stack.setCurrentIndex(1 if self._drafts else 0)
        self.set_subtitle("内容を確かめてから取り込みます" if self._drafts else "これまでの取り込み")
        self._show_draft()

    def _show_draft(self) -> None:
        draft = self._draft()
        if draft:
            self.panel.show_plan(draft.plan)
            if self.panel.apply.isEnabled():
                self.panel.apply.setFocus()

    def _change_options(self, options: ImportOptions) -> None:
        draft = self._draft()
        if draft:
            draft.options = options
            self._plan_again([self.tabs.currentIndex()])

    def _answer(self, question: str, choice: str) -> None:
        draft = self._draft()
        if draft:
            self._change_options(
                replace(draft.options, answers={**draft.options.answers, question: Answer(choice)})
            )

    def _exclude_row(self, sheet: str, row: int) -> None:
        draft = self._draft()
        if draft:
            self._change_options(
                replace(draft.options, excluded_rows=draft.options.excluded_rows | {(sheet, row)})
            )

    def _correct_cell(self, sheet: str, address: str, text: str) -> None:
        draft = self._draft()
        if draft:
            corrections = {**draft.options.corrections, (sheet, address): text}
            self._change_options(replace(draft.options, corrections=corrections))

    def _skip_bad(self, wanted: bool) -> None:
        draft = self._draft()
        if draft and draft.options.skip_bad != wanted:
            self._change_options(replace(draft.options, skip_bad=wanted))

    def _put_away(self) -> None:
        draft = self._draft()
        if draft:
            self._drafts.remove(draft)
            self._show_drafts()

    def _tell_done(self, plan: ImportPlan, done: Imported) -> None:
        changed = done.changed - done.added
        self.desk.tell_done(
            f"「{plan.file.name}」を取り込みました（追加{done.added}件、変更{changed}件）。{done.note}"
        )


def _read(paths: Sequence[Path], progress: Progress) -> tuple[list[Workbook], list[Problem]]:
    """On the worker thread: every file, and why some can't be read."""
    from kyosai_desktop.excel.reader import WorkbookReader

    workbooks: list[Workbook] = []
    problems: list[Problem] = []
    with WorkbookReader() as reader:
        for count, path in enumerate(paths):
            progress.at(count, len(paths))
            try:
                workbooks.append(importing.read_file(reader, path, cancelled=lambda: progress.stopping))
            except Refused as refused:
                progress.at(count, len(paths))  # 中止 also ends a reading with a refusal
                problems += refused.problems
    return workbooks, problems


def _dropped(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _SUFFIXES]
