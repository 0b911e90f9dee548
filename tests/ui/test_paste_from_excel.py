"""A block copied in Excel lands in the book as one step, or not at all with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kyosai_desktop.domain.table import CellState, RowKind, Table
from kyosai_desktop.operations import tables
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.pages import PageName

if TYPE_CHECKING:
    from conftest import Office

UNIONS, ROWS, COLUMNS = "rosai.unions", 20, 14


def results_by_union(office: Office) -> GridView:
    """実績, the tab 産別別, ready to type into its first cell."""
    page = office.program.window.show_page(PageName.RESULTS)
    page.step_tab(1)
    grid = page.grid()
    assert grid is not None
    return grid


def table(office: Office) -> Table:
    """The form as the book has it."""
    session, desk = office.program.session, office.program.window.desk
    assert session is not None
    assert desk is not None
    viewpoint = desk.outlook.current
    assert viewpoint is not None
    return session.read(lambda book: tables.table(book, UNIONS, viewpoint))


def block_of(before: Table) -> list[list[str]]:
    """20 × 14 as Excel would have it after the results were raised by one: targets stay, 差異 and 達成率 follow."""
    rows = []
    for line in before.cells[:ROWS]:
        cells: list[str] = []
        for at in range(0, COLUMNS, 4):
            target, result = (int(cell.text.replace(",", "")) for cell in line[at : at + 2])
            raised = result + 1
            rate = f"{int(raised * 2000 / target + 1) // 2 / 10:.1f}"
            cells += [f"{target:,}", f"{raised:,}", f"{raised - target:,}", rate]
        rows.append(cells[:COLUMNS])
    return rows


def paste(grid: GridView, rows: list[list[str]]) -> None:
    """Excel's clipboard: tabs, CR LF, one trailing newline."""
    # data made here and left there would be destroyed after Python itself
    QApplication.clipboard().setText("".join("\t".join(row) + "\r\n" for row in rows))
    grid.go(0, 0)
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def told(office: Office) -> str:
    """What the bar above the page says."""
    notice = office.program.window.info_bar.notice
    return notice.message + notice.next_step if notice else ""


def test_a_block_of_20_by_14_is_one_step(office: Office) -> None:
    grid = results_by_union(office)
    before = table(office)
    paste(grid, block_of(before))
    after = table(office)
    entries = [
        (row, column)
        for row in range(ROWS)
        for column in range(COLUMNS)
        if before.cells[row][column].state is CellState.ENTRY
    ]
    assert len(entries) == ROWS * 4
    for row, column in entries:
        was, is_now = before.cells[row][column].text, after.cells[row][column].text
        assert int(is_now.replace(",", "")) == int(was.replace(",", "")) + 1
    session = office.program.session
    assert session is not None
    assert session.read(lambda book: book.undo_label()) == "280セルを貼り付け（実績 産別別 2024年5月）"
    session.read(lambda book: book.undo())
    assert table(office) == before


def test_a_block_with_one_unreadable_cell_changes_nothing_and_says_which(office: Office) -> None:
    grid = results_by_union(office)
    before = table(office)
    rows = block_of(before)
    rows[7][5] = "三十一"
    paste(grid, rows)
    assert table(office) == before
    words = told(office)
    assert "三十一" in words
    assert before.rows[7].name in words


def test_a_block_that_does_not_fit_changes_nothing_and_says_why(office: Office) -> None:
    grid = results_by_union(office)
    before = table(office)
    items = [row for row in before.rows if row.kind is RowKind.ITEM]
    paste(grid, [["1"] * 2] * (len(items) + 10))
    assert table(office) == before
    assert "貼り付けませんでした" in told(office)
