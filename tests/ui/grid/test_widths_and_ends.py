"""Columns that stay where they are while figures change, and the last rows: totals in sight, counts as counts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kyosai_desktop.domain.table import Cell, Column, ColumnKind, Row, RowKind, Table
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.grid.look import PADDING
from kyosai_desktop.ui.grid.pinned import PinnedRow, pinned_rows
from kyosai_desktop.ui.grid.widths import column_widths, squeezed

Key = Qt.Key


def with_text(table: Table, row: int, column: int, text: str) -> Table:
    cells = [list(line) for line in table.cells]
    cells[row][column] = cells[row][column]._replace(text=text)
    return replace(table, cells=tuple(tuple(line) for line in cells))


def widths(grid: GridView) -> list[int]:
    return [grid.columnWidth(column) for column in range(len(grid.table.columns))]


def test_columns_stay_while_figures_change_and_grow_only_for_a_text_that_would_be_cut(
    hands: Any, book: Any
) -> None:
    grid, before = hands.grid, widths(hands.grid)
    grid.set_table(with_text(book.table(), 3, 4, "5"))
    assert widths(grid) == before
    grid.set_table(with_text(book.table(), 3, 4, "123,456,789,012"))
    grown = widths(grid)
    assert [column for column, pair in enumerate(zip(before, grown, strict=True)) if pair[0] != pair[1]] == [
        4
    ]
    grid.set_table(book.table())
    assert widths(grid) == grown, "nothing moves back under the hands"
    grid.set_table(replace(book.table(), id="other"))
    assert widths(grid) == before, "another form is measured anew"


def test_names_of_groups_on_every_level_have_room(hands: Any, book: Any) -> None:
    table = book.table()
    campaign = ("こくみん共済", "2022年度の取り組み強化期間", "8/1～9/22")
    grouped = (replace(table.columns[0], groups=campaign), *table.columns[1:])
    hands.grid.set_table(replace(table, id="campaign", columns=grouped))
    look = hands.grid.look
    assert hands.grid.columnWidth(0) >= max(look.text_bold.width(name) for name in campaign) + 2 * PADDING


def register(remark: str) -> Table:
    """氏名 and 役職名 of two people, and 備考."""
    columns = (
        Column("氏名", kind=ColumnKind.TEXT, width=12),
        Column("役職名", kind=ColumnKind.TEXT, width=20),
        Column("備考", kind=ColumnKind.TEXT, width=30),
    )
    cells = tuple(
        tuple(Cell(each) for each in line)
        for line in (("斉藤 みのり", "副理事長兼事業推進本部長", remark), ("東條 進", "書記長", ""))
    )
    return Table("r", "名簿", ("順",), columns, (Row(("1",)), Row(("2",))), cells)


@pytest.mark.parametrize("room", range(100, 1500, 50))
def test_names_are_never_cut_to_bring_all_columns_into_sight(grid: GridView, room: int) -> None:
    table, look = register("前年度の途中から代理として出席している。" * 2), grid.look
    natural = column_widths(table, look)
    made = squeezed(natural, table, look, room)
    for column in (0, 1):
        widest = max(look.text.width(line[column].text) for line in table.cells)
        assert made[column] >= widest + 2 * PADDING
    assert sum(made) <= sum(natural)


def test_a_long_remark_gives_way_before_anything_is_out_of_sight(grid: GridView) -> None:
    table, look = register("前年度の途中から代理として出席している。" * 2), grid.look
    natural = column_widths(table, look)
    names = sum(max(look.text.width(line[at].text) for line in table.cells) + 2 * PADDING for at in (0, 1))
    room = names + natural[2] * 4 // 5
    made = squeezed(natural, table, look, room)
    assert sum(made) <= room
    assert made[2] < natural[2]


@pytest.mark.parametrize("by", ["F2", "double click"])
def test_a_value_to_correct_has_the_caret_at_its_end_and_nothing_selected(hands: Any, by: str) -> None:
    hands.at(2, 1)
    hands.key(Key.Key_F2) if by == "F2" else hands.double_click(2, 1)
    editor = hands.grid.editor()
    assert isinstance(editor, QLineEdit)
    assert not editor.hasSelectedText()
    assert editor.cursorPosition() == len(editor.text()) > 0


def achieved(rows: int = 40) -> Table:
    """実績 and 達成率 of many blocks, their total, and how many reached it."""

    def line(value: int, rate: Fraction) -> tuple[Cell, Cell]:
        return Cell(str(value), Fraction(value)), Cell(f"{float(rate):.1f}", rate)

    return Table(
        "t",
        "達成",
        ("ブロック",),
        (Column("実績"), Column("達成率", kind=ColumnKind.RATE)),
        (
            *(Row((f"第{at}",), key=str(at)) for at in range(rows)),
            Row(("全道 計",), RowKind.TOTAL),
            Row(("達成ブロック数",), RowKind.COUNT),
        ),
        (
            *(line(at, Fraction(at)) for at in range(rows)),
            line(780, Fraction(92)),
            (Cell("3", Fraction(3)), Cell("4", Fraction(4))),
        ),
    )


@pytest.fixture
def grid(qtbot: Any) -> GridView:
    made = GridView(lambda cells, label: pytest.fail("nothing is typed here"))
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.set_table(achieved())
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_total_stays_in_sight_with_the_count_below_it(grid: GridView) -> None:
    pinned = grid.findChild(PinnedRow)
    assert isinstance(pinned, PinnedRow) and pinned.isVisible()
    assert [line.index for line in pinned.lines()] == [40, 41]
    assert pinned.height() == 2 * grid.rowHeight(0) + 1
    for row, y in ((40, 10), (41, grid.rowHeight(0) + 10)):
        QTest.mouseClick(pinned, Qt.MouseButton.LeftButton, pos=QPoint(grid.stub.width() + 5, y))
        assert grid.current == (row, 0)
        assert grid.verticalScrollBar().value() == 0
    for row in range(40):
        grid.go(row, 0)
        assert grid.viewport().y() + grid.cell_rect(row, 0).bottom() <= pinned.y()
    grid.show_only_rows([*range(20), 40])
    assert [line.index for line in pinned.lines()] == [40]


def test_counts_alone_are_no_total() -> None:
    table = achieved(1)
    assert pinned_rows(replace(table, rows=table.rows[:1] * 2 + table.rows[2:])) == range(0)
    assert pinned_rows(table) == range(1, 3)


def test_a_count_below_rates_is_a_plain_count(grid: GridView) -> None:
    grid.set_table(achieved(2))
    image = grid.viewport().grab().toImage()
    track = grid.look.colour("track")

    def has_bar(row: int) -> bool:
        area = grid.cell_rect(row, 1)
        return any(
            image.pixelColor(x, y) == track
            for x in range(area.left(), area.right())
            for y in range(area.top(), area.bottom())
        )

    assert [has_bar(row) for row in range(4)] == [True, True, True, False]


def texts(*columns: tuple[str, int, str]) -> Table:
    return Table(
        "list",
        "会議",
        ("順",),
        (*(Column(label, kind=ColumnKind.TEXT, width=width) for label, width, _ in columns), Column("出席")),
        (Row(("1",)),),
        ((*(Cell(text) for _, _, text in columns), Cell("12", Fraction(12))),),
    )


def test_columns_of_text_give_way_to_bring_a_table_into_sight(grid: GridView) -> None:
    table = texts(("会議名", 14, "推進会議"), ("会場", 22, "自治労会館"), ("備考", 12, ""))
    grid.resize(2000, 300)
    grid.set_table(table)
    wide = widths(grid)
    room = sum(wide) * 3 // 4
    grid.resize(room + grid.stub.width(), 300)
    assert sum(widths(grid)) <= grid.viewport().width()
    assert grid.horizontalScrollBar().maximum() == 0
    assert widths(grid)[3] == wide[3], "figures keep their width"
    for column in range(3):
        for text in (table.columns[column].label, table.cells[0][column].text):
            assert grid.look.text.width(text) < widths(grid)[column]
    grid.resize(2000, 300)
    assert widths(grid) == wide
    grid.resize(150, 300)
    assert widths(grid) == wide, "far too wide to be read at once: scrolled instead"
