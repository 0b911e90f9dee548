"""SQL of imports: which files came, what was answered, and where a figure was read."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from kyosai_desktop.domain.fact import Period, Role
from kyosai_desktop.store.book import Book, Transaction

_FILE_COLUMNS = "id, step_id, imported_at, file_name, sha256, size, added, changed, same, skipped"


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file that was imported: when, and how many cells were added, changed, already the same, or left out."""

    id: int
    step_id: int
    imported_at: datetime
    file_name: str
    sha256: str
    size: int
    added: int
    changed: int
    same: int
    skipped: int


def insert_import_file(tx: Transaction, file: ImportFile) -> None:
    """Note a file; the step that imports it becomes the one of ``tx``."""
    tx.execute(
        f"INSERT INTO import_file ({_FILE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            file.id,
            tx.step_id,
            file.imported_at.astimezone(UTC).isoformat(timespec="seconds"),
            file.file_name,
            file.sha256,
            file.size,
            file.added,
            file.changed,
            file.same,
            file.skipped,
        ),
    )


def imports_of(book: Book, sha256: str) -> list[ImportFile]:
    """The imports of a file of these bytes, newest first."""
    return _files(book, "WHERE sha256 = ?", (sha256,))


def import_file(book: Book, import_id: int) -> ImportFile | None:
    """The import with this id."""
    found = _files(book, "WHERE id = ?", (import_id,))
    return found[0] if found else None


def list_imports(book: Book) -> list[ImportFile]:
    """All imports, newest first."""
    return _files(book, "", ())


def load_answers(book: Book) -> dict[str, str]:
    """Remembered choices by question."""
    return dict(book.query("SELECT question, choice FROM import_answer"))


def remember_answers(tx: Transaction, answers: Mapping[str, str]) -> None:
    """Keep choices for the next file; a new choice takes the place of an old one."""
    tx.executemany(
        "INSERT INTO import_answer VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET choice = excluded.choice,"
        " step_id = excluded.step_id WHERE choice <> excluded.choice",
        [(question, choice, tx.step_id) for question, choice in sorted(answers.items())],
    )


def newest_versions(book: Book, series_id: int, period: Period) -> dict[tuple[int, int], int]:
    """The highest stored version of each own figure of a series and period, by (member1, member2)."""
    rows = book.query(
        "SELECT member1_id, member2_id, max(version) FROM fact WHERE series_id = ? AND start = ? AND end = ?"
        " AND period_kind = ? AND role = ? GROUP BY member1_id, member2_id",
        (series_id, period.start.isoformat(), period.end.isoformat(), period.kind.value, Role.OWN.value),
    )
    return {(member1, member2): version for member1, member2, version in rows}


def missing_masters(book: Book, series_ids: Collection[int], member_ids: Collection[int]) -> bool:
    """Whether one of the series or members is no longer in the book."""
    return not (_all_exist(book, "series", series_ids) and _all_exist(book, "member", member_ids))


def _all_exist(book: Book, table: str, ids: Collection[int]) -> bool:
    [(found,)] = book.query(
        f"SELECT count(*) FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )
    return bool(found == len(ids))


def _files(book: Book, where: str, bindings: tuple[int | str, ...]) -> list[ImportFile]:
    rows = book.query(
        f"SELECT {_FILE_COLUMNS} FROM import_file {where} ORDER BY imported_at DESC, id", bindings
    )
    return [
        ImportFile(id, step, datetime.fromisoformat(at), name, sha, size, added, changed, same, skipped)
        for id, step, at, name, sha, size, added, changed, same, skipped in rows
    ]
