"""How the program looks: Fusion with our own palette, a small style sheet, the shipped fonts, Qt in Japanese.

Painting code asks ``tokens_of(widget.palette())`` for its colours and ``number_font`` for figures; Qt
calls it again (``PaletteChange``, ``FontChange``) when the user switches 明るい／暗い or the text size.
"""

from __future__ import annotations

from enum import Enum
from functools import cache

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from kyosai_desktop.domain.resources import resource_path
from kyosai_desktop.ui.qt_words import QtWords
from kyosai_desktop.ui.style_sheet import style_sheet
from kyosai_desktop.ui.tokens import DARK, LIGHT, Tokens, tokens_of

__all__ = [
    "ARGUMENTS",
    "NUMBER_FAMILY",
    "TEXT_SIZES",
    "UI_FAMILY",
    "Appearance",
    "apply",
    "heading_font",
    "install",
    "load_fallback_font",
    "number_font",
    "palette",
    "prepare",
    "tokens_of",
    "ui_font",
]

UI_FAMILY = "BIZ UDPGothic"
NUMBER_FAMILY = "BIZ UDGothic"
"""Digits of equal width; those of BIZ UDPGothic are proportional."""

ARGUMENTS = ("-style", "Fusion")
"""Of the ``QApplication``. ``setStyle`` would hand the style to Python, which then makes all of its hundreds of names."""

TEXT_SIZES = (90, 100, 110, 125, 150)
"""Offered sizes of the text in percent."""

_BASE_POINTS = 10.5
_FALLBACK_FAMILY = "Noto Sans JP"
_TEXT_FILES = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
_NUMBER_FILES = ("BIZUDGothic-Regular.ttf", "BIZUDGothic-Bold.ttf")


class Appearance(Enum):
    """What the user chose; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_SCHEMES = {
    Appearance.SYSTEM: Qt.ColorScheme.Unknown,
    Appearance.LIGHT: Qt.ColorScheme.Light,
    Appearance.DARK: Qt.ColorScheme.Dark,
}


def install(app: QApplication) -> None:
    """Once, before the first widget: Japanese texts of Qt itself, shipped fonts."""
    QLocale.setDefault(QLocale(QLocale.Language.Japanese, QLocale.Country.Japan))
    app.installTranslator(QtWords(app))
    translator = QTranslator(app)
    if translator.load("qtbase_ja", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    _load(_TEXT_FILES)


def load_fallback_font() -> None:
    """Add the font for the few 漢字 that BIZ UD lacks; after the first paint, since it is large."""
    _load(("NotoSansJP-Regular.ttf",))


def prepare(app: QApplication, appearance: Appearance, text_percent: int) -> Tokens:
    """The colours and the size of the text that widgets are made with. ``apply`` follows when they are all there:
    under a style sheet Qt styles a widget anew each time that it is put into another.
    """
    hints = QGuiApplication.styleHints()
    hints.setColorScheme(_SCHEMES[appearance])  # title bars and system dialogs, where the desktop can do it
    if appearance is Appearance.SYSTEM:
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
    else:
        dark = appearance is Appearance.DARK
    tokens = DARK if dark else LIGHT
    app.setFont(ui_font(text_percent))
    app.setPalette(palette(tokens))
    return tokens


def apply(app: QApplication, appearance: Appearance, text_percent: int) -> None:
    """Colours and size of the text for the whole program; open windows follow at once."""
    tokens = prepare(app, appearance, text_percent)
    # under a style sheet Qt passes the application's font on to open widgets only together with another sheet
    sheet = f"{style_sheet(tokens)}/* {text_percent} */"
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)


def ui_font(text_percent: int = 100) -> QFont:
    """The font of everything that isn't a figure."""
    font = QFont([UI_FAMILY, _FALLBACK_FAMILY])
    font.setPointSizeF(_BASE_POINTS * text_percent / 100)
    return font


def number_font(base: QFont, *, bold: bool = False, scale: float = 1.0) -> QFont:
    """``base`` (a widget's font) in the family for figures."""
    _load(_NUMBER_FILES)
    font = QFont(base)
    font.setFamilies([NUMBER_FAMILY, _FALLBACK_FAMILY])
    font.setPointSizeF(base.pointSizeF() * scale)
    font.setBold(bold)
    return font


def heading_font(base: QFont, scale: float = 1.5) -> QFont:
    """``base`` larger and bold, for titles."""
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * scale)
    font.setBold(True)
    return font


def palette(tokens: Tokens) -> QPalette:
    """Every role that Fusion draws with, from the tokens; unavailable controls take the disabled token."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.page,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.subtotal,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.bad,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Light: tokens.surface,
        role.Midlight: tokens.header,
        role.Mid: tokens.line,
        role.Dark: tokens.muted,
        role.Shadow: tokens.strong_line,
    }
    made = QPalette()
    for each, colour in colours.items():
        made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.disabled))
    return made


@cache
def _load(names: tuple[str, ...]) -> None:
    """Add shipped fonts when they are first needed: parsing four takes a tenth of the start."""
    for name in names:
        QFontDatabase.addApplicationFont(str(resource_path("fonts", name)))
