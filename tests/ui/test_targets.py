"""The page of 目標: last year's draft, totals divided with a preview, 件数×率, revisions, last year beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot
from target_book import (
    BOTH,
    CHOKI,
    KOKUMIN,
    TOTAL,
    UNIONS,
    column_of,
    in_year,
    row_of,
    shown,
    typed,
    unallocated,
    units,
)

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import CellState, Table
from kyosai_desktop.operations.targets.allocating import Basis
from kyosai_desktop.operations.targets.versions import versions
from kyosai_desktop.ui import theme
from kyosai_desktop.ui.page import PageName
from kyosai_desktop.ui.targets.allocation import Scope
from kyosai_desktop.ui.targets.page import TargetsPage

if TYPE_CHECKING:
    from conftest import Office


@pytest.fixture(autouse=True)
def nothing_modal(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object) -> None:
        raise AssertionError("a modal box was opened")

    monkeypatch.setattr(QMessageBox, "exec", opened)


@pytest.fixture
def page(office: Office) -> TargetsPage:
    """目標 of 労済 2025年度, still empty."""
    desk = office.program.window.desk
    assert desk
    desk.outlook.choose_year(FiscalYear(2025, 6))
    shown_page = office.program.window.show_page(PageName.TARGETS)
    assert isinstance(shown_page, TargetsPage)
    return shown_page


@pytest.fixture
def drafted(page: TargetsPage, qtbot: QtBot) -> TargetsPage:
    """The same with last year's targets copied."""
    page.copy_year.trigger()
    qtbot.waitUntil(lambda: len(units(page.table_view.table)) == 18)
    return page


def told(office: Office) -> str:
    notice = office.program.window.info_bar.notice
    return notice.message + notice.next_step if notice else ""


def type_into(page: TargetsPage, row: str, column: str, text: str) -> Applied | Problem:
    table = page.table_view.table
    return page.table_view.enter([TypedCell(row_of(table, row), column_of(table, column), text)], "入力")


def set_total(page: TargetsPage, total: str, qtbot: QtBot, column: str = KOKUMIN) -> None:
    type_into(page, TOTAL, column, total)
    qtbot.waitUntil(lambda: text_of(page, TOTAL, column) == total)


def text_of(page: TargetsPage, row: str, column: str) -> str:
    table = page.table_view.table
    return table.cells[row_of(table, row)][column_of(table, column)].text


AFTER = "こくみん共済／配分後"


def fix(page: TargetsPage, row: str, text: str, qtbot: QtBot) -> None:
    assert type_into(page, row, AFTER, text) == Applied(1)
    qtbot.waitUntil(lambda: text_of(page, row, "こくみん共済／増減") == "固定")
    assert text_of(page, row, AFTER) == text


def type_keys(page: TargetsPage, row: str, text: str, qtbot: QtBot) -> None:
    grid = page.table_view
    grid.setFocus()
    grid.go(row_of(grid.table, row), column_of(grid.table, AFTER))
    qtbot.keyClick(grid.viewport(), text[0])
    qtbot.keyClicks(grid.editor(), text[1:])
    qtbot.keyClick(grid.editor(), Qt.Key.Key_Return)


def stored(page: TargetsPage, form: str) -> Table:
    viewpoint = page.desk.outlook.current
    assert viewpoint
    return page.desk.session.read(lambda book: shown(book, viewpoint, form))


class TestDraft:
    def test_an_empty_year_offers_last_years_targets_first(self, page: TargetsPage) -> None:
        assert page.empty.isVisible()
        assert page.empty.title.text() == "2025年度の目標はまだありません"

    def test_copying_fills_both_tables_and_one_undo_empties_them(
        self, drafted: TargetsPage, office: Office, qtbot: QtBot
    ) -> None:
        assert told(office).startswith("2024年度の目標を448か所に複写しました。")
        assert len(units(stored(drafted, UNIONS))) == 46
        office.program.window.info_bar.buttons()[0].click()
        qtbot.waitUntil(drafted.empty.isVisible)

    def test_copying_over_a_draft_keeps_it_and_offers_to_replace_it(
        self, drafted: TargetsPage, office: Office, qtbot: QtBot
    ) -> None:
        type_into(drafted, "石狩", KOKUMIN, "999")
        drafted.copy_year.trigger()
        assert "448か所はそのままです" in told(office)
        qtbot.waitUntil(lambda: text_of(drafted, "石狩", KOKUMIN) == "999")
        office.program.window.info_bar.buttons()[-1].click()
        qtbot.waitUntil(lambda: text_of(drafted, "石狩", KOKUMIN) != "999")


