"""A book of an older program becomes one of this program, whole or not at all."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import pytest

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.store import backup, migrations, opening, pragmas
from kyosai_desktop.store.backup import BackupReason, list_backups
from kyosai_desktop.store.migrations import migrate, schema_version, statements, unrecordable_tables
from kyosai_desktop.store.opening import create_book, open_book

Child = Callable[..., Any]
SCHEMA = Path(migrations.__file__).with_name("schema")


def schema_of(path: Path) -> list[tuple[Any, ...]]:
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return connection.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name"
        ).fetchall()
    finally:
        connection.close()


def version_of(path: Path) -> int:
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return pragmas.number(connection, "user_version")
    finally:
        connection.close()


@pytest.fixture
def old_book(tmp_path: Path) -> Path:
    """A book as the first schema alone makes it, with one step in its history."""
    first = tmp_path / "第1版の形式"
    first.mkdir()
    shutil.copy(next(SCHEMA.glob("0001_*.sql")), first)
    path = tmp_path / "台帳.kyosai"
    connection = apsw.Connection(str(path))
    migrate(connection, "田中", application_id=pragmas.APPLICATION_ID, folder=first)
    connection.execute(
        "INSERT INTO history VALUES (1, 77, '2024-05-31T08:05:12Z', '田中', '実績を入力', '[]', 'done', x'')"
    )
    connection.execute(
        "INSERT INTO history VALUES (2, 78, '2024-05-31T08:06:12Z', '田中', '目標を入力', '[]', 'undone', x'')"
    )
    connection.close()
    return path


def test_the_statements_of_a_script_are_split_where_sqlite_ends_them() -> None:
    script = """
    -- a comment; with a semicolon
    CREATE TABLE a (b TEXT DEFAULT ';'); CREATE TABLE c (d);
    CREATE TRIGGER e AFTER INSERT ON a BEGIN
      DELETE FROM c; /* ; */ INSERT INTO c VALUES ('x;y');
    END;
    -- the end;
    """
    found = list(statements(script))
    assert len(found) == 3
    connection = apsw.Connection(":memory:")
    for statement in found:
        connection.execute(statement)


@pytest.mark.parametrize("script", ["CREATE TABLE a (b)", "CREATE TABLE a (b); SELECT 'open;"])
def test_a_script_that_ends_inside_a_statement_is_our_mistake(script: str) -> None:
    with pytest.raises(ValueError, match="incomplete"):
        list(statements(script))


def test_a_migrated_book_has_the_schema_of_a_new_one(old_book: Path, tmp_path: Path) -> None:
    new = tmp_path / "新.kyosai"
    create_book(new).close()
    open_book(old_book).close()
    assert version_of(old_book) == schema_version()
    assert schema_of(old_book) == schema_of(new)


def test_a_migration_is_preceded_by_a_backup_of_the_old_book(old_book: Path) -> None:
    open_book(old_book).close()
    [made] = [made for made in list_backups(old_book) if made.reason is BackupReason.MIGRATION]
    assert version_of(made.path) == 1
    assert backup.verify_backup(made.path) is None


def test_without_a_backup_there_is_no_migration(old_book: Path) -> None:
    old_book.with_name(backup.FOLDER_NAME).write_text("フォルダーを作らせない")
    with pytest.raises(Refused) as refused:
        open_book(old_book)
    assert refused.value.problems[0].code == "backup.not_made"
    assert version_of(old_book) == 1
    assert {file.name for file in old_book.parent.glob("台帳*")} == {"台帳.kyosai"}


def test_a_migration_closes_the_history_but_leaves_it_readable(old_book: Path) -> None:
    book = open_book(old_book, user="佐藤")
    migration, undone, done = book.history()
    assert (done.label, done.user, done.undoable) == ("実績を入力", "田中", False)
    assert (undone.label, undone.state.value) == ("目標を入力", "dropped")
    assert migration.label == f"ブックの形式の更新（第1版から第{schema_version()}版）"
    assert (book.undo_label(), book.redo_label()) == (None, None)
    assert isinstance(book.undo(), Problem)
    cancelled = book.cancel(77)
    assert isinstance(cancelled, Problem)
    assert cancelled.code == "history.not_in_effect"
    with book.change("設定") as tx:
        tx.execute("INSERT INTO book_setting VALUES ('a', '1')")
    assert book.undo_label() == "設定"
    book.undo()
    assert book.undo_label() is None
    book.close()


def test_a_read_only_copy_of_an_older_book_is_brought_up_to_date_in_memory(old_book: Path) -> None:
    connection = apsw.Connection(str(old_book))
    made = backup.write_backup(connection, old_book, BackupReason.ASKED)
    connection.close()
    copy = opening.open_read_only_copy(old_book)
    assert copy.query("SELECT count(*) FROM book_setting") == [(0,)]
    copy.close()
    assert version_of(made.path) == 1


def test_every_table_can_be_recorded(tmp_path: Path) -> None:
    connection = apsw.Connection(str(tmp_path / "a.kyosai"))
    connection.execute("CREATE TABLE no_key (a TEXT) STRICT")
    connection.execute("CREATE TABLE open_key (a TEXT, b TEXT NOT NULL, PRIMARY KEY (a, b))")
    connection.execute("CREATE TABLE id_key (a INTEGER PRIMARY KEY) STRICT")
    connection.execute("CREATE TABLE text_key (a TEXT PRIMARY KEY) STRICT, WITHOUT ROWID")
    assert unrecordable_tables(connection) == ["no_key", "open_key"]


@pytest.mark.parametrize(
    "bad",
    [
        "CREATE TABLE no_key (a TEXT) STRICT;",
        "INSERT INTO history_event VALUES (9, 9, 'done', '', '');",
        "CREATE TRIGGER t AFTER INSERT ON history BEGIN DELETE FROM history_event; END;",
    ],
)
def test_a_migration_that_breaks_a_rule_of_the_book_changes_nothing(
    old_book: Path, tmp_path: Path, bad: str
) -> None:
    folder = tmp_path / "次の形式"
    shutil.copytree(SCHEMA, folder)
    (folder / f"{schema_version() + 1:04}_bad.sql").write_text(bad, encoding="utf-8")
    before = schema_of(old_book)
    connection = apsw.Connection(str(old_book))
    with pytest.raises(RuntimeError):
        migrate(connection, "", folder=folder)
    connection.close()
    assert (version_of(old_book), schema_of(old_book)) == (1, before)


def test_a_migration_killed_at_any_statement_leaves_the_old_book(
    old_book: Path, tmp_path: Path, child: Child
) -> None:
    before = schema_of(old_book)
    total = sum(len(list(statements(file.read_text("utf-8")))) for file in SCHEMA.glob("000[2-9]_*.sql"))
    for last in sorted({1, 2, total // 2, total - 1, total}):

        def die_after(last: int = last) -> None:
            connection = apsw.Connection(str(old_book))
            pragmas.set_up(connection)
            connection.execute(
                "PRAGMA cache_size = 1"
            ).fetchall()  # spill pages into the file before the commit
            seen = 0

            def count(_cursor: object, sql: str, _bindings: object) -> bool:
                nonlocal seen
                seen += sql.startswith(("CREATE", "--"))
                if seen > last or (sql == "COMMIT" and seen >= last):
                    os.kill(os.getpid(), signal.SIGKILL)
                return True

            connection.exec_trace = count
            migrate(connection, "")

        with pytest.raises(AssertionError):
            child(die_after)
        stranger = apsw.Connection(str(old_book))  # SQLite rolls back what was cut off
        assert pragmas.number(stranger, "user_version") == 1
        stranger.close()
        assert schema_of(old_book) == before
    open_book(old_book).close()
    assert version_of(old_book) == schema_version()
