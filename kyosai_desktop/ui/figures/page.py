"""目標 and 実績: the council's forms of one purpose, opened for entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QToolButton, QWidget

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.form import Form, Purpose, Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import CellState, Table
from kyosai_desktop.operations import editing, tables
from kyosai_desktop.operations.other_names import OtherNames, other_names
from kyosai_desktop.operations.provenance import CellStory, story_of
from kyosai_desktop.operations.tables import FormInfo
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.command_bar import CommandBar
from kyosai_desktop.ui.empty_state import EmptyState
from kyosai_desktop.ui.figures import finding_place
from kyosai_desktop.ui.figures.details import Details
from kyosai_desktop.ui.figures.filters import Filters
from kyosai_desktop.ui.grid.step_words import Whereabouts
from kyosai_desktop.ui.grid_card import GridCard
from kyosai_desktop.ui.grid_page import GridPage
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.inner_tabs import InnerTabs
from kyosai_desktop.ui.labels import plain, row
from kyosai_desktop.ui.page import Desk
from kyosai_desktop.ui.tab_chooser import TabChooser

if TYPE_CHECKING:
    from kyosai_desktop.domain.check import Finding

_KEPT = (CellState.ENTRY, CellState.LOCKED)
"""Cells that are typed, or were until they were confirmed."""
_HINT = "そのまま入力できます。Enterで下、Tabで右へ進みます。"


class FiguresPage(GridPage):
    """Inner tabs choose the form; what is typed goes into the book cell by cell."""

    purpose: Purpose

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "行・列", parent)
        self._forms: list[FormInfo] = []
        self._begun: set[tuple[int, int]] = set()
        self.only_entry = QAction("入力列だけ", self)
        self.only_entry.setIcon(icon("columns-3"))
        self.only_entry.setCheckable(True)
        self.only_entry.setToolTip("計算で求める列を隠して、入力する列だけを並べます")
        self.only_entry.toggled.connect(self._show_columns)
        self.filters = Filters(desk.settle)
        self.filters.changed.connect(self._hide_rows)
        self._stands_in = ""
        self._filtered: tuple[str, Viewpoint] | None = None
        self.filter_rows = QAction(icon("filter"), "絞り込み", self)
        self.filter_rows.setToolTip("支店や未達・未報告の行だけを表示します")
        self._filter_menu = QMenu(self)
        self._filter_menu.aboutToShow.connect(self._fill_filters)
        self.filter_rows.setMenu(self._filter_menu)
        self.details = Details(desk, self.table_view, self.viewpoint, self.story_at, self)
        self.bar = CommandBar(*self.command_groups())
        open_menus_at_once(self.bar)
        self.bar.add_right(self.search)
        self.tabs = InnerTabs(f"{self.purpose.value}の表", desk.settle)
        self.chooser = TabChooser(self.tabs, "表")
        self.tabs.chosen.connect(self.show_form)
        self.hint = plain(_HINT, "muted")
        self.empty = self.make_empty()
        self._stack = QStackedWidget()
        self._stack.addWidget(GridCard(self.table_view))
        self._stack.addWidget(self.empty)
        for widget in (self.bar, self.chooser, self.filters, self.hint):
            self.body.addWidget(widget)
        beside = row(self._stack, self.details.panel)
        beside.setStretch(0, 1)
        self.body.addLayout(beside, 1)

    def command_groups(self) -> tuple[Sequence[QAction], ...]:
        """The commands of the page's bar, in their groups."""
        commands = self.desk.commands
        return (
            (commands.undo, commands.redo),
            (commands.import_files, commands.paste),
            (self.filter_rows, self.only_entry, self.details.action),
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
        self.chooser.set_titles(tuple(short_title(form.title) for form in self._forms))
        self.show_form()

    def step_tab(self, steps: int) -> None:
        self.tabs.step(steps)

    def viewpoint(self) -> Viewpoint | None:
        form = self.form()
        return self.desk.outlook.seen(form.code if form else "")

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
        shown = self.table_view.table
        return editing.enter(book, self.shown_form().code, viewpoint, cells, label, shown=shown)

    def other_names(self, book: Book, viewpoint: Viewpoint) -> OtherNames:
        return other_names(book, self.form_shown(book, viewpoint)[0], viewpoint)

    def progress_words(self, viewpoint: Viewpoint) -> str:
        """How far the year is, for a page that compares figures with it."""
        return ""

    def whereabouts(self, viewpoint: Viewpoint) -> Whereabouts:
        month = self.purpose is Purpose.RESULTS
        return Whereabouts(
            f"{self.purpose.value} {short_title(self.shown_form().title)}",
            viewpoint.through.text() if month else viewpoint.year.text(),
        )

    def form_shown(self, book: Book, viewpoint: Viewpoint) -> tuple[Form, bool]:
        """The form as the grid shows it, with the columns that the page added, and whether totals may be typed.

        Runs on the store thread.
        """
        return tables.load_form(book, self.shown_form().code), False

    def story_at(self, book: Book, viewpoint: Viewpoint, at: tuple[int, int]) -> CellStory | None:
        """The story of a cell of the grid, None where there is none to tell. Runs on the store thread."""
        if self.form() is None:
            return None
        form, totals = self.form_shown(book, viewpoint)
        return story_of(book, form, viewpoint, at, totals=totals)

    def shown_form(self) -> FormInfo:
        """The form that is shown, when there surely is one."""
        form = self.form()
        if form is None:
            raise RuntimeError("no form is shown")
        return form

    def show_form(self) -> None:
        """Show the form of the current tab as it stands now."""
        form, viewpoint = self.form(), self.viewpoint()
        if form is None or viewpoint is None:
            self.set_subtitle("")
            self.hint.hide()
            self._stack.setCurrentWidget(self.empty)
            return
        table = self.show_table()
        if table is None:
            return
        self._show_columns()
        if self._stands_in != form.code:
            self._stands_in = form.code
            self.stand_at_first_entry()  # the first key of whoever begins to type is never refused
        self._filter_again(form.code, viewpoint)
        self.details.refresh()
        unit = f"（単位：{table.unit}）" if table.unit else ""
        told = (f"{form.title}{unit}", table.as_of)
        self.set_subtitle("　".join(part for part in told if part), self.progress_words(viewpoint))
        blank = not has_entries(table)
        begun = _place(viewpoint) in self._begun
        self.hint.setVisible(blank and begun)
        self._stack.setCurrentIndex(1 if blank and not begun else 0)

    def _show_columns(self) -> None:
        table = self.table_view.table
        wanted = self.only_entry.isChecked()
        for column in range(len(table.columns)):
            typed = any(line[column].state in _KEPT for line in table.cells)
            self.table_view.setColumnHidden(column, wanted and not typed)

    def settle(self) -> Problem | None:
        self.details.settle()
        return super().settle()

    def _fill_filters(self) -> None:
        at, table = self.table_view.current, self.table_view.table
        groups = table.columns[at[1]].groups if at is not None and table.columns else ()
        product = groups[0] if groups else ""
        self.filters.fill_menu(self._filter_menu, table, product, self.search.text().strip())

    def _filter_again(self, code: str, viewpoint: Viewpoint) -> None:
        before, self._filtered = self._filtered, (code, viewpoint)
        if before is not None and before[0] != code:
            self.filters.clear()
        elif before != self._filtered:
            self.filters.forget_rows()
        self._hide_rows()

    def _hide_rows(self) -> None:
        rows = self.filters.rows(self.table_view.table)
        if rows is not None and not rows:
            self.filters.clear()
            self.desk.notify(Notice("絞り込みに合う行がないため、すべての行を表示しています。"))
            return
        self.table_view.show_only_rows(rows)

    def go_to_finding(self, finding: Finding) -> bool:
        viewpoint = self.desk.outlook.current
        if viewpoint is None or self.desk.settle() is not None:
            return False
        found = self.desk.session.read(
            lambda book: finding_place.place_of(book, self._forms, viewpoint, finding)
        )
        if found is None:
            return False
        form, row_index, column = found
        self.filters.clear()
        self.tabs.setCurrentIndex(self._forms.index(form))
        self._stack.setCurrentIndex(0)
        self.table_view.setFocus()
        self.table_view.go(row_index, column)
        return True

    def begin(self) -> None:
        """Type by hand into a year without figures."""
        self.begin_here()
        self.show_form()
        self.go_to_first_entry()

    def begin_here(self) -> None:
        """From now on show the table of the year even while nothing was typed into it."""
        viewpoint = self.desk.outlook.current
        if viewpoint:
            self._begun.add(_place(viewpoint))


def open_menus_at_once(bar: CommandBar) -> None:
    """A command that has a menu opens it wherever it is pressed."""
    for made in bar.tools.findChildren(QToolButton):
        if made.defaultAction() is not None and made.defaultAction().menu() is not None:
            made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)


def has_entries(table: Table) -> bool:
    """Whether any cell that is typed holds something, confirmed ones too."""
    return any(cell.text for line in table.cells for cell in line if cell.state in _KEPT)


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
