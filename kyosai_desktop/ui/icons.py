"""Icons from the shipped SVG files, in the colour of the theme and sharp at any scale.

An icon asks for its colour while it is drawn, so nothing has to be replaced when 明るい／暗い changes.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kyosai_desktop.domain.resources import resource_path
from kyosai_desktop.ui.tokens import tokens_of


def icon(name: str, colour: str = "accent") -> QIcon:
    """The shipped icon ``name`` (``resources/icons/<name>.svg``) in the token ``colour``.

    Raises FileNotFoundError for a name that doesn't ship.
    """
    if f"{name}.svg" not in _shipped():
        _svg(name)  # a wrong name is found here, not in the middle of painting
    return QIcon(_TokenEngine(name, colour))


def paint_icon(painter: QPainter, name: str, colour: str, rect: QRectF) -> None:
    """Draw a shipped icon into ``rect`` in the ``#RRGGBB`` colour, without a pixmap between."""
    _renderer(name, colour).render(painter, rect)


@cache
def _shipped() -> frozenset[str]:
    return frozenset(each.name for each in resource_path("icons").iterdir())


@cache
def _svg(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_svg(name).replace("currentColor", colour).encode()))


class _TokenEngine(QIconEngine):
    """Draws one SVG in one token of the application's palette; disabled icons take the disabled token."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def clone(self) -> QIconEngine:
        return _TokenEngine(self._name, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        tokens = tokens_of(QGuiApplication.palette())
        colour = tokens.disabled if mode == QIcon.Mode.Disabled else getattr(tokens, self._colour)
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        paint_icon(painter, self._name, colour, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # Qt gives the size in device-independent pixels
        pixmap = QPixmap(size * scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap
