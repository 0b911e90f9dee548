"""Files that aren't read: each has one outcome of the fixed list, with cause and next step, and the reader
lives on."""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
import pytest

from kyosai_desktop.excel.reader import Outcome, WorkbookReader
from kyosai_desktop.excel.reader.outcomes import problem_of

CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.fixture
def good(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active["A1"] = "ブロック"
    book.save(tmp_path / "良い.xlsx")
    return tmp_path / "良い.xlsx"


@pytest.fixture(autouse=True)
def reads_on(reader: WorkbookReader, good: Path):
    """After every bad file the same reader reads a good one."""
    yield
    assert reader.read(good).sheets[0].cells[0, 0].value == "ブロック"


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_a_cause_and_a_next_step(outcome: Outcome) -> None:
    problem = problem_of(outcome, "六月.xlsx", found="PDF文書", line="3")
    for sentence in (problem.message, problem.next_step):
        assert sentence.endswith("。")
        assert "{" not in sentence
        assert not any(word in sentence for word in ("不正", "失敗", "！", "エラーコード"))
    assert problem.place.file == "六月.xlsx"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("空.xlsx", b"", "file.empty"),
        ("案内.xlsx", b"<!DOCTYPE html><html><body>404 Not Found</body></html>", "file.web_page"),
        (
            "表.xls",
            b"\xef\xbb\xbf\r\n<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table>",
            "file.web_page",
        ),
        (
            "表.xls",
            b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">',
            "file.web_page",
        ),
        ("表.csv", b"<html><body>login</body></html>", "file.web_page"),
        ("表.xls", "ブロック,件\n石狩,5\n".encode("cp932"), "file.not_a_workbook"),
        ("表.xlsx", b"%PDF-1.7\n%...", "file.not_a_workbook"),
        ("表.xlsx", b"\x89PNG\r\n\x1a\n", "file.not_a_workbook"),
        ("表.csv", b"a,b\0c", "file.not_a_workbook"),
        ("表.xlsx", b"PK\x05\x06" + bytes(18), "file.not_a_workbook"),
        ("表.csv", "ブロック\t件\n".encode("utf-16"), "file.unsupported"),
        (
            "表.xls",
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
            "file.unsupported",
        ),
        ("表.xlsx", b"PK\x03\x04 and nothing more", "file.damaged_zip"),
        ("表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file.not_a_workbook"),
        ("表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "file.damaged"),
        ("~$表.xlsx", b"\x05kyosai", "file.lock_file"),
    ],
)
def test_files_that_are_no_workbook(tmp_path: Path, refusal_of, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    problem = refusal_of(path)
    assert problem.code == code
    assert problem.place.file == name


def test_a_missing_file_a_folder_and_a_pipe(tmp_path: Path, refusal_of) -> None:
    assert refusal_of(tmp_path / "ない.xlsx").code == "file.missing"
    assert refusal_of(tmp_path / ("長" * 300 + ".xlsx")).code == "file.missing"
    assert refusal_of(tmp_path / "a\0b.xlsx").code == "file.missing"
    assert refusal_of(tmp_path).code == "file.is_folder"
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "管.xlsx")
        assert refusal_of(tmp_path / "管.xlsx").code == "file.not_a_workbook"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("word/document.xml", "file.not_a_workbook"),
        ("ppt/presentation.xml", "file.not_a_workbook"),
        ("xl/workbook.bin", "file.unsupported"),
        ("xl/nothing.xml", "file.damaged_zip"),
    ],
)
def test_other_office_documents(tmp_path: Path, refusal_of, entry: str, code: str) -> None:
    path = tmp_path / "文書.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(entry, "<x/>")
    assert refusal_of(path).code == code


def test_a_plain_zip_and_an_open_document(tmp_path: Path, refusal_of) -> None:
    path = tmp_path / "圧縮.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("写真.jpg", "x")
    assert refusal_of(path).code == "file.not_a_workbook"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    problem = refusal_of(path)
    assert problem.code == "file.unsupported"
    assert "ods" in problem.message


def test_a_password(tmp_path: Path, refusal_of, good: Path) -> None:
    path = tmp_path / "鍵.xlsx"
    with good.open("rb") as plain, path.open("wb") as locked:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("himitsu", locked)
    problem = refusal_of(path)
    assert problem.code == "file.password"
    assert "パスワード" in problem.next_step


def test_an_encrypted_zip_entry(raw_book, refusal_of) -> None:
    path = raw_book(CELL)
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 1)
    path.write_bytes(data)
    assert refusal_of(path).code == "file.password"


def test_every_truncated_zip_is_damaged(raw_book, refusal_of) -> None:
    path = raw_book(CELL)
    data = path.read_bytes()
    for length in range(4, len(data) - 1, 97):
        path.write_bytes(data[:length])
        assert refusal_of(path).code == "file.damaged_zip", length


