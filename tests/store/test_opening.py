"""Every way a file can be when someone opens it: one sentence each, and not a byte of it changed."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import pytest

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.store import lock_note, migrations, pragmas
from kyosai_desktop.store.backup import BackupReason, list_backups
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.opening import create_book, open_book, open_read_only_copy

Child = Callable[..., Any]


def put(book: Book, name: str, value: str) -> None:
    with book.change("設定") as tx:
        tx.execute("INSERT OR REPLACE INTO book_setting VALUES (?, ?)", (name, value))


def make_book(path: Path, rows: int = 3) -> Path:
    book = create_book(path)
    for number in range(rows):
        put(book, f"名前{number}", f"値{number}")
    book.close()
    return path


def folder_content(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def refusal_of(path: Path) -> str:
    """The code of the refusal, after checking that its sentence tells what, why and what next."""
    with pytest.raises(Refused) as refused:
        open_book(path)
    [problem] = refused.value.problems
    assert problem.message.endswith("。")
    assert problem.next_step.endswith("ください。") or problem.next_step.endswith("読み込めます。")
    assert problem.code not in problem.sentence()
    assert "！" not in problem.sentence()
    return problem.code


def test_a_new_book_is_ours_and_set_up_as_decided(tmp_path: Path) -> None:
    book = create_book(tmp_path / "共済 台帳・令和6.kyosai")
    expected = {
        "application_id": pragmas.APPLICATION_ID,
        "user_version": migrations.schema_version(),
        "locking_mode": "exclusive",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "temp_store": 2,
    }
    assert {name: book.query(f"PRAGMA {name}")[0][0] for name in expected} == expected
    assert book.verify() == []
    assert book.history() == []
    put(book, "a", "1")
    journal = book.path.with_name(book.path.name + "-journal")
    assert journal.stat().st_size == 0  # journal_mode=TRUNCATE
    book.close()


def test_a_closed_book_leaves_nothing_but_itself_and_its_backups(tmp_path: Path) -> None:
    path = make_book(tmp_path / "台帳.kyosai")
    assert {file.name for file in tmp_path.iterdir()} == {"台帳.kyosai", "バックアップ"}
    open_book(path).close()
    assert {file.name for file in tmp_path.iterdir()} == {"台帳.kyosai", "バックアップ"}


def test_nothing_is_made_where_there_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "台帳.kyosai"
    path.write_bytes(b"")
    with pytest.raises(Refused) as refused:
        create_book(path)
    assert refused.value.problems[0].code == "book.exists"
    assert folder_content(tmp_path) == {"台帳.kyosai": b""}


def test_nothing_is_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        create_book(tmp_path / "ない" / "台帳.kyosai")
    assert refused.value.problems[0].code == "book.folder_missing"
    assert folder_content(tmp_path) == {}


def test_nothing_is_made_beside_the_journal_of_a_save_that_was_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "台帳.kyosai"
    path.with_name("台帳.kyosai-journal").write_bytes(b"hot")
    with pytest.raises(Refused) as refused:
        create_book(path)
    assert refused.value.problems[0].code == "book.cut_off"
    book = create_book(tmp_path / "別.kyosai")
    problem = book.backup_to(path)
    assert problem is not None
    assert problem.code == "book.cut_off"
    book.close()


def zip_file(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>" * 50)


def other_database(path: Path) -> None:
    other = apsw.Connection(str(path))
    other.execute("CREATE TABLE t (a)")
    other.close()


def encrypted_book(path: Path) -> None:
    other = apsw.Connection(str(path))
    other.execute("PRAGMA key = 'ひみつ'").fetchall()
    other.execute("CREATE TABLE t (a)")
    other.close()


def newer_book(path: Path) -> None:
    make_book(path)
    stranger = apsw.Connection(str(path))
    stranger.execute(f"PRAGMA user_version = {migrations.schema_version() + 1}").fetchall()
    stranger.close()


def truncated_book(path: Path) -> None:
    make_book(path)
    os.truncate(path, path.stat().st_size // 2)


def book_with_overwritten_first_page(path: Path) -> None:
    make_book(path)
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 900)


def book_with_broken_first_bytes(path: Path) -> None:
    make_book(path)
    with path.open("r+b") as file:
        file.write(b"?" * 16)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: None, "book.missing"),
        (lambda path: path.mkdir(), "book.not_ours"),
        (lambda path: path.write_bytes(b""), "book.not_ours"),
        (lambda path: path.write_bytes(b"SQLite"), "book.not_ours"),
        (lambda path: path.write_text("支部,目標\n石狩,12\n" * 40, encoding="cp932"), "book.not_ours"),
        (lambda path: os.mkfifo(path), "book.not_ours"),
        (zip_file, "book.not_ours"),
        (other_database, "book.not_ours"),
        (encrypted_book, "book.needs_key"),
        (newer_book, "book.too_new"),
        (truncated_book, "book.damaged"),
        (book_with_overwritten_first_page, "book.damaged"),
        (book_with_broken_first_bytes, "book.damaged"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_what_is_no_sound_book_is_refused_and_not_touched(
    tmp_path: Path, make: Callable[[Path], None], code: str
) -> None:
    path = tmp_path / "台帳.kyosai"
    make(path)
    before = folder_content(tmp_path)
    assert refusal_of(path) == code
    assert folder_content(tmp_path) == before


def test_the_sentences_of_different_causes_differ(tmp_path: Path) -> None:
    sentences = set()
    for number, make in enumerate(
        (
            lambda path: path.mkdir(),
            lambda path: path.write_bytes(b""),
            other_database,
            encrypted_book,
            newer_book,
        )
    ):
        path = tmp_path / f"{number}" / "台帳.kyosai"
        path.parent.mkdir()
        make(path)
        with pytest.raises(Refused) as refused:
            open_book(path)
        sentences.add(refused.value.problems[0].message)
    assert len(sentences) == 5


def test_a_read_only_file_is_said_to_be_one(public_folder: Path, child: Child) -> None:
    path = public_folder / "台帳.kyosai"
    child(lambda: make_book(path), as_nobody=True)
    path.chmod(0o444)
    before = folder_content(public_folder)
    assert child(lambda: open_book(path), as_nobody=True) == "book.read_only"
    assert folder_content(public_folder) == before


def test_a_file_that_may_not_be_read_is_said_to_be_one(public_folder: Path, child: Child) -> None:
    path = public_folder / "台帳.kyosai"
    child(lambda: make_book(path), as_nobody=True)
    path.chmod(0)
    assert child(lambda: open_book(path), as_nobody=True) == "book.unreadable"


def test_a_folder_that_may_not_be_entered_is_said_to_be_one(public_folder: Path, child: Child) -> None:
    path = public_folder / "台帳.kyosai"
    child(lambda: make_book(path), as_nobody=True)
    public_folder.chmod(0)
    assert child(lambda: open_book(path), as_nobody=True) == "book.unreadable"


def test_a_folder_that_takes_no_files_is_said_to_be_one(public_folder: Path, child: Child) -> None:
    path = public_folder / "台帳.kyosai"
    child(lambda: make_book(path), as_nobody=True)
    before = folder_content(public_folder)
    public_folder.chmod(0o555)
    assert child(lambda: open_book(path), as_nobody=True) == "book.folder_unwritable"
    assert child(lambda: create_book(public_folder / "新.kyosai"), as_nobody=True) == "book.folder_unwritable"
    assert folder_content(public_folder) == before


def limit_files_to(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_disk_full_while_making_a_book_leaves_nothing(tmp_path: Path, child: Child) -> None:
    def make() -> Any:
        limit_files_to(20_000)
        return create_book(tmp_path / "台帳.kyosai")

    assert child(make) == "book.disk_full"
    assert folder_content(tmp_path) == {}


@pytest.mark.parametrize("room", [0, 1000, 8192, 40_000])
def test_a_disk_that_fills_up_refuses_the_change_and_the_book_stays_usable(
    tmp_path: Path, child: Child, room: int
) -> None:
    path = make_book(tmp_path / "台帳.kyosai")

    def write_until_full() -> Any:
        book = open_book(path)
        limit_files_to(path.stat().st_size + room)
        with pytest.raises(Refused) as refused:
            put(book, "長い", "長" * 200_000)
        seen = book.query("SELECT count(*) FROM book_setting")
        code = refused.value.problems[0].code
        problem = book.close()
        return code, seen, problem

    code, seen, _problem = child(write_until_full)
    assert (code, seen) == ("book.disk_full", [(3,)])
    book = open_book(path)
    assert book.verify() == []
    assert book.query("SELECT count(*) FROM book_setting") == [(3,)]
    assert len(book.history()) == 3
    put(book, "続き", "書ける")
    book.close()


def test_a_second_program_is_told_at_once_who_has_the_book_since_when(tmp_path: Path, child: Child) -> None:
    path = make_book(tmp_path / "台帳.kyosai")
    hold = (
        "import sys; from pathlib import Path; from kyosai_desktop.store.opening import open_book;"
        "book = open_book(Path(sys.argv[1]), user='田中'); print('open', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdin and holder.stdout
    assert holder.stdout.readline() == b"open\n"
    before = folder_content(tmp_path)
    with pytest.raises(Refused) as refused:
        open_book(path)
    [problem] = refused.value.problems
    assert problem.code == "book.locked"
    assert "田中さん" in problem.message
    assert "から使用中です。" in problem.message
    assert folder_content(tmp_path) == before

    copy = open_read_only_copy(path)
    assert copy.read_only
    assert copy.backup_time == list_backups(path)[0].time
    assert copy.query("SELECT count(*) FROM book_setting") == [(3,)]
    with pytest.raises(Refused) as refused:
        put(copy, "x", "y")
    assert refused.value.problems[0].code == "book.read_only"
    for outcome in (copy.undo(), copy.redo(), copy.backup(), copy.cancel(copy.history()[0].id)):
        assert isinstance(outcome, Problem)
        assert outcome.code == "book.read_only"
    copy.close()
    assert folder_content(tmp_path) == before

    holder.kill()  # without closing: the note stays, the lock doesn't
    holder.communicate()
    assert lock_note.note_of(path).exists()
    open_book(path).close()
    assert not lock_note.note_of(path).exists()


def test_the_same_program_opening_a_book_twice_is_refused_and_keeps_its_lock(tmp_path: Path) -> None:
    path = make_book(tmp_path / "台帳.kyosai")
    book = open_book(path)
    assert refusal_of(path) == "book.locked"
    other = [
        sys.executable,
        "-c",
        "import sys, apsw; apsw.Connection(sys.argv[1]).execute('SELECT 1 FROM history')",
    ]
    outcome = subprocess.run([*other, str(path)], capture_output=True, check=False)
    assert b"BusyError" in outcome.stderr
    put(book, "まだ", "書ける")
    book.close()


def test_no_read_only_copy_without_a_backup(tmp_path: Path) -> None:
    create_book(tmp_path / "台帳.kyosai").close()
    with pytest.raises(Refused) as refused:
        open_read_only_copy(tmp_path / "台帳.kyosai")
    assert refused.value.problems[0].code == "backup.none"


def test_the_read_only_copy_passes_over_a_backup_that_is_not_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "台帳.kyosai"
    book = create_book(path)
    put(book, "a", "1")
    book.backup(BackupReason.ASKED)
    put(book, "a", "2")
    book.backup(BackupReason.IMPORT)
    book.close()
    for newer in list_backups(path)[:-1]:
        content = bytearray(newer.path.read_bytes())
        content[-1] ^= 1
        newer.path.write_bytes(content)
    copy = open_read_only_copy(path)
    assert copy.query("SELECT value FROM book_setting") == [("1",)]
    copy.close()


def test_a_save_that_was_cut_off_is_rolled_back_on_opening(tmp_path: Path, child: Child) -> None:
    path = make_book(tmp_path / "台帳.kyosai")

    def die_inside_a_change() -> None:
        book = open_book(path)
        book.query("PRAGMA cache_size = 1")
        with book.change("大きな変更") as tx:
            tx.execute("DELETE FROM book_setting")
            tx.executemany(
                "INSERT INTO book_setting VALUES (?, ?)", [(f"n{n}", "値" * 500) for n in range(500)]
            )
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(AssertionError):
        child(die_inside_a_change)
    journal = path.with_name(path.name + "-journal")
    assert journal.stat().st_size > 0
    book = open_book(path)
    assert book.query("SELECT count(*) FROM book_setting") == [(3,)]
    assert book.verify() == []
    book.close()
    assert not journal.exists()
