"""The pages down the left side: a tab bar lying on its side, so that keyboards and screen readers know what it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from kyosai_desktop.ui.icons import paint_icon
from kyosai_desktop.ui.tokens import tokens_of

_GAP = 4
_MARGIN = 8


class Navigation(QTabBar):
    """Tabs from top to bottom; the last one (設定) stands at the foot, all the space between belongs to nobody."""

    pressed_again = Signal(int)
    """The current page was pressed: it may be covered by help or 検算."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons: list[str] = []
        self._hovered = -1
        self._covered = False
        self.setShape(QTabBar.Shape.RoundedWest)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("ページ")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def add_page(self, title: str, icon_name: str) -> None:
        """Add a tab at the end."""
        self._icons.append(icon_name)
        index = self.addTab(title)
        self.setTabToolTip(index, f"{title}（Ctrl+{index + 1}）")
        self.setAccessibleTabName(index, title)

    def set_covered(self, *, covered: bool) -> None:
        """Something that is none of the pages is shown (検算, ヘルプ): no page is marked as the current one."""
        self._covered = covered
        self.update()

    def marked(self) -> int:
        """The page that is marked as the current one, -1 for none."""
        return -1 if self._covered else self.currentIndex()

    def tabSizeHint(self, index: int) -> QSize:
        height = self._height_of_one()
        if index == self.count() - 1:
            height = max(height, self.height() - _MARGIN - height * (self.count() - 1))
        return QSize(self._width(), height)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return QSize(self._width(), self._height_of_one())

    def sizeHint(self) -> QSize:
        return QSize(self._width(), self._height_of_one() * self.count() + _MARGIN)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def button_rect(self, index: int) -> QRect:
        """Where a page's button is drawn and can be pressed."""
        rect = self.tabRect(index).translated(0, _MARGIN)
        if index == self.count() - 1:
            rect.setTop(max(rect.top(), self.height() - self._height_of_one() - _MARGIN))
        rect.setHeight(self._height_of_one())
        return rect.adjusted(_MARGIN, _GAP // 2, -_MARGIN, -_GAP // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # not fillRect: among what that takes are Qt's named gradients, long to list before the first paint
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.nav))
        painter.drawRect(self.rect())
        for index in range(self.count()):
            rect = self.button_rect(index)
            current = index == self.marked()
            if current or index == self._hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                ground = QColor(tokens.nav_current)
                ground.setAlpha(255 if current else 110)
                painter.setBrush(ground)
                painter.drawRoundedRect(rect, 5, 5)
            if index == self.currentIndex() and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(tokens.nav_text), 2))
                painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 5, 5)
            side = self.fontMetrics().height() * 1.35
            square = QRectF(rect.left() + 10, rect.center().y() - side / 2, side, side)
            paint_icon(painter, self._icons[index], tokens.nav_text, square)
            font = QFont(self.font())
            font.setBold(current)
            painter.setFont(font)
            painter.setPen(QColor(tokens.nav_text))
            text = rect.adjusted(int(side) + 22, 0, 0, 0)
            painter.drawText(
                text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.tabText(index)
            )
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # a stock tab bar knows only the keys of a lying one
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.setCurrentIndex(min(max(self.currentIndex() + step, 0), self.count() - 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            if index == self.currentIndex():
                self.pressed_again.emit(index)
            self.setCurrentIndex(index)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._index_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            self.update()

    def _index_at(self, point: QPoint) -> int:
        return next((index for index in range(self.count()) if self.button_rect(index).contains(point)), -1)

    def _height_of_one(self) -> int:
        return max(42, int(self.fontMetrics().height() * 1.8) + 16) + _GAP

    def _width(self) -> int:
        metrics = self.fontMetrics()
        words = max((metrics.horizontalAdvance(self.tabText(i)) for i in range(self.count())), default=0)
        return max(132, int(words * 1.06) + int(metrics.height() * 1.35) + 2 * _MARGIN + 34)
