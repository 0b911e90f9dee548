"""Workbooks and CSV written by us, read back by two other readers."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from kyosai_desktop.domain.table import Cell, Column, ColumnKind, Row, RowKind, Table
from kyosai_desktop.excel.csv_out import plain
from kyosai_desktop.excel.export import printed_number, sheet_name, write_csv, write_tables

WRITTEN = datetime.fromisoformat("2024-06-13T14:32:00")


def _achievement() -> Table:
    """The 切捨て council: 3,708 ÷ 6,350 is printed 58.3; a fall; a figure not reported; one published."""
    columns = (
        Column("目標", ("長期共済",)),
        Column("実績", ("長期共済",)),
        Column("差異", ("長期共済",)),
        Column("達成率", ("長期共済",), ColumnKind.RATE, unit="％", decimals=1),
        Column("備考", kind=ColumnKind.TEXT),
    )

    def line(note: str) -> tuple[Cell, ...]:
        return (
            Cell("6,350", Fraction(6350)),
            Cell("3,708", Fraction(37081, 10), published="3,709"),
            Cell("▲2,642", Fraction(-26419, 10)),
            Cell("58.3", Fraction(3708 * 100, 6350)),
            Cell(note),
        )

    rows = (
        Row(("道央支店", "石狩")),
        Row(("道央支店", "後志")),
        Row(("道央支店計", ""), RowKind.SUBTOTAL),
        Row(("新しい行", ""), RowKind.NEW),
    )
    cells = (line("=1+1"), (*line("")[:1], Cell(), *line("")[2:]), line("速報"), line("まだない"))
    return Table(
        "rosai.blocks",
        "ブロック別 達成状況",
        ("支店", "ブロック"),
        columns,
        rows,
        cells,
        unit="件",
        as_of="2024年5月31日現在",
        notes=("敬称略",),
    )


def _written(*tables: Table) -> bytes:
    target = io.BytesIO()
    write_tables(tables, target, WRITTEN)
    return target.getvalue()


def _texts(*texts: str) -> Table:
    rows = tuple(Row((str(at),)) for at in range(len(texts)))
    cells = tuple((Cell(one),) for one in texts)
    return Table("a", "名簿", ("番号",), (Column("氏名", kind=ColumnKind.TEXT),), rows, cells)


def test_the_workbook_has_the_printed_numbers_as_numbers() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(_written(_achievement()))).active

    assert [cell.value for cell in sheet[6]] == ["道央支店", "石狩", 6350, 3708, -2642, 58.3, "=1+1"]
    assert [cell.data_type for cell in sheet[6]] == ["s", "s", "n", "n", "n", "n", "s"]
    assert sheet["D7"].value is None
    assert [cell.value for cell in sheet[8]][:3] == ["道央支店計", None, 6350]


def test_formats_show_what_the_paper_shows() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(_written(_achievement()))).active

    assert sheet["E6"].number_format == '#,##0;"▲"#,##0;#,##0'
    assert sheet["F6"].number_format == '#,##0.0;"▲"#,##0.0;#,##0.0'
    assert sheet["C8"].font.bold
    assert not sheet["C6"].font.bold


def test_header_groups_and_branches_are_merged_and_panes_frozen() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(_written(_achievement()))).active

    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"C4:F4", "A4:A5", "B4:B5", "G4:G5", "A6:A7", "A8:B8"} == merged
    assert sheet.freeze_panes == "C6"
    assert sheet["A1"].value == "ブロック別 達成状況"
    assert sheet["A2"].value == "2024年5月31日現在　（単位：件）"
    assert sheet["F5"].value == "達成率\n（％）"
    assert sheet.print_title_rows == "$4:$5"


def test_notes_and_published_values_stand_below_and_rows_not_made_yet_nowhere() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(_written(_achievement()))).active
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]

    assert "敬称略" in texts
    assert "※公表：石狩の長期共済／実績 3,709" in texts
    assert "まだない" not in texts


def test_another_reader_sees_the_same(tmp_path: Path) -> None:
    path = tmp_path / "達成状況.xlsx"
    path.write_bytes(_written(_achievement(), _texts("山田　太郎")))
    book = CalamineWorkbook.from_path(str(path))

    assert book.sheet_names == ["ブロック別 達成状況", "名簿"]
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert rows[5] == ["道央支店", "石狩", 6350.0, 3708.0, -2642.0, 58.3, "=1+1"]


HOSTILE = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+81-11-123-4567",
    "-5",
    "@SUM(A1)",
    "https://example.jp/",
    "mailto:a@example.jp",
    "０１２",
    "0123",
    "1E5",
    "<b>&",
    "{=1}",
    "会議😀",
    "𠮷田",
    " 前後 ",
    "_x0041_",
)


def test_text_stays_the_text_that_was_typed() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(_written(_texts(*HOSTILE)))).active
    cells = [sheet.cell(5 + at, 2) for at in range(len(HOSTILE))]

    assert [cell.value for cell in cells] == list(HOSTILE)
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)


def test_what_a_workbook_cannot_hold_is_taken_out() -> None:
    assert plain("零\x00号\ud800\uffff\r\n次\r終") == "零号\n次\n終"
    assert len(plain("あ" * 40_000)) == 32_767
    sheet = openpyxl.load_workbook(io.BytesIO(_written(_texts("零\x00号\ud800", "あ" * 40_000)))).active
    assert sheet["B5"].value == "零号"


def test_the_same_tables_give_the_same_bytes() -> None:
    assert _written(_achievement()) == _written(_achievement())


def test_no_other_time_than_the_papers_own_is_in_the_file() -> None:
    core = zipfile.ZipFile(io.BytesIO(_written(_achievement()))).read("docProps/core.xml").decode()

    assert core.count("2024-06-13T14:32:00Z") == 2


def test_a_date_is_a_date_and_more_than_a_date_is_text() -> None:
    table = Table(
        "m",
        "会議日程",
        ("会議",),
        (Column("開催日", kind=ColumnKind.DATE),),
        tuple(Row((f"第{at}回",)) for at in (1, 2, 3)),
        (
            (Cell("2024年6月13日（木）", date(2024, 6, 13)),),
            (Cell("10月末～11月初旬", date(2024, 10, 21)),),
            (Cell("6/13 14:00-15:00", date(2024, 6, 13)),),
        ),
    )
    sheet = openpyxl.load_workbook(io.BytesIO(_written(table))).active

    assert sheet["B5"].value == datetime.fromisoformat("2024-06-13")
    assert sheet["B6"].value == "10月末～11月初旬"
    assert sheet["B7"].value == "6/13 14:00-15:00"


@pytest.mark.parametrize(
    ("text", "value", "unit", "number"),
    [
        ("▲1,234", -1234, "", "-1234"),
        ("+100", 100, "", "100"),
        ("91.0", "91.04", "", "91.0"),
        ("91.0％", "91.04", "", "91.0"),
        ("1,234件", 1234, "件", "1234"),
        ("6億9百万円", 609, "百万円", None),
        ("↑", 1, "", None),
        ("", 1, "", None),
        ("第1回", None, "", None),
    ],
)
def test_the_number_written_is_the_one_printed(
    text: str, value: object, unit: str, number: str | None
) -> None:
    exact = None if value is None else Fraction(str(value))
    found = printed_number(Cell(text, exact), unit)

    assert (None if found is None else str(found)) == number


def test_sheet_names_are_such_as_excel_accepts() -> None:
    taken: set[str] = set()
    names = []
    for title in (
        "実績/目標",
        "実績/目標",
        "a" * 40,
        "A" * 40,
        "",
        "'引用'",
        "History",
        "[1]:*?\\",
        "𠮷" * 30,
    ):
        names.append(sheet_name(title, taken))
        taken.add(names[-1].casefold())

    assert names[:2] == ["実績 目標", "実績 目標 (2)"]
    assert len(set(map(str.casefold, names))) == len(names)
    for name in names:
        assert name
        assert len(name.encode("utf-16-le")) // 2 <= 31
        assert not set("[]:*?/\\") & set(name)
        assert name.casefold() != "history"
        assert name[0] != "'" != name[-1]


def test_csv_opens_in_excel_as_what_it_is() -> None:
    target = io.BytesIO()
    write_csv(_achievement(), target)
    content = target.getvalue()
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))

    assert content.startswith(b"\xef\xbb\xbf")
    assert rows[0][:4] == ["支店", "ブロック", "長期共済／目標", "長期共済／実績"]
    assert rows[1] == ["道央支店", "石狩", "6350", "3708", "-2642", "58.3", "'=1+1"]
    assert len(rows) == 4


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("=1+1", "'=1+1"),
        ("＝１", "'＝１"),
        ("@a", "'@a"),
        ("+81-11-123-4567", "+81-11-123-4567"),
        ("-5", "-5"),
        ("－", "'－"),
        ("-5+cmd|' /C'", "'-5+cmd|' /C'"),
        ("011-123-4567", "011-123-4567"),
        ("▲5", "▲5"),
        ("山田", "山田"),
    ],
)
def test_csv_text_that_would_be_a_formula_is_marked(typed: str, written: str) -> None:
    target = io.BytesIO()
    write_csv(_texts(typed), target)

    assert list(csv.reader(io.StringIO(target.getvalue().decode("utf-8-sig"))))[1][1] == written
