"""The bottom line: a message of a moment covers what stands at the left, whatever is shown there meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime

from pytestqt.qtbot import QtBot

from kyosai_desktop.ui.editing_state import EditingState
from kyosai_desktop.ui.status_line import StatusLine


def shown_line(qtbot: QtBot) -> StatusLine:
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(900, 30)
    line.show()
    line.show_editing(EditingState.OPEN)
    line.show_saved(datetime(2024, 5, 31, 14, 32, tzinfo=UTC), read_only=False)
    return line


def test_a_message_stands_alone_at_the_left(qtbot: QtBot) -> None:
    line = shown_line(qtbot)
    line.tell("元に戻しました：実績を入力")
    line.show_saved(datetime(2024, 5, 31, 14, 33, tzinfo=UTC), read_only=False)
    line.show_editing(EditingState.CONFIRMED)
    assert not [each for each in (line.saved, line.rule, line.lock, line.editing) if each.isVisible()]
    line.clearMessage()
    assert line.saved.isVisible() and line.rule.isVisible() and line.lock.isVisible()
    assert line.saved.text() == "自動保存済み 14:33"


def test_work_that_takes_a_while_takes_the_message_s_place(qtbot: QtBot) -> None:
    line = shown_line(qtbot)
    line.tell("元に戻しました：実績を入力")
    line.show_work("資料を書き込んでいます")
    qtbot.waitUntil(line.working.isVisible, timeout=3_000)
    assert line.currentMessage() == "" and line.stop.isVisible()
