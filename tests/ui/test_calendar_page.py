"""会議日程: painted meetings lead to where they are typed; 強化期間 are bars over the year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.ui.calendar.month_view import MonthView
from kyosai_desktop.ui.page import PageName
from kyosai_desktop.ui.tokens import tokens_of

if TYPE_CHECKING:
    from conftest import Office


@pytest.fixture
def calendar(office: Office, qapp: QApplication) -> Any:
    shown = office.program.window.show_page(PageName.CALENDAR)
    shown.desk.outlook.choose_year(FiscalYear(2023, 6))
    shown.step_tab(2)
    qapp.processEvents()
    shown.year_view.grab()
    shown.month_view.grab()
    return shown


@pytest.mark.parametrize(("name", "tab"), [("第1回 推進会議", 0), ("石狩 総会", 1)])
@pytest.mark.parametrize("view", ["year", "month"])
def test_a_meeting_that_is_pressed_is_shown_where_it_is_typed(
    calendar: Any, name: str, tab: int, view: str, qtbot: QtBot
) -> None:
    item = next(each for each in calendar._plan.items if each.name == name)
    painted = calendar.year_view if view == "year" else calendar.month_view
    while view == "month" and (calendar._month.year, calendar._month.month) != (
        item.meeting.start.year,
        item.meeting.start.month,
    ):
        calendar._turn(1)
        calendar.month_view.grab()
    spot = painted.spot_of(item.meeting.id)
    assert spot is not None
    qtbot.mouseClick(painted, Qt.MouseButton.LeftButton, pos=spot.center().toPoint())
    assert calendar.tabs.currentIndex() == tab
    table, current = calendar.table_view.table, calendar.table_view.current
    assert table.cells[current[0]][current[1]].key.row_id == (item.meeting.block_id or item.meeting.id)
    assert QApplication.focusWidget() is calendar.table_view


def test_pressing_beside_the_meetings_does_nothing(calendar: Any, qtbot: QtBot) -> None:
    qtbot.mouseClick(calendar.year_view, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert calendar.tabs.currentIndex() == 2


def test_campaigns_are_bars_with_their_days(calendar: Any) -> None:
    calendar.desk.outlook.choose_year(FiscalYear(2025, 6))
    low = calendar.year_view.sizeHint().height()
    calendar.desk.outlook.choose_year(FiscalYear(2024, 6))
    plan = calendar._plan
    assert [lane for lane, _ in plan.campaign_lanes()] == ["人の保障", "車の補償", "家の保障"]
    assert "人の保障 取り組み強化期間 8/1～9/30" in calendar.year_view.accessibleName()
    calendar.desk.outlook.choose_year(FiscalYear(2025, 6))
    assert calendar._plan.campaigns == () and low == calendar.year_view.sizeHint().height()
    calendar.desk.outlook.choose_year(FiscalYear(2024, 6))
    view = calendar.year_view
    view.resize(1100, view.sizeHint().height())
    image = view.grab().toImage()
    bar = tokens_of(view.palette()).warn_soft.lower()
    rows = {
        y for y in range(0, image.height(), 3) for x in range(0, image.width(), 5)
        if image.pixelColor(x, y).name() == bar
    }  # fmt: skip
    assert len(rows) > 10, "three bars"


def test_a_campaign_is_typed_changed_and_removed_in_its_tab(calendar: Any, qtbot: QtBot) -> None:
    calendar.desk.outlook.choose_year(FiscalYear(2025, 6))
    calendar.tabs.setCurrentIndex(3)
    assert (calendar.add.text(), calendar.remove.text()) == ("強化期間を追加", "強化期間を削除")
    calendar.add.trigger()
    assert calendar.tabs.currentIndex() == 3 and QApplication.focusWidget() is calendar.table_view
    QApplication.clipboard().setText("人の保障\t取り組み強化期間\t7/3\t9/12\n")
    calendar.table_view.paste()
    qtbot.waitUntil(lambda: calendar.table_view.table.cells[0][2].text == "2025年7月3日(木)")
    assert calendar.table_view.table.cells[0][4].text == "8/1～9/30", "last year's days beside"
    assert calendar.desk.session.read(lambda book: book.undo_label()).startswith("強化期間：")
    assert [lane for lane, _ in calendar._plan.campaign_lanes()] == ["人の保障"]
    calendar.table_view.go(0, 0)
    assert calendar.remove.isEnabled()
    calendar.remove.trigger()
    qtbot.waitUntil(lambda: calendar.table_view.table.cells[0][2].text == "")
    calendar.desk.commands.undo.trigger()
    qtbot.waitUntil(lambda: calendar.table_view.table.cells[0][2].text == "2025年7月3日(木)")


def month_of(calendar: Any, month: int) -> Any:
    while calendar._month.month != month:
        calendar._turn(1)
    return calendar.month_view


@pytest.mark.parametrize("month", [6, 7, 9, 12, 3])
def test_all_weeks_are_in_sight_in_a_window_of_1366_by_768(
    calendar: Any, month: int, office: Office, qtbot: QtBot
) -> None:
    office.program.window.resize(1366, 768)
    view = month_of(calendar, month)
    area = calendar._stack.currentWidget()
    assert isinstance(area, QScrollArea)
    # a month with more weeks asks the scroll area for room, which gives it some turns of the event loop later
    qtbot.waitUntil(lambda: view.height() >= view.minimumSizeHint().height())
    assert area.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("lines", [8, 11, 14, 18, 30])
def test_a_meeting_alone_on_its_day_is_named_however_low_the_weeks_are(calendar: Any, lines: int) -> None:
    item = next(each for each in calendar._plan.items if each.name == "第1回 推進会議")
    view = MonthView()
    view.show_month(calendar._plan, Month.of(item.meeting.start), calendar._plan.year.start)
    view.resize(1000, view.fontMetrics().height() * lines)
    view.grab()
    spot = view.spot_of(item.meeting.id)
    assert spot is not None and spot.height() >= view.fontMetrics().height()
    assert view.rect().contains(spot.toAlignedRect())


def test_every_day_has_room_for_a_meeting_in_the_least_height(calendar: Any) -> None:
    view = MonthView()
    for month in calendar._plan.year.months():
        view.show_month(calendar._plan, month, calendar._plan.year.start)
        view.resize(view.minimumSizeHint())
        view.grab()
        days = {item.meeting.start for item in calendar._plan.items if item.dated}
        for day in days:
            on_it = calendar._plan.on(day)
            assert not on_it or Month.of(day) != month or view.spot_of(on_it[0].meeting.id) is not None
