"""The three faces of the house on paper, their widths, and the glyphs they lack.

BIZ UDGothic has digits of equal width (BIZ UDPGothic's "1" is narrow, so it never carries figures). None of the
BIZ UD faces has 𠮷 and some 3,000 other kanji of JIS X 0213: those come, glyph by glyph, from Noto Sans JP.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from kyosai_desktop.domain.resources import resource_path

if TYPE_CHECKING:
    from kyosai_desktop.reports.embedded_font import EmbeddedFont

# The mark that Japanese printers put where they have no type for a character.
MISSING_GLYPH = "〓"

# Noto Sans JP stands in the order of preference after every face of the house.
_FALLBACK = "NotoSansJP-Regular"


class Style(StrEnum):
    """A face by its use; the value is its font file's stem and its name inside ReportLab."""

    FIGURES = "BIZUDGothic-Regular"
    STRONG = "BIZUDGothic-Bold"
    PROSE = "BIZUDMincho-Regular"


class Advances(dict[str, int]):
    """Advance width of each character in thousandths of the size, learned as they are asked for."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style

    def __missing__(self, char: str) -> int:
        name, drawn = _source(self._style, char)
        width: int = round(font(name).face.getCharWidth(ord(drawn)))
        self[char] = width
        return width


class Face:
    """One face with its fallback. Sizes and widths are in points."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.advances = Advances(style)
        # tables measure the same texts again and again
        self.units = lru_cache(maxsize=16_384)(self._units)
        self._covered = frozenset(map(chr, font(style.value).face.charToGlyph))

    def width(self, text: str, size: float) -> float:
        """The width of one line of ``printable`` text."""
        return self.units(text) * size / 1000

    def _units(self, text: str) -> int:
        """The width of one line of ``printable`` text in thousandths of the size."""
        return sum(map(self.advances.__getitem__, text))

    def runs(self, text: str) -> list[tuple[str, str]]:
        """``text`` cut where the font changes: ``[("BIZUDGothic-Regular", "土"), ("NotoSansJP-Regular", "𠮷")]``.

        A character that no font has is replaced by 〓, so that it is seen to be missing.
        """
        if self._covered.issuperset(text):
            return [(self.style.value, text)]
        sources = [_source(self.style, char) for char in text]
        return [
            (name, "".join(char for _, char in run))
            for name, run in groupby(sources, lambda source: source[0])
        ]


@cache
def face(style: Style) -> Face:
    """The face for ``style``, read and registered with ReportLab at its first use (about 30 ms)."""
    return Face(style)


def _source(style: Style, char: str) -> tuple[str, str]:
    """The font that draws ``char``, and what it draws."""
    code = ord(char)
    if code in font(style.value).face.charToGlyph:
        return style.value, char
    if code in font(_FALLBACK).face.charToGlyph:
        return _FALLBACK, char
    return style.value, MISSING_GLYPH


@cache
def font(name: str) -> EmbeddedFont:
    """The shipped font ``name``, read and registered with ReportLab at its first use."""
    from reportlab.pdfbase.pdfmetrics import registerFont

    from kyosai_desktop.reports.embedded_font import EmbeddedFont

    loaded = EmbeddedFont(name, str(resource_path("fonts", f"{name}.ttf")))
    registerFont(loaded)
    return loaded
