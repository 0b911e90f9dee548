"""The cards of ホーム in two rows; where those are too wide (large text, a small window) in more rows, to scroll down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

_GAP = 10

Row = Sequence[tuple[QWidget, int]]
"""Cards side by side, and how they share the width."""


class CardArea(QScrollArea):
    """``wide`` rows share the height by ``heights``; ``narrow`` ones are as high as their cards need."""

    def __init__(self, wide: Sequence[Row], heights: Sequence[int], narrow: Sequence[Row]) -> None:
        super().__init__()
        self.setViewport(
            QWidget()
        )  # of Qt's own Python would ask which of all its kinds of widgets it is, one by one
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self._wide, self._heights, self._narrow = wide, heights, narrow
        self.is_narrow = False
        figures = QWidget()
        self._whole = QVBoxLayout(figures)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(_GAP)
        self._rows = [QHBoxLayout() for _ in range(max(len(wide), len(narrow)))]
        for row in self._rows:
            row.setSpacing(_GAP)
            self._whole.addLayout(row)
        self._place(wide, heights)
        self.setWidget(figures)

    def fit(self) -> None:
        """Choose the rows by the width there is and what the cards say now."""
        needed = max(
            sum(card.minimumSizeHint().width() for card, _ in row) + _GAP * (len(row) - 1)
            for row in self._wide
        )
        narrow = needed > self.viewport().width()
        if narrow != self.is_narrow:
            self.is_narrow = narrow
            # there whatever the height: a bar that comes later would take the width of the words that wrap
            always, needed_only = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAsNeeded
            self.setVerticalScrollBarPolicy(always if narrow else needed_only)
            if narrow:
                self._place(self._narrow, [0] * len(self._narrow))
            else:
                self._place(self._wide, self._heights)

    def upper_height(self) -> float:
        """Pixels of a card in the upper row."""
        if self.is_narrow:
            return self.viewport().height() / 2
        return self.viewport().height() * self._heights[0] / sum(self._heights)

    def _place(self, rows: Sequence[Row], heights: Sequence[int]) -> None:
        for row in self._rows:
            while row.count():
                row.takeAt(0)
        for at, layout in enumerate(self._rows):
            for card, share in rows[at] if at < len(rows) else ():
                layout.addWidget(card, share)
            self._whole.setStretch(at, heights[at] if at < len(heights) else 0)
