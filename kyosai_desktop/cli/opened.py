"""The book a command works on, open for as long as it takes."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from kyosai_desktop.cli.answer import Console
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.series import Council
from kyosai_desktop.operations.books import councils
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.opening import open_book


@contextmanager
def opened(path: Path, console: Console) -> Generator[Book, None, None]:
    """The book at ``path``, closed at the end. A backup that couldn't be made at the close is a notice: what was asked is
    done. Raises ``Refused`` when it can't be opened."""
    book = open_book(path)
    try:
        yield book
    finally:
        problem = book.close()
        if problem is not None:
            console.notice(problem)


def councils_called(book: Book, name: str) -> list[Council]:
    """The council with this code or name, all when ``name`` is ''. Raises ``Refused`` (``council.unknown``)."""
    known = councils(book)
    found = [council for council in known if name in ("", council.code, council.name, council.short_name)]
    if name and not found:
        codes = "、".join(f"{council.code}（{council.short_name}）" for council in known) or "（なし）"
        raise Refused(
            Problem(
                "council.unknown",
                f"「{name}」という会議体はこのブックにありません。",
                f"このブックの会議体は {codes} です。",
            )
        )
    return found
