"""Opening, closing, undoing and keeping books from the window; what can't be opened is explained in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.operations import rosters
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.opening import open_book
from kyosai_desktop.ui.page import PageName
from kyosai_desktop.ui.preferences import Preferences, default_books_folder
from kyosai_desktop.ui.program import Program

if TYPE_CHECKING:
    from conftest import Office


def told(program: Program) -> str:
    notice = program.window.info_bar.notice
    assert notice is not None
    return notice.message + notice.next_step


def rename_chair(office: Office, name: str) -> None:
    """One change of the book: another name for the first officer."""
    session, outlook = office.program.session, office.program.window.desk
    assert session and outlook and outlook.outlook.current
    viewpoint = outlook.outlook.current
    session.read(
        lambda book: rosters.enter_roster(
            book,
            viewpoint.council,
            viewpoint.year.year,
            rosters.roster_table(book, viewpoint.council, viewpoint.year.year),
            [TypedCell(0, 3, name)],
            f"入力：{name}",
        )
    )


class TestWithoutBook:
    def test_the_window_offers_four_ways_to_begin(self, make_program: Callable[[], Program]) -> None:
        window = make_program().window
        assert window.stack.currentWidget() is window.welcome
        welcome = window.welcome
        ways = (welcome.sample, welcome.empty, welcome.settings, welcome.open)
        assert [way.text() for way in ways] == [
            "見本データで試す",
            "空で始める",
            "設定ブックを選ぶ",
            "ブックを開く",
        ]
        assert welcome.presets.chosen() == "both"
        assert not window.navigation.isVisible()
        assert not window.commands.undo.isEnabled()
        assert window.status.saved.text() == "ブックは開いていません"

    def test_beginning_empty_makes_a_book_at_the_usual_place(
        self, make_program: Callable[[], Program], preferences: Preferences
    ) -> None:
        program = make_program()
        program.window.welcome.empty.click()
        assert program.session is not None
        assert program.session.path.parent == default_books_folder()
        assert preferences.last_book == program.session.path
        assert program.window.header.council.count() == 2

    def test_a_second_new_book_gets_a_free_name(self, make_program: Callable[[], Program]) -> None:
        program = make_program()
        program.new_books.empty()
        first = program.session.path if program.session else None
        program.new_books.empty()
        assert program.session is not None
        assert program.session.path != first
        assert first is not None and first.exists()

    def test_the_sample_shows_its_figures(self, make_program: Callable[[], Program], qtbot: QtBot) -> None:
        program = make_program()
        program.window.welcome.sample.click()
        page = program.window.page()
        qtbot.waitUntil(lambda: "91.0" in page.total.accessibleName(), timeout=5_000)

    def test_choosing_no_file_changes_nothing(self, make_program: Callable[[], Program]) -> None:
        program = make_program()
        program.window.welcome.open.click()
        assert program.session is None


class TestOpenOutcomes:
    """Every way a file can be has a sentence with the next step, in the window."""

    @pytest.fixture
    def program(self, make_program: Callable[[], Program]) -> Program:
        return make_program()

    def test_missing(self, program: Program, tmp_path: Path) -> None:
        assert not program.open(tmp_path / "ない.kyosai")
        assert "見つかりません" in told(program)
        assert [b.text() for b in program.window.info_bar.buttons()] == ["もう一度開く"]

    def test_not_ours(self, program: Program, tmp_path: Path) -> None:
        other = tmp_path / "表.kyosai"
        other.write_bytes(b"PK\x03\x04" + b"x" * 500)
        assert not program.open(other)
        assert "共済デスク" in told(program)

    def test_damaged_offers_the_newest_backup(
        self, program: Program, sample_file: Path, tmp_path: Path
    ) -> None:
        book = tmp_path / "事務局.kyosai"
        shutil.copy(sample_file, book)
        opened = open_book(book)
        opened.backup()
        opened.close()
        damaged = bytearray(book.read_bytes())
        damaged[100:4096] = b"\xff" * 3996
        book.write_bytes(damaged)
        assert not program.open(book)
        assert [b.text() for b in program.window.info_bar.buttons()] == [
            "バックアップを読み取り専用で開く",
            "もう一度開く",
        ]

    def test_locked_says_by_whom_and_opens_the_backup_for_reading(
        self, program: Program, sample_file: Path, tmp_path: Path, qtbot: QtBot
    ) -> None:
        book = tmp_path / "事務局.kyosai"
        shutil.copy(sample_file, book)
        holder = open_book(book, user="山田")
        made = holder.backup()
        try:
            assert not program.open(book)
            assert "使用中" in told(program)
            program.window.info_bar.buttons()[0].click()
            assert program.session is not None and program.session.read_only
            assert f"{made.time:%H:%M}" in told(program)
            assert program.window.status.editing.text() == "読み取り専用"
            mark = f"読み取り専用：バックアップ {made.time.month}/{made.time.day} {made.time:%H:%M}"
            assert program.window.header.copy.isVisible()
            assert program.window.header.copy.text() == mark
            assert mark in program.window.windowTitle()
        finally:
            holder.close()

    def test_a_refused_book_leaves_the_open_one_alone(self, office: Office, tmp_path: Path) -> None:
        before = office.program.session
        assert not office.program.open(tmp_path / "ない.kyosai")
        assert office.program.session is before
        assert office.program.window.page() is not None


class TestHistory:
    def test_undo_names_what_it_takes_back_and_does(self, office: Office, qtbot: QtBot) -> None:
        window = office.program.window
        rename_chair(office, "新しい議長")
        qtbot.waitUntil(lambda: "新しい議長" in window.commands.undo.text())
        assert window.commands.undo.text() == "元に戻す(&U)：入力：新しい議長"
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: window.commands.redo.text() == "やり直す(&R)：入力：新しい議長")
        assert window.commands.redo.isEnabled()
        assert window.status.currentMessage() == "元に戻しました：入力：新しい議長"

    def test_undo_goes_on_after_the_program_was_closed(
        self, office: Office, make_program: Callable[[], Program], qtbot: QtBot
    ) -> None:
        rename_chair(office, "新しい議長")
        office.program.window.close()
        again = make_program()
        assert again.open(office.book)
        assert again.window.commands.undo.text() == "元に戻す(&U)：入力：新しい議長"

    def test_the_time_of_the_last_change_stands_in_the_status_bar(self, office: Office, qtbot: QtBot) -> None:
        status = office.program.window.status
        assert status.saved.text() == "自動保存済み"
        rename_chair(office, "新しい議長")
        now = datetime.now().astimezone()
        qtbot.waitUntil(lambda: status.saved.text() != "自動保存済み")
        assert status.saved.text() in {
            f"自動保存済み {now:%H:%M}",
            f"自動保存済み {datetime.now().astimezone():%H:%M}",
        }

    def test_f12_makes_a_point_of_return_and_says_so(self, office: Office, qtbot: QtBot) -> None:
        qtbot.keyClick(office.program.window, Qt.Key.Key_F12)
        assert "保存点を作りました" in told(office.program)
        assert len(list((office.book.parent / "バックアップ").rglob("*.kyosai"))) == 1

    def test_restoring_a_backup_keeps_what_was_there(self, office: Office) -> None:
        session = office.program.session
        assert session is not None
        made = session.read(Book.backup)
        rename_chair(office, "新しい議長")
        office.program.restore(made.path)
        assert "として残してあります" in told(office.program)
        assert office.program.session is not None
        assert office.program.session.read(lambda book: book.undo_label()) != "入力：新しい議長"

    def test_closing_the_window_closes_the_book(self, office: Office) -> None:
        office.program.window.close()
        open_book(office.book).close()


class TestKeyboard:
    def test_a_page_called_by_its_key_gets_the_keyboard(self, office: Office, qtbot: QtBot) -> None:
        window = office.program.window
        window.navigation.setFocus()
        qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        assert window.focusWidget() is window.page().grid()

    def test_walking_through_the_navigation_keeps_it_there(self, office: Office, qtbot: QtBot) -> None:
        window = office.program.window
        window.navigation.setFocus()
        for _ in range(3):
            qtbot.keyClick(window.navigation, Qt.Key.Key_Down)
        assert window.navigation.currentIndex() == 3
        assert window.focusWidget() is window.navigation

    def test_pressing_a_page_with_the_mouse_leads_into_it(self, office: Office, qtbot: QtBot) -> None:
        window = office.program.window
        window.navigation.setFocus()
        place = window.navigation.button_rect(1).center()
        qtbot.mousePress(window.navigation, Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseRelease(window.navigation, Qt.MouseButton.LeftButton, pos=place)
        assert window.page().paper_id() == "rosai.targets.blocks"


class TestChecks:
    def test_the_disagreement_of_the_published_total_is_counted(self, office: Office, qtbot: QtBot) -> None:
        status = office.program.window.status
        qtbot.waitUntil(lambda: status.checks.isVisible(), timeout=5_000)
        assert status.checks.text() == "検算：確認が必要 2件"

    def test_a_year_without_figures_does_not_agree(self, office: Office, qtbot: QtBot) -> None:
        window = office.program.window
        assert window.desk is not None
        for year, words in ((2021, "検算：数字なし"), (2023, "検算：確認が必要 2件")):
            window.desk.outlook.choose_year(FiscalYear(year, 6))
            qtbot.waitUntil(lambda words=words: window.status.checks.text() == words, timeout=5_000)

    def test_f6_lists_what_was_found_and_the_navigation_leads_back(
        self, office: Office, qtbot: QtBot
    ) -> None:
        window = office.program.window
        qtbot.keyClick(window, Qt.Key.Key_F6)
        aside = window.stack.currentWidget()
        assert window.focusWidget() is aside.list
        aside.list.setCurrentItem(aside.list.topLevelItem(1))
        assert "7,676" in aside.detail.accessibleName()
        assert window.navigation.marked() == -1
        qtbot.mouseClick(
            window.navigation, Qt.MouseButton.LeftButton, pos=window.navigation.button_rect(0).center()
        )
        assert window.page() is not None

    def test_the_list_follows_the_figures_and_keeps_what_is_chosen(
        self, office: Office, qtbot: QtBot
    ) -> None:
        window, session = office.program.window, office.program.session
        qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        grid = window.grid()
        grid.go(0, 1)
        qtbot.keyClick(grid, Qt.Key.Key_Delete)
        qtbot.keyClick(window, Qt.Key.Key_F6)
        aside = window.stack.currentWidget()
        aside.list.setCurrentItem(aside.list.topLevelItem(1))
        whole = aside.detail.accessibleName()
        assert "7,676" in whole

        assert session.undo() is not None
        qtbot.waitUntil(lambda: aside.list.topLevelItemCount() == 2, timeout=5_000)
        assert "7,675" in aside.detail.accessibleName() != whole
        aside.show_findings((), True)
        assert "食い違いはありません" in aside.detail.accessibleName()
        assert not aside.go.isVisible()
        aside.show_findings((), False)
        assert "検算するものがありません" in aside.detail.accessibleName(), "nothing was checked"
        office.program._checks.now()
        assert aside.go.isVisible()

    def test_enter_on_a_finding_leads_to_its_figure(self, office: Office, qtbot: QtBot) -> None:
        window = office.program.window
        qtbot.keyClick(window, Qt.Key.Key_F6)
        aside = window.stack.currentWidget()
        aside.list.setCurrentItem(aside.list.topLevelItem(1))
        qtbot.keyClick(aside.list, Qt.Key.Key_Return)
        page = window.page()
        assert window.navigation.marked() == 2
        grid = page.grid()
        assert window.focusWidget() is grid
        row, column = grid.current
        assert grid.table.columns[column].path == "全共済 計／実績"
        assert grid.table.cells[row][column].text == "7,675"

    def test_a_finding_of_a_single_table_leads_there_too(self, office: Office, qtbot: QtBot) -> None:
        window = office.program.window
        qtbot.keyClick(window, Qt.Key.Key_F6)
        aside = window.stack.currentWidget()
        assert "公式アプリ登録" in aside.list.topLevelItem(0).text(2)
        aside.go.click()
        page = window.page()
        assert page.form().title == "公式アプリ登録 拠点別"
        row, column = page.grid().current
        assert (page.grid().table.rows[row].name, page.grid().table.columns[column].label) == ("合計", "累計")


class TestBreakdown:
    def test_a_fault_is_told_in_a_sentence_and_recorded_without_figures(
        self,
        office: Office,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        import sys

        from kyosai_desktop.ui import breakdown

        monkeypatch.setattr(sys, "excepthook", sys.excepthook)
        breakdown.watch(tmp_path / "log", office.program.tell_breakdown)
        try:
            raise ValueError("高山 正道の1,150件")
        except ValueError as error:
            sys.excepthook(ValueError, error, error.__traceback__)
        assert told(office.program).startswith("申し訳ありません。処理を続けられませんでした。")
        record = breakdown.latest_record(tmp_path / "log")
        assert "ValueError" in record and "test_program.py" in record
        assert "高山" not in record and "1,150" not in record

    def test_the_record_can_be_saved_for_a_question(self, office: Office, tmp_path: Path) -> None:
        target = tmp_path / "記録.txt"
        office.dialogs.targets.append(target)
        office.program.window.commands.report.trigger()
        assert "Python" in target.read_text(encoding="utf-8")


@pytest.fixture
def no_modal_dialog(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(self: QDialog) -> int:
        raise AssertionError(f"a modal dialog: {self.windowTitle()}")

    monkeypatch.setattr(QDialog, "exec", refuse)
    monkeypatch.setattr(QMessageBox, "exec", refuse)
    yield


def test_every_command_of_the_menus_does_something(
    office: Office, no_modal_dialog: None, qtbot: QtBot, qapp: QApplication
) -> None:
    """Nothing raises, nothing is modal; those that need an answer get やめる."""
    window = office.program.window
    window.show_page(PageName.RESULTS)
    commands = window.commands
    for menu in window.menuBar().actions():
        assert menu.menu().actions(), menu.text()
        for action in menu.menu().actions():
            if action.isSeparator() or action.menu() or action is commands.quit:
                continue
            action.trigger()
            qapp.processEvents()
    window.showNormal()
