"""Books that can't be opened or written: one sentence, exit status 2, and not a byte changed."""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pandas
import pytest

from kyosai_desktop import cli
from kyosai_desktop.cli import (
    backup,
    exporting,
    importing,
    new,
    papers,
    printing,
    restore,
    undo,
)  # loaded before rights are given up
from kyosai_desktop.excel import export
from kyosai_desktop.store.opening import open_book

NOBODY = 65534
VERBS = {
    "papers": ["papers", "BOOK"],
    "print": ["print", "BOOK", "rosai.achievement", "-o", "OUT.pdf"],
    "import": ["import", "BOOK", "FILE"],
    "check": ["check", "BOOK"],
    "history": ["history", "BOOK"],
    "undo": ["undo", "BOOK"],
    "backup": ["backup", "BOOK"],
    "verify": ["verify", "BOOK"],
}


def no_book(path: Path, _good: bytes) -> None:
    """Nothing at all."""


def empty(path: Path, _good: bytes) -> None:
    path.write_bytes(b"")


def text(path: Path, _good: bytes) -> None:
    path.write_text("これはメモです。" * 50, encoding="utf-8")


def other_database(path: Path, _good: bytes) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE a (b)")
    connection.commit()
    connection.close()


def newer(path: Path, good: bytes) -> None:
    path.write_bytes(good[:60] + (999).to_bytes(4, "big") + good[64:])


def damaged(path: Path, good: bytes) -> None:
    path.write_bytes(b"\x00" * 40 + good[40:])


def a_folder(path: Path, _good: bytes) -> None:
    path.mkdir()


BAD: dict[str, tuple[Callable[[Path, bytes], None], str]] = {
    "見つからない": (no_book, "book.missing"),
    "空": (empty, "book.not_ours"),
    "メモ": (text, "book.not_ours"),
    "別のデータベース": (other_database, "book.not_ours"),
    "新しい版": (newer, "book.too_new"),
    "壊れた": (damaged, "book.damaged"),
    "フォルダー": (a_folder, "book.not_ours"),
}


def contents(folder: Path) -> dict[str, bytes | None]:
    return {
        str(file.relative_to(folder)): file.read_bytes() if file.is_file() else None
        for file in sorted(folder.rglob("*"))
    }


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("verb", VERBS)
def test_a_book_that_is_none_is_one_sentence_and_is_not_touched(
    run, made: Path, branch_books: list[Path], tmp_path: Path, kind: str, verb: str
) -> None:
    make, code = BAD[kind]
    path = tmp_path / "台帳.kyosai"
    make(path, (made / "見本.kyosai").read_bytes())
    before = contents(tmp_path)
    words = {"BOOK": path, "FILE": branch_books[0], "OUT.pdf": tmp_path / "OUT.pdf"}
    ran = run(*(words.get(word, word) for word in VERBS[verb]))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("台帳.kyosai：") and ran.err.count("\n") == 1
    assert contents(tmp_path) == before
    told = run(*(words.get(word, word) for word in VERBS[verb]), "--json")
    assert (told.status, told.code, told.json["status"]) == (2, code, "not_done")
    assert contents(tmp_path) == before


def test_a_book_that_someone_has_open_says_who(book: Path, branch_books: list[Path]) -> None:
    before = book.read_bytes()  # not while it is open: closing the handle would drop this process's lock
    holder = open_book(book, user="山田")
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "kyosai_desktop", "import", book, branch_books[0]],
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert (ran.returncode, ran.stdout) == (2, "")
        assert "山田さん" in ran.stderr and "使用中です" in ran.stderr and ran.stderr.count("\n") == 1
    finally:
        holder.close()
    assert book.read_bytes() == before


