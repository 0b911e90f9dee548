"""A check box whose frame can be seen in the dark: Fusion draws it a shade from the ground."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from kyosai_desktop.ui.icons import paint_icon
from kyosai_desktop.ui.tokens import tokens_of

_GAP = 8


class CheckBox(QCheckBox):
    """Box, tick and words in the colours of the theme."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setMinimumHeight(28)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().size(int(Qt.TextFlag.TextShowMnemonic.value), self.text())
        side = self._side()
        return QSize(int(side) + _GAP + words.width() + 6, max(int(side), words.height(), 28))

    def hitButton(self, _pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self._side()
        box = QRectF(1.5, (self.height() - side) / 2, side, side)
        frame = tokens.focus if self.hasFocus() else tokens.muted
        painter.setPen(QPen(QColor(frame), 2 if self.hasFocus() else 1.2))
        painter.setBrush(QColor(tokens.accent if self.isChecked() else tokens.surface))
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            paint_icon(painter, "check", tokens.on_accent, box)
        painter.setPen(QColor(tokens.text if self.isEnabled() else tokens.disabled))
        words = QRectF(side + _GAP, 0, self.width() - side - _GAP, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()

    def _side(self) -> float:
        return self.fontMetrics().height() * 1.15
