"""The one door: changes are whole or nothing, recorded, announced, and taken back exactly."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.history import EventKind, Step, StepState
from kyosai_desktop.store.opening import create_book, open_book


@pytest.fixture
def book(tmp_path: Path):
    book = create_book(tmp_path / "労済 台帳.kyosai", user="田中")
    yield book
    book.close()


def name_setting(book: Book, name: str, value: str) -> None:
    with book.change(f"{name}を設定") as tx:
        tx.execute("INSERT OR REPLACE INTO book_setting (name, value) VALUES (?, ?)", (name, value))


def settings(book: Book) -> dict[str, str]:
    return dict(book.query("SELECT name, value FROM book_setting"))


def test_a_change_is_recorded_under_its_label_with_user_time_and_tables(book: Book) -> None:
    name_setting(book, "事務局", "函館")
    [step] = book.history()
    assert (step.label, step.user, step.tables, step.state) == (
        "事務局を設定",
        "田中",
        frozenset({"book_setting"}),
        StepState.DONE,
    )
    assert step.undoable
    assert step.time.utcoffset().total_seconds() == 0


def test_a_change_that_leaves_all_as_it_was_records_no_step_and_announces_nothing(book: Book) -> None:
    name_setting(book, "事務局", "函館")
    told: list[frozenset[str]] = []
    book.on_change(told.append)
    with book.change("同じ値") as tx:
        tx.execute("UPDATE book_setting SET value = '函館'")
    with book.change("入れて消す") as tx:
        tx.execute("INSERT INTO book_setting VALUES ('仮', '1')")
        tx.execute("DELETE FROM book_setting WHERE name = '仮'")
    assert [step.label for step in book.history()] == ["事務局を設定"]
    assert told == []


@pytest.mark.parametrize("failure", [ValueError("誤り"), KeyboardInterrupt()])
def test_an_exception_rolls_all_back_and_leaves_the_book_usable(book: Book, failure: BaseException) -> None:
    with pytest.raises(type(failure)), book.change("途中で止まる") as tx:
        tx.execute("INSERT INTO book_setting VALUES ('仮', '1')")
        raise failure
    assert settings(book) == {}
    assert book.history() == []
    name_setting(book, "事務局", "函館")
    assert settings(book) == {"事務局": "函館"}


def test_a_change_inside_a_change_is_our_mistake_and_rolls_back(book: Book) -> None:
    with pytest.raises(RuntimeError), book.change("外") as tx:
        tx.execute("INSERT INTO book_setting VALUES ('仮', '1')")
        with book.change("内"):
            pass
    assert settings(book) == {}


def test_undo_inside_a_change_is_our_mistake(book: Book) -> None:
    with pytest.raises(RuntimeError), book.change("外"):
        book.undo()


def test_a_backup_inside_a_change_is_our_mistake(book: Book, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), book.change("外"):
        book.backup()
    with pytest.raises(RuntimeError), book.change("外"):
        book.backup_to(tmp_path / "写し.kyosai")


def test_a_transaction_is_dead_after_its_block(book: Book) -> None:
    with book.change("済み") as tx:
        pass
    with pytest.raises(RuntimeError):
        tx.execute("SELECT 1")


def test_a_query_cannot_write(book: Book) -> None:
    with pytest.raises(RuntimeError):
        book.query("INSERT INTO book_setting VALUES ('裏口', '1')")
    assert settings(book) == {}


def test_ending_the_transaction_inside_a_change_is_our_mistake(book: Book) -> None:
    with pytest.raises(RuntimeError), book.change("勝手に確定") as tx:
        tx.execute("COMMIT")


def test_undo_and_redo_bring_back_exactly_what_was(book: Book) -> None:
    name_setting(book, "事務局", "函館")
    name_setting(book, "事務局", "釧路")
    assert book.undo_label() == "事務局を設定"
    undone = book.undo()
    assert isinstance(undone, Step)
    assert undone.state is StepState.UNDONE
    assert settings(book) == {"事務局": "函館"}
    book.undo()
    assert settings(book) == {}
    assert book.undo_label() is None
    book.redo()
    assert settings(book) == {"事務局": "函館"}
    book.redo()
    assert settings(book) == {"事務局": "釧路"}
    assert book.redo_label() is None


def test_nothing_to_undo_or_redo_is_said(book: Book) -> None:
    undo, redo = book.undo(), book.redo()
    assert isinstance(undo, Problem)
    assert isinstance(redo, Problem)
    assert (undo.code, redo.code) == ("history.nothing_to_undo", "history.nothing_to_redo")


def test_undo_survives_closing_the_program(tmp_path: Path) -> None:
    book = create_book(tmp_path / "台帳.kyosai")
    name_setting(book, "事務局", "函館")
    name_setting(book, "事務局", "釧路")
    book.undo()
    book.close()
    book = open_book(tmp_path / "台帳.kyosai")
    assert (book.undo_label(), book.redo_label()) == ("事務局を設定", "事務局を設定")
    book.undo()
    assert settings(book) == {}
    book.close()


def test_a_change_after_undo_drops_the_branch_but_keeps_it_readable(book: Book) -> None:
    name_setting(book, "a", "1")
    name_setting(book, "b", "1")
    book.undo()
    name_setting(book, "c", "1")
    assert book.redo_label() is None
    assert [(step.label, step.state) for step in book.history()] == [
        ("cを設定", StepState.DONE),
        ("bを設定", StepState.DROPPED),
        ("aを設定", StepState.DONE),
    ]
    book.undo()
    book.undo()
    assert settings(book) == {}


def test_the_audit_trail_tells_what_really_happened(book: Book) -> None:
    name_setting(book, "a", "1")
    book.undo()
    book.redo()
    book.undo()
    name_setting(book, "b", "1")
    assert [(event.kind, event.label, event.user) for event in reversed(book.events())] == [
        (EventKind.DONE, "aを設定", "田中"),
        (EventKind.UNDONE, "aを設定", "田中"),
        (EventKind.REDONE, "aを設定", "田中"),
        (EventKind.UNDONE, "aを設定", "田中"),
        (EventKind.DROPPED, "aを設定", "田中"),
        (EventKind.DONE, "bを設定", "田中"),
    ]


def test_do_undo_and_redo_announce_the_changed_tables_alike(book: Book) -> None:
    told: list[frozenset[str]] = []
    unsubscribe = book.on_change(told.append)
    name_setting(book, "a", "1")
    book.undo()
    book.redo()
    unsubscribe()
    unsubscribe()
    name_setting(book, "b", "1")
    assert told == [frozenset({"book_setting"})] * 3


def test_listeners_are_told_after_the_commit_and_may_change_the_book(book: Book) -> None:
    def count_it(_tables: frozenset[str]) -> None:
        if "回数" not in settings(book):
            name_setting(book, "回数", "1")

    book.on_change(count_it)
    name_setting(book, "a", "1")
    assert settings(book) == {"a": "1", "回数": "1"}


def test_deleting_with_all_that_hangs_on_it_is_undone_to_the_last_row(book: Book) -> None:
    with book.change("用意") as tx:
        tx.execute("INSERT INTO axis VALUES (1, 'region', '地域', 0, 1, 0)")
        tx.executemany(
            "INSERT INTO member VALUES (?, 1, ?, ?, 0, ?, NULL, NULL)",
            [(number, f"m{number}", f"ブロック{number}", number) for number in range(1, 30)],
        )
    before = book.query("SELECT * FROM member")
    with book.change("分類を削除") as tx:
        tx.execute("DELETE FROM axis")
    assert book.query("SELECT count(*) FROM member") == [(0,)]
    book.undo()
    assert book.query("SELECT * FROM member") == before
    assert book.query("PRAGMA foreign_key_check") == []


def test_undo_that_meets_a_row_changed_behind_its_back_changes_nothing_and_says_why(tmp_path: Path) -> None:
    path = tmp_path / "台帳.kyosai"
    book = create_book(path)
    name_setting(book, "a", "1")
    name_setting(book, "a", "2")
    book.close()
    stranger = apsw.Connection(str(path))
    stranger.execute("UPDATE book_setting SET value = '9'")
    stranger.close()
    book = open_book(path)
    problem = book.undo()
    assert isinstance(problem, Problem)
    assert problem.code == "history.changed_since"
    assert settings(book) == {"a": "9"}
    assert book.undo_label() == "aを設定"
    book.close()


def test_undo_that_would_leave_orphans_changes_nothing_and_says_why(tmp_path: Path) -> None:
    path = tmp_path / "台帳.kyosai"
    book = create_book(path)
    with book.change("分類を追加") as tx:
        tx.execute("INSERT INTO axis VALUES (1, 'region', '地域', 0, 1, 0)")
    book.close()
    stranger = apsw.Connection(str(path))
    stranger.execute("INSERT INTO member VALUES (7, 1, 'm', '石狩', 0, 0, NULL, NULL)")
    stranger.close()
    book = open_book(path)
    problem = book.undo()
    assert isinstance(problem, Problem)
    assert problem.code == "history.still_used"
    assert book.query("SELECT count(*) FROM axis") == [(1,)]
    book.close()


def test_values_swapped_under_a_unique_rule_are_undone(book: Book) -> None:
    with book.change("用意") as tx:
        tx.execute("INSERT INTO axis VALUES (1, 'a', '地域', 0, 1, 0), (2, 'b', '産別', 0, 1, 1)")
    with book.change("入れ替え") as tx:
        tx.execute("UPDATE axis SET code = 'x' WHERE id = 1")
        tx.execute("UPDATE axis SET code = 'a' WHERE id = 2")
        tx.execute("UPDATE axis SET code = 'b' WHERE id = 1")
    assert isinstance(book.undo(), Step)
    assert book.query("SELECT id, code FROM axis ORDER BY id") == [(1, "a"), (2, "b")]


def test_a_full_disk_refuses_the_change_and_the_book_stays_usable(book: Book) -> None:
    name_setting(book, "a", "1")
    [(pages,)] = book.query("PRAGMA page_count")
    book.query(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Refused) as refused:
        name_setting(book, "長い", "長" * 100_000)
    assert refused.value.problems[0].code == "book.disk_full"
    assert settings(book) == {"a": "1"}
    book.query("PRAGMA max_page_count = 1000000")
    name_setting(book, "b", "2")
    assert settings(book) == {"a": "1", "b": "2"}


def test_what_was_done_before_the_history_was_closed_stays(book: Book, tmp_path: Path) -> None:
    name_setting(book, "事務局", "函館")
    book.close_history()
    assert book.undo_label() is None
    assert isinstance(book.undo(), Problem)
    [step] = book.history()
    assert (step.label, step.undoable) == ("事務局を設定", False)
    assert [event.label for event in book.events()] == ["事務局を設定"]
    assert isinstance(book.cancel(step.id), Problem)
    assert settings(book) == {"事務局": "函館"}


def test_what_is_done_after_the_history_was_closed_is_undone_back_to_there(book: Book) -> None:
    name_setting(book, "事務局", "函館")
    book.close_history()
    name_setting(book, "事務局", "釧路")
    assert book.undo_label() == "事務局を設定"
    book.undo()
    assert settings(book) == {"事務局": "函館"}
    assert book.undo_label() is None
    book.redo()
    assert settings(book) == {"事務局": "釧路"}
