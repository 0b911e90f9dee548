"""A new book from a 設定ブック of another office: its masters and forms, no figures."""

from __future__ import annotations

from pathlib import Path

from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.operations import books
from kyosai_desktop.operations.settings.changes import plan
from kyosai_desktop.operations.settings.load import load
from kyosai_desktop.operations.settings.workbook import SettingsBook
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.councils import load_councils


def create_from_settings(path: Path, loaded: SettingsBook, *, user: str | None = None) -> Book:
    """Make a book that the 設定ブック sets up; as with every new book, undo never leads back behind it.

    Raises ``Refused`` when the workbook has a mistake or no 会議体 (``settings.no_council``), or the file can't be made;
    then there is none.
    """
    book = books.create(path, "empty", user=user)
    try:
        load(book, plan(book, loaded), backup=False)
        if not load_councils(book):
            raise Refused(_no_council(loaded.file))
        book.close_history()
    except BaseException:
        book.close()
        book.path.unlink()
        raise
    return book


def _no_council(file: str) -> Problem:
    return Problem(
        "settings.no_council",
        "この設定ブックには会議体がないため、新しいブックを作れません。",
        "会議体のあるブックの「設定」＞「設定ブック」から書き出したものを選んでください。",
        place=Place(file=file),
    )
