"""Opening and making books: every outcome has its own answer, and a file that isn't opened isn't touched."""

from __future__ import annotations

import contextlib
import getpass
import os
import stat
from pathlib import Path

import apsw

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.store import backup, file_replace, lock_note, migrations, pragmas, refusals
from kyosai_desktop.store.backup import BackupReason
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.ids import new_id
from kyosai_desktop.store.looking import is_folder
from kyosai_desktop.store.pragmas import APPLICATION_ID

OLDEST_SQLITE = (3, 51, 3)  # older ones have a bug that can corrupt a book

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100
_LOCK_WAIT_MS = 250
_BUSY_WAIT_MS = 2000


def create_book(path: Path, *, user: str | None = None) -> Book:
    """Make a new, empty book at ``path`` and open it. The file appears complete or not at all.

    Raises:
        Refused: there is a file already, or the folder doesn't take one; nothing was changed.
    """
    path = _absolute(path)
    if os.path.lexists(path):
        raise Refused(refusals.exists(path))
    if pragmas.was_cut_off(path):
        raise Refused(refusals.cut_off(path))
    draft = path.with_name(f".{path.name}.{new_id():x}.new")
    try:
        _write_empty_book(draft, path)
        file_replace.publish(draft, path)
    except FileExistsError as error:
        raise Refused(refusals.exists(path)) from error
    except OSError as error:
        raise Refused(refusals.of_os_error(path, error)) from error
    finally:
        for leftover in (draft, pragmas.journal_of(draft)):
            with contextlib.suppress(OSError):
                leftover.unlink()
    return open_book(path, user=user)


def open_book(path: Path, *, user: str | None = None) -> Book:
    """Open the book at ``path`` for this program alone.

    A book cut off in the middle of a save is first brought back to its last completed change.

    Raises:
        Refused: with one of the codes book.missing, not_ours, needs_key, too_new, damaged, locked, read_only,
            unreadable, folder_unwritable, disk_full, write_failed; nothing was changed.
    """
    path = _absolute(path)
    _require_current_sqlite()
    _inspect(path)
    who = default_user() if user is None else user
    connection = _connect(path)
    try:
        with refusals.as_refusals(path, connection):
            _lock(connection, path)
            _leave_note(path, who)
            try:
                if pragmas.number(connection, "user_version") < migrations.schema_version():
                    backup.write_backup(connection, path, BackupReason.MIGRATION)
                    migrations.migrate(connection, who)
            except BaseException:
                lock_note.remove(path)
                raise
    except BaseException:
        connection.close()
        raise
    return Book(connection, path, who)


def open_read_only_copy(path: Path) -> Book:
    """The newest backup of the book at ``path`` that can be trusted, for reading; see its ``backup_time``.

    It is read into memory: nothing is locked or written, and an older format is brought up to date there.

    Raises:
        Refused: backup.none, there is no such backup.
    """
    path = _absolute(path)
    for candidate in backup.list_backups(path):
        if backup.verify_backup(candidate.path) is None:
            connection = apsw.Connection(":memory:")
            with (
                contextlib.closing(
                    apsw.Connection(str(candidate.path), flags=apsw.SQLITE_OPEN_READONLY)
                ) as source,
                connection.backup("main", source, "main") as running,
            ):
                running.step()
            if pragmas.number(connection, "user_version") < migrations.schema_version():
                migrations.migrate(connection, default_user())
            connection.execute("PRAGMA query_only = ON").fetchall()
            return Book(connection, path, default_user(), backup_time=candidate.time)
    raise Refused(backup.none_found(path))


