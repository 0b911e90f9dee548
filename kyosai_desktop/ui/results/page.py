"""実績: the council's result forms through a month, with what a user wants to see beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from kyosai_desktop.domain.compute import Computed
from kyosai_desktop.domain.compute.expressions import standard_progress
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.form import Form, Purpose, Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.rounding import fixed_text
from kyosai_desktop.domain.table import Table
from kyosai_desktop.operations import editing, tables
from kyosai_desktop.operations.days import days_of_form
from kyosai_desktop.operations.figure_view import FigureView, offers_month, shaped
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue
from kyosai_desktop.ui.combo_box import ComboBox
from kyosai_desktop.ui.day_bar import DayBar
from kyosai_desktop.ui.figures.page import FiguresPage
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.labels import row
from kyosai_desktop.ui.page import Desk
from kyosai_desktop.ui.results.entry_choice import EntryChoice
from kyosai_desktop.ui.viewpoint import ChosenDays

_SWITCHES = (
    ("month", "当月の数字を入力する", "当月の列に入力すると、累計は前月までの累計に足して求めます"),
    ("beside", "前月・前年同月を並べる", "前月までの累計と前年同月の累計を、実績の左に並べます"),
    ("ranks", "順位と達成数を表示する", "達成率の順位と、達成した産別・ブロック・支店の数を表示します"),
    ("totals", "小計・合計にも入力する", "内訳が分からない計を入力できます。差は未配賦の行に出ます"),
)


class ResultsPage(FiguresPage):
    """実績 through a month of the year."""

    purpose = Purpose.RESULTS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.view = FigureView()
        self._computed: Computed | None = None
        super().__init__(desk, parent)
        self.month = ComboBox("集計月")
        self.month.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.month.setToolTip("この月の末日までの実績を集計します")
        self.month.activated.connect(lambda index: desk.outlook.choose_month(self.month.itemData(index)))
        desk.outlook.stayed.connect(self._show_time)
        self.days = DayBar()
        self.days.chosen.connect(self._choose_days)
        self.days.refused.connect(lambda problem: desk.notify(Notice.of(problem)))
        self.entry = EntryChoice(self.switches["month"])
        for widget in (self.filters, self.hint):
            self.body.removeWidget(widget)
        line = row(self.hint, self.filters, None, self.entry, self.days, self.month)
        self.body.insertLayout(self.body.indexOf(self.chooser) + 1, line)

    def command_groups(self) -> tuple[Sequence[QAction], ...]:
        commands = self.desk.commands
        self.switches = {name: self._switch(name, text, tip) for name, text, tip in _SWITCHES}
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.addActions([*self.switches.values()])
        menu.addSeparator()
        menu.addAction(self.only_entry)
        self.look = QAction(icon("columns-3"), "表示", self)
        self.look.setToolTip("表に並べるものを選びます")
        self.look.setMenu(menu)
        return (
            (commands.undo, commands.redo),
            (commands.import_files, commands.paste),
            (self.filter_rows, self.look, self.details.action),
            (commands.preview,),
        )

    def refresh(self) -> None:
        viewpoint = self.desk.outlook.current
        with QSignalBlocker(self.month):
            self.month.clear()
            for month in viewpoint.year.months() if viewpoint else ():
                self.month.addItem(f"{month.text()}末", month)
        super().refresh()

    def show_form(self) -> None:
        form, viewpoint = self.form(), self.viewpoint()
        self.table_view.show_progress(standard_progress(viewpoint) if viewpoint else None)
        super().show_form()
        self._show_time()
        self.entry.setVisible(
            form is not None
            and self.desk.session.read(lambda book: offers_month(tables.load_form(book, form.code)))
        )

    def _show_time(self) -> None:
        """The month or the days that are looked at."""
        form, viewpoint = self.form(), self.viewpoint()
        days = None
        if viewpoint is not None:
            self.month.setCurrentIndex(viewpoint.year.months().index(viewpoint.through))
        if form is not None and viewpoint is not None:
            days = self.desk.session.read(lambda book: days_of_form(book, form.code, viewpoint))
        self.days.show_days(days, self.desk.outlook.days().get(form.code if form else "", ChosenDays()))

    def read_table(self, book: Book, viewpoint: Viewpoint) -> Table:
        form, totals = self.form_shown(book, viewpoint)
        self._computed = tables.table_after(
            self._computed, book, form, viewpoint, load_catalogue(book), totals=totals
        )
        return self._computed.table

    def store_cells(
        self, book: Book, viewpoint: Viewpoint, cells: Sequence[TypedCell], label: str
    ) -> Applied | Problem:
        form, totals = self.form_shown(book, viewpoint)
        shown = self.table_view.table
        return editing.enter(book, form, viewpoint, cells, label, totals=totals, shown=shown)

    def form_shown(self, book: Book, viewpoint: Viewpoint) -> tuple[Form, bool]:
        form, _ = super().form_shown(book, viewpoint)
        return shaped(form, self.view), self.view.totals

    def _switch(self, name: str, text: str, tip: str) -> QAction:
        action = QAction(text, self)
        action.setCheckable(True)
        action.setToolTip(tip)
        action.toggled.connect(lambda wanted: self._look(name, wanted))
        if name == "beside":
            action.setShortcut("F4")  # as on 目標: what stood here a year ago
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)
        return action

    def _choose_days(self, days: ChosenDays) -> None:
        form = self.form()
        if form is None or self.desk.settle() is not None:  # a text that can't be taken keeps its editor
            self._show_time()
            return
        self.begin_here()
        self.desk.outlook.choose_days(form.code, days)
        self.table_view.setFocus()

    def _look(self, name: str, wanted: bool) -> None:
        with QSignalBlocker(self.switches[name]):
            if self.desk.settle() is not None:  # a text that can't be taken keeps its editor
                self.switches[name].setChecked(not wanted)
                return
        self.view = replace(self.view, **{name: wanted})
        self.begin_here()
        self.show_form()

    def progress_words(self, viewpoint: Viewpoint) -> str:
        percent, council = standard_progress(viewpoint), viewpoint.council
        text = fixed_text(percent, council.rate_decimals, council.rounding)
        return f"標準進捗率{text}％（{viewpoint.year.elapsed_months(viewpoint.through)}／12か月）"
