"""ホーム: both councils, who is behind the standard progress, who hasn't reported; nothing is cut off."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.table import Cell, RowKind
from kyosai_desktop.operations import editing, tables
from kyosai_desktop.operations.progress import Achievement
from kyosai_desktop.ui import theme
from kyosai_desktop.ui.home.card_area import CardArea
from kyosai_desktop.ui.home.cards import paint_rate, rate_width
from kyosai_desktop.ui.home.page import HomePage
from kyosai_desktop.ui.labels import Paragraph
from kyosai_desktop.ui.page import PageName
from kyosai_desktop.ui.tokens import LIGHT

if TYPE_CHECKING:
    from conftest import Office

    from kyosai_desktop.store.book import Book


@pytest.fixture
def home(office: Office, qtbot: QtBot) -> HomePage:
    office.program.window.resize(1366, 768)
    page = office.program.window.show_page(PageName.HOME)
    assert isinstance(page, HomePage)
    qtbot.waitUntil(lambda: "91.0" in page.total.accessibleName(), timeout=5_000)
    qtbot.wait(50)
    return page


def test_both_councils_stand_side_by_side(home: HomePage) -> None:
    first, second = (tile.accessibleName() for tile in home.tiles)
    assert first.startswith("北海道労済運動推進会議、達成率 91.0、標準進捗率 100.0％")
    assert second.startswith("北海道労働金庫推進会議、達成率 55.7、標準進捗率 50.0％")
    assert [tile.isChecked() for tile in home.tiles] == [True, False]


@pytest.mark.parametrize("by_key", [False, True])
def test_a_tile_shows_its_council(home: HomePage, office: Office, qtbot: QtBot, by_key: bool) -> None:
    if by_key:
        home.tiles[1].setFocus()
        qtbot.keyClick(home.tiles[1], Qt.Key.Key_Space)
    else:
        qtbot.mouseClick(home.tiles[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "55.7" in home.total.accessibleName(), timeout=5_000)
    assert [tile.isChecked() for tile in home.tiles] == [False, True]
    assert office.program.window.header.council.currentText() == "ろうきん"


def test_who_is_behind_stands_worst_first(home: HomePage) -> None:
    told = [row.accessibleName() for row in home.blocks.rows]
    assert told[0].startswith("留萌、達成率 75.0") and told[0].endswith("標準進捗率を下回る")
    rates = [float(each.split("達成率 ")[1].split("、")[0]) for each in told]
    assert rates == sorted(rates)
    assert home.blocks.title.text() == "標準を下回るブロック（16／18）"
    assert "最も低いのはこくみん共済（標準まで 35.1ポイント）" in home.blocks.rest.accessibleName()


def test_a_later_line_is_a_higher_line(home: HomePage, office: Office, qtbot: QtBot) -> None:
    desk = office.program.window.desk
    assert desk is not None
    desk.outlook.choose_month(Month(2024, 4))
    qtbot.waitUntil(lambda: "標準進捗率 91.7％" in home.tiles[0].accessibleName(), timeout=5_000)


def test_the_published_total_stands_beside(home: HomePage) -> None:
    assert "実績 7,675（公表 7,676） ／ 目標 8,435 件" in home.total.accessibleName()
    assert "公表 7,676" in home.bars.accessibleName()


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_nothing_is_cut_off(home: HomePage, office: Office, qtbot: QtBot, size: tuple[int, int]) -> None:
    office.program.window.resize(*size)
    qtbot.wait(60)
    assert not home._figures.verticalScrollBar().isVisible()
    assert not home._figures.horizontalScrollBar().isVisible()
    for card in (home.reports, home.meetings, home.checks, home.blocks, home.products):
        assert card.height() >= card.minimumSizeHint().height()


def test_it_prints_as_its_own_paper(home: HomePage, office: Office, qtbot: QtBot) -> None:
    assert home.paper_id() == "rosai.progress"
    office.program.window.commands.preview.trigger()
    papers = office.program.window.page()
    qtbot.waitUntil(lambda: papers._preview is not None, timeout=5_000)
    assert papers.isVisible()


def test_bars_of_targets_and_results_stay_apart_without_colour(home: HomePage) -> None:
    """Grey values of the legend's two squares differ inside: one is hatched, one is solid."""
    image = home.bars.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    bottom = round(image.height() * 0.7)
    runs: list[set[int]] = []
    line = [image.pixelColor(x, bottom).value() for x in range(image.width())]
    surface = max(set(line), key=line.count)
    run: set[int] = set()
    for value in line:
        if value == surface and len(run) > 0:
            runs.append(run)
            run = set()
        elif value != surface:
            run.add(value)
    assert any(len(each) > 2 for each in runs), "no hatched bar"


