"""The row of commands under a page's head, words beside icons; and the bar of function keys at its foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.labels import command_button, upright_rule

_GAP = 2
_RULE_MARGIN = 5


class CommandRow(QWidget):
    """Buttons of commands in groups. Those that find no room are in the menu of the button at the end."""

    def __init__(self, groups: Sequence[Sequence[QAction]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[tuple[QAction | None, QWidget]] = []
        for index, group in enumerate(groups):
            if index:
                rule = upright_rule()
                rule.setParent(self)
                self._parts.append((None, rule))
            self._parts += [(action, self._button(action)) for action in group]
        self.more = command_button()
        self.more.setParent(self)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.more.setIcon(icon("dots-vertical", "text"))
        self.more.setMinimumWidth(32)
        self.more.setAccessibleName("ほかの操作")
        self.more.setToolTip("ほかの操作")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self._menu)
        self._left_out: list[QAction] = []

    def widgetForAction(self, action: QAction) -> QToolButton:
        """The button of a command. Raises ``StopIteration`` for one that isn't here."""
        found = next(widget for each, widget in self._parts if each is action)
        assert isinstance(found, QToolButton)
        return found

    def set_icon_side(self, side: int) -> None:
        """Icons of this many pixels, for another size of text."""
        for button in self.findChildren(QToolButton):
            button.setIconSize(QSize(side, side))
        self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(self._length(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.more.sizeHint().width(), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a button has other words now
            self.updateGeometry()
            self._lay_out()
        return super().event(event)

    def _button(self, action: QAction) -> QToolButton:
        made = command_button()
        made.setParent(self)
        made.setDefaultAction(action)
        made.setAutoRaise(True)
        made.setAccessibleName(action.iconText())
        action.changed.connect(self._lay_out)
        return made

    def _height(self) -> int:
        return max(widget.sizeHint().height() for widget in self.findChildren(QToolButton))

    def _room_of(self, widget: QWidget) -> int:
        return 2 * _RULE_MARGIN + 1 if isinstance(widget, QFrame) else widget.sizeHint().width()

    def _wanted(self) -> list[tuple[QAction | None, QWidget]]:
        return [part for part in self._parts if part[0] is None or part[0].isVisible()]

    def _length(self) -> int:
        return sum(self._room_of(widget) + _GAP for _, widget in self._wanted())

    def _lay_out(self) -> None:
        wanted = self._wanted()
        room = self.width() if self._length() <= self.width() else self.width() - self._room_of(self.more)
        shown: set[QWidget] = set()
        left = 0
        for _, widget in wanted:
            needed = self._room_of(widget)
            if left + needed > room:
                break
            if isinstance(widget, QFrame):
                widget.setGeometry(left + _RULE_MARGIN, 7, 1, max(self.height() - 14, 1))
            else:
                height = widget.sizeHint().height()
                widget.setGeometry(QRect(left, (self.height() - height) // 2, needed, height))
            shown.add(widget)
            left += needed + _GAP
        for _, widget in self._parts:
            widget.setVisible(widget in shown)
        self._left_out = [action for action, widget in wanted if action is not None and widget not in shown]
        size = self.more.sizeHint()
        self.more.setGeometry(QRect(left, (self.height() - size.height()) // 2, size.width(), size.height()))
        self.more.setVisible(bool(self._left_out))

    def _fill_menu(self) -> None:
        self._menu.clear()
        self._menu.addActions(self._left_out)


class CommandBar(QWidget):
    """Groups of commands at the left, other widgets (a search box) at the right."""

    def __init__(self, *groups: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = CommandRow(groups)
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
        self.tools.set_icon_side(round(self.fontMetrics().height() * 1.25))


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
