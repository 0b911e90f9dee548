"""Taking a file in, before anything looks into it: cheap checks of name and first bytes, and a private copy.

The copy is what is read, so a sheet that is saved again meanwhile can't be read half old and half new.
"""

from __future__ import annotations

import errno
import hashlib
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.excel.reader import limits
from kyosai_desktop.excel.reader.outcomes import Outcome, refusal

_CHUNK = 1 << 20
_HEAD_BYTES = 4096
_COPY_ATTEMPTS = 3

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_WEB_STARTS = (b"<!doctype html", b"<html", b"<head", b"<meta", b"<body", b"<table", b"<script", b"<!--")
_OTHER_STARTS = (
    (b"%PDF", "PDF文書"),
    (b"\x89PNG", "画像"),
    (b"\xff\xd8\xff", "画像"),
    (b"GIF8", "画像"),
    (b"Rar!", "圧縮ファイル"),
    (b"7z\xbc\xaf", "圧縮ファイル"),
    (b"MZ", "プログラム"),
    (b"{\\rtf", "リッチテキスト文書"),
)


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A private copy: where it is, its sha256, and ``zip``, ``ole`` or ``text`` by its first bytes."""

    copy: Path
    sha256: str
    form: str
    stamp: tuple[int, int]


@contextmanager
def taken_in(path: Path, folder: Path) -> Iterator[TakenFile]:
    """Copy the file into ``folder`` and remove the copy afterwards. Raises ``Refused``."""
    name = shown_name(path)
    if path.name.startswith("~$"):
        raise refusal(Outcome.LOCK_FILE, name)
    copy = folder / "copy"
    try:
        sha256, stamp = _copy_steadily(path, copy, name)
        form = _form(copy, path.suffix.lower(), name)
        suffixed = copy.with_suffix({"zip": ".xlsx", "ole": ".xls", "text": ".csv"}[form])
        copy.replace(suffixed)
        copy = suffixed
        yield TakenFile(copy, sha256, form, stamp)
    finally:
        copy.unlink(missing_ok=True)


def stamp_of(path: Path) -> tuple[int, int] | None:
    """Size and time of change, ``None`` when the file can't be asked any more."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def shown_name(path: Path) -> str:
    """The file's name as it can be printed: a name that isn't valid text gets replacement marks."""
    return path.name.encode("utf-8", "replace").decode("utf-8")


def _copy_steadily(path: Path, copy: Path, name: str) -> tuple[str, tuple[int, int]]:
    for _attempt in range(_COPY_ATTEMPTS):
        before = _checked_stamp(path, name)
        sha256 = _copy_once(path, copy, name)
        if _checked_stamp(path, name) == before and copy.stat().st_size == before[0]:
            return sha256, before
    raise refusal(Outcome.CHANGED_WHILE_READING, name)


def _checked_stamp(path: Path, name: str) -> tuple[int, int]:
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise _refused_by_system(error, name) from error
    if stat.S_ISDIR(status.st_mode):
        raise refusal(Outcome.IS_FOLDER, name)
    if not stat.S_ISREG(status.st_mode):
        raise refusal(Outcome.NOT_A_WORKBOOK, name, found="ふつうのファイルではないもの")
    if status.st_size > limits.MAX_FILE_BYTES:
        raise refusal(Outcome.TOO_LARGE, name)
    return status.st_size, status.st_mtime_ns


def _copy_once(path: Path, copy: Path, name: str) -> str:
    digest = hashlib.sha256()
    try:
        source = path.open("rb")
    except OSError as error:
        raise _refused_by_system(error, name) from error
    with source:
        try:
            with copy.open("wb") as target:
                for chunk in _chunks(source, name):
                    digest.update(chunk)
                    target.write(chunk)
        except OSError as error:
            raise refusal(Outcome.NO_SPACE, name) from error
    return digest.hexdigest()


def _chunks(source: IO[bytes], name: str) -> Iterator[bytes]:
    copied = 0
    while True:
        try:
            chunk = source.read(_CHUNK)
        except OSError as error:
            raise _refused_by_system(error, name) from error
        if not chunk:
            return
        copied += len(chunk)
        if copied > limits.MAX_FILE_BYTES:
            raise refusal(Outcome.TOO_LARGE, name)
        yield chunk


def _refused_by_system(error: OSError | ValueError, name: str) -> Refused:
    if isinstance(error, ValueError) or error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
        return refusal(Outcome.MISSING, name)
    if error.errno == errno.EISDIR:
        return refusal(Outcome.IS_FOLDER, name)
    return refusal(Outcome.UNREADABLE, name)


def _form(copy: Path, suffix: str, name: str) -> str:
    with copy.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if not head:
        raise refusal(Outcome.EMPTY, name)
    if head.startswith(_ZIP):
        return "zip"
    if head.startswith(_EMPTY_ZIP):
        raise refusal(Outcome.NOT_A_WORKBOOK, name, found="空の圧縮ファイル")
    if head.startswith(_OLE):
        return "ole"
    for start, found in _OTHER_STARTS:
        if head.startswith(start):
            raise refusal(Outcome.NOT_A_WORKBOOK, name, found=found)
    if head.startswith(_UTF16_MARKS):
        raise refusal(Outcome.UNSUPPORTED, name, found="Unicodeテキスト（UTF-16）")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_WEB_STARTS):
        raise refusal(Outcome.WEB_PAGE, name)
    if start.startswith(b"<?xml"):
        if b"<html" in start:
            raise refusal(Outcome.WEB_PAGE, name)
        if b"urn:schemas-microsoft-com:office:spreadsheet" in start or b"excel.sheet" in start:
            raise refusal(Outcome.UNSUPPORTED, name, found="XMLスプレッドシート")
        raise refusal(Outcome.NOT_A_WORKBOOK, name, found="XML文書")
    if b"\0" in head:
        raise refusal(Outcome.NOT_A_WORKBOOK, name, found="Excelが使わない形式のデータ")
    if suffix not in _TEXT_SUFFIXES:
        raise refusal(Outcome.NOT_A_WORKBOOK, name, found="文字だけのファイル（CSVなど）")
    return "text"
