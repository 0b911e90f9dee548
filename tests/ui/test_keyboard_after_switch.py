"""After a page was called, the next key goes into its work: never into a button that undoes or deletes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from kyosai_desktop.operations import books
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.page import PageName
from kyosai_desktop.ui.program import Program

if TYPE_CHECKING:
    from conftest import Office

PAGES = [*PageName]
WORK = (PageName.TARGETS, PageName.RESULTS, PageName.ROSTER)
"""Pages whose grid is on screen at once."""


def call_by_key(program: Program, name: PageName) -> None:
    QTest.keyClick(
        QApplication.focusWidget() or program.window,
        Qt.Key(Qt.Key.Key_1.value + PAGES.index(name)),
        Qt.KeyboardModifier.ControlModifier,
    )


def call_by_mouse(program: Program, name: PageName) -> None:
    navigation = program.window.navigation
    place = navigation.button_rect(PAGES.index(name)).center()
    QTest.mouseClick(navigation, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def focused(program: Program) -> QWidget:
    program.window.activateWindow()
    found = program.window.focusWidget()
    assert found is not None
    return found


CALLS = pytest.mark.parametrize("call", [call_by_key, call_by_mouse], ids=["key", "mouse"])


@CALLS
def test_the_keyboard_is_in_the_work_of_the_page(
    office: Office, call: Callable[[Program, PageName], None], qtbot: QtBot
) -> None:
    program = office.program
    for name in (*PAGES, *reversed(PAGES)):
        call(program, name)
        qtbot.wait(20)
        here = focused(program)
        page = program.window.page()
        assert page is not None
        assert not isinstance(here, QAbstractButton), f"{name}: {here.accessibleName()}"
        if name in WORK:
            assert here is page.grid(), f"{name}: {here}"


@CALLS
def test_space_after_calling_a_page_undoes_nothing(
    office: Office, call: Callable[[Program, PageName], None], qtbot: QtBot
) -> None:
    program = office.program
    assert program.session is not None
    program.session.read(rename_council)
    for name in PAGES:
        call(program, name)
        qtbot.wait(20)
        qtbot.keyClick(focused(program), Qt.Key.Key_Space)
        grid = program.window.grid()
        if grid is not None and grid.editor() is not None:
            qtbot.keyClick(grid.editor(), Qt.Key.Key_Escape)
        assert program.session.read(Book.undo_label) == "会議体の名前を変更", name


@CALLS
def test_empty_pages_leave_the_keyboard_in_the_navigation_or_the_grid(
    make_program: Callable[[], Program],
    call: Callable[[Program, PageName], None],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    path = tmp_path / "空.kyosai"
    books.create(path, "both", 2024).close()
    program = make_program()
    assert program.open(path)
    for name in (*PAGES, *reversed(PAGES)):
        call(program, name)
        qtbot.wait(20)
        here = focused(program)
        assert not isinstance(here, QAbstractButton), f"{name}: {here.accessibleName()}"


def test_a_click_beside_the_buttons_of_the_navigation_moves_nothing(office: Office, qtbot: QtBot) -> None:
    window = office.program.window
    page = window.show_page(PageName.RESULTS)
    corner = QPoint(2, window.navigation.height() - 2)
    QTest.mouseClick(window.navigation, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, corner)
    assert window.page() is page
    assert window.focusWidget() is page.grid()


def rename_council(book: Book) -> None:
    with book.change("会議体の名前を変更") as tx:
        tx.execute("UPDATE council SET name = name || '（新）'")
