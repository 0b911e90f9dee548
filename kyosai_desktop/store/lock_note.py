"""A small note beside an open book that says who has it. Only words: the lock itself is SQLite's."""

from __future__ import annotations

import contextlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path


def write(book: Path, user: str) -> None:
    """Say that this program has ``book`` from now on. A note left by a program that died is replaced.

    Raises:
        OSError: the folder doesn't take it.
    """
    note = {
        "host": _this_computer(),
        "user": user,
        "pid": os.getpid(),
        "since": datetime.now(UTC).replace(microsecond=0).isoformat(),
    }
    note_of(book).write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")


def remove(book: Path) -> None:
    """Take the note away; the caller still holds the lock."""
    with contextlib.suppress(OSError):
        note_of(book).unlink()


def holder_words(book: Path) -> str:
    """Who has ``book`` since when: 「山田さん（PC-3）が5月31日 08:05から」; empty if unknown."""
    try:
        note = json.loads(note_of(book).read_text(encoding="utf-8"))
        user, host, pid = str(note["user"]), str(note["host"]), int(note["pid"])
        since = datetime.fromisoformat(note["since"]).astimezone()
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    if host == _this_computer() and pid == os.getpid():
        who = "このパソコンの共済デスク"
    else:
        who = f"{user}さん（{host}）" if user else f"「{host}」のパソコン"
    return f"{who}が{since.month}月{since.day}日 {since:%H:%M}から"


def _this_computer() -> str:
    return os.environ.get("COMPUTERNAME", "") if os.name == "nt" else os.uname().nodename


def note_of(book: Path) -> Path:
    """Where the note of ``book`` is."""
    return book.with_name(f"{book.name}.使用中.json")
