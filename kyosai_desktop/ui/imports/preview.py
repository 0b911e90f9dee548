"""The lines of a plan on screen: colour, icon and word say what becomes of each cell."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from kyosai_desktop.domain.text.name import stored_name
from kyosai_desktop.operations.importing import Outcome, PlannedCell
from kyosai_desktop.ui.icons import paint_icon
from kyosai_desktop.ui.imports.pivot import Pivot, PivotLine, cell_words, figure_text
from kyosai_desktop.ui.theme import number_font
from kyosai_desktop.ui.tokens import tokens_of

LOOKS = {
    Outcome.ADDED: ("plus", "good", "good_soft"),
    Outcome.CHANGED: ("pencil", "accent", "accent_soft"),
    Outcome.SAME: ("equal", "muted", "surface"),
    Outcome.ERROR: ("alert-triangle", "bad", "bad_soft"),
    Outcome.NOT_TAKEN: ("minus", "muted", "computed"),
}
"""Icon, text colour and ground of an outcome."""

_REMARK_EMS = 16
_CORNER = 7
"""Side of the mark for a comment, in pixels."""
_FIXED = ("区分", "Excelの行", "行の名前")
_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


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

    def cell(self, index: _Index) -> PlannedCell | None:
        """The figure under an index; None for the other columns and blank cells."""
        column = index.column() - len(_FIXED)
        if not index.isValid() or not 0 <= column < len(self._pivot.columns):
            return None
        return self._lines[index.row()].cells[column]

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(_FIXED) + len(self._pivot.columns) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (*_FIXED, *self._pivot.columns, "確認すること")[section]
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
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

    def _text(self, index: _Index) -> str:
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

    def is_correctable(self, index: _Index) -> bool:
        """Whether another text can be typed in place of a cell."""
        cell = self.cell(index)
        return cell is not None and cell.correctable

    def is_unread(self, index: _Index) -> bool:
        """Whether what stands in a cell can't be taken and another text would help."""
        cell = self.cell(index)
        return cell is not None and cell.correctable and cell.outcome is Outcome.ERROR

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.is_correctable(index) else flags

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
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
    if cell.outcome is Outcome.CHANGED:
        return f"{figure_text(cell.old)} → {figure_text(cell.new)}"
    return figure_text(cell.new) or cell.corrected or cell.original


class PreviewView(QTreeView):
    """A plain list of lines. Only what can't be read can be typed over: ``corrected(sheet, address, text)``, with ''
    for a cell that is to be read as it stands again."""

    corrected = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = PreviewModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_Painter(self.lines, self))
        self.setAccessibleName("取り込みの内容")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        # what was typed plans the import again, which must not happen while the editor is still closing
        self.lines.corrected.connect(self.corrected, Qt.ConnectionType.QueuedConnection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_pivot(self, pivot: Pivot, *, only_changes: bool) -> None:
        """Show a plan's lines."""
        self.lines.show(pivot, only_changes=only_changes)
        for column in range(self.lines.columnCount() - 1):
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, self.columnWidth(column) + 10)
        self._place_remarks()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_remarks()

    def _place_remarks(self) -> None:
        """確認すること stands at the end; where the figures leave it no room there, beside the rows' names."""
        header, last = self.header(), self.lines.columnCount() - 1
        if not self.lines.rowCount():
            return
        em = self.fontMetrics().height()
        others = sum(self.columnWidth(column) for column in range(last))
        at_the_end = self.viewport().width() - others >= _REMARK_EMS * em
        header.moveSection(header.visualIndex(last), last if at_the_end else len(_FIXED))
        header.setStretchLastSection(at_the_end)
        if not at_the_end:
            remarks = any(self.lines.line(row).remark for row in range(self.lines.rowCount()))
            self.setColumnWidth(last, _REMARK_EMS * em if remarks else header.sectionSizeHint(last) + 10)

    def place_to_begin(self, before: PlannedCell | None) -> QModelIndex:
        """The first line that can't be taken, at the cell to correct if there is one; without any, the cell that was
        current ``before``, or the first line."""
        rows = range(self.lines.rowCount())
        for row in rows:
            if self.lines.line(row).outcome is Outcome.ERROR:
                line = [self.lines.index(row, column) for column in range(self.lines.columnCount())]
                return next((place for place in line if self.lines.is_unread(place)), line[0])
        for row in rows if before else ():
            for column, cell in enumerate(self.lines.line(row).cells, start=len(_FIXED)):
                if cell and before and (cell.sheet, cell.address) == (before.sheet, before.address):
                    return self.lines.index(row, column)
        return self.lines.index(0, 0)

    def place_to_correct(self) -> QModelIndex | None:
        """The current cell, or the first of its line, if another text in it would help."""
        at = self.currentIndex()
        columns = (at.column(), *range(self.lines.columnCount())) if at.isValid() else ()
        places = (at.siblingAtColumn(column) for column in columns)
        return next((place for place in places if self.lines.is_correctable(place)), None)

    def current_line(self) -> PivotLine | None:
        """The line with the current cell."""
        index = self.currentIndex()
        return self.lines.line(index.row()) if index.isValid() else None


