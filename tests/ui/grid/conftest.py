"""Sample tables (実績 of 18 ブロック × 7 共済 × 4 columns, a roster), books of one table, and hands that use them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, FieldKey, Row, RowKind, Table
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.grid.clipboard import cell_text

BRANCHES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("道央支店", ("石狩", "後志", "西胆振", "東胆振", "日高", "空知")),
    ("道東支店", ("釧路", "根室", "十勝", "網走")),
    ("道北支店", ("上川中", "上川南", "上川北", "留萌", "宗谷")),
    ("道南支店", ("南渡島", "北渡島", "檜山")),
)
PRODUCTS = (
    "こくみん共済",
    "長期共済",
    "マイカー共済",
    "自賠責（新規）",
    "自賠責（継続）",
    "火災共済",
    "自然災害",
)
LABELS = ("目標", "実績", "差異", "達成率")

Entries = dict[tuple[str, str, str], int]


def sample_entries() -> Entries:
    """目標 and 実績 of every block and product; invented, and the same every time."""
    entries: Entries = {}
    blocks = [block for _, names in BRANCHES for block in names]
    for i, block in enumerate(blocks):
        for j, product in enumerate(PRODUCTS):
            target = 15 + (i * 37 + j * 53) % 180 + (236 if (i, j) == (0, 0) else 0)
            entries[block, product, "目標"] = target
            entries[block, product, "実績"] = target * (48 + (i * 29 + j * 41) % 90) // 100
    return entries


def parse(text: str) -> int | None:
    """As the program reads figures: full-width digits, commas, ▲ and 件."""
    plain = text.translate(str.maketrans("０１２３４５６７８９－−△", "0123456789--▲"))
    plain = plain.strip().removesuffix("件").replace(",", "").replace("▲", "-")
    return int(plain) if plain.lstrip("-").isdigit() else None


def shown(value: Fraction | int) -> str:
    """As the program prints counts."""
    return f"▲{-int(value):,}" if value < 0 else f"{int(value):,}"


class SampleBook:
    """Typed figures by (ブロック, 共済, 目標 or 実績); everything else follows. ``apply`` is what a grid is given."""

    def __init__(self, entries: Entries | None = None, *, locked: frozenset[str] = frozenset()) -> None:
        self.entries = sample_entries() if entries is None else dict(entries)
        self.locked = locked
        self.labels: list[str] = []
        self.grid: GridView | None = None

    def table(self) -> Table:
        """The whole table, recomputed."""
        rows: list[Row] = []
        lines: list[tuple[Cell, ...]] = []
        for branch, blocks in BRANCHES:
            for block in blocks:
                rows.append(Row((branch, block), key=block))
                lines.append(self._line((block,), entry=True))
            rows.append(Row(("", f"{branch} 計"), RowKind.SUBTOTAL, key=branch))
            lines.append(self._line(blocks, entry=False))
        everything = tuple(block for _, blocks in BRANCHES for block in blocks)
        rows.append(Row(("合計", ""), RowKind.TOTAL, key="total"))
        lines.append(self._line(everything, entry=False))
        return Table("results", "実績", ("支店", "ブロック"), columns(), tuple(rows), tuple(lines), unit="件")

    def apply(self, cells: Sequence[TypedCell], label: str) -> Applied | Problem:
        """All or nothing, like the operations; shows the new table in ``grid`` when there is one."""
        table = self.table()
        changed = dict(self.entries)
        computed = []
        for typed in cells:
            cell, row, column = table.cells[typed.row][typed.column], table.rows[typed.row], typed.column
            value = parse(typed.text)
            if cell.state is CellState.COMPUTED:
                computed.append(typed)
                continue
            key = (row.key, table.columns[column].groups[0], table.columns[column].label)
            if typed.text == "":
                changed.pop(key, None)
            elif value is None:
                return Problem(
                    "number.unreadable",
                    f"「{typed.text}」は数値として読めません。",
                    "数字で入力してください。",
                )
            else:
                changed[key] = value
        before, self.entries = self.entries, changed
        after = self.table()
        for typed in computed:
            if typed.text != cell_text(after.cells[typed.row][typed.column], after.columns[typed.column]):
                self.entries = before
                return Problem("paste.computed_differs", "計が計算の結果と違います。", "確かめてください。")
        self.labels.append(label)
        if self.grid is not None:
            self.grid.set_table(after)
        return Applied(len(cells))

    def _line(self, blocks: Sequence[str], *, entry: bool) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for product in PRODUCTS:
            target = self._cell(blocks, product, "目標", entry=entry)
            result = self._cell(blocks, product, "実績", entry=entry)
            cells += (target, result, _difference(target, result), _rate(target, result))
        return tuple(cells)

    def _cell(self, blocks: Sequence[str], product: str, label: str, *, entry: bool) -> Cell:
        values = [self.entries[b, product, label] for b in blocks if (b, product, label) in self.entries]
        missing = len(blocks) - len(values)
        text = shown(sum(values)) if values else ""
        value = Fraction(sum(values)) if values else None
        if not entry:
            return Cell(text, value, missing_count=missing)
        state = CellState.LOCKED if product in self.locked else CellState.ENTRY
        return Cell(text, value, state, key=FieldKey("fact", 1, f"{blocks[0]}/{product}/{label}"))


def columns() -> tuple[Column, ...]:
    """目標 実績 差異 達成率 of every 共済."""
    return tuple(
        Column(
            label,
            (product,),
            ColumnKind.RATE if label == "達成率" else ColumnKind.NUMBER,
            "件",
            reported=label in ("目標", "実績"),
        )
        for product in PRODUCTS
        for label in LABELS
    )


def _difference(target: Cell, result: Cell) -> Cell:
    if not isinstance(target.value, Fraction) or not isinstance(result.value, Fraction):
        return Cell()
    value = result.value - target.value
    return Cell(shown(value), value)


def _rate(target: Cell, result: Cell) -> Cell:
    if not isinstance(target.value, Fraction) or not isinstance(result.value, Fraction) or not target.value:
        return Cell()
    value = result.value / target.value * 100
    return Cell(f"{float(value):.1f}%", value)


ROSTER_COLUMNS = (
    Column("役職", kind=ColumnKind.TEXT, width=6),
    Column("区分", kind=ColumnKind.TEXT, width=4),
    Column("選出団体", kind=ColumnKind.TEXT, width=10),
    Column("氏名", kind=ColumnKind.TEXT, width=7),
    Column("ふりがな", kind=ColumnKind.TEXT, width=9),
    Column("就任日", kind=ColumnKind.DATE, width=7),
)
POSTS = ("議長", "副議長", "幹事", "監事", "事務局長")


class SampleRoster:
    """A register of texts: 20 officers and an empty row for the next one."""

    def __init__(self, size: int = 20) -> None:
        self.size = size
        self.texts: dict[tuple[int, int], str] = {}
        self.labels: list[str] = []
        self.grid: GridView | None = None

    def table(self) -> Table:
        """The register as a table without label columns."""
        rows = tuple(Row((), key=str(i + 1)) for i in range(self.size))
        cells = tuple(
            tuple(
                Cell(
                    self.texts.get((i, j), ""),
                    state=CellState.ENTRY,
                    key=FieldKey("officer", i + 1, column.label),
                    choices=POSTS if column.label == "役職" else (),
                )
                for j, column in enumerate(ROSTER_COLUMNS)
            )
            for i in range(self.size)
        )
        return Table("roster", "役員体制", (), ROSTER_COLUMNS, rows, cells)

    def apply(self, cells: Sequence[TypedCell], label: str) -> Applied | Problem:
        """Takes everything."""
        for typed in cells:
            self.texts[typed.row, typed.column] = typed.text
        self.labels.append(label)
        if self.grid is not None:
            self.grid.set_table(self.table())
        return Applied(len(cells))


_NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def ime(widget: QWidget, preedit: str = "", commit: str = "") -> None:
    """What an input method sends: text being composed, or text that is done."""
    cursor = QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.Cursor, len(preedit), 1, None)
    event = QInputMethodEvent(preedit, [cursor] if preedit else [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


class Hands:
    """Keyboard and mouse at a grid. Keys go to whoever has the keyboard, as from a real one."""

    def __init__(self, grid: GridView) -> None:
        self.grid = grid
        self.refusals: list[Problem] = []
        grid.refused.connect(self.refusals.append)

    @property
    def keyboard(self) -> QWidget:
        """Where keys go now."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def at(self, row: int, column: int) -> Hands:
        """Make a cell the current one."""
        self.grid.go(row, column)
        return self

    def type(self, text: str) -> Hands:
        """Type characters without an input method."""
        for character in text:
            QTest.keyClicks(self.keyboard, character)
        return self

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _NO_MODIFIER) -> Hands:
        """Press a key."""
        QTest.keyClick(self.keyboard, key, modifier)
        return self

    def ctrl(self, key: Qt.Key) -> Hands:
        """Press a key with Ctrl."""
        return self.key(key, Qt.KeyboardModifier.ControlModifier)

    def shift(self, key: Qt.Key) -> Hands:
        """Press a key with Shift."""
        return self.key(key, Qt.KeyboardModifier.ShiftModifier)

    def compose(self, *stages: str) -> Hands:
        """Compose Japanese text without finishing it."""
        for stage in stages:
            ime(self.keyboard, stage)
        return self

    def commit(self, text: str) -> Hands:
        """The input method hands over finished text."""
        ime(self.keyboard, "", text)
        return self

    def place(self, row: int, column: int) -> QPoint:
        """The middle of a cell in pixels of the viewport."""
        return self.grid.cell_rect(row, column).center()

    def click(self, row: int, column: int, modifier: Qt.KeyboardModifier = _NO_MODIFIER) -> Hands:
        """Click a cell."""
        QTest.mouseClick(self.grid.viewport(), Qt.MouseButton.LeftButton, modifier, self.place(row, column))
        return self

    def double_click(self, row: int, column: int) -> Hands:
        """Double click a cell."""
        self.click(row, column)
        QTest.mouseDClick(
            self.grid.viewport(), Qt.MouseButton.LeftButton, _NO_MODIFIER, self.place(row, column)
        )
        return self

    def select(self, row: int, column: int, last_row: int, last_column: int) -> Hands:
        """Select a rectangle; its first cell is the current one."""
        self.grid.go(row, column)
        self.grid.extend(last_row, last_column)
        return self

    def paste(self, text: str) -> Hands:
        """Press Ctrl+V with ``text`` on the clipboard."""
        QGuiApplication.clipboard().setText(text)
        return self.ctrl(Qt.Key.Key_V)

    @property
    def clipboard(self) -> str:
        """Text on the clipboard."""
        return QGuiApplication.clipboard().text()

    def text(self, row: int, column: int) -> str:
        """Text of a cell."""
        return self.grid.table.cells[row][column].text

    @property
    def codes(self) -> list[str]:
        """Codes of what was refused."""
        return [problem.code for problem in self.refusals]


