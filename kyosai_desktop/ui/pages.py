"""The pages of the program in order. Each is imported and built when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kyosai_desktop.ui.page import Desk, Page, PageName


class PageInfo(NamedTuple):
    """A page before it exists; ``build`` imports and makes it."""

    name: PageName
    title: str
    icon: str
    build: Callable[[Desk], Page]


def _home(desk: Desk) -> Page:
    from kyosai_desktop.ui.home.page import HomePage

    return HomePage(desk)


def _targets(desk: Desk) -> Page:
    from kyosai_desktop.ui.targets.page import TargetsPage

    return TargetsPage(desk)


def _results(desk: Desk) -> Page:
    from kyosai_desktop.ui.results.page import ResultsPage

    return ResultsPage(desk)


def _roster(desk: Desk) -> Page:
    from kyosai_desktop.ui.roster.page import RosterPage

    return RosterPage(desk)


def _calendar(desk: Desk) -> Page:
    from kyosai_desktop.ui.calendar.page import CalendarPage

    return CalendarPage(desk)


def _papers(desk: Desk) -> Page:
    from kyosai_desktop.ui.papers.page import PapersPage

    return PapersPage(desk)


def _imports(desk: Desk) -> Page:
    from kyosai_desktop.ui.imports.page import ImportsPage

    return ImportsPage(desk)


def _activities(desk: Desk) -> Page:
    from kyosai_desktop.ui.activities.page import ActivitiesPage

    return ActivitiesPage(desk)


def _settings(desk: Desk) -> Page:
    from kyosai_desktop.ui.settings.page import SettingsPage

    return SettingsPage(desk)


PAGES = (
    PageInfo(PageName.HOME, "ホーム", "home", _home),
    PageInfo(PageName.TARGETS, "目標", "target", _targets),
    PageInfo(PageName.RESULTS, "実績", "chart-bar", _results),
    PageInfo(PageName.ROSTER, "役員体制", "users", _roster),
    PageInfo(PageName.CALENDAR, "会議日程", "calendar", _calendar),
    PageInfo(PageName.PAPERS, "議案書", "file-text", _papers),
    PageInfo(PageName.IMPORTS, "取り込み", "file-import", _imports),
    PageInfo(PageName.ACTIVITIES, "活動記録", "table", _activities),
    PageInfo(PageName.SETTINGS, "設定", "settings", _settings),
)
