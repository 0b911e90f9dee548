"""What waits until a widget stands on the screen. A timer of no time doesn't: it runs before the first paint."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


def after_painting(widget: QWidget, act: Callable[[], object]) -> None:
    """Call ``act`` once, from the event loop, when ``widget`` and what lies in it have been painted next.

    One that was hidden again meanwhile waits for its next paint; with one that goes, ``act`` goes too. The caller sees
    to it that there is something to paint (``show``, ``update``).
    """
    widget.installEventFilter(_Waiting(widget, act))


class _Waiting(QObject):
    """Watches one widget until it is painted. Gone with it."""

    def __init__(self, widget: QWidget, act: Callable[[], object]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._act = act

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self, self._carry_out)  # the children are still to be painted
        return False

    def _carry_out(self) -> None:
        if self._widget.isVisible():
            self.deleteLater()
            self._act()
        else:
            self._widget.installEventFilter(self)
