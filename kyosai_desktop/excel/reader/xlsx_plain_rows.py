"""The quick way through a sheet's cells, for rows written as Excel and its libraries write them.

One regular expression per cell takes a third of the time of expat's five callbacks. It is only trusted when its
matches cover every character of the rows; a sheet with anything else in it (inline texts, entities, white space,
prefixes, other attributes) or with anything wrong is left to the full parser, which also finds the words for it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kyosai_desktop.excel.grid import MAX_COLUMNS, MAX_ROWS, column_index
from kyosai_desktop.excel.reader import limits
from kyosai_desktop.excel.reader.cell_contents import CellContents
from kyosai_desktop.excel.reader.refused_file import RefusedFile

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_UTF8_DECLARATION = re.compile(
    rb"""<\?xml version=["']1\.0["'](?: encoding=["']utf-8["'])?(?: standalone=["']\w+["'])?\s*\?>""",
    re.IGNORECASE,
)
_ROW = re.compile(r'<row r="([1-9][0-9]{0,6})"((?: [A-Za-z0-9:]+="[^"<>&]*")*)(/?)>')
_HIDDEN = re.compile(r' hidden="(?:1|true|on)"')
_CELL = re.compile(
    r'(<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?(?: t="([a-z]{1,3})")?'
    r"(?:/>|>(<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?<v>([^<&\]\x00-\x1f\ufffe\uffff]*)</v></c>|></c>))"
)


class PlainRows(NamedTuple):
    """``cells`` is flat: row, column, content number; ``frame`` the sheet's XML without its rows."""

    cells: list[int]
    hidden_rows: set[int]
    frame: bytes


def read_plain_rows(data: bytes, contents: CellContents) -> PlainRows | None:
    """The rows of a worksheet part, or ``None`` when it has to go through the full parser."""
    split = _split(data)
    if split is None:
        return None
    rows, frame = split
    try:
        read = _Rows(contents)
        return PlainRows(read.cells, read.hidden, frame) if read.all_of(rows) else None
    except (RefusedFile, ValueError):
        # the full parser meets the same, and knows the cell
        return None


def _split(data: bytes) -> tuple[str, bytes] | None:
    """The rows as text, and everything around them; comments and the like could hide tags from a search."""
    declaration = _UTF8_DECLARATION.match(data)
    if b"<!" in data or data.count(b"<?") != (declaration is not None):
        return None
    if data.count(_OPEN) != 1 or data.count(_CLOSE) != 1:
        return None
    start, end = data.index(_OPEN) + len(_OPEN), data.index(_CLOSE)
    try:
        return data[start:end].decode("utf-8"), data[:start] + data[end:]
    except UnicodeDecodeError:
        return None


class _Rows:
    def __init__(self, contents: CellContents) -> None:
        self.cells: list[int] = []
        self.hidden: set[int] = set()
        self._contents = contents
        self._row = -1

    def all_of(self, rows: str) -> bool:
        """Whether everything could be read."""
        *closed, rest = rows.split("</row>")
        return all(self._one_row(chunk, True) for chunk in closed) and self._one_row(rest, False)

    def _one_row(self, chunk: str, is_open: bool) -> bool:
        """A row up to its end tag, with the empty rows before it; after the last row only empty ones may follow."""
        place = 0
        digits = ""
        while (opening := _ROW.match(chunk, place)) is not None and not digits:
            place = opening.end()
            if not self._row < int(opening[1]) - 1 < MAX_ROWS:
                return False
            self._row = int(opening[1]) - 1
            if " hidden=" in opening[2] and _HIDDEN.search(opening[2]):
                self.hidden.add(self._row)
            if not opening[3]:
                digits = opening[1]
        if bool(digits) != is_open:
            return False
        return self._cells_of_row(chunk, place, digits)

    def _cells_of_row(self, chunk: str, place: int, digits: str) -> bool:
        cells, row, contents = self.cells, self._row, self._contents
        column = -1
        for whole, letters, own_digits, style, kind, formula, stored in _CELL.findall(chunk, place):
            place += len(whole)
            before, column = column, column_index(letters)
            if own_digits != digits or not before < column < MAX_COLUMNS:
                return False
            if stored:
                number = contents[kind, style, stored]
            elif formula and kind != "str":
                number = contents.uncached(style)
            else:
                continue
            if number is not None:
                cells += (row, column, number)
        return place == len(chunk) and len(cells) <= 3 * limits.MAX_FILLED_CELLS
