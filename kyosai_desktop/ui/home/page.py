"""ホーム: how far the year is, drawn from the tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.empty_state import EmptyState
from kyosai_desktop.ui.home.cards import AchievementCard
from kyosai_desktop.ui.home.content import HomeContent, read_home
from kyosai_desktop.ui.home.lists import LinesCard, finding_lines, meeting_lines
from kyosai_desktop.ui.home.year_bars import YearBars
from kyosai_desktop.ui.page import Desk, Page, PageName

if TYPE_CHECKING:
    from kyosai_desktop.domain.check import Finding
    from kyosai_desktop.ui.calendar.content import YearPlan

_GAP = 12
_SHOWN_LINES = 4


class HomePage(Page):
    """The total, one card per product, the years, and what comes next."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.total = AchievementCard(large=True)
        self.cards: list[AchievementCard] = []
        self.bars = YearBars()
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        top = QHBoxLayout()
        top.setSpacing(_GAP)
        top.addWidget(self.total, 3)
        top.addLayout(self._grid, 9)
        self._bottom = QHBoxLayout()
        self._bottom.setSpacing(_GAP)
        self._bottom.addWidget(self.bars, 6)
        self.meetings = LinesCard("これからの会議", "会議日程を開く", lambda: desk.go_to(PageName.CALENDAR))
        self.checks = LinesCard("検算", "検算の結果を開く", desk.commands.check.trigger)
        self._bottom.addWidget(self.meetings, 4)
        self._bottom.addWidget(self.checks, 4)
        figures = QWidget()
        layout = QVBoxLayout(figures)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addLayout(top, 6)
        layout.addLayout(self._bottom, 6)
        self._empty = EmptyState(
            "chart-bar",
            "まだ数字がありません",
            "支店や単組から届いたExcelを取り込むか、目標から入力を始めます。",
            (
                ("Excelから取り込む", desk.commands.import_files.trigger),
                ("目標を入力する", lambda: desk.go_to(PageName.TARGETS)),
            ),
        )
        self._stack = QStackedWidget()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName("達成状況")
        area.setWidget(figures)
        self._figures = area
        self._stack.addWidget(area)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack)

    def refresh(self) -> None:
        viewpoint = self.desk.outlook.current
        self.set_subtitle(viewpoint.council.name if viewpoint else "")
        if viewpoint is None:
            self._stack.setCurrentWidget(self._empty)
            return
        # the window is painted first, the figures come a moment later
        QTimer.singleShot(0, self, self._ask)

    def _ask(self) -> None:
        viewpoint = self.desk.outlook.current
        if viewpoint is None:
            return
        self.desk.session.later(self, partial(_read, viewpoint=viewpoint), self._arrived, self.desk.explain)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        self.checks.show_lines(finding_lines(findings, _SHOWN_LINES))

    def _arrived(self, read: tuple[Viewpoint, HomeContent | None, YearPlan]) -> None:
        viewpoint, content, plan = read
        if viewpoint != self.desk.outlook.current:
            return
        coming = plan.coming(date.today(), _SHOWN_LINES)
        self.meetings.title.setText("これからの会議" if coming or not plan.items else "この年度の最後の会議")
        self.meetings.show_lines(meeting_lines(coming or plan.items[-_SHOWN_LINES:]))
        if content is None or content.empty:
            self._stack.setCurrentWidget(self._empty)
            return
        self._show(content)
        self._stack.setCurrentWidget(self._figures)

    def _show(self, content: HomeContent) -> None:
        before = content.years[0]
        notes = [content.as_of]
        if before.total.rate.text:
            notes.append(f"{before.year.text()} {before.total.rate.text}％（{before.total.result.text}"
                         f"／{before.total.target.text}{before.total.unit}）")  # fmt: skip
        self.total.show_achievement(content.total, *notes)
        self._fit_cards(len(content.items))
        for card, item in zip(self.cards, content.items, strict=True):
            card.show_achievement(item)
        self.bars.show_years(
            f"年度別の目標と実績（{content.total.name}・{content.total.unit}）", content.years
        )

    def _fit_cards(self, count: int) -> None:
        if len(self.cards) == count:
            return
        for card in self.cards:
            self._grid.removeWidget(card)
            card.deleteLater()
        self.cards = [AchievementCard() for _ in range(count)]
        columns = 2 if count <= 4 else 3 if count in (5, 6, 9) else 4
        for index, card in enumerate(self.cards):
            self._grid.addWidget(card, index // columns, index % columns)


def _read(book: Book, viewpoint: Viewpoint) -> tuple[Viewpoint, HomeContent | None, YearPlan]:
    from kyosai_desktop.ui.calendar.content import read_year  # not before the first paint

    return viewpoint, read_home(book, viewpoint), read_year(book, viewpoint)
