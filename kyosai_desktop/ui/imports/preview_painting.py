"""How a line of a plan is painted: colour, icon and word say what becomes of each cell."""

from __future__ import annotations

from PySide6.QtCore import (
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kyosai_desktop.operations.importing import REPLACING, Outcome, PlannedCell
from kyosai_desktop.ui.icons import paint_icon
from kyosai_desktop.ui.imports.pivot import figure_text
from kyosai_desktop.ui.imports.preview_model import Index, PreviewModel, shown_text
from kyosai_desktop.ui.theme import number_font
from kyosai_desktop.ui.tokens import tokens_of

LOOKS = {
    Outcome.ADDED: ("plus", "good", "good_soft"),
    Outcome.CHANGED: ("pencil", "accent", "accent_soft"),
    Outcome.EMPTIED: ("alert-circle", "warn", "warn_soft"),
    Outcome.SAME: ("equal", "muted", "surface"),
    Outcome.ERROR: ("alert-triangle", "bad", "bad_soft"),
    Outcome.NOT_TAKEN: ("minus", "muted", "computed"),
}
"""Icon, text colour and ground of an outcome."""

_CORNER = 7
"""Side of the mark for a comment, in pixels."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PreviewPainter(QStyledItemDelegate):
    """Paints ``lines``, and gives the editor in which a cell is corrected."""

    def __init__(self, lines: PreviewModel, parent: QObject) -> None:
        super().__init__(parent)
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = QFontMetricsF(_bold(number_font(option.font)))
        words = QFontMetricsF(_bold(option.font))
        text = str(index.data() or "")
        icon_room = words.height() + 8 if index.column() == 0 else 0
        width = max(metrics.horizontalAdvance(text), words.horizontalAdvance(text)) + icon_room + 20
        return QSize(int(min(width, 900)), int(max(words.height() * 2.1, 30)))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName("直した値")
        editor.setAlignment(_RIGHT)
        return editor

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
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
        if cell.outcome not in REPLACING:
            colour = tokens.muted if cell.outcome in (Outcome.SAME, Outcome.NOT_TAKEN) else tokens.text
            painter.setPen(QColor(tokens.bad if cell.outcome is Outcome.ERROR else colour))
            painter.setFont(font if cell.outcome is not Outcome.ERROR else option.font)
            painter.drawText(rect, _RIGHT, shown_text(cell))
            return
        new = f" → {figure_text(cell.new)}"
        bold = _bold(font)
        painter.setFont(bold)
        painter.setPen(QColor(tokens.warn if cell.outcome is Outcome.EMPTIED else tokens.accent))
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
