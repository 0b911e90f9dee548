"""Which rows of a table a user wants to see: those of one 支店, the ones behind, the unreported, those with a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from kyosai_desktop.domain.table import ColumnKind, Missing, Row, RowKind, Table

_GOAL = 100


class FilterKind(Enum):
    """What a filter looks at. At most one of each kind is in effect."""

    GROUP = "group"
    BEHIND = "behind"
    UNREPORTED = "unreported"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class RowFilter:
    """``value``: the label of the group (道東支店), the text, or the product (the outermost header group, '' for any)
    whose column is looked at.
    """

    kind: FilterKind
    value: str = ""

    def words(self) -> str:
        """As the chip names it."""
        match self.kind:
            case FilterKind.GROUP:
                return self.value
            case FilterKind.BEHIND:
                return f"未達（{self.value}）" if self.value else "未達"
            case FilterKind.UNREPORTED:
                return f"未報告（{self.value}）" if self.value else "未報告"
            case FilterKind.TEXT:
                return f"「{self.value}」を含む行"


def groups_of(table: Table) -> list[str]:
    """The labels that lead several rows: the 支店 of a table of ブロック."""
    if len(table.stub) < 2:
        return []
    return list(
        dict.fromkeys(row.labels[0] for row in table.rows if row.kind is RowKind.ITEM and row.labels[0])
    )


def rows_shown(table: Table, filters: Iterable[RowFilter]) -> set[int]:
    """The rows that satisfy every filter. Totals stay only where a group is shown whole."""
    wanted = list(filters)
    return {
        at for at, row in enumerate(table.rows) if all(_satisfies(table, at, row, each) for each in wanted)
    }


def _satisfies(table: Table, at: int, row: Row, wanted: RowFilter) -> bool:
    match wanted.kind:
        case FilterKind.GROUP:
            return bool(row.labels) and row.labels[0] == wanted.value
        case FilterKind.TEXT:
            text = wanted.value.casefold()
            return any(text in label.casefold() for label in row.labels)
        case FilterKind.BEHIND:
            return row.kind is RowKind.ITEM and _is_behind(table, at, wanted.value)
        case FilterKind.UNREPORTED:
            return row.kind is RowKind.ITEM and _is_unreported(table, at, wanted.value)


def _columns(table: Table, product: str) -> list[int]:
    return [at for at, column in enumerate(table.columns) if not product or column.groups[:1] == (product,)]


def _is_behind(table: Table, at: int, product: str) -> bool:
    cells = table.cells[at]
    return any(
        table.columns[column].kind is ColumnKind.RATE
        and isinstance(value := cells[column].value, Fraction)
        and value < _GOAL
        for column in _columns(table, product)
    )


def _is_unreported(table: Table, at: int, product: str) -> bool:
    cells = table.cells[at]
    return any(
        cells[column].missing is Missing.NOT_REPORTED and cells[column].key is not None
        for column in _columns(table, product)
    )
