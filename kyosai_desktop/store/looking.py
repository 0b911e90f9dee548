"""What is at a place on the disk, asked without a surprise: a place that can't be looked at has a sentence, too."""

from __future__ import annotations

import errno
import stat
from enum import Enum
from pathlib import Path

from kyosai_desktop.domain.problem import Place, Problem, Refused

_NOTHING = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}
_TOO_LONG_ON_WINDOWS = 206  # ERROR_FILENAME_EXCED_RANGE


class Found(Enum):
    """What a place holds. A device or a pipe is OTHER."""

    NOTHING = "nothing"
    FILE = "file"
    FOLDER = "folder"
    OTHER = "other"


def look_at(path: Path) -> Found:
    """What is at ``path``.

    Raises:
        Refused: a folder above it may not be looked into, its name is longer than the system takes, or the drive
            doesn't answer.
    """
    try:
        mode = path.stat().st_mode
    except ValueError:  # a name with a character that no system takes
        return Found.NOTHING
    except OSError as error:
        if error.errno in _NOTHING:
            return Found.NOTHING
        raise Refused(_problem(path, error)) from error
    if stat.S_ISDIR(mode):
        return Found.FOLDER
    return Found.FILE if stat.S_ISREG(mode) else Found.OTHER


def is_there(path: Path) -> bool:
    """Whether something is at ``path``; no where that can't be told. For places nobody asked for just now."""
    try:
        return look_at(path) is not Found.NOTHING
    except Refused:
        return False


def is_folder(path: Path) -> bool:
    """Whether ``path`` is a folder; no where that can't be told, so that whoever opens it says why it can't be opened."""
    try:
        return look_at(path) is Found.FOLDER
    except Refused:
        return False


def _problem(path: Path, error: OSError) -> Problem:
    place = Place(file=path.name if len(path.name) < 60 else f"{path.name[:40]}…{path.suffix[:10]}")
    if error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) == _TOO_LONG_ON_WINDOWS:
        return Problem(
            "place.name_too_long",
            "名前が長すぎて、使えません。",
            "ファイルやフォルダーの名前を短くしてから、もう一度指定してください。",
            place=place,
        )
    if isinstance(error, PermissionError):
        return Problem(
            "place.forbidden",
            f"フォルダー「{path.parent}」の中を見る権限がありません。",
            "フォルダーのアクセス権を管理者に確かめるか、別の場所を指定してください。",
            place=place,
        )
    return Problem(
        "place.unreachable",
        f"「{path.parent}」のある装置から応答がありません。",
        "ドライブやネットワークの接続を確かめてから、もう一度指定してください。",
        place=place,
    )
