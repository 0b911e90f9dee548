"""Finding the header rows of a sheet's tables and what stands above every column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kyosai_desktop.domain.text.name import name_key, stored_name
from kyosai_desktop.excel.grid import CellKind, GridCell, MergedRange, SheetGrid

NameTest = Callable[[str], bool]

MAX_HEADER_ROWS = 3
_MAX_MERGED_HEADER_ROWS = 5
_MAX_TABLES = 200  # a sheet with more has headers for rows; what is left over stays unread and is shown
_TALLEST_MERGE = 500  # a hostile sheet may merge a million rows, and many times
_UNIT = re.compile(r"単位")
_VALUE_TEXT = re.compile(
    r"[▲△▼+\-−－(]*\s*[0-9][0-9,.]*\)?\s*"
    r"(件|口|円|千円|百万円|億円|名|人|会員|団体|回|本|%|ポイント)?|[-‐–—―−ー…*/.]+"
)


class SheetRows:
    """A sheet's visible cells by row, with its merges at hand. Blank cells (spaces only) are left out.

    ``texts_by_row`` has those among them that hold a text; the others can't be the names of a header.
    """

    def __init__(self, sheet: SheetGrid) -> None:
        self.sheet = sheet
        self.by_row: dict[int, list[GridCell]] = {}
        self.texts_by_row: dict[int, list[GridCell]] = {}
        text = CellKind.TEXT
        columns = set()
        for place in sorted(sheet.cells):
            cell = sheet.cells[place]
            row, column, kind, _, raw, _ = cell
            if kind is text:
                if not raw.strip():
                    continue
                self.texts_by_row.setdefault(row, []).append(cell)
            columns.add(column)
            self.by_row.setdefault(row, []).append(cell)
        self.columns = sorted(columns)
        self._merges_by_row: dict[int, list[MergedRange]] = {}
        for merge in sheet.merges:
            if (merge.first_row, merge.first_column) in sheet.cells:
                last = min(merge.last_row, merge.first_row + _TALLEST_MERGE - 1, sheet.rows - 1)
                for row in range(merge.first_row, last + 1):
                    self._merges_by_row.setdefault(row, []).append(merge)

    def cells(self, row: int) -> list[GridCell]:
        """The visible cells of a row, from left to right."""
        return self.by_row.get(row, [])

    def merge_at(self, row: int, column: int) -> MergedRange | None:
        """The merged block that covers a place, when its text can be seen."""
        for merge in self._merges_by_row.get(row, ()):
            if merge.first_column <= column <= merge.last_column:
                return merge
        return None

    def seen_at(self, row: int, column: int) -> GridCell | None:
        """The cell whose text is seen at a place: its own, or the first of the merged block over it."""
        cell = self.sheet.cells.get((row, column))
        if cell is None and (merge := self.merge_at(row, column)) is not None:
            cell = self.sheet.cells.get((merge.first_row, merge.first_column))
        return None if cell is None or cell.is_blank else cell


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """What stands above one column: its path from the outermost group to the column's own name.

    ``address`` is the cell of the last name, for messages.
    """

    path: tuple[str, ...]
    column: int
    address: str
    hidden: bool = False

    @property
    def text(self) -> str:
        """The whole path in one line."""
        return "／".join(self.path)


@dataclass(frozen=True, slots=True)
class HeaderBand:
    """The header of one table: its rows, the columns it reaches over, and the columns by their use."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    labels: tuple[HeaderCell, ...]
    values: tuple[HeaderCell, ...]


def is_value(cell: GridCell) -> bool:
    """Whether a cell holds a figure rather than words: also texts such as ``▲1,234``, ``91.0％`` and
    ``－``."""
    if cell.kind is CellKind.TEXT:
        return bool(_VALUE_TEXT.fullmatch(unicodedata.normalize("NFKC", cell.raw).strip()))
    return True


def is_unit(cell: GridCell) -> bool:
    """Whether a cell says in which unit the table counts: （単位：件）."""
    return cell.kind is CellKind.TEXT and bool(_UNIT.search(cell.raw))


