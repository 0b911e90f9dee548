"""Backups that can be trusted, and enough of them."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.store import pragmas
from kyosai_desktop.store.backup import (
    Backup,
    BackupReason,
    backup_folder,
    list_backups,
    superseded,
    verify_backup,
)
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.opening import create_book, open_book
from kyosai_desktop.store.restoring import restore

Child = Callable[..., Any]
NOW = datetime(2024, 6, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    book = create_book(tmp_path / "労済 台帳.kyosai")
    put(book, "事務局", "函館")
    yield book
    book.close()


def put(book: Book, name: str, value: str) -> None:
    with book.change("設定") as tx:
        tx.execute("INSERT OR REPLACE INTO book_setting VALUES (?, ?)", (name, value))


def made(book: Book, reason: BackupReason = BackupReason.ASKED) -> Backup:
    backup = book.backup(reason)
    assert isinstance(backup, Backup)
    return backup


def settings_in(path: Path) -> list[tuple[Any, ...]]:
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return connection.execute("SELECT name, value FROM book_setting ORDER BY name").fetchall()
    finally:
        connection.close()


def test_a_backup_holds_the_book_and_is_found_again_with_time_and_reason(book: Book) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    backup = made(book, BackupReason.IMPORT)
    assert settings_in(backup.path) == [("事務局", "函館")]
    assert list_backups(book.path) == [backup]
    assert backup.reason is BackupReason.IMPORT
    assert before <= backup.time <= datetime.now(UTC)
    assert verify_backup(backup.path) is None
    assert {file.name for file in backup_folder(book.path).iterdir()} == {
        backup.path.name,
        backup.path.name + ".sha256",
    }


def test_backups_in_the_same_second_keep_their_order(book: Book) -> None:
    backups = [made(book, reason) for reason in (BackupReason.ASKED, BackupReason.IMPORT, BackupReason.ASKED)]
    assert list_backups(book.path) == backups[::-1]


@pytest.mark.parametrize("position", [20, 5000, -1])
def test_one_flipped_bit_in_a_backup_is_noticed(book: Book, position: int) -> None:
    backup = made(book)
    content = bytearray(backup.path.read_bytes())
    content[position] ^= 4
    backup.path.write_bytes(content)
    problem = verify_backup(backup.path)
    assert problem is not None
    assert problem.code == "backup.damaged"


def test_a_backup_without_its_sum_is_judged_by_its_content(book: Book, tmp_path: Path) -> None:
    copy = tmp_path / "持ち出し.kyosai"
    assert book.backup_to(copy) is None
    copy.with_name(copy.name + ".sha256").unlink()
    assert verify_backup(copy) is None
    os.truncate(copy, 5000)
    assert verify_backup(copy) is not None
    assert verify_backup(tmp_path / "ない.kyosai") is not None


def test_a_copy_never_overwrites(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "既にある.kyosai"
    target.write_bytes(b"keep")
    problem = book.backup_to(target)
    assert problem is not None
    assert problem.code == "book.exists"
    assert target.read_bytes() == b"keep"


def test_closing_a_changed_book_backs_it_up_and_an_unchanged_one_not(tmp_path: Path) -> None:
    path = tmp_path / "台帳.kyosai"
    book = create_book(path)
    assert book.close() is None
    assert list_backups(path) == []
    book = open_book(path)
    put(book, "a", "1")
    made(book)
    book.close()
    assert [backup.reason for backup in list_backups(path)] == [BackupReason.ASKED]
    book = open_book(path)
    book.undo()
    book.close()
    assert [backup.reason for backup in list_backups(path)] == [BackupReason.CLOSED, BackupReason.ASKED]


def test_the_backup_of_the_day_is_made_once_a_day(book: Book) -> None:
    first = book.backup_if_due()
    assert isinstance(first, Backup)
    assert book.backup_if_due() is None
    yesterday = (first.time - timedelta(hours=25)).strftime("%Y-%m-%d %H%M%S")
    for file in (first.path, first.path.with_name(first.path.name + ".sha256")):
        file.rename(file.with_name(file.name.replace(first.time.strftime("%Y-%m-%d %H%M%S"), yesterday)))
    assert isinstance(book.backup_if_due(), Backup)


def test_a_folder_that_takes_no_backup_is_said_and_the_book_closes_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "台帳.kyosai"
    book = create_book(path)
    put(book, "a", "1")
    (tmp_path / "バックアップ").write_text("フォルダーを作らせない")
    problem = book.backup(BackupReason.ASKED)
    assert isinstance(problem, Problem)
    assert problem.code == "backup.not_made"
    at_close = book.close()
    assert at_close is not None
    assert at_close.code == "backup.not_made"
    open_book(path).close()


def test_a_disk_full_during_a_backup_leaves_no_half_backup(tmp_path: Path, child: Child) -> None:
    path = tmp_path / "台帳.kyosai"

    def back_up() -> Any:
        book = create_book(path)
        put(book, "長い", "長" * 100_000)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        problem = book.backup(BackupReason.ASKED)
        return problem.code if isinstance(problem, Problem) else "made"

    assert child(back_up) == "backup.not_made"
    assert list(backup_folder(path).iterdir()) == []


def test_what_a_killed_backup_left_is_swept(book: Book) -> None:
    folder = backup_folder(book.path)
    folder.mkdir(parents=True)
    (folder / ".0123456789ab.part").write_bytes(b"half")
    (folder / "労済 台帳 2024-05-31 170512 手動.kyosai.sha256").write_text("0 *x")
    (folder / "メモ.txt").write_text("利用者のファイル")
    backup = made(book)
    assert {file.name for file in folder.iterdir()} == {
        backup.path.name,
        backup.path.name + ".sha256",
        "メモ.txt",
    }


def hours_ago(*hours: float, reason: BackupReason = BackupReason.CLOSED) -> list[Backup]:
    return [Backup(Path(f"{hour}"), NOW - timedelta(hours=hour), reason) for hour in hours]


def test_all_of_two_days_stay() -> None:
    assert superseded(hours_ago(*(hour / 4 for hour in range(4 * 48))), NOW) == []


def test_a_year_of_hourly_backups_is_thinned_to_days_weeks_and_months() -> None:
    backups = hours_ago(*range(24 * 365))
    kept = set(backups) - set(superseded(backups, NOW))
    older = sorted(NOW - backup.time for backup in kept if NOW - backup.time >= timedelta(days=2))
    assert len(older) == 12 + 10 + 9
    gaps = [(b - a).days for a, b in pairwise(older)]
    assert max(gaps[:11]) <= 1
    assert max(gaps[11:21]) <= 7
    assert max(gaps[21:]) <= 31


def test_a_backup_made_before_a_change_of_format_stays_90_days() -> None:
    backups = hours_ago(*range(24 * 3, 24 * 100, 5), reason=BackupReason.MIGRATION)
    deleted = superseded(backups, NOW)
    assert deleted
    assert min(NOW - backup.time for backup in deleted) >= timedelta(days=90)


@given(st.lists(st.integers(0, 60 * 24 * 500), unique=True, max_size=80))
def test_thinning_never_touches_the_newest_and_is_settled_at_once(minutes: list[int]) -> None:
    backups = [
        Backup(Path(f"{minute}"), NOW - timedelta(minutes=minute), BackupReason.CLOSED) for minute in minutes
    ]
    deleted = superseded(backups, NOW)
    kept = [backup for backup in backups if backup not in deleted]
    assert len(kept) + len(deleted) == len(backups)
    if backups:
        assert max(backups, key=lambda backup: backup.time) in kept
    assert superseded(kept, NOW) == []


def test_restoring_brings_back_the_backup_and_keeps_the_damaged_original(tmp_path: Path) -> None:
    path = tmp_path / "台帳.kyosai"
    book = create_book(path)
    put(book, "事務局", "函館")
    backup = made(book)
    put(book, "事務局", "釧路")
    book.close()
    os.truncate(path, 9000)
    damaged = path.read_bytes()

    kept = restore(backup.path, path)

    assert kept is not None
    assert kept.read_bytes() == damaged
    assert kept.name.startswith("台帳（復元前 ")
    book = open_book(path)
    assert book.query("SELECT value FROM book_setting") == [("函館",)]
    assert book.undo_label() == "設定"
    book.close()


def test_restoring_where_no_book_is_needs_nothing_kept(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "新しい場所.kyosai"
    assert restore(made(book).path, target) is None
    open_book(target).close()


def refusal_of_restoring(backup: Path, target: Path) -> str:
    before = {file.name: file.read_bytes() for file in target.parent.iterdir() if file.is_file()}
    with pytest.raises(Refused) as refused:
        restore(backup, target)
    assert {file.name: file.read_bytes() for file in target.parent.iterdir() if file.is_file()} == before
    return refused.value.problems[0].code


def test_restoring_refuses_an_open_book_and_leaves_it_locked(book: Book) -> None:
    backup = made(book)
    with pytest.raises(Refused) as refused:
        restore(backup.path, book.path)
    assert refused.value.problems[0].code == "book.locked"
    put(book, "まだ", "書ける")


def test_restoring_refuses_a_book_whose_last_save_was_cut_off(book: Book, tmp_path: Path) -> None:
    backup = made(book)
    folder = tmp_path / "別"
    folder.mkdir()
    target = folder / "台帳.kyosai"
    target.write_bytes(backup.path.read_bytes())
    target.with_name("台帳.kyosai-journal").write_bytes(b"hot")
    assert refusal_of_restoring(backup.path, target) == "book.cut_off"


def test_restoring_refuses_a_damaged_backup(book: Book, tmp_path: Path) -> None:
    backup = made(book)
    os.truncate(backup.path, 5000)
    folder = tmp_path / "別"
    folder.mkdir()
    target = folder / "台帳.kyosai"
    target.write_bytes(b"original")
    assert refusal_of_restoring(backup.path, target) == "backup.damaged"


def test_verify_finds_orphans_and_a_broken_history(tmp_path: Path) -> None:
    path = tmp_path / "台帳.kyosai"
    book = create_book(path)
    put(book, "a", "1")
    book.close()
    stranger = apsw.Connection(str(path))
    stranger.execute("INSERT INTO member_kind VALUES (5, 'ブロック')")
    stranger.execute("UPDATE history SET changeset = x'00ff'")
    stranger.close()
    book = open_book(path)
    assert [problem.code for problem in book.verify()] == ["book.orphans", "book.history_damaged"]
    book.close()


def test_verify_finds_damage_inside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "台帳.kyosai"
    book = create_book(path)
    for number in range(300):
        put(book, f"名前{number}", "値" * 200)
    [(root,)] = book.query("SELECT rootpage FROM sqlite_schema WHERE name = 'book_setting'")
    book.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(os.urandom(4096))
    book = open_book(path)
    [problem] = book.verify()
    assert problem.code == "book.partly_damaged"
    assert "一部が壊れています。開けますが" in problem.message and "バックアップから復元" in problem.next_step
    made = book.backup()
    assert isinstance(made, Problem) and made.place.file == path.name
    with pytest.raises(Refused) as refused:
        book.query("SELECT count(*) FROM book_setting")
    assert refused.value.problems[0].code == "book.partly_damaged"
    with pytest.raises(Refused) as refused, book.change("値を直す") as tx:
        tx.execute("UPDATE book_setting SET value = 'x'")
    assert refused.value.problems[0].code == "book.partly_damaged"
    book.close()


def test_the_pragmas_of_a_book_are_checked_after_setting_them(tmp_path: Path) -> None:
    connection = apsw.Connection(":memory:")  # a database in memory takes no journal
    with pytest.raises(RuntimeError, match=r"locking_mode|journal_mode"):
        pragmas.set_up(connection)
