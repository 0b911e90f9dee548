"""The reader as a process: it dies, hangs, is cancelled, and the program around it goes on."""

from __future__ import annotations

import errno
import os
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt

from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.excel.reader import WorkbookReader, intake, process
from kyosai_desktop.excel.reader.process import reader_command

CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.fixture
def old_book(tmp_path: Path) -> Path:
    path = tmp_path / "古い.xls"
    book = xlwt.Workbook()
    sheet = book.add_sheet("実績")
    sheet.write(0, 0, "ブロック")
    sheet.write(1, 0, 5)
    book.save(str(path))
    return path


def code_of(reader: WorkbookReader, path: Path, **options: Callable[[], bool]) -> str:
    with pytest.raises(Refused) as refused:
        reader.read(path, **options)
    return refused.value.problems[0].code


def test_a_workbook_that_aborts_the_reader_is_told_and_the_next_is_read(
    reader: WorkbookReader, old_book: Path, raw_book
) -> None:
    data = old_book.read_bytes()
    declared = data.index(struct.pack("<HH", 0x0200, 14))
    far = struct.pack("<HHIIHHH", 0x0200, 14, 0, 0xFFFFFFFE, 0, 0xFFFE, 0)
    hostile = old_book.with_name("罠.xls")
    hostile.write_bytes(data[:declared] + far + data[declared + len(far) :])
    for _again in range(2):
        assert code_of(reader, hostile) == "file.reader_stopped"
        assert reader.read(raw_book(CELL)).sheets[0].cells[0, 0].value == 1
        assert reader.read(old_book).sheets[0].cells[1, 0].value == 5


def test_a_workbook_that_takes_too_much_memory_does_not_take_the_program_with_it(
    reader: WorkbookReader, tmp_path: Path, old_book: Path
) -> None:
    book = xlwt.Workbook()
    for number in range(3):
        sheet = book.add_sheet(f"{number}")
        sheet.write(0, 0, 1)
        sheet.write(65_535, 255, 2)
    book.save(str(tmp_path / "遠い.xls"))
    assert code_of(reader, tmp_path / "遠い.xls") in ("file.reader_stopped", "file.too_large")
    assert reader.read(old_book).sheets[0].cells[1, 0].value == 5


def test_a_reader_that_takes_too_long_is_ended(raw_book) -> None:
    rows = "".join(f'<row r="{n}">' + "<c><v>1</v></c>" * 100 + "</row>" for n in range(1, 1_900))
    path = raw_book(rows)
    with WorkbookReader(seconds=0.01) as impatient:
        assert code_of(impatient, path) == "file.reader_timeout"
        assert impatient._child is None


def test_reading_can_be_cancelled(raw_book) -> None:
    rows = "".join(f'<row r="{n}">' + "<c><v>1</v></c>" * 100 + "</row>" for n in range(1, 1_900))
    path = raw_book(rows)
    asked = []

    def cancelled() -> bool:
        asked.append(True)
        return True

    with WorkbookReader() as own:
        assert code_of(own, path, cancelled=cancelled) == "file.cancelled"
        assert asked == [True]
        assert own.read(raw_book(CELL), cancelled=lambda: False).sheets[0].cells[0, 0].value == 1


@pytest.mark.skipif(sys.platform == "win32", reason="ends the reader by a signal")
def test_a_reader_that_was_killed_while_idle_is_replaced(raw_book) -> None:
    path = raw_book(CELL)
    with WorkbookReader() as own:
        own.read(path)
        child = own._child
        assert child is not None
        os.kill(child.pid, signal.SIGKILL)
        time.sleep(0.05)
        assert code_of(own, path) == "file.reader_stopped"
        assert own.read(path).sheets[0].cells[0, 0].value == 1


def test_the_child_is_kept_and_nothing_is_left_behind(raw_book) -> None:
    path = raw_book(CELL)
    own = WorkbookReader()
    own.read(path)
    child = own._child
    own.read(path)
    assert own._child is child
    folder = Path(own._folder.name)
    assert list(folder.iterdir()) == []
    if sys.platform != "win32":
        assert folder.stat().st_mode & 0o077 == 0
    own.close()
    assert not folder.exists()
    assert child is not None
    assert child._process.returncode is not None