def test_a_wrong_checksum_is_found(raw_book, refusal_of) -> None:
    path = raw_book(CELL)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    path.write_bytes(path.read_bytes().replace(b"<v>1</v>", b"<v>7</v>"))
    assert refusal_of(path).code == "file.damaged_zip"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name(raw_book, refusal_of) -> None:
    path = raw_book(CELL)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    assert refusal_of(path).code == "file.damaged_zip"


def test_bombs_are_refused_by_size(tmp_path: Path, refusal_of) -> None:
    path = tmp_path / "爆弾.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * (65 * 1024 * 1024))
    assert refusal_of(path).code == "file.too_large"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for number in range(2_001):
            archive.writestr(f"xl/{number}.xml", "")
    assert refusal_of(path).code == "file.too_large"
    with path.open("wb") as stream:
        stream.truncate(33 * 1024 * 1024)
    assert refusal_of(path).code == "file.too_large"


def test_too_many_cells(raw_book, refusal_of) -> None:
    rows = "".join(f'<row r="{n}">' + "<c><v>1</v></c>" * 500 + "</row>" for n in range(1, 402))
    assert refusal_of(raw_book(rows)).code == "file.too_large"


def test_one_long_text_used_everywhere_costs_nothing(reader: WorkbookReader, raw_book) -> None:
    rows = "".join(f'<row r="{n}">' + '<c t="s"><v>0</v></c>' * 500 + "</row>" for n in range(1, 201))
    path = raw_book(rows, strings="<si><t>" + "長" * 32_000 + "</t></si>")
    assert len(reader.read(path).sheets[0].cells) == 100_000


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE worksheet [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE worksheet SYSTEM "file:///etc/passwd">',
        "<!DOCTYPE worksheet>",
    ],
)
@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "_rels/.rels"]
)
def test_doctype_is_refused_in_every_part(
    raw_book, raw_parts, refusal_of, part: str, declaration: str
) -> None:
    path = raw_book(CELL, parts={part: declaration + raw_parts(CELL)[part]})
    assert refusal_of(path).code == "file.unsafe"


@pytest.mark.parametrize(
    "sheet_data",
    [
        '<row r="1"><c r="A1"><v>五</v></c></row>',
        '<row r="1"><c r="A1"><v>NaN</v></c></row>',
        '<row r="1"><c r="A1"><v>1e9999999</v></c></row>',
        '<row r="1"><c r="A1"><v>' + "9" * 100_000 + "</v></c></row>",
        '<row r="1"><c r="A1" t="s"><v>5</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" s="9"><v>5</v></c></row>',
        '<row r="1"><c r="A1" t="b"><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="謎"><v>2</v></c></row>',
        '<row r="1"><c r="A2"><v>5</v></c></row>',
        '<row r="1"><c r="XFE1"><v>5</v></c></row>',
        '<row r="1"><c r="A1"><v>5</v></c><c r="A1"><v>6</v></c></row>',
        '<row r="2"/><row r="1"><c r="A1"><v>5</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>5</v></c></row>',
        '<row r="x"/>',
        '<c r="A1"><v>5</v></c>',
        '<row r="1"><c r="A1"><v>5</v></row>',
    ],
)
def test_contradictory_cells_are_never_guessed(raw_book, refusal_of, sheet_data: str) -> None:
    problem = refusal_of(raw_book(sheet_data))
    assert problem.code == "file.damaged"
    assert problem.place.sheet == "実績"


@pytest.mark.parametrize(
    ("part", "text", "code"),
    [
        ("xl/styles.xml", None, "file.damaged_zip"),
        ("xl/sharedStrings.xml", None, "file.damaged_zip"),
        ("xl/worksheets/sheet1.xml", None, "file.damaged_zip"),
        ("xl/workbook.xml", None, "file.damaged_zip"),
        ("_rels/.rels", None, "file.damaged_zip"),
        ("xl/_rels/workbook.xml.rels", None, "file.damaged"),
        ("xl/workbook.xml", "<workbook/>", "file.damaged"),
        ("xl/worksheets/sheet1.xml", "<html/>", "file.damaged"),
        (
            "xl/worksheets/sheet1.xml",
            "<?xml version='1.0' encoding='shift_jis'?><worksheet/>",
            "file.damaged",
        ),
        ("xl/worksheets/sheet1.xml", "<?xml version='1.0' encoding='nonsense'?><worksheet/>", "file.damaged"),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><mergeCells><mergeCell ref='A1:?'/></mergeCells></worksheet>",
            "file.damaged",
        ),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><cols><col hidden='1' min='x'/></cols></worksheet>",
            "file.damaged",
        ),
    ],
)
def test_missing_and_meaningless_parts(raw_book, refusal_of, part: str, text: str | None, code: str) -> None:
    assert refusal_of(raw_book(CELL, parts={part: text})).code == code
