"""実績: the cell's story beside the table, filters that stay in sight, and what the switches add."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.fact import Status
from kyosai_desktop.domain.table import RowKind
from kyosai_desktop.operations.weighed_products import WeighedProduct, weighed_products
from kyosai_desktop.ui.figures.row_filter import FilterKind, RowFilter
from kyosai_desktop.ui.page import PageName
from kyosai_desktop.ui.results.page import ResultsPage

if TYPE_CHECKING:
    from conftest import Office

RESULT = "こくみん共済／実績"


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> ResultsPage:
    shown = office.program.window.show_page(PageName.RESULTS)
    assert isinstance(shown, ResultsPage)
    shown.table_view.setFocus()
    go(shown, "石狩", RESULT)
    return shown


def place(page: ResultsPage, row: str, column: str = RESULT) -> tuple[int, int]:
    table = page.table_view.table
    return [each.name for each in table.rows].index(row), [each.path for each in table.columns].index(column)


def go(page: ResultsPage, row: str, column: str = RESULT) -> None:
    page.table_view.go(*place(page, row, column))


def text(page: ResultsPage, row: str, column: str = RESULT) -> str:
    at = place(page, row, column)
    return page.table_view.table.cells[at[0]][at[1]].text


def type_into(page: ResultsPage, qtbot: QtBot, typed: str) -> None:
    qtbot.keyClicks(page.table_view, typed[:1])
    qtbot.keyClicks(QApplication.focusWidget(), typed[1:])
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def opened(page: ResultsPage, qtbot: QtBot, row: str, column: str = RESULT) -> None:
    go(page, row, column)
    page.details.action.setChecked(True)
    qtbot.waitUntil(
        lambda: (
            page.details.panel.story is not None
            and page.details.panel.story.explanation.place == (row, column)
        )
    )


def labels(page: ResultsPage) -> list[str]:
    return [c.label for c in page.table_view.table.columns if c.groups == ("こくみん共済",)]


class TestDetails:
    def test_alt_enter_opens_the_story_of_a_cell_and_closes_it(self, page: ResultsPage, qtbot: QtBot) -> None:
        qtbot.keyClick(page.table_view, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
        assert page.details.panel.isVisible()
        qtbot.waitUntil(lambda: page.details.panel.story is not None)
        assert "石狩／こくみん共済／実績" in page.details.panel.place.accessibleName()
        assert "見本データを入れる" in page.details.panel.origin.accessibleName()
        qtbot.keyClick(page.table_view, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
        assert not page.details.panel.isVisible()
        assert page.table_view.hasFocus()

    def test_the_menu_on_the_right_button_leads_there_in_two_clicks(self, page: ResultsPage) -> None:
        words = [action.text() for action in page.table_view.menu_actions]
        assert words[0] == "出どころと履歴を見る"
        page.table_view.menu_actions[0].trigger()
        assert page.details.panel.isVisible()

    def test_the_story_follows_the_current_cell_and_what_is_typed(
        self, page: ResultsPage, qtbot: QtBot
    ) -> None:
        opened(page, qtbot, "石狩")
        go(page, "後志")
        qtbot.waitUntil(lambda: "後志" in page.details.panel.place.accessibleName())
        page.table_view.setFocus()
        type_into(page, qtbot, "61")
        go(page, "後志")
        qtbot.waitUntil(lambda: page.details.panel.value.text() == "61件")
        story = page.details.panel.story
        assert story is not None
        assert story.changes[0].label == "後志 こくみん共済 2024年5月 実績 27→61"

    def test_a_subtotal_names_its_parts(self, page: ResultsPage, qtbot: QtBot) -> None:
        opened(page, qtbot, "道北支店 計")
        story = page.details.panel.story
        assert story is not None
        assert {part.name for part in story.explanation.parts} >= {"留萌", "宗谷"}
        assert page.details.panel.parts.isVisible()

    def test_a_comment_is_written_shown_and_undone(
        self, page: ResultsPage, office: Office, qtbot: QtBot
    ) -> None:
        opened(page, qtbot, "石狩")
        box = page.details.panel.comment
        box.setFocus()
        qtbot.keyClicks(box, "kakunin")
        qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        at = place(page, "石狩")
        qtbot.waitUntil(lambda: page.table_view.table.cells[at[0]][at[1]].comment == "kakunin")
        tip = page.table_view.model().index(*at).data(Qt.ItemDataRole.ToolTipRole)
        assert "コメント：kakunin" in tip
        office.program.window.commands.undo.trigger()
        qtbot.waitUntil(lambda: page.table_view.table.cells[at[0]][at[1]].comment == "")
        qtbot.waitUntil(lambda: box.toPlainText() == "")

    def test_escape_gives_a_comment_up(self, page: ResultsPage, qtbot: QtBot) -> None:
        opened(page, qtbot, "石狩")
        box = page.details.panel.comment
        box.setFocus()
        qtbot.keyClicks(box, "x")
        qtbot.keyClick(box, Qt.Key.Key_Escape)
        assert page.table_view.hasFocus()
        at = place(page, "石狩")
        assert page.table_view.table.cells[at[0]][at[1]].comment == ""

    def test_a_status_goes_to_the_selected_cells(self, page: ResultsPage, qtbot: QtBot) -> None:
        opened(page, qtbot, "石狩")
        row, column = place(page, "石狩")
        page.table_view.extend(row + 2, column)
        page.details.panel.status.buttons[Status.PRELIMINARY].click()
        cells = page.table_view.table.cells
        qtbot.waitUntil(
            lambda: (
                [page.table_view.table.cells[row + n][column].status for n in range(4)]
                == ["速報", "速報", "速報", ""]
            )
        )
        assert cells is not page.table_view.table.cells
        qtbot.waitUntil(lambda: page.details.panel.status.buttons[Status.PRELIMINARY].isChecked())

    def test_a_published_value_is_recorded_on_a_total(self, page: ResultsPage, qtbot: QtBot) -> None:
        opened(page, qtbot, "全道 計")
        field = page.details.panel.published
        field.setFocus()
        field.clear()
        qtbot.keyClicks(field, "999")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        at = place(page, "全道 計")
        qtbot.waitUntil(lambda: page.table_view.table.cells[at[0]][at[1]].published == "999")

    def test_a_weighed_count_goes_into_the_cell(self, page: ResultsPage, qtbot: QtBot) -> None:
        opened(page, qtbot, "石狩")
        line = page.details.panel.weighing.lines[0]
        count, factor = line.count, line.factor
        line.name.setText("先進医療特約")
        count.setText("13")
        factor.setText("0.1")
        qtbot.keyClick(count, Qt.Key.Key_Return)
        at = place(page, "石狩")
        qtbot.waitUntil(lambda: page.table_view.table.cells[at[0]][at[1]].value == Fraction(13, 10))
        assert (
            page.desk.session.read(lambda book: book.undo_label())
            == "石狩 こくみん共済 2024年5月 実績 158→1.3（件数の換算：先進医療特約 13×0.1）"
        )
        viewpoint = page.desk.outlook.current
        assert viewpoint
        kept = page.desk.session.read(lambda book: weighed_products(book, viewpoint.council))
        assert kept == [WeighedProduct("先進医療特約", 100)]
        shown = page.details.panel.weighing
        qtbot.waitUntil(lambda: [each.name.text() for each in shown.lines] == ["先進医療特約"])
        assert (shown.lines[0].count.text(), shown.lines[0].factor.text()) == ("", "0.1")

    def test_another_keeping_leaves_years_with_gaps_and_says_which(
        self, page: ResultsPage, office: Office, qtbot: QtBot
    ) -> None:
        opened(page, qtbot, "石狩")
        before = page.table_view.table.cells
        page.details.panel.keeping.click()
        notice = office.program.window.info_bar.notice
        assert notice is not None and "月次で保存するようにしました" in notice.message
        assert "累計のまま残した数字があります" in notice.next_step
        qtbot.wait(100)
        assert [[cell.text for cell in line] for line in page.table_view.table.cells] == [
            [cell.text for cell in line] for line in before
        ]


class TestFilters:
    def test_a_branch_alone_and_the_chip_that_ends_it(self, page: ResultsPage, qtbot: QtBot) -> None:
        page.filters.set_filter(RowFilter(FilterKind.GROUP, "道東支店"))
        table, shown = page.table_view.table, page.table_view.shown_rows()
        assert {table.rows[row].labels[0] for row in shown} == {"道東支店"}
        [chip] = page.filters.chips
        assert chip.text().startswith("絞り込み中：道東支店") and chip.isVisible()
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        assert len(page.table_view.shown_rows()) == len(table.rows)
        assert not page.filters.isVisible()

    def test_a_row_that_reaches_its_target_stays_under_the_hands(
        self, page: ResultsPage, qtbot: QtBot
    ) -> None:
        page.filters.set_filter(RowFilter(FilterKind.BEHIND, "こくみん共済"))
        before = list(page.table_view.shown_rows())
        row, column = place(page, page.table_view.table.rows[before[0]].name)
        page.table_view.go(row, column)
        type_into(page, qtbot, "9999")
        qtbot.waitUntil(lambda: page.table_view.table.cells[row][column].text == "9,999")
        assert list(page.table_view.shown_rows()) == before
        page.filters.set_filter(RowFilter(FilterKind.BEHIND, "こくみん共済"))
        assert row not in page.table_view.shown_rows()

    def test_copying_takes_what_is_seen(self, page: ResultsPage) -> None:
        page.filters.set_filter(RowFilter(FilterKind.GROUP, "道北支店"))
        column = place(page, "留萌")[1]
        page.table_view.select_columns(column, column)
        page.table_view.copy()
        assert len(QGuiApplication.clipboard().text().splitlines()) == len(page.table_view.shown_rows())

    def test_a_filter_that_fits_no_row_shows_all_and_says_so(self, page: ResultsPage, office: Office) -> None:
        page.filters.set_filter(RowFilter(FilterKind.TEXT, "ありえない"))
        assert len(page.table_view.shown_rows()) == len(page.table_view.table.rows)
        notice = office.program.window.info_bar.notice
        assert notice is not None and "絞り込みに合う行がない" in notice.message

    def test_another_table_is_shown_whole(self, page: ResultsPage) -> None:
        page.filters.set_filter(RowFilter(FilterKind.GROUP, "道東支店"))
        page.step_tab(1)
        assert not page.filters.active
        assert len(page.table_view.shown_rows()) == len(page.table_view.table.rows)

    def test_the_menu_offers_branches_and_the_searched_text(self, page: ResultsPage) -> None:
        page.search.setText("釧")
        menu = page.filter_rows.menu()
        page._fill_filters()
        words = [action.text() for action in menu.actions() if not action.isSeparator()]  # type: ignore[attr-defined]
        assert words == [
            "道央支店だけ",
            "道東支店だけ",
            "道北支店だけ",
            "道南支店だけ",
            "未達だけ（こくみん共済）",
            "未報告だけ（こくみん共済）",
            "未報告だけ（どれかの項目）",
            "「釧」を含む行だけ",
            "すべての行を表示",
        ]


class TestSwitches:
    def test_earlier_months_ranks_and_the_month_stand_beside(self, page: ResultsPage) -> None:
        plain = labels(page)
        for switch in page.switches.values():
            switch.setChecked(True)
        assert labels(page) == [
            "目標", "前年同月", "前月まで", "当月", "実績", "差異", "達成率", "順位",
        ]  # fmt: skip
        for switch in page.switches.values():
            switch.setChecked(False)
        assert labels(page) == plain

    def test_a_month_after_an_unknown_one_is_refused_with_the_reason(
        self, page: ResultsPage, office: Office, qtbot: QtBot
    ) -> None:
        page.switches["month"].setChecked(True)
        go(page, "石狩", "こくみん共済／当月")
        page.table_view.setFocus()
        type_into(page, qtbot, "12")
        notice = office.program.window.info_bar.notice
        assert notice is not None and "2024年4月" in notice.next_step + notice.message
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)

    def test_a_typed_total_shows_what_is_not_allocated(self, page: ResultsPage, qtbot: QtBot) -> None:
        page.switches["totals"].setChecked(True)
        go(page, "道北支店 計")
        page.table_view.setFocus()
        type_into(page, qtbot, "9000")
        qtbot.waitUntil(lambda: any(r.kind is RowKind.REMAINDER for r in page.table_view.table.rows))
        assert text(page, "道北支店 計") == "9,000"

    def test_the_head_tells_the_standard_progress(self, page: ResultsPage) -> None:
        assert "標準進捗率100.0％（12／12か月）" in page.aside
        outlook = page.desk.outlook
        assert outlook.current is not None
        outlook.choose_month(outlook.current.year.month(4))
        assert "標準進捗率91.7％（11／12か月）" in page.aside

    def test_a_fall_is_told_after_the_entry(self, page: ResultsPage, office: Office, qtbot: QtBot) -> None:
        outlook = page.desk.outlook
        assert outlook.current is not None
        outlook.choose_month(outlook.current.year.month(4))
        page.begin()
        go(page, "石狩")
        type_into(page, qtbot, "9999")
        notice = office.program.window.info_bar.notice
        assert notice is not None and "下がっています" in notice.message

    def test_menus_open_wherever_their_command_is_pressed(self, page: ResultsPage) -> None:
        for action in (page.filter_rows, page.look):
            made = page.bar.tools.widgetForAction(action)
            assert isinstance(made, QToolButton)
            assert made.popupMode() is QToolButton.ToolButtonPopupMode.InstantPopup


def test_the_month_may_be_typed_before_anything_was_reported_by_month(page: ResultsPage) -> None:
    page.switches["month"].setChecked(True)
    assert page.table_view.isVisible()
    assert text(page, "石狩") == "158", "the 累計 stands beside the empty 当月"


class TestEntryChoice:
    def test_what_is_typed_is_said_beside_the_month_and_changed_there(
        self, page: ResultsPage, qtbot: QtBot
    ) -> None:
        entry = page.entry
        assert entry.isVisible() and page.month.isVisible()
        assert entry.geometry().right() < page.month.x() and entry.y() < page.month.geometry().bottom()
        assert (entry.cumulative.isChecked(), entry.monthly.isChecked()) == (True, False)
        assert "当月" not in labels(page)
        qtbot.mouseClick(entry.monthly, Qt.MouseButton.LeftButton)
        assert page.switches["month"].isChecked() and "当月" in labels(page)
        page.switches["month"].setChecked(False)
        assert (entry.cumulative.isChecked(), entry.monthly.isChecked()) == (True, False)
        page.switches["month"].setChecked(True)
        assert (entry.cumulative.isChecked(), entry.monthly.isChecked()) == (False, True)
        qtbot.mouseClick(entry.cumulative, Qt.MouseButton.LeftButton)
        assert not page.switches["month"].isChecked() and "当月" not in labels(page)

    def test_it_stays_while_a_text_that_cannot_be_taken_is_in_its_editor(
        self, page: ResultsPage, qtbot: QtBot
    ) -> None:
        qtbot.keyClick(page.table_view, Qt.Key.Key_F2)
        editor = page.table_view.editor()
        assert isinstance(editor, QLineEdit)
        editor.setText("十二x")
        page.entry.monthly.click()
        assert not page.switches["month"].isChecked()
        assert page.entry.cumulative.isChecked()
        qtbot.keyClick(editor, Qt.Key.Key_Escape)

    def test_it_is_there_only_for_forms_with_results_to_the_month(self, page: ResultsPage) -> None:
        seen = set()
        for at in range(page.tabs.count()):
            page.tabs.setCurrentIndex(at)
            page.switches["month"].setChecked(False)
            before = [column.path for column in page.table_view.table.columns]
            page.switches["month"].setChecked(True)
            after = [column.path for column in page.table_view.table.columns]
            page.switches["month"].setChecked(False)
            assert page.entry.isVisible() == (before != after)
            seen.add(page.entry.isVisible())
        assert True in seen
