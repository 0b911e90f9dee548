"""Labels in the house's few sizes. BIZ UD fonts have no leading of their own, so wrapped text gets a line height."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from kyosai_desktop.ui.theme import heading_font


def bold_of(widget: QWidget) -> None:
    """Make a widget's text bold; its size goes on following the user's choice."""
    font = QFont()
    font.setBold(True)
    widget.setFont(font)


class Heading(QLabel):
    """A title ``scale`` times as large as text, bold, at any size of text."""

    def __init__(self, text: str = "", scale: float = 1.5, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._scale = scale
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self.setFont(heading_font(QApplication.font(), self._scale))


def plain(text: str = "", tone: str = "") -> QLabel:
    """One line of text; ``tone`` is '', 'muted', 'good' or 'bad'."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if tone:
        label.setProperty("tone", tone)
    return label


class Elided(QLabel):
    """One line that gives way: what finds no room becomes …, and the tool tip has it all.

    ``aside`` follows the text only where both find room.
    """

    def __init__(self, tone: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._aside = ""
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if tone:
            self.setProperty("tone", tone)

    def set_words(self, text: str, aside: str = "") -> None:
        """Replace the text and what may be left out behind it."""
        self._aside = aside
        self.setText(text)
        self.update()

    def shown(self) -> str:
        """The words as they fit into the label's width."""
        whole = self._whole()
        if self.fontMetrics().horizontalAdvance(whole) <= self.width():
            return whole
        return self.fontMetrics().elidedText(self.text(), self._mode, self.width())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text, whole = self.shown(), self._whole()
        self.setToolTip("" if text == whole else whole)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def _whole(self) -> str:
        return "　".join(part for part in (self.text(), self._aside) if part)


class Paragraph(QLabel):
    """Text that wraps, with air between its lines.

    It asks for the height that its width needs as a minimum: layouts in layouts keep an old height for a width when a
    text comes at the moment in which the size of letters changes.
    """

    def __init__(self, text: str = "", tone: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        if tone:
            self.setProperty("tone", tone)
        self.set_words(text)

    def set_words(self, text: str) -> None:
        """Replace the text (plain text; line breaks are kept)."""
        lines = "<br>".join(_escaped(line) for line in text.splitlines())
        self.setText(f'<p style="line-height:140%; margin:0">{lines}</p>')
        self.setAccessibleName(text)
        self._take_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._take_height()

    def _take_height(self) -> None:
        if self.testAttribute(Qt.WidgetAttribute.WA_Resized):  # else nobody has said how wide it will be
            self.setMinimumHeight(self.heightForWidth(self.width()))


def button(text: str, *, primary: bool = False) -> QPushButton:
    """A push button; one ``primary`` at most per page."""
    made = QPushButton(text)
    made.setMinimumHeight(32)
    made.setAutoDefault(False)
    if primary:
        made.setProperty("primary", True)
    return made


def command_button() -> QToolButton:
    """A flat button of a command bar: icon and words."""
    made = QToolButton()
    made.setProperty("command", True)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setMinimumHeight(32)
    return made


def upright_rule() -> QFrame:
    """A thin line between groups of commands."""
    rule = QFrame()
    rule.setProperty("rule", True)
    rule.setFixedWidth(1)
    rule.setMinimumHeight(20)
    return rule


def row(*widgets: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; None is the space that grows."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout


def _escaped(text: str) -> str:
    """``html.escape`` without its quotes and without the two thousand names of characters that come with it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
