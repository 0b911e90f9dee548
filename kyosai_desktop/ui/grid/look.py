"""What the grid is painted with: colours, fonts and the lengths that follow from them, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette

from kyosai_desktop.domain.table import RowKind
from kyosai_desktop.ui.theme import number_font
from kyosai_desktop.ui.tokens import Tokens, tokens_of

PADDING = 9
"""Pixels between a cell's edge and its text."""

_SMALL = 0.76  # of the size of the text: marks beside a figure
_MINIMUM_ROW = 29


class Metrics:
    """Widths of texts in one font, measured once each: the same figures are painted again and again."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetricsF(font)
        self._widths: dict[str, int] = {}
        self.ascent = round(self._metrics.ascent())
        self.cap_height = round(self._metrics.capHeight())

    def width(self, text: str) -> int:
        """Pixels that ``text`` takes, rounded up."""
        known = self._widths.get(text)
        if known is None:
            if len(self._widths) > 20_000:
                self._widths.clear()
            known = self._widths[text] = int(self._metrics.horizontalAdvance(text)) + 1
        return known


@dataclass(frozen=True)
class GridLook:
    """Built from a widget's font and palette by ``look_of``; a change of theme makes a new one."""

    tokens: Tokens
    text: Metrics
    text_bold: Metrics
    number: Metrics
    number_bold: Metrics
    small: Metrics
    row_height: int
    header_row_height: int
    em: int
    colours: dict[str, QColor] = field(default_factory=dict)

    def colour(self, token: str) -> QColor:
        """The colour of a token by name."""
        return self.colours[token]

    def ground(self, kind: RowKind) -> QColor | None:
        """The tint of a row, or None for the plain ground."""
        name = _ROW_GROUND.get(kind)
        return None if name is None else self.colours[name]


_ROW_GROUND = {
    RowKind.SUBTOTAL: "subtotal",
    RowKind.TOTAL: "total",
    RowKind.COUNT: "subtotal",
    RowKind.REMAINDER: "computed",
    RowKind.HEADING: "header",
}

BOLD_ROWS = frozenset({RowKind.SUBTOTAL, RowKind.TOTAL, RowKind.HEADING})


def look_of(font: QFont, palette: QPalette) -> GridLook:
    """The look for a widget's ``font`` (the text size the user chose) and ``palette`` (明るい／暗い)."""
    tokens = tokens_of(palette)
    bold = QFont(font)
    bold.setBold(True)
    small = number_font(font, scale=_SMALL)
    text = Metrics(font)
    em = text.width("国") - 1
    return GridLook(
        tokens=tokens,
        text=text,
        text_bold=Metrics(bold),
        number=Metrics(number_font(font)),
        number_bold=Metrics(number_font(font, bold=True)),
        small=Metrics(small),
        row_height=max(_MINIMUM_ROW, em * 2 + 1),
        header_row_height=max(_MINIMUM_ROW, em * 2 + 1),
        em=em,
        colours={name: QColor(getattr(tokens, name)) for name in Tokens._fields if name != "dark"},
    )
