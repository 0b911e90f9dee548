"""What is read from .xlsx files, written by the libraries that offices' files come from and by hand."""

from __future__ import annotations

import random
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyosai_desktop.excel.grid import CellKind, FileKind, MergedRange, SheetGrid
from kyosai_desktop.excel.reader import WorkbookReader


def values(sheet: SheetGrid) -> dict[str, object]:
    return {cell.address: cell.value for cell in sheet.cells.values()}


@pytest.fixture
def branch_book(tmp_path: Path) -> Path:
    """As a branch would send it: title, merged header, formats, hidden parts, dates, formulas."""
    path = tmp_path / "道北支店_6月.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("実績")
    sheet.write_string("B2", "2023年度 実績")
    sheet.merge_range("B3:B4", "ブロック")
    sheet.merge_range("C3:D3", "生命系共済")
    sheet.write_string("C4", "こくみん共済")
    sheet.write_string("D4", "達成率")
    sheet.write_string("B5", "上 川 中")
    sheet.write_number("C5", 1568, book.add_format({"num_format": "#,##0"}))
    sheet.write_number("D5", 0.804, book.add_format({"num_format": "0.0%"}))
    sheet.write_formula("C6", "=C5+1", None, 1569)
    sheet.write_datetime(
        "D6", datetime.fromisoformat("2024-05-31"), book.add_format({"num_format": "yyyy/m/d"})
    )
    sheet.write_boolean("C7", True)
    sheet.write_rich_string("D7", "太", book.add_format({"bold": True}), "字")
    sheet.write_number("C9", -12117, book.add_format({"num_format": '#,##0;"▲"#,##0'}))
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.set_column("D:F", None, None, {"hidden": True})
    book.add_worksheet("裏").hide()
    book.close()
    return path


def test_a_branch_workbook_is_read_with_addresses_and_formats(
    reader: WorkbookReader, branch_book: Path
) -> None:
    book = reader.read(branch_book)
    assert (book.kind, book.path, book.notes) == (FileKind.XLSX, branch_book, ())
    sheet, back = book.sheets
    assert (sheet.name, sheet.hidden, sheet.rows, sheet.columns) == ("実績", False, 9, 4)
    assert (back.name, back.hidden, back.rows, back.cells) == ("裏", True, 0, {})
    assert values(sheet) == {
        "B2": "2023年度 実績",
        "B3": "ブロック",
        "C3": "生命系共済",
        "C4": "こくみん共済",
        "D4": "達成率",
        "B5": "上 川 中",
        "C5": Decimal(1568),
        "D5": Decimal("0.804"),
        "C6": Decimal(1569),
        "D6": date(2024, 5, 31),
        "C7": True,
        "D7": "太字",
        "C9": Decimal(-12117),
    }
    assert (sheet.cells[4, 3].text, sheet.cells[4, 3].format) == ("80.4%", "0.0%")
    assert sheet.cells[8, 2].text == "▲12,117"
    assert sheet.merges == (MergedRange(2, 1, 3, 1), MergedRange(2, 2, 2, 3))
    assert sheet.hidden_rows == {5}
    assert sheet.hidden_columns == {3}


def test_the_sha256_is_that_of_the_file(reader: WorkbookReader, branch_book: Path) -> None:
    import hashlib

    assert reader.read(branch_book).sha256 == hashlib.sha256(branch_book.read_bytes()).hexdigest()


def test_numbers_stay_as_the_file_has_them(reader: WorkbookReader, raw_book) -> None:
    path = raw_book(
        '<row r="1"><c r="A1"><v>83526.99900000001</v></c><c r="B1"><v>0.1</v></c><c r="C1"><v>1E-3</v></c>'
        '<c r="D1"><v>12345678901234567890</v></c><c r="E1"><v> 5 </v></c><c r="F1"><v>-0</v></c></row>'
    )
    (sheet,) = reader.read(path).sheets
    assert [cell.raw for cell in sheet.cells.values()] == [
        "83526.99900000001",
        "0.1",
        "1E-3",
        "12345678901234567890",
        "5",
        "-0",
    ]
    assert sheet.cells[0, 0].value == Decimal("83526.99900000001")
    assert sheet.cells[0, 3].value == Decimal("12345678901234567890")


