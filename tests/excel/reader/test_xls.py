"""Old .xls workbooks: accepted only when two readers agree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlwt

from kyosai_desktop.excel.grid import CellKind, FileKind, MergedRange
from kyosai_desktop.excel.reader import WorkbookReader
from kyosai_desktop.excel.reader.content import Content
from kyosai_desktop.excel.reader.outcomes import Outcome
from kyosai_desktop.excel.reader.refused_file import RefusedFile
from kyosai_desktop.excel.reader.xls import _compare


@pytest.fixture
def old_book(tmp_path: Path) -> Path:
    path = tmp_path / "道南.xls"
    book = xlwt.Workbook()
    sheet = book.add_sheet("実績")
    sheet.write(1, 1, "ブロック")
    sheet.write(1, 2, "髙橋①")
    sheet.write(2, 1, 1568)
    sheet.write(2, 2, 0.804, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(3, 1, date(2024, 5, 31), xlwt.easyxf(num_format_str="yyyy/m/d"))
    sheet.write(3, 2, True)
    sheet.write(4, 1, 83526.99900000001)
    sheet.write(4, 2, -0.5)
    sheet.write_merge(5, 6, 1, 1, "道南支店")
    sheet.row(4).hidden = True
    sheet.col(2).hidden = True
    hidden = book.add_sheet("裏")
    hidden.visibility = 1
    hidden.write(0, 0, "x")
    book.save(str(path))
    return path


def test_an_old_workbook_is_read_with_a_note(reader: WorkbookReader, old_book: Path) -> None:
    book = reader.read(old_book)
    assert book.kind is FileKind.XLS
    assert [note.code for note in book.notes] == ["file.note.old_format"]
    sheet, hidden = book.sheets
    assert {cell.address: cell.value for cell in sheet.cells.values()} == {
        "B2": "ブロック",
        "C2": "髙橋①",
        "B3": Decimal(1568),
        "C3": Decimal("0.804"),
        "B4": date(2024, 5, 31),
        "C4": True,
        "B5": Decimal("83526.99900000001"),
        "C5": Decimal("-0.5"),
        "B6": "道南支店",
    }
    assert sheet.cells[2, 2].text == "80.4%"
    assert sheet.merges == (MergedRange(5, 1, 6, 1),)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({4}, {2})
    assert (sheet.hidden, hidden.hidden) == (False, True)


def test_a_value_that_only_one_reader_sees_refuses_the_book() -> None:
    five = Content(CellKind.NUMBER.value, "5", "General")
    _compare({(0, 0): five}, {(0, 0): 5.0}, "実績")
    _compare({(0, 0): Content(CellKind.ERROR.value, "#N/A", "General")}, {}, "実績")
    for ours, theirs in (
        ({(0, 0): five}, {(0, 0): 6.0}),
        ({(0, 0): five}, {}),
        ({}, {(0, 0): 5.0}),
        ({(0, 0): five}, {(0, 0): True}),
        ({(0, 0): five}, {(0, 0): "5"}),
        ({(0, 0): Content(CellKind.TEXT.value, "石狩", "@")}, {(0, 0): "石狩 "}),
    ):
        with pytest.raises(RefusedFile) as refused:
            _compare(ours, theirs, "実績")
        assert refused.value.outcome is Outcome.DAMAGED
        assert refused.value.details == {"sheet": "実績", "cell": "A1"}


def test_a_truncated_old_workbook_is_refused(old_book: Path, refusal_of) -> None:
    data = old_book.read_bytes()
    for length in (600, 1500, len(data) // 2):
        old_book.write_bytes(data[:length])
        assert refusal_of(old_book).code in ("file.damaged", "file.not_a_workbook")
