"""Backups: made beside the book, checked before they count, thinned with age, never written over."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import apsw

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.store import file_replace, pragmas, refusals, soundness
from kyosai_desktop.store.ids import new_id
from kyosai_desktop.store.looking import Found, is_there, look_at

FOLDER_NAME = "バックアップ"

_KEEP_ALL = timedelta(days=2)
_KEEP_BEFORE_MIGRATION = timedelta(days=90)
_DAILY, _WEEKLY, _MONTHLY = 12, 10, 9
_NAME = re.compile(r".+ (\d{4}-\d{2}-\d{2} \d{6}) (\S+)\.kyosai")
_TIME_FORMAT = "%Y-%m-%d %H%M%S"
_PART = ".part"


class BackupReason(Enum):
    """Why a backup was made; the value stands in its file name."""

    OPENED = "開いたとき"
    CLOSED = "閉じたとき"
    IMPORT = "取り込み前"
    SETTINGS = "設定の読み込み前"
    MIGRATION = "形式の更新前"
    YEAR_END = "年度更新前"
    RESTORE = "復元前"
    ASKED = "手動"


class Backup(NamedTuple):
    """A finished backup. ``time`` is when it was made, in the time zone of this computer."""

    path: Path
    time: datetime
    reason: BackupReason


def backup_folder(book_path: Path) -> Path:
    """Where the backups of a book are: 「バックアップ」 beside it, a folder for each book."""
    return book_path.parent / FOLDER_NAME / book_path.stem


def list_backups(book_path: Path) -> list[Backup]:
    """The finished backups of a book, newest first. Their content isn't read: see ``verify_backup``."""
    folder = backup_folder(book_path)
    try:
        found = [_backup_of(file) for file in folder.iterdir()]
    except OSError:
        return []
    finished = [backup for backup in found if backup and is_there(_sum_of(backup.path))]
    return sorted(finished, key=lambda backup: (backup.time, backup.path.name), reverse=True)


