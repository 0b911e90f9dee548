"""Writing the analysts' workbook with openpyxl, row by row: text stays text, and numbers are written digit by digit.

openpyxl itself writes 9.95 as 9.949999999999999 and takes ``=1+1`` for a formula. Each cell therefore gets its
characters and is told what they are.
"""

from __future__ import annotations

import contextlib
import io
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, BinaryIO

from kyosai_desktop.excel.csv_out import plain
from kyosai_desktop.excel.export import DIGITS_OF_EXCEL, sheet_name
from kyosai_desktop.excel.grid import address, column_letters

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell

_PROGRAM = "共済デスク"
_FONT = "BIZ UDゴシック"
_SIZE = 10
_HEADER_GROUND = "DCE6F1"
_WIDEST, _NARROWEST = 42, 6
_FROZEN_WIDTH = 100
"""Label columns wider than this together would leave no room to scroll in; then only the first stays."""
_TELL_EVERY = 250

Value = str | Decimal | date | None


@dataclass(frozen=True, slots=True)
class AnalysisSheet:
    """A sheet: header rows of equal length, then rows of text, ``Decimal``, ``date`` or None for an empty cell. The
    first ``labels`` columns tell what a row is."""

    name: str
    header: tuple[tuple[str, ...], ...]
    rows: Sequence[Sequence[Value]]
    labels: int


def write_analysis_book(
    sheets: Sequence[AnalysisSheet], target: BinaryIO, at: Callable[[int, int], None]
) -> None:
    """Write the sheets into one workbook. ``at(done, total)`` counts rows; what it raises ends the writing."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = _PROGRAM
    total = sum(len(sheet.rows) for sheet in sheets)
    names: set[str] = set()
    done = 0
    try:
        for sheet in sheets:
            name = sheet_name(sheet.name, names)
            names.add(name.casefold())
            _write_sheet(book, name, sheet, partial(_tell, at, done, total))
            done += len(sheet.rows)
    except BaseException:
        with contextlib.suppress(OSError):
            book.save(io.BytesIO())  # only saving takes its temporary files, with figures in them, away
        raise
    book.save(target)


def _tell(at: Callable[[int, int], None], before: int, total: int, rows: int) -> None:
    at(before + rows, total)


def _write_sheet(book: Workbook, name: str, sheet: AnalysisSheet, at: Callable[[int], None]) -> None:
    page = book.create_sheet(name)
    widths = _widths(sheet)
    for column, width in enumerate(widths):
        page.column_dimensions[column_letters(column)].width = width
    frozen = sheet.labels if sum(widths[: sheet.labels]) <= _FROZEN_WIDTH else 1
    page.freeze_panes = address(len(sheet.header), frozen)
    last = address(len(sheet.header) + len(sheet.rows) - 1, len(widths) - 1)
    page.auto_filter.ref = f"{address(len(sheet.header) - 1, 0)}:{last}"
    cells = _Cells(page)
    for line in sheet.header:
        page.append(cells.header(text) for text in line)
    for number, row in enumerate(sheet.rows):
        if number % _TELL_EVERY == 0:
            at(number)
        page.append(cells.of(value) for value in row)


class _Cells:
    """A cell for each look, used again and again: openpyxl writes a cell before it asks for the next."""

    def __init__(self, page: Any) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, PatternFill

        def make(**look: object) -> Cell:
            made = WriteOnlyCell(page)
            made.font = Font(name=_FONT, size=_SIZE)
            for name, value in look.items():
                setattr(made, name, value)
            return made

        self._header = make(
            font=Font(name=_FONT, size=_SIZE, bold=True),
            fill=PatternFill("solid", fgColor=_HEADER_GROUND),
            alignment=Alignment(horizontal="center", vertical="center"),
        )
        self._text = make(number_format="@")
        self._date = make(number_format="yyyy-mm-dd")
        self._numbers = [
            make(number_format="#,##0" + ("." + "0" * decimals if decimals else "")) for decimals in range(4)
        ]
        self._long = make(number_format="@", alignment=Alignment(horizontal="right"))

    def header(self, text: str) -> Cell:
        """A cell of a header row."""
        return _filled(self._header, text, "s")

    def of(self, value: Value) -> Cell | None:
        """The cell of a value; None leaves the place empty."""
        if isinstance(value, Decimal):
            return self._number(value)
        if isinstance(value, date):
            self._date.value = value
            return self._date
        return _filled(self._text, plain(value), "s") if value else None

    def _number(self, value: Decimal) -> Cell:
        text = f"{value.normalize():f}"
        whole, _, part = text.partition(".")
        if len(f"{whole}{part}".lstrip("-0")) > DIGITS_OF_EXCEL:
            return _filled(self._long, text, "s")
        return _filled(self._numbers[len(part)], text, "n")


def _filled(cell: Cell, characters: str, kind: str) -> Cell:
    cell.value = characters
    cell.data_type = kind  # after the value, from which openpyxl guesses another
    return cell


def _widths(sheet: AnalysisSheet) -> list[float]:
    widths = [max(map(_width, texts)) for texts in zip(*sheet.header, strict=True)]
    for row in sheet.rows:
        for column, value in enumerate(row):
            if value is not None:
                widths[column] = max(widths[column], _width(value))
    return [min(max(width, _NARROWEST), _WIDEST) + 2 for width in widths]


def _width(value: Value) -> int:
    if isinstance(value, Decimal):
        return len(f"{value:,}")
    return _text_width(value) if isinstance(value, str) else len("2024-05-31")


@lru_cache(maxsize=4096)
def _text_width(text: str) -> int:
    """In half-width characters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
