"""The quick way through a sheet gives what the full parser gives, or leaves the sheet to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.excel.reader import xlsx_sheet
from kyosai_desktop.excel.reader.cell_contents import CellContents
from kyosai_desktop.excel.reader.refused_file import RefusedFile
from kyosai_desktop.excel.reader.wire import BookReply, grids_of_message
from kyosai_desktop.excel.reader.xlsx_plain_rows import read_plain_rows
from kyosai_desktop.excel.reader.xlsx_sheet import read_sheet

STRINGS = ["ブロック", "石狩", ""]
FORMATS = ["General", "0.0%", "yyyy/m/d"]


def contents_for(reply: BookReply) -> CellContents:
    return CellContents(reply, STRINGS, FORMATS, date1904=False)


def outcome_of(data: bytes) -> object:
    reply = BookReply()
    try:
        read_sheet(data, "実績", False, contents_for(reply), reply)
    except RefusedFile as refused:
        return refused.outcome, refused.details
    return grids_of_message(reply.as_message())


def by_the_full_parser(data: bytes) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsx_sheet, "read_plain_rows", lambda *_sheet: None)
        return outcome_of(data)


def is_plain(data: bytes) -> bool:
    return read_plain_rows(data, contents_for(BookReply())) is not None


def sheet_of(rows: str, before: str = "", after: str = "") -> bytes:
    return f"{before}<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>".encode()


@pytest.mark.parametrize(
    "rows",
    [
        "",
        '<row r="1"/>',
        '<row r="1" spans="1:3" ht="15" x14ac:dyDescent="0.2"><c r="A1"><v>1</v></c></row><row r="3" hidden="1"/>',
        '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="C1" s="2"><v>45443</v></c><c r="D1" s="1"/></row>',
        '<row r="1"><c r="A1" t="n"><v>-0.5E-3</v></c><c r="B1"><f>A1</f><v>5</v></c><c r="C1" t="e"><v>#N/A</v></c></row>',
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v></v></c></row>',
        '<row r="1"><c r="B1" t="str"><f>C1</f><v></v></c></row>',
        '<row r="1"><c r="A1"><f t="shared" si="0"/><v>1</v></c><c r="B1" t="str"><f>C1</f><v>石 狩</v></c></row>',
        '<row r="1048576"><c r="XFD1048576" t="b"><v>1</v></c></row>',
    ],
)
def test_rows_as_excel_writes_them_are_plain(rows: str) -> None:
    data = sheet_of(rows, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n')
    assert is_plain(data)
    assert outcome_of(data) == by_the_full_parser(data)


@pytest.mark.parametrize(
    "data",
    [
        sheet_of('<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'),
        sheet_of('<row r="1"><c r="A1" t="str"><v>a&amp;b</v></c></row>'),
        sheet_of('<row r="1"> <c r="A1"><v>1</v></c></row>'),
        sheet_of("<row r='1'><c r='A1'><v>1</v></c></row>"),
        sheet_of('<row r="1"><c r="A1"><v>1</v></c></row><row r="2">'),
        sheet_of('<row r="1"><c r="A1"><v>1</v></c>'),
        sheet_of('<c r="A1"><v>1</v></c>'),
        sheet_of('<row r="1"><c r="A1"><v>1</v></c></row></row>'),
        sheet_of('<row r="1"><row r="2"></row></row>'),
        sheet_of('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        sheet_of('<row r="1"><c r="A2"><v>1</v></c></row>'),
        sheet_of('<row r="1"><c r="A1"><v>石狩</v></c></row>'),
        sheet_of('<row r="1"><c r="A1" t="str"><v>a]]>b</v></c></row>'),
        sheet_of('<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>'),
        sheet_of('<row r="1"><c r="A1" s="7"><v>1</v></c></row>'),
        sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>', "<!DOCTYPE worksheet>"),
        sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>', '<?xml version="1.0" encoding="shift_jis"?>'),
        sheet_of("", after='<!-- <sheetData><row r="1"><c r="A1"><v>9</v></c></row></sheetData> -->'),
        sheet_of("", after='<?x <sheetData><row r="1"><c r="A1"><v>9</v></c></row></sheetData>?>'),
        b'<?xml version="1.0"?><?x <sheetData><row r="1"><c r="A1"><v>9</v></c></row></sheetData>?><worksheet/>',
        sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>').decode().encode("utf-16"),
        sheet_of('<row r="1"><c r="A1" t="str"><v>?</v></c></row>').replace(b"?", b"\xff"),
    ],
)
def test_everything_else_goes_through_the_full_parser(data: bytes) -> None:
    assert not is_plain(data)
    assert outcome_of(data) == by_the_full_parser(data)


PIECES = st.sampled_from(
    [
        *('<row r="1">', '<row r="2">', '<row r="2" hidden="1"/>', "</row>", '<row r="3" ht="1">'),
        *('<c r="A1"><v>1</v></c>', '<c r="B1" t="s"><v>1</v></c>', '<c r="A2" s="2"><v>45443</v></c>'),
        *('<c r="B2"><f>A1</f></c>', '<c r="C2" t="str"><f>A1</f><v>x</v></c>', '<c r="C3" s="1"/>'),
        *(
            '<c r="D3" t="b"><v>1</v></c>',
            '<c r="D3" t="s"><v>9</v></c>',
            " ",
            "<v>",
            "</c>",
            "&#49;",
            "<!-- -->",
        ),
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_both_ways_agree_on_any_rows(rows: str) -> None:
    assert outcome_of(sheet_of(rows)) == by_the_full_parser(sheet_of(rows))


ROWS = st.lists(
    st.lists(
        st.one_of(
            st.none(),
            st.integers(-(10**18), 10**18).map(lambda n: f"><v>{n}</v>"),
            st.decimals(allow_nan=False, allow_infinity=False, places=3).map(
                lambda n: f' s="1"><v>{n:f}</v>'
            ),
            st.integers(0, 3_000_000).map(lambda n: f' s="2"><v>{n}</v>'),
            st.sampled_from(
                [' t="s"><v>0</v>', ' t="s"><v>2</v>', ' t="e"><v>#REF!</v>', "><f>A1</f><v></v>"]
            ),
        ),
        max_size=5,
    ),
    max_size=5,
)


@given(ROWS)
def test_both_ways_agree_on_ordinary_rows(rows: list[list[str | None]]) -> None:
    written = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{"ABCDE"[n]}{row}"{cell}</c>' for n, cell in enumerate(cells) if cell is not None)
        + "</row>"
        for row, cells in enumerate(rows, 1)
    )
    assert is_plain(sheet_of(written))
    assert outcome_of(sheet_of(written)) == by_the_full_parser(sheet_of(written))
