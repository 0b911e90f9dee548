"""How every connection to a book is set up, and checked to be."""

from __future__ import annotations

from pathlib import Path

import apsw

APPLICATION_ID = 0x4B594F53  # "KYOS"

# Name, value to set, value read back. This journal mode lost no commit in simulated power cuts without an
# fsync of the folder, which SQLite doesn't do on Windows; secure_delete leaves no deleted number readable.
_PRAGMAS: tuple[tuple[str, str, object], ...] = (
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "TRUNCATE", "truncate"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("recursive_triggers", "ON", 1),
)


def set_up(connection: apsw.Connection) -> None:
    """Set every pragma of a book and read it back.

    Raises:
        RuntimeError: SQLite didn't take one.
    """
    for name, value, _expected in _PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    for name, _value, expected in _PRAGMAS:
        [(found,)] = connection.execute(f"PRAGMA {name}").fetchall()
        if found != expected:
            raise RuntimeError(f"SQLite didn't take {name}: {found!r}, not {expected!r}")


def leave_no_journal(connection: apsw.Connection) -> None:
    """Have SQLite remove the empty journal while it still holds the lock, so that it hits nobody else's."""
    connection.execute("PRAGMA locking_mode = NORMAL").fetchall()
    connection.execute("PRAGMA journal_mode = DELETE").fetchall()


def journal_of(book: Path) -> Path:
    """Where SQLite keeps what a save that is under way has replaced."""
    return book.with_name(book.name + "-journal")


def was_cut_off(book: Path) -> bool:
    """Whether a save of a book at this place was cut off: its journal isn't empty."""
    try:
        return journal_of(book).stat().st_size > 0
    except OSError:
        return False


def number(connection: apsw.Connection, name: str) -> int:
    """The value of a pragma that is a whole number."""
    [(value,)] = connection.execute(f"PRAGMA {name}").fetchall()
    if not isinstance(value, int):
        raise TypeError(f"PRAGMA {name} gave {value!r}")
    return value
