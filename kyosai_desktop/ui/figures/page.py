"""目標 and 実績: the council's forms of one purpose, opened for entry."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStackedWidget, QWidget

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.form import Purpose, Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import CellState, Table
from kyosai_desktop.operations import editing, tables
from kyosai_desktop.operations.tables import FormInfo
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.command_bar import CommandBar
from kyosai_desktop.ui.empty_state import EmptyState
from kyosai_desktop.ui.grid_card import GridCard
from kyosai_desktop.ui.grid_page import GridPage
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.inner_tabs import InnerTabs
from kyosai_desktop.ui.labels import plain
from kyosai_desktop.ui.page import Desk

_HINT = "そのまま入力できます。Enterで下、Tabで右へ進みます。"


class FiguresPage(GridPage):
    """Inner tabs choose the form; what is typed goes into the book cell by cell."""

    purpose: Purpose

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "行", parent)
        self._forms: list[FormInfo] = []
        self._begun: set[tuple[int, int]] = set()
        self.only_entry = QAction("入力列だけ", self)
        self.only_entry.setIcon(icon("columns-3"))
        self.only_entry.setCheckable(True)
        self.only_entry.setToolTip("計算で求める列を隠して、入力する列だけを並べます")
        self.only_entry.toggled.connect(self._show_columns)
        self.bar = CommandBar(*self.command_groups())
        self.bar.add_right(self.search)
        self.tabs = InnerTabs(f"{self.purpose.value}の表")
        self.tabs.currentChanged.connect(self.show_form)
        self.hint = plain(_HINT, "muted")
        self.empty = self.make_empty()
        self._stack = QStackedWidget()
        self._stack.addWidget(GridCard(self.table_view))
        self._stack.addWidget(self.empty)
        for widget in (self.bar, self.tabs, self.hint):
            self.body.addWidget(widget)
        self.body.addWidget(self._stack, 1)

    def command_groups(self) -> tuple[Sequence[QAction], ...]:
        """The commands of the page's bar, in their groups."""
        commands = self.desk.commands
        return (
            (commands.undo, commands.redo),
            (commands.import_files, commands.paste),
            (self.only_entry,),
            (commands.preview,),
        )

    def make_empty(self) -> EmptyState:
        """What is shown while the year has no figures."""
        return EmptyState(
            "pencil",
            "まだ数字がありません",
            "届いたExcelを取り込むか、表に直接入力します。",
            (("Excelから取り込む", self.desk.commands.import_files.trigger), ("手で入力する", self.begin)),
        )

    def refresh(self) -> None:
        viewpoint = self.desk.outlook.current
        listed = (
            self.desk.session.read(lambda book: tables.forms(book, viewpoint.council)) if viewpoint else []
        )
        self._forms = [form for form in listed if form.purpose is self.purpose]
        self.tabs.set_titles(tuple(short_title(form.title) for form in self._forms))
        self.show_form()

    def step_tab(self, steps: int) -> None:
        self.settle()
        self.tabs.step(steps)

    def paper_id(self) -> str:
        form = self.form()
        return form.code if form else ""

    def form(self) -> FormInfo | None:
        """The form that is shown."""
        index = self.tabs.currentIndex()
        return self._forms[index] if 0 <= index < len(self._forms) else None

    def read_table(self, book: Book, viewpoint: Viewpoint) -> Table:
        return tables.table(book, self.shown_form().code, viewpoint)

    def store_cells(
        self, book: Book, viewpoint: Viewpoint, cells: Sequence[TypedCell], label: str
    ) -> Applied | Problem:
        return editing.enter(book, self.shown_form().code, viewpoint, cells, label)

    def shown_form(self) -> FormInfo:
        """The form that is shown, when there surely is one."""
        form = self.form()
        if form is None:
            raise RuntimeError("no form is shown")
        return form

    def show_form(self) -> None:
        """Show the form of the current tab as it stands now."""
        form, viewpoint = self.form(), self.desk.outlook.current
        if form is None or viewpoint is None:
            self.set_subtitle("")
            self.hint.hide()
            self._stack.setCurrentWidget(self.empty)
            return
        table = self.show_table()
        if table is None:
            return
        self._show_columns()
        unit = f"（単位：{table.unit}）" if table.unit else ""
        self.set_subtitle("　".join(part for part in (f"{form.title}{unit}", table.as_of) if part))
        blank = not has_entries(table)
        begun = _place(viewpoint) in self._begun
        self.hint.setVisible(blank and begun)
        self._stack.setCurrentIndex(1 if blank and not begun else 0)

    def _show_columns(self) -> None:
        table = self.table_view.table
        wanted = self.only_entry.isChecked()
        for column in range(len(table.columns)):
            typed = any(line[column].state is CellState.ENTRY for line in table.cells)
            self.table_view.setColumnHidden(column, wanted and not typed)

    def begin(self) -> None:
        """Type by hand into a year without figures."""
        viewpoint = self.desk.outlook.current
        if viewpoint:
            self._begun.add(_place(viewpoint))
            self.show_form()
            self.go_to_first_entry()


class ResultsPage(FiguresPage):
    """実績 through a month of the year."""

    purpose = Purpose.RESULTS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.month = QComboBox()
        self.month.setAccessibleName("集計月")
        self.month.setMinimumHeight(30)
        self.month.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.month.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.month.setToolTip("この月の末日までの実績を集計します")
        self.bar.add_right(self.month, before=self.search)
        self.month.activated.connect(lambda index: desk.outlook.choose_month(self.month.itemData(index)))

    def refresh(self) -> None:
        viewpoint = self.desk.outlook.current
        with QSignalBlocker(self.month):
            self.month.clear()
            for month in viewpoint.year.months() if viewpoint else ():
                self.month.addItem(f"{month.text()}末", month)
            if viewpoint:
                self.month.setCurrentIndex(viewpoint.year.months().index(viewpoint.through))
        super().refresh()


def has_entries(table: Table) -> bool:
    """Whether any cell that can be typed holds something."""
    return any(cell.text for line in table.cells for cell in line if cell.state is CellState.ENTRY)


def short_title(title: str) -> str:
    """What distinguishes a form among those of one page: 「ブロック別」 of 「ブロック別 達成状況」 and of
    「目標一覧（ブロック別）」."""
    first, _, inside = title.partition("（")
    if first in ("目標一覧", "達成状況") and inside:
        return inside.removesuffix("）")
    first = title.split(" ")[0]
    return first if first.endswith("別") else title


def _place(viewpoint: Viewpoint) -> tuple[int, int]:
    return viewpoint.council.id, viewpoint.year.year
