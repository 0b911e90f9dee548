"""Tabs inside a page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from kyosai_desktop.domain.problem import Problem


class InnerTabs(QTabBar):
    """Words with a line under the current one. Hidden while there is only one.

    ``settle`` is asked before another tab is shown, while the one before is still the current one: what is typed
    belongs to that. When it answers with a Problem, that one stays.
    """

    chosen = Signal(int)
    """Another tab is shown now. ``currentChanged`` also tells of those that weren't allowed."""

    def __init__(
        self,
        name: str,
        settle: Callable[[], Problem | None],
        titles: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settle = settle
        self._shown = -1
        self.currentChanged.connect(self._ask)
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
        self._shown = self.currentIndex()
        if len(titles) < 2:
            self.hide()
        elif self.parentWidget():  # without one, showing it would open a window of its own
            self.show()

    def step(self, steps: int) -> None:
        """Go ``steps`` tabs further, round the ends."""
        if self.count():
            self.setCurrentIndex((self.currentIndex() + steps) % self.count())

    def _ask(self, index: int) -> None:
        with QSignalBlocker(self):
            self.setCurrentIndex(self._shown)
            if self._settle() is not None:
                return
            self.setCurrentIndex(index)
        self._shown = index
        self.chosen.emit(index)
