"""Cards with one achievement each: name, rate, bar, counts. Painted, so that thirty cost no more than three."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyosai_desktop.ui.home.content import Achievement
from kyosai_desktop.ui.icons import paint_icon
from kyosai_desktop.ui.theme import number_font
from kyosai_desktop.ui.tokens import Tokens, tokens_of

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


def tone_of(achievement: Achievement) -> str:
    """The token of a rate: good from 100 %, accent from 80 %, warn below. Never the only sign: a word stands beside."""
    share = achievement.share
    if share is None:
        return "muted"
    return "good" if share >= 1 else "accent" if share >= 0.8 else "warn"


class AchievementCard(QWidget):
    """One achievement; ``large`` for the total of all."""

    def __init__(self, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._large = large
        self._achievement: Achievement | None = None
        self._notes: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_achievement(self, achievement: Achievement, *notes: str) -> None:
        """Replace what the card tells; ``notes`` are lines at the foot of a large card."""
        self._achievement = achievement
        self._notes = notes
        spoken = (achievement.name, f"達成率 {_rate(achievement)}", achievement.counts_text(),
                  achievement.missing_text(), *notes)  # fmt: skip
        self.setAccessibleName("、".join(part for part in spoken if part))
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 17, line * 13) if self._large else QSize(line * 15, line * 6)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 13, line * 11) if self._large else QSize(line * 11, int(line * 5.3) + 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self.palette())
        paint_card(painter, tokens, QRectF(self.rect()))
        if self._achievement:
            if self._large:
                self._paint_large(painter, tokens, self._achievement)
            else:
                self._paint_small(painter, tokens, self._achievement)
        painter.end()

    def _paint_small(self, painter: QPainter, tokens: Tokens, shown: Achievement) -> None:
        line = self.fontMetrics().height()
        height = line * 4.6 + 13
        inside = QRectF(14, (self.height() - height) / 2, self.width() - 28, height)
        painter.setPen(QColor(tokens.muted))
        painter.setFont(self.font())
        name = self.fontMetrics().elidedText(shown.name, Qt.TextElideMode.ElideRight, int(inside.width()))
        painter.drawText(QRectF(inside.left(), inside.top(), inside.width(), line * 1.3), _LEFT, name)
        middle = QRectF(inside.left(), inside.top() + line * 1.3, inside.width(), line * 1.9)
        self._paint_rate(painter, tokens, shown, middle, 1.75)
        self._paint_chip(painter, tokens, shown, middle)
        bar = QRectF(inside.left(), middle.bottom() + 3, inside.width(), 8)
        paint_bar(painter, tokens, shown, bar)
        painter.setPen(QColor(tokens.muted))
        painter.setFont(fitting(_scaled(self.font(), 0.92), shown.counts_text(), inside.width()))
        rest = QRectF(inside.left(), bar.bottom() + 2, inside.width(), line * 1.4)
        painter.drawText(rest, _LEFT, shown.counts_text())

    def _paint_large(self, painter: QPainter, tokens: Tokens, shown: Achievement) -> None:
        line = self.fontMetrics().height()
        inside = QRectF(self.rect()).adjusted(18, 14, -18, -14)
        painter.setPen(QColor(tokens.muted))
        painter.setFont(self.font())
        painter.drawText(QRectF(inside.left(), inside.top(), inside.width(), line * 1.3), _LEFT,
                         f"{shown.name} 達成率")  # fmt: skip
        middle = QRectF(inside.left(), inside.top() + line * 1.4, inside.width(), line * 3.4)
        self._paint_rate(painter, tokens, shown, middle, 3.2)
        bar = QRectF(inside.left(), middle.bottom() + 6, inside.width(), 12)
        paint_bar(painter, tokens, shown, bar)
        top = bar.bottom() + line * 0.7
        for text, token in (
            (shown.counts_text(), "text"),
            (shown.missing_text(), tone_of(shown)),
            *((note, "muted") for note in self._notes),
        ):
            if text:
                painter.setPen(QColor(getattr(tokens, token)))
                painter.setFont(fitting(self.font(), text, inside.width()))
                painter.drawText(QRectF(inside.left(), top, inside.width(), line * 1.3), _LEFT, text)
                top += line * 1.45

    def _paint_rate(
        self, painter: QPainter, tokens: Tokens, shown: Achievement, rect: QRectF, scale: float
    ) -> None:
        figure = shown.rate.text.removesuffix("%").removesuffix("％") or "－"
        font = number_font(self.font(), bold=True, scale=scale)
        tone = tone_of(shown)
        painter.setPen(QColor(getattr(tokens, "good" if tone == "good" else "text")))
        painter.setFont(font)
        painter.drawText(rect, _LEFT, figure)
        if shown.rate.text:
            width = QFontMetricsF(font).horizontalAdvance(figure)
            painter.setFont(number_font(self.font(), scale=scale * 0.55))
            sign = QRectF(rect.left() + width + 3, rect.top() + rect.height() * 0.14, 60, rect.height())
            painter.drawText(sign, _LEFT, "%")

    def _paint_chip(self, painter: QPainter, tokens: Tokens, shown: Achievement, rect: QRectF) -> None:
        words = shown.missing_text()
        if not words:
            return
        reached = words == "達成"
        font = _scaled(self.font(), 0.92)
        metrics = QFontMetricsF(font)
        height = metrics.height() + 8
        side = metrics.height() if reached else 0.0
        width = metrics.horizontalAdvance(words) + 20 + side
        chip = QRectF(rect.right() - width, rect.center().y() - height / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.good_soft if reached else tokens.header))
        painter.drawRoundedRect(chip, height / 2, height / 2)
        colour = tokens.good if reached else tokens.muted
        if reached:
            spot = QRectF(chip.left() + 8, chip.center().y() - side / 2, side, side)
            paint_icon(painter, "circle-check", colour, spot)
        painter.setPen(QColor(colour))
        painter.setFont(font)
        painter.drawText(chip.adjusted(side, 0, 0, 0), _CENTRE, words)


def paint_card(painter: QPainter, tokens: Tokens, rect: QRectF) -> None:
    """The ground of a card."""
    painter.setPen(QColor(tokens.line))
    painter.setBrush(QColor(tokens.surface))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def paint_bar(painter: QPainter, tokens: Tokens, shown: Achievement, rect: QRectF) -> None:
    """The bar of a rate; full from 100 %."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.track))
    radius = rect.height() / 2
    painter.drawRoundedRect(rect, radius, radius)
    share = shown.share
    if share is not None and share > 0:
        filled = QRectF(rect)
        filled.setWidth(max(rect.width() * min(float(share), 1.0), rect.height()))
        painter.setBrush(QColor(getattr(tokens, tone_of(shown))))
        painter.drawRoundedRect(filled, radius, radius)


def fitting(font: QFont, text: str, width: float) -> QFont:
    """``font``, or smaller where ``text`` would not fit into ``width`` pixels."""
    needed = QFontMetricsF(font).horizontalAdvance(text)
    return font if needed < width else _scaled(font, width / needed * 0.96)


def _rate(shown: Achievement) -> str:
    return shown.rate.text or "なし"


def _scaled(font: QFont, scale: float) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * scale)
    return made