def in_child(
    words: list[str | Path], *, as_nobody: bool = False, file_limit: int | None = None
) -> tuple[int, str, str]:
    """Run a command in a forked child without the rights of root, or where no file may grow beyond a limit."""
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child never returns into the tests
        pid = os.fork()
    if pid == 0:
        try:
            os.close(reader)
            if as_nobody and os.geteuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            if file_limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))
            out, err = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                status = cli.main([str(word) for word in words])
            os.write(writer, pickle.dumps((status, out.getvalue(), err.getvalue())))
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(pid, 0)
    assert answer, "the child died; see its traceback above"
    status, said, told = pickle.loads(answer)
    return status, said, told


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that belongs to nobody, so that rights can be taken away from its files."""
    folder = Path(tempfile.mkdtemp(prefix="共済"))
    folder.chmod(0o755)
    yield folder
    for inside in folder.rglob("*"):
        if inside.is_dir():
            inside.chmod(0o755)
    shutil.rmtree(folder)


def give_to_nobody(*paths: Path) -> None:
    if os.geteuid() == 0:
        for path in paths:
            os.chown(path, NOBODY, NOBODY)


def test_a_read_only_book_is_told_and_not_touched(book: Path, public_folder: Path) -> None:
    assert papers and undo
    path = public_folder / "台帳.kyosai"
    shutil.copy(book, path)
    give_to_nobody(public_folder, path)
    path.chmod(0o444)
    before = path.read_bytes()
    for verb in ("papers", "undo"):
        status, out, err = in_child([verb, path], as_nobody=True)
        assert (status, out) == (2, "")
        assert "読み取り専用" in err and err.count("\n") == 1
    assert path.read_bytes() == before


def test_a_book_nobody_may_read_is_told(book: Path, public_folder: Path) -> None:
    path = public_folder / "台帳.kyosai"
    shutil.copy(book, path)
    give_to_nobody(public_folder, path)
    path.chmod(0)
    status, _out, err = in_child(["papers", path], as_nobody=True)
    assert status == 2 and "読む権限がありません" in err


def test_a_folder_nobody_may_read_is_told_and_the_book_is_unchanged(book: Path, public_folder: Path) -> None:
    assert importing
    path, folder = public_folder / "台帳.kyosai", public_folder / "支店"
    shutil.copy(book, path)
    folder.mkdir()
    give_to_nobody(public_folder, path, folder)
    folder.chmod(0)
    before = path.read_bytes()
    status, out, err = in_child(["import", path, folder], as_nobody=True)
    assert (status, out) == (2, "")
    assert err.startswith("支店：フォルダーを読む権限がありません。") and err.count("\n") == 1
    assert path.read_bytes() == before


def test_a_folder_nobody_may_write_takes_no_paper_and_no_book(book: Path, public_folder: Path) -> None:
    assert printing and new
    path, folder = public_folder / "台帳.kyosai", public_folder / "資料"
    shutil.copy(book, path)
    folder.mkdir()
    give_to_nobody(public_folder, path, folder)
    folder.chmod(0o555)
    status, _out, err = in_child(["print", path, "rosai.achievement", "-o", folder / "a.csv"], as_nobody=True)
    assert status == 2 and "書き込む権限がない" in err
    status, _out, err = in_child(["new", folder / "新.kyosai", "--preset", "both"], as_nobody=True)
    assert status == 2 and "書き込めません" in err
    assert list(folder.iterdir()) == []


INTO_A_CLOSED_FOLDER = {
    "ファイルを取り込む": (["import", "BOOK", "CLOSED/支店.xlsx"], "読み取りの権限がありません"),
    "新しいブック": (["new", "CLOSED/新.kyosai", "--preset", "both"], "中を見る権限がありません"),
    "資料のファイル": (["print", "BOOK", "rosai.achievement", "-o", "CLOSED/a.csv"], "書き込む権限がない"),
    "資料のフォルダー": (["print", "BOOK", "rosai.achievement", "-o", "CLOSED/下"], "作れません"),
    "分析用のブック": (["export", "BOOK", "-o", "CLOSED/a.xlsx"], "書き込む権限がない"),
    "CSV": (["export", "BOOK", "-o", "CLOSED/下"], "作れません"),
    "バックアップ": (["backup", "BOOK", "-o", "CLOSED/写し.kyosai"], "中を見る権限がありません"),
    "そこから復元": (["restore", "CLOSED/写し.kyosai", "BOOK"], "中を見る権限がありません"),
    "そこへ復元": (["restore", "BOOK", "CLOSED/写し.kyosai"], "中を見る権限がありません"),
    "見本": (["demo", "--dir", "CLOSED/見本", "--no-window"], "作れません"),
    "設定ブックへ": (["setup", "BOOK", "--save", "CLOSED/設定.xlsx"], "書き込む権限がない"),
    "設定ブックから": (["setup", "BOOK", "--load", "CLOSED/設定.xlsx"], "読み取りの権限がありません"),
    "ブック": (["check", "CLOSED/台帳.kyosai"], "読む権限がありません"),
}


@pytest.mark.parametrize("what", INTO_A_CLOSED_FOLDER)
def test_a_folder_nobody_may_look_into_is_one_sentence(book: Path, public_folder: Path, what: str) -> None:
    assert backup and exporting and restore and openpyxl and pandas
    words, told = INTO_A_CLOSED_FOLDER[what]
    path, folder = public_folder / "台帳.kyosai", public_folder / "支店"
    shutil.copy(book, path)
    folder.mkdir()
    give_to_nobody(public_folder, path, folder)
    folder.chmod(0)
    before = path.read_bytes()
    given = [word.replace("CLOSED", str(folder)).replace("BOOK", str(path)) for word in words]
    status, _out, err = in_child([*given], as_nobody=True)
    assert status == 2
    assert told in err and err.count("\n") == 1 and err.endswith("。\n")
    assert path.read_bytes() == before
    folder.chmod(0o755)
    assert not list(folder.iterdir())


LONG = "とても長い名前の資料" * 12


@pytest.mark.parametrize(
    "words",
    [
        ["import", "BOOK", f"{LONG}.xlsx"],
        ["print", "BOOK", "rosai.blocks", "-o", f"{LONG}.csv"],
        ["print", "BOOK", "rosai.blocks", "-o", LONG],
        ["export", "BOOK", "-o", f"{LONG}.xlsx"],
        ["backup", "BOOK", "-o", f"{LONG}.kyosai"],
        ["restore", "BOOK", f"{LONG}.kyosai"],
        ["restore", f"{LONG}.kyosai", "BOOK"],
        ["new", f"{LONG}.kyosai", "--preset", "both"],
        ["check", f"{LONG}.kyosai"],
    ],
)
def test_a_name_too_long_for_the_system_is_one_sentence(
    run, book: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(book.parent)
    before = contents(book.parent)
    ran = run(*(book if word == "BOOK" else word for word in words))
    assert (ran.status, ran.err.count("\n")) == (2, 1), ran.err
    assert "長" in ran.err or "見つかりません" in ran.err
    assert contents(book.parent) == before


def test_a_full_disk_stops_an_import_before_anything_is_changed(book: Path, branch_books: list[Path]) -> None:
    before = book.read_bytes()
    status, _out, err = in_child(["import", book, branch_books[0]], file_limit=len(before) // 2)
    assert status == 2
    assert "空き容量" in err and err.count("\n") == 1
    assert book.read_bytes() == before


def test_a_full_disk_leaves_no_half_paper(book: Path, tmp_path: Path) -> None:
    assert export
    target = tmp_path / "資料" / "a.csv"
    target.parent.mkdir()
    target.write_text("前の資料", encoding="utf-8")
    status, _out, err = in_child(["print", book, "rosai.blocks", "-o", target], file_limit=500)
    assert status == 2 and "空き容量が足りない" in err and err.count("\n") == 1
    assert contents(target.parent) == {"a.csv": "前の資料".encode()}


@pytest.mark.parametrize("limit", [10_000, 400_000, 650_000])
def test_a_full_disk_leaves_no_half_book(tmp_path: Path, limit: int) -> None:
    status, _out, err = in_child(
        ["new", tmp_path / "新.kyosai", "--preset", "both", "--sample"], file_limit=limit
    )
    assert status == 2 and "空き容量が足りない" in err
    assert not [file for file in tmp_path.rglob("*.kyosai") if file.parent == tmp_path]
