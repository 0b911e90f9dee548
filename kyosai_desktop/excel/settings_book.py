"""Rows of text as a workbook that an office can go on filling in: one header row per sheet, and under it cells that
say what belongs into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from kyosai_desktop.excel.csv_out import plain

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - not a moment: the same rows are to give the same bytes
_ROOM = 200
"""Rows below the last one that are prepared for more."""
_NARROWEST, _WIDEST = 8, 42
_LONGEST_HINT, _LONGEST_LIST = 255, 255  # of a data validation in Excel
_DIGITS_OF_EXCEL = 15


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its header, a hint shown beside a chosen cell, the words to choose from (none: anything) and whether
    others may be typed, and whether its cells are whole numbers."""

    title: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    others: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class RowsSheet:
    """A sheet: every row has one text per column, '' for an empty cell."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[tuple[str, ...]]


def write_rows(sheets: Sequence[RowsSheet], target: BinaryIO) -> None:
    """Write a workbook. Texts stay texts (``=1+1`` is no formula, ``007`` keeps its zeros); the same sheets give the same
    bytes."""
    from xlsxwriter.workbook import Workbook

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
    book.set_properties({"title": "設定ブック", "created": _CREATED})
    header = book.add_format({"bold": True, "border": 1, "bg_color": "#E6E6E6", "align": "center"})
    text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    number = book.add_format({"num_format": "0", "valign": "top"})
    for each in sheets:
        sheet = book.add_worksheet(each.name)
        for at, column in enumerate(each.columns):
            cells = [row[at] for row in each.rows]
            sheet.set_column(at, at, _width([column.title, *cells]), number if column.whole else text)
            sheet.write_string(0, at, column.title, header)
            _prepare(sheet, at, column, len(cells))
            for line, cell in enumerate(cells, start=1):
                if column.whole and _is_whole(cell):
                    sheet.write_number(line, at, int(cell), number)
                elif cell:
                    sheet.write_string(line, at, plain(cell), text)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&C&A　&P／&N")
    book.close()


def _prepare(sheet: Worksheet, at: int, column: SheetColumn, rows: int) -> None:
    """Show the hint at every cell, and offer the words."""
    rules: dict[str, object] = {"validate": "any"}
    if column.choices and len(",".join(column.choices)) <= _LONGEST_LIST:
        rules = {
            "validate": "list",
            "source": list(column.choices),
            "show_error": not column.others,
            "error_title": column.title,
            "error_message": "一覧にある言葉から選んでください。",
        }
    if column.hint:
        rules |= {"input_title": column.title, "input_message": column.hint[:_LONGEST_HINT]}
    if len(rules) > 1:
        sheet.data_validation(1, at, rows + _ROOM, at, rules)


def _is_whole(text: str) -> bool:
    digits = text.removeprefix("-")
    return (
        digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS_OF_EXCEL and str(int(text)) == text
    )


def _width(texts: Sequence[str]) -> float:
    """In half-width characters."""
    widths = [
        len(line) + sum(not char.isascii() for char in line) for text in texts for line in text.split("\n")
    ]
    return min(_WIDEST, max(_NARROWEST, max(widths, default=0) + 2))
