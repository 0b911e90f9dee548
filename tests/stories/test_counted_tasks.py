"""The main tasks, done with the keyboard as far as they can be, within the inputs that were promised (ux.md §3)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.operations import tables
from kyosai_desktop.ui.page import PageName

if TYPE_CHECKING:
    from conftest import Driver

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PRODUCTS = (
    "こくみん共済",
    "長期共済",
    "マイカー共済",
    "自賠責共済（新規）",
    "自賠責共済（継続）",
    "火災共済",
    "自然災害共済",
)


def stored(office: Any, form: str) -> Any:
    viewpoint = office.program.window.desk.outlook.current
    return office.program.session.read(lambda book: tables.table(book, form, viewpoint))


def texts(table: Any, column: str) -> dict[str, str]:
    j = next(j for j, each in enumerate(table.columns) if each.path == column)
    return {row.name: line[j].text for row, line in zip(table.rows, table.cells, strict=True)}


def blocks(table: Any) -> list[str]:
    return [row.name for row in table.rows if row.kind.value == "item"]


def test_t1_month_from_a_received_workbook(office: Any, driver: Driver, tmp_path: Path, qtbot: QtBot) -> None:
    names = blocks(stored(office, "rosai.blocks"))
    assert len(names) == 18
    path = tmp_path / "5月末実績.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "2024年5月末 実績（累計）"
    sheet.append([])
    sheet.append(["ブロック", *PRODUCTS])
    for number, name in enumerate(names):
        sheet.append([name, *(100 * number + step for step in range(7))])
    book.save(path)
    office.dialogs.files.append([path])

    driver.key(Qt.Key.Key_F7)
    driver.note(2)  # the file in the system's dialog: choose, open
    imports = office.program.window.page()
    qtbot.waitUntil(lambda: bool(imports._drafts), timeout=15_000)
    qtbot.waitUntil(imports.panel.apply.hasFocus)
    driver.key(Qt.Key.Key_Space)
    assert driver.inputs <= 6
    table = stored(office, "rosai.blocks")
    assert texts(table, "長期共済／実績")[names[3]] == "301"
    assert texts(table, "こくみん共済／実績")["全道 計"] == f"{sum(100 * n for n in range(18)):,}"


def test_t1b_month_as_a_block_from_excel(office: Any, driver: Driver, qtbot: QtBot) -> None:
    window = office.program.window
    window.show_page(PageName.RESULTS)
    page = window.page()
    page.only_entry.trigger()
    driver.note(4)  # in Excel: two to select, Ctrl+C, Alt+Tab
    QGuiApplication.clipboard().setText(
        "\r\n".join("\t".join(str(row + column) for column in range(7)) for row in range(18)) + "\r\n"
    )
    grid = page.table_view
    column = grid.shown_columns()[0]
    driver.click(grid.viewport(), grid.visualRect(grid.model().index(0, column)).center())
    driver.key(Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: texts(grid.table, "自然災害共済／実績")["石狩"] == "6")
    assert driver.inputs <= 6


def test_t3_one_officer_leaves_one_comes(office: Any, driver: Driver, qtbot: QtBot) -> None:
    window = office.program.window
    window.desk.outlook.choose_year(FiscalYear(2024, 6))
    driver.key(Qt.Key.Key_4, CTRL)
    page = window.page()
    grid = page.table_view
    before = len([row for row in grid.table.rows if row.labels[0]])
    driver.click(grid.viewport(), grid.visualRect(grid.model().index(7, 3)).center())
    driver.key(Qt.Key.Key_N, CTRL)
    driver.type("新任 太郎")
    driver.key(Qt.Key.Key_Tab)
    driver.key(Qt.Key.Key_Tab)
    driver.type("書記長")
    driver.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any("新任 太郎" in [c.text for c in line] for line in grid.table.cells))
    driver.click(grid.viewport(), grid.visualRect(grid.model().index(7, 3)).center())
    driver.click(page.bar.tools.widgetForAction(page.remove))
    qtbot.waitUntil(lambda: len([row for row in grid.table.rows if row.labels[0]]) == before)
    assert driver.inputs <= 55
    assert any("新任 太郎" in note for note in grid.table.notes)


def test_t5_print_a_handout(office: Any, driver: Driver, tmp_path: Path, qtbot: QtBot) -> None:
    target = tmp_path / "印刷.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    office.dialogs.printers.append(printer)
    driver.key(Qt.Key.Key_6, CTRL)
    page = office.program.window.page()
    qtbot.waitUntil(lambda: page._preview is not None, timeout=10_000)
    driver.key(Qt.Key.Key_P, CTRL)
    driver.note(1)  # OK in the system's dialog
    qtbot.waitUntil(lambda: office.program.window.info_bar.isVisible(), timeout=20_000)
    assert driver.inputs <= 4
    assert target.stat().st_size > 10_000


def test_a_day_at_the_keyboard_touches_no_mouse(office: Any, driver: Driver, qtbot: QtBot) -> None:
    """Figures, a date, a look at the checks, undo: everything from the keyboard."""
    window = office.program.window
    driver.key(Qt.Key.Key_3, CTRL)
    results = window.page()
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    qtbot.waitUntil(results.search.hasFocus)
    results.search.setText("十勝")
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Escape)
    qtbot.waitUntil(results.table_view.hasFocus)
    grid = results.table_view
    row, _ = grid.current
    grid.go(row, next(j for j, c in enumerate(grid.table.columns) if c.path == "こくみん共済／実績"))
    driver.type("321")
    driver.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(grid.table, "こくみん共済／実績")["十勝"] == "321")
    driver.key(Qt.Key.Key_5, CTRL)
    driver.key(Qt.Key.Key_N, CTRL)
    driver.key(Qt.Key.Key_Tab)
    driver.key(Qt.Key.Key_Tab)
    driver.type("7/3 14:00")
    driver.key(Qt.Key.Key_Return)
    calendar = window.page()
    qtbot.waitUntil(
        lambda: any(
            "2023年7月3日(月) 14:00" in c.text for line in calendar.table_view.table.cells for c in line
        )
    )
    driver.key(Qt.Key.Key_F6)
    driver.key(Qt.Key.Key_3, CTRL)
    driver.key(Qt.Key.Key_Z, CTRL)
    driver.key(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: texts(grid.table, "こくみん共済／実績")["十勝"] != "321")


def test_composing_when_the_page_is_left_keeps_the_text(office: Any, driver: Driver, qtbot: QtBot) -> None:
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtWidgets import QApplication

    window = office.program.window
    driver.key(Qt.Key.Key_4, CTRL)
    roster = window.page()
    grid = roster.table_view
    grid.setFocus()
    grid.go(0, 5)
    QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent("書記長", []))
    driver.key(Qt.Key.Key_1, CTRL)
    driver.key(Qt.Key.Key_4, CTRL)
    qtbot.waitUntil(lambda: grid.table.cells[0][5].text == "書記長")


@pytest.mark.parametrize("key", [Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F8])
def test_keys_of_the_ime_start_nothing_while_composing(
    office: Any, driver: Driver, qtbot: QtBot, qapp: Any, key: Qt.Key
) -> None:
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtWidgets import QApplication

    from kyosai_desktop.ui.guards import InputGuards

    guards = InputGuards()
    qapp.installEventFilter(guards)
    try:
        window = office.program.window
        driver.key(Qt.Key.Key_4, CTRL)
        page = window.page()
        page.table_view.setFocus()
        page.table_view.go(0, 5)
        QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent("しょき", []))
        driver.key(key)
        assert window.page() is page
        assert office.program.window.info_bar.notice is None
    finally:
        qapp.removeEventFilter(guards)