def test_errors_and_formulas_without_a_result_are_told_apart(reader: WorkbookReader, raw_book) -> None:
    path = raw_book(
        '<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>1+1</f><v/></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="str"><f>A1</f><v>文字</v></c><c r="F1"><v></v></c>'
        '<c r="G1"><f t="shared" si="0"/></c></row>'
    )
    (sheet,) = reader.read(path).sheets
    assert {cell.address: (cell.kind, cell.value) for cell in sheet.cells.values()} == {
        "A1": (CellKind.ERROR, None),
        "B1": (CellKind.UNCACHED_FORMULA, None),
        "C1": (CellKind.UNCACHED_FORMULA, None),
        "E1": (CellKind.TEXT, "文字"),
        "G1": (CellKind.UNCACHED_FORMULA, None),
    }
    assert sheet.cells[0, 0].text == "#DIV/0!"


def test_formulas_written_by_openpyxl_have_no_result(reader: WorkbookReader, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.save(tmp_path / "数式.xlsx")
    (sheet,) = reader.read(tmp_path / "数式.xlsx").sheets
    assert sheet.cells[0, 0].kind is CellKind.UNCACHED_FORMULA


def test_furigana_is_not_mixed_into_names_and_escapes_are_undone(reader: WorkbookReader, raw_book) -> None:
    strings = (
        "<si><r><t>東</t></r><r><t xml:space='preserve'> 京</t></r><rPh sb='0' eb='1'><t>トウ</t></rPh></si>"
        "<si><t>二行_x000D_目_x005F_x_xD842__xDFB7_</t></si><si><t/></si>"
    )
    path = raw_book(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'
        '<c r="D1" t="inlineStr"><is><t>直</t><rPh sb="0" eb="1"><t>チョク</t></rPh></is></c></row>',
        strings=strings,
    )
    (sheet,) = reader.read(path).sheets
    assert values(sheet) == {"A1": "東 京", "B1": "二行\r目_x𠮷", "D1": "直"}


@pytest.mark.parametrize("number", [*range(27, 37), *range(50, 59)])
def test_japanese_built_in_date_formats_need_no_code(reader: WorkbookReader, raw_book, number: int) -> None:
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<cellXfs><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    )
    path = raw_book('<row r="1"><c r="A1" s="0"><v>45443</v></c></row>', parts={"xl/styles.xml": styles})
    (sheet,) = reader.read(path).sheets
    if number in (32, 33):
        assert sheet.cells[0, 0].text == {32: "0時00分", 33: "0時00分00秒"}[number]
    assert sheet.cells[0, 0].value == date(2024, 5, 31)


@pytest.mark.parametrize(
    ("code", "serial", "expected"),
    [
        ("aaa", "45456", date(2024, 6, 13)),
        ("[$-411]ge.m.d", "45443", date(2024, 5, 31)),
        ("yyyy/m/d h:mm", "45443.5", datetime.fromisoformat("2024-05-31T12:00")),
        ("yyyy/m/d", "59", date(1900, 2, 28)),
        ("yyyy/m/d", "60", Decimal(60)),
        ("yyyy/m/d", "61", date(1900, 3, 1)),
        ("yyyy/m/d", "2958465", date(9999, 12, 31)),
        ("yyyy/m/d", "2958466", Decimal(2958466)),
        ("yyyy/m/d", "-1", Decimal(-1)),
        ("h:mm", "0.5", Decimal("0.5")),
        ("[h]:mm", "1.5", datetime.fromisoformat("1900-01-01T12:00")),
        ("0.00E+00", "45443", Decimal(45443)),
        ("#,##0&quot;人d&quot;", "45443", Decimal(45443)),
        ("[Red]0", "45443", Decimal(45443)),
        ("G/標準", "45443", Decimal(45443)),
    ],
)
def test_the_format_decides_what_is_a_date(
    reader: WorkbookReader, raw_book, code: str, serial: str, expected: object
) -> None:
    path = raw_book(f'<row r="1"><c r="A1" s="0"><v>{serial}</v></c></row>', formats=(code,))
    (sheet,) = reader.read(path).sheets
    assert sheet.cells[0, 0].value == expected


def test_the_1904_calendar(reader: WorkbookReader, raw_book) -> None:
    path = raw_book(
        '<row r="1"><c r="A1" s="0"><v>43981</v></c></row>',
        formats=("yyyy/m/d",),
        workbook_properties='<workbookPr date1904="1"/>',
    )
    assert reader.read(path).sheets[0].cells[0, 0].value == date(2024, 5, 31)


