"""ホーム: how far the year is, drawn from the tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QWidget

from kyosai_desktop.domain.rounding import Rounding, fixed_text
from kyosai_desktop.ui.after_painting import after_painting
from kyosai_desktop.ui.home.bars import BarRow
from kyosai_desktop.ui.home.card_area import CardArea
from kyosai_desktop.ui.home.cards import CouncilTile, TotalCard
from kyosai_desktop.ui.home.content import HomeContent, Standing, read_home
from kyosai_desktop.ui.home.lists import BarsCard, LinesCard, finding_lines, meeting_lines, report_lines
from kyosai_desktop.ui.home.year_bars import YearBars
from kyosai_desktop.ui.page import Desk, Page, PageName

if TYPE_CHECKING:
    from kyosai_desktop.domain.check import Finding
    from kyosai_desktop.domain.series import Council
    from kyosai_desktop.operations.progress import Progress
    from kyosai_desktop.ui.calendar.content import YearPlan

_GAP = 10
_UPPER, _LOWER = 6, 5
"""Shares of the height."""
_MEETINGS, _FINDINGS, _REPORTS = 4, 2, 2
_COMING, _LAST = "これからの会議", "この年度の最後の会議"


class HomePage(Page):
    """Every council as a tile; of the chosen one the total, the products, who is behind, the years, and what is next."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._progress: Progress | None = None
        self.tiles: list[CouncilTile] = []
        self._tile_group = QButtonGroup(self)
        self._tile_row = QHBoxLayout()
        self._tile_row.setSpacing(_GAP)
        self.total = TotalCard()
        self.products = BarsCard(with_counts=True)
        self.blocks = BarsCard(with_counts=False)
        self.bars = YearBars()
        self.reports = LinesCard("未報告", "実績を開く", lambda: desk.go_to(PageName.RESULTS))
        self.meetings = LinesCard(_COMING, "会議日程を開く", lambda: desk.go_to(PageName.CALENDAR), _LAST)
        self.checks = LinesCard("検算", "結果を開く", desk.commands.check.trigger)
        self._empty: QWidget | None = None
        self._stack = QStackedWidget()
        self._figures = self._arranged()
        self._stack.addWidget(self._figures)
        self.body.addLayout(self._tile_row)
        self.body.addWidget(self._stack, 1)

    @property
    def cards(self) -> list[BarRow]:
        """One bar for each product and subtotal."""
        return self.products.rows

    def refresh(self) -> None:
        viewpoint = self.desk.outlook.current
        self.set_subtitle(viewpoint.council.name if viewpoint else "")
        if viewpoint is None:
            self._show_empty()
            return
        self._place_tiles(self.desk.outlook.councils)
        # the window is painted first, the figures come a moment later
        after_painting(self, self._ask)
        self.update()

    def show_findings(self, findings: Sequence[Finding], figures: bool) -> None:
        self.checks.show_lines(finding_lines(findings, _FINDINGS, figures=figures))

    def paper_id(self) -> str:
        viewpoint = self.desk.outlook.current
        return f"{viewpoint.council.code}.progress" if viewpoint and self._progress else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # the cards get their new sizes after this
        QTimer.singleShot(0, self, self._use_room)

    def _use_room(self) -> None:
        self._figures.fit()
        if self._progress:
            self._show_behind(self._progress)

    def _ask(self) -> None:
        viewpoint = self.desk.outlook.current
        if viewpoint is None:
            return
        self.desk.session.later(
            self,
            partial(read_home, viewpoint=viewpoint, today=date.today(), days=dict(self.desk.outlook.days())),
            self._arrived,
            self.desk.explain,
        )

    def _arrived(self, content: HomeContent) -> None:
        if content.viewpoint != self.desk.outlook.current:
            return
        self._show_councils(content.standings)
        self._show_meetings(content.plan)
        self.reports.title.setText(f"未報告（{content.viewpoint.through.month}月末）")
        self.reports.show_lines(report_lines(content.reports, _REPORTS))
        self._progress = content.progress
        if content.progress is None or content.empty:
            self._show_empty()
            return
        self._show(content.progress)
        self._stack.setCurrentWidget(self._figures)
        QTimer.singleShot(0, self, self._use_room)

    def _place_tiles(self, councils: Sequence[Council]) -> None:
        """A tile for each council where there are several: in their places before their figures come."""
        if [tile.council.id for tile in self.tiles] != [each.id for each in councils]:
            for tile in self.tiles:
                self._tile_row.removeWidget(tile)
                tile.deleteLater()
            self.tiles = [CouncilTile(each) for each in councils]
            for tile in self.tiles:
                self._tile_group.addButton(tile)
                self._tile_row.addWidget(tile)
                tile.clicked.connect(partial(self._choose, tile))
        current = self.desk.outlook.current
        for tile in self.tiles:
            tile.setChecked(current is not None and tile.council.id == current.council.id)
            tile.setVisible(len(councils) > 1)

    def _show_councils(self, standings: Sequence[Standing]) -> None:
        self._place_tiles([each.council for each in standings])
        for tile, standing in zip(self.tiles, standings, strict=True):
            tile.show_standing(standing)

    def _choose(self, tile: CouncilTile) -> None:
        current = self.desk.outlook.current
        if current is None or tile.council.id != current.council.id:
            self.desk.outlook.choose_council(tile.council)

    def _show_meetings(self, plan: YearPlan) -> None:
        coming = plan.coming(date.today(), _MEETINGS)
        self.meetings.title.setText(_COMING if coming or not plan.items else _LAST)
        self.meetings.show_lines(meeting_lines(coming or plan.items[-_MEETINGS:]))

    def _show_empty(self) -> None:
        if self._empty is None:
            from kyosai_desktop.ui.empty_state import EmptyState

            self._empty = EmptyState(
                "chart-bar",
                "まだ数字がありません",
                "支店や単組から届いたExcelを取り込むか、目標から入力を始めます。",
                (
                    ("Excelから取り込む", self.desk.commands.import_files.trigger),
                    ("目標を入力する", lambda: self.desk.go_to(PageName.TARGETS)),
                ),
            )
            self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)

    def _show(self, progress: Progress) -> None:
        before = progress.years[0]
        notes = [progress.as_of]
        if before.total.rate.text:
            notes.append(f"{before.year.text()} {before.total.rate.text}％（{before.total.result.text}"
                         f"／{before.total.target.text}{before.total.unit}）")  # fmt: skip
        self.total.show_progress(progress, *notes)
        self.products.title.setText(progress.form_title)
        self.products.remark.setText(f"┃標準進捗率 {progress.standard_text}％　▼これを下回る項目")
        self.products.show_achievements(progress.items, progress.standard)
        self._show_behind(progress)
        self.bars.show_years(
            f"年度別の目標と実績（{progress.total.name}・{progress.total.unit}）", progress.years
        )

    def _show_behind(self, progress: Progress) -> None:
        """Blocks where there are any, else products: below 標準進捗率, the worst first."""
        behind = progress.blocks_behind if progress.blocks else progress.behind
        what = "ブロック" if progress.blocks else "項目"
        of = f"／報告済み{progress.blocks_reported}" if progress.shortfall else f"／{progress.blocks}"
        count = f"{len(behind)}{of if progress.blocks else ''}"
        self.blocks.title.setText(f"標準を下回る{what}（{count}）")
        self.blocks.remark.setText("低い順")
        room = self.blocks.room(self._figures.upper_height())
        more = len(behind) - room
        lines = [f"ほかに{more}{what}あります。"] if more > 0 else []
        if not behind:
            lines = [f"標準進捗率 {progress.standard_text}％を下回る{what}はありません。"]
        if progress.shortfall and not behind:
            lines = []
        if progress.partly_words():
            lines.append(progress.partly_words())
        if progress.blocks and progress.behind and not progress.shortfall:
            worst = progress.behind[0]
            gap = fixed_text((progress.standard - (worst.share or 0)) * 100, 1, Rounding.HALF_UP)
            lines.append(
                f"項目では{len(progress.behind)}項目。最も低いのは{worst.name}（標準まで {gap}ポイント）。"
            )
        self.blocks.show_achievements(behind[:room], progress.standard, "\n".join(lines))

    def _arranged(self) -> CardArea:
        area = CardArea(
            (
                ((self.total, 26), (self.products, 52), (self.blocks, 36)),
                ((self.bars, 35), (self.reports, 30), (self.meetings, 23), (self.checks, 28)),
            ),
            (_UPPER, _LOWER),
            (
                ((self.total, 30), (self.products, 52)),
                ((self.blocks, 40), (self.bars, 42)),
                ((self.reports, 1), (self.meetings, 1)),
                ((self.checks, 1),),
            ),
        )
        area.setAccessibleName("達成状況")
        return area
