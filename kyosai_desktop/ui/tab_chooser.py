"""Inner tabs for any number of tables: those that fit stand in the row, all of them in a list that can be searched."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kyosai_desktop.ui.choice_list import ChoiceList
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.inner_tabs import InnerTabs
from kyosai_desktop.ui.labels import command_button

_GAP = 4


class TabChooser(QWidget):
    """A row of ``tabs`` as long as there is room, and a button for all of them. The current one is always in the row.

    Every tab keeps its index, shown or not, so stepping goes through all.
    """

    def __init__(self, tabs: InnerTabs, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = tabs
        tabs.setParent(self)
        tabs.setUsesScrollButtons(False)
        tabs.currentChanged.connect(self._show_current)
        self.more = command_button()
        self.more.setParent(self)
        self.more.setText(f"ほかの{what}")
        self.more.setIcon(icon("chevron-down"))
        self.more.setAccessibleName(f"すべての{what}から選ぶ")
        self.more.clicked.connect(self.open_list)
        self.list = ChoiceList(what, self)
        self.list.chosen.connect(self._choose)
        self.list.left.connect(self.more.setFocus)

    def set_titles(self, titles: tuple[str, ...]) -> None:
        """Offer these tabs; the current place is kept where there still is one."""
        self.list.hide()
        self.tabs.set_titles(titles)
        self.updateGeometry()
        self._fit()

    def open_list(self) -> None:
        """Show all tabs to choose from, below the button; put the list away when it is there."""
        if self.list.isVisible():
            self.list.hide()
            return
        self.list.open_at(
            self.more, [self.tabs.tabText(at) for at in range(self.tabs.count())], self.tabs.currentIndex()
        )

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()), self._height())

    def minimumSizeHint(self) -> QSize:
        widths = self._widths()
        least = max(widths, default=0)
        return QSize(least + (_GAP + self.more.sizeHint().width() if len(widths) > 1 else 0), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        self.list.hide()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self._fit()

    def _widths(self) -> list[int]:
        return [self.tabs.tabSizeHint(at).width() for at in range(self.tabs.count())]

    def _height(self) -> int:
        return max(self.tabs.minimumHeight(), self.tabs.sizeHint().height(), self.more.sizeHint().height())

    def _fit(self) -> None:
        widths = self._widths()
        current = self.tabs.currentIndex()
        shown = _that_fit(widths, current, self.width(), self.more.sizeHint().width() + _GAP)
        for at in range(len(widths)):
            if self.tabs.isTabVisible(at) != (
                at in shown
            ):  # QTabBar forgets a change before one that is none
                self.tabs.setTabVisible(at, at in shown)
        length = min(sum(widths[at] for at in shown), self.width())
        self.tabs.setGeometry(0, 0, length, self.height())
        self.tabs.setVisible(len(widths) > 1)
        size = self.more.sizeHint()
        self.more.setGeometry(
            length + _GAP, (self.height() - size.height()) // 2, size.width(), size.height()
        )
        self.more.setVisible(len(shown) < len(widths))

    def _show_current(self) -> None:
        self.list.hide()
        self._fit()

    def _choose(self, index: int) -> None:
        self.tabs.setCurrentIndex(index)
        if self.tabs.currentIndex() == index:
            self.tabs.setFocus()


def _that_fit(widths: list[int], current: int, room: int, for_more: int) -> set[int]:
    """Which tabs stand in ``room`` pixels: all, or the first ones and the current beside a button."""
    if sum(widths) <= room or not widths:
        return set(range(len(widths)))
    left = room - for_more - widths[max(current, 0)]
    shown = {max(current, 0)}
    for at, width in enumerate(widths):
        if at == current:
            continue
        if width > left:
            break
        shown.add(at)
        left -= width
    return shown