class TestAllocation:
    def test_the_proposal_stands_in_the_grid_until_it_is_carried_out(
        self, drafted: TargetsPage, office: Office, qtbot: QtBot
    ) -> None:
        set_total(drafted, "1,200", qtbot)
        before = units(stored(drafted, UNIONS))
        drafted.allocate.trigger()
        grid = drafted.table_view
        assert [column.path for column in grid.table.columns] == [
            f"こくみん共済／{label}" for label in ("現在", "配分後", "増減")
        ]
        assert "まだ反映していません" in drafted.subtitle
        assert unallocated(stored(drafted, UNIONS)) == ["150", "150"]
        drafted.tabs.setCurrentIndex(1)
        assert sum(units(grid.table, "こくみん共済／配分後").values()) == 1200
        assert units(grid.table, "こくみん共済／現在") == before
        drafted.allocation.act.click()
        qtbot.waitUntil(drafted.allocation.isHidden)
        for form in BOTH:
            assert sum(units(stored(drafted, form)).values()) == 1200
        assert "配分し" in told(office)
        assert grid.table.columns[0].path == KOKUMIN

    def test_escape_gives_it_up(self, drafted: TargetsPage, qtbot: QtBot) -> None:
        set_total(drafted, "1,200", qtbot)
        drafted.allocate.trigger()
        qtbot.keyClick(drafted.allocation.act, Qt.Key.Key_Escape)
        assert drafted.allocation.isHidden()
        assert drafted.table_view.table.columns[0].path == KOKUMIN
        assert unallocated(stored(drafted, UNIONS)) == ["150", "150"]

    def test_without_its_total_the_proposal_is_given_up_and_the_panel_goes(
        self, drafted: TargetsPage, office: Office, qtbot: QtBot
    ) -> None:
        set_total(drafted, "1,200", qtbot)
        drafted.allocate.trigger()
        assert not drafted.allocation.isHidden()
        drafted.desk.session.undo()  # from another page
        qtbot.waitUntil(drafted.allocation.isHidden)
        notice = office.program.window.info_bar.notice
        assert notice is not None and "配分の案を取りやめました" in notice.message
        assert drafted.table_view.table.columns[0].path == KOKUMIN

    def test_a_value_typed_into_the_proposal_is_fixed_and_the_others_follow(
        self, drafted: TargetsPage, qtbot: QtBot
    ) -> None:
        set_total(drafted, "1,200", qtbot)
        drafted.allocate.trigger()
        assert type_into(drafted, "石狩", "こくみん共済／配分後", "77") == Applied(1)
        qtbot.waitUntil(lambda: text_of(drafted, "石狩", "こくみん共済／増減") == "固定")
        assert sum(units(drafted.table_view.table, "こくみん共済／配分後").values()) == 1200
        assert "固定した1か所" in drafted.allocation.words.accessibleName()
        type_into(drafted, "石狩", "こくみん共済／配分後", "")
        qtbot.waitUntil(lambda: text_of(drafted, "石狩", "こくみん共済／増減") != "固定")
        type_into(drafted, "石狩", "こくみん共済／配分後", "77")
        qtbot.waitUntil(lambda: text_of(drafted, "石狩", "こくみん共済／増減") == "固定")
        drafted.allocation.act.click()
        assert units(stored(drafted, BOTH[0]))["石狩"] == 77

    def test_only_units_can_be_fixed(self, drafted: TargetsPage, office: Office, qtbot: QtBot) -> None:
        set_total(drafted, "1,200", qtbot)
        drafted.allocate.trigger()
        outcome = type_into(drafted, TOTAL, "こくみん共済／配分後", "5")
        assert isinstance(outcome, Problem)
        assert outcome.code == "targets.not_fixable"
        assert "配分後" in told(office)

    @pytest.mark.parametrize(
        ("row", "text", "code"),
        [
            ("後志", "2000", "allocation.locked_beyond_total"),
            ("後志", "0.5", "targets.total_too_fine"),
            ("自治労", "0", "allocation.locked_below_minimum"),
        ],
    )
    def test_a_value_that_cannot_hold_is_refused_in_its_cell_and_the_proposal_stays(
        self, drafted: TargetsPage, office: Office, qtbot: QtBot, row: str, text: str, code: str
    ) -> None:
        set_total(drafted, "1,200", qtbot)
        before = [units(stored(drafted, form)) for form in BOTH]
        drafted.allocate.trigger()
        fix(drafted, "石狩", "300", qtbot)
        drafted.tabs.setCurrentIndex(int(row == "自治労"))
        proposed = units(drafted.table_view.table, AFTER)
        grid = drafted.table_view
        type_keys(drafted, row, text, qtbot)
        editor = grid.editor()
        assert editor is not None and editor.text() == text
        assert told(office)
        assert units(grid.table, AFTER) == proposed
        assert drafted.allocation.act.isEnabled()
        outcome = type_into(drafted, row, AFTER, text)
        assert isinstance(outcome, Problem) and outcome.code == code
        qtbot.keyClick(editor, Qt.Key.Key_Escape)
        fix(drafted, row, "35", qtbot)
        assert [units(stored(drafted, form)) for form in BOTH] == before
        drafted.tabs.setCurrentIndex(0)
        assert text_of(drafted, "石狩", "こくみん共済／増減") == "固定"

    def test_another_basis_that_cannot_be_divided_by_keeps_the_proposal_and_its_fixes(
        self, drafted: TargetsPage, office: Office, qtbot: QtBot
    ) -> None:
        viewpoint = drafted.desk.outlook.current
        assert viewpoint
        set_total(drafted, "1,200", qtbot)
        drafted.allocate.trigger()
        fix(drafted, "石狩", "300", qtbot)
        proposed = units(drafted.table_view.table, AFTER)
        last = in_year(viewpoint, 2024)
        drafted.desk.session.change(lambda book: typed(book, last, BOTH[0], {("空知", KOKUMIN): "▲5"}))
        qtbot.waitUntil(lambda: "符号" in drafted.allocation.words.accessibleName())
        assert units(drafted.table_view.table, AFTER) == proposed
        assert not drafted.allocation.act.isEnabled()
        outcome = type_into(drafted, "後志", AFTER, "35")
        assert isinstance(outcome, Problem) and outcome.code == "allocation.mixed_weights"

    def test_typing_the_proposed_value_fixes_it_and_only_opening_the_cell_does_not(
        self, drafted: TargetsPage, qtbot: QtBot
    ) -> None:
        set_total(drafted, "1,200", qtbot)
        drafted.allocate.trigger()
        grid = drafted.table_view
        grid.setFocus()
        value = text_of(drafted, "石狩", AFTER)
        grid.go(row_of(grid.table, "石狩"), column_of(grid.table, AFTER))
        qtbot.keyClick(grid, Qt.Key.Key_F2)
        qtbot.keyClick(grid.editor(), Qt.Key.Key_Return)
        assert text_of(drafted, "石狩", "こくみん共済／増減") != "固定"
        type_keys(drafted, "石狩", value, qtbot)
        qtbot.waitUntil(lambda: text_of(drafted, "石狩", "こくみん共済／増減") == "固定")
        fix(drafted, "後志", "150", qtbot)
        assert text_of(drafted, "石狩", AFTER) == value

    def test_undo_and_redo_are_about_the_fixes_while_a_proposal_stands(
        self, drafted: TargetsPage, office: Office, qtbot: QtBot
    ) -> None:
        set_total(drafted, "1,200", qtbot)
        drafted.allocate.trigger()
        commands = office.program.window.commands
        fix(drafted, "石狩", "300", qtbot)
        fix(drafted, "後志", "35", qtbot)
        assert "後志" in commands.undo.toolTip()
        commands.undo.trigger()
        assert text_of(drafted, "後志", "こくみん共済／増減") != "固定"
        assert text_of(drafted, "石狩", AFTER) == "300"
        commands.redo.trigger()
        assert text_of(drafted, "後志", AFTER) == "35"
        commands.undo.trigger()
        commands.undo.trigger()
        assert text_of(drafted, "石狩", "こくみん共済／増減") != "固定"
        commands.undo.trigger()
        assert "案に入力した値だけ" in told(office)
        assert text_of(drafted, TOTAL, AFTER) == "1,200"
        drafted.allocation.leave.click()
        assert "全道 計" in commands.undo.toolTip()
        commands.undo.trigger()
        qtbot.waitUntil(lambda: text_of(drafted, TOTAL, KOKUMIN) != "1,200")

    def test_nothing_to_divide_is_told_in_the_panel_and_the_targets_stay(self, drafted: TargetsPage) -> None:
        drafted.allocate.trigger()
        assert "配分するものがありません" in drafted.allocation.words.accessibleName()
        assert not drafted.allocation.act.isEnabled()
        assert drafted.table_view.table.columns[0].path == KOKUMIN

    def test_the_product_of_the_current_cell_can_be_divided_anew(
        self, drafted: TargetsPage, qtbot: QtBot
    ) -> None:
        grid = drafted.table_view
        type_into(drafted, "石狩", CHOKI, "500")
        grid.go(0, column_of(grid.table, CHOKI))
        drafted.allocate.trigger()
        drafted.allocation.scope.setCurrentIndex(drafted.allocation.scope.findData(Scope.CURRENT))
        drafted.allocation.scope.activated.emit(1)
        assert {column.groups for column in grid.table.columns} == {("長期共済",)}
        drafted.allocation.basis.setCurrentIndex(drafted.allocation.basis.findData(Basis.RESULTS))
        drafted.allocation.basis.activated.emit(1)
        assert "等しく分けました" in drafted.allocation.words.accessibleName()

    def test_a_total_that_changes_while_the_proposal_is_open_proposes_again(
        self, drafted: TargetsPage, qtbot: QtBot
    ) -> None:
        set_total(drafted, "1,200", qtbot)
        drafted.allocate.trigger()
        fix(drafted, "石狩", "300", qtbot)
        drafted.desk.session.undo()
        qtbot.waitUntil(lambda: "配分するものがありません" in drafted.allocation.words.accessibleName())
        assert not drafted.allocation.act.isEnabled()