class _Painter(QStyledItemDelegate):
    def __init__(self, lines: PreviewModel, parent: QObject) -> None:
        super().__init__(parent)
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        metrics = QFontMetricsF(_bold(number_font(option.font)))
        words = QFontMetricsF(_bold(option.font))
        text = str(index.data() or "")
        icon_room = words.height() + 8 if index.column() == 0 else 0
        width = max(metrics.horizontalAdvance(text), words.horizontalAdvance(text)) + icon_room + 20
        return QSize(int(min(width, 900)), int(max(words.height() * 2.1, 30)))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName("直した値")
        editor.setAlignment(_RIGHT)
        return editor

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens = tokens_of(option.palette)
        line = self._lines.line(index.row())
        cell = self._lines.cell(index)
        _, line_colour, line_ground = LOOKS[line.outcome]
        whole_line = line.outcome in (Outcome.ADDED, Outcome.ERROR)
        ground = LOOKS[cell.outcome][2] if cell else line_ground if whole_line else "surface"
        if cell and cell.outcome is Outcome.SAME and whole_line:
            ground = line_ground
        rect = QRectF(option.rect)
        painter.save()
        painter.fillRect(rect, QColor(getattr(tokens, ground)))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inside = rect.adjusted(9, 0, -9, 0)
        last = index.column() == self._lines.columnCount() - 1
        if index.column() == 0:
            self._paint_outcome(painter, option, line.outcome, inside)
        elif cell:
            self._paint_figure(painter, option, cell, inside)
        else:
            colour = tokens.muted if line.outcome in (Outcome.SAME, Outcome.NOT_TAKEN) else tokens.text
            painter.setPen(QColor(getattr(tokens, line_colour) if last else colour))
            painter.setFont(option.font)
            text = painter.fontMetrics().elidedText(
                str(index.data() or ""), Qt.TextElideMode.ElideRight, int(inside.width())
            )
            painter.drawText(inside, _RIGHT if index.column() == 1 else _LEFT, text)
        if cell and cell.outcome is Outcome.ERROR:
            painter.setPen(QPen(QColor(tokens.bad), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        if cell and cell.comment:
            corner = rect.topRight()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.warn))
            painter.drawPolygon(
                QPolygonF([corner, corner - QPointF(_CORNER, 0), corner + QPointF(0, _CORNER)])
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_outcome(
        self, painter: QPainter, option: QStyleOptionViewItem, outcome: Outcome, rect: QRectF
    ) -> None:
        picture, colour, _ = LOOKS[outcome]
        value = getattr(tokens_of(option.palette), colour)
        side = QFontMetricsF(option.font).height()
        paint_icon(painter, picture, value, QRectF(rect.left(), rect.center().y() - side / 2, side, side))
        painter.setPen(QColor(value))
        painter.setFont(_bold(option.font) if outcome is not Outcome.SAME else option.font)
        painter.drawText(rect.adjusted(side + 7, 0, 0, 0), _LEFT, outcome.value)

    def _paint_figure(
        self, painter: QPainter, option: QStyleOptionViewItem, cell: PlannedCell, rect: QRectF
    ) -> None:
        tokens = tokens_of(option.palette)
        font = number_font(option.font)
        if cell.outcome is not Outcome.CHANGED:
            colour = tokens.muted if cell.outcome in (Outcome.SAME, Outcome.NOT_TAKEN) else tokens.text
            painter.setPen(QColor(tokens.bad if cell.outcome is Outcome.ERROR else colour))
            painter.setFont(font if cell.outcome is not Outcome.ERROR else option.font)
            painter.drawText(rect, _RIGHT, shown_text(cell))
            return
        new = f" → {figure_text(cell.new)}"
        bold = _bold(font)
        painter.setFont(bold)
        painter.setPen(QColor(tokens.accent))
        painter.drawText(rect, _RIGHT, new)
        struck = QFont(font)
        struck.setStrikeOut(True)
        painter.setFont(struck)
        painter.setPen(QColor(tokens.muted))
        width = QFontMetricsF(bold).horizontalAdvance(new)
        painter.drawText(rect.adjusted(0, 0, -width - 4, 0), _RIGHT, figure_text(cell.old))


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setBold(True)
    return made
