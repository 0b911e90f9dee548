"""Cancelling an older import: what was entered since stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.cancelling import Cancellation, KeptBecause
from kyosai_desktop.store.history import EventKind, Step
from kyosai_desktop.store.opening import create_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    book = create_book(tmp_path / "台帳.kyosai")
    yield book
    book.close()


def put(book: Book, label: str, **settings: str | None) -> int:
    with book.change(label) as tx:
        for name, value in settings.items():
            if value is None:
                tx.execute("DELETE FROM book_setting WHERE name = ?", (name,))
            else:
                tx.execute(
                    "INSERT INTO book_setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                    (name, value),
                )
        return tx.step_id


def settings(book: Book) -> dict[str, str]:
    return dict(book.query("SELECT name, value FROM book_setting ORDER BY name"))


def kept(cancellation: Cancellation | Problem) -> dict[object, KeptBecause]:
    assert isinstance(cancellation, Cancellation)
    return {row.key[0]: row.reason for row in cancellation.kept}


def test_only_rows_that_still_hold_what_the_step_wrote_are_restored(book: Book) -> None:
    put(book, "入力", changed="1", deleted="1", untouched="1")
    imported = put(
        book,
        "取り込み",
        changed="2",
        deleted=None,
        untouched="2",
        added="2",
        added_then_changed="2",
        added_then_gone="2",
    )
    put(book, "そのあと", changed="3", deleted="3", added_then_changed="3", added_then_gone=None)
    expected = {
        "changed": KeptBecause.CHANGED_SINCE,
        "deleted": KeptBecause.ENTERED_AGAIN,
        "added_then_changed": KeptBecause.CHANGED_SINCE,
        "added_then_gone": KeptBecause.DELETED_SINCE,
    }
    before = settings(book)

    preview = book.cancellation(imported)
    assert kept(preview) == expected
    assert settings(book) == before
    assert len(book.history()) == 3

    cancelled = book.cancel(imported)
    assert cancelled == preview
    assert isinstance(cancelled, Cancellation)
    assert cancelled.restored == 2
    assert settings(book) == {"changed": "3", "deleted": "3", "untouched": "1", "added_then_changed": "3"}
    assert book.undo_label() == "取り消し：取り込み"
    assert [event.kind for event in book.events(2)] == [EventKind.DONE, EventKind.CANCELLED]

    book.undo()
    assert settings(book) == before


def test_cancelling_a_whole_import_brings_back_the_state_before_it(book: Book) -> None:
    put(book, "入力", a="1", b="1")
    before = settings(book)
    imported = put(book, "取り込み", a="2", b=None, c="2")
    cancelled = book.cancel(imported)
    assert isinstance(cancelled, Cancellation)
    assert (cancelled.restored, cancelled.kept) == (3, ())
    assert settings(book) == before


def test_what_the_step_added_and_others_use_since_stays(book: Book) -> None:
    with book.change("取り込み") as tx:
        tx.execute("INSERT INTO axis VALUES (1, 'region', '地域', 0, 1, 0), (2, 'union', '産別', 0, 1, 1)")
        tx.execute("INSERT INTO member VALUES (10, 1, 'm', '石狩', 0, 0, NULL, NULL)")
        imported = tx.step_id
    with book.change("種類を付ける") as tx:
        tx.execute("INSERT INTO member_kind VALUES (10, 'ブロック')")
    cancelled = book.cancel(imported)
    assert isinstance(cancelled, Cancellation)
    assert {(row.table, row.key): row.reason for row in cancelled.kept} == {
        ("member", (10,)): KeptBecause.STILL_USED,
        ("axis", (1,)): KeptBecause.STILL_USED,
    }
    assert cancelled.restored == 1
    assert book.query("SELECT id FROM axis") == [(1,)]
    assert book.query("SELECT member_id FROM member_kind") == [(10,)]
    assert book.verify() == []


def test_what_the_step_deleted_does_not_come_back_without_what_it_belongs_to(book: Book) -> None:
    with book.change("用意") as tx:
        tx.execute("INSERT INTO axis VALUES (1, 'region', '地域', 0, 1, 0)")
        tx.execute("INSERT INTO member VALUES (10, 1, 'm', '石狩', 0, 0, NULL, NULL)")
        tx.execute("INSERT INTO book_setting VALUES ('a', '1')")
    with book.change("削除") as tx:
        tx.execute("DELETE FROM member")
        tx.execute("DELETE FROM book_setting")
        deleting = tx.step_id
    with book.change("分類も削除") as tx:
        tx.execute("DELETE FROM axis")
    cancelled = book.cancel(deleting)
    assert isinstance(cancelled, Cancellation)
    assert [(row.table, row.key, row.reason) for row in cancelled.kept] == [
        ("member", (10,), KeptBecause.STILL_USED)
    ]
    assert settings(book) == {"a": "1"}
    assert book.verify() == []


def test_a_name_taken_since_keeps_the_row_away(book: Book) -> None:
    with book.change("用意") as tx:
        tx.execute("INSERT INTO axis VALUES (1, 'region', '地域', 0, 1, 0)")
    with book.change("削除") as tx:
        tx.execute("DELETE FROM axis")
        deleting = tx.step_id
    with book.change("同じ記号で追加") as tx:
        tx.execute("INSERT INTO axis VALUES (2, 'region', '新しい地域', 0, 1, 0)")
    cancelled = book.cancel(deleting)
    assert isinstance(cancelled, Cancellation)
    assert cancelled.restored == 0
    assert [row.reason for row in cancelled.kept] == [KeptBecause.AGAINST_A_RULE]
    assert len(book.history()) == 3


def test_a_step_that_is_not_in_effect_or_not_there_is_refused(book: Book) -> None:
    undone = put(book, "取り込み", a="1")
    assert isinstance(book.undo(), Step)
    answers = [book.cancel(undone), book.cancel(12345), book.cancellation(undone), book.cancellation(12345)]
    assert [answer.code for answer in answers if isinstance(answer, Problem)] == [
        "history.not_in_effect",
        "history.no_such_step",
        "history.not_in_effect",
        "history.no_such_step",
    ]
    assert book.redo_label() == "取り込み"
