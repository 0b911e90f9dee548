"""ホーム: how far the year is, drawn from the tables."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kyosai_desktop.ui.empty_state import EmptyState
from kyosai_desktop.ui.home.cards import AchievementCard
from kyosai_desktop.ui.home.content import HomeContent, read_home
from kyosai_desktop.ui.home.year_bars import YearBars
from kyosai_desktop.ui.page import Desk, Page, PageName

_GAP = 12


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
        self._bottom.addWidget(self.bars, 5)
        figures = QWidget()
        layout = QVBoxLayout(figures)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addLayout(top, 4)
        layout.addLayout(self._bottom, 5)
        self._figures = figures
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
        self._stack.addWidget(figures)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack)

    def refresh(self) -> None:
        viewpoint = self.desk.outlook.current
        content = self.desk.session.read(lambda book: read_home(book, viewpoint)) if viewpoint else None
        self.set_subtitle(viewpoint.council.name if viewpoint else "")
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
