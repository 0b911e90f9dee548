"""会議日程: the council's meetings and its blocks' as lists to type in, and over the year and the month to look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import FieldKey, Table
from kyosai_desktop.operations import campaigns, meetings
from kyosai_desktop.operations.registers import register_of
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.calendar.content import Item, YearPlan, read_year
from kyosai_desktop.ui.calendar.month_view import MonthView
from kyosai_desktop.ui.calendar.year_view import YearView
from kyosai_desktop.ui.command_bar import CommandBar
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.grid_card import GridCard
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.inner_tabs import InnerTabs
from kyosai_desktop.ui.labels import Heading, Paragraph, button, plain, row
from kyosai_desktop.ui.page import Desk
from kyosai_desktop.ui.register_page import RegisterPage

_LIST, _BLOCKS, _CALENDAR, _CAMPAIGNS = range(4)
_GRIDS = (_LIST, _BLOCKS, _CAMPAIGNS)
_HINT = "日付は「7/3」「7/3 14:00」「10月末～11月初旬」のように入力できます。年は年度から決まります。"
_CAMPAIGN_HINT = "日付は「7/3」のように入力できます。区分と名称が前年度と同じ期間は、様式で前年度の日付の数と比べられます。"


class CalendarPage(RegisterPage):
    """Three views of the same meetings, and the 強化期間 of the year."""

    sheet = "会議日程"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "会議", parent)
        self._month: Month | None = None
        self._plan: YearPlan | None = None
        self.add = QAction(icon("calendar-plus"), "会議を追加", self)
        self.add.setShortcut(QKeySequence("Ctrl+N"))
        self.addAction(self.add)
        self.add.triggered.connect(self._add)
        self.remove = QAction(icon("trash"), "会議を削除", self)
        self.remove.triggered.connect(self._remove)
        self.sort = self.make_sort()
        self.bar = CommandBar(
            (desk.commands.undo, desk.commands.redo),
            (self.add, self.remove, self.sort),
            (desk.commands.preview,),
        )
        self.bar.add_right(self.search)
        self.tabs = InnerTabs("会議日程の見方", desk.settle, ("一覧", "ブロック会議", "年間と月", "強化期間"))
        self.tabs.chosen.connect(self._show_tab)
        self.hint = plain(_HINT, "muted")
        self.year_view = YearView()
        self.month_view = MonthView()
        self.year_view.chosen.connect(self._go_to_row)
        self.month_view.chosen.connect(self._go_to_row)
        self.month_title = Heading("", 1.2)
        self._stack = QStackedWidget()
        self._stack.addWidget(GridCard(self.table_view))
        self._stack.addWidget(_scrolling(self._calendar()))
        for widget in (self.bar, self.tabs, self.hint):
            self.body.addWidget(widget)
        self.body.addWidget(self._stack, 1)
        self.table_view.current_cell_changed.connect(self._allow)

    def refresh(self) -> None:
        viewpoint = self.desk.outlook.current
        if viewpoint is None:
            self.set_subtitle("")
            return
        plan = self.desk.session.read(lambda book: read_year(book, viewpoint))
        self._plan = plan
        if self._month not in viewpoint.year.months():
            today = Month.of(date.today())
            self._month = today if today in viewpoint.year.months() else viewpoint.year.months()[0]
        undated = f"　日付なし {plan.undated}件" if plan.undated else ""
        self.set_subtitle(f"{viewpoint.council.name}　会議 {len(plan.items) + plan.undated}件{undated}")
        self.year_view.show_plan(plan, date.today())
        self._show_month()
        self._show_tab()

    def step_tab(self, steps: int) -> None:
        self.tabs.step(steps)

    def grid(self) -> GridView | None:
        return self.table_view if self.tabs.currentIndex() in _GRIDS else None

    def paper_id(self) -> str:
        viewpoint = self.desk.outlook.current
        suffix = "block-meetings" if self.tabs.currentIndex() == _BLOCKS else "meetings"
        return f"{viewpoint.council.code}.{suffix}" if viewpoint else ""

    def read_register(self, book: Book, viewpoint: Viewpoint, kept: Table | None) -> Table:
        if self.tabs.currentIndex() == _BLOCKS:
            return meetings.block_meeting_table(book, viewpoint.council, viewpoint.year.year)
        if self.tabs.currentIndex() == _CAMPAIGNS:
            return campaigns.campaign_table(book, viewpoint.council, viewpoint.year.year, kept)
        return meetings.meeting_table(book, viewpoint.council, viewpoint.year.year, kept)

    def store_typed(
        self, book: Book, viewpoint: Viewpoint, shown: Table, cells: Sequence[TypedCell], label: str
    ) -> Applied | Problem:
        enter = {
            meetings.REGISTER: meetings.enter_meetings,
            meetings.BLOCK_REGISTER: meetings.enter_block_meetings,
            campaigns.REGISTER: campaigns.enter_campaigns,
        }[register_of(shown)]
        return enter(book, viewpoint.council, viewpoint.year.year, shown, cells, label)

    def _show_tab(self) -> None:
        tab = self.tabs.currentIndex()
        in_grid = tab in _GRIDS
        what = "強化期間" if tab == _CAMPAIGNS else "会議"
        self.add.setText(f"{what}を追加")
        self.remove.setText(f"{what}を削除")
        self.hint.setText(_CAMPAIGN_HINT if tab == _CAMPAIGNS else _HINT)
        self._stack.setCurrentIndex(0 if in_grid else 1)
        self.hint.setVisible(in_grid)
        self.search.setVisible(in_grid)
        if in_grid:
            self.show_table()
        else:
            self.forget_places()
        self._allow()

    def _allow(self) -> None:
        self.add.setEnabled(self.desk.outlook.current is not None)
        self.sort.setEnabled(self.tabs.currentIndex() == _LIST)
        self.remove.setEnabled(
            self.tabs.currentIndex() in (_LIST, _CAMPAIGNS) and bool(self.chosen_records())
        )

    def _add(self) -> None:
        if self.desk.settle() is not None:
            return
        if self.tabs.currentIndex() != _CAMPAIGNS:
            self.tabs.setCurrentIndex(_LIST)
        self.go_to_empty_row()

    def _remove(self) -> None:
        if self.desk.settle() is not None:
            return
        chosen, viewpoint = self.chosen_records(), self.desk.outlook.current
        if not chosen or viewpoint is None:
            return
        council, year = viewpoint.council, viewpoint.year.year
        if self.tabs.currentIndex() == _CAMPAIGNS:
            done = self.desk.attempt(lambda book: campaigns.remove_campaigns(book, council, year, chosen))
            what = "強化期間"
        else:
            done = self.desk.attempt(lambda book: meetings.remove_meetings(book, chosen))
            what = "会議"
        if isinstance(done, Problem):
            self.desk.notify(Notice.of(done))
        else:
            self.desk.tell_done(f"{what}を{len(chosen)}件削除しました。")

    def _go_to_row(self, item: Item) -> None:
        """Where a meeting that was pressed can be typed."""
        meeting = item.meeting
        self.tabs.setCurrentIndex(_BLOCKS if meeting.block_id else _LIST)
        wanted, field = (meeting.block_id, "entries") if meeting.block_id else (meeting.id, "date_text")
        for at, line in enumerate(self.table_view.table.cells):
            for column, cell in enumerate(line):
                if isinstance(cell.key, FieldKey) and (cell.key.row_id, cell.key.field) == (wanted, field):
                    self.table_view.setFocus()
                    self.table_view.go(at, column)

    def _calendar(self) -> QWidget:
        before, after = button("前の月"), button("次の月")
        before.setIcon(icon("chevron-left"))
        after.setIcon(icon("chevron-right"))
        before.clicked.connect(lambda: self._turn(-1))
        after.clicked.connect(lambda: self._turn(1))
        legend = Paragraph(
            "◆ 会議体の会議　● ブロックの総会　○ そのほかの会議　破線＝日付未確定　帯＝強化期間　赤線＝今日",
            "muted",
        )
        months = row(before, self.month_title, after, legend)
        months.setStretch(3, 1)
        panel = QWidget()
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.year_view)
        layout.addLayout(months)
        layout.addWidget(self.month_view, 1)
        return panel

    def _turn(self, months: int) -> None:
        if self._plan and self._month:
            wanted = self._month.plus(months)
            if wanted in self._plan.year.months():
                self._month = wanted
                self._show_month()

    def _show_month(self) -> None:
        if self._plan and self._month:
            self.month_title.setText(self._month.text())
            self.month_view.show_month(self._plan, self._month, date.today())


def _scrolling(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setAccessibleName("年間の会議")
    area.setWidget(widget)
    return area
