"""Bars of 達成率 with a mark at 標準進捗率. Colour is never the only sign: a word or ▼ stands beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyosai_desktop.ui.theme import number_font
from kyosai_desktop.ui.tokens import Tokens, tokens_of

if TYPE_CHECKING:
    from fractions import Fraction

    from kyosai_desktop.operations.progress import Achievement

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
BEHIND_MARK = "▼"


def is_behind(shown: Achievement, standard: Fraction) -> bool:
    """Whether a rate is below 標準進捗率; False without one."""
    return shown.share is not None and shown.share < standard


def tone_of(shown: Achievement, standard: Fraction) -> str:
    """The token of a rate: good from 100 %, warn below 標準進捗率, accent between."""
    if shown.share is None:
        return "muted"
    if shown.share >= 1:
        return "good"
    return "warn" if is_behind(shown, standard) else "accent"


def paint_bar(
    painter: QPainter, tokens: Tokens, shown: Achievement, standard: Fraction, rect: QRectF
) -> None:
    """The bar of a rate, full from 100 %, and the upright mark of 標準進捗率."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.track))
    radius = rect.height() / 2
    painter.drawRoundedRect(rect, radius, radius)
    if shown.share is not None and shown.share > 0:
        filled = QRectF(rect)
        filled.setWidth(max(rect.width() * min(float(shown.share), 1.0), rect.height()))
        painter.setBrush(QColor(getattr(tokens, tone_of(shown, standard))))
        painter.drawRoundedRect(filled, radius, radius)
    x = rect.left() + rect.width() * min(float(standard), 1.0)
    painter.setPen(QPen(QColor(tokens.surface), 4))
    painter.drawLine(QPointF(x, rect.top() - 3), QPointF(x, rect.bottom() + 3))
    painter.setPen(QPen(QColor(tokens.text), 2))
    painter.drawLine(QPointF(x, rect.top() - 4), QPointF(x, rect.bottom() + 4))


def scaled(font: QFont, scale: float) -> QFont:
    """``font`` at another size."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * scale)
    return made


def fitting(font: QFont, text: str, width: float) -> QFont:
    """``font``, or smaller where ``text`` would not fit into ``width`` pixels."""
    needed = QFontMetricsF(font).horizontalAdvance(text)
    return font if needed < width else scaled(font, width / needed * 0.96)


class BarRow(QWidget):
    """One achievement in one line: name, bar, rate, and how much is left."""

    def __init__(self, *, with_counts: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._with_counts = with_counts
        self._shown: tuple[Achievement, Fraction] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_achievement(self, shown: Achievement, standard: Fraction) -> None:
        """Replace what the row tells."""
        self._shown = shown, standard
        slow = "標準進捗率を下回る" if is_behind(shown, standard) else ""
        spoken = (
            shown.name,
            f"達成率 {shown.rate.text or 'なし'}",
            shown.counts_text(),
            shown.missing_text(),
            slow,
        )
        self.setAccessibleName("、".join(part for part in spoken if part))
        self.setToolTip(f"{shown.name}　{shown.counts_text()}")
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * (26 if self._with_counts else 16), round(line * 1.55))

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * (20 if self._with_counts else 13), round(line * 1.3))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        (shown, standard), tokens = self._shown, tokens_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, height = self.fontMetrics().height(), float(self.height())
        rate_width, word_width = line * 4.1, line * 6.2 if self._with_counts else 0.0
        name_width = line * (9.0 if self._with_counts else 4.8)
        painter.setPen(QColor(tokens.text))
        painter.setFont(self.font())
        painter.drawText(QRectF(0, 0, name_width, height), _LEFT, self._name(shown.name, int(name_width)))
        bar = QRectF(
            name_width + 10, height / 2 - 5, self.width() - name_width - rate_width - word_width - 16, 10
        )
        paint_bar(painter, tokens, shown, standard, bar)
        self._paint_rate(painter, tokens, shown, standard, QRectF(bar.right() + 4, 0, rate_width, height))
        if self._with_counts:
            words = shown.missing_text() or "－"
            painter.setPen(QColor(tokens.good if words == "達成" else tokens.muted))
            painter.setFont(fitting(scaled(self.font(), 0.92), words, word_width - 6))
            painter.drawText(QRectF(self.width() - word_width, 0, word_width, height), _RIGHT, words)
        painter.end()

    def _name(self, name: str, width: int) -> str:
        """The name, without what stands in brackets where that leaves no room; the tool tip has all of it."""
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(name) > width:
            name = name.partition("（")[0]
        return metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)

    def _paint_rate(
        self, painter: QPainter, tokens: Tokens, shown: Achievement, standard: Fraction, rect: QRectF
    ) -> None:
        line = self.fontMetrics().height()
        behind = is_behind(shown, standard)
        painter.setPen(QColor(tokens.warn if behind else getattr(tokens, tone_of(shown, standard))))
        painter.setFont(scaled(self.font(), 0.8))
        if behind:
            painter.drawText(QRectF(rect.left(), rect.top(), line, rect.height()), _LEFT, BEHIND_MARK)
        painter.setPen(QColor(tokens.text))
        painter.setFont(number_font(self.font(), bold=True))
        painter.drawText(rect, _RIGHT, shown.rate.text or "－")
