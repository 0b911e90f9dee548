"""Writing a file for the user: it is there complete, or nothing has changed and a sentence says why."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.store.file_replace import replace
from kyosai_desktop.store.looking import is_folder, is_there

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL_ON_WINDOWS = {39, 112}
_BUSY_ON_WINDOWS = {32, 33}


def replace_file(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Have ``write`` fill a new file in the folder of ``path``, then put it in the place of ``path``.

    Raises:
        Refused: the folder is missing, not writable or full, or another program holds ``path``. The old file, if
            there was one, is untouched. When only the last step can't be done (the file is open in Excel), the new
            one is kept beside it, and the sentence names it.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise Refused(_problem(path, error)) from error
    finished = Path(name)
    try:
        with os.fdopen(handle, "wb") as target:
            write(target)
            target.flush()
            os.fsync(target.fileno())
        _like_a_new_file(finished)
    except OSError as error:
        _remove(finished)
        raise Refused(_problem(path, error)) from error
    except BaseException:
        _remove(finished)
        raise
    try:
        replace(finished, path)
    except OSError as error:
        raise Refused(_kept(path, finished, error)) from error


def _like_a_new_file(file: Path) -> None:
    """Give the temporary file, which only its owner may read, the rights that a new file of the user has."""
    if os.name == "nt":
        return
    mask = os.umask(0)
    os.umask(mask)
    file.chmod(0o666 & ~mask)


def _remove(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink()


def _kept(path: Path, finished: Path, error: OSError) -> Problem:
    kept = _visible_name(path, finished)
    if kept is None:
        _remove(finished)
        return _problem(path, error)
    if is_folder(path):
        why = "同じ名前のフォルダーがあるため、この名前では保存できませんでした。"
    else:
        why = "ほかのプログラムがこのファイルを開いているため、置き換えられませんでした。"
    return Problem(
        "file_in_use",
        why,
        f"新しい内容は『{kept.name}』という名前で同じフォルダーに残してあります。"
        "ファイルを閉じてから、もう一度保存してください。",
        place=Place(file=path.name),
    )


def _visible_name(path: Path, finished: Path) -> Path | None:
    """Rename what could not be put in place to a name the user can find; None when even that can't be done."""
    for number in range(1, 100):
        kept = path.with_name(f"{path.stem}（未保存{number}）{path.suffix}")
        if is_there(kept):
            continue
        try:
            finished.rename(kept)
        except OSError:
            return None
        return kept
    return None


def _problem(path: Path, error: OSError) -> Problem:
    place = Place(file=path.name)
    windows = getattr(error, "winerror", None)
    if error.errno in _FULL or windows in _FULL_ON_WINDOWS:
        return Problem(
            "disk_full",
            "保存先の空き容量が足りないため、保存できませんでした。",
            "不要なファイルを片付けるか、別の場所を選んでください。",
            place=place,
        )
    if windows in _BUSY_ON_WINDOWS:
        return Problem(
            "file_in_use",
            "ほかのプログラムがこのファイルを開いているため、保存できませんでした。",
            "ファイルを閉じてから、もう一度保存してください。",
            place=place,
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return Problem(
            "not_writable",
            "保存先のフォルダーに書き込む権限がないため、保存できませんでした。",
            "「ドキュメント」など、書き込める場所を選んでください。",
            place=place,
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem(
            "folder_missing",
            "保存先のフォルダーが見つからないため、保存できませんでした。",
            "フォルダーを作るか、別の場所を選んでください。",
            place=place,
        )
    if error.errno == errno.ENAMETOOLONG:
        return Problem(
            "name_too_long",
            "ファイル名が長すぎるため、保存できませんでした。",
            "短い名前に変えてください。",
            place=place,
        )
    return Problem(
        "not_saved",
        "保存先の装置から応答がないか、異常が返ったため、保存できませんでした。",
        "接続を確かめて、もう一度保存するか、別の場所を選んでください。",
        place=place,
    )
