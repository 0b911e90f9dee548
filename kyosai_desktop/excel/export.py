"""The same tables as workbooks and CSV, for people who go on calculating.

A figure is written as the number that is printed: a rate of 64.869…, printed 64.9, is 64.9 in the workbook,
so that paper and workbook never disagree, also in a council that prints 切捨て (rounding 58.39… by a number
format would show 58.4 beside a printed 58.3). Text is always text: ``=1+1`` and 「－5」 typed by somebody are
never formulas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, BinaryIO

from kyosai_desktop.domain.table import Cell, Column, ColumnKind, Row, RowKind, Table
from kyosai_desktop.domain.table_spans import Span, header_depth, header_spans, stub_spans
from kyosai_desktop.excel.csv_out import csv_text, plain, write_lines

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"([▲△\-−＋+]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?[%％]?")
_DAY = re.compile(
    r"(?:(?:[12]\d{3}|令和(?:\d+|元)|R\d+)[年./-])?(\d{1,2})[月./-](\d{1,2})日?(?:[（(].[）)])?"
)
# Excel keeps no more digits of a number than these; a longer one is written as text.
DIGITS_OF_EXCEL = 15


def write_tables(tables: Sequence[Table], target: BinaryIO, created: datetime, mark: str = "") -> None:
    """Write a workbook with one sheet for each table. ``created`` is the only time in it: the same tables
    give the same bytes. ``mark`` (「見本」 or '') stands under each title. Raises ValueError when there is no table."""
    from xlsxwriter.workbook import Workbook

    if not tables:
        raise ValueError("a workbook needs at least one table")
    book = Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "default_format_properties": {"font_name": "BIZ UDゴシック", "font_size": 10},
        },
    )
    moment = created.replace(tzinfo=None, microsecond=0)
    book.set_properties(
        {"title": plain(tables[0].title), "company": plain(tables[0].council), "created": moment}
    )
    names: set[str] = set()
    formats = _Formats(book)
    for table in tables:
        name = sheet_name(table.title, names)
        names.add(name.casefold())
        _write_sheet(book.add_worksheet(name), table, formats, f"【{mark}】" if mark else "")
    book.close()


def write_csv(table: Table, target: BinaryIO) -> None:
    """Write ``table`` as UTF-8 with a mark that lets Excel know it, one header row, figures as printed but
    without grouping and with a minus sign. A text that a spreadsheet would take for a formula gets a leading
    ``'``."""
    write_lines(_csv_lines(table), target)


def _csv_lines(table: Table) -> Iterator[list[str]]:
    yield [csv_text(label) for label in (*table.stub, *(column.path for column in table.columns))]
    for row, cells in zip(table.rows, table.cells, strict=True):
        if row.kind is RowKind.NEW:
            continue
        figures = []
        for cell, column in zip(cells, table.columns, strict=True):
            number = printed_number(cell, column.unit)
            figures.append(csv_text(cell.text) if number is None else str(number))
        yield [*map(csv_text, row.labels), *figures]


def printed_number(cell: Cell, unit: str = "") -> Decimal | None:
    """The number that the cell's text shows, exactly; a ``unit`` behind it is left off. None for texts,
    dates, missing values, and figures in words (「6億9百万円」)."""
    if not isinstance(cell.value, Fraction):
        return None
    found = _NUMBER.fullmatch(cell.text.removesuffix(unit))
    if not found:
        return None
    sign, whole, part = found.groups()
    number = Decimal(whole.replace(",", "") + (part or ""))
    return -number if sign in ("▲", "△", "-", "−") and sign else number


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel accepts for a sheet, not in ``taken`` (casefolded names): 「実績／目標 (2)」."""
    base = _NOT_IN_SHEET_NAMES.sub(" ", title).strip().strip("'").strip() or "表"
    if base.casefold() == "history":  # Excel keeps this name for itself
        base = f"{base}_"
    name = _cut_units(base, _LONGEST_SHEET_NAME)
    number = 2
    while name.casefold() in taken:
        mark = f" ({number})"
        name = _cut_units(base, _LONGEST_SHEET_NAME - len(mark)) + mark
        number += 1
    return name


def _cut_units(text: str, units: int) -> str:
    """``text`` cut to ``units`` as Excel counts them: 𠮷 is two."""
    while len(text.encode("utf-16-le")) // 2 > units:
        text = text[:-1]
    return text.rstrip(" '")


class _Formats:
    """Cell formats of one workbook, made when first asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Format] = {}

    def get(self, **properties: object) -> Format:
        return self._format((None, *properties.items()), properties)

    def cell(self, kind: RowKind, **properties: object) -> Format:
        key = (kind, *properties.items())
        if key in self._made:
            return self._made[key]
        properties |= {"border": 1}
        if kind in (RowKind.SUBTOTAL, RowKind.TOTAL, RowKind.HEADING):
            properties |= {"bold": True, "bg_color": "#EBEBEB" if kind is RowKind.TOTAL else "#F4F4F4"}
        if kind is RowKind.TOTAL:
            properties["top"] = 2
        return self._format(key, properties)

    def _format(self, key: tuple[object, ...], properties: dict[str, object]) -> Format:
        if key not in self._made:
            look = {"font_name": "BIZ UDゴシック", "font_size": 10, "valign": "vcenter", **properties}
            self._made[key] = self._book.add_format(look)
        return self._made[key]

    def header(self) -> Format:
        return self.get(border=1, bold=True, align="center", text_wrap=True, bg_color="#E6E6E6")


