"""Closing months and the year from the window, and beginning the next year by the wizard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit, QWizard
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.table import CellState
from kyosai_desktop.operations import confirming, rosters
from kyosai_desktop.operations.year_end import Carried
from kyosai_desktop.store.backup import BackupReason, list_backups
from kyosai_desktop.ui.findings_page import FindingsPage
from kyosai_desktop.ui.page import PageName
from kyosai_desktop.ui.settings.lists import History
from kyosai_desktop.ui.year_end.confirm_page import ConfirmPage
from kyosai_desktop.ui.year_end.reason_dialog import ReasonDialog
from kyosai_desktop.ui.year_end.wizard import YearWizard

if TYPE_CHECKING:
    from conftest import Office


@pytest.fixture
def confirm(office: Office, qtbot: QtBot) -> ConfirmPage:
    office.program.window.commands.confirm.trigger()
    page = office.program.window.stack.currentWidget()
    assert isinstance(page, ConfirmPage)
    return page


def states(page: ConfirmPage) -> list[str]:
    items = [page.months.topLevelItem(at) for at in range(page.months.topLevelItemCount())]
    return [item.text(1) for item in items if item]


def chip(office: Office) -> str:
    return office.program.window.header.chip.text()


def told(office: Office) -> str:
    notice = office.program.window.info_bar.notice
    assert notice is not None
    return notice.message


class TestConfirming:
    def test_the_head_says_how_far_the_year_is_confirmed(
        self, confirm: ConfirmPage, office: Office, qtbot: QtBot
    ) -> None:
        assert chip(office) == "確定前"
        confirm.months.setCurrentIndex(confirm.months.model().index(2, 0))
        confirm.confirm.click()
        qtbot.waitUntil(lambda: chip(office) == "8月まで確定")
        assert states(confirm) == ["確定"] * 3 + ["未確定"] * 9
        assert told(office) == "2023年度を8月まで確定しました。"
        confirm.confirm_year.click()
        qtbot.waitUntil(lambda: chip(office) == "確定済み")
        assert states(confirm) == ["確定"] * 12

    def test_the_status_bar_says_where_nothing_can_be_typed(
        self, confirm: ConfirmPage, office: Office, qtbot: QtBot
    ) -> None:
        window, status = office.program.window, office.program.window.status
        confirm.months.setCurrentIndex(confirm.months.model().index(11, 0))
        confirm.confirm.click()
        qtbot.waitUntil(lambda: chip(office) == "5月まで確定")
        told = {}
        for name in PageName:
            window.show_page(name)
            told[name] = status.editing.text()
        final = "確定済み（読み取り専用）"
        assert {name for name, words in told.items() if words == final} == {
            PageName.HOME, PageName.RESULTS, PageName.PAPERS
        }  # fmt: skip
        assert set(told.values()) == {final, "編集できます"}
        window.show_page(PageName.RESULTS)
        assert status.lock.isVisible()
        window.desk.outlook.choose_year(FiscalYear(2024, 6))
        assert (status.editing.text(), status.lock.isVisible()) == ("編集できます", False)
        window.desk.outlook.choose_year(FiscalYear(2023, 6))
        window.show_page(PageName.TARGETS)
        assert status.editing.text() == "編集できます", "目標 stay open until the year is confirmed"
        desk = window.desk
        desk.attempt(
            lambda book: confirming.confirm_year(book, desk.outlook.current.council, FiscalYear(2023, 6))
        )
        qtbot.waitUntil(lambda: status.editing.text() == final)

    def test_cancelling_an_older_step_does_not_go_round_the_confirmation(
        self, confirm: ConfirmPage, office: Office, qtbot: QtBot
    ) -> None:
        confirm.confirm_year.click()
        qtbot.waitUntil(lambda: chip(office) == "確定済み")
        page = office.program.window.show_page(PageName.SETTINGS)
        page.tabs.setCurrentIndex(page.tabs.count() - 1)
        history = page.findChild(History)
        assert history is not None
        history.list.setCurrentItem(history.list.topLevelItem(0))
        history.cancel.click()
        assert told(office).startswith("2023年度の確定には解除の理由が要る")
        assert chip(office) == "確定済み"

    def test_confirmed_figures_are_locked_with_their_sentence(
        self, confirm: ConfirmPage, office: Office, qtbot: QtBot
    ) -> None:
        confirm.confirm_year.click()
        results = office.program.window.show_page(PageName.RESULTS)
        grid = results.grid()
        assert grid is not None
        found = {cell.state for line in grid.table.cells for cell in line}
        assert CellState.LOCKED in found and CellState.ENTRY not in found
        row, column = next(
            (i, j)
            for i, line in enumerate(grid.table.cells)
            for j, cell in enumerate(line)
            if cell.state is CellState.LOCKED
        )
        grid.setFocus()
        grid.go(row, column)
        qtbot.keyClick(grid, "5")
        qtbot.waitUntil(lambda: "確定済みのため編集できません" in told(office))

    def test_opening_again_asks_why_and_keeps_it(
        self, confirm: ConfirmPage, office: Office, qtbot: QtBot
    ) -> None:
        confirm.confirm_year.click()
        qtbot.waitUntil(confirm.reopen_year.isVisible)
        confirm.reopen_year.click()
        assert chip(office) == "確定済み", "without a reason nothing is opened"
        office.dialogs.reasons.append("道北支店の訂正")
        confirm.reopen_year.click()
        qtbot.waitUntil(lambda: chip(office) == "確定前")
        item = confirm.record.topLevelItem(0)
        assert item is not None
        assert [item.text(1), item.text(2)] == ["2023年度", "道北支店の訂正"]
        assert "確定を解除：労済 2023年度（道北支店の訂正）" in office.program.window.commands.undo.text()

    def test_months_open_from_one_on(self, confirm: ConfirmPage, office: Office, qtbot: QtBot) -> None:
        confirm.months.setCurrentIndex(confirm.months.model().index(11, 0))
        confirm.confirm.click()
        qtbot.waitUntil(lambda: states(confirm) == ["確定"] * 12)
        confirm.months.setCurrentIndex(confirm.months.model().index(10, 0))
        office.dialogs.reasons.append("訂正")
        confirm.reopen.click()
        qtbot.waitUntil(lambda: states(confirm) == ["確定"] * 10 + ["未確定"] * 2)
        office.program.window.commands.undo.trigger()
        qtbot.waitUntil(lambda: states(confirm) == ["確定"] * 12)

    def test_what_is_missing_stands_beside_the_command(self, confirm: ConfirmPage, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: "調べています" not in confirm.missing.accessibleName(), timeout=5_000)
        assert "報告" in confirm.missing.accessibleName()
        confirm.months.setCurrentIndex(confirm.months.model().index(0, 0))
        qtbot.waitUntil(
            lambda: "どこからも報告されていません" in confirm.missing.accessibleName(), timeout=5_000
        )

    def test_what_was_found_stands_beside_the_command_and_leads_to_the_list(
        self, confirm: ConfirmPage, office: Office, qtbot: QtBot
    ) -> None:
        confirm.months.setCurrentIndex(confirm.months.model().index(0, 0))
        qtbot.waitUntil(
            lambda: "どこからも報告されていません" in confirm.missing.accessibleName(), timeout=5_000
        )
        assert not confirm.found.isVisible() and not confirm.show_findings.isVisible()
        confirm.months.setCurrentIndex(confirm.months.model().index(11, 0))
        qtbot.waitUntil(confirm.found.isVisible, timeout=5_000)
        first, *rest = confirm.found.accessibleName().splitlines()
        assert first.startswith("検算：食い違い1件・要確認1件が残っています。このまま確定もできます")
        assert ["未配賦が11名" in rest[0], "公表値が7,676件" in rest[1], len(rest)] == [True, True, 2]
        assert confirm.confirm.isEnabled(), "the office decides"
        confirm.show_findings.click()
        listed = office.program.window.stack.currentWidget()
        assert isinstance(listed, FindingsPage)
        assert listed.list.topLevelItemCount() == 2

    def test_the_record_says_what_stood_open(
        self, confirm: ConfirmPage, office: Office, qtbot: QtBot
    ) -> None:
        confirm.months.setCurrentIndex(confirm.months.model().index(11, 0))
        confirm.confirm.click()
        qtbot.waitUntil(lambda: chip(office) == "5月まで確定")
        assert "食い違い1件・要確認1件を残して" in office.program.window.commands.undo.text()
        qtbot.waitUntil(confirm.found.isVisible, timeout=5_000)
        assert "このまま確定" not in confirm.found.accessibleName()

    def test_other_pages_and_councils_have_their_own_chip(
        self, confirm: ConfirmPage, office: Office, qtbot: QtBot
    ) -> None:
        confirm.confirm_year.click()
        qtbot.waitUntil(lambda: chip(office) == "確定済み")
        desk = office.program.window.desk
        assert desk is not None
        desk.outlook.choose_council(desk.outlook.councils[1])
        assert chip(office) == "確定前"


def test_the_reason_dialog_opens_its_button_with_a_reason(qtbot: QtBot) -> None:
    dialog = ReasonDialog("確定の解除", "2023年度の確定を解除します。", "解除する")
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.go.isEnabled()
    qtbot.keyClicks(dialog.findChild(QLineEdit), "  ")
    assert not dialog.go.isEnabled()
    dialog.reason.setText(" 訂正 ")
    assert dialog.go.isEnabled()
    dialog.go.click()
    assert (dialog.text(), dialog.result()) == ("訂正", ReasonDialog.DialogCode.Accepted)


def driven(office: Office, drive: Callable[[YearWizard], object]) -> None:
    """Choose 年度更新 in the menu and go through it."""

    def go(wizard: QWizard) -> None:
        assert isinstance(wizard, YearWizard)
        drive(wizard)

    office.dialogs.wizards.append(go)
    office.program.window.commands.begin_year.trigger()
    assert office.dialogs.wizards == []


def look_at(office: Office, year: int) -> None:
    desk = office.program.window.desk
    assert desk and desk.outlook.current
    desk.outlook.choose_year(next(each for each in desk.outlook.years if each.year == year))


def officers(office: Office, year: int) -> int:
    session, desk = office.program.session, office.program.window.desk
    assert session and desk and desk.outlook.current
    council = desk.outlook.current.council
    table = session.read(lambda book: rosters.roster_table(book, council, year))
    return sum(1 for row in table.rows if row.labels[0])


class TestWizard:
    def test_a_year_is_begun_in_three_pages(self, office: Office, qtbot: QtBot) -> None:
        look_at(office, 2024)
        seen: list[str] = []

        def drive(wizard: YearWizard) -> None:
            assert wizard.choice.chosen_year().year == 2025
            seen.append(wizard.choice.choices[Carried.OFFICERS].text())
            wizard.next()
            seen.append(wizard.confirmation.sentence.accessibleName())
            seen.append(wizard.button(QWizard.WizardButton.CommitButton).text())
            wizard.next()
            seen.append(wizard.result_page.words.accessibleName())

        driven(office, drive)
        assert seen[0] == "役員　15名を写します"
        assert seen[1].startswith(
            "2025年度を作ります。2024年度はそのまま残ります。引き継ぐもの：分類・様式・役員"
        )
        assert seen[2] == "2025年度を作る"
        assert "実行前のバックアップ" in seen[3]
        desk = office.program.window.desk
        assert desk and desk.outlook.current
        assert desk.outlook.current.year.year == 2025
        assert officers(office, 2025) == 15
        assert told(office) == "2025年度を作りました。2024年度はそのまま残っています。"
        assert [each.reason for each in list_backups(office.book)] == [BackupReason.YEAR_END]
        qtbot.waitUntil(lambda: "年度更新：労済 2025年度" in office.program.window.commands.undo.text())
        office.program.window.commands.undo.trigger()
        assert officers(office, 2025) == 0

    def test_leaving_it_changes_nothing(self, office: Office) -> None:
        look_at(office, 2024)
        driven(office, lambda wizard: (wizard.next(), wizard.reject()))
        assert officers(office, 2025) == 0
        assert list_backups(office.book) == []

    def test_only_what_is_ticked(self, office: Office) -> None:
        look_at(office, 2024)

        def drive(wizard: YearWizard) -> None:
            for what, box in wizard.choice.choices.items():
                box.setChecked(what is Carried.TARGETS)
            wizard.next()
            assert "役員" not in wizard.confirmation.sentence.accessibleName()
            wizard.next()

        driven(office, drive)
        assert officers(office, 2025) == 0

    def test_without_anything_ticked_it_does_not_go_on(self, office: Office) -> None:
        look_at(office, 2024)

        def drive(wizard: YearWizard) -> None:
            for box in wizard.choice.choices.values():
                box.setChecked(False)
            assert not wizard.choice.isComplete()
            assert not wizard.button(QWizard.WizardButton.NextButton).isEnabled()

        driven(office, drive)

    def test_a_year_that_exists_is_left_and_counted(self, office: Office) -> None:
        look_at(office, 2023)

        def drive(wizard: YearWizard) -> None:
            assert wizard.choice.chosen_year().year == 2024
            box = wizard.choice.choices[Carried.OFFICERS]
            assert box.text() == "役員　写すものはありません（2024年度にある15名はそのまま）"
            assert not box.isEnabled() and not box.isChecked()

        driven(office, drive)
