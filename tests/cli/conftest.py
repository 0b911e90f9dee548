"""Commands run as users run them: arguments in, exit status, stdout and stderr out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kyosai_desktop import cli
from kyosai_desktop.operations import books
from kyosai_desktop.operations.sample.branch_books import blocks_of_branches, write_branch_books
from kyosai_desktop.operations.sample.fill import fill


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """stdout, which must be exactly one JSON object."""
        assert self.out.count("\n") == 1 and self.out.endswith("\n")
        found = json.loads(self.out)
        assert isinstance(found, dict) and found["format"] == 1
        return found

    @property
    def code(self) -> str:
        """The code of the only problem, of a command with --json."""
        (problem,) = self.json["problems"]
        assert problem["message"].endswith("。") and problem["next"].endswith("。")
        return str(problem["code"])


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command."""

    def running(*words: str | Path) -> Ran:
        capsys.readouterr()
        status = cli.main([str(word) for word in words])
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return running


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 見本.kyosai (the sample without the results of three branches) and their workbooks."""
    folder = tmp_path_factory.mktemp("made")
    book = books.create(folder / "見本.kyosai", "both", user="山田")
    fill(book, without_results_of=blocks_of_branches())
    book.close()
    write_branch_books(folder / "支店")
    return folder


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Path:
    """A copy of the sample book for one test."""
    path = tmp_path / "見本.kyosai"
    path.write_bytes((made / "見本.kyosai").read_bytes())
    return path


@pytest.fixture
def branch_books(made: Path) -> list[Path]:
    """The three branch workbooks, in the order of their names."""
    return sorted((made / "支店").iterdir())
