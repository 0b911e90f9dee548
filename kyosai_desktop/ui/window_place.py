"""Where the window stands: as last time, but always on a screen that is there."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_USUAL = (1366, 768)
_SMALLEST = (1024, 640)
_USUAL_TITLE_BAR = 32
_BORDER = 2
_TITLE_BARS_PER_INCH = 4


def restore(window: QWidget, geometry: QByteArray) -> None:
    """Give ``window`` the saved geometry, or a usual one; then pull it with its title bar onto the nearest screen."""
    window.setMinimumSize(*_SMALLEST)
    if geometry.isEmpty() or not window.restoreGeometry(geometry):
        window.resize(*_USUAL)
        screen = QGuiApplication.primaryScreen().availableGeometry()
        frame = QRect(window.geometry())
        frame.moveCenter(screen.center())
        window.setGeometry(frame)
    if not window.isMaximized() and not window.isFullScreen():
        window.setGeometry(clamped(window.geometry(), _rooms(title_bar(window))))


def clamped(wanted: QRect, screens: list[QRect]) -> QRect:
    """``wanted`` moved, and shrunk if it must be, into the screen it overlaps most (else the first)."""

    def overlap(screen: QRect) -> int:
        shared = screen.intersected(wanted)
        return shared.width() * shared.height() if shared.isValid() else 0

    screen = max(screens, key=overlap)
    width = min(wanted.width(), screen.width())
    height = min(wanted.height(), screen.height())
    left = min(max(wanted.left(), screen.left()), screen.left() + screen.width() - width)
    top = min(max(wanted.top(), screen.top()), screen.top() + screen.height() - height)
    return QRect(left, top, width, height)


def title_bar(window: QWidget) -> int:
    """The height that the desktop's title bar takes: known once the window was shown, before that a usual one."""
    known = window.geometry().top() - window.frameGeometry().top()
    return known or max(window.logicalDpiY() // _TITLE_BARS_PER_INCH, _USUAL_TITLE_BAR)


def _rooms(title: int) -> list[QRect]:
    """Where the content of a window can be, on each screen."""
    return [
        screen.availableGeometry().adjusted(_BORDER, title, -_BORDER, -_BORDER)
        for screen in QGuiApplication.screens()
    ]


def show_full_screen(window: QWidget, wanted: bool) -> None:
    """Fill the screen with the window, or give it its place again."""
    full = Qt.WindowState.WindowFullScreen
    window.setWindowState(window.windowState() | full if wanted else window.windowState() & ~full)