class TestFormula:
    def test_2247_at_68_3_per_cent_is_1535(self, drafted: TargetsPage, office: Office, qtbot: QtBot) -> None:
        grid = drafted.table_view
        column = column_of(grid.table, "自賠責共済（継続）／目標")
        grid.go(row_of(grid.table, "石狩"), column)
        drafted.by_formula.trigger()
        drafted.formula.base.setText("2,247件")
        drafted.formula.rate.setText("68.3")
        assert drafted.formula.result.text() == "＝ 1,535"
        qtbot.keyClick(drafted.formula.rate, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: text_of(drafted, "石狩", "自賠責共済（継続）／目標") == "1,535")
        assert grid.current == (row_of(grid.table, "後志"), column)
        assert "満期件数×率：2,247件×68.3％" in office.program.window.commands.undo.toolTip()

    def test_the_counts_can_be_taken_from_the_book_and_corrected_before_they_are_stored(
        self, page: TargetsPage, office: Office, qtbot: QtBot
    ) -> None:
        page.desk.outlook.choose_year(FiscalYear(2024, 6))
        grid, path = page.table_view, "自賠責共済（継続）／目標"
        column = column_of(grid.table, path)
        grid.go(row_of(grid.table, "石狩"), column)
        page.by_formula.trigger()
        panel = page.formula
        assert not panel.every.isVisible()
        panel.source.setCurrentIndex(panel.source.findText("継続データ（2023年度）"))
        panel.source.activated.emit(panel.source.currentIndex())
        panel.rate.setText("68.3")
        assert (panel.base.text(), panel.result.text()) == ("453", "＝ 309")
        grid.go(row_of(grid.table, "後志"), column)
        assert panel.base.text() == "63"
        panel.base.clear()
        qtbot.keyClicks(panel.base, "100")
        grid.go(row_of(grid.table, "石狩"), column)
        panel.every.click()
        qtbot.waitUntil(lambda: text_of(page, "石狩", path) == "309")
        assert text_of(page, "後志", path) == "68"
        assert "継続データ（2023年度）×68.3％" in office.program.window.commands.undo.toolTip()

    def test_counts_of_the_book_go_into_the_units_that_are_shown_each_product_with_its_own(
        self, page: TargetsPage, qtbot: QtBot
    ) -> None:
        page.desk.outlook.choose_year(FiscalYear(2024, 6))
        grid, path = page.table_view, "自賠責共済（継続）／目標"
        column, ishikari = column_of(grid.table, path), row_of(grid.table, "石狩")
        grid.go(ishikari, 0)
        page.by_formula.trigger()
        panel = page.formula
        panel.source.setCurrentIndex(panel.source.findText("継続データ（2023年度）"))
        panel.source.activated.emit(panel.source.currentIndex())
        panel.rate.setText("68.3")
        panel.base.clear()
        qtbot.keyClicks(panel.base, "9999")
        grid.go(ishikari, column)
        assert panel.base.text() == "453", "what was corrected for another product is that one's"
        hidden = row_of(grid.table, "後志")
        before = text_of(page, "後志", path)
        grid.setRowHidden(hidden, True)
        panel.every.click()
        qtbot.waitUntil(lambda: text_of(page, "石狩", path) == "309")
        assert text_of(page, "後志", path) == before

    def test_a_cell_that_takes_no_target_is_told(self, drafted: TargetsPage) -> None:
        grid = drafted.table_view
        grid.go(0, len(grid.table.columns) - 1)
        drafted.by_formula.trigger()
        drafted.formula.base.setText("100")
        drafted.formula.rate.setText("50")
        assert not drafted.formula.act.isEnabled()
        assert "選んでください" in drafted.formula.words.accessibleName()
        grid.go(0, 0)
        assert drafted.formula.act.isEnabled()

    def test_what_cannot_be_read_is_told_below_the_fields(self, drafted: TargetsPage) -> None:
        drafted.by_formula.trigger()
        drafted.formula.base.setText("二千")
        drafted.formula.rate.setText("68.3")
        assert "「二千」" in drafted.formula.words.accessibleName()
        assert not drafted.formula.act.isEnabled()


