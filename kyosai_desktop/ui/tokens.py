"""The colours of the program by what they mean, once for 明るい and once for 暗い.

Contrasts (text on its ground ≥ 4.5, focus frame ≥ 3) are computed in the tests over ``TEXT_PAIRS``.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette


class Tokens(NamedTuple):
    """Colours as ``#RRGGBB``. ``…_soft`` is the ground that belongs to a text colour of the same meaning."""

    dark: bool
    page: str  # ground of a page, around cards and grids
    surface: str  # ground of cells, cards, fields
    header: str  # ground of header cells
    subtotal: str  # ground of rows of subtotals
    total: str  # ground of the pinned total
    computed: str  # ground of computed cells in an editor
    locked: str  # ground of confirmed cells and past years
    hover: str
    text: str
    muted: str  # secondary text
    disabled: str  # text of what can't be used now; exempt from the contrast rule
    line: str  # thin lines between cells
    strong_line: str  # lines between groups, right of frozen columns
    accent: str  # links, current tab, focus frame, bars below 100 %
    accent_soft: str  # selected cells
    on_accent: str  # text on an accent ground
    focus: str  # frame of the current cell and of focused controls
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    track: str  # the empty part of a bar
    target_bar: str  # bars of 目標 in charts
    nav: str
    nav_current: str
    nav_text: str


LIGHT = Tokens(
    dark=False,
    page="#F4F6FA",
    surface="#FFFFFF",
    header="#ECF0F5",
    subtotal="#E6ECF5",
    total="#D9E2EE",
    computed="#F1F3F7",
    locked="#F3EEDF",
    hover="#E7ECF3",
    text="#171C22",
    muted="#515C69",
    disabled="#9AA3AE",
    line="#D9DFE7",
    strong_line="#4D5866",
    accent="#1A5CAD",
    accent_soft="#E2ECF8",
    on_accent="#FFFFFF",
    focus="#1A5CAD",
    good="#18703C",
    good_soft="#E2F3E8",
    warn="#8F5200",
    warn_soft="#FEF2DF",
    bad="#B3201F",
    bad_soft="#FCE8E6",
    track="#E3E7EC",
    target_bar="#B9C3CF",
    nav="#20304A",
    nav_current="#35547F",
    nav_text="#E6ECF5",
)

DARK = Tokens(
    dark=True,
    page="#1B1F24",
    surface="#22272D",
    header="#2B3138",
    subtotal="#2C343E",
    total="#35404E",
    computed="#1B1F24",
    locked="#322E24",
    hover="#313942",
    text="#E9EDF1",
    muted="#A9B3BE",
    disabled="#69737E",
    line="#39414A",
    strong_line="#A3AEBA",
    accent="#80B7FA",
    accent_soft="#2C4262",
    on_accent="#0E1A2B",
    focus="#80B7FA",
    good="#6CCB90",
    good_soft="#1E3A2A",
    warn="#EDB25C",
    warn_soft="#42331B",
    bad="#FF9A92",
    bad_soft="#472523",
    track="#3A424B",
    target_bar="#59636F",
    nav="#16191E",
    nav_current="#2C4262",
    nav_text="#DCE3EB",
)

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *(
        ("text", ground)
        for ground in (
            "page",
            "surface",
            "header",
            "subtotal",
            "total",
            "computed",
            "locked",
            "hover",
            "accent_soft",
            "good_soft",
            "warn_soft",
            "bad_soft",
        )
    ),
    *(
        ("muted", ground)
        for ground in ("page", "surface", "header", "subtotal", "computed", "locked", "hover")
    ),
    *(
        (colour, ground)
        for colour in ("good", "warn", "bad", "accent")
        for ground in (
            "page",
            "surface",
            "subtotal",
            "total",
            "computed",
            "locked",
            "accent_soft",
        )
    ),
    ("good", "good_soft"),
    ("warn", "warn_soft"),
    ("bad", "bad_soft"),
    ("on_accent", "accent"),
    ("nav_text", "nav"),
    ("nav_text", "nav_current"),
)
"""Every (text, ground) that may be drawn."""

FOCUS_PAIRS: tuple[tuple[str, str], ...] = tuple(
    ("focus", ground)
    for ground in ("page", "surface", "subtotal", "total", "computed", "locked", "accent_soft")
)


def tokens_of(palette: QPalette) -> Tokens:
    """The tokens that the theme built ``palette`` from: ask with ``widget.palette()`` while painting."""
    # by a role that no style sheet rule touches: grounds and texts of single widgets may be anything
    return DARK if palette.color(QPalette.ColorRole.Link) == QColor(DARK.accent) else LIGHT


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two colours, 1 to 21."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    rgb = QColor(colour)

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(rgb.redF()) + 0.7152 * linear(rgb.greenF()) + 0.0722 * linear(rgb.blueF())
