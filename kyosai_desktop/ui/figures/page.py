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
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.grid_card import GridCard
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.inner_tabs import InnerTabs
from kyosai_desktop.ui.labels import plain
from kyosai_desktop.ui.page import Desk, Page
from kyosai_desktop.ui.search_box import SearchBox, row_with
from kyosai_desktop.ui.selection_words import words_of

_HINT = "そのまま入力できます。Enterで下、Tabで右へ進みます。"


class FiguresPage(Page):
    """Inner tabs choose the form; what is typed goes into the book cell by cell."""

    purpose: Purpose

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._forms: list[FormInfo] = []
        self._begun: set[tuple[int, int]] = set()
        self.only_entry = QAction("入力列だけ", self)
        self.only_entry.setIcon(icon("columns-3"))
        self.only_entry.setCheckable(True)
        self.only_entry.setToolTip("計算で求める列を隠して、入力する列だけを並べます")
        self.only_entry.toggled.connect(self._show_columns)
        commands = desk.commands
        self.bar = CommandBar(
            (commands.undo, commands.redo),
            (commands.import_files, commands.paste),
            (self.only_entry,),
            (commands.preview,),
        )
        self.search = SearchBox("ブロック・産別" if self.purpose is Purpose.TARGETS else "行")
        self.tabs = InnerTabs(f"{self.purpose.value}の表")
        self.hint = plain(_HINT, "muted")
        self.table_view = GridView(self._enter)
        self.empty = EmptyState(
            "pencil",
            "まだ数字がありません",
            "届いたExcelを取り込むか、表に直接入力します。",
            (("Excelから取り込む", commands.import_files.trigger), ("手で入力する", self._begin)),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(GridCard(self.table_view))
        self._stack.addWidget(self.empty)
        self._arrange()
        self.bar.add_right(self.search)
        self.tabs.currentChanged.connect(self._show_form)
        self.search.wanted.connect(self._find_row)
        self.search.left.connect(self.table_view.setFocus)
        self.table_view.selection_summary.connect(
            lambda summary: self.summary_changed.emit(words_of(summary))
        )
        self.table_view.refused.connect(lambda problem: desk.notify(Notice.of(problem)))

    def refresh(self) -> None:
        viewpoint = self.desk.outlook.current
        listed = (
            self.desk.session.read(lambda book: tables.forms(book, viewpoint.council)) if viewpoint else []
        )
        self._forms = [form for form in listed if form.purpose is self.purpose]
        self.tabs.set_titles(tuple(short_title(form.title) for form in self._forms))
        self._show_form()

    def settle(self) -> None:
        self.table_view.settle()

    def grid(self) -> GridView | None:
        return self.table_view

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def step_tab(self, steps: int) -> None:
        self.tabs.step(steps)

    def form(self) -> FormInfo | None:
        """The form that is shown."""
        index = self.tabs.currentIndex()
        return self._forms[index] if 0 <= index < len(self._forms) else None

    def _arrange(self) -> None:
        self.body.addWidget(self.bar)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.hint)
        self.body.addWidget(self._stack, 1)

    def _show_form(self) -> None:
        form, viewpoint = self.form(), self.desk.outlook.current
        if form is None or viewpoint is None:
            self.set_subtitle("")
            self.hint.hide()
            self._stack.setCurrentWidget(self.empty)
            return
        self.settle()
        table = self.desk.session.read(lambda book: tables.table(book, form.code, viewpoint))
        self.table_view.set_table(table)
        self._show_columns()
        unit = f"（単位：{table.unit}）" if table.unit else ""
        self.set_subtitle("　".join(part for part in (f"{form.title}{unit}", table.as_of) if part))
        blank = not has_entries(table)
        begun = self._place(viewpoint) in self._begun
        self.hint.setVisible(blank and begun)
        self._stack.setCurrentIndex(1 if blank and not begun else 0)

    def _enter(self, cells: Sequence[TypedCell], label: str) -> Applied | Problem:
        form, viewpoint = self.form(), self.desk.outlook.current
        if form is None or viewpoint is None:
            return Applied(0)

        def request(book: Book) -> Applied | Problem:
            return editing.enter(book, form.code, viewpoint, cells, label)

        return self.desk.session.read(request)

    def _show_columns(self) -> None:
        table = self.table_view.table
        wanted = self.only_entry.isChecked()
        for column in range(len(table.columns)):
            typed = any(line[column].state is CellState.ENTRY for line in table.cells)
            self.table_view.setColumnHidden(column, wanted and not typed)

    def _find_row(self, text: str) -> None:
        at = self.table_view.current
        row = row_with(self.table_view.table, text, at[0] if at else -1)
        if row is None:
            self.desk.notify(
                Notice(f"「{text}」はこの表にありません。", "ほかのタブの表も確かめてください。")
            )
            return
        self.table_view.go(row, at[1] if at else 0)

    def _begin(self) -> None:
        viewpoint = self.desk.outlook.current
        if viewpoint:
            self._begun.add(self._place(viewpoint))
            self._show_form()
            self.table_view.setFocus()
            self._go_to_first_entry()

    def _go_to_first_entry(self) -> None:
        for row, line in enumerate(self.table_view.table.cells):
            for column, cell in enumerate(line):
                if cell.state is CellState.ENTRY:
                    self.table_view.go(row, column)
                    return

    def _place(self, viewpoint: Viewpoint) -> tuple[int, int]:
        return viewpoint.council.id, viewpoint.year.year


class TargetsPage(FiguresPage):
    """目標 of the year."""

    purpose = Purpose.TARGETS


class ResultsPage(FiguresPage):
    """実績 through a month of the year."""

    purpose = Purpose.RESULTS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        label = plain("集計月(&M)", "muted")
        self.month = QComboBox()
        self.month.setAccessibleName("集計月")
        self.month.setMinimumHeight(30)
        self.month.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.month.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        label.setBuddy(self.month)
        self.bar.add_right(label, before=self.search)
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
    """What distinguishes a form among those of one page: 「ブロック別」 of 「ブロック別 達成状況」."""
    first = title.split(" ")[0]
    return first if first.endswith("別") else title
