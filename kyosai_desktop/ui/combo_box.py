"""A combo box with air around its words at every size of text: Fusion fits it to the line, and BIZ UD lines are tight."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

_LEAST_HEIGHT = 30
_INDENT = 4


class ComboBox(QComboBox):
    """As wide as its choices, unless told otherwise. ``name`` is for screen readers."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def sizeHint(self) -> QSize:
        return self._roomy(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._roomy(super().minimumSizeHint())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.rect = option.rect.adjusted(_INDENT, 0, 0, 0)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _roomy(self, fitting: QSize) -> QSize:
        air = self.fontMetrics().height() // 2
        return QSize(
            fitting.width() + _INDENT + air // 2,
            max(fitting.height(), _LEAST_HEIGHT, self.fontMetrics().height() + air),
        )
