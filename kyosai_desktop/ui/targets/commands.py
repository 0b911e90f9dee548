"""Commands that only one page has."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from kyosai_desktop.ui.icons import icon


def page_command(
    page: QWidget, text: str, icon_name: str, act: Callable[[], None] | None, tip: str, key: str = ""
) -> QAction:
    """A command of ``page``; its key works while the keyboard is anywhere in it, and stands in the tool tip."""
    action = QAction(icon(icon_name), text, page)
    action.setToolTip(f"{tip}（{key}）" if key else tip)
    action.setShortcut(QKeySequence(key))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    page.addAction(action)
    if act is not None:
        action.triggered.connect(lambda _checked=False: act())
    return action
