from __future__ import annotations

from pathlib import Path

import pytest

from kyosai_desktop.excel.csv_text import decode, delimiter_of, read_sheet
from kyosai_desktop.excel.grid import CellKind, FileKind
from kyosai_desktop.excel.reader import WorkbookReader

TEXT = 'ブロック,こくみん共済,髙橋①㈱～－\r\n石狩,"1,150",▲5\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_csv_is_read_in_the_encodings_offices_use(
    tmp_path: Path, reader: WorkbookReader, encoding: str
) -> None:
    path = tmp_path / "石狩.csv"
    path.write_bytes(TEXT.encode(encoding))
    book = reader.read(path)
    assert book.kind is FileKind.CSV
    (sheet,) = book.sheets
    assert (sheet.name, sheet.rows, sheet.columns) == ("石狩", 2, 3)
    assert sheet.cells[0, 2].value == "髙橋①㈱～－"
    assert sheet.cells[1, 1].value == "1,150"
    assert {cell.kind for cell in sheet.cells.values()} == {CellKind.TEXT}
    assert book.notes == ()


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\nc;d", ","),
        ("a\tb\nc\td\n", "\t"),
        ("a;b\n\nc;d\n", ";"),
        ("a;b\nc\n", ","),
        ("一列だけ\n二行目\n", ","),
    ],
)
def test_other_delimiters_are_taken_only_when_every_line_agrees(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter


def test_a_quoted_line_break_stays_inside_its_cell() -> None:
    sheet = read_sheet('うち"\n"a\r\nb",2'.replace('うち"\n', "").encode(), "表", "表.csv")
    assert [cell.value for cell in sheet.cells.values()] == ["a\r\nb", "2"]


def test_an_unreadable_character_is_told_with_its_line(tmp_path: Path, refusal_of) -> None:
    path = tmp_path / "こわれ.csv"
    path.write_bytes("ブロック\n石狩\n".encode("cp932") + b"\x81\n")
    problem = refusal_of(path)
    assert problem.code == "file.encoding"
    assert problem.message.startswith("3行目に")
    assert problem.place.file == "こわれ.csv"


def test_shift_jis_lookalikes_are_not_mistaken() -> None:
    assert decode("～－".encode("cp932"), "表.csv") == "～－"


def test_a_csv_of_blank_lines_is_empty(tmp_path: Path, refusal_of) -> None:
    path = tmp_path / "空.csv"
    path.write_bytes(b"\r\n,,,\r\n")
    assert refusal_of(path).code == "file.empty"


def test_a_csv_with_a_huge_field_is_refused(tmp_path: Path, refusal_of) -> None:
    path = tmp_path / "長い.csv"
    path.write_bytes(b'"' + b"x" * 200_000)
    assert refusal_of(path).code == "file.damaged"


def test_a_csv_with_too_many_cells_is_refused(tmp_path: Path, refusal_of) -> None:
    path = tmp_path / "多い.csv"
    path.write_bytes(b"1,2,3,4,5,6,7,8,9,10\n" * 20_001)
    assert refusal_of(path).code == "file.too_large"
