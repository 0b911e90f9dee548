"""``Table``: every figure that anyone sees is a cell of one, on screen, on paper, in a workbook and in the checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from kyosai_desktop.domain.fact import FactKey


class CellState(Enum):
    """ENTRY can be typed by the user; COMPUTED follows from others; LOCKED was confirmed; LABEL is plain text."""

    ENTRY = "entry"
    COMPUTED = "computed"
    LOCKED = "locked"
    LABEL = "label"


class Missing(Enum):
    """Why a cell has no value. Neither is zero."""

    NOT_REPORTED = "未報告"
    NOT_APPLICABLE = "該当なし"


class ColumnKind(Enum):
    """What a column holds; RATE is a percentage that is compared with 100 (達成率), other percentages are NUMBER.

    WORDED is a number as prose quotes it, 「6億9百万円」「115,316口」; the columns of a table have it as NUMBER.
    """

    NUMBER = "number"
    WORDED = "worded"
    RATE = "rate"
    TEXT = "text"
    DATE = "date"


class RowKind(Enum):
    """What a row stands for. REMAINDER is 未配賦: a node's own total less what is listed below it."""

    ITEM = "item"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    COUNT = "count"
    REMAINDER = "remainder"
    HEADING = "heading"
    NEW = "new"

    # that of Enum calls Python, and rows are asked for their kind by the ten thousand
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class FieldKey:
    """The place of a cell in a register (役員, 会議): table name, row id, field.

    An empty row of a register of records has the id that its record will get; one of a list that is numbered has 0.
    """

    register: str
    row_id: int
    field: str


class Cell(NamedTuple):
    """One cell. ``value`` is exact and unrounded; ``text`` is what is printed.

    ``missing_count``: how many figures below a total were not reported. ``published``: the printed text of a value
    that was published and differs in origin; shown beside, marked. ``key``: what an entry would change.
    ``note``: the scope of a figure (「労金質権を除く」). ``status``: 速報 or 概数, '' for a firm figure. ``comment``: what
    colleagues wrote about the cell.
    """

    text: str = ""
    value: Fraction | date | None = None
    state: CellState = CellState.COMPUTED
    missing: Missing | None = None
    missing_count: int = 0
    published: str = ""
    key: FactKey | FieldKey | None = None
    note: str = ""
    choices: tuple[str, ...] = ()
    status: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column under its header groups (outermost first). ``decimals`` are those of the printed text.

    ``width`` is in characters of full width, a hint for screen and paper. ``japanese_input``: text is typed with
    the IME on. ``key`` is the form's stable name of the column. ``reported``: it holds figures that are reported for
    the time shown, so a total that lacks some must say so; comparisons and what is derived don't repeat it.
    ``scale``: figures are printed and typed divided by it (1,000,000 for 百万円 of figures in 円); values aren't.
    ``closed``: why its figures can't be typed at the time that is looked at.
    """

    label: str
    groups: tuple[str, ...] = ()
    kind: ColumnKind = ColumnKind.NUMBER
    unit: str = ""
    decimals: int = 0
    width: int = 5
    key: str = ""
    help: str = ""
    reported: bool = False
    scale: int = 1
    closed: str = ""

    @property
    def path(self) -> str:
        """Groups and label in one text: ``こくみん共済／目標``."""
        return "／".join(part for part in (*self.groups, self.label) if part)


@dataclass(frozen=True, slots=True)
class Row:
    """A row with one label per stub column. A repeated label (支店) is kept; painting leaves it blank."""

    labels: tuple[str, ...]
    kind: RowKind = RowKind.ITEM
    level: int = 0
    key: str = ""

    @property
    def name(self) -> str:
        """The innermost label that isn't empty."""
        return next((label for label in reversed(self.labels) if label), "")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows × columns of cells; ``cells[i][j]`` belongs to ``rows[i]`` and ``columns[j]``.

    ``stub``: titles of the label columns left of the cells. ``unit``: for the whole table (「件」), '' when mixed.
    ``as_of``: the date that every printed table must carry, as printed (「2024年5月31日現在」).
    """

    id: str
    title: str
    stub: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: tuple[tuple[Cell, ...], ...]
    unit: str = ""
    as_of: str = ""
    council: str = ""
    year: str = ""
    notes: tuple[str, ...] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        if len(self.cells) != len(self.rows):
            raise ValueError("a Table needs one tuple of cells per row")
        if any(len(line) != len(self.columns) for line in self.cells):
            raise ValueError("a Table needs one cell per column in every row")
        if any(len(row.labels) != len(self.stub) for row in self.rows):
            raise ValueError("a Table needs one label per stub column in every row")
