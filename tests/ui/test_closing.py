"""Closing the window while a paper is being written: it is written, then the window closes."""

from __future__ import annotations

import threading
from pathlib import Path

from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.ui.jobs import Progress


def start(office, made: list[str], go_on: threading.Event, problem: Problem | None = None) -> None:
    def work(_progress: Progress) -> None:
        go_on.wait(10)
        if problem is not None:
            raise Refused(problem)
        made.append("資料")

    program = office.program
    program.jobs.start(
        program, "資料を書き込んでいます", work, lambda _none: None, program.window.desk.explain, awaited=True
    )


def test_the_window_closes_after_what_was_asked_for(office, qtbot: QtBot) -> None:
    made: list[str] = []
    go_on = threading.Event()
    start(office, made, go_on)
    window = office.program.window
    assert not window.close() and window.isVisible()
    assert "終わると、このウィンドウは閉じます" in window.info_bar.notice.message
    go_on.set()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=5_000)
    assert made == ["資料"] and office.program.session is None


def test_what_could_not_be_written_keeps_the_window_open(office, qtbot: QtBot, tmp_path: Path) -> None:
    go_on = threading.Event()
    start(office, [], go_on, Problem("disk_full", "空き容量が足りません。", "片付けてください。"))
    window = office.program.window
    assert not window.close()
    go_on.set()
    qtbot.waitUntil(lambda: window.info_bar.notice.message == "空き容量が足りません。", timeout=5_000)
    qtbot.wait(50)
    assert window.isVisible()
    assert window.close()


def test_closing_again_does_not_wait(office) -> None:
    go_on = threading.Event()
    start(office, [], go_on)
    answers = []
    for _ in range(2):
        answers.append(office.program.window.close())
        go_on.set()
    assert answers == [False, True]
