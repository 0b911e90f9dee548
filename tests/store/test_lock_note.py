"""The words about who has a book; the note is only a hint and may be anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kyosai_desktop.store import lock_note


def test_the_note_names_user_computer_and_time(tmp_path: Path) -> None:
    book = tmp_path / "台帳.kyosai"
    note = {"user": "田中", "host": "総務-PC3", "pid": 4, "since": "2024-05-31T00:05:00+00:00"}
    lock_note.note_of(book).write_text(json.dumps(note), encoding="utf-8")
    words = lock_note.holder_words(book)
    assert words.startswith("田中さん（総務-PC3）が")
    assert words.endswith(":05から")


def test_the_own_program_is_named_as_such(tmp_path: Path) -> None:
    book = tmp_path / "台帳.kyosai"
    lock_note.write(book, "田中")
    assert lock_note.holder_words(book).startswith("このパソコンの共済デスクが")
    lock_note.remove(book)
    lock_note.remove(book)
    assert lock_note.holder_words(book) == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"user": "a", "host": "b", "pid": "c", "since": "d"}',
        b'{"user": "a", "host": "b", "pid": 1, "since": 5}',
    ],
)
def test_a_broken_note_says_nothing(tmp_path: Path, content: bytes) -> None:
    book = tmp_path / "台帳.kyosai"
    lock_note.note_of(book).write_bytes(content)
    assert lock_note.holder_words(book) == ""
