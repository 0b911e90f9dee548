"""200 branch workbooks (60 rows × 20 products), read in the child, understood, and stored with history file by file.

Run with ``pytest tests/bench/test_import.py -s``: ratios of one run are printed. The floor is inflate + expat + an
insert of three columns into memory, in C but for a callback. SQLite alone needs several times that to take the same
figures with their sources, file by file with its history and on disk ("bare store": rows made beforehand): 3.5 × the
floor can't be reached whatever Python does. openpyxl is measured at what the reader does: the same cells, in the same
form. All times are of the processor, the child's with its start included, so that other programs matter less.
"""

from __future__ import annotations

import os
import xml.parsers.expat
import zipfile
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import apsw
import openpyxl
import pytest
import xlsxwriter

from kyosai_desktop.domain.axis import Member
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Indicator, Keeping, Measure, Series
from kyosai_desktop.excel.grid import CellKind, FileKind, GridCell, SheetGrid, Workbook
from kyosai_desktop.excel.reader import WorkbookReader
from kyosai_desktop.operations import books
from kyosai_desktop.operations.importing import apply, load_masters, plan, read_file
from kyosai_desktop.store import catalogue as catalogue_sql
from kyosai_desktop.store.backup import sha256_of
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.ids import new_id

FILES, ROWS, PRODUCTS = 200, 60, 20
MONTHS = [f"{year}年{month}月末 実績" for year in range(2005, 2023) for month in range(1, 13)][:FILES]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("支店から")
    for number, title in enumerate(MONTHS):
        workbook = xlsxwriter.Workbook(str(folder / f"{number:03}.xlsx"))
        page = workbook.add_worksheet("実績")
        count = workbook.add_format({"num_format": "#,##0"})
        page.write_row(0, 0, [title])
        page.write_row(2, 0, ["ブロック", *(f"共済その{at}" for at in range(PRODUCTS))])
        for row in range(ROWS):
            page.write_string(3 + row, 0, f"第{row}地区")
            for column in range(PRODUCTS):
                page.write_number(3 + row, 1 + column, number + row * column, count)
        workbook.close()
    return folder


def make_book(path: Path) -> Book:
    """A book whose masters have the rows and columns of the workbooks."""
    book = books.create(path, "rosai", user="田中")
    [(axis_id,)] = book.query("SELECT id FROM axis WHERE code = 'region'")
    [(council_id,)] = book.query("SELECT id FROM council")
    with book.change("要素") as tx:
        for row in range(ROWS):
            name = f"第{row}地区"
            member = Member(new_id(), axis_id, f"d{row}", name, 0, frozenset({"ブロック"}), 100 + row)
            catalogue_sql.insert_member(tx, member)
        for column in range(PRODUCTS):
            indicator = Indicator(new_id(), council_id, f"p{column}", f"共済その{column}", "件")
            catalogue_sql.insert_indicator(tx, indicator)
            catalogue_sql.insert_series(
                tx,
                Series(
                    new_id(),
                    council_id,
                    indicator.id,
                    Measure.RESULT,
                    keeping=Keeping.CUMULATIVE,
                    breakdowns=((axis_id,),),
                    rounding=Rounding.HALF_UP,
                ),
            )
    return book


def cpu() -> float:
    """Seconds that this process and its ended children have computed."""
    return sum(os.times()[:4])


def ours(folder: Path, book: Book) -> dict[str, float]:
    """Seconds spent on reading, planning and storing."""
    spent = dict.fromkeys(("reading", "planning", "storing"), 0.0)
    masters = load_masters(book)
    before = cpu()
    with WorkbookReader() as reader:
        for path in sorted(folder.glob("*.xlsx")):
            workbook = read_file(reader, path)
            was_read = cpu()
            found = plan(book, workbook, masters=masters)
            planned = cpu()
            done = apply(book, found, backup=False)
            spent["planning"] += planned - was_read
            spent["storing"] += cpu() - planned
            assert done.added == ROWS * PRODUCTS
    spent["reading"] = cpu() - before - spent["planning"] - spent["storing"]
    return spent


def floor(folder: Path) -> None:
    """What can't be avoided: every part inflated, parsed, and its cells put into a table in memory."""
    connection = apsw.Connection(":memory:")
    connection.execute("CREATE TABLE fact (a, b, c, PRIMARY KEY (a, b)) WITHOUT ROWID")
    for number, path in enumerate(sorted(folder.glob("*.xlsx"))):
        cells: list[tuple[int, int, str]] = []
        with zipfile.ZipFile(path) as parts:
            for name in (
                "xl/sharedStrings.xml",
                "xl/styles.xml",
                "xl/workbook.xml",
                "xl/worksheets/sheet1.xml",
            ):
                parser = xml.parsers.expat.ParserCreate()
                parser.buffer_text = True
                if name.endswith("sheet1.xml"):
                    parser.CharacterDataHandler = lambda text, into=cells, at=number: into.append(
                        (at, len(into), text)
                    )
                parser.StartElementHandler = lambda name, attributes: None
                parser.Parse(parts.read(name), True)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO fact VALUES (?, ?, ?)", cells)
        connection.execute("COMMIT")


