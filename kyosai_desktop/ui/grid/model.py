"""``GridModel``: a ``Table`` as Qt wants to read it. Row i and column j are those of ``Table.cells``.

The view paints from the table itself; this model serves selection, editors, tool tips and screen readers.
Roles are bound to ints once, because Qt asks with ints and looking an enum up costs more than the answer.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kyosai_desktop.domain.table import Cell, CellState, ColumnKind, FieldKey, Row, RowKind, Table
from kyosai_desktop.ui.grid.marks import lacks_reports

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_HORIZONTAL = Qt.Orientation.Horizontal

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_NO_FLAGS = Qt.ItemFlag.NoItemFlags
_READABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _READABLE | Qt.ItemFlag.ItemIsEditable

NUMERIC = frozenset({ColumnKind.NUMBER, ColumnKind.RATE})
"""Kinds of column that hold figures: right-aligned, typed with the IME off."""

EMPTY = Table("", "", (), (), (), ())
"""What a grid shows before it is given a table."""

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


def enterable(cell: Cell) -> bool:
    """Whether the user can type into the cell."""
    return cell.state is CellState.ENTRY and cell.key is not None


def in_empty_row_of_list(table: Table, row: int) -> bool:
    """Whether a row is an empty one of a list whose rows are numbered and have no records of their own."""
    if table.rows[row].kind is not RowKind.NEW:
        return False
    return all(cell.key.row_id == 0 for cell in table.cells[row] if isinstance(cell.key, FieldKey))


def row_text(row: Row) -> str:
    """The labels of a row in one text, for screen readers: 「道央支店 石狩」."""
    return " ".join(label for label in row.labels if label)


class GridModel(QAbstractTableModel):
    """Read-only towards Qt: typed text goes through the view, which has someone to ask."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = EMPTY

    def replace(self, table: Table) -> bool:
        """Show another table. True when every row kept its place (rows may have come below, the number of columns is
        the same): then the views heard of one block of changes; otherwise they were reset.
        """
        before, came = self.table, len(table.rows) - len(self.table.rows)
        if not _rows_stay(before, table) or len(before.columns) != len(table.columns):
            self.beginResetModel()
            self.table = table
            self.endResetModel()
            return False
        if came:
            self.beginInsertRows(_NO_PARENT, len(before.rows), len(table.rows) - 1)
        self.table = table
        if came:
            self.endInsertRows()
        if before.columns != table.columns and table.columns:
            self.headerDataChanged.emit(_HORIZONTAL, 0, len(table.columns) - 1)
        if before.rows != table.rows and table.rows:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(table.rows) - 1)
        changed = _changed_block(before, table)
        if changed is not None:
            top, left, bottom, right = changed
            self.dataChanged.emit(self.index(top, left), self.index(bottom, right))
        return True

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.table.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return _NO_FLAGS
        cell = self.table.cells[index.row()][index.column()]
        return _EDITABLE if enterable(cell) else _READABLE

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (_DISPLAY, _EDIT):
            return self.table.cells[row][column].text
        if role == _ALIGNMENT:
            return _RIGHT if self.table.columns[column].kind in NUMERIC else _LEFT
        if role == _ACCESSIBLE:
            return self._spoken(row, column)
        if role == _TOOL_TIP:
            return self._tool_tip(row, column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == _HORIZONTAL:
            if not 0 <= section < len(self.table.columns):
                return None
            column = self.table.columns[section]
            if role in (_DISPLAY, _ACCESSIBLE):
                return column.path
            if role == _TOOL_TIP:
                unit = f"（{column.unit}）" if column.unit else ""
                return "\n".join(filter(None, (f"{column.path}{unit}", column.help, column.closed)))
            return None
        if not 0 <= section < len(self.table.rows):
            return None
        if role in (_DISPLAY, _ACCESSIBLE, _TOOL_TIP):
            return row_text(self.table.rows[section]) or str(section + 1)
        return None

    def _spoken(self, row: int, column: int) -> str:
        cell, heading = self.table.cells[row][column], self.table.columns[column]
        value = cell.text or ("空欄" if cell.missing is None else cell.missing.value)
        parts = [row_text(self.table.rows[row]), " ".join((*heading.groups, heading.label)), value]
        return " ".join(part for part in (*parts, *_remarks(cell)) if part)

    def _tool_tip(self, row: int, column: int) -> str | None:
        cell = self.table.cells[row][column]
        lines = _remarks(cell)
        if lacks_reports(cell, self.table.columns[column]):
            lines.append(f"「未{cell.missing_count}」は、まだ届いていない数字の数です。届くと消えます。")
        if not cell.text and cell.missing is not None:
            lines.insert(0, cell.missing.value)
        return "\n".join(lines) if lines else None


def _remarks(cell: Cell) -> list[str]:
    """What a cell has to say beyond its text, each as a short sentence."""
    remarks = []
    if cell.published:
        remarks.append(f"公表された値 {cell.published}")
    if cell.missing_count:
        remarks.append(f"未報告 {cell.missing_count}件を除いた計")
    if cell.state is CellState.LOCKED:
        remarks.append("確定済み")
    if cell.status:
        remarks.append(cell.status)
    if cell.note:
        remarks.append(cell.note)
    if cell.comment:
        remarks.append(f"コメント：{cell.comment}")
    return remarks


def identity(row: Row) -> object:
    """What tells a row from the others of its table, wherever it stands."""
    return row.key or row.labels


def _rows_stay(before: Table, after: Table) -> bool:
    if before.rows == after.rows:
        return True
    if not before.rows or len(before.rows) > len(after.rows):
        return False
    return all(
        identity(old) == identity(new) or in_empty_row_of_list(before, at)
        for at, (old, new) in enumerate(zip(before.rows, after.rows, strict=False))
    )


def _changed_block(before: Table, after: Table) -> tuple[int, int, int, int] | None:
    """Top, left, bottom, right of the smallest block that holds every changed cell."""
    rows = [i for i, (old, new) in enumerate(zip(before.cells, after.cells, strict=False)) if old != new]
    if before.rows != after.rows or before.columns != after.columns:
        rows = list(range(len(after.rows)))  # tints and kinds may have changed anywhere
    columns = changed_columns(before, after)
    return (rows[0], columns[0], rows[-1], columns[-1]) if rows and columns else None


def changed_columns(before: Table, after: Table) -> list[int]:
    """The columns in which tables of one size differ; all of them where rows do."""
    if before.rows != after.rows:
        return list(range(len(after.columns)))
    lines = [(old, new) for old, new in zip(before.cells, after.cells, strict=True) if old != new]
    return [
        at
        for at, column in enumerate(after.columns)
        if before.columns[at] != column or any(old[at] != new[at] for old, new in lines)
    ]