Show = Callable[..., Hands]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Shows a book in a grid with the keyboard in its first cell, and gives the hands for it."""
    books: list[SampleBook | SampleRoster] = []

    def shown_in_a_grid(book: SampleBook | SampleRoster) -> Hands:
        grid = GridView(book.apply)
        qtbot.addWidget(grid)
        book.grid = grid
        books.append(book)
        grid.set_table(book.table())
        grid.resize(1206, 610)
        with qtbot.waitActive(grid):
            grid.show()
            grid.activateWindow()
        grid.setFocus()
        grid.go(0, 0)
        return Hands(grid)

    yield shown_in_a_grid
    for book in books:
        book.grid = None


@pytest.fixture
def book() -> SampleBook:
    """目標 and 実績 of 18 ブロック."""
    return SampleBook()


@pytest.fixture
def hands(book: SampleBook, show: Show) -> Hands:
    """At a grid that shows ``book``."""
    return show(book)


@pytest.fixture
def roster() -> SampleRoster:
    """20 empty lines for officers."""
    return SampleRoster()


@pytest.fixture
def roster_hands(roster: SampleRoster, show: Show) -> Hands:
    """At a grid that shows ``roster``."""
    return show(roster)


@pytest.fixture
def locked_hands(show: Show) -> Hands:
    """At a grid in which 長期共済 is confirmed."""
    return show(SampleBook(locked=frozenset({"長期共済"})))
