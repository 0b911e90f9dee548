"""10,000 cells pasted from Excel into a real book: stored with history, computed and repainted.

Against one repaint and a bare ``executemany`` of the same rows into the same table of a book that records nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import apsw
import large_council
import pytest
from large_council import COUNCIL, FORM
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.operations import editing, tables
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.grid import GridView

UNITS, PRODUCTS = 500, 20


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """500 units × 20 products, all of them to be typed."""
    made = large_council.create(tmp_path / "大.kyosai", UNITS, PRODUCTS)
    yield made
    made.close()


def bare_seconds(path: Path, rows: Sequence[tuple[object, ...]]) -> float:
    """The same rows into the same table, with nothing recorded."""
    connection = apsw.Connection(str(path))
    connection.execute("PRAGMA journal_mode=TRUNCATE").fetchall()
    schema = "CREATE TABLE fact (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, PRIMARY KEY (a, b, c, d, e, f, g, h))"
    connection.execute(f"{schema} WITHOUT ROWID").fetchall()
    begun = time.process_time()
    with connection:
        connection.executemany(f"INSERT INTO fact VALUES ({', '.join('?' * 16)})", rows)
    taken = time.process_time() - begun
    connection.close()
    return taken


def test_a_paste_of_10_000_cells_into_a_book(
    book: Book, qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    viewpoint = Viewpoint(COUNCIL, FiscalYear(2024, 4), Month(2024, 9))

    def apply(cells: Sequence[TypedCell], label: str) -> Applied | Problem:
        answer = editing.enter(book, FORM, viewpoint, cells, label)
        grid.set_table(tables.table(book, FORM, viewpoint))
        return answer

    grid = GridView(apply)
    qtbot.addWidget(grid)
    grid.resize(1200, 700)
    grid.set_table(tables.table(book, FORM, viewpoint))
    grid.show()
    QApplication.processEvents()

    QApplication.clipboard().setText(
        "".join("\t".join(str(at * 7 + row) for at in range(PRODUCTS)) + "\r\n" for row in range(UNITS))
    )
    grid.go(0, 0)
    begun = time.process_time()
    grid.paste()
    grid.viewport().repaint()
    pasted = time.process_time() - begun
    rows = book.query("SELECT * FROM fact")
    assert len(rows) == UNITS * PRODUCTS
    assert book.undo_label() == "10,000セルを貼り付け"

    begun = time.process_time()
    grid.viewport().repaint()
    page = time.process_time() - begun
    begun = time.process_time()
    tables.table(book, FORM, viewpoint)
    computing = time.process_time() - begun
    bare = bare_seconds(tmp_path / "bare.db", rows)
    floor, with_table = page + bare, page + bare + computing
    with capsys.disabled():
        print(f"\n1万セルの貼り付け（読み取り・保存・履歴・計算・再描画）：{pasted * 1000:.0f} ms", end="")
        print(f"　再描画＋素の挿入 {floor * 1000:.0f} ms の {pasted / floor:.1f}倍（目標 3）", end="")
        print(f"　表の計算1回も含めると {with_table * 1000:.0f} ms の {pasted / with_table:.1f}倍")
    assert pasted / floor < 24
    assert pasted / with_table < 4