class TestRevisions:
    def start(self, page: TargetsPage, reason: str = "12月幹事会で上方修正", day: str = "12/13") -> None:
        page.revise.trigger()
        page.revision.day.setText(day)
        page.revision.reason.setText(reason)
        page.revision.act.click()

    def test_a_revision_is_typed_into_and_the_original_can_be_looked_at(
        self, drafted: TargetsPage, qtbot: QtBot
    ) -> None:
        original = text_of(drafted, "石狩", KOKUMIN)
        assert not drafted.version.isVisible()
        self.start(drafted)
        qtbot.waitUntil(drafted.version.isVisible)
        assert drafted.version.box.currentText() == "第1回改定"
        assert "2025年12月13日決定　12月幹事会で上方修正" in drafted.subtitle
        type_into(drafted, "石狩", KOKUMIN, "300")
        qtbot.waitUntil(lambda: text_of(drafted, "石狩", KOKUMIN) == "300")
        drafted.version.box.setCurrentIndex(1)
        drafted.version.box.activated.emit(1)
        assert text_of(drafted, "石狩", KOKUMIN) == original
        assert not drafted.compare_earlier.isEnabled()

    def test_beside_the_version_before(self, drafted: TargetsPage, qtbot: QtBot) -> None:
        original = int(text_of(drafted, "石狩", KOKUMIN))
        self.start(drafted)
        drafted.compare_earlier.trigger()
        type_into(drafted, "石狩", KOKUMIN, "300")
        qtbot.waitUntil(lambda: text_of(drafted, "石狩", "こくみん共済／差") == str(300 - original))
        assert text_of(drafted, "石狩", "こくみん共済／当初／目標") == str(original)

    @pytest.mark.parametrize(("reason", "day", "words"), [("", "12/13", "理由"), ("修正", "12月", "日まで")])
    def test_without_a_reason_or_a_day_nothing_begins(
        self, drafted: TargetsPage, office: Office, reason: str, day: str, words: str
    ) -> None:
        self.start(drafted, reason, day)
        assert words in told(office)
        assert drafted.revision.isVisible()
        viewpoint = drafted.desk.outlook.current
        assert viewpoint
        assert len(drafted.desk.session.read(lambda book: versions(book, viewpoint))) == 1

    def test_undoing_a_revision_goes_back_to_the_version_before(
        self, drafted: TargetsPage, office: Office, qtbot: QtBot
    ) -> None:
        self.start(drafted)
        drafted.version.box.activated.emit(0)
        office.program.window.commands.undo.trigger()
        qtbot.waitUntil(lambda: not drafted.version.isVisible())
        type_into(drafted, "石狩", KOKUMIN, "300")
        qtbot.waitUntil(lambda: text_of(drafted, "石狩", KOKUMIN) == "300")


