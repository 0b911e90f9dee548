"""A program with a window, and a book of the sample, for every test that wants one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QWidget, QWizard
from pytestqt.qtbot import QtBot

from kyosai_desktop.operations import sample
from kyosai_desktop.ui import theme
from kyosai_desktop.ui.dialogs import with_ending
from kyosai_desktop.ui.preferences import Preferences
from kyosai_desktop.ui.program import Program

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


@dataclass
class AnsweringDialogs:
    """Answers what it was told to, and remembers what it was asked. Unasked-for dialogs answer やめる."""

    books: list[Path] = field(default_factory=list)
    files: list[Sequence[Path]] = field(default_factory=list)
    targets: list[Path] = field(default_factory=list)
    printers: list[QPrinter] = field(default_factory=list)
    suggested: list[Path] = field(default_factory=list)
    begun_in: list[Path] = field(default_factory=list)
    shown: list[Path] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    wizards: list[Callable[[QWizard], object]] = field(default_factory=list)

    def open_book(self, parent: QWidget, folder: Path) -> Path | None:
        return self.books.pop(0) if self.books else None

    def open_files(self, parent: QWidget, title: str, kinds: str, folder: Path) -> Sequence[Path]:
        self.begun_in.append(folder)
        return self.files.pop(0) if self.files else []

    def save_file(self, parent: QWidget, title: str, suggestion: Path, kinds: str) -> Path | None:
        self.suggested.append(suggestion)
        return with_ending(self.targets.pop(0), suggestion.suffix) if self.targets else None

    def printer(self, parent: QWidget, title: str, pages: int) -> QPrinter | None:
        return self.printers.pop(0) if self.printers else None

    def ask_reason(self, parent: QWidget, title: str, message: str, command: str) -> str | None:
        return self.reasons.pop(0) if self.reasons else None

    def show_wizard(self, wizard: QWizard) -> None:
        wizard.show()
        if self.wizards:
            self.wizards.pop(0)(wizard)
        wizard.close()

    def show_file(self, path: Path) -> bool:
        self.shown.append(path)
        return True


@dataclass
class Office:
    """The program on a book, as a test drives it."""

    program: Program
    dialogs: AnsweringDialogs
    book: Path


@pytest.fixture(scope="session", autouse=True)
def look(qapp: QApplication) -> None:
    """Our fonts and the light palette, as the program starts."""
    theme.install(qapp)
    theme.apply(qapp, theme.Appearance.LIGHT, 100)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of the sample, to copy."""
    path = tmp_path_factory.mktemp("sample") / "見本.kyosai"
    sample.create(path, user="試験").close()
    return path


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Nothing chosen yet."""
    return Preferences(tmp_path / "preferences.ini")


@pytest.fixture
def make_program(
    qapp: QApplication, qtbot: QtBot, preferences: Preferences
) -> Iterator[Callable[[], Program]]:
    """Builds a program with its window on screen; closes it after the test."""
    made: list[Program] = []

    def make() -> Program:
        preferences.appearance = theme.Appearance.LIGHT
        program = Program(qapp, preferences, AnsweringDialogs())
        made.append(program)
        program.window.show()
        qtbot.waitExposed(program.window)
        return program

    yield make
    for program in made:
        program.window.close()
        qapp.processEvents()
        program.window.deleteLater()
        program.deleteLater()


@pytest.fixture
def office(make_program: Callable[[], Program], sample_file: Path, tmp_path: Path) -> Office:
    """A program on its own copy of the sample."""
    book = tmp_path / "事務局.kyosai"
    shutil.copy(sample_file, book)
    program = make_program()
    assert program.open(book)
    dialogs = program.dialogs
    assert isinstance(dialogs, AnsweringDialogs)
    return Office(program, dialogs, book)
