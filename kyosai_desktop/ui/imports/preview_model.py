"""The lines of a plan as a model: what stands in each cell, and what may be typed over."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from kyosai_desktop.domain.text.name import stored_name
from kyosai_desktop.operations.importing import REPLACING, Outcome, PlannedCell
from kyosai_desktop.ui.imports.pivot import Pivot, PivotLine, cell_words, figure_text

FIXED = ("区分", "Excelの行", "行の名前")
"""The columns before the figures."""

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """Columns: 区分, the row in Excel, its name, the figures, 確認すること. ``corrected(sheet, address, text)`` when a
    text was typed in place of a cell."""

    corrected = Signal(str, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pivot = Pivot((), (), False)
        self._lines: tuple[PivotLine, ...] = ()

    def show(self, pivot: Pivot, *, only_changes: bool) -> None:
        """Show another plan, or fewer of its lines."""
        self.beginResetModel()
        self._pivot = pivot
        self._lines = pivot.shown(only_changes=only_changes)
        self.endResetModel()

    def line(self, row: int) -> PivotLine:
        """The line at this row."""
        return self._lines[row]

    def cell(self, index: Index) -> PlannedCell | None:
        """The figure under an index; None for the other columns and blank cells."""
        column = index.column() - len(FIXED)
        if not index.isValid() or not 0 <= column < len(self._pivot.columns):
            return None
        return self._lines[index.row()].cells[column]

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(FIXED) + len(self._pivot.columns) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            headings = (self._pivot.heading(column) for column in range(len(self._pivot.columns)))
            return (*FIXED, *headings, "確認すること")[section]
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index)
        if role == Qt.ItemDataRole.EditRole:
            cell = self.cell(index)
            return (cell.corrected or cell.original) if cell else None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            cell = self.cell(index)
            return cell_words(cell) if cell else self._text(index)
        return None

    def _text(self, index: Index) -> str:
        line, column = self._lines[index.row()], index.column()
        if column == 0:
            return line.outcome.value
        if column == 1:
            return f"{line.sheet} {line.row}" if self._pivot.several_sheets else str(line.row)
        if column == 2:
            return line.label
        if column == self.columnCount() - 1:
            return line.remark
        cell = self.cell(index)
        return shown_text(cell) if cell else ""

    def is_correctable(self, index: Index) -> bool:
        """Whether another text can be typed in place of a cell."""
        cell = self.cell(index)
        return cell is not None and cell.correctable

    def is_unread(self, index: Index) -> bool:
        """Whether what stands in a cell can't be taken and another text would help."""
        cell = self.cell(index)
        return cell is not None and cell.correctable and cell.outcome is Outcome.ERROR

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.is_correctable(index) else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self.cell(index)
        if cell is None or role != Qt.ItemDataRole.EditRole:
            return False
        text = stored_name(str(value))
        text = "" if text == cell.original.strip() else text
        if text != cell.corrected:
            self.corrected.emit(cell.sheet, cell.address, text)
        return True


def shown_text(cell: PlannedCell) -> str:
    """What stands in a cell of the preview: 「21 → 27」, the figure, or the text that can't be read."""
    if cell.outcome in REPLACING:
        return f"{figure_text(cell.old)} → {figure_text(cell.new)}"
    return figure_text(cell.new) or cell.corrected or cell.original
