"""A finished file gets its name whole, also where a scanner holds the old one for a moment."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kyosai_desktop.store import file_replace


def held_by_scanner(times: int, winerror: int) -> Callable[[Path, Path], None]:
    replace = os.replace

    def busy(source: Path, target: Path) -> None:
        nonlocal times
        if times:
            times -= 1
            error = PermissionError("held by another program")
            error.winerror = winerror  # type: ignore[attr-defined] - set by Windows only
            raise error
        replace(source, target)

    return busy


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    finished, target = tmp_path / "新", tmp_path / "台帳"
    finished.write_text("新しい内容", encoding="utf-8")
    target.write_text("前の内容", encoding="utf-8")
    return finished, target


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_held_for_a_moment_is_replaced_in_the_end(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, winerror: int
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(file_replace.time, "sleep", waits.append)
    monkeypatch.setattr(file_replace.os, "replace", held_by_scanner(3, winerror))
    file_replace.replace(*files)
    assert files[1].read_text(encoding="utf-8") == "新しい内容"
    assert not files[0].exists()
    assert waits == [0.05, 0.1, 0.2]


@pytest.mark.parametrize(("times", "winerror"), [(9, 32), (1, 19)])
def test_a_file_that_stays_held_leaves_both_files(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, times: int, winerror: int
) -> None:
    monkeypatch.setattr(file_replace.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(file_replace.os, "replace", held_by_scanner(times, winerror))
    with pytest.raises(PermissionError):
        file_replace.replace(*files)
    assert [file.read_text(encoding="utf-8") for file in files] == ["新しい内容", "前の内容"]


def test_publishing_never_overwrites(files: tuple[Path, Path]) -> None:
    with pytest.raises(FileExistsError):
        file_replace.publish(*files)
    assert [file.read_text(encoding="utf-8") for file in files] == ["新しい内容", "前の内容"]
    files[1].unlink()
    file_replace.publish(*files)
    assert files[1].read_text(encoding="utf-8") == "新しい内容"
    assert not files[0].exists()
