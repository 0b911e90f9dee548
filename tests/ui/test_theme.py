"""The look: fonts, sizes of text, 明るい／暗い, icons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QIcon, QImage
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

import kyosai_desktop.ui
from kyosai_desktop.domain.problem import Severity
from kyosai_desktop.ui import theme
from kyosai_desktop.ui.home.lists import finding_lines
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.info_bar import InfoBar, Notice
from kyosai_desktop.ui.picture import Picture
from kyosai_desktop.ui.tokens import DARK, LIGHT, tokens_of
from kyosai_desktop.ui.welcome import Welcome


def finding_line() -> QWidget:
    return finding_lines([], 3, figures=True)[0]


def warning() -> QWidget:
    ground = QWidget()
    InfoBar(ground, QRect).show_notice(Notice("確かめてください。", severity=Severity.WARNING))
    return ground


def colours_in(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name(QColor.NameFormat.HexRgb).upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_figures_use_digits_of_equal_width(qapp: QApplication) -> None:
    font = theme.number_font(theme.ui_font())
    assert QFontInfo(font).family() == theme.NUMBER_FAMILY
    metrics = QFontMetricsF(font)
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_the_size_of_text_follows_the_choice(qapp: QApplication, percent: int) -> None:
    assert theme.ui_font(percent).pointSizeF() == pytest.approx(10.5 * percent / 100)


def test_appearance_changes_open_widgets_at_once(qapp: QApplication, qtbot: QtBot) -> None:
    label = QLabel("実績")
    qtbot.addWidget(label)
    label.show()
    theme.apply(qapp, theme.Appearance.DARK, 100)
    assert tokens_of(label.palette()) is DARK
    theme.apply(qapp, theme.Appearance.LIGHT, 125)
    assert tokens_of(label.palette()) is LIGHT
    assert label.font().pointSizeF() == pytest.approx(10.5 * 1.25)


def test_icons_take_the_colour_of_the_theme_while_drawn(qapp: QApplication, qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    button.setIcon(icon("home"))
    for appearance, tokens in ((theme.Appearance.DARK, DARK), (theme.Appearance.LIGHT, LIGHT)):
        theme.apply(qapp, appearance, 100)
        drawn = colours_in(button.icon().pixmap(QSize(24, 24), 2.0).toImage())
        assert tokens.accent.upper() in drawn
        faded = colours_in(button.icon().pixmap(QSize(24, 24), 2.0, QIcon.Mode.Disabled).toImage())
        assert tokens.accent.upper() not in faded


@pytest.mark.parametrize(
    ("standing_alone", "colour"),
    [(finding_line, "good"), (Welcome, "accent"), (warning, "warn")],
    ids=["list on ホーム", "welcome", "notice"],
)
def test_icons_that_stand_alone_follow_a_change_of_appearance(
    standing_alone: Callable[[], QWidget], colour: str, qapp: QApplication, qtbot: QtBot
) -> None:
    widget = standing_alone()
    qtbot.addWidget(widget)
    widget.resize(widget.sizeHint().expandedTo(QSize(400, 60)))
    widget.show()
    [picture, *_] = widget.findChildren(Picture)
    for appearance, tokens in ((theme.Appearance.DARK, DARK), (theme.Appearance.LIGHT, LIGHT)):
        theme.apply(qapp, appearance, 100)
        assert getattr(tokens, colour).upper() in colours_in(picture.grab().toImage())


def test_no_pixmap_of_an_icon_is_kept() -> None:
    """It would stay in the colour of its making."""
    folder = Path(kyosai_desktop.ui.__path__[0])
    keeping = [path.name for path in folder.rglob("*.py") if "setPixmap(" in path.read_text(encoding="utf-8")]
    assert keeping == []


def test_icons_have_as_many_pixels_as_the_screen(qapp: QApplication) -> None:
    pixmap = icon("home").pixmap(QSize(24, 24), 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (48, 2.0)


def test_a_name_that_does_not_ship_is_found_at_once(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")
