"""What the window says: it takes back only the step it speaks of, passes when work goes on, and moves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.problem import Severity
from kyosai_desktop.operations import rosters
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.info_bar import InfoBar, Notice
from kyosai_desktop.ui.page import PageName

if TYPE_CHECKING:
    from conftest import Office


def bar(office: Office) -> InfoBar:
    return office.program.window.info_bar


def rename_chair(office: Office, name: str) -> None:
    desk = office.program.window.desk
    assert desk is not None and desk.outlook.current is not None
    viewpoint = desk.outlook.current
    desk.attempt(
        lambda book: rosters.enter_roster(
            book,
            viewpoint.council,
            viewpoint.year.year,
            rosters.roster_table(book, viewpoint.council, viewpoint.year.year),
            [TypedCell(0, 3, name)],
            f"入力：{name}",
        )
    )


def undo_label(office: Office) -> str | None:
    assert office.program.session is not None
    return office.program.session.read(Book.undo_label)


def refuse_something(office: Office) -> None:
    desk = office.program.window.desk
    assert desk is not None
    desk.notify(Notice("数値として読めません。", "数字で入力してください。", Severity.ERROR))


class TestUndoButton:
    def test_it_takes_back_the_step_the_notice_speaks_of(self, office: Office, qtbot: QtBot) -> None:
        before = undo_label(office)
        rename_chair(office, "新しい議長")
        office.program.window.desk.tell_done("議長を書き換えました。")
        assert bar(office).buttons()[0].text() == "元に戻す"
        qtbot.wait(30)  # the announcement of the step itself takes nothing away
        assert bar(office).isVisible()
        bar(office).buttons()[0].click()
        assert undo_label(office) == before

    def test_it_never_takes_back_a_newer_step(self, office: Office) -> None:
        rename_chair(office, "新しい議長")
        office.program.window.desk.tell_done("議長を書き換えました。")
        button = bar(office).buttons()[0]
        rename_chair(office, "さらに新しい議長")
        button.click()  # before the window heard of the newer step
        assert undo_label(office) == "入力：さらに新しい議長"
        assert "元に戻しませんでした" in bar(office).notice.message

    def test_it_goes_as_soon_as_there_is_a_newer_step(self, office: Office, qtbot: QtBot) -> None:
        rename_chair(office, "新しい議長")
        office.program.window.desk.tell_done("議長を書き換えました。")
        rename_chair(office, "さらに新しい議長")
        qtbot.waitUntil(lambda: not bar(office).isVisible(), timeout=1_000)

    def test_it_goes_when_the_step_was_undone_by_other_means(self, office: Office, qtbot: QtBot) -> None:
        rename_chair(office, "新しい議長")
        office.program.window.desk.tell_done("議長を書き換えました。")
        qtbot.waitUntil(office.program.window.commands.undo.isEnabled)
        qtbot.keyClick(office.program.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: not bar(office).isVisible(), timeout=1_000)

    def test_what_changed_nothing_offers_no_way_back(self, office: Office) -> None:
        rename_chair(office, "新しい議長")
        rename_chair(office, "新しい議長")
        office.program.window.desk.tell_done("変わったところはありません。")
        assert bar(office).buttons() == []


class TestPassing:
    def test_a_refusal_goes_with_the_next_input(self, office: Office, qtbot: QtBot) -> None:
        refuse_something(office)
        rename_chair(office, "新しい議長")
        qtbot.waitUntil(lambda: not bar(office).isVisible(), timeout=1_000)

    @pytest.mark.parametrize("leave", ["page", "aside", "council"])
    def test_a_notice_stays_on_its_page(self, office: Office, leave: str) -> None:
        window = office.program.window
        window.show_page(PageName.ROSTER)
        refuse_something(office)
        assert bar(office).isVisible()
        if leave == "page":
            window.show_page(PageName.RESULTS)
        elif leave == "aside":
            window.commands.check.trigger()
        else:
            window.header.council_chosen.emit(window.desk.outlook.councils[1])
        assert not bar(office).isVisible()
        assert bar(office).notice is None

    def test_calling_the_page_one_is_on_takes_nothing_away(self, office: Office, qtbot: QtBot) -> None:
        window = office.program.window
        window.show_page(PageName.ROSTER)
        refuse_something(office)
        window.show_page(PageName.ROSTER)
        assert bar(office).isVisible()

    def test_what_is_true_of_the_program_stays(self, office: Office) -> None:
        office.program.tell_breakdown()
        office.program.window.show_page(PageName.RESULTS)
        rename_chair(office, "新しい議長")
        assert bar(office).isVisible()


class TestPlace:
    def place_in_window(self, office: Office, widget: QWidget) -> QPoint:
        return widget.mapTo(office.program.window, QPoint(0, 0))

    @pytest.mark.parametrize("name", [PageName.RESULTS, PageName.ROSTER, PageName.CALENDAR])
    def test_nothing_moves_when_it_comes(self, office: Office, name: PageName, qtbot: QtBot) -> None:
        page = office.program.window.show_page(name)
        qtbot.wait(50)
        grid = page.grid()
        assert grid is not None
        before = self.place_in_window(office, grid), grid.size(), grid.visualRect(grid.currentIndex())
        refuse_something(office)
        qtbot.wait(50)
        assert bar(office).isVisible()
        assert before == (
            self.place_in_window(office, grid),
            grid.size(),
            grid.visualRect(grid.currentIndex()),
        )

    @pytest.mark.parametrize("height", [640, 768, 1000])
    def test_the_current_cell_is_never_covered(self, office: Office, height: int, qtbot: QtBot) -> None:
        window = office.program.window
        window.resize(1366, height)
        page = window.show_page(PageName.RESULTS)
        qtbot.wait(50)
        refuse_something(office)
        grid = page.grid()
        assert grid is not None
        window.commands.function_keys.trigger()  # without the bar of keys the foot is the table's
        qtbot.wait(50)
        for row in range(len(grid.table.rows)):
            grid.go(row, 3)
            cell = grid.visualRect(grid.currentIndex())
            corner = grid.viewport().mapTo(window, cell.topLeft())
            at = self.place_in_window(office, bar(office))
            covered = bar(office).rect().translated(at).intersects(cell.translated(corner - cell.topLeft()))
            assert not covered, f"row {row}"

    def test_a_long_sentence_is_shown_whole(self, office: Office, qtbot: QtBot) -> None:
        office.program.window.resize(1024, 640)
        office.program.window.desk.notify(Notice("長い文です。" * 30, "お待ちください。", Severity.WARNING))
        qtbot.wait(30)
        label = bar(office)._words
        assert label.height() >= label.heightForWidth(label.width())

    def test_the_keyboard_goes_back_to_the_page(self, office: Office, qtbot: QtBot) -> None:
        window = office.program.window
        page = window.show_page(PageName.ROSTER)
        rename_chair(office, "新しい議長")
        window.desk.tell_done("議長を書き換えました。")
        bar(office).buttons()[0].setFocus()
        qtbot.keyClick(bar(office).buttons()[0], Qt.Key.Key_Space)
        assert window.focusWidget() is page.grid()


def test_a_target_beside_results_says_where_targets_are_typed(office: Office, qtbot: QtBot) -> None:
    page = office.program.window.show_page(PageName.RESULTS)
    grid = page.grid()
    grid.go(0, 0)
    qtbot.keyClick(grid, Qt.Key.Key_5)
    assert "目標は「目標」の画面で入力します。" in bar(office).notice.message
    grid.go(0, 2)
    qtbot.keyClick(grid, Qt.Key.Key_5)
    assert "計算で求めるため" in bar(office).notice.message
    page = office.program.window.show_page(PageName.TARGETS)
    grid = page.grid()
    total = next(i for i, row in enumerate(grid.table.rows) if row.name.endswith("計"))
    grid.go(total, 0)
    qtbot.keyClick(grid, Qt.Key.Key_5)
    notice = bar(office).notice
    assert notice is None or "「目標」の画面" not in notice.message
