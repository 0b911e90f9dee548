"""Two hundred branch workbooks of 60 × 20 cells through the child process, against openpyxl in this one.

openpyxl has the smaller task here: it makes no copy and no sum of the file, asks each cell for two fields only, and
hands nothing over. ``test_import.py`` has it do all of the reader's work.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from kyosai_desktop.excel.reader import WorkbookReader

BOOKS, ROWS, COLUMNS = 200, 60, 20


@pytest.fixture(scope="module")
def branch_books(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("支店")
    chance = random.Random(1)
    paths = [folder / f"支店{number:03}.xlsx" for number in range(BOOKS)]
    for path in paths:
        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet("実績")
        count = book.add_format({"num_format": "#,##0"})
        sheet.write_row(0, 0, ["ブロック", *(f"共済{column}" for column in range(1, COLUMNS))])
        for row in range(1, ROWS):
            sheet.write_string(row, 0, f"第{row}ブロック")
            for column in range(1, COLUMNS):
                sheet.write_number(row, column, chance.randrange(100_000), count)
        book.close()
    return paths


def seconds(work: Callable[[], None]) -> float:
    """The better of two runs."""
    taken = []
    for _run in range(2):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def by_openpyxl(paths: list[Path]) -> None:
    for path in paths:
        book = openpyxl.load_workbook(path, data_only=True)
        for row in book.worksheets[0].iter_rows():
            for cell in row:
                _ = cell.value, cell.number_format
        book.close()


def test_200_branch_workbooks(branch_books: list[Path]) -> None:
    with WorkbookReader() as reader:

        def by_the_child() -> None:
            for path in branch_books:
                assert len(reader.read(path).sheets[0].cells) == ROWS * COLUMNS

        ours = seconds(by_the_child)
    theirs = seconds(lambda: by_openpyxl(branch_books))
    print(
        f"\n{BOOKS} books: {ours:.2f} s in the child, {theirs:.2f} s by openpyxl, {theirs / ours:.1f} times faster"
    )
    assert theirs / ours > 1.3
