"""設定＞項目: the council's indicators as a tree, what is kept of each, the constants, and the figures they give."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kyosai_desktop.operations.settings.editing import indicators
from kyosai_desktop.operations.settings.editing.revise import rows_of
from kyosai_desktop.operations.settings.sheets import SettingsRow
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.inner_tabs import InnerTabs
from kyosai_desktop.ui.masters.part_editor import PartEditor
from kyosai_desktop.ui.masters.preview_pane import PreviewPane
from kyosai_desktop.ui.masters.section import Section
from kyosai_desktop.ui.page import Desk


class IndicatorsSection(Section):
    """The tree above; below, what belongs to the indicator that the keyboard is in."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._listed: Sequence[SettingsRow] = ()
        self._shown = ""
        self.indicators = PartEditor(
            self,
            "項目",
            [("項目", lambda _book: {"名称": "新しい項目"})],
            (desk.commands.undo, desk.commands.redo),
        )
        self.series = PartEditor(self, "数", [("数", lambda _book: {})], ordered=False)
        self.constants = PartEditor(
            self, "定数", [("定数", lambda _book: {"名称": "新しい定数", "値": "1"})], ordered=False
        )
        self.preview = PreviewPane("今の数字（合計）")
        self.tabs = InnerTabs("選んだ項目", desk.settle, ("今の数字", "数の持ち方", "定数"))
        self._stack = QStackedWidget()
        for each in (self.preview, self.series, self.constants):
            self._stack.addWidget(each)
        self.tabs.chosen.connect(self._stack.setCurrentIndex)
        self.indicators.view.current_cell_changed.connect(self._follow)
        below = QWidget()
        layout = QVBoxLayout(below)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.tabs)
        layout.addWidget(self._stack, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.indicators)
        splitter.addWidget(below)
        splitter.setSizes([360, 260])
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(6)
        self.body.addWidget(splitter, 1)

    def grids(self) -> Sequence[GridView]:
        return (self.indicators.view, self.series.view, self.constants.view)

    def refresh(self) -> None:
        viewpoint = self.desk.outlook.current
        if viewpoint is None:
            return
        part = indicators.indicators_part(viewpoint.council)
        self._listed = self.read(lambda book: part.rows(rows_of(book)))
        self.indicators.show_part(part)
        self.constants.show_part(indicators.constants_part(viewpoint.council))
        self._shown = ""
        self._follow()

    def _stay(self) -> None:
        """Back to the indicator whose series are being typed."""
        codes = [each["コード"] for each in self._listed]
        if self._shown in codes:
            self.indicators.view.go(codes.index(self._shown), 0)

    def _follow(self) -> None:
        """Show what belongs to the current indicator, unless it is shown already."""
        viewpoint = self.desk.outlook.current
        if viewpoint is None:
            return
        if not self._listed:
            self.preview.show_table(None, "項目がありません。上の空いている行に打つと増えます。")
            return
        current = self._listed[min(self.indicators.current_row() or 0, len(self._listed) - 1)]
        if self._shown == current["コード"]:
            return
        if self._shown and self.desk.settle() is not None:
            self._stay()
            return
        self._shown = current["コード"]
        self.series.show_part(indicators.series_part(viewpoint.council, current["コード"], current["名称"]))
        table = self.read(lambda book: indicators.look_at(book, viewpoint, current["コード"]))
        self.preview.show_table(table, "この項目の数の持ち方が、まだ決まっていません。")
