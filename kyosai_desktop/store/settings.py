"""SQL of the office's settings that belong to the book."""

from __future__ import annotations

from kyosai_desktop.store.book import Book, Transaction

SAMPLE = "sample"
"""Set when the book holds 見本データ."""

FIRST_YEAR = "first_year"
"""The 年度 that the book was made for, while it holds no figures."""


def read_setting(book: Book, name: str) -> str:
    """The value of a setting, '' when it isn't set."""
    rows = book.query("SELECT value FROM book_setting WHERE name = ?", (name,))
    return str(rows[0][0]) if rows else ""


def write_setting(tx: Transaction, name: str, value: str) -> None:
    """Set a setting; '' removes it."""
    if value:
        tx.execute("INSERT OR REPLACE INTO book_setting VALUES (?, ?)", (name, value))
    else:
        tx.execute("DELETE FROM book_setting WHERE name = ?", (name,))
