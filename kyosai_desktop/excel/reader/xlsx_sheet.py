"""The cells of one worksheet part, in one pass of expat: values, formats, merges, what is hidden.

Only filled cells are kept and the declared range is ignored, so a sheet that claims to reach XFD1048576 costs
no more than what stands in it.
"""

from __future__ import annotations

from kyosai_desktop.excel.grid import MAX_COLUMNS, MAX_ROWS, MergedRange, address, parse_address, parse_range
from kyosai_desktop.excel.reader import content as contents
from kyosai_desktop.excel.reader import limits
from kyosai_desktop.excel.reader.content import Content
from kyosai_desktop.excel.reader.number_formats import GENERAL
from kyosai_desktop.excel.reader.outcomes import Outcome
from kyosai_desktop.excel.reader.refused_file import RefusedFile
from kyosai_desktop.excel.reader.wire import BookReply
from kyosai_desktop.excel.reader.xlsx_tables import unescape
from kyosai_desktop.excel.reader.xml_events import LocalNames, is_true, parse_xml, whole_number

_Key = tuple[str, str, str]


class CellReader:
    """Turns what a cell's XML says into numbered contents; one for the whole book, so that equal cells share
    one."""

    def __init__(self, reply: BookReply, strings: list[str], formats: list[str], date1904: bool) -> None:
        self._reply = reply
        self._strings = strings
        # a book without styles has the one that every cell has unless it names another
        self._formats = {str(number): code for number, code in enumerate(formats or [GENERAL])}
        self._date1904 = date1904
        self._numbers: dict[_Key, int | None] = {}

    def number_of(self, kind: str, style: str, stored: str, uncached: bool) -> int | None:
        """The content's number, ``None`` for a blank cell. Raises ``RefusedFile`` for what Excel can't have
        written."""
        key = ("uncached" if uncached else kind, style, stored)
        number = self._numbers.get(key, -1)
        if number == -1:
            content = self._content(key[0], style, stored)
            number = None if content is None else self._reply.add_content(content)
            self._numbers[key] = number
        return number

    def _content(self, kind: str, style: str, stored: str) -> Content | None:
        code = self._format(style)
        if kind == "uncached":
            return contents.uncached_content(code)
        if kind in ("inlineStr", "str"):
            return contents.text_content(unescape(stored), code)
        stored = stored.strip()
        if not stored:
            return None
        if kind == "n":
            number = contents.number_content(stored, code, self._date1904)
            if number is not None:
                return number
        if kind == "s":
            index = whole_number(stored)
            if index >= len(self._strings):
                raise RefusedFile(Outcome.DAMAGED)
            return contents.text_content(self._strings[index], code)
        if kind == "e":
            return contents.error_content(stored, code)
        if kind == "b" and stored in ("0", "1"):
            return contents.bool_content(stored == "1", code)
        if kind == "d" and (moment := contents.iso_date_content(stored, code)) is not None:
            return moment
        raise RefusedFile(Outcome.DAMAGED)

    def _format(self, style: str) -> str:
        code = self._formats.get(style)
        if code is None:
            raise RefusedFile(Outcome.DAMAGED)
        return code


def read_sheet(data: bytes, name: str, hidden: bool, reader: CellReader, reply: BookReply) -> None:
    """Add one sheet to the reply. Raises ``RefusedFile``."""
    sheet = _SheetEvents(reader)
    try:
        parse_xml(data, sheet.start, sheet.end, sheet.characters)
    except RefusedFile as refused:
        refused.details.setdefault("sheet", name)
        if sheet.in_cell:
            refused.details.setdefault("cell", address(sheet.row, sheet.column))
        raise
    if not sheet.is_worksheet:
        raise RefusedFile(Outcome.DAMAGED, sheet=name)
    reply.add_sheet(name, hidden, sheet.cells, sheet.merges, sheet.hidden_rows, sheet.hidden_columns)