def test_iso_dates(reader: WorkbookReader, raw_book) -> None:
    path = raw_book(
        '<row r="1"><c r="A1" t="d"><v>2024-05-31</v></c><c r="B1" t="d"><v>2024-05-31T09:30:00</v></c></row>'
    )
    assert list(values(reader.read(path).sheets[0]).values()) == [
        date(2024, 5, 31),
        datetime.fromisoformat("2024-05-31T09:30"),
    ]


def test_an_early_1900_date_is_pointed_out(reader: WorkbookReader, raw_book) -> None:
    path = raw_book('<row r="3"><c r="B3" s="0"><v>31</v></c></row>', formats=("m/d",))
    (note,) = reader.read(path).notes
    assert (note.code, note.place.sheet, note.place.cell) == ("file.note.early_date", "実績", "B3")


def test_cells_at_both_ends_of_the_sheet_cost_no_more_than_two_cells(
    reader: WorkbookReader, raw_book
) -> None:
    path = raw_book(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        before='<dimension ref="A1:XFD1048576"/>',
    )
    (sheet,) = reader.read(path).sheets
    assert values(sheet) == {"A1": 1, "XFD1048576": 2}


def test_places_may_be_left_out(reader: WorkbookReader, raw_book) -> None:
    path = raw_book(
        "<row><c><v>1</v></c><c/><c><v>2</v></c></row><row r='5'><c r='C5'><v>3</v></c><c><v>4</v></c></row>"
    )
    assert values(reader.read(path).sheets[0]) == {"A1": 1, "C1": 2, "C5": 3, "D5": 4}


def test_prefixed_xml_with_spaces_and_comments_is_read_the_same(reader: WorkbookReader, raw_book) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet_xml = (
        f'<?xml version="1.0"?>\n<x:worksheet xmlns:x="{main}">\n<x:sheetData><!-- <c r="B1"><v>9</v></c> -->\n'
        '<x:row r="1" hidden="true">\n <x:c r="A1"><x:v><![CDATA[7]]></x:v></x:c>\n</x:row>\n</x:sheetData></x:worksheet>'
    )
    (sheet,) = reader.read(raw_book(parts={"xl/worksheets/sheet1.xml": sheet_xml})).sheets
    assert values(sheet) == {"A1": 7}
    assert sheet.hidden_rows == {0}


def test_what_is_left_aside_is_told(reader: WorkbookReader, tmp_path: Path) -> None:
    path = tmp_path / "図.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("実績")
    sheet.write_number(0, 0, 1)
    sheet.insert_textbox(2, 2, "別計 11件")
    sheet.write_comment(0, 0, "6月分を含む")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=実績!$A$1:$A$1"})
    book.add_chartsheet("グラフ").set_chart(chart)
    book.close()
    notes = reader.read(path).notes
    assert [(note.code, note.place.sheet) for note in notes] == [
        ("file.note.chart_sheet", "グラフ"),
        ("file.note.text_in_drawings", ""),
    ]
    assert all(note.message and note.next_step for note in notes)


def test_notes_beside_cells_are_read_with_their_cells(reader: WorkbookReader, tmp_path: Path) -> None:
    path = tmp_path / "メモ.xlsx"
    book = xlsxwriter.Workbook(str(path))
    first, second = book.add_worksheet("実績"), book.add_worksheet("目標")
    first.write_number(0, 0, 1)
    first.write_comment("A1", "佐藤:\n6月分を含む <仮> &", {"author": "佐藤"})
    second.write_comment("C7", "空のセル")
    book.close()
    read = reader.read(path)
    assert [dict(sheet.comments) for sheet in read.sheets] == [
        {(0, 0): "佐藤:\n6月分を含む <仮> &"},
        {(6, 2): "空のセル"},
    ]
    assert read.notes == ()


