"""A text that can't be taken stays where it was typed: nothing leads to another table, which would then store it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QTabBar
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.table import CellState
from kyosai_desktop.operations.targets.versions import ORIGINAL
from kyosai_desktop.ui.calendar.page import CalendarPage
from kyosai_desktop.ui.figures.page import FiguresPage
from kyosai_desktop.ui.page import PageName
from kyosai_desktop.ui.roster.page import RosterPage
from kyosai_desktop.ui.settings.page import SettingsPage

if TYPE_CHECKING:
    from conftest import Office

    from kyosai_desktop.ui.grid import GridView

Move = Callable[["Office"], object]
Key = Qt.Key


def choose(box: QComboBox, index: int) -> None:
    """As with the mouse: the box already shows the choice when it tells of it."""
    box.setFocus(Qt.FocusReason.MouseFocusReason)
    box.setCurrentIndex(index)
    box.activated.emit(index)


def press(tabs: QTabBar, index: int) -> None:
    QTest.mouseClick(
        tabs, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, tabs.tabRect(index).center()
    )


def page(office: Office) -> Any:
    return office.program.window.page()


def commands(office: Office) -> Any:
    return office.program.window.commands


def show_filter(office: Office) -> None:
    shown = page(office)
    shown._fill_filters()
    action = next(each for each in shown._filter_menu.actions() if each.text().startswith("未達だけ"))
    action.trigger()


def open_other(office: Office) -> None:
    other = office.book.with_name("ほか.kyosai")
    if not other.exists():
        shutil.copy(office.book.with_name("控え.kyosai"), other)
    office.program.open(other)


MOVES: dict[str, Move] = {
    "year": lambda office: choose(office.program.window.header.year, 2),
    "council": lambda office: choose(office.program.window.header.council, 1),
    "month": lambda office: choose(page(office).month, 3),
    "tab": lambda office: press(page(office).tabs, 1),
    "Ctrl+PgDn": lambda office: commands(office).next_tab.trigger(),
    "list of tables": lambda office: page(office).chooser.list.chosen.emit(1),
    "navigation": lambda office: office.program.window.navigation.setCurrentIndex(3),
    "Ctrl+1": lambda office: commands(office).pages[0].trigger(),
    "settings": lambda office: commands(office).settings.trigger(),
    "preview": lambda office: commands(office).preview.trigger(),
    "print": lambda office: commands(office).print_paper.trigger(),
    "import": lambda office: commands(office).import_files.trigger(),
    "check": lambda office: commands(office).check.trigger(),
    "help": lambda office: commands(office).help.trigger(),
    "confirm": lambda office: commands(office).confirm.trigger(),
    "undo": lambda office: commands(office).undo.trigger(),
    "month's own figures": lambda office: page(office).switches["month"].trigger(),
    "last year beside": lambda office: page(office).switches["beside"].trigger(),
    "ranks": lambda office: page(office).switches["ranks"].trigger(),
    "filter": show_filter,
    "search": lambda office: page(office).search.wanted.emit("宗谷"),
    "another book": open_other,
    "close": lambda office: office.program.window.close(),
}


def state(office: Office) -> tuple[object, ...]:
    """All that a move could change."""
    program, window = office.program, office.program.window
    if program.session is None or window.desk is None:
        return ()
    shown = window.page()
    tabs = shown.tabs.currentIndex() if isinstance(shown, FiguresPage | RosterPage | CalendarPage) else None
    grid = window.grid()
    return (
        program.session.path,
        program.session.read(lambda book: book.undo_label()),
        window.desk.outlook.current,
        window.stack.currentWidget(),
        tabs,
        window.navigation.currentIndex(),
        window.header.year.currentText(),
        window.header.council.currentText(),
        None if grid is None else (grid.table, grid.current, list(grid.shown_rows())),
        [action.isChecked() for action in shown.switches.values()] if hasattr(shown, "switches") else None,
        shown.month.currentText() if hasattr(shown, "month") else None,
        window.isVisible(),
    )


def type_here(grid: GridView, text: str, *, then: Key | None = None) -> None:
    grid.window().activateWindow()
    assert QTest.qWaitForWindowActive(grid.window())
    grid.setFocus()
    for character in text:
        QTest.keyClicks(QApplication.focusWidget(), character)
    if then is not None:
        QTest.keyClick(QApplication.focusWidget(), then)
    QApplication.processEvents()


def first_entry(grid: GridView) -> tuple[int, int]:
    return next(
        (row, column)
        for row, line in enumerate(grid.table.cells)
        for column, cell in enumerate(line)
        if cell.state is CellState.ENTRY
    )


@pytest.fixture
def typing(office: Office) -> GridView:
    """実績 with 「xyz」 typed into the second row, after an entry in the first."""
    shutil.copy(office.book, office.book.with_name("控え.kyosai"))
    shown = office.program.window.show_page(PageName.RESULTS)
    assert isinstance(shown, FiguresPage)
    grid = shown.table_view
    grid.go(*first_entry(grid))
    type_here(grid, "7", then=Key.Key_Return)
    type_here(grid, "xyz")
    return grid


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES.keys())
def test_nothing_moves_until_the_text_is_given_up(office: Office, typing: GridView, move: Move) -> None:
    before = state(office)
    move(office)
    QApplication.processEvents()
    assert state(office) == before
    editor = typing.editor()
    assert editor is not None
    assert editor.text() == "xyz"
    assert QApplication.focusWidget() is editor
    notice = office.program.window.info_bar.notice
    assert notice is not None
    assert "「xyz」は数値として読めません。" in notice.message
    assert "Esc" in notice.next_step
    QTest.keyClick(editor, Key.Key_Escape)
    move(office)
    QApplication.processEvents()
    assert state(office) != before


@pytest.mark.parametrize("name", ["year", "tab", "month", "Ctrl+1"])
def test_a_text_that_can_be_taken_is_stored_where_it_was_typed(
    office: Office, typing: GridView, name: str
) -> None:
    at = typing.current
    assert at is not None
    key = typing.table.cells[at[0]][at[1]].key
    typing.editor().setText("43")  # type: ignore[union-attr]  # the fixture has opened it
    MOVES[name](office)
    QApplication.processEvents()
    session = office.program.session
    assert session is not None
    assert session.read(lambda book: _stored(book, key)) == 43_000
    assert not typing.is_typing


def _stored(book: Any, key: Any) -> object:
    from kyosai_desktop.store.facts import load_fact

    fact = load_fact(book, key)
    return fact and fact.thousandths


def test_the_switches_of_targets_wait(office: Office) -> None:
    shown: Any = office.program.window.show_page(PageName.TARGETS)
    grid = shown.table_view
    grid.go(*first_entry(grid))
    type_here(grid, "xyz")
    before = state(office)
    acts = (
        shown.compare.trigger,
        shown.subtotals.trigger,
        lambda: shown.version.chosen.emit(ORIGINAL),
        shown.copy_year.menu().actions()[0].trigger,
        shown.allocate.trigger,
        shown.by_formula.trigger,
        shown.revise.trigger,
    )
    for act in acts:
        act()
        QApplication.processEvents()
        assert state(office) == before
        assert grid.editor().text() == "xyz"
        assert not shown.compare.isChecked()
        assert not shown.subtotals.isChecked()
        assert all(panel.isHidden() for panel in (shown.allocation, shown.formula, shown.revision))
    QTest.keyClick(grid.editor(), Key.Key_Escape)
    shown.compare.trigger()
    assert shown.compare.isChecked()
    assert state(office) != before


def test_what_is_divided_stays_while_a_fixed_value_cannot_be_read(office: Office, qtbot: QtBot) -> None:
    shown: Any = office.program.window.show_page(PageName.TARGETS)
    shown.allocate.trigger()
    choose(shown.allocation.scope, 2)
    QApplication.processEvents()
    grid = shown.table_view
    grid.go(*first_entry(grid))
    type_here(grid, "xyz")
    before = state(office)
    choose(shown.allocation.scope, 0)
    assert (shown.allocation.scope.currentIndex(), state(office)) == (2, before)
    assert grid.editor().text() == "xyz"
    QTest.keyClick(grid.editor(), Key.Key_Escape)
    choose(shown.allocation.scope, 0)
    assert shown.allocation.scope.currentIndex() == 0


def test_a_meeting_s_date_stays_in_its_list(office: Office) -> None:
    shown: Any = office.program.window.show_page(PageName.CALENDAR)
    grid = shown.table_view
    at = next(j for j, column in enumerate(grid.table.columns) if column.key == "date_text")
    grid.go(0, at)
    type_here(grid, "xyz")
    before = state(office)
    for act in (lambda: press(shown.tabs, 1), shown.add.trigger, shown.remove.trigger):
        act()
        QApplication.processEvents()
        assert state(office) == before
        assert grid.editor().text() == "xyz"
    QTest.keyClick(grid.editor(), Key.Key_Escape)
    press(shown.tabs, 1)
    assert state(office) != before


def test_another_form_of_the_settings_waits(office: Office, qtbot: QtBot) -> None:
    settings = office.program.window.show_page(PageName.SETTINGS)
    assert isinstance(settings, SettingsPage)
    settings.tabs.setCurrentIndex(1)
    forms = settings.forms
    grid = forms.columns.view
    at = [column.label for column in grid.table.columns].index("小数桁")
    grid.go(0, at)
    type_here(grid, "xyz")
    form = forms.form()

    def press_form(row: int) -> None:
        place = forms.list.visualItemRect(forms.list.item(row)).center()
        viewport = forms.list.viewport()
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        QApplication.processEvents()

    for act in (lambda: press_form(2), lambda: forms.tabs.setCurrentIndex(1), forms.add.trigger):
        act()
        assert forms.form() == form
        assert [item.text() for item in forms.list.selectedItems()] == [form.title] if form else False
        assert forms.tabs.currentIndex() == 0
        editor = grid.editor()
        assert editor is not None
        assert editor.text() == "xyz"
    settings.tabs.setCurrentIndex(0)
    assert settings.tabs.currentIndex() == 1
    QTest.keyClick(editor, Key.Key_Escape)
    press_form(2)
    assert forms.form() != form
