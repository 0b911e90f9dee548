"""The store thread: requests go there, values and announcements come back to the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.operations import books
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.opening import open_book
from kyosai_desktop.ui.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session(lambda: books.create(tmp_path / "試.kyosai", "rosai", user="試験"))
    yield made
    made.close()


def rename_council(book: Book) -> None:
    with book.change("会議体の名前を変更") as tx:
        tx.execute("UPDATE council SET name = '試験会議'")


def test_requests_run_on_the_thread_that_opened_the_book(session: Session) -> None:
    names = {session.read(lambda _book: threading.current_thread().name) for _ in range(3)}
    assert len(names) == 1
    assert names != {threading.current_thread().name}


def test_what_a_request_raises_is_raised_where_it_was_asked(session: Session) -> None:
    def refuse(_book: Book) -> None:
        raise Refused(Problem("x.y", "できません。", "待ってください。"))

    with pytest.raises(Refused):
        session.read(refuse)
    assert session.read(lambda book: book.history()) != []


def test_a_change_is_announced_in_the_gui_thread(session: Session, qtbot: QtBot) -> None:
    heard: list[tuple[frozenset[str], str]] = []
    session.changed.connect(lambda tables: heard.append((tables, threading.current_thread().name)))
    with qtbot.waitSignal(session.changed, timeout=2_000):
        session.read(rename_council)
    assert heard == [(frozenset({"council"}), threading.current_thread().name)]
    assert session.saved_at is not None


def test_later_brings_the_value_to_the_gui_thread(session: Session, qtbot: QtBot) -> None:
    arrived: list[tuple[int, str]] = []
    session.later(
        session,
        lambda book: len(books.councils(book)),
        lambda count: arrived.append((count, threading.current_thread().name)),
        lambda problems: pytest.fail(str(problems)),
    )
    assert arrived == []
    qtbot.waitUntil(lambda: bool(arrived), timeout=2_000)
    assert arrived == [(1, threading.current_thread().name)]


def test_later_brings_refusals_as_problems(session: Session, qtbot: QtBot) -> None:
    told: list[Problem] = []

    def refuse(_book: Book) -> None:
        raise Refused(Problem("x.y", "できません。", "待ってください。"))

    session.later(
        session,
        refuse,
        lambda _value: pytest.fail("no value was due"),
        lambda problems: told.extend(problems),
    )
    qtbot.waitUntil(lambda: bool(told), timeout=2_000)
    assert told[0].code == "x.y"


def test_a_book_that_cannot_be_opened_leaves_no_thread(tmp_path: Path) -> None:
    before = threading.active_count()
    with pytest.raises(Refused):
        Session(lambda: open_book(tmp_path / "ない.kyosai"))
    assert threading.active_count() == before


def test_after_closing_another_may_open_the_book(tmp_path: Path) -> None:
    path = tmp_path / "試.kyosai"
    Session(lambda: books.create(path, "rosai")).close()
    again = Session(lambda: open_book(path))
    assert again.path == path
    again.close()


def test_an_answer_for_a_page_that_is_gone_is_dropped(session: Session, qtbot: QtBot) -> None:
    page = QObject()
    session.later(
        page, lambda _book: 1, lambda _value: pytest.fail("the page is gone"), lambda _problems: None
    )
    shiboken6.delete(page)
    heard: list[int] = []
    session.later(session, lambda _book: 2, heard.append, lambda _problems: None)
    qtbot.waitUntil(lambda: heard == [2], timeout=2_000)


def test_a_closed_book_refuses_loudly_instead_of_waiting_for_ever(tmp_path: Path, qtbot: QtBot) -> None:
    made = Session(lambda: books.create(tmp_path / "試.kyosai", "rosai"))
    heard: list[object] = []
    made.changed.connect(heard.append)
    made.later(made, lambda _book: 1, heard.append, heard.append)
    made.read(rename_council)
    made.close()
    with pytest.raises(RuntimeError):
        made.read(books.councils)
    made.later(made, books.councils, heard.append, heard.append)
    qtbot.wait(30)
    assert heard == []
