"""議案書 on screen: nothing cut at any size of text, and a preview for a page that is gone harms nobody."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kyosai_desktop.ui import theme
from kyosai_desktop.ui.page import PageName

if TYPE_CHECKING:
    from conftest import Office


def papers_of(office: Office, qtbot: QtBot) -> Any:
    papers = office.program.window.show_page(PageName.PAPERS)
    qtbot.waitUntil(lambda: papers._preview is not None, timeout=10_000)
    return papers


@pytest.mark.parametrize("percent", [90, 150])
def test_titles_of_papers_are_not_cut(office: Office, percent: int, qapp: QApplication, qtbot: QtBot) -> None:
    papers = papers_of(office, qtbot)
    theme.apply(qapp, theme.Appearance.LIGHT, percent)
    try:
        qapp.processEvents()
        for row in range(papers.list.count()):
            words = papers.list.fontMetrics().horizontalAdvance(papers.list.item(row).text())
            room = papers.list.visualItemRect(papers.list.item(row))
            assert words + papers.list.iconSize().width() < room.width() <= papers.list.viewport().width()
            assert room.height() >= papers.list.fontMetrics().height() * 1.5
    finally:
        theme.apply(qapp, theme.Appearance.LIGHT, 100)


def test_a_paper_without_anything_in_the_year_says_so_in_the_list(office: Office, qtbot: QtBot) -> None:
    papers = papers_of(office, qtbot)
    titles = [papers.list.item(row).text() for row in range(papers.list.count())]
    assert "重点共済 達成状況" in titles
    assert "共済金支払（未入力）" in titles


def test_pictures_of_pages_fit_their_pane(office: Office, qtbot: QtBot) -> None:
    papers = papers_of(office, qtbot)
    papers.choose_paper("rosai.blocks")
    qtbot.waitUntil(
        lambda: papers._preview is not None and papers._preview.content.id == "rosai.blocks", timeout=10_000
    )
    pages = papers.thumbnails
    assert pages.count() > 1 and pages.isVisible()
    assert papers._preview.sizes[0][0] > papers._preview.sizes[0][1], "pages on their side"
    for row in range(pages.count()):
        assert pages.visualItemRect(pages.item(row)).left() >= 0
        assert pages.visualItemRect(pages.item(row)).right() <= pages.viewport().width()


def test_no_empty_column_stands_where_pages_will_be(office: Office, qtbot: QtBot) -> None:
    papers = office.program.window.show_page(PageName.PAPERS)
    assert papers._preview is None and papers.thumbnails.isHidden()
    papers = papers_of(office, qtbot)
    assert papers.thumbnails.count() == 1 and papers.thumbnails.isHidden()


def test_a_preview_for_a_book_that_was_closed_is_dropped(
    office: Office, tmp_path: Path, sample_file: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    other = tmp_path / "ほか.kyosai"
    shutil.copy(sample_file, other)
    for _ in range(3):
        papers = office.program.window.show_page(PageName.PAPERS)
        papers.choose_paper("rosai.blocks")
        assert office.program.open(other)
        qtbot.wait(300)
        other, office.book = office.book, other
    qtbot.waitUntil(lambda: not office.program.window.desk.jobs.busy, timeout=10_000)