def default_user() -> str:
    """The name of the user at this computer, empty when it has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links and rename the user's file


def _require_current_sqlite() -> None:
    version = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))
    if version < OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {version} is older than {OLDEST_SQLITE}")


def _inspect(path: Path) -> None:
    """Refuse what is no book, before SQLite gets to touch it."""
    try:
        found = path.stat()
    except PermissionError as error:
        raise Refused(refusals.unreadable(path)) from error
    except (OSError, ValueError) as error:
        raise Refused(refusals.missing(path)) from error
    if stat.S_ISDIR(found.st_mode):
        raise Refused(refusals.is_folder(path))
    if not stat.S_ISREG(found.st_mode):
        raise Refused(refusals.not_ours(path))
    if found.st_size == 0:
        raise Refused(refusals.empty(path))
    if found.st_size < _HEADER_BYTES:
        raise Refused(refusals.not_ours(path))
    problem = _problem_of_header(path, _header(path))
    if problem:
        raise Refused(problem)


def _header(path: Path) -> bytes:
    # Read through SQLite's own file layer: closing a plain file handle would drop the lock that this process
    # may hold on the same book (POSIX locks belong to the process, not to the handle).
    layer = "win32" if os.name == "nt" else "unix"
    flags = apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_READONLY
    try:
        file = apsw.VFSFile(layer, str(path), [flags, 0])
        try:
            return file.xRead(_HEADER_BYTES, 0)
        finally:
            file.xClose()
    except (apsw.CantOpenError, apsw.IOError, apsw.PermissionsError) as error:
        raise Refused(refusals.unreadable(path)) from error


def _problem_of_header(path: Path, header: bytes) -> Problem | None:
    is_ours = header[68:72] == APPLICATION_ID.to_bytes(4, "big")
    if header[:16] == _MAGIC:
        if not is_ours:
            return refusals.not_ours(path)
        version = int.from_bytes(header[60:64], "big")
        return refusals.too_new(path) if version > migrations.schema_version() else None
    if is_ours:
        return refusals.damaged(path)
    # An encrypted page 1 keeps only these eight bytes readable: page size, format, fixed payload fractions.
    looks_encrypted = header[18] in (1, 2) and header[19] in (1, 2) and header[21:24] == b"\x40\x20\x20"
    return refusals.needs_key(path) if looks_encrypted else refusals.not_ours(path)


def _connect(path: Path) -> apsw.Connection:
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    except apsw.CantOpenError as error:
        raise Refused(refusals.unreadable(path)) from error
    if connection.readonly("main"):
        connection.close()
        raise Refused(refusals.file_read_only(path))
    return connection


def _lock(connection: apsw.Connection, path: Path) -> None:
    """Take the book for this program alone, and look again at what its header said."""
    connection.set_busy_timeout(_LOCK_WAIT_MS)
    pragmas.set_up(connection)
    # EXCLUSIVE, not IMMEDIATE: locking_mode=EXCLUSIVE keeps it until the close, and a second program is
    # turned away at its first read instead of holding up our first commit.
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")
    connection.set_busy_timeout(_BUSY_WAIT_MS)
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    # SQLite may have rolled back a save that was cut off, and the header with it.
    if pragmas.number(connection, "application_id") != APPLICATION_ID:
        raise Refused(refusals.not_ours(path))
    if pragmas.number(connection, "user_version") > migrations.schema_version():
        raise Refused(refusals.too_new(path))


def _leave_note(path: Path, user: str) -> None:
    try:
        lock_note.write(path, user)
    except OSError as error:
        # A book on a full disk can still be read. A folder that takes no note takes no journal either, so
        # that nothing could be saved.
        problem = refusals.of_os_error(path, error)
        if problem.code == "book.folder_unwritable":
            raise Refused(problem) from error


def _write_empty_book(draft: Path, path: Path) -> None:
    try:
        connection = apsw.Connection(str(draft), flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
    except apsw.CantOpenError as error:
        raise Refused(
            refusals.folder_unwritable(path) if is_folder(path.parent) else refusals.no_folder(path)
        ) from error
    try:
        with refusals.as_refusals(path, connection):
            pragmas.set_up(connection)
            migrations.migrate(connection, "", application_id=APPLICATION_ID)
            pragmas.leave_no_journal(connection)
    finally:
        connection.close()
