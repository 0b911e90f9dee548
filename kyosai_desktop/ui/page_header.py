"""The head of every page: its title, and always in the same place which council and which 年度 one is in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.viewpoint import Viewpoint
from kyosai_desktop.ui.combo_box import ComboBox
from kyosai_desktop.ui.labels import Elided, Heading, bold_of, command_button, plain, row
from kyosai_desktop.ui.tokens import tokens_of


class Chip(QLabel):
    """A few words on a rounded ground. Painted: a style sheet's padding isn't in a label's size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = "plain"
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setContentsMargins(12, 4, 12, 4)

    def show_words(self, text: str, tone: str) -> None:
        """Replace the words; ``tone``: plain, warn, good, accent."""
        self._tone = tone
        self.setText(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        ground, words = {
            "warn": (tokens.warn_soft, tokens.warn),
            "good": (tokens.good_soft, tokens.good),
            "accent": (tokens.accent_soft, tokens.accent),
        }.get(self._tone, (tokens.header, tokens.muted))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.setPen(QColor(words))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class PageHeader(QWidget):
    """Title and subtitle at the left; state, council and year at the right.

    A subtitle that finds no room beside the title stands below it: the day that figures are of is always in sight.
    """

    council_chosen = Signal(object)
    year_chosen = Signal(object)
    own_book_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Heading()
        self.subtitle = Elided("muted")
        self.below = Elided("muted", Qt.TextElideMode.ElideLeft)
        self.below.setVisible(False)
        self._words = ("", "")
        self.chip = Chip()
        self.chip.setVisible(False)
        self.copy = Chip()
        self.copy.setVisible(False)
        self.sample = Chip()
        self.sample.show_words("見本", "accent")
        self.sample.setToolTip("見本のブックです。氏名はすべて架空で、内訳の数字も見本です。")
        self.own_book = command_button()
        self.own_book.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.own_book.setProperty("link", True)
        self.own_book.setText("空のブックで始める")
        self.own_book.setToolTip("数字のない新しいブックを作ります。見本のブックはそのまま残ります。")
        self.own_book.clicked.connect(self.own_book_wanted)
        self.show_sample(sample=False, may_leave=False)
        council_label = plain("会議体(&K)", "muted")
        year_label = plain("年度(&Y)", "muted")
        self.council = _combo("会議体")
        self.year = _combo("年度")
        council_label.setBuddy(self.council)
        year_label.setBuddy(self.year)
        self._council_parts = (council_label, self.council)
        self._year_parts = (year_label, self.year)
        self._line = row(
            self.title, self.subtitle, self.sample, self.own_book, self.copy, self.chip,
            council_label, self.council, year_label, self.year,
        )  # fmt: skip
        self._second = row(self.below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._line)
        layout.addLayout(self._second)
        self.council.activated.connect(lambda index: self.council_chosen.emit(self.council.itemData(index)))
        self.year.activated.connect(lambda index: self.year_chosen.emit(self.year.itemData(index)))

    def show_page(self, title: str, subtitle: str, aside: str = "") -> None:
        """The page's name and what it shows; ``aside`` where there is room."""
        self.title.setText(title)
        self._words = (subtitle, aside)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a chip came or went, or the text has another size
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Put the subtitle beside the title or below it; there, the way to an own book stands beside it."""
        beside = self.fontMetrics().horizontalAdvance(self._words[0]) <= self._room()
        here, there = (self.subtitle, self.below) if beside else (self.below, self.subtitle)
        there.set_words("")
        here.set_words(*self._words)
        if beside == self.below.isHidden():
            return
        self.below.setVisible(not beside)
        if beside:
            self._line.insertWidget(self._line.indexOf(self.sample) + 1, self.own_book)
        else:
            self._second.addWidget(self.own_book)

    def _room(self) -> int:
        """Pixels beside the title when everything else stands in its line."""
        others = (
            self.title, self.sample, self.own_book, self.copy, self.chip, *self._council_parts, *self._year_parts,
        )  # fmt: skip
        seen = [widget.sizeHint().width() for widget in others if not widget.isHidden()]
        return self.width() - sum(seen) - self._line.spacing() * len(seen)

    def show_copy(self, text: str) -> None:
        """That this is a backup, opened for reading; '' for a book."""
        self.copy.show_words(text, "warn")
        self.copy.setVisible(bool(text))

    def show_sample(self, *, sample: bool, may_leave: bool) -> None:
        """That the book holds 見本データ, and the way to a book of one's own."""
        self.sample.setVisible(sample)
        self.own_book.setVisible(sample and may_leave)

    def show_state(self, text: str, tone: str) -> None:
        """The state chip (「確定前」); '' hides it. ``tone``: plain, warn, good."""
        self.chip.show_words(text, tone)
        self.chip.setVisible(bool(text))

    def show_viewpoint(
        self, councils: Sequence[Council], years: Sequence[FiscalYear], current: Viewpoint | None
    ) -> None:
        """Fill both boxes and show where one is. Without a council both are away."""
        _fill(
            self.council,
            [(council.short_name or council.name, council) for council in councils],
            next((i for i, each in enumerate(councils) if current and each.id == current.council.id), -1),
        )
        listed = list(years)
        if current and current.year not in listed:
            listed = sorted([*listed, current.year])
        _fill(
            self.year,
            [(year.long_text(), year) for year in reversed(listed)],
            list(reversed(listed)).index(current.year) if current else -1,
        )
        for part in (*self._council_parts, *self._year_parts):
            part.setVisible(current is not None)


def _combo(name: str) -> QComboBox:
    combo = ComboBox(name)
    combo.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    bold_of(combo)
    return combo


def _fill(combo: QComboBox, choices: list[tuple[str, object]], current: int) -> None:
    with QSignalBlocker(combo):
        combo.clear()
        for text, value in choices:
            combo.addItem(text, value)
        combo.setCurrentIndex(current)
