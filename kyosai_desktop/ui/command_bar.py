"""The row of commands under a page's head, words beside icons; and the bar of function keys at its foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolBar, QToolButton, QWidget


class CommandBar(QWidget):
    """Groups of commands at the left, other widgets (a search box) at the right.

    Commands that find no room, with large text in a small window, are behind the button at the end of the row.
    """

    def __init__(self, *groups: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = QToolBar()
        self.tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.tools.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for index, group in enumerate(groups):
            if index:
                self.tools.addSeparator()
            for action in group:
                self.tools.addAction(action)
                made = self.tools.widgetForAction(action)
                made.setProperty("command", True)
                made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                made.setMinimumHeight(32)
                made.setAccessibleName(action.iconText())
        for more in self.tools.findChildren(QToolButton, "qt_toolbar_ext_button"):
            more.setAccessibleName("ほかの操作")
            more.setToolTip("ほかの操作")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._layout.addWidget(self.tools, 1)
        self._fit()

    def add_right(self, widget: QWidget, before: QWidget | None = None) -> None:
        """Put a widget at the right end, or left of one that stands there."""
        index = self._layout.indexOf(before) if before else self._layout.count()
        self._layout.insertWidget(index, widget)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        side = round(self.fontMetrics().height() * 1.25)
        self.tools.setIconSize(QSize(side, side))


class FunctionKeyBar(QFrame):
    """The function keys that do something, with their words always on the screen. Not in the tab order."""

    def __init__(self, keys: Sequence[tuple[str, QAction, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(6)
        for key, action, words in keys:
            layout.addWidget(_KeyButton(key, action, words))
        layout.addStretch(1)


class _KeyButton(QPushButton):
    def __init__(self, key: str, action: QAction, words: str) -> None:
        super().__init__(f"{key}  {words}")
        self.setProperty("key", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(28)
        self.setMinimumWidth(96)
        self.setAccessibleName(f"{words}（{key}）")
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())


def keys_of(action: QAction) -> str:
    """The keys of a command as the help page prints them."""
    shown = action.text().partition("\t")[2]
    listed = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()]
    return " / ".join(listed or [shown] if shown else listed)