def _write_sheet(sheet: Worksheet, table: Table, formats: _Formats, mark: str) -> None:
    stub = len(table.stub)
    rows = [at for at, row in enumerate(table.rows) if row.kind is not RowKind.NEW]
    sheet.write_string(0, 0, plain(table.title), formats.get(bold=True, font_size=13))
    line = "　".join(
        part for part in (mark, table.as_of, f"（単位：{table.unit}）" if table.unit else "") if part
    )
    if line:
        sheet.write_string(1, 0, plain(line), formats.get())
    top = 3
    depth = header_depth(table.columns)
    spans = [Span(0, at, depth - 1, at, title) for at, title in enumerate(table.stub)]
    for span in header_spans(table.columns):
        text = _label(table.columns[span.left], table) if span.bottom == depth - 1 else span.text
        spans.append(Span(span.top, span.left + stub, span.bottom, span.right + stub, text))
    for span in spans:
        _write_span(sheet, span, top, formats.header())
    first = top + depth
    kinds = [table.rows[at].kind for at in rows]
    for span in stub_spans([table.rows[at] for at in rows]):
        indent = table.rows[rows[span.top]].level if stub == 1 else 0
        style = formats.cell(kinds[span.top], text_wrap=True, **({"indent": indent} if indent else {}))
        _write_span(sheet, span, first, style)
    for offset, at in enumerate(rows):
        for place, (cell, column) in enumerate(zip(table.cells[at], table.columns, strict=True), start=stub):
            _write_cell(sheet, first + offset, place, cell, column, table.rows[at].kind, formats)
    notes = [*table.notes, *_published(table, rows)]
    for offset, note in enumerate(notes):
        sheet.write_string(first + len(rows) + 1 + offset, 0, plain(note), formats.get())
    _set_page(sheet, table, rows, first)


def _write_span(sheet: Worksheet, span: Span, top: int, style: Format) -> None:
    box = (top + span.top, span.left, top + span.bottom, span.right)
    if box[:2] != box[2:]:
        sheet.merge_range(*box, "", style)
    sheet.write_string(box[0], box[1], plain(span.text), style)


def _write_cell(
    sheet: Worksheet, row: int, place: int, cell: Cell, column: Column, kind: RowKind, formats: _Formats
) -> None:
    number = printed_number(cell, column.unit)
    if number is not None and len(number.as_tuple().digits) <= DIGITS_OF_EXCEL:
        places = max(0, -int(number.as_tuple().exponent))
        sheet.write_number(
            row, place, float(number), formats.cell(kind, num_format=_number_format(cell.text, places))
        )
    elif isinstance(cell.value, date) and cell.value.year >= 1900 and _says_only(cell.text, cell.value):
        style = formats.cell(kind, num_format='yyyy"年"m"月"d"日"', align="center")
        sheet.write_datetime(row, place, datetime(cell.value.year, cell.value.month, cell.value.day), style)  # noqa: DTZ001 - a day
    elif cell.text:
        right = column.kind in (ColumnKind.NUMBER, ColumnKind.RATE)
        style = formats.cell(kind, num_format="@", align="right" if right else "left", text_wrap=not right)
        sheet.write_string(row, place, plain(cell.text), style)
    else:
        sheet.write_blank(row, place, None, formats.cell(kind))
    if cell.published:
        sheet.write_comment(row, place, plain(f"※公表 {cell.published}"))


def _says_only(text: str, day: date) -> bool:
    """Whether ``text`` is that day and no more: 「10月末～11月初旬」 and 「6/13 14:00」 stay text."""
    found = _DAY.fullmatch(text)
    return found is not None and (int(found[1]), int(found[2])) == (day.month, day.day)


def _number_format(text: str, places: int) -> str:
    digits = "#,##0" + ("." + "0" * places if places else "")
    plus = '"+"' if text[:1] in "+＋" else ""
    return f'{plus}{digits};"▲"{digits};{digits}'


def _label(column: Column, table: Table) -> str:
    unit = column.unit if column.unit != table.unit and column.unit not in column.label else ""
    return f"{column.label}\n（{unit}）" if unit else column.label


def _published(table: Table, rows: Sequence[int]) -> list[str]:
    """A line for each published value, since comments aren't printed."""
    return [
        f"※公表：{table.rows[at].name}の{column.path} {cell.published}"
        for at in rows
        for column, cell in zip(table.columns, table.cells[at], strict=True)
        if cell.published
    ]


def _set_page(sheet: Worksheet, table: Table, rows: Sequence[int], first: int) -> None:
    """Column widths, frozen header and label columns, and how the sheet prints."""
    stub = len(table.stub)
    for at, title in enumerate(table.stub):
        sheet.set_column(at, at, _characters([title, *(_own_label(table.rows[row], at) for row in rows)], 8))
    for at, column in enumerate(table.columns):
        texts = [column.label, *(table.cells[row][at].text for row in rows)]
        least = 2 * column.width if column.kind is ColumnKind.TEXT else 8
        sheet.set_column(stub + at, stub + at, _characters(texts, least))
    sheet.freeze_panes(first, stub)
    sheet.set_paper(9)  # A4
    if stub + len(table.columns) > 12:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first - header_depth(table.columns), first - 1)
    sheet.set_footer("&C&P／&N")


def _own_label(row: Row, at: int) -> str:
    return "" if at < len(row.labels) - 1 and not any(row.labels[at + 1 :]) else row.labels[at]


def _characters(texts: Sequence[str], least: int) -> float:
    """Column width in half-width characters, at most 48."""
    widths = [
        len(line) + sum(not char.isascii() for char in line) for text in texts for line in text.split("\n")
    ]
    return min(48, max(least, max(widths, default=0) + 2))
