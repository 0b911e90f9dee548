"""The rules of docs/architecture.md that a machine can check."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "kyosai_desktop"
TOP_LEVEL = {
    "kyosai_desktop",
    "resources",
    "tests",
    "docs",
    "main.py",
    "pyproject.toml",
    "installer.spec",
    "README.md",
}
MAX_LINES = 350

# performance.md, fact 1: with these imported first, the window comes up 5 to 8 times later
SLOW_TO_IMPORT = {
    "openpyxl",
    "xlsxwriter",
    "reportlab",
    "pandas",
    "numpy",
    "python_calamine",
    "pypdfium2",
    "xlrd",
    "PIL",
    "rapidfuzz",
}

# name: (why it stays out, the only folder that may use it)
BANNED = {
    "QTableView": ("a stock view loses Japanese text while it is composed: use GridView", "ui/grid"),
    "QTableWidget": ("a stock view loses Japanese text while it is composed: use GridView", "ui/grid"),
    "QDataWidgetMapper": ("AutoSubmit drops the edit of a field that was not left", None),
    "QUndoStack": ("the history lives in the book", None),
    "QtSql": ("Qt bundles another SQLite; books open through store only", None),
    "executescript": ("a killed migration would stay half done", None),
}


def modules() -> list[Path]:
    found = sorted(PACKAGE.rglob("*.py"))
    assert len(found) > 20
    return found


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, timeout=60
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name]


def names_used(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every identifier of a module, with its line: names, attributes, and parts of imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.ImportFrom):
            for part in (node.module or "").split("."):
                yield node.lineno, part
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.Import):
            for alias in node.names:
                for part in alias.name.split("."):
                    yield node.lineno, part


def imported_by(statement: str) -> set[str]:
    """Top-level modules that a fresh interpreter has loaded after ``statement``."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys\nprint(*sorted(sys.modules))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return {name.partition(".")[0] for name in ran.stdout.split()}


def test_imports_point_down_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(ROOT))
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_a_module_is_one_idea_long() -> None:
    too_long = [
        f"{module.relative_to(ROOT)}: {lines} lines"
        for module in modules()
        if (lines := len(module.read_text(encoding="utf-8").splitlines())) > MAX_LINES
    ]
    assert too_long == []


def test_the_program_starts_without_slow_libraries() -> None:
    loaded = imported_by("import kyosai_desktop.app")
    assert "kyosai_desktop" in loaded
    assert loaded & (SLOW_TO_IMPORT | {"PySide6", "apsw"}) == set()


def test_commands_need_no_qt_and_the_window_no_slow_library() -> None:
    assert imported_by("import kyosai_desktop.cli") & (SLOW_TO_IMPORT | {"PySide6"}) == set()
    assert imported_by("import kyosai_desktop.ui") & SLOW_TO_IMPORT == set()


@pytest.mark.parametrize("name", sorted(BANNED))
def test_what_was_measured_to_lose_data_stays_out(name: str) -> None:
    reason, only_folder = BANNED[name]
    uses = [
        f"{module.relative_to(ROOT)}:{line}"
        for module in modules()
        if only_folder is None or not module.relative_to(PACKAGE).is_relative_to(only_folder)
        for line, used in names_used(ast.parse(module.read_text(encoding="utf-8")))
        if used == name
    ]
    assert uses == [], reason


def test_no_file_names_a_folder_of_one_machine() -> None:
    folders = "|".join(("work", "root", "tmp", "home"))
    pattern = re.compile(rf"(?<![\w.}}])/(?:{folders})/")
    found = []
    for path in tracked_files():
        data = path.read_bytes() if path.is_file() else b""
        if b"\0" in data:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
            for number, line in enumerate(data.decode("utf-8").splitlines(), start=1)
            if pattern.search(line)
        ]
    assert found == []


def test_the_top_level_stays_small() -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in tracked_files()}
    assert {top for top in tops if not top.startswith(".")} == TOP_LEVEL


def test_ci_runs_what_the_readme_says() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    last = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1]
    assert ".venv/bin/pytest" in last
    assert last in readme
