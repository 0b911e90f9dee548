"""Bringing a book to the schema of this program: numbered SQL files, all in one transaction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import apsw

from kyosai_desktop.store import history, pragmas
from kyosai_desktop.store.ids import new_id

_FOLDER = Path(__file__).with_name("schema")
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


def schema_version(folder: Path = _FOLDER) -> int:
    """The number of the newest schema file; a book's ``user_version`` says which it has."""
    return len(_files(folder))


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script one by one; ``;`` inside triggers, strings and comments doesn't split.

    Raises:
        ValueError: the last statement isn't complete.
    """
    statement = ""
    for piece in re.split(r"(?<=;)", script):
        statement += piece
        if apsw.complete(statement):
            yield statement.strip()
            statement = ""
    if _COMMENT.sub("", statement).strip():
        raise ValueError(f"incomplete SQL: {statement.strip()[:80]}")


def migrate(
    connection: apsw.Connection, user: str, *, application_id: int | None = None, folder: Path = _FOLDER
) -> None:
    """Run every schema file the book hasn't had yet and raise its ``user_version``: all of it, or nothing.

    A book that had a schema gets a step that closes its history; its caller has made a backup before.
    ``application_id`` marks a book just being made.

    Raises:
        RuntimeError: a schema file breaks a rule of the book (our mistake; nothing was changed).
        apsw.Error: the disk didn't take it (nothing was changed).
    """
    version = pragmas.number(connection, "user_version")
    files = _files(folder)
    connection.execute("PRAGMA foreign_keys = OFF").fetchall()
    connection.execute("BEGIN IMMEDIATE")
    try:
        for file in files[version:]:
            for statement in statements(file.read_text(encoding="utf-8")):
                connection.execute(statement).fetchall()
        _require_sound(connection)
        if version:
            label = f"ブックの形式の更新（第{version}版から第{len(files)}版）"
            history.record(connection, new_id(), label, user, (), None)
        if application_id is not None:
            connection.execute(f"PRAGMA application_id = {application_id}").fetchall()
        connection.execute(f"PRAGMA user_version = {len(files)}").fetchall()
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA foreign_keys = ON").fetchall()


def unrecordable_tables(connection: apsw.Connection) -> list[str]:
    """Tables whose changes would silently go unrecorded: no primary key, or one that may be NULL."""
    found = []
    for (table,) in connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall():
        columns = connection.execute(
            'SELECT type, "notnull" FROM pragma_table_info(?) WHERE pk > 0', (table,)
        ).fetchall()
        is_rowid = len(columns) == 1 and columns[0][0] == "INTEGER"
        if not columns or not (is_rowid or all(notnull for _type, notnull in columns)):
            found.append(str(table))
    return found


def _files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    numbers = [int(file.name[:4]) for file in files]
    if not files or numbers != list(range(1, len(files) + 1)):
        raise RuntimeError(f"the schema files aren't numbered 1, 2, 3 …: {numbers}")
    return files


def _require_sound(connection: apsw.Connection) -> None:
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise RuntimeError(f"the migration leaves rows without what they refer to: {orphans[:5]}")
    triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    if triggers:
        raise RuntimeError(f"triggers would run a second time when a step is undone: {triggers}")
    unrecordable = unrecordable_tables(connection)
    if unrecordable:
        raise RuntimeError(f"tables without a NOT NULL primary key can't be recorded: {unrecordable}")