def test_several_threads_wait_for_each_other(reader: WorkbookReader, raw_book) -> None:
    path = raw_book(CELL)
    read: list[object] = []
    threads = [
        threading.Thread(target=lambda: read.append(reader.read(path).sheets[0].cells[0, 0].value))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == [1, 1, 1, 1]


def test_the_reader_ends_with_its_input() -> None:
    ended = subprocess.run(reader_command(), input=b"", capture_output=True, timeout=20, check=True)
    assert ended.stdout == b""


def test_a_mistake_of_the_reader_is_logged_and_told(
    reader: WorkbookReader, raw_book, monkeypatch, caplog
) -> None:
    answer = {"outcome": "file.reader_stopped", "details": {}, "trace": "Traceback: a mistake"}
    monkeypatch.setattr(process.ReaderProcess, "ask", lambda *_request: answer)
    assert code_of(reader, raw_book(CELL)) == "file.reader_stopped"
    assert "a mistake" in caplog.text


def test_an_installed_program_starts_itself_as_reader(monkeypatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert reader_command() == [sys.executable, "--reader"]


def test_a_file_that_keeps_changing_is_not_read(reader: WorkbookReader, raw_book, monkeypatch) -> None:
    path = raw_book(CELL)
    copy_once = intake._copy_once

    def and_somebody_writes(source: Path, copy: Path, name: str) -> str:
        digest = copy_once(source, copy, name)
        with source.open("ab") as stream:
            stream.write(b"\0")
        return digest

    monkeypatch.setattr(intake, "_copy_once", and_somebody_writes)
    assert code_of(reader, path) == "file.changed_while_reading"


def test_a_file_saved_once_while_copying_is_copied_again(
    reader: WorkbookReader, raw_book, monkeypatch
) -> None:
    path = raw_book(CELL)
    newer = raw_book(CELL.replace("<v>1<", "<v>2<")).read_bytes()
    path = raw_book(CELL)
    copy_once = intake._copy_once
    copies: list[str] = []

    def and_it_is_saved_after_the_first(source: Path, copy: Path, name: str) -> str:
        copies.append(copy_once(source, copy, name))
        if len(copies) == 1:
            source.write_bytes(newer)
            os.utime(source, (1, 1))
        return copies[-1]

    monkeypatch.setattr(intake, "_copy_once", and_it_is_saved_after_the_first)
    book = reader.read(path)
    assert book.sheets[0].cells[0, 0].value == 2
    assert book.sha256 == copies[1]
    assert book.notes == ()


def test_a_file_saved_after_it_was_copied_is_read_and_told(reader: WorkbookReader, raw_book) -> None:
    path = raw_book(CELL)

    class Saving(WorkbookReader):
        def _ask(self, *request):
            os.utime(path, (1, 1))
            return super()._ask(*request)

    with Saving() as own:
        assert [note.code for note in own.read(path).notes] == ["file.note.changed_after_copy"]


def in_a_process(work: Callable[[], str]) -> str:
    """What ``work`` says in a forked process, so that its uid and limits are its own."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        said = b"it raised"
        try:
            said = work().encode()
        finally:
            os.write(writing, said)
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = answer.read()
    os.waitpid(pid, 0)
    return said


def become_nobody() -> None:
    """As root no permission is ever denied."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these permissions nor fork")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_without_permission_a_file_is_unreadable(raw_book, what: str) -> None:
    with tempfile.TemporaryDirectory() as everybodys:
        base = Path(everybodys)
        base.chmod(0o777)
        folder = base / "他人の"
        folder.mkdir()
        path = folder / "表.xlsx"
        path.write_bytes(raw_book(CELL).read_bytes())
        (path if what == "file" else folder).chmod(0)

        def read() -> str:
            become_nobody()
            with pytest.raises(Refused) as refused, intake.taken_in(path, base):
                pass
            return refused.value.problems[0].code

        assert in_a_process(read) == "file.unreadable"
        folder.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files, nor fork")
def test_a_full_disk_is_told(tmp_path: Path, raw_book) -> None:
    import resource

    path = raw_book(CELL)

    def read() -> str:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
        with pytest.raises(Refused) as refused, intake.taken_in(path, tmp_path):
            pass
        return refused.value.problems[0].code

    assert in_a_process(read) == "file.no_space"


def test_a_network_share_that_goes_away_while_reading(reader: WorkbookReader, raw_book, monkeypatch) -> None:
    path = raw_book(CELL)

    def gone(*_arguments: object) -> str:
        raise intake._refused_by_system(OSError(errno.EIO, "gone"), path.name)

    monkeypatch.setattr(intake, "_copy_once", gone)
    assert code_of(reader, path) == "file.unreadable"
