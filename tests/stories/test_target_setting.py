"""T2 of ux.md: a new year's targets, three of seven totals changed and divided again, within 30 inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from target_book import BLOCKS, BOTH, TOTAL, UNIONS, column_of, row_of, shown, unallocated, units

from kyosai_desktop.domain.fiscal.year import FiscalYear

if TYPE_CHECKING:
    from conftest import Driver

CTRL = Qt.KeyboardModifier.ControlModifier
PRODUCTS = {"こくみん共済／目標": 1200, "マイカー共済／目標": 950, "火災共済／目標": 1300}
YEAR_COMBO = 2
"""Inputs to choose a year in the page's head: open the box, choose."""


def table_of(office: Any, form: str) -> Any:
    viewpoint = office.program.window.desk.outlook.current
    return office.program.session.read(lambda book: shown(book, viewpoint, form))


@pytest.fixture(autouse=True)
def nothing_modal(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object) -> None:
        raise AssertionError("a modal box was opened")

    monkeypatch.setattr(QMessageBox, "exec", opened)


def test_t2_three_totals_change_and_are_divided(office: Any, driver: Driver, qtbot: QtBot) -> None:
    window = office.program.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    driver.key(Qt.Key.Key_2, CTRL)
    driver.note(YEAR_COMBO)
    window.desk.outlook.choose_year(FiscalYear(2025, 6))
    page = window.page()
    copy = next(b for b in page.empty.findChildren(type(page.allocation.act)) if b.text() == "前年度から複写")
    driver.click(copy)
    grid = page.table_view
    qtbot.waitUntil(lambda: len(units(grid.table)) == 18)
    before = {form: units(table_of(office, form), "長期共済／目標") for form in BOTH}

    row = row_of(grid.table, TOTAL)
    for column, total in PRODUCTS.items():
        cell = grid.model().index(row, column_of(grid.table, column))
        grid.scrollTo(cell)
        place = grid.visualRect(cell).center()
        pinned = grid.viewport().rect().bottom() - 5
        place.setY(min(place.y(), pinned))
        driver.click(grid.viewport(), place)
        driver.type(str(total))
        driver.key(Qt.Key.Key_Return)
        row = row_of(grid.table, TOTAL)
    driver.click(page.bar.tools.widgetForAction(page.allocate))
    driver.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.allocation.isHidden())

    assert driver.inputs <= 30
    for form in BOTH:
        table = table_of(office, form)
        assert unallocated(table) == []
        for column, total in PRODUCTS.items():
            assert sum(units(table, column).values()) == total
        assert units(table, "長期共済／目標") == before[form]
    assert min(units(table_of(office, UNIONS)).values()) >= 1
    assert len(units(table_of(office, BLOCKS))) == 18
    assert len(units(table_of(office, UNIONS))) == 46


def test_t2_without_a_mouse(office: Any, driver: Driver, qtbot: QtBot) -> None:
    window = office.program.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    driver.key(Qt.Key.Key_2, CTRL)
    window.desk.outlook.choose_year(FiscalYear(2025, 6))
    page = window.page()
    page.copy_year.trigger()
    grid = page.table_view
    qtbot.waitUntil(lambda: len(units(grid.table)) == 18)
    qtbot.waitUntil(grid.hasFocus)
    driver.key(Qt.Key.Key_End, CTRL)
    driver.key(Qt.Key.Key_Home)
    for total in ("1200", "950"):
        driver.type(total)
        driver.key(Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: unallocated(grid.table) == ["150", "50", "200"])
    driver.key(Qt.Key.Key_H, CTRL)
    qtbot.waitUntil(page.allocation.act.hasFocus)
    driver.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.allocation.isHidden() and unallocated(grid.table) == [])
    assert sum(units(table_of(office, UNIONS)).values()) == 1200
    assert sum(units(table_of(office, UNIONS), "長期共済／目標").values()) == 950
    assert grid.hasFocus()
    driver.key(Qt.Key.Key_F4)
    assert page.compare.isChecked()