class TestSubtotals:
    def test_a_branch_can_be_given_its_own_total_where_that_is_wanted(
        self, drafted: TargetsPage, qtbot: QtBot
    ) -> None:
        branch = "道央支店 計"
        refused = type_into(drafted, branch, KOKUMIN, "999")
        assert isinstance(refused, Problem)
        drafted.subtotals.trigger()
        assert type_into(drafted, branch, KOKUMIN, "999") == Applied(1)
        qtbot.waitUntil(lambda: text_of(drafted, branch, KOKUMIN) == "999")
        drafted.subtotals.trigger()
        assert text_of(drafted, branch, KOKUMIN) == "999"


class TestLastYearBeside:
    def test_the_choice_adds_last_year_and_the_difference(self, drafted: TargetsPage, qtbot: QtBot) -> None:
        drafted.compare.trigger()
        type_into(drafted, "石狩", KOKUMIN, "300")
        qtbot.waitUntil(lambda: text_of(drafted, "石狩", "こくみん共済／差") != "0")
        last = int(text_of(drafted, "石狩", "こくみん共済／2024年度／目標"))
        assert text_of(drafted, "石狩", "こくみん共済／差") == str(300 - last)
        drafted.compare.trigger()
        assert all(column.label == "目標" for column in drafted.table_view.table.columns)

    def test_another_year_begins_without_panels_and_with_its_newest_version(
        self, drafted: TargetsPage, qtbot: QtBot
    ) -> None:
        set_total(drafted, "1,200", qtbot)
        drafted.allocate.trigger()
        drafted.desk.outlook.choose_year(FiscalYear(2024, 6))
        assert drafted.allocation.isHidden()
        assert drafted.table_view.table.columns[0].path == KOKUMIN

    def test_the_other_council_has_its_own_last_year_column(
        self, drafted: TargetsPage, qapp: QApplication
    ) -> None:
        drafted.compare.trigger()
        drafted.desk.outlook.choose_council(drafted.desk.outlook.councils[1])
        table = drafted.table_view.table
        assert [column.label for column in table.columns][:2] == ["前年度 目標", "年間目標"]
        assert any(cell.state is CellState.ENTRY for line in table.cells for cell in line)


