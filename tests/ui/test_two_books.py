"""One book after another in the same window: nothing of the one before is asked, shown or told any more."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication
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
