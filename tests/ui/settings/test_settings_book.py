"""設定＞設定ブック on the sample: written, read, seen before it holds, taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from office_settings import office_workbook
from pytestqt.qtbot import QtBot

from kyosai_desktop.operations.books import councils
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.operations.settings.write import settings_rows
from kyosai_desktop.ui.page import PageName
from kyosai_desktop.ui.settings.settings_book import SettingsBookTab

if TYPE_CHECKING:
    from conftest import Office


def tab_of(office: Office) -> SettingsBookTab:
    page = office.program.window.show_page(PageName.SETTINGS)
    page.tabs.setCurrentIndex(page.tabs.count() - 3)
    tab = page.settings_book
    assert isinstance(tab, SettingsBookTab) and tab.isVisible()
    return tab


def read(tab: SettingsBookTab, office: Office, path: Path, qtbot: QtBot) -> list[list[str]]:
    """Press 読み込む, choose the file, and return the lines of the list."""
    office.dialogs.files.append([path])
    tab.summary.clear()
    tab.choose.click()
    qtbot.waitUntil(lambda: path.name in tab.summary.text())
    return lines(tab)


def lines(tab: SettingsBookTab) -> list[list[str]]:
    items = [tab.list.topLevelItem(at) for at in range(tab.list.topLevelItemCount())]
    return [[item.text(column) for column in range(4)] for item in items if item is not None]


def names(office: Office) -> list[str]:
    session = office.program.window.desk.session
    return [council.short_name for council in session.read(councils)]


def saved(tab: SettingsBookTab, office: Office, path: Path, qtbot: QtBot) -> Path:
    office.dialogs.targets.append(path)
    tab.save.click()
    qtbot.waitUntil(path.exists)
    return path


def test_a_new_council_is_seen_and_then_there(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    tab = tab_of(office)
    shown = read(tab, office, office_workbook(tmp_path / "友の会.xlsx"), qtbot)
    assert tab.summary.text() == "友の会.xlsx：追加47件"
    assert shown[0][:3] == ["追加", "会議体", "友の会推進会議"]
    assert names(office) == ["労済", "ろうきん"]
    assert office.program.window.focusWidget() is tab.apply
    tab.apply.click()
    assert names(office) == ["労済", "ろうきん", "友の会"]
    assert not tab.list.isVisible()
    undo = office.program.window.desk.commands.undo
    qtbot.waitUntil(undo.isEnabled)
    undo.trigger()
    assert names(office) == ["労済", "ろうきん"]


def test_what_is_written_can_be_mended_in_excel(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    tab = tab_of(office)
    path = saved(tab, office, tmp_path / "設定.xlsx", qtbot)
    assert office.dialogs.suggested[-1].name == "事務局_設定.xlsx"
    workbook = openpyxl.load_workbook(path)
    line = next(row for row in workbook["項目"].iter_rows() if row[1].value == "fire")
    line[2].value = "火災・地震共済"
    workbook.save(path)
    assert read(tab, office, path, qtbot) == [
        ["変更", "項目", "火災・地震共済", "名称「火災共済」→「火災・地震共済」"]
    ]


def test_an_unchanged_book_has_nothing_to_carry_out(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    tab = tab_of(office)
    path = saved(tab, office, tmp_path / "設定.xlsx", qtbot)
    assert read(tab, office, path, qtbot) == []
    assert tab.summary.text() == "設定.xlsx：変わるところはありません"
    assert not tab.apply.isEnabled()
    tab.give_up.click()
    assert not tab.list.isVisible()


def test_every_mistake_is_listed_with_its_place(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    tab = tab_of(office)
    before = settings_rows(office.program.window.desk.session.read(stored_settings))
    shown = read(tab, office, office_workbook(tmp_path / "友の会.xlsx", 系列_B4="kuti", 定員_C3="三"), qtbot)
    assert [line[:3] for line in shown] == [
        ["誤り", "系列", "4行目 項目"],
        ["誤り", "定員", "3行目 定員"],
    ]
    assert shown[0][3].startswith("会議体「tomo」の項目に「kuti」がありません。")
    assert "2か所を直すと読み込めます" in tab.summary.text()
    assert not tab.apply.isEnabled()
    assert settings_rows(office.program.window.desk.session.read(stored_settings)) == before


def test_a_file_that_is_no_workbook_is_told(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "設定.xlsx"
    path.write_text("<html></html>", encoding="utf-8")
    shown = read(tab_of(office), office, path, qtbot)
    assert [line[0] for line in shown] == ["誤り"]


def test_the_preview_follows_the_book(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    """Another change of the settings is seen in the preview that is open."""
    tab = tab_of(office)
    path = saved(tab, office, tmp_path / "設定.xlsx", qtbot)
    read(tab, office, path, qtbot)

    def rename(book) -> None:
        with book.change("名前") as tx:
            tx.execute("UPDATE indicator SET name = '火災' WHERE code = 'fire'")

    office.program.window.desk.session.read(rename)
    qtbot.waitUntil(lambda: lines(tab) != [])
    assert lines(tab) == [["変更", "項目", "火災共済", "名称「火災」→「火災共済」"]]
