"""A file saved for the user is there complete, or nothing has changed and a sentence says why."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.operations import file_replace
from kyosai_desktop.operations.file_replace import replace_file


def _writes(content: bytes):
    def write(target: BinaryIO) -> None:
        target.write(content)

    return write


def test_the_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "達成状況.pdf"
    path.write_bytes(b"old")

    replace_file(path, _writes(b"new"))

    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="rights by umask are those of POSIX")
def test_others_may_read_it_as_any_new_file(tmp_path: Path) -> None:
    path, other = tmp_path / "a.pdf", tmp_path / "b.pdf"
    replace_file(path, _writes(b"new"))
    other.write_bytes(b"")

    assert path.stat().st_mode == other.stat().st_mode


def test_a_mistake_while_writing_stays_loud_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "達成状況.pdf"
    path.write_bytes(b"old")

    def write(target: BinaryIO) -> None:
        target.write(b"half")
        raise KeyError("目標")

    with pytest.raises(KeyError):
        replace_file(path, write)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        replace_file(tmp_path / "ない" / "a.pdf", _writes(b""))

    assert refused.value.problems[0].code == "folder_missing"


def test_a_folder_of_the_same_name_leaves_the_new_file_under_another(tmp_path: Path) -> None:
    path = tmp_path / "達成状況.pdf"
    path.mkdir()

    with pytest.raises(Refused) as refused:
        replace_file(path, _writes(b"new"))

    assert "達成状況（未保存1）.pdf" in refused.value.problems[0].sentence()
    assert (tmp_path / "達成状況（未保存1）.pdf").read_bytes() == b"new"
    assert path.is_dir()


def test_a_file_held_by_excel_leaves_the_new_one_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "達成状況.xlsx"
    path.write_bytes(b"old")

    def held(finished: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "held", str(target))

    monkeypatch.setattr(file_replace, "replace", held)
    with pytest.raises(Refused) as refused:
        replace_file(path, _writes(b"new"))

    assert refused.value.problems[0].code == "file_in_use"
    assert path.read_bytes() == b"old"
    assert (tmp_path / "達成状況（未保存1）.xlsx").read_bytes() == b"new"


_CHILD = """
import os, resource, signal, sys
from pathlib import Path
from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.operations.file_replace import replace_file
if sys.argv[1] == "full":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
elif os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    replace_file(Path(sys.argv[2]), lambda target: target.write(b"x" * 100_000) and None)
except Refused as refused:
    print(refused.problems[0].code, refused.problems[0].sentence())
"""


@pytest.mark.skipif(os.name == "nt", reason="limits and users of POSIX")
@pytest.mark.parametrize(("world", "code"), [("full", "disk_full"), ("read-only", "not_writable")])
def test_a_full_or_closed_folder_is_told_and_the_old_file_stays(
    tmp_path: Path, world: str, code: str
) -> None:
    folder = tmp_path / "保存先"
    folder.mkdir()
    path = folder / "達成状況.pdf"
    path.write_bytes(b"old")
    for opened in (path.parent, *path.parent.parents):
        if opened.is_relative_to(tmp_path.parent.parent):
            opened.chmod(0o755)
    if world == "read-only":
        folder.chmod(0o555)
    environment = os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONPATH": os.pathsep.join(sys.path)}
    run = [sys.executable, "-c", _CHILD, world, str(path)]
    told = subprocess.run(
        run, capture_output=True, text=True, timeout=60, check=True, env=environment, encoding="utf-8"
    )

    assert told.stdout.split()[0] == code, told
    assert "保存できませんでした。" in told.stdout
    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]
