"""The cells of one worksheet part, in one pass of expat: values, formats, merges, what is hidden.

Only filled cells are kept and the declared range is ignored, so a sheet that claims to reach XFD1048576 costs
no more than what stands in it.
"""

from __future__ import annotations

from kyosai_desktop.excel.grid import MAX_COLUMNS, MAX_ROWS, MergedRange, address, parse_address, parse_range
from kyosai_desktop.excel.reader import limits
from kyosai_desktop.excel.reader.cell_contents import CellContents
from kyosai_desktop.excel.reader.outcomes import Outcome
from kyosai_desktop.excel.reader.refused_file import RefusedFile
from kyosai_desktop.excel.reader.wire import BookReply
from kyosai_desktop.excel.reader.xlsx_plain_rows import read_plain_rows
from kyosai_desktop.excel.reader.xml_events import LocalNames, is_true, parse_xml, whole_number


def read_sheet(data: bytes, name: str, hidden: bool, contents: CellContents, reply: BookReply) -> None:
    """Add one sheet to the reply. Raises ``RefusedFile``."""
    plain = read_plain_rows(data, contents)
    sheet = _SheetEvents(contents)
    try:
        parse_xml(plain.frame if plain else data, sheet.start, sheet.end, sheet.characters)
    except RefusedFile as refused:
        refused.details.setdefault("sheet", name)
        if sheet.in_cell:
            refused.details.setdefault("cell", address(sheet.row, sheet.column))
        raise
    if not sheet.is_worksheet:
        raise RefusedFile(Outcome.DAMAGED, sheet=name)
    if plain:
        sheet.cells, sheet.hidden_rows = plain.cells, plain.hidden_rows
    reply.add_sheet(name, hidden, sheet.cells, sheet.merges, sheet.hidden_rows, sheet.hidden_columns)


class _SheetEvents:
    """The expat handlers and what they have gathered."""

    def __init__(self, contents: CellContents) -> None:
        self.cells: list[int] = []
        self.merges: list[MergedRange] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.is_worksheet = False
        self.in_cell = False
        self.row = -1
        self.column = -1
        self._contents = contents
        self._local = LocalNames()
        self._in_data = False
        self._row_text = ""
        self._columns: dict[str, int] = {}
        self._kind = ""
        self._style = ""
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
        self._kind = attributes.get("t", "")
        self._style = attributes.get("s", "")
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
        if self._has_formula and not (stored or (self._has_value and self._kind == "str")):
            number = self._contents.uncached(self._style)
        else:
            number = self._contents[self._kind, self._style, stored]
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
