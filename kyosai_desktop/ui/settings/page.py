"""設定: what can be chosen, and what keeps the book safe."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.ui.inner_tabs import InnerTabs
from kyosai_desktop.ui.page import Desk, Page
from kyosai_desktop.ui.settings.general import General
from kyosai_desktop.ui.settings.lists import Backups, History
from kyosai_desktop.ui.settings.settings_book import SettingsBookTab

if TYPE_CHECKING:
    from kyosai_desktop.ui.grid import GridView
    from kyosai_desktop.ui.masters.councils_section import CouncilsSection
    from kyosai_desktop.ui.masters.forms_section import FormsSection
    from kyosai_desktop.ui.masters.indicators_section import IndicatorsSection
    from kyosai_desktop.ui.masters.organisations_section import OrganisationsSection
    from kyosai_desktop.ui.masters.section import Section

_TITLES = ("全般", "様式", "項目", "組織", "会議体", "設定ブック", "バックアップ", "操作の履歴")
_FORMS, _INDICATORS, _ORGANISATIONS, _COUNCILS = 1, 2, 3, 4


class SettingsPage(Page):
    """Tabs. Those of the masters are imported and built when they are first looked at."""

    of_one_year = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.tabs = InnerTabs("設定の分類", desk.settle, _TITLES)
        self.general = General(desk)
        self.backups = Backups(desk)
        self.history = History(desk)
        self.settings_book = SettingsBookTab(desk)
        self._sections: dict[int, Section] = {}
        self._stack = QStackedWidget()
        rooms = {index: QWidget() for index in (_FORMS, _INDICATORS, _ORGANISATIONS, _COUNCILS)}
        self._rooms = {index: QVBoxLayout(room) for index, room in rooms.items()}
        for layout in self._rooms.values():
            layout.setContentsMargins(0, 0, 0, 0)
        for each in (self.general, *rooms.values(), self.settings_book, self.backups, self.history):
            self._stack.addWidget(each)
        self.tabs.chosen.connect(self._show_tab)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)

    def refresh(self) -> None:
        self.set_subtitle(self.desk.session.path.name)
        self.general.refresh(self.desk.outlook.councils)
        self.backups.refresh()
        self.history.refresh()
        self.settings_book.refresh()
        for section in self._sections.values():
            section.note_change()

    def step_tab(self, steps: int) -> None:
        self.tabs.step(steps)

    def settle(self) -> Problem | None:
        problems = [section.settle() for section in self._sections.values()]
        return next((problem for problem in problems if problem is not None), None)

    def grid(self) -> GridView | None:
        section = self._sections.get(self.tabs.currentIndex())
        return section.grid() if section else None

    @property
    def forms(self) -> FormsSection:
        """The tab 様式."""
        return cast("FormsSection", self._section(_FORMS))

    @property
    def indicators(self) -> IndicatorsSection:
        """The tab 項目."""
        return cast("IndicatorsSection", self._section(_INDICATORS))

    @property
    def organisations(self) -> OrganisationsSection:
        """The tab 組織."""
        return cast("OrganisationsSection", self._section(_ORGANISATIONS))

    @property
    def councils(self) -> CouncilsSection:
        """The tab 会議体."""
        return cast("CouncilsSection", self._section(_COUNCILS))

    def _section(self, index: int) -> Section:
        if index not in self._sections:
            self._sections[index] = made = _build(index, self.desk)
            self._rooms[index].addWidget(made)
        return self._sections[index]

    def show_backups(self) -> None:
        self.tabs.setCurrentIndex(_TITLES.index("バックアップ"))
        self.backups.list.setFocus()

    def _show_tab(self, index: int) -> None:
        if index in self._rooms:
            self._section(index)
        self._stack.setCurrentIndex(index)
        for action in self.desk.commands.editing():
            action.setEnabled(self.grid() is not None)


def _build(index: int, desk: Desk) -> Section:
    if index == _FORMS:
        from kyosai_desktop.ui.masters.forms_section import FormsSection

        return FormsSection(desk)
    if index == _INDICATORS:
        from kyosai_desktop.ui.masters.indicators_section import IndicatorsSection

        return IndicatorsSection(desk)
    if index == _COUNCILS:
        from kyosai_desktop.ui.masters.councils_section import CouncilsSection

        return CouncilsSection(desk)
    from kyosai_desktop.ui.masters.organisations_section import OrganisationsSection

    return OrganisationsSection(desk)
