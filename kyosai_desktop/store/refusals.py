"""The sentences that say why a book can't be opened, changed, undone, backed up or restored."""

from __future__ import annotations

import errno
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import apsw

from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.store import lock_note

_NO_SPACE = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_WINDOWS_NO_SPACE = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL


def problem(code: str, path: Path, message: str, next_step: str) -> Problem:
    """A problem of the file ``path``."""
    return Problem(code, message, next_step, place=Place(file=path.name))


def missing(path: Path) -> Problem:
    """There is nothing at ``path``."""
    return problem(
        "book.missing",
        path,
        "ブックのファイルが見つかりません。移動したか、名前が変わったか、削除された可能性があります。",
        f"「{path.parent}」にあるかを確かめるか、ブックの場所を選び直してください。",
    )


def is_folder(path: Path) -> Problem:
    """``path`` is a folder."""
    return problem(
        "book.not_ours",
        path,
        "ファイルではなくフォルダーが指定されています。",
        "フォルダーの中にあるブック（.kyosai）を選んでください。",
    )


def empty(path: Path) -> Problem:
    """``path`` has no bytes."""
    return problem(
        "book.not_ours",
        path,
        "ファイルの中身が空です（0バイト）。コピーの途中で止まった可能性があります。",
        "元のファイルをもう一度コピーするか、バックアップから復元してください。",
    )


def not_ours(path: Path) -> Problem:
    """``path`` is a file of some other program."""
    return problem(
        "book.not_ours",
        path,
        "このファイルは共済デスクのブックではありません。別のソフトのファイルです。",
        "共済デスクで作ったブック（.kyosai）を選んでください。ExcelやCSVの数字は、ブックを開いた後の取り込みで読み込めます。",
    )


def needs_key(path: Path) -> Problem:
    """``path`` looks like an encrypted book; without the key it can't be told from a broken one."""
    return problem(
        "book.needs_key",
        path,
        "ファイルの中身を読めません。暗号化されているか、別のソフトのファイルです。",
        "暗号化したブックなら担当者に鍵を確かめ、そうでなければ別のファイルを選んでください。",
    )


def too_new(path: Path) -> Problem:
    """``path`` was written by a newer program."""
    return problem(
        "book.too_new",
        path,
        "このブックは、お使いのものより新しい版の共済デスクで保存されています。",
        "共済デスクを最新版に更新してから、もう一度開いてください。",
    )


def damaged(path: Path) -> Problem:
    """The content of ``path`` contradicts itself."""
    return problem(
        "book.damaged",
        path,
        "ブックのファイルが壊れているため、開けません。コピーの中断や記憶装置の故障が考えられます。",
        "このファイルは残したまま、いちばん新しいバックアップから復元してください。",
    )


def partly_damaged(path: Path) -> Problem:
    """The book at ``path`` is open, but part of its content contradicts itself."""
    return problem(
        "book.partly_damaged",
        path,
        "ブックのファイルの一部が壊れています。開けますが、壊れたところは表示も保存もできないか、数字が違うことがあります。",
        "入力をやめ、このファイルは残したまま、いちばん新しいバックアップから復元してください。",
    )


def locked(path: Path, holder: str) -> Problem:
    """Another program has ``path`` open; ``holder`` says who and since when, or is empty when unknown."""
    return problem(
        "book.locked",
        path,
        f"このブックは{holder or 'ほかのプログラムが'}使用中です。",
        "使い終わるのを待って開き直すか、いちばん新しいバックアップを読み取り専用で開いてください。",
    )


def file_read_only(path: Path) -> Problem:
    """``path`` may be read but not written."""
    return problem(
        "book.read_only",
        path,
        "ブックのファイルが読み取り専用のため、入力を保存できません。",
        "ファイルのプロパティで「読み取り専用」を外すか、書き込めるフォルダーにコピーして開いてください。",
    )


def copy_read_only(path: Path) -> Problem:
    """A change was asked of a backup opened for reading."""
    return problem(
        "book.read_only",
        path,
        "バックアップを読み取り専用で開いているため、変更できません。",
        "元のブックが空くのを待って、開き直してから入力してください。",
    )


