"""The total in a large card, and each council as a tile to press: painted, so that many cost no more than one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from kyosai_desktop.ui.home.bars import fitting, is_behind, paint_bar, scaled, tone_of
from kyosai_desktop.ui.home.content import Standing
from kyosai_desktop.ui.theme import heading_font, number_font
from kyosai_desktop.ui.tokens import Tokens, tokens_of

if TYPE_CHECKING:
    from kyosai_desktop.domain.series import Council
    from kyosai_desktop.operations.progress import Achievement, Progress

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_TILE_RATE = 1.9  # how much larger than text
_SIGN_SCALE, _SIGN_GAP = 0.55, 3  # of the percent sign, beside its figures


class TotalCard(QWidget):
    """The achievement of everything together, with lines at its foot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self._notes: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_progress(self, progress: Progress, *notes: str) -> None:
        """Replace what the card tells."""
        self._progress, self._notes = progress, notes
        total = progress.total
        spoken = (total.name, f"達成率 {total.rate.text or 'なし'}", shortfall_words(progress), _standard_words(progress),
                  total.counts_text(), total.missing_text(), *notes)  # fmt: skip
        self.setAccessibleName("、".join(part for part in spoken if part))
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 16, line * 13)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 13, round(line * 11.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self.palette())
        paint_card(painter, tokens, QRectF(self.rect()))
        if self._progress:
            self._paint(painter, tokens, self._progress)
        painter.end()

    def _paint(self, painter: QPainter, tokens: Tokens, progress: Progress) -> None:
        shown, standard = progress.total, progress.standard
        line = self.fontMetrics().height()
        inside = QRectF(self.rect()).adjusted(16, 12, -16, -10)
        painter.setPen(QColor(tokens.text))
        title = f"{shown.name} 達成率"
        painter.setFont(fitting(heading_font(self.font(), 1.05), title, inside.width()))
        painter.drawText(QRectF(inside.left(), inside.top(), inside.width(), line * 1.3), _LEFT, title)
        middle = QRectF(inside.left(), inside.top() + line * 1.3, inside.width(), line * 2.9)
        paint_rate(painter, tokens, shown, middle, self.font(), 2.9)
        bar = QRectF(inside.left(), middle.bottom() + 6, inside.width(), 12)
        paint_bar(painter, tokens, shown, standard, bar)
        top = bar.bottom() + line * 0.5
        for text, token in (
            (shortfall_words(progress), "warn"),
            (_standard_words(progress), "warn" if is_behind(shown, standard) else "text"),
            (shown.result_text(), "text"),
            (f"目標 {shown.target.text or '－'} {shown.unit}", "text"),
            (shown.missing_text(), tone_of(shown, standard)),
            *((note, "muted") for note in self._notes),
        ):
            if text and top + line <= inside.bottom() + 4:
                painter.setPen(QColor(getattr(tokens, token)))
                painter.setFont(fitting(self.font(), text, inside.width()))
                painter.drawText(QRectF(inside.left(), top, inside.width(), line * 1.3), _LEFT, text)
                top += line * 1.3


