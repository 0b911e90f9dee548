"""Tabs inside a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget


class InnerTabs(QTabBar):
    """Words with a line under the current one. Hidden while there is only one."""

    def __init__(self, name: str, titles: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("inner", True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setMinimumHeight(34)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        for at_left, button in zip((True, False), self.findChildren(QToolButton), strict=False):
            button.setAccessibleName("左のタブを見る" if at_left else "右のタブを見る")
        self.set_titles(titles)

    def set_titles(self, titles: tuple[str, ...]) -> None:
        """Show these tabs; the current place is kept where there still is one."""
        if titles == tuple(self.tabText(index) for index in range(self.count())):
            return
        place = self.currentIndex()
        self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        for title in titles:
            self.addTab(title)
        self.setCurrentIndex(min(max(place, 0), len(titles) - 1))
        self.blockSignals(False)
        if len(titles) < 2:
            self.hide()
        elif self.parentWidget():  # without one, showing it would open a window of its own
            self.show()

    def step(self, steps: int) -> None:
        """Go ``steps`` tabs further, round the ends."""
        if self.count():
            self.setCurrentIndex((self.currentIndex() + steps) % self.count())
