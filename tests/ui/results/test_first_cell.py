"""実績 opens where one can type; the year before is one key away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.table import CellState
from kyosai_desktop.ui.page import PageName
from kyosai_desktop.ui.settings.page import SettingsPage


def test_the_first_key_goes_into_a_cell(office, qtbot: QtBot) -> None:
    page = office.program.window.show_page(PageName.RESULTS)
    row, column = page.table_view.current
    assert page.table_view.table.cells[row][column].state is CellState.ENTRY
    page.table_view.go(5, 2)
    page.refresh()
    assert page.table_view.current == (5, 2), "only another table is begun at its first cell"


def test_f4_puts_the_year_before_beside(office, qtbot: QtBot) -> None:
    page = office.program.window.show_page(PageName.RESULTS)
    page.table_view.setFocus()
    qtbot.keyClick(page.table_view, Qt.Key.Key_F4)
    assert page.view.beside and page.switches["beside"].isChecked()


def test_backups_are_in_the_file_menu(office) -> None:
    window = office.program.window
    window.commands.backups.trigger()
    page = window.page()
    assert isinstance(page, SettingsPage) and page.backups.isVisible()
