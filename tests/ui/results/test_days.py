"""実績 of a day: the day and the one that it compares with are chosen or typed at the head of the table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.ui.day_bar import DayBox
from kyosai_desktop.ui.page import PageName
from kyosai_desktop.ui.results.page import ResultsPage

if TYPE_CHECKING:
    from conftest import Office

GROWTH, UNITS = "寄贈・登録の推移", "公式アプリ登録 拠点別"


@pytest.fixture
def page(office: Office) -> ResultsPage:
    shown = office.program.window.show_page(PageName.RESULTS)
    assert isinstance(shown, ResultsPage)
    show(shown, GROWTH)
    return shown


def show(page: ResultsPage, title: str) -> None:
    page.tabs.setCurrentIndex([form.title for form in page._forms].index(title))


def heads(page: ResultsPage) -> list[str]:
    return [column.label for column in page.table_view.table.columns][:2]


def app(page: ResultsPage) -> list[str]:
    return [cell.text for cell in page.table_view.table.cells[2]]


def typed(box: DayBox, qtbot: QtBot, text: str) -> None:
    box.lineEdit().setFocus()
    box.lineEdit().selectAll()
    box.lineEdit().insert(text)  # keys of a test can't be Japanese
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)


def enter_april(page: ResultsPage) -> None:
    """札幌支所 alone reports 600 for the end of April."""
    page.desk.outlook.choose_month(Month(2024, 4))
    show(page, UNITS)
    table = page.table_view.table
    row = [each.name for each in table.rows].index("札幌支所")
    column = [each.label for each in table.columns].index("累計")
    assert page.table_view.enter([TypedCell(row, column, "600")]) == Applied(1)
    page.desk.outlook.choose_month(Month(2024, 5))
    show(page, GROWTH)


def test_the_days_stand_only_over_forms_that_have_some(page: ResultsPage) -> None:
    assert page.days.isVisible() and page.days.earlier.isVisible()
    show(page, UNITS)
    assert page.days.isVisible() and not page.days.earlier.isVisible()
    page.tabs.setCurrentIndex(0)
    assert not page.days.isVisible()


def test_an_entry_for_april_leaves_2151_to_2502(page: ResultsPage) -> None:
    assert app(page) == ["2,151", "2,502", "351"]
    enter_april(page)
    assert (heads(page), app(page)) == (["2024年2月20日", "2024年5月31日"], ["2,151", "2,502", "351"])
    listed = [page.days.earlier.itemText(at) for at in range(page.days.earlier.count())]
    assert listed == ["2024年4月30日（10拠点中1）", "2024年2月20日"]


def test_another_day_is_compared_and_stays_while_other_tables_are_looked_at(
    page: ResultsPage, qtbot: QtBot
) -> None:
    enter_april(page)
    typed(page.days.earlier, qtbot, "4/30")
    assert app(page) == ["600", "2,502", "1,902"]
    assert page.days.earlier.currentText() == "2024年4月30日（10拠点中1）"
    assert page.subtitle.endswith("2024年5月31日現在（前回 2024年4月30日）")
    show(page, UNITS)
    assert "5月31日現在" in page.subtitle
    show(page, GROWTH)
    assert app(page)[0] == "600"
    page.desk.outlook.choose_month(Month(2024, 5))
    assert app(page)[0] == "2,151", "the month chosen anew begins with its own days"


@pytest.mark.parametrize("words", ["2/20", "2024年2月20日", "２／２０", "R6.2.20"])
def test_a_day_is_typed_in_any_of_the_ways_it_is_written(page: ResultsPage, qtbot: QtBot, words: str) -> None:
    typed(page.days.day, qtbot, words)
    assert heads(page)[1] == "2024年2月20日" and app(page)[1] == "2,151"
    assert page.month.currentText() == "2024年2月末"
    assert page.desk.outlook.current is not None
    assert page.desk.outlook.current.through == Month(2024, 5), "other tables stay where they are"
    page.days.day.lineEdit().selectAll()
    qtbot.keyClick(page.days.day.lineEdit(), Qt.Key.Key_Delete)
    qtbot.keyClick(page.days.day.lineEdit(), Qt.Key.Key_Return)
    assert heads(page)[1] == "2024年5月31日", "an emptied box is the day that follows from the month"


def test_what_is_no_day_is_told_and_nothing_changes(page: ResultsPage, qtbot: QtBot, office: Office) -> None:
    for box, words, told in (
        (page.days.day, "2022/5/31", "2021年度の日付のため"),
        (page.days.day, "2月", "日まで決まっていません"),
        (page.days.earlier, "2024/6/1", "より前の日ではありません"),
    ):
        typed(box, qtbot, words)
        notice = office.program.window.info_bar.notice
        assert notice is not None and told in notice.message
        assert heads(page) == ["2024年2月20日", "2024年5月31日"]
    assert page.days.day.currentText() == "2024年5月31日"


def test_both_days_are_typed_into(page: ResultsPage, qtbot: QtBot) -> None:
    page.table_view.setFocus()
    page.table_view.go(0, 0)
    assert page.table_view.enter([TypedCell(0, 0, "10"), TypedCell(0, 1, "12")]) == Applied(2)
    qtbot.waitUntil(lambda: [cell.text for cell in page.table_view.table.cells[0]] == ["10", "12", "2"])
    typed(page.days.day, qtbot, "2/20")
    assert page.table_view.table.cells[0][1].text == "10"


def test_a_first_earlier_day_is_begun_by_typing_it(page: ResultsPage, qtbot: QtBot) -> None:
    typed(page.days.earlier, qtbot, "2023/12/25")
    assert heads(page)[0] == "2023年12月25日"
    assert page.days.earlier.currentText() == "2023年12月25日（未入力）"
    assert page.table_view.enter([TypedCell(1, 0, "7")]) == Applied(1)
    qtbot.waitUntil(lambda: page.table_view.table.cells[1][0].text == "7")
    page.table_view.go(1, 0)
    page.details.action.setChecked(True)
    qtbot.waitUntil(lambda: page.details.panel.story is not None)
    story = page.details.panel.story
    assert story is not None and story.key is not None
    assert story.key.period.end == date(2023, 12, 25)


def test_the_paper_has_the_same_days_and_can_change_them(
    page: ResultsPage, qtbot: QtBot, office: Office
) -> None:
    enter_april(page)
    typed(page.days.earlier, qtbot, "4/30")
    papers: Any = office.program.window.show_page(PageName.PAPERS)
    papers.choose_title(GROWTH)

    def as_of() -> str:
        made = papers._preview
        return made.content.tables[0].as_of if made and made.content.id == "rosai.donations" else ""

    qtbot.waitUntil(lambda: "前回 2024年4月30日" in as_of(), timeout=10_000)
    assert papers.days.isVisible()
    typed(papers.days.earlier, qtbot, "2/20")
    qtbot.waitUntil(lambda: "前回 2024年2月20日" in as_of(), timeout=10_000)
    office.program.window.show_page(PageName.RESULTS)
    assert app(page)[0] == "2,151"
    papers.choose_title("重点共済 達成状況")
    assert not papers.days.isVisible()


def test_escape_gives_up_a_half_typed_day(page: ResultsPage, qtbot: QtBot) -> None:
    show(page, "寄贈・登録の推移")
    box = page.days.day
    shown = box.currentText()
    box.lineEdit().selectAll()
    qtbot.keyClicks(box.lineEdit(), "2/2")
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Escape)
    assert box.currentText() == shown
    page.table_view.setFocus()
    assert box.currentText() == shown
