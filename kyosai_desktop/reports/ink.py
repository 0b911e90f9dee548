"""Drawing on one page: tints first, then rules, then all text in a single text object, which is what makes it fast.

Coordinates are points from the lower left corner of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyosai_desktop.reports.house_style import INK
from kyosai_desktop.reports.typefaces import Style, face, font

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


class Lettering:
    """Text as PDF operators for one document, remembering what it has set before: tables repeat their texts."""

    def __init__(self, canvas: Canvas) -> None:
        from reportlab.lib.rl_accel import escapePDF

        self._escape = escapePDF
        # ReportLab hands out subsets of a font per document, and offers no public name for the document.
        self._document = canvas._doc
        self._set: dict[tuple[Style, str], tuple[tuple[str, str], ...]] = {}

    def pieces(self, style: Style, text: str) -> tuple[tuple[str, str], ...]:
        """``text`` as (PDF font name, escaped string), one for each subset of a font it needs."""
        key = (style, text)
        found = self._set.get(key)
        if found is None:
            found = self._set[key] = tuple(
                (font(name).getSubsetInternalName(subset, self._document), self._escape(codes))
                for name, part in face(style).runs(text)
                for subset, codes in font(name).splitString(part, self._document)
            )
        return found


class Ink:
    """What is drawn on one page; ``draw`` puts it on the canvas."""

    def __init__(self, lettering: Lettering) -> None:
        self._lettering = lettering
        self._tints: list[str] = []
        self._rules: dict[float, list[str]] = {}
        self._text: list[str] = []
        self._font = ("", 0.0)
        self._spacing = 0.0

    def text(self, x: float, y: float, text: str, style: Style, size: float, *, spacing: float = 0.0) -> None:
        """One line of printable text with its left end at ``x`` on the baseline ``y``; ``spacing`` after each glyph."""
        if not text:
            return
        add = self._text.append
        if spacing != self._spacing:
            self._spacing = spacing
            add(f"{spacing:.3f} Tc")
        add(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        for name, codes in self._lettering.pieces(style, text):
            if self._font != (name, size):
                self._font = (name, size)
                add(f"{name} {size:g} Tf")
            add(f"({codes}) Tj")

    def text_right(self, x: float, y: float, text: str, style: Style, size: float) -> None:
        """As ``text``, with the right end at ``x``."""
        self.text(x - face(style).width(text, size), y, text, style, size)

    def text_centred(self, x: float, y: float, text: str, style: Style, size: float) -> None:
        """As ``text``, with the middle at ``x``."""
        self.text(x - face(style).width(text, size) / 2, y, text, style, size)

    def tint(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """A filled rectangle under rules and text; ``grey`` from 0 (black) to 1 (white)."""
        self._tints.append(f"{grey:g} g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def rule(self, x1: float, y1: float, x2: float, y2: float, width: float) -> None:
        """A black line of ``width`` points."""
        self._rules.setdefault(width, []).append(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l")

    def draw(self, canvas: Canvas) -> bytes:
        """Put everything on the canvas's current page, and give back what was put there."""
        parts = [*self._tints, f"{INK:g} G {INK:g} g"]
        for width, paths in sorted(self._rules.items()):
            parts += [f"{width:g} w", *paths, "S"]
        if self._text:
            parts += ["BT", *self._text, "ET"]
        drawn = "\n".join(parts)
        canvas.addLiteral(drawn)
        return drawn.encode()