class TestCellDetails:
    def test_a_cell_tells_where_it_is_from_with_last_year_beside_and_a_proposal_tells_nothing(
        self, drafted: TargetsPage, qtbot: QtBot
    ) -> None:
        drafted.compare.trigger()
        grid = drafted.table_view
        grid.go(row_of(grid.table, "石狩"), column_of(grid.table, KOKUMIN))
        drafted.details.action.setChecked(True)
        qtbot.waitUntil(lambda: drafted.details.panel.story is not None)
        drafted.compare.trigger()
        set_total(drafted, "1,200", qtbot)
        drafted.allocate.trigger()
        qtbot.waitUntil(lambda: drafted.details.panel.story is None)


def test_the_panels_find_room_with_large_text_in_a_small_window(
    drafted: TargetsPage, office: Office, qapp: QApplication, qtbot: QtBot
) -> None:
    window = office.program.window
    window.resize(1366, 768)
    set_total(drafted, "1,200", qtbot)
    theme.apply(qapp, theme.Appearance.LIGHT, 150)
    try:
        for command, panel in (
            (drafted.allocate, drafted.allocation),
            (drafted.by_formula, drafted.formula),
            (drafted.revise, drafted.revision),
        ):
            command.trigger()
            qtbot.wait(30)
            assert window.width() <= 1366
            for button in (panel.act, panel.leave):
                assert button.width() >= button.sizeHint().width()
            overlapping = [
                field
                for field in panel.findChildren(QLineEdit)
                if field.geometry().intersects(panel.act.geometry())
            ]
            assert overlapping == []
            assert panel.words.height() >= panel.words.heightForWidth(panel.words.width())
    finally:
        theme.apply(qapp, theme.Appearance.LIGHT, 100)
