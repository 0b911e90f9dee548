"""Ctrl+F finds rows, columns and values, by any of their names, and goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kyosai_desktop.store.catalogue import insert_alias, load_catalogue
from kyosai_desktop.ui.figures.page import FiguresPage
from kyosai_desktop.ui.grid_page import GridPage
from kyosai_desktop.ui.page import PageName

if TYPE_CHECKING:
    from conftest import Office

    from kyosai_desktop.store.book import Book


class Searcher:
    def __init__(self, office: Office, qtbot: QtBot) -> None:
        page = office.program.window.show_page(PageName.RESULTS)
        assert isinstance(page, FiguresPage)
        self.office, self.page, self.grid, self._qtbot = office, page, page.table_view, qtbot
        self.grid.go(3, 2)

    def find(self, text: str) -> tuple[str, str]:
        """Where one is after Enter: the row's name and the column's path."""
        self.page.search.setText(text)
        self._qtbot.keyClick(self.page.search, Qt.Key.Key_Return)
        at = self.grid.current
        assert at is not None
        return self.grid.table.rows[at[0]].name, self.grid.table.columns[at[1]].path

    @property
    def here(self) -> tuple[str, str]:
        return self.grid.table.rows[3].name, self.grid.table.columns[2].path


@pytest.fixture
def searcher(office: Office, qtbot: QtBot) -> Searcher:
    return Searcher(office, qtbot)


def test_a_head_leads_to_its_column_in_the_same_row(searcher: Searcher) -> None:
    row, _ = searcher.here
    found = searcher.find("火災")
    assert found[0] == row
    assert found[1].startswith("火災共済／")
    assert searcher.find("自賠責")[1].startswith("自賠責")


def test_enter_again_goes_to_the_next_column_and_round(searcher: Searcher) -> None:
    paths = [column.path for column in searcher.grid.table.columns if "達成率" in column.label]
    visited = [searcher.find("達成率")[1] for _ in range(len(paths) + 1)]
    assert visited[: len(paths)] == sorted(paths, key=lambda path: (path != visited[0], paths.index(path)))
    assert visited[-1] == visited[0]


def test_a_row_is_found_in_the_same_column_by_any_spelling(searcher: Searcher) -> None:
    _, column = searcher.here
    assert searcher.find("宗谷") == ("宗谷", column)
    assert searcher.find("檜山") == ("檜山", column)
    assert searcher.find("石狩") == ("石狩", column)
    assert searcher.find("桧山") == ("檜山", column)


def test_other_names_are_found_too(searcher: Searcher, office: Office) -> None:
    _, column = searcher.here

    def name_otherwise(book: Book) -> None:
        catalogue = load_catalogue(book)
        member = next(
            each for axis in catalogue.axes.values() for each in axis.members if each.name == "檜山"
        )
        product = next(each for each in catalogue.indicators.values() if each.name.startswith("マイカー"))
        with book.change("別名") as tx:
            insert_alias(tx, "member", member.id, "ひやま")
            insert_alias(tx, "indicator", product.id, "自動車")

    session = office.program.session
    assert session is not None
    session.change(name_otherwise)
    assert searcher.find("ひやま") == ("檜山", column)
    assert searcher.find("自動車")[1].startswith("マイカー共済")


def test_a_value_is_found_and_what_is_nowhere_is_told(searcher: Searcher, office: Office) -> None:
    table = searcher.grid.table
    value = max((cell.text for cell in table.cells[5]), key=len)
    assert searcher.find(value)[0] in {
        row.name
        for row, line in zip(table.rows, table.cells, strict=True)
        if any(value in each.text for each in line)
    }
    before = searcher.grid.current
    searcher.find("どこにもない")
    notice = office.program.window.info_bar.notice
    assert notice is not None
    assert notice.message == "「どこにもない」はこの表にありません。"
    assert searcher.grid.current == before


def test_hidden_columns_and_rows_are_not_led_to(searcher: Searcher) -> None:
    searcher.page.only_entry.setChecked(True)
    at = searcher.grid.current
    searcher.find("達成率")
    assert searcher.grid.current == at
    searcher.grid.show_only_rows({3, 4})
    searcher.find("宗谷")
    assert searcher.grid.current == at


def test_a_click_on_the_search_while_composing_stores_the_text_and_moves_the_keyboard(
    office: Office, qtbot: QtBot
) -> None:
    window = office.program.window
    window.show_page(PageName.CALENDAR)
    page = window.page()
    assert isinstance(page, GridPage)
    grid = page.table_view
    grid.setFocus()
    grid.go(0, 3)
    cursor = QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.Cursor, 2, 1, None)
    QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent("かい", [cursor]))
    qtbot.mouseClick(page.search, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: grid.table.cells[0][3].text == "かい")
    assert QApplication.focusWidget() is page.search
    qtbot.keyClicks(QApplication.focusWidget(), "abc")
    assert (page.search.text(), grid.table.cells[0][3].text) == ("abc", "かい")
