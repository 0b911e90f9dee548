"""分析用に書き出す: beside the window's own work, with a way to stop; and a list of figures taken back in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from kyosai_desktop.operations import exporting
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.page import PageName

if TYPE_CHECKING:
    from conftest import Office


def wait_for_jobs(office: Office, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not office.program.jobs.busy, timeout=30_000)


def count(book: Book) -> int:
    return int(book.query("SELECT count(*) FROM fact")[0][0])


def test_the_workbook_is_written_where_the_user_says(office: Office, qtbot: QtBot, tmp_path: Path) -> None:
    window = office.program.window
    office.dialogs.targets.append(tmp_path / "数字")
    window.commands.export_analysis.trigger()
    assert office.dialogs.suggested[-1].name == f"{office.book.stem}_分析用.xlsx"
    target = tmp_path / "数字.xlsx"
    qtbot.waitUntil(target.exists, timeout=30_000)
    wait_for_jobs(office, qtbot)
    figures = office.program.session.read(count)
    assert openpyxl.load_workbook(target)["一覧"].max_row == figures + 1
    assert window.info_bar.notice.message == f"{figures:,}件の数字を「数字.xlsx」に書き出しました。"
    for button in window.info_bar.buttons()[:1]:
        button.click()
    assert office.dialogs.shown == [target]


def test_stopping_leaves_nothing(
    office: Office, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "出力" / "数字.xlsx"
    target.parent.mkdir()
    office.dialogs.targets.append(target)
    office.program.jobs.progressed.connect(lambda _done, _total: office.program.jobs.stop())
    with qtbot.waitSignal(office.program.jobs.ended, timeout=30_000):
        office.program.window.commands.export_analysis.trigger()
    assert list(target.parent.iterdir()) == []
    assert not office.program.window.info_bar.isVisible()


def test_giving_up_in_the_dialog_does_nothing(office: Office) -> None:
    office.program.window.commands.export_analysis.trigger()
    assert not office.program.jobs.busy


def test_a_list_of_figures_is_previewed_and_taken_like_a_sheet(
    office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    session = office.program.session
    figures = session.read(exporting.read_figures)
    path = tmp_path / "facts.csv"
    exporting.write_facts(figures, path)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    first = lines[1].split(",")
    first[13] = "4321.5"
    wrong = [*lines[2].split(",")[:10], "atlantis", *lines[2].split(",")[11:]]
    path.write_text("\n".join([lines[0], ",".join(first), ",".join(wrong), lines[3]]), encoding="utf-8")
    page = office.program.window.show_page(PageName.IMPORTS)
    page.read_files([path])
    qtbot.waitUntil(lambda: page.panel.isVisible(), timeout=30_000)
    texts = [[page.panel.view.lines.index(row, column).data() for column in range(5)] for row in range(3)]
    assert [line[0] for line in texts] == ["変更", "エラー", "同じ"]
    assert texts[0][3].endswith("→ 4,321.5")
    assert texts[1][4].startswith("3行目：")
    assert not page.panel.apply.isEnabled()
    page.panel.skip.click()
    page.panel.apply.click()
    key = figures.facts[0][0]
    changed = dict(session.read(exporting.read_figures).facts)
    assert changed[key].thousandths == 4_321_500
    assert changed[key].source.cell == "N2"