def unreadable(path: Path) -> Problem:
    """The operating system doesn't let this user read ``path``."""
    return problem(
        "book.unreadable",
        path,
        "ブックのファイルを読む権限がありません。",
        "ファイルとフォルダーのアクセス権を管理者に確かめてから、もう一度開いてください。",
    )


def folder_unwritable(path: Path) -> Problem:
    """Nothing can be written into the folder of ``path``."""
    return problem(
        "book.folder_unwritable",
        path,
        f"フォルダー「{path.parent}」に書き込めません。",
        "フォルダーのアクセス権を確かめるか、書き込めるフォルダーにブックを置いてください。",
    )


def no_folder(path: Path) -> Problem:
    """The folder of ``path`` doesn't exist."""
    return problem(
        "book.folder_missing",
        path,
        f"フォルダー「{path.parent}」が見つかりません。",
        "フォルダーを作るか、別の保存先を選んでください。",
    )


def exists(path: Path) -> Problem:
    """A new book was asked for where there is a file already."""
    return problem(
        "book.exists",
        path,
        "同じ名前のファイルがすでにあります。",
        "別の名前を付けるか、そのファイルを開いてください。",
    )


def cut_off(path: Path) -> Problem:
    """A journal with content lies beside ``path``: SQLite would play it back into whatever is put there."""
    return problem(
        "book.cut_off",
        path,
        f"保存の途中で止まったブックの記録「{path.name}-journal」が、同じフォルダーに残っています。",
        "そのブックをいちど開いて閉じると最後の入力まで戻ります。開けないときは、ブックと記録を両方とも別のフォルダーに"
        "移してから、もう一度行ってください。",
    )


def disk_full(path: Path) -> Problem:
    """There was no room; nothing was changed."""
    return problem(
        "book.disk_full",
        path,
        "記憶装置の空き容量が足りないため、保存できませんでした。ファイルは保存前のままです。",
        "不要なファイルを削除して空きを作ってから、同じ操作をもう一度行ってください。",
    )


def write_failed(path: Path) -> Problem:
    """The device or the network didn't take the bytes; nothing was changed."""
    return problem(
        "book.write_failed",
        path,
        "記憶装置が書き込みに応じないため、保存できませんでした。ファイルは保存前のままです。",
        "ドライブやネットワークの接続を確かめてから、同じ操作をもう一度行ってください。",
    )


def of_os_error(path: Path, error: OSError) -> Problem:
    """What an error of the operating system while writing at ``path`` means to the user."""
    if error.errno in _NO_SPACE or getattr(error, "winerror", None) in _WINDOWS_NO_SPACE:
        return disk_full(path)
    if isinstance(error, FileNotFoundError):
        return no_folder(path)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return folder_unwritable(path)
    return write_failed(path)


@contextmanager
def as_refusals(
    path: Path, connection: apsw.Connection, *, is_open: bool = False
) -> Generator[None, None, None]:
    """Turn the errors of SQLite that the world caused into ``Refused``; our own mistakes stay loud.

    ``is_open``: the book was opened before, so that damage now is in a part of it.
    """
    try:
        yield
    except apsw.Error as error:
        problem = _of_sqlite_error(path, error, connection.system_errno)
        if problem is None:
            raise
        if is_open and problem.code == "book.damaged":
            problem = partly_damaged(path)
        raise Refused(problem) from error


def _of_sqlite_error(path: Path, error: apsw.Error, system_errno: int) -> Problem | None:
    match error:
        case apsw.FullError():
            return disk_full(path)
        case apsw.IOError():
            return disk_full(path) if system_errno in _NO_SPACE else write_failed(path)
        case apsw.ReadOnlyError():
            return file_read_only(path)
        case apsw.CantOpenError():
            return folder_unwritable(path)
        case apsw.CorruptError() | apsw.NotADBError():
            return damaged(path)
        case apsw.BusyError():
            return locked(path, lock_note.holder_words(path))
        case _:
            return None
