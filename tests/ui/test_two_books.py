"""One book after another in the same window: nothing of the one before is asked, shown or told any more."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.page import PageName

if TYPE_CHECKING:
    from conftest import Office


@pytest.fixture
def second(sample_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample_file, tmp_path / "第二.kyosai"))


def choose(office: Office, box: str, index: int) -> None:
    combo = getattr(office.program.window.header, box)
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def test_council_and_year_are_chosen_in_the_book_that_is_open(office: Office, second: Path) -> None:
    before = office.program.session
    assert office.program.open(second)
    choose(office, "council", 1)
    choose(office, "year", 1)
    desk = office.program.window.desk
    assert before is not None and before.closed
    assert desk is not None and desk.outlook.current is not None
    assert desk.outlook.current.council == desk.outlook.councils[1]


def test_after_a_backup_came_back_the_council_can_be_chosen(office: Office, qtbot: QtBot) -> None:
    session = office.program.session
    assert session is not None
    made = session.read(Book.backup)
    for name in PageName:
        office.program.window.show_page(name)
    office.program.restore(made.path)
    for index in (1, 0):
        choose(office, "council", index)
    qtbot.wait(700)  # 検算 begins once the hands rest


def test_what_a_page_had_asked_for_is_dropped_with_its_book(
    office: Office, second: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    jobs = office.program.jobs
    hold = threading.Event()
    answered: list[int] = []
    page = office.program.window.show_page(PageName.PAPERS)
    jobs.start(
        page, "長い仕事", lambda _progress: hold.wait(5), lambda _value: answered.append(1), pytest.fail
    )
    jobs.start(page, "次の仕事", lambda _progress: answered.append(2), lambda _value: None, pytest.fail)
    office.program.session.later(page, lambda _book: 1, answered.append, pytest.fail)
    office.program.open(second)
    hold.set()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=5_000)
    assert answered == []


def test_previews_under_way_do_not_reach_the_pages_of_the_closed_book(
    office: Office, second: Path, qtbot: QtBot
) -> None:
    for path in (second, office.book, second):
        office.program.window.show_page(PageName.PAPERS)
        qtbot.wait(40)  # somewhere between reading, making and drawing
        assert office.program.open(path)
    page = office.program.window.show_page(PageName.PAPERS)
    qtbot.waitUntil(lambda: page._preview is not None, timeout=10_000)


class TestNewBook:
    """ファイル→新しいブックを作る… with a book open."""

    def test_it_asks_where_and_says_where_and_what_was_closed(
        self, office: Office, tmp_path: Path, qtbot: QtBot
    ) -> None:
        office.program.window.show_page(PageName.PAPERS)  # whose preview is still being made
        office.dialogs.targets.append(tmp_path / "新年度.kyosai")
        office.program.window.commands.new_books.actions()[0].trigger()
        assert office.dialogs.suggested == [office.book.parent / "共済デスク.kyosai"]
        assert office.program.session is not None
        assert office.program.session.path == tmp_path / "新年度.kyosai"
        notice = office.program.window.info_bar.notice
        assert notice is not None
        assert "新年度" in notice.message and str(tmp_path) in notice.message
        assert "「事務局」は閉じました" in notice.message
        qtbot.wait(300)  # nothing of the closed book breaks
        assert office.program.window.info_bar.notice == notice

    def test_the_closed_one_comes_back_by_a_button(self, office: Office, tmp_path: Path) -> None:
        office.dialogs.targets.append(tmp_path / "新年度.kyosai")
        office.program.window.commands.new_books.actions()[0].trigger()
        [again, _folder] = office.program.window.info_bar.buttons()
        assert again.text() == "「事務局」を開き直す"
        again.click()
        assert office.program.session is not None
        assert office.program.session.path == office.book

    def test_giving_up_leaves_everything(self, office: Office) -> None:
        before = office.program.session
        office.program.window.commands.new_books.actions()[0].trigger()
        assert office.program.session is before
        assert office.program.window.info_bar.notice is None

    def test_an_existing_file_is_not_overwritten(self, office: Office) -> None:
        was = office.book.read_bytes()
        office.dialogs.targets.append(office.book)
        office.program.window.commands.new_books.actions()[0].trigger()
        assert office.program.session is not None
        assert office.program.session.path == office.book
        assert office.book.read_bytes() == was
        assert office.program.window.info_bar.buttons() == []


class TestRecentBooks:
    def lines(self, menu: QMenu) -> list[str]:
        menu.aboutToShow.emit()
        return [action.text() for action in menu.actions()]

    def test_the_books_that_were_open_last_are_in_the_menu(
        self, office: Office, second: Path, tmp_path: Path
    ) -> None:
        office.program.open(second)
        menu = office.program.window.commands.recent_books
        folder = tmp_path.name
        assert self.lines(menu) == [f"&1　第二（{folder}）", f"&2　事務局（{folder}）"]
        menu.actions()[1].trigger()
        assert office.program.session is not None
        assert office.program.session.path == office.book

    def test_five_at_most_and_only_those_that_are_there(
        self, office: Office, second: Path, tmp_path: Path
    ) -> None:
        for number in range(6):
            copy = Path(shutil.copy(second, tmp_path / f"{number}.kyosai"))
            assert office.program.open(copy)
        (tmp_path / "3.kyosai").unlink()
        names = [
            text.split("　")[1].split("（")[0]
            for text in self.lines(office.program.window.commands.recent_books)
        ]
        assert names == ["5", "4", "2", "1"]
