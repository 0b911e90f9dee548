"""A list to choose from, narrowed by typing, lying over the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

_LINES = 14
_EDGE = 8
_PLACE = Qt.ItemDataRole.UserRole


class ChoiceList(QFrame):
    """A search field above the titles, part of the window: a window of its own could lose the IME.

    Enter or a click chooses, Esc leaves; it closes when the keyboard goes elsewhere.
    """

    chosen = Signal(int)
    left = Signal()

    def __init__(self, what: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.search = QLineEdit()
        self.search.setProperty("search", True)
        self.search.setPlaceholderText(f"{what}の名前で絞り込む")
        self.search.setAccessibleName(f"{what}の名前で絞り込む")
        self.search.setMinimumHeight(32)
        self.search.textChanged.connect(self._narrow)
        self.titles = QListWidget()
        self.titles.setProperty("choices", True)
        self.titles.setAccessibleName(f"すべての{what}")
        self.titles.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.titles.itemClicked.connect(self._take)
        for field in (self.search, self.titles):
            field.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        layout.addWidget(self.search)
        layout.addWidget(self.titles)
        self.hide()

    def open_at(self, below: QWidget, titles: Sequence[str], current: int) -> None:
        """Show ``titles`` under a widget and put the keyboard into the search."""
        self.titles.clear()
        for at, title in enumerate(titles):
            item = QListWidgetItem(title)
            item.setData(_PLACE, at)
            self.titles.addItem(item)
        self.search.clear()
        self.titles.setCurrentRow(current)
        self._lie_over(below)
        self.show()
        self.raise_()
        self.titles.scrollToItem(self.titles.currentItem())
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self._leave_unless_inside(event)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pressed(event.key(), in_search=watched is self.search)
        return False

    def _pressed(self, key: int, *, in_search: bool) -> bool:
        if key == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.titles.currentItem())
        elif in_search and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _leave_unless_inside(self, event: QFocusEvent) -> None:
        if event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            return
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.hide()

    def _lie_over(self, below: QWidget) -> None:
        ground = below.window()
        self.setParent(ground)
        line = max(self.titles.sizeHintForRow(0), self.fontMetrics().height())
        height = line * min(self.titles.count(), _LINES) + self.search.sizeHint().height() + 4 * _EDGE
        width = max(self.titles.sizeHintForColumn(0), self.search.sizeHint().width()) + 6 * _EDGE
        corner = below.mapTo(ground, QPoint(0, below.height() + 2))
        left = max(_EDGE, min(corner.x(), ground.width() - width - _EDGE))
        self.setGeometry(left, corner.y(), width, min(height, ground.height() - corner.y() - _EDGE))

    def _shown(self) -> list[QListWidgetItem]:
        every = (self.titles.item(at) for at in range(self.titles.count()))
        return [item for item in every if not item.isHidden()]

    def _narrow(self, text: str) -> None:
        wanted = text.strip().casefold()
        for at in range(self.titles.count()):
            item = self.titles.item(at)
            item.setHidden(wanted not in item.text().casefold())
        shown = self._shown()
        if shown and self.titles.currentItem() not in shown:
            self.titles.setCurrentItem(shown[0])

    def _step(self, steps: int) -> None:
        shown = self._shown()
        if shown:
            current = self.titles.currentItem()
            at = shown.index(current) + steps if current in shown else 0
            self.titles.setCurrentItem(shown[max(0, min(at, len(shown) - 1))])

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None or item.isHidden():
            return
        self.hide()
        self.chosen.emit(item.data(_PLACE))
