"""Settings that belong to the book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kyosai_desktop.store.book import Book
from kyosai_desktop.store.opening import create_book
from kyosai_desktop.store.settings import SAMPLE, read_setting, write_setting


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = create_book(tmp_path / "台帳.kyosai")
    yield made
    made.close()


def test_a_setting_is_empty_until_it_is_set_replaced_and_removed(book: Book) -> None:
    seen = [read_setting(book, SAMPLE)]
    for value in ("見本", "見本（髙橋）", ""):
        with book.change("設定") as tx:
            write_setting(tx, SAMPLE, value)
        seen.append(read_setting(book, SAMPLE))
    assert seen == ["", "見本", "見本（髙橋）", ""]
    assert book.query("SELECT * FROM book_setting") == []


def test_one_setting_says_nothing_of_another(book: Book) -> None:
    with book.change("設定") as tx:
        write_setting(tx, "office", "北海道労福協")
    assert read_setting(book, SAMPLE) == ""


def test_undo_takes_a_setting_back(book: Book) -> None:
    for value in ("一", "二"):
        with book.change("設定") as tx:
            write_setting(tx, "office", value)
    book.undo()
    assert read_setting(book, "office") == "一"
