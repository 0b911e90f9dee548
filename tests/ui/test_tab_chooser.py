"""Inner tabs for more tables than a row holds: each can be reached by key, by mouse and by its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kyosai_desktop.ui import theme
from kyosai_desktop.ui.inner_tabs import InnerTabs
from kyosai_desktop.ui.page import PageName
from kyosai_desktop.ui.results.page import ResultsPage
from kyosai_desktop.ui.tab_chooser import TabChooser

if TYPE_CHECKING:
    from conftest import Office

Key = Qt.Key
FORMS = tuple(f"{number}番目の達成状況" for number in range(1, 31))


@pytest.fixture
def chooser(qtbot: QtBot) -> Iterator[TabChooser]:
    window = QWidget()
    qtbot.addWidget(window)
    made = TabChooser(InnerTabs("実績の表", lambda: None), "表")
    layout = QVBoxLayout(window)
    layout.addWidget(made)
    layout.addStretch(1)
    window.resize(1000, 700)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made.set_titles(FORMS)
    yield made


def in_row(chooser: TabChooser) -> list[int]:
    return [at for at in range(chooser.tabs.count()) if chooser.tabs.isTabVisible(at)]


def assert_nothing_is_cut(chooser: TabChooser) -> None:
    tabs = chooser.tabs
    for at in in_row(chooser):
        assert tabs.tabRect(at).width() >= tabs.tabSizeHint(at).width()
    assert tabs.tabRect(in_row(chooser)[-1]).right() <= tabs.width()
    assert chooser.more.geometry().right() <= chooser.width()


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("width", [1000, 600])
def test_the_first_ones_and_the_current_stand_in_the_row_uncut(
    chooser: TabChooser, qapp: QApplication, qtbot: QtBot, percent: int, width: int
) -> None:
    theme.apply(qapp, theme.Appearance.LIGHT, percent)
    try:
        chooser.window().resize(width, 700)
        chooser.tabs.setCurrentIndex(25)
        qtbot.wait(10)
        *first, current = in_row(chooser)
        assert first == list(range(len(first)))
        assert first or (percent, width) == (150, 600)
        assert current == 25
        assert chooser.more.isVisible()
        assert_nothing_is_cut(chooser)
    finally:
        theme.apply(qapp, theme.Appearance.LIGHT, 100)


def test_stepping_goes_through_all_thirty(chooser: TabChooser) -> None:
    seen = []
    for _ in FORMS:
        chooser.tabs.step(1)
        seen.append(chooser.tabs.currentIndex())
        assert_nothing_is_cut(chooser)
    assert seen == [*range(1, 30), 0]
    chooser.tabs.step(-1)
    assert chooser.tabs.currentIndex() == 29


def test_a_table_is_found_by_a_part_of_its_name(chooser: TabChooser, qtbot: QtBot) -> None:
    qtbot.keyClick(chooser.more, Key.Key_Space)
    search = QApplication.focusWidget()
    assert search is chooser.list.search
    search.setText("2番目")
    qtbot.keyClick(search, Key.Key_Down)
    qtbot.keyClick(search, Key.Key_Down)
    qtbot.keyClick(search, Key.Key_Return)
    assert FORMS[chooser.tabs.currentIndex()] == "22番目の達成状況"
    assert not chooser.list.isVisible()
    assert QApplication.focusWidget() is chooser.tabs


def test_a_table_is_chosen_with_the_mouse(chooser: TabChooser, qtbot: QtBot) -> None:
    qtbot.mouseClick(chooser.more, Qt.MouseButton.LeftButton)
    titles = chooser.list.titles
    item = titles.item(7)
    at = titles.visualItemRect(item).center()
    qtbot.mouseClick(titles.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chooser.tabs.currentIndex() == 7


def test_a_name_that_no_table_has_chooses_nothing(chooser: TabChooser, qtbot: QtBot) -> None:
    chooser.open_list()
    chooser.list.search.setText("ありません")
    qtbot.keyClick(chooser.list.search, Key.Key_Return)
    assert chooser.tabs.currentIndex() == 0
    assert chooser.list.isVisible()
    qtbot.keyClick(chooser.list.search, Key.Key_Escape)
    assert not chooser.list.isVisible()
    assert QApplication.focusWidget() is chooser.more


def test_the_list_goes_when_the_keyboard_does(chooser: TabChooser, qtbot: QtBot) -> None:
    chooser.open_list()
    chooser.tabs.setFocus()
    qtbot.waitUntil(lambda: not chooser.list.isVisible())


def test_a_few_tables_need_no_list(chooser: TabChooser) -> None:
    chooser.set_titles(("ブロック別", "産別別"))
    assert in_row(chooser) == [0, 1]
    assert not chooser.more.isVisible()
    chooser.set_titles(("年間目標",))
    assert not chooser.tabs.isVisible()
    assert not chooser.more.isVisible()


def test_ctrl_page_down_shows_every_table_of_results(office: Office, qtbot: QtBot) -> None:
    window = office.program.window
    window.resize(1366, 768)
    page = window.show_page(PageName.RESULTS)
    assert isinstance(page, ResultsPage)
    page.table_view.setFocus()
    titles = [page.table_view.table.title]
    for _ in range(page.tabs.count() - 1):
        qtbot.keyClick(page.table_view, Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        titles.append(page.table_view.table.title)
    assert len(set(titles)) == page.tabs.count() >= 11