class _SheetEvents:
    """The expat handlers and what they have gathered."""

    def __init__(self, reader: CellReader) -> None:
        self.cells: list[int] = []
        self.merges: list[MergedRange] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.is_worksheet = False
        self.in_cell = False
        self.row = -1
        self.column = -1
        self._reader = reader
        self._local = LocalNames()
        self._in_data = False
        self._row_text = ""
        self._columns: dict[str, int] = {}
        self._kind = "n"
        self._style = "0"
        self._has_formula = False
        self._has_value = False
        self._in_phonetic = False
        self._collecting = False
        self._pieces: list[str] = []

    def start(self, element: str, attributes: dict[str, str]) -> None:
        name = self._local[element]
        if self._in_data:
            if name == "c":
                self._start_cell(attributes)
            elif name == "v":
                self._has_value = self._collecting = True
            elif name == "f":
                self._has_formula = True
            elif name == "row":
                self._start_row(attributes)
            elif name == "t":
                self._collecting = not self._in_phonetic
            elif name == "rPh":
                self._in_phonetic = True
        elif name == "sheetData":
            self._in_data = True
        elif name == "worksheet":
            self.is_worksheet = True
        elif name == "mergeCell":
            self._add_merge(attributes.get("ref", ""))
        elif name == "col" and is_true(attributes.get("hidden")):
            first, last = whole_number(attributes.get("min")), whole_number(attributes.get("max"))
            self.hidden_columns.append((max(first - 1, 0), min(last, MAX_COLUMNS) - 1))

    def end(self, element: str) -> None:
        name = self._local[element]
        if name == "v" or name == "t":
            self._collecting = False
        elif name == "c" and self.in_cell:
            self._end_cell()
        elif name == "rPh":
            self._in_phonetic = False
        elif name == "sheetData":
            self._in_data = False

    def characters(self, text: str) -> None:
        if self._collecting:
            self._pieces.append(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        row = whole_number(attributes.get("r"), self.row + 2) - 1
        if not self.row < row < MAX_ROWS:
            raise RefusedFile(Outcome.DAMAGED)
        self.row = row
        self.column = -1
        self._row_text = str(row + 1)
        if is_true(attributes.get("hidden")):
            self.hidden_rows.add(row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        if place is None:
            column = self.column + 1
        elif place.endswith(self._row_text) and (letters := place[: -len(self._row_text)]) in self._columns:
            column = self._columns[letters]
        else:
            column = self._column_of(place)
        if self.row < 0 or not self.column < column < MAX_COLUMNS:
            raise RefusedFile(Outcome.DAMAGED)
        self.column = column
        self.in_cell = True
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._has_formula = self._has_value = False
        self._pieces.clear()

    def _column_of(self, place: str) -> int:
        try:
            row, column = parse_address(place)
        except ValueError as error:
            raise RefusedFile(Outcome.DAMAGED) from error
        if row != self.row:
            raise RefusedFile(Outcome.DAMAGED)
        self._columns[place[: -len(self._row_text)]] = column
        return column

    def _end_cell(self) -> None:
        stored = "".join(self._pieces)
        # an empty text is a formula's result like any other; a missing or empty number is none
        uncached = self._has_formula and not (stored or (self._has_value and self._kind == "str"))
        number = self._reader.number_of(self._kind, self._style, stored, uncached)
        self.in_cell = False
        if number is not None:
            self.cells += (self.row, self.column, number)
            if len(self.cells) > 3 * limits.MAX_FILLED_CELLS:
                raise RefusedFile(Outcome.TOO_LARGE)

    def _add_merge(self, reference: str) -> None:
        try:
            self.merges.append(parse_range(reference))
        except ValueError as error:
            raise RefusedFile(Outcome.DAMAGED) from error
        if len(self.merges) > limits.MAX_MERGES:
            raise RefusedFile(Outcome.TOO_LARGE)
