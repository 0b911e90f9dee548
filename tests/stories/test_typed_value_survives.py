"""A value typed into the window is in the book as soon as its cell is left, whatever happens to the program then."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.operations import books, sample, tables
from kyosai_desktop.store.opening import open_book

TYPE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from kyosai_desktop.ui import theme
from kyosai_desktop.ui.dialogs import SystemDialogs
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.preferences import Preferences
from kyosai_desktop.ui.program import Program

app = QApplication(sys.argv[:1])
preferences = Preferences()
theme.install(app)
theme.apply(app, preferences.appearance, preferences.text_percent)
program = Program(app, preferences, SystemDialogs())
program.open(Path(sys.argv[1]))
program.window.show()
app.processEvents()
QTest.keyClick(program.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
app.processEvents()
grid = next(view for view in program.window.findChildren(GridView) if view.isVisible() and view.isEnabled())
model = grid.model()
column = next(at for at in range(model.columnCount()) if model.flags(model.index(0, at)) & Qt.ItemFlag.ItemIsEditable)
grid.setCurrentIndex(model.index(0, column))
grid.setFocus()
app.processEvents()
for letter in sys.argv[2]:
    QTest.keyClick(QApplication.focusWidget(), letter)
QTest.keyClick(QApplication.focusWidget(), Qt.Key[sys.argv[3]])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("leave", ["Key_Return", "Key_Tab", "Key_Down"])
def test_a_value_is_there_after_the_program_was_killed_when_its_cell_was_left(
    tmp_path: Path, leave: str
) -> None:
    path = tmp_path / "事務局.kyosai"
    sample.create(path).close()
    killed = subprocess.run(
        [sys.executable, "-c", TYPE_AND_DIE, str(path), "987", leave],
        timeout=60,
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    book = open_book(path)
    viewpoint = Viewpoint(books.councils(book)[0], FiscalYear(2023, 6), Month(2024, 5))
    table = tables.table(book, "rosai.blocks", viewpoint)
    assert (table.rows[0].name, table.columns[1].path) == ("石狩", "こくみん共済／実績")
    assert table.cells[0][1].text == "987"
    label = book.undo_label()
    assert label is not None
    assert "石狩" in label
    book.close()
