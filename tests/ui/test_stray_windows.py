"""Going through the pages never opens a second window, not even for a blink: it would take the keyboard away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from kyosai_desktop.ui.pages import PageName

if TYPE_CHECKING:
    from conftest import Office


class _Watch(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_going_through_the_pages_opens_no_window(office: Office, qapp: QApplication) -> None:
    watch = _Watch()
    qapp.installEventFilter(watch)
    try:
        for page in PageName:
            office.program.window.show_page(page)
            qapp.processEvents()
    finally:
        qapp.removeEventFilter(watch)
    assert watch.windows == []
    assert office.program.window.isActiveWindow()
