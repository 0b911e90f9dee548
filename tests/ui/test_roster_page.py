"""役員体制 in the window: last year's roster from its top, names with their readings, and the 定数 beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.ui.page import PageName

if TYPE_CHECKING:
    from conftest import Office


def roster_page(office: Office) -> Any:
    return office.program.window.show_page(PageName.ROSTER)


def told(office: Office) -> str:
    notice = office.program.window.info_bar.notice
    return notice.message + notice.next_step if notice else ""


def test_last_years_roster_is_shown_from_its_top(office: Office, qtbot: QtBot) -> None:
    roster = roster_page(office)
    office.program.window.resize(1366, 560)
    roster.desk.outlook.choose_year(FiscalYear(2025, 6))
    roster._begin()
    grid = roster.table_view
    grid.go(len(grid.table.rows) - 1, 0)
    roster.copy_year.trigger()
    assert "15名を複写しました" in told(office)
    assert grid.current == (0, 0)
    assert grid.verticalScrollBar().value() == 0
    assert QApplication.focusWidget() is grid


def test_a_new_name_clears_the_reading_and_says_so(office: Office, qtbot: QtBot) -> None:
    roster = roster_page(office)
    grid = roster.table_view
    columns = [column.key for column in grid.table.columns]
    grid.setFocus()
    grid.go(0, columns.index("name"))
    before = grid.table.cells[0][columns.index("reading")].text
    assert before
    qtbot.keyClicks(grid, "Kitagawa")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.table.cells[0][columns.index("reading")].text == "")
    assert before in told(office)
    office.program.window.commands.undo.trigger()
    qtbot.waitUntil(lambda: grid.table.cells[0][columns.index("reading")].text == before)


def test_the_number_of_seats_is_typed_in_its_tab(office: Office, qtbot: QtBot) -> None:
    roster = roster_page(office)
    assert "「定数」" not in roster.changes.accessibleName()
    roster.step_tab(1)
    grid = roster.grid()
    assert grid is roster.seats.table_view and grid.isVisible()
    assert not roster.add.isEnabled() and not roster.remove.isEnabled()
    grid.setFocus()
    grid.go(0, 2)
    qtbot.keyClicks(grid, "5")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.table.cells[0][2].text == "5")
    assert "定数は5名" in roster.changes.accessibleName()
    assert "「定数」のタブ" in roster.changes.accessibleName()
    roster.step_tab(1)
    assert roster.grid() is roster.table_view and roster.table_view.isVisible()
    assert roster.add.isEnabled()


def test_who_is_added_after_a_退任_takes_the_seat_that_became_free(office: Office, qtbot: QtBot) -> None:
    roster = roster_page(office)
    grid = roster.table_view

    def lines() -> list[list[str]]:
        return [[cell.text for cell in line] for line in grid.table.cells]

    before = lines()
    grid.setFocus()
    grid.go(2, 3)
    roster.remove.trigger()
    qtbot.waitUntil(lambda: lines()[2][3] == before[3][3])
    roster.add.trigger()
    assert lines()[2][:5] == [*before[2][:3], "", ""]
    assert lines()[3] == before[3]
    assert grid.current == (2, 3)
    office.program.window.commands.undo.trigger()
    qtbot.waitUntil(lambda: lines()[2][3] == before[3][3])
    grid.go(6, 3)
    roster.add.trigger()
    assert lines()[2][:3] == before[2][:3], "free again after the undo"
    grid.go(6, 3)
    roster.add.trigger()
    assert lines()[7][:3] == lines()[6][:3], "no seat is free: like the officer above"


def test_several_seats_are_filled_in_their_order(office: Office, qtbot: QtBot) -> None:
    roster = roster_page(office)
    grid = roster.table_view
    before = [[cell.text for cell in line[:3]] for line in grid.table.cells]
    for _ in range(2):
        first = grid.table.cells[0][3].text
        grid.go(0, 3)
        roster.remove.trigger()
        qtbot.waitUntil(lambda gone=first: grid.table.cells[0][3].text != gone)
    for _ in range(2):
        roster.add.trigger()
    assert [[cell.text for cell in line[:3]] for line in grid.table.cells] == before
