"""Painted meetings that can be pressed: what is under the mouse, told by a hand, a tool tip and a signal."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from kyosai_desktop.ui.calendar.content import Item


class MeetingSpots(QWidget):
    """Subclasses call ``forget_spots`` and ``add_spot`` while they paint. ``chosen(Item)``: a meeting was pressed."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spots: list[tuple[QRectF, Item]] = []
        self.setMouseTracking(True)

    def forget_spots(self) -> None:
        """Everything is painted anew."""
        self._spots.clear()

    def add_spot(self, area: QRectF, item: Item) -> None:
        """A meeting was painted here."""
        self._spots.append((area, item))

    def spot_of(self, meeting_id: int) -> QRectF | None:
        """Where a meeting was painted."""
        return next((area for area, item in self._spots if item.meeting.id == meeting_id), None)

    def item_at(self, place: QPointF) -> Item | None:
        """The meeting painted at a place; the last one painted lies on top."""
        return next((item for area, item in reversed(self._spots) if area.contains(place)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.item_at(event.position()):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        item = self.item_at(event.position())
        if item is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(item)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            item = self.item_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), f"{item.when}　{item.name}" if item else "", self)
            return True
        return super().event(event)
