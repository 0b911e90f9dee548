"""設定: what can be chosen, and what keeps the book safe."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from kyosai_desktop.ui.inner_tabs import InnerTabs
from kyosai_desktop.ui.page import Desk, Page
from kyosai_desktop.ui.settings.general import General
from kyosai_desktop.ui.settings.lists import Backups, History
from kyosai_desktop.ui.settings.settings_book import SettingsBookTab


class SettingsPage(Page):
    """Four tabs."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.tabs = InnerTabs("設定の分類", ("全般", "バックアップ", "操作の履歴", "設定ブック"))
        self.general = General(desk)
        self.backups = Backups(desk)
        self.history = History(desk)
        self.settings_book = SettingsBookTab(desk)
        self._stack = QStackedWidget()
        for each in (self.general, self.backups, self.history, self.settings_book):
            self._stack.addWidget(each)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)

    def refresh(self) -> None:
        self.set_subtitle(self.desk.session.path.name)
        self.general.refresh(self.desk.outlook.councils)
        self.backups.refresh()
        self.history.refresh()
        self.settings_book.refresh()

    def step_tab(self, steps: int) -> None:
        self.tabs.step(steps)