@pytest.mark.parametrize("percent", [125, 150])
def test_large_text_takes_more_rows_and_never_scrolls_sideways(
    home: HomePage, qapp: QApplication, qtbot: QtBot, percent: int
) -> None:
    area = home.findChild(CardArea)
    assert area is not None and not area.is_narrow
    theme.apply(qapp, theme.Appearance.LIGHT, percent)
    try:
        qtbot.waitUntil(lambda: area.is_narrow)
        qtbot.wait(50)
        assert area.horizontalScrollBar().maximum() == 0
        # what 検算 found may come only now, and is laid out a moment after
        qtbot.waitUntil(
            lambda: (
                not any(
                    each.isVisible() and each.heightForWidth(each.width()) > each.height() + 1
                    for each in area.findChildren(Paragraph)
                )
            ),
            timeout=2_000,
        )
    finally:
        theme.apply(qapp, theme.Appearance.LIGHT, 100)
    qtbot.waitUntil(lambda: not area.is_narrow)


def test_the_first_figure_of_a_month_is_not_told_as_if_it_were_all(
    home: HomePage, office: Office, qtbot: QtBot
) -> None:
    desk = office.program.window.desk
    assert desk is not None and desk.outlook.current is not None
    seen = Viewpoint(desk.outlook.current.council, FiscalYear(2024, 6), Month(2024, 6))

    def one_figure(book: Book) -> None:
        columns = tables.table(book, "rosai.blocks", seen).columns
        column = next(at for at, each in enumerate(columns) if each.label == "実績")
        editing.enter(book, "rosai.blocks", seen, [TypedCell(0, column, "27")], "入力")

    desk.attempt(one_figure)
    desk.outlook.choose_year(seen.year)
    desk.outlook.choose_month(seen.through)
    words = "18ブロック中17が未報告"
    qtbot.waitUntil(
        lambda: f"{words}、1が一部未報告、標準進捗率" in home.total.accessibleName(), timeout=5_000
    )
    assert home.tiles[0].accessibleName().endswith(words)
    assert "下回る" in home.tiles[1].accessibleName()
    lines = [each.accessibleName() for each in home.reports.findChildren(Paragraph)]
    assert any(words in line for line in lines)
    assert home.blocks.rows == []
    assert home.blocks.title.text() == "標準を下回るブロック（0／報告済み0）"
    assert home.blocks.rest.accessibleName() == "一部未報告の1ブロック（石狩）は、順位に入れていません。"


@pytest.mark.parametrize("text", ["9.1", "114.9", "331.4", "1,234.5"])
def test_a_rate_of_any_length_stays_in_its_room(qapp: QApplication, text: str) -> None:
    shown = Achievement("合計", RowKind.TOTAL, Cell(""), Cell(""), Cell(text, Fraction(200)), "件")
    image = QImage(400, 60, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    room = rate_width(qapp.font(), 1.9)
    painter = QPainter(image)
    paint_rate(painter, LIGHT, shown, QRectF(0, 0, room, 60), qapp.font(), 1.9)
    painter.end()
    inked = [x for x in range(400) if any(image.pixelColor(x, y) != QColor("white") for y in range(60))]
    assert inked and max(inked) <= room + 2