class CouncilTile(QAbstractButton):
    """One council in a line; pressing it shows that council below. Until its figures come it has only its name."""

    def __init__(self, council: Council, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.council = council
        self._standing: Standing | None = None
        self.setText(council.name)
        self.setAccessibleName(council.name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_standing(self, standing: Standing) -> None:
        """Replace what the tile tells."""
        self.council, self._standing = standing.council, standing
        self.setText(standing.council.name)
        progress = standing.progress
        words = (
            f"達成率 {progress.total.rate.text or 'なし'}、{_standard_words(progress)}、{_council_words(progress)}"
            if progress
            else "まだ数字がありません"
        )
        self.setAccessibleName(f"{standing.council.name}、{words}")
        self.setToolTip(f"{standing.council.name}を見る")
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 18, round(line * 3.1) + 10)  # what it paints is fitted to the room it gets

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self.palette())
        strong = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(QColor(tokens.accent if strong else tokens.line), 2 if strong else 1))
        painter.setBrush(QColor(tokens.accent_soft if self.isChecked() else tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 6, 6)
        self._paint(painter, tokens)
        painter.end()

    def _paint(self, painter: QPainter, tokens: Tokens) -> None:
        line = self.fontMetrics().height()
        inside = QRectF(self.rect()).adjusted(14, 4, -14, -4)
        name_width = inside.width() * 0.36
        upper = QRectF(inside.left(), inside.top() + 3, name_width, line * 1.4)
        lower = QRectF(inside.left(), upper.bottom(), name_width, line * 1.4)
        painter.setPen(QColor(tokens.text))
        name = self.council.name
        painter.setFont(fitting(heading_font(self.font(), 1.0), name, name_width - 8))
        painter.drawText(upper, _LEFT, name)
        if self._standing is None:
            return
        progress = self._standing.progress
        painter.setPen(QColor(tokens.muted))
        when = progress.as_of if progress else "まだ数字がありません"
        painter.setFont(fitting(scaled(self.font(), 0.92), when, name_width - 8))
        painter.drawText(lower, _LEFT, when)
        if progress is None:
            return
        room = rate_width(self.font(), _TILE_RATE)
        figure = QRectF(inside.left() + name_width, inside.top(), room, inside.height())
        paint_rate(painter, tokens, progress.total, figure, self.font(), _TILE_RATE)
        right = QRectF(figure.right() + 8, inside.top(), inside.right() - figure.right() - 8, inside.height())
        paint_bar(
            painter,
            tokens,
            progress.total,
            progress.standard,
            QRectF(right.left(), right.top() + line * 0.75, right.width(), 10),
        )
        words = f"{_standard_words(progress)}　{_council_words(progress)}"
        painter.setPen(QColor(tokens.warn if progress.shortfall else tokens.text))
        painter.setFont(fitting(scaled(self.font(), 0.92), words, right.width()))
        painter.drawText(
            QRectF(right.left(), right.bottom() - line * 1.6, right.width(), line * 1.4), _LEFT, words
        )


def rate_width(base: QFont, scale: float) -> float:
    """The room of a rate with three digits before the point: years above 100 % are nothing rare."""
    figure = QFontMetricsF(number_font(base, bold=True, scale=scale)).horizontalAdvance("888.8")
    return figure + _SIGN_GAP + _sign_width(base, scale)


def _sign_width(base: QFont, scale: float) -> float:
    return QFontMetricsF(number_font(base, scale=scale * _SIGN_SCALE)).horizontalAdvance("%")


def paint_rate(
    painter: QPainter, tokens: Tokens, shown: Achievement, rect: QRectF, base: QFont, scale: float
) -> None:
    """A rate in figures ``scale`` times as large as text, smaller where they don't fit, with a small percent sign."""
    figure = shown.rate.text.removesuffix("%").removesuffix("％") or "－"
    sign_room = _SIGN_GAP + _sign_width(base, scale) if shown.rate.text else 0.0
    font = fitting(number_font(base, bold=True, scale=scale), figure, rect.width() - sign_room + 1)
    painter.setPen(QColor(tokens.good if shown.share is not None and shown.share >= 1 else tokens.text))
    painter.setFont(font)
    painter.drawText(rect, _LEFT, figure)
    if shown.rate.text:
        width = QFontMetricsF(font).horizontalAdvance(figure)
        painter.setFont(number_font(base, scale=scale * _SIGN_SCALE))
        sign = QRectF(rect.left() + width + _SIGN_GAP, rect.top() + rect.height() * 0.1, 60, rect.height())
        painter.drawText(sign, _LEFT, "%")


def paint_card(painter: QPainter, tokens: Tokens, rect: QRectF) -> None:
    """The ground of a card."""
    painter.setPen(QColor(tokens.line))
    painter.setBrush(QColor(tokens.surface))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def behind_words(progress: Progress) -> str:
    """「下回る項目5・ブロック16」."""
    parts = [
        f"{what}{len(found)}"
        for what, found in (("項目", progress.behind), ("ブロック", progress.blocks_behind))
        if found
    ]
    return f"下回る{'・'.join(parts)}" if parts else "下回るものなし"


def shortfall_words(progress: Progress) -> str:
    """「18ブロック中17が未報告」 beside a rate that is only as far as the reports are; '' beside a complete one."""
    return progress.shortfall.counts() if progress.shortfall else ""


def _council_words(progress: Progress) -> str:
    """Who hasn't reported; only when all have, who is behind."""
    return progress.shortfall.short_counts() if progress.shortfall else behind_words(progress)


def _standard_words(progress: Progress) -> str:
    return f"標準進捗率 {progress.standard_text}％"