def header_bands(rows: SheetRows, is_row_header: NameTest, is_known_column: NameTest) -> list[HeaderBand]:
    """The headers of all tables from top to bottom, those side by side from left to right."""
    found: list[HeaderBand] = []
    free_from = 0
    for row in sorted(rows.texts_by_row):
        if row < free_from:
            continue
        if len(found) >= _MAX_TABLES:
            break
        bands = list(_bands_at(rows, row, free_from, is_row_header, is_known_column))
        if bands:
            found += bands
            free_from = max(band.last_row for band in bands) + 1
    return found


def _bands_at(
    rows: SheetRows, row: int, free_from: int, is_row_header: NameTest, is_known_column: NameTest
) -> Iterator[HeaderBand]:
    marks = [cell for cell in rows.texts_by_row[row] if is_row_header(cell.raw)]
    starts = _segment_starts(marks)
    for number, start in enumerate(starts):
        first_column = start if number else 0
        last_column = starts[number + 1] - 1 if number + 1 < len(starts) else rows.sheet.columns - 1
        own = [mark.column for mark in marks if first_column <= mark.column <= last_column]
        first, last = _row_range(rows, row, free_from, own, last_column)
        headers = _header_cells(rows, first, last, first_column, last_column)
        label_columns = {header.column for header in headers if any(map(is_row_header, header.path))}
        values = tuple(header for header in headers if header.column not in label_columns)
        if any(is_known_column(name) for header in values for name in (*header.path, header.text)):
            labels = tuple(header for header in headers if header.column in label_columns)
            yield HeaderBand(first, last, first_column, last_column, labels, values)


def _segment_starts(marks: list[GridCell]) -> list[int]:
    """The columns where a table starts: the first row header, and each that repeats one of its own table."""
    starts: list[int] = []
    seen: set[str] = set()
    for mark in marks:
        key = name_key(mark.raw)
        if not starts or key in seen:
            starts.append(mark.column)
            seen = set()
        seen.add(key)
    return starts


def _row_range(
    rows: SheetRows, row: int, free_from: int, label_columns: list[int], last_column: int
) -> tuple[int, int]:
    first = last = row
    for column in label_columns:
        merge = rows.merge_at(row, column)
        if merge is not None:
            last = max(last, min(merge.last_row, row + _MAX_MERGED_HEADER_ROWS - 1))
    left, right = min(label_columns), max(label_columns)
    while last - first + 1 < MAX_HEADER_ROWS and _continues_below(rows, last + 1, left, right, last_column):
        last += 1
    while last - first + 1 < MAX_HEADER_ROWS and first > free_from:
        if not _groups_above(rows, first - 1, left, right, last_column):
            break
        first -= 1
    return first, last


def _continues_below(rows: SheetRows, row: int, left: int, right: int, last_column: int) -> bool:
    """A further header row has words over the value columns and nothing under the row header."""
    cells = [cell for cell in rows.cells(row) if left <= cell.column <= last_column]
    return bool(cells) and all(cell.column > right and not is_value(cell) for cell in cells)


def _groups_above(rows: SheetRows, row: int, left: int, right: int, last_column: int) -> bool:
    """A row of group names: several of them, or one merged over columns; not a title, which begins further
    left."""
    cells = [cell for cell in rows.cells(row) if left <= cell.column <= last_column]
    if not cells or any(cell.column <= right or is_value(cell) or is_unit(cell) for cell in cells):
        return False
    if any(cell.column < left for cell in rows.cells(row)):
        return False
    merges = [rows.merge_at(row, cell.column) for cell in cells]
    return len(cells) > 1 or any(m is not None and m.last_column > m.first_column for m in merges)


def _header_cells(
    rows: SheetRows, first: int, last: int, first_column: int, last_column: int
) -> list[HeaderCell]:
    columns = [column for column in rows.columns if first_column <= column <= last_column]
    headers = []
    for column in columns:
        seen: list[GridCell] = []
        for row in range(first, last + 1):
            cell = rows.seen_at(row, column)
            if cell is not None and cell not in seen:
                seen.append(cell)
        path = _path(seen)
        if path:
            hidden = column in rows.sheet.hidden_columns
            headers.append(HeaderCell(path, column, seen[-1].address, hidden))
    return headers


def _path(seen: list[GridCell]) -> tuple[str, ...]:
    names: list[str] = []
    for cell in seen:
        name = " ".join(stored_name(cell.text).split())
        if name and (not names or name_key(name) != name_key(names[-1])):
            names.append(name)
    return tuple(names)
