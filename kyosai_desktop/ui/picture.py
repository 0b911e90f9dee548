"""An icon that stands alone, drawn in the colours of the moment: a pixmap would keep those of its making."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyosai_desktop.ui.icons import paint_icon
from kyosai_desktop.ui.tokens import tokens_of


class Picture(QWidget):
    """A shipped icon in the token ``colour``, ``side`` pixels wide and high. Says nothing to screen readers."""

    def __init__(self, name: str, colour: str, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_icon(name, colour)

    def show_icon(self, name: str, colour: str) -> None:
        """Show another icon."""
        self._name, self._colour = name, colour
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = getattr(tokens_of(self.palette()), self._colour)
        paint_icon(painter, self._name, colour, QRectF(0, 0, self._side, self._side))