def test_a_thread_of_comments_stands_in_the_place_of_its_notice(
    reader: WorkbookReader, tmp_path: Path
) -> None:
    """Excel 365 writes a note for older programs beside every thread."""
    path, threaded = tmp_path / "メモ.xlsx", tmp_path / "会話.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("実績")
    sheet.write_comment("B2", "[Threaded comment] Your version of Excel …")
    sheet.write_comment("B3", "ただのメモ")
    book.close()
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    thread = (
        f'<ThreadedComments xmlns="{space}">'
        '<threadedComment ref="B2" id="{1}"><text>見込みですか。</text></threadedComment>'
        '<threadedComment ref="B2" id="{2}" parentId="{1}"><text>はい。</text></threadedComment>'
        "</ThreadedComments>"
    )
    relation = (
        '<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"'
        ' Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(threaded, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/worksheets/_rels/sheet1.xml.rels":
                data = data.replace(b"</Relationships>", relation.encode())
            new.writestr(entry, data)
        new.writestr("xl/threadedComments/threadedComment1.xml", thread)
    (read,) = reader.read(threaded).sheets
    assert read.comments == {(1, 1): "見込みですか。\nはい。", (2, 1): "ただのメモ"}


@pytest.mark.parametrize("damaged", ["<comments", "<!DOCTYPE x><comments/>", '<c><comment ref="A0"/></c>'])
def test_comments_that_cannot_be_read_are_no_reason_to_refuse_the_file(
    reader: WorkbookReader, tmp_path: Path, damaged: str
) -> None:
    path, broken = tmp_path / "メモ.xlsx", tmp_path / "壊れたメモ.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("実績")
    sheet.write_number(0, 0, 1)
    sheet.write_comment("A1", "6月分を含む")
    book.close()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, damaged if entry.filename == "xl/comments1.xml" else old.read(entry))
    read = reader.read(broken)
    assert values(read.sheets[0]) == {"A1": 1}
    assert [(note.code, note.place.sheet) for note in read.notes] == [("file.note.comments", "実績")]


def test_a_workbook_with_another_ending_is_read_and_told(reader: WorkbookReader, branch_book: Path) -> None:
    renamed = branch_book.rename(branch_book.with_suffix(".csv"))
    assert [note.code for note in reader.read(renamed).notes] == ["file.note.other_extension"]


def test_openpyxl_and_calamine_see_the_same_values(reader: WorkbookReader, tmp_path: Path) -> None:
    chance = random.Random(4)
    path = tmp_path / "照合.xlsx"
    book = openpyxl.Workbook()
    for name in ("一", "二"):
        sheet = book.create_sheet(name)
        for row in range(1, 40):
            for column in range(1, 12):
                value = chance.choice(
                    [
                        None,
                        chance.randrange(-9999, 9999),
                        chance.random() * 1000,
                        "石　狩 & <件>",
                        True,
                        date(2024, 5, 31),
                    ]
                )
                sheet.cell(row, column, value)
    book.save(path)
    read = reader.read(path)
    for sheet in read.sheets:
        theirs = openpyxl.load_workbook(path, data_only=True)[sheet.name]
        expected = {
            cell.coordinate: cell.value
            for row in theirs.iter_rows()
            for cell in row
            if cell.value is not None
        }
        ours = {}
        for cell in sheet.cells.values():
            value: object = float(cell.raw) if cell.kind is CellKind.NUMBER else cell.value
            ours[cell.address] = (
                datetime.combine(value, datetime.min.time()) if type(value) is date else value
            )
        assert ours == expected
        rows = (
            python_calamine.load_workbook(str(path))
            .get_sheet_by_name(sheet.name)
            .to_python(skip_empty_area=False)
        )
        filled = sum(value != "" for row in rows for value in row)
        assert filled == len(ours)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 50), st.integers(0, 30)),
        st.one_of(
            st.integers(-(10**14), 10**14),
            st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15),
            st.text(
                st.characters(exclude_categories=("Cs",), exclude_characters="\r"), min_size=1, max_size=20
            ),
            st.booleans(),
        ),
        max_size=40,
    ),
    st.booleans(),
)
def test_what_is_written_is_read_back(reader: WorkbookReader, tmp_path: Path, cells, in_line: bool) -> None:
    path = tmp_path / "往復.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": in_line})
    sheet = book.add_worksheet()
    for (row, column), value in sorted(cells.items()):
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, str):
            sheet.write_string(row, column, value)
        else:
            sheet.write_number(row, column, value)
    book.close()
    read = {
        place: float(cell.raw) if cell.kind is CellKind.NUMBER else cell.value
        for place, cell in reader.read(path).sheets[0].cells.items()
    }
    numbers = {
        place: float(f"{value:.16G}") if type(value) in (int, float) else value
        for place, value in cells.items()
    }
    assert read == numbers


def test_other_parts_of_the_zip_are_checked_too(raw_book, refusal_of) -> None:
    path = raw_book('<row r="1"><c r="A1"><v>1</v></c></row>', parts={"xl/media/image1.png": "絵" * 50})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/image2.png", b"picture bytes")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"picture bytes", b"pictura bytes"))
    assert refusal_of(path).code == "file.damaged_zip"
