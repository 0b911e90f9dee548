"""設定: what can be chosen, and what keeps the book safe."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.inner_tabs import InnerTabs
from kyosai_desktop.ui.masters.forms_section import FormsSection
from kyosai_desktop.ui.masters.indicators_section import IndicatorsSection
from kyosai_desktop.ui.masters.organisations_section import OrganisationsSection
from kyosai_desktop.ui.masters.section import Section
from kyosai_desktop.ui.page import Desk, Page
from kyosai_desktop.ui.settings.general import General
from kyosai_desktop.ui.settings.lists import Backups, History
from kyosai_desktop.ui.settings.settings_book import SettingsBookTab

_TITLES = ("全般", "様式", "項目", "組織", "設定ブック", "バックアップ", "操作の履歴")


class SettingsPage(Page):
    """Tabs. Those of the masters read the book only when they are looked at."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.tabs = InnerTabs("設定の分類", _TITLES)
        self.general = General(desk)
        self.backups = Backups(desk)
        self.history = History(desk)
        self.settings_book = SettingsBookTab(desk)
        self.forms = FormsSection(desk)
        self.indicators = IndicatorsSection(desk)
        self.organisations = OrganisationsSection(desk)
        self._sections: tuple[Section, ...] = (self.forms, self.indicators, self.organisations)
        self._stack = QStackedWidget()
        lists = (self.settings_book, self.backups, self.history)
        for each in (self.general, *self._sections, *lists):
            self._stack.addWidget(each)
        self.tabs.currentChanged.connect(self._show_tab)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)

    def refresh(self) -> None:
        self.set_subtitle(self.desk.session.path.name)
        self.general.refresh(self.desk.outlook.councils)
        self.backups.refresh()
        self.history.refresh()
        self.settings_book.refresh()
        for section in self._sections:
            section.note_change()

    def step_tab(self, steps: int) -> None:
        self.tabs.step(steps)

    def settle(self) -> None:
        for section in self._sections:
            section.settle()

    def grid(self) -> GridView | None:
        shown = self._stack.currentWidget()
        return shown.grid() if isinstance(shown, Section) else None

    def _show_tab(self, index: int) -> None:
        self.settle()
        self._stack.setCurrentIndex(index)
        for action in self.desk.commands.editing():
            action.setEnabled(self.grid() is not None)
