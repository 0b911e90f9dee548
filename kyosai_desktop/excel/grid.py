"""The cells of a workbook as plain frozen data, with addresses: what every reader of this package produces.

Rows and columns are counted from 0, as in the sheet itself: an empty edge is never dropped, so that an
address in a message is the address the user sees in Excel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.excel.shown import shown_date, shown_number

if TYPE_CHECKING:
    from kyosai_desktop.excel.figure_list import FigureList

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384

CellValue = str | Decimal | date | datetime | bool | None


class CellKind(Enum):
    """What a cell holds. ERROR is one of Excel's error values; UNCACHED_FORMULA a formula saved without its
    result."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    BOOL = "bool"
    ERROR = "error"
    UNCACHED_FORMULA = "uncached_formula"


class GridCell(NamedTuple):
    """One filled cell.

    ``value`` is a ``Decimal`` for NUMBER (exactly what the file says: ``83526.99900000001`` keeps its float
    artefact, the importer decides), ``str`` for TEXT, ``date`` or ``datetime`` for DATE, ``bool`` for BOOL,
    ``None`` for ERROR and UNCACHED_FORMULA. ``raw`` is what the file stores, letter by letter, ``format`` the
    number format code (``General`` when there is none).
    """

    row: int
    column: int
    kind: CellKind
    value: CellValue
    raw: str
    format: str

    @property
    def text(self) -> str:
        """What Excel shows, as far as known: ``2.8%`` for 0.0275 under ``0.0%``. Drawn when asked for."""
        if isinstance(self.value, Decimal):
            return shown_number(self.value, self.format)
        if isinstance(self.value, date):
            return shown_date(self.value, self.format)
        if isinstance(self.value, bool):
            return "TRUE" if self.value else "FALSE"
        return self.raw

    @property
    def address(self) -> str:
        """The cell's name in Excel, such as ``F14``."""
        return address(self.row, self.column)

    @property
    def is_blank(self) -> bool:
        """Whether nothing can be seen in the cell: a text of spaces only."""
        return self.kind is CellKind.TEXT and not self.raw.strip()


class MergedRange(NamedTuple):
    """A merged block; all four edges belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """One worksheet: its filled cells only.

    ``rows`` and ``columns`` count from the sheet's edge to the last filled cell; the range that the file
    declares is ignored. Hidden rows and columns are listed only where they lie inside that area. ``comments`` stand
    beside cells, filled or not.
    """

    name: str
    cells: Mapping[tuple[int, int], GridCell]
    hidden: bool = False
    rows: int = 0
    columns: int = 0
    merges: tuple[MergedRange, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)


class FileKind(Enum):
    """What a file is by its bytes, whatever its name says."""

    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file read to the end. ``notes`` tell what was not read or looks doubtful; none of them stopped the
    reading. A list of figures under their codes (``facts.csv``) is in ``figures`` and has no sheets."""

    path: Path
    sha256: str
    kind: FileKind
    sheets: tuple[SheetGrid, ...]
    notes: tuple[Problem, ...] = ()
    figures: FigureList | None = None


# the branches' sheets have their cells in the same places
@lru_cache(maxsize=16_384)
def address(row: int, column: int) -> str:
    """``address(13, 5)`` is ``F14``. Raises ``ValueError`` outside Excel's sheet."""
    if not (0 <= row < MAX_ROWS and 0 <= column < MAX_COLUMNS):
        raise ValueError(f"no such cell: row {row}, column {column}")
    return f"{column_letters(column)}{row + 1}"


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """``column_letters(0)`` is ``A``, ``column_letters(16383)`` is ``XFD``."""
    letters = ""
    number = column + 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


@lru_cache(maxsize=1024)
def column_index(letters: str) -> int:
    """``column_index("F")`` is 5. Raises ``ValueError`` for anything but the names of Excel's 16,384
    columns."""
    number = 0
    if not 1 <= len(letters) <= 3:
        raise ValueError(f"no such column: {letters!r}")
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError(f"no such column: {letters!r}")
        number = number * 26 + ord(letter) - ord("A") + 1
    if number > MAX_COLUMNS:
        raise ValueError(f"no such column: {letters!r}")
    return number - 1


def parse_address(text: str) -> tuple[int, int]:
    """``parse_address("F14")`` is ``(13, 5)``; dollar signs are allowed. Raises ``ValueError`` for anything
    else."""
    name = text.replace("$", "")
    letters = name.rstrip("0123456789")
    digits = name[len(letters) :]
    if not digits.isascii() or not digits.isdigit() or len(digits) > 7 or not 1 <= int(digits) <= MAX_ROWS:
        raise ValueError(f"no such cell: {text!r}")
    return int(digits) - 1, column_index(letters)


def parse_range(text: str) -> MergedRange:
    """``parse_range("B2:D4")`` is ``MergedRange(1, 1, 3, 3)``; a single cell is a range of one."""
    first, _, last = text.partition(":")
    first_row, first_column = parse_address(first)
    last_row, last_column = parse_address(last or first)
    return MergedRange(
        min(first_row, last_row),
        min(first_column, last_column),
        max(first_row, last_row),
        max(first_column, last_column),
    )
