"""The head of a page: the day and the unit of figures are in sight at any size of text, and nothing in it is cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from kyosai_desktop.ui import theme
from kyosai_desktop.ui.page import PageName
from kyosai_desktop.ui.page_header import PageHeader

if TYPE_CHECKING:
    from conftest import Office

DAY = "2023年6月30日現在"
PROGRESS = "標準進捗率"


@pytest.fixture
def header(qtbot: QtBot) -> PageHeader:
    made = PageHeader()
    qtbot.addWidget(made)
    made.show_sample(sample=True, may_leave=True)
    made.show_state("確定前", "warn")
    made.show_page("実績", f"ブロック別 達成状況（単位：件）　{DAY}", f"{PROGRESS}8.3％（1／12か月）")
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture(params=[100, 125, 150])
def percent(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[int]:
    yield request.param
    theme.apply(qapp, theme.Appearance.LIGHT, 100)


def told(header: PageHeader) -> str:
    return header.subtitle.shown() + (header.below.shown() if header.below.isVisible() else "")


@pytest.mark.parametrize("width", range(600, 1800, 100))
def test_the_progress_goes_first_then_the_title_never_the_day(
    header: PageHeader, width: int, qapp: QApplication
) -> None:
    header.resize(width, header.height())
    qapp.processEvents()
    assert DAY in told(header)
    assert "単位：件" in told(header)
    if "…" in told(header):
        assert PROGRESS not in told(header)


def test_the_subtitle_stands_beside_the_title_again_when_there_is_room(
    header: PageHeader, qapp: QApplication
) -> None:
    header.resize(700, header.height())
    qapp.processEvents()
    assert header.below.isVisible() and header.own_book.y() > header.title.geometry().center().y()
    header.resize(1800, header.height())
    qapp.processEvents()
    assert not header.below.isVisible() and PROGRESS in header.subtitle.shown()
    assert header.own_book.x() > header.subtitle.x()
    header.resize(700, header.height())
    qapp.processEvents()
    assert header.below.isVisible()
    header.show_page("設定", "")
    qapp.processEvents()
    assert not header.below.isVisible()


def test_nothing_in_the_head_of_the_sample_is_cut(office: Office, percent: int, qapp: QApplication) -> None:
    window = office.program.window
    window.resize(1366, 768)
    window.show_page(PageName.RESULTS)
    theme.apply(qapp, theme.Appearance.LIGHT, percent)
    for _ in range(3):
        qapp.processEvents()
    shown = window.header
    assert window.width() == 1366
    page = window.page()
    assert page is not None and page.subtitle in told(shown)
    for each in (shown.title, shown.sample, shown.own_book, shown.chip, shown.council, shown.year):
        assert each.isVisible()
        assert each.width() >= each.sizeHint().width()
    for combo in (shown.council, shown.year):
        option = QStyleOptionComboBox()
        combo.initStyleOption(option)
        field = combo.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, combo
        )
        assert field.width() >= combo.fontMetrics().horizontalAdvance(option.currentText) + 2
