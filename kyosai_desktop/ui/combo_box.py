"""A combo box with air around its words at every size of text: Fusion fits it to the line, and BIZ UD lines are tight."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QStyleOptionComboBox

_LEAST_HEIGHT = 30
_INDENT = " "
"""In the size of the text; every font has it."""


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

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        # not by painting: the list of what styles draw is among the longest of Qt, and the first paint would wait for it
        option.currentText = _INDENT + option.currentText

    def _roomy(self, fitting: QSize) -> QSize:
        air = self.fontMetrics().height() // 2
        return QSize(
            fitting.width() + self.fontMetrics().horizontalAdvance(_INDENT) + air // 2,
            max(fitting.height(), _LEAST_HEIGHT, self.fontMetrics().height() + air),
        )
