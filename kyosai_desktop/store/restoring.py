"""Putting a backup in the place of a book. The book that was there is kept under another name."""

from __future__ import annotations

import contextlib
import shutil
from datetime import datetime
from pathlib import Path

import apsw

from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.store import backup, file_replace, lock_note, pragmas, refusals
from kyosai_desktop.store.ids import new_id
from kyosai_desktop.store.looking import Found, is_there, look_at


def restore(backup_path: Path, target: Path) -> Path | None:
    """Make ``target`` what the backup holds. Returns where the replaced file is kept, None if there was none.

    Raises:
        Refused: the backup can't be trusted, or ``target`` is open, cut off in a save, or can't be written;
            nothing was changed.
    """
    look_at(backup_path)
    problem = backup.verify_backup(backup_path)
    if problem:
        raise Refused(problem)
    _require_free(target)
    draft = target.with_name(f".{target.name}.{new_id():x}.new")
    try:
        shutil.copyfile(backup_path, draft)
        if backup.sha256_of(draft) != backup.sha256_of(backup_path):
            raise Refused(backup.not_sound(backup_path))
        kept = _keep(target) if is_there(target) else None
        file_replace.replace(draft, target)
    except OSError as error:
        raise Refused(refusals.of_os_error(target, error)) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()
    return kept


def _require_free(target: Path) -> None:
    found = look_at(target)
    if found is Found.FOLDER:
        raise Refused(refusals.is_folder(target))
    if pragmas.was_cut_off(target):
        raise Refused(refusals.cut_off(target))
    if found is Found.NOTHING:
        return
    try:
        connection = apsw.Connection(str(target), flags=apsw.SQLITE_OPEN_READWRITE)
    except apsw.CantOpenError as error:
        raise Refused(refusals.unreadable(target)) from error
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except apsw.BusyError as error:
        raise Refused(refusals.locked(target, lock_note.holder_words(target))) from error
    except (apsw.CorruptError, apsw.NotADBError, apsw.ReadOnlyError):
        pass  # a damaged book is what restoring is for
    finally:
        connection.close()


def _keep(target: Path) -> Path:
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
    kept = target.with_name(f"{target.stem}（復元前 {stamp}）{target.suffix}")
    try:
        kept.hardlink_to(target)
    except FileExistsError:
        raise
    except OSError:  # a drive without hard links
        shutil.copy2(target, kept)
        file_replace.flush(kept)
    return kept
