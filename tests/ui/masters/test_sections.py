"""様式, 項目 and 組織 in the real window: typed, refused, previewed, copied, taken back, without a box to answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from kyosai_desktop.operations import books
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.masters.forms_section import FormsSection
from kyosai_desktop.ui.masters.indicators_section import IndicatorsSection
from kyosai_desktop.ui.masters.organisations_section import OrganisationsSection
from kyosai_desktop.ui.page import PageName
from kyosai_desktop.ui.settings.page import SettingsPage

if TYPE_CHECKING:
    from conftest import Office


@pytest.fixture(autouse=True)
def no_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_args: object) -> None:
        raise AssertionError("a box was opened")

    monkeypatch.setattr(QMessageBox, "exec", asked)


def settings(office: Office, tab: str) -> SettingsPage:
    page = office.program.window.show_page(PageName.SETTINGS)
    assert isinstance(page, SettingsPage)
    titles = [page.tabs.tabText(at) for at in range(page.tabs.count())]
    page.tabs.setCurrentIndex(titles.index(tab))
    return page


def forms(office: Office, title: str = "ブロック別 達成状況") -> FormsSection:
    section = settings(office, "様式").forms
    section.list.setCurrentRow(
        [section.list.item(at).text() for at in range(section.list.count())].index(title)
    )
    return section


def type_into(grid: GridView, row: int, label: str, text: str, qtbot: QtBot) -> None:
    """Type a text into a cell and press Enter, as a user does."""
    column = [each.label for each in grid.table.columns].index(label)
    grid.setFocus()
    grid.go(row, column)
    qtbot.keyClick(grid, Qt.Key.Key_F2)
    editor = grid.editor()
    assert editor is not None
    editor.setText(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def column(grid: GridView, label: str) -> list[str]:
    at = [each.label for each in grid.table.columns].index(label)
    return [line[at].text.strip() for line in grid.table.cells]


def told(office: Office) -> str:
    notice = office.program.window.info_bar.notice
    return notice.message if notice else ""


def test_a_typed_column_is_in_the_preview_at_once(office: Office, qtbot: QtBot) -> None:
    section = forms(office)
    grid = section.columns.view
    type_into(grid, 2, "表示", "目標との差", qtbot)
    qtbot.waitUntil(lambda: "目標との差" in [each.label for each in section.preview.view.table.columns])
    office.program.window.commands.undo.trigger()
    qtbot.waitUntil(lambda: "差異" in [each.label for each in section.preview.view.table.columns])


def test_a_formula_that_divides_by_0_stays_in_its_editor_with_the_reason(
    office: Office, qtbot: QtBot
) -> None:
    grid = forms(office).columns.view
    type_into(grid, 3, "計算式", "実績 ÷ 0", qtbot)
    assert "いつも0になります" in told(office)
    editor = grid.editor()
    assert editor is not None and editor.text() == "実績 ÷ 0"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert column(grid, "計算式")[3] == "達成率(実績, 目標)"


def test_rows_are_added_moved_and_taken_out(office: Office, qtbot: QtBot) -> None:
    section = forms(office)
    section.tabs.setCurrentIndex(1)
    grid = section.rows.view
    section.rows.go_to(1)
    heading = section.rows.add.menu().actions()[-1]
    heading.trigger()
    assert column(grid, "種類")[2] == "見出し"
    assert section.rows.current_row() == 2
    section.rows.up.trigger()
    assert column(grid, "種類")[1] == "見出し"
    section.rows.remove.trigger()
    qtbot.waitUntil(lambda: "見出し" not in column(grid, "種類"))
    assert "1行を削除しました" in told(office)


def test_a_form_is_copied_under_a_title_and_deleted(office: Office, qtbot: QtBot) -> None:
    section = forms(office)
    before = section.preview.view.table.cells
    section.copy.trigger()
    assert section.strip.isVisible()
    section.strip.field.setText("ブロック別 達成状況")
    section.strip.ok.click()
    assert section.strip.isVisible() and "もうあります" in told(office)
    section.strip.field.setText("支部長会議用")
    qtbot.keyClick(section.strip.field, Qt.Key.Key_Return)
    assert not section.strip.isVisible()
    shown = section.form()
    assert shown is not None and shown.title == "支部長会議用"
    assert section.preview.view.table.cells == before
    section.delete.trigger()
    qtbot.waitUntil(lambda: not section.list.findItems("支部長会議用", Qt.MatchFlag.MatchExactly))
    office.program.window.info_bar.buttons()[0].click()
    qtbot.waitUntil(lambda: bool(section.list.findItems("支部長会議用", Qt.MatchFlag.MatchExactly)))


def test_a_new_form_begins_with_its_title(office: Office, qtbot: QtBot) -> None:
    section = forms(office)
    section.add.trigger()
    assert section.tabs.currentIndex() == 2
    type_into(section.properties, 0, "内容", "共済別の到達", qtbot)
    qtbot.waitUntil(lambda: bool(section.list.findItems("共済別の到達", Qt.MatchFlag.MatchExactly)))
    shown = section.form()
    assert shown is not None and shown.title == "共済別の到達"


def test_an_indicator_is_added_with_a_formula_and_its_figures_are_seen(office: Office, qtbot: QtBot) -> None:
    section = settings(office, "項目").indicators
    assert isinstance(section, IndicatorsSection)
    grid = section.indicators.view
    section.indicators.go_to(column(grid, "名称").index("未継続"))
    section.indicators.add.trigger()
    row = column(grid, "名称").index("新しい項目")
    assert section.indicators.current_row() == row
    type_into(grid, row, "名称", "継続と工場", qtbot)
    type_into(grid, row, "計算式", "継続 ＋ 指定工入庫", qtbot)
    qtbot.waitUntil(lambda: column(grid, "計算式")[row] == "継続 ＋ 指定工入庫")
    section.indicators.go_to(row)
    names = [line.name for line in section.preview.view.table.rows]
    assert names == ["継続", "指定工入庫", "継続と工場"]
    type_into(grid, row, "計算式", "継続と工場 ＋ 1", qtbot)
    assert "自分自身に戻ります" in told(office)


def test_the_grid_of_the_section_takes_the_editing_commands(office: Office) -> None:
    page = settings(office, "項目")
    assert page.grid() is page.indicators.indicators.view
    assert all(action.isEnabled() for action in office.program.window.commands.editing())
    settings(office, "全般")
    assert page.grid() is None


def test_a_block_is_renamed_from_a_year(office: Office, qtbot: QtBot) -> None:
    section = settings(office, "組織").organisations
    assert isinstance(section, OrganisationsSection)
    grid = section.members.view
    section.members.go_to(column(grid, "名称").index("檜山"))
    section.rename_action.trigger()
    assert section.strip.year.currentText() == "2024年度から"
    section.strip.name.setText("ひやま")
    qtbot.keyClick(section.strip.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "ひやま" in column(grid, "名称"))
    assert column(grid, "旧名称")[column(grid, "名称").index("ひやま")] == "2023=檜山"
    assert "2023年度までの表は元の名称のまま" in told(office)


def test_a_block_is_merged_into_one_of_its_kind(office: Office, qtbot: QtBot) -> None:
    section = settings(office, "組織").organisations
    grid = section.members.view
    section.members.go_to(column(grid, "名称").index("檜山"))
    section.merge_action.trigger()
    offered = [section.strip.heir.itemText(at) for at in range(section.strip.heir.count())]
    assert "「南渡島」に" in offered and "「道央支店」に" not in offered
    section.strip.heir.setCurrentIndex(offered.index("「南渡島」に"))
    section.strip.ok.click()
    assert section.strip.isVisible() and "2024年度からは統合できません" in told(office)
    section.strip.year.setCurrentIndex(section.strip.year.findData(2025))
    section.strip.ok.click()
    qtbot.waitUntil(lambda: column(grid, "有効終了年度")[column(grid, "名称").index("檜山")] == "2024")


def test_the_strips_give_way_to_esc(office: Office, qtbot: QtBot, qapp: QApplication) -> None:
    section = settings(office, "組織").organisations
    section.members.go_to(0)
    section.rename_action.trigger()
    qtbot.keyClick(section.strip.name, Qt.Key.Key_Escape)
    assert not section.strip.isVisible()


def test_nothing_locks_up_without_a_council(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "空.kyosai"
    books.create(path, "empty").close()
    assert office.program.open(path)
    for tab in ("様式", "項目", "組織"):
        assert settings(office, tab).isVisible()