def bare_store(book: Book) -> float:
    """Seconds that SQLite takes for as many figures, a change of the book for each file; their rows are made before."""
    series = [id for (id,) in book.query("SELECT id FROM series ORDER BY id LIMIT ?", (PRODUCTS,))]
    spent = 0.0
    for month in range(FILES):
        end = f"{2005 + month // 12}-{month % 12 + 1:02}-28"
        rows = [
            (
                each,
                "2005-01-01",
                end,
                "span",
                0,
                "own",
                1 + row,
                0,
                1000 * row,
                "確定",
                "",
                1,
                1,
                "実績",
                f"B{row}",
                f"{row}",
            )
            for each in series
            for row in range(ROWS)
        ]
        start = cpu()
        with book.change("取り込み") as tx:
            tx.executemany(f"INSERT INTO fact VALUES ({', '.join('?' * 16)})", rows)
        spent += cpu() - start
    return spent


def read_with_openpyxl(path: Path) -> Workbook:
    page = openpyxl.load_workbook(path, data_only=True).active
    cells = {}
    for line in page.iter_rows():
        for cell in line:
            if cell.value is not None:
                text = isinstance(cell.value, str)
                place = (cell.row - 1, cell.column - 1)
                kind, value = (CellKind.TEXT, cell.value) if text else (CellKind.NUMBER, Decimal(cell.value))
                cells[place] = GridCell(*place, kind, value, str(cell.value), cell.number_format)
    grid = SheetGrid(page.title, cells, rows=page.max_row, columns=page.max_column)
    return Workbook(path, sha256_of(path), FileKind.XLSX, (grid,))


def seconds(work: Callable[[], object]) -> float:
    start = cpu()
    work()
    return cpu() - start


def test_200_workbooks_read_understood_and_stored(folder: Path, tmp_path: Path) -> None:
    turns: list[dict[str, float]] = []
    floors: list[float] = []
    stores: list[float] = []
    by_openpyxl: list[float] = []
    paths = sorted(folder.glob("*.xlsx"))
    for turn in range(3):
        with closing(make_book(tmp_path / f"ours {turn}.kyosai")) as book:
            turns.append(ours(folder, book))
        with closing(make_book(tmp_path / f"bare {turn}.kyosai")) as book:
            stores.append(bare_store(book))
        floors.append(seconds(lambda: floor(folder)))
        by_openpyxl.append(seconds(lambda: [read_with_openpyxl(path) for path in paths]))
    best, least = min(turns, key=lambda turn: sum(turn.values())), min(floors)
    parts = "、".join(f"{name} {spent / least:.2f}" for name, spent in best.items())
    reading = min(by_openpyxl) / min(turn["reading"] for turn in turns)
    print(
        f"\n200 workbooks: {sum(best.values()):.2f} s = {sum(best.values()) / least:.2f} × floor ({least:.2f} s):"
        f" {parts}; bare store {min(stores) / least:.2f} × floor, ours {best['storing'] / min(stores):.2f} × that;"
        f" reading by openpyxl {reading:.2f} × ours"
    )
    assert reading > 2
    assert best["storing"] < 2.2 * min(stores)
    assert sum(best.values()) < 20 * least


def test_planning_one_workbook_after_reading(folder: Path, tmp_path: Path) -> None:
    with closing(make_book(tmp_path / "a.kyosai")) as book:
        with WorkbookReader() as reader:
            workbook = read_file(reader, folder / "000.xlsx")
        masters = load_masters(book)
        alone = min(seconds(lambda: [plan(book, workbook) for _ in range(10)]) for _ in range(5)) / 10
        batch = (
            min(seconds(lambda: [plan(book, workbook, masters=masters) for _ in range(10)]) for _ in range(5))
            / 10
        )
        least = min(seconds(lambda: floor(folder)) for _ in range(3)) / FILES
        print(
            f"\nplanning 60 × 20 cells: {batch * 1000:.1f} ms = {batch / least:.1f} × floor;"
            f" with the masters read for it {alone * 1000:.1f} ms"
        )
        assert batch < 9 * least
        assert alone < 1.7 * batch
