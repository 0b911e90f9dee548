"""設定＞会議体: the councils and the kinds of their meetings, typed, ordered and refused where they are in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pytestqt.qtbot import QtBot

from kyosai_desktop.ui.page import PageName

if TYPE_CHECKING:
    from conftest import Office


@pytest.fixture
def section(office: Office) -> Any:
    page = office.program.window.show_page(PageName.SETTINGS)
    titles = [page.tabs.tabText(at) for at in range(page.tabs.count())]
    page.tabs.setCurrentIndex(titles.index("会議体"))
    return page.councils


def kinds(section: Any) -> list[str]:
    return [line[0].text for line in section.kinds.view.table.cells if line[0].text]


def test_councils_and_their_kinds_of_meetings_are_shown(section: Any) -> None:
    assert [line[1].text for line in section.councils.view.table.cells][:2] == ["労済", "ろうきん"]
    assert "労済" in section.kinds_title.text()
    assert "推進会議" in kinds(section)


def test_a_council_in_use_stays_and_the_window_says_where(section: Any, office: Office) -> None:
    section.councils.go_to(0, 0)
    section.councils.remove.trigger()
    assert [line[1].text for line in section.councils.view.table.cells][:2] == ["労済", "ろうきん"]
    notice = office.program.window.info_bar.notice
    assert notice is not None and "使われているため、削除できません" in notice.message


def test_kinds_are_ordered_and_an_unused_one_is_removed(section: Any, qtbot: QtBot) -> None:
    before = kinds(section)
    section.kinds.view.go(1, 0)
    section.kinds.up.trigger()
    assert kinds(section)[:2] == [before[1], before[0]]
    section.kinds.view.go(before.index("研修会"), 0)
    section.kinds.remove.trigger()
    qtbot.waitUntil(lambda: "研修会" not in kinds(section))
    section.desk.commands.undo.trigger()
    qtbot.waitUntil(lambda: "研修会" in kinds(section))
