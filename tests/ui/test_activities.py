"""活動記録 in the window: typed like any list, counted below it, and shown by the forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kyosai_desktop.ui.activities.page import ActivitiesPage
from kyosai_desktop.ui.page import PageName

if TYPE_CHECKING:
    from conftest import Office


@pytest.fixture
def page(office: Office) -> ActivitiesPage:
    desk = office.program.window.desk
    assert desk is not None
    desk.outlook.choose_council(desk.outlook.councils[1])
    shown = office.program.window.show_page(PageName.ACTIVITIES)
    assert isinstance(shown, ActivitiesPage)
    return shown


def paste(page: ActivitiesPage, text: str) -> None:
    QApplication.clipboard().setText(text)
    page.add.trigger()
    page.table_view.paste()


ROWS = "7/3\t学習会\t自治労\t25\n9/1\t学習会\t町内会\t１０名\n"


def test_pasted_rows_are_counted_below(page: ActivitiesPage, qtbot: QtBot) -> None:
    paste(page, ROWS)
    qtbot.waitUntil(lambda: "学習会　2回、35名、2団体" in page.counts.accessibleName())
    assert page.subtitle.endswith("2件")
    page.desk.commands.undo.trigger()
    qtbot.waitUntil(lambda: page.subtitle.endswith("0件"))


def test_an_entry_is_removed_and_brought_back(page: ActivitiesPage, qtbot: QtBot) -> None:
    paste(page, ROWS)
    qtbot.waitUntil(lambda: page.subtitle.endswith("2件"))
    page.table_view.go(0, 0)
    page.remove.trigger()
    qtbot.waitUntil(lambda: page.subtitle.endswith("1件"))
    page.desk.commands.undo.trigger()
    qtbot.waitUntil(lambda: page.subtitle.endswith("2件"))


def test_an_item_is_counted_from_the_register(page: ActivitiesPage, office: Office, qtbot: QtBot) -> None:
    paste(page, ROWS)
    bar = page.counting
    bar.item.setCurrentIndex(bar.item.findText("学習会開催回数"))
    bar.kind.setCurrentIndex(bar.kind.findText("学習会"))
    bar.count.click()
    qtbot.waitUntil(lambda: "学習会開催回数＝学習会の回数" in bar.told.accessibleName())
    results = office.program.window.show_page(PageName.RESULTS)
    results.tabs.setCurrentIndex(
        next(at for at in range(results.tabs.count()) if "運動項目" in results.tabs.tabText(at))
    )
    table = results.table_view.table
    row = next(line for each, line in zip(table.rows, table.cells, strict=True) if "学習会" in each.name)
    assert row[0].text == "2"
    office.program.window.show_page(PageName.ACTIVITIES)
    qtbot.keyClick(bar.stop, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "数えられます" in bar.told.accessibleName())


def test_a_kind_that_is_not_listed_is_told_and_can_be_taken_back(
    office: Office, page: ActivitiesPage, qtbot: QtBot
) -> None:
    paste(page, "7/3\tgakusyu\t町内会\t5\n")
    notice = office.program.window.info_bar.notice
    assert notice is not None and "「gakusyu」は種類の一覧にありません" in notice.message
    assert notice.step is not None
    office.program.window.info_bar.undo_wanted.emit(notice.step)
    qtbot.waitUntil(
        lambda: all(line[1].text != "gakusyu" for line in page.table_view.table.cells), timeout=5_000
    )
