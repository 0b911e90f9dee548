"""What the side panel is asked: it follows the current cell of a grid and carries out what is done in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import FactKey, Status
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Keeping
from kyosai_desktop.operations import comments, figure_status, keeping, published
from kyosai_desktop.operations.provenance import CellStory
from kyosai_desktop.operations.weighed_products import remember_products, weighed_products
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.figures.cell_panel import CellPanel
from kyosai_desktop.ui.figures.story_words import place_words
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.page import Desk

Position = tuple[int, int]
StoryAt = Callable[[Book, Viewpoint, Position], CellStory | None]
"""Tells of the cell at (row, column) of the table that is shown; runs on the store thread."""

_HANDS_REST_MS = 60


class Details(QObject):
    """``panel`` is for the page to place; ``action`` opens and closes it (Alt+Enter)."""

    def __init__(
        self,
        desk: Desk,
        grid: GridView,
        viewpoint: Callable[[], Viewpoint | None],
        story_at: StoryAt,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._desk, self._grid, self._viewpoint, self._story_at = desk, grid, viewpoint, story_at
        self._asked = 0
        self.panel = CellPanel()
        self.panel.hide()
        self.action = self._command(
            "セルの詳細", "info-circle", "セルの出どころ、コメント、履歴を横に表示します"
        )
        self.action.setCheckable(True)
        self.action.toggled.connect(self._open)
        self.action.setShortcuts([QKeySequence("Alt+Return"), QKeySequence("Alt+Enter")])
        self.action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        page.addAction(self.action)
        self.from_where = self._command("出どころと履歴を見る", "history")
        self.from_where.triggered.connect(lambda _checked=False: self.action.setChecked(True))
        self.write = self._command("コメントを書く", "pencil")
        self.write.triggered.connect(lambda _checked=False: self._write())
        self.statuses = [self._status_command(status) for status in Status]
        grid.menu_actions = [self.from_where, self.write, *self.statuses]
        self._timer = QTimer(self, singleShot=True, interval=_HANDS_REST_MS)
        self._timer.timeout.connect(self._ask)
        grid.current_cell_changed.connect(lambda _row, _column: self.refresh())
        grid.selection_summary.connect(lambda _summary: self.refresh())
        panel = self.panel
        panel.closed.connect(lambda: self.action.setChecked(False))
        panel.left.connect(grid.setFocus)
        panel.comment_written.connect(self._comment)
        panel.status_chosen.connect(self.set_status)
        panel.published_written.connect(self._publish)
        panel.weighed.connect(self._weigh)
        panel.keeping_wanted.connect(self._keep)

    def refresh(self) -> None:
        """Tell of the current cell anew, as soon as the hands rest."""
        if self.action.isChecked():
            self._timer.start()

    def settle(self) -> None:
        """Store what was written in the panel."""
        self.panel.settle()

    def set_status(self, status: Status) -> None:
        """速報, 確定 or 概数 for the selected figures."""
        keys = self._selected_keys()
        outcome = self._desk.attempt(lambda book: figure_status.set_status(book, keys, status))
        self._tell(outcome)
        self.refresh()

    # -- opening and asking ------------------------------------------------------------------------------

    def _open(self, wanted: bool) -> None:
        self._grid.settle()
        if not wanted:
            self.panel.settle()
        self.panel.setVisible(wanted)
        if wanted:
            self._ask()
        else:
            self._grid.setFocus()

    def _ask(self) -> None:
        viewpoint, at = self._viewpoint(), self._grid.current
        self._asked += 1
        number = self._asked
        if viewpoint is None or at is None:
            self._show(number, None)
            return
        self._desk.session.later(
            self,
            lambda book: self._story_at(book, viewpoint, at),
            lambda story: self._show(number, story),
            self._desk.explain,
        )

    def _show(self, number: int, story: CellStory | None) -> None:
        if number != self._asked:  # another cell was asked for since
            return
        viewpoint = self._desk.outlook.current
        if viewpoint is not None:
            council = viewpoint.council
            self.panel.weighing.show_products(
                self._desk.session.read(lambda book: weighed_products(book, council))
            )
        self.panel.show_story(
            story, read_only=self._desk.session.read_only, selected=len(self._selected_keys())
        )

    def _write(self) -> None:
        with QSignalBlocker(self.action):
            self.action.setChecked(True)
        self.panel.show()
        self._ask()
        self.panel.write_comment()

    # -- what is done in the panel -----------------------------------------------------------------------

    def _comment(self, text: str) -> None:
        story = self.panel.story
        if story is not None and story.key is not None:
            key, place = story.key, place_words(story.explanation)
            self._tell(self._desk.attempt(lambda book: comments.set_comment(book, key, text, place)))

    def _publish(self, text: str) -> None:
        story = self.panel.story
        if story is not None and story.key is not None:
            key, place = story.key, place_words(story.explanation)
            self._tell(self._desk.attempt(lambda book: published.record_published(book, key, text, place)))

    def _weigh(self, text: str) -> None:
        at, story = self._grid.current, self.panel.story
        if at is None or story is None:
            return
        self._remember_products()
        outcome = self._grid.enter([TypedCell(*at, text)], how=f"件数の換算：{self.panel.weighing.how()}")
        if isinstance(outcome, Applied):
            self.panel.weighing.clear_counts()
            self._grid.setFocus()

    def _remember_products(self) -> None:
        """Before the figure is stored, so that the first 元に戻す takes back the figure."""
        viewpoint, products = self._desk.outlook.current, self.panel.weighing.products()
        if viewpoint is not None:
            council = viewpoint.council
            self._desk.attempt(lambda book: remember_products(book, council, products))

    def _keep(self, to: Keeping) -> None:
        story = self.panel.story
        if story is None or story.key is None:
            return
        series_id = story.key.series_id
        outcome = self._desk.attempt(lambda book: keeping.convert_keeping(book, series_id, to))
        if isinstance(outcome, Problem):
            self._tell(outcome)
            return
        self._desk.tell_done(
            f"{to.value}で保存するようにしました（{outcome.changed:,}件の数字を換えました）。"
            "表の数字は変わりません。",
            outcome.note,
        )

    def _tell(self, outcome: Applied | Problem) -> None:
        if isinstance(outcome, Problem):
            self._desk.notify(Notice.of(outcome))

    def _selected_keys(self) -> list[FactKey]:
        cells = (self._grid.table.cells[row][column] for row, column in self._grid.selected_cells())
        keys = [cell.key for cell in cells if isinstance(cell.key, FactKey)]
        story = self.panel.story
        return keys or ([story.key] if story is not None and story.key is not None else [])

    def _command(self, text: str, icon_name: str, tip: str = "") -> QAction:
        action = QAction(icon(icon_name), text, self)
        if tip:
            action.setToolTip(f"{tip}（Alt+Enter）")
        return action

    def _status_command(self, status: Status) -> QAction:
        action = QAction(f"{status.value}にする", self)
        action.triggered.connect(lambda _checked=False: self.set_status(status))
        return action