def write_backup(connection: apsw.Connection, book_path: Path, reason: BackupReason) -> Backup:
    """Back up an open book into its backup folder and thin the older ones.

    Raises:
        Refused: there is no room or no right to write, or the copy isn't sound; nothing is left behind.
    """
    folder = backup_folder(book_path)
    now = datetime.now().astimezone().replace(microsecond=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
    except OSError as error:
        raise Refused(not_made(folder)) from error
    time = _free_time(book_path, now)
    target = folder / f"{book_path.stem} {time.strftime(_TIME_FORMAT)} {reason.value}.kyosai"
    write_copy(connection, target)
    for old in superseded(list_backups(book_path), now):
        _remove(old)
    return Backup(target, time, reason)


def write_copy(connection: apsw.Connection, target: Path) -> None:
    """A sound copy of an open book at ``target``, with its ``.sha256`` beside it. ``target`` must not exist.

    Raises:
        Refused: it can't be written there, or the copy isn't sound; nothing is left behind.
    """
    if look_at(target) is not Found.NOTHING:
        raise Refused(refusals.exists(target))
    if pragmas.was_cut_off(target):
        raise Refused(refusals.cut_off(target))
    draft = target.with_name(f".{new_id():x}{_PART}")
    try:
        _copy(connection, draft)
        _require_same(connection, draft)
        file_replace.flush(draft)
        line = f"{sha256_of(draft)} *{target.name}\n"
        sum_draft = draft.with_suffix(".sha256" + _PART)
        sum_draft.write_text(line, encoding="utf-8")
        # The sum first: a backup without one doesn't count, so a kill between the two leaves no half backup.
        file_replace.replace(sum_draft, _sum_of(target))
        file_replace.replace(draft, target)
    except (OSError, apsw.Error) as error:
        raise Refused(not_made(target.parent)) from error
    finally:
        for leftover in (draft, draft.with_suffix(".sha256" + _PART)):
            with contextlib.suppress(OSError):
                leftover.unlink()


def verify_backup(path: Path) -> Problem | None:
    """Why a backup can't be trusted, or None: its sum, if it has one, must fit and its content be sound."""
    try:
        expected = _sum_of(path).read_text(encoding="utf-8").split()[:1]
    except FileNotFoundError:
        expected = []
    except (OSError, ValueError):
        return not_sound(path)
    try:
        if expected and [sha256_of(path)] != expected:
            return not_sound(path)
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    except (OSError, apsw.Error):
        return not_sound(path)
    try:
        return not_sound(path) if soundness.problems_of(connection, path) else None
    finally:
        connection.close()


def superseded(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """Those to delete. All of 2 days stay, then the last of 12 days, 10 weeks and 9 months that have any.

    One made before a change of the file's format stays 90 days.
    """
    newest_first = sorted(backups, key=lambda backup: backup.time, reverse=True)
    rest = [
        backup
        for backup in newest_first
        if now - backup.time >= _KEEP_ALL
        and not (backup.reason is BackupReason.MIGRATION and now - backup.time < _KEEP_BEFORE_MIGRATION)
    ]
    periods: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
        (_DAILY, lambda time: (time.year, time.month, time.day)),
        (_WEEKLY, lambda time: tuple(time.isocalendar())[:2]),
        (_MONTHLY, lambda time: (time.year, time.month)),
    )
    deleted: list[Backup] = []
    for count, period_of in periods:
        seen: set[tuple[int, ...]] = set()
        while rest:
            period = period_of(rest[0].time)
            if period in seen:
                deleted.append(rest.pop(0))
            elif len(seen) < count:
                seen.add(period)
                rest.pop(0)
            else:
                break
    return deleted + rest


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file that isn't an open book: closing it here would drop this process's lock."""
    import hashlib  # not needed before the window is shown

    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def not_made(folder: Path) -> Problem:
    """A backup couldn't be written or wasn't sound."""
    return Problem(
        "backup.not_made",
        f"バックアップを「{folder}」に作れませんでした。空き容量か、フォルダーに書き込む権限が足りません。",
        "空き容量とアクセス権を確かめてから、もう一度行ってください。",
    )


def not_sound(path: Path) -> Problem:
    """A backup isn't what was written, or can't be read."""
    return refusals.problem(
        "backup.damaged",
        path,
        "バックアップの内容が作成時と違うか、読めません。",
        "1つ前のバックアップを選んでください。",
    )


def none_found(book_path: Path) -> Problem:
    """There is no backup that can be trusted."""
    return refusals.problem(
        "backup.none",
        book_path,
        "このブックには、使えるバックアップがまだありません。",
        "使用中の人が閉じるのを待って、ブックを開き直してください。",
    )


def _backup_of(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if not match:
        return None
    try:
        time = datetime.strptime(match[1], _TIME_FORMAT).astimezone()
        return Backup(path, time, BackupReason(match[2]))
    except ValueError:
        return None


def _sum_of(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def _free_time(book_path: Path, now: datetime) -> datetime:
    """A time that no backup has yet, so that their order is never in doubt."""
    taken = {backup.time for backup in list_backups(book_path)}
    while now in taken:
        now += timedelta(seconds=1)
    return now


def _copy(connection: apsw.Connection, draft: Path) -> None:
    copy = apsw.Connection(str(draft))
    try:
        # A draft needs no journal: it counts only after it was checked and renamed.
        copy.execute("PRAGMA journal_mode = OFF").fetchall()
        copy.execute("PRAGMA synchronous = OFF").fetchall()
        with copy.backup("main", connection, "main") as running:
            running.step()
    finally:
        copy.close()


def _require_same(connection: apsw.Connection, draft: Path) -> None:
    copy = apsw.Connection(str(draft), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        problems = soundness.problems_of(copy, Path(connection.filename))  # what is wrong came from the book
        if problems:
            raise Refused(*problems)
        if soundness.row_counts(copy) != soundness.row_counts(connection):
            raise Refused(not_made(draft.parent))
    finally:
        copy.close()


def _sweep(folder: Path) -> None:
    """Remove what a killed backup left. Only the program that has the book open writes here."""
    for file in folder.iterdir():
        is_lonely_sum = file.suffix == ".sha256" and not is_there(file.with_suffix(""))
        if (file.name.startswith(".") and file.name.endswith(_PART)) or is_lonely_sum:
            with contextlib.suppress(OSError):
                file.unlink()


def _remove(backup: Backup) -> None:
    with contextlib.suppress(OSError):  # another program has it open; it goes next time
        backup.path.unlink()
        _sum_of(backup.path).unlink()
