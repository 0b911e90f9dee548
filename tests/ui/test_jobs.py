"""Work off the GUI thread: answers, refusals, 中止, and loud bugs."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.ui.jobs import Jobs, Progress


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def unexpected(value: object) -> None:
    pytest.fail(f"unexpected answer: {value}")


def test_the_answer_arrives_in_the_gui_thread(jobs: Jobs, qtbot: QtBot) -> None:
    answers: list[tuple[str, str]] = []
    work_thread: list[str] = []

    def work(progress: Progress) -> str:
        work_thread.append(threading.current_thread().name)
        progress.at(1, 2)
        return "終わり"

    with qtbot.waitSignals([jobs.started, jobs.progressed, jobs.ended], timeout=2_000):
        jobs.start(
            jobs, "書き込み", work, lambda v: answers.append((v, threading.current_thread().name)), unexpected
        )
    assert answers == [("終わり", threading.current_thread().name)]
    assert work_thread != [threading.current_thread().name]
    assert not jobs.busy


def test_jobs_run_one_after_the_other(jobs: Jobs, qtbot: QtBot) -> None:
    order: list[int] = []
    for number in range(5):
        jobs.start(jobs, "仕事", lambda _progress, number=number: number, order.append, unexpected)
    qtbot.waitUntil(lambda: len(order) == 5, timeout=2_000)
    assert order == [0, 1, 2, 3, 4]


def test_a_refusal_arrives_as_problems(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[Problem] = []

    def work(_progress: Progress) -> None:
        raise Refused(Problem("file.full", "空きがありません。", "空けてください。"))

    jobs.start(jobs, "書き込み", work, unexpected, told.extend)
    qtbot.waitUntil(lambda: bool(told), timeout=2_000)
    assert told[0].code == "file.full"


def test_stopping_ends_the_work_at_its_next_step_and_nothing_is_answered(jobs: Jobs, qtbot: QtBot) -> None:
    begun, stopped = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        assert stopped.wait(2)
        progress.at(1, 2)
        raise AssertionError("the work went on after 中止")

    with qtbot.waitSignal(jobs.ended, timeout=2_000):
        jobs.start(jobs, "長い仕事", work, unexpected, unexpected)
        qtbot.waitUntil(begun.is_set, timeout=2_000)
        jobs.stop()
        stopped.set()


def test_a_bug_is_raised_in_the_gui_thread(jobs: Jobs, qtbot: QtBot) -> None:
    def work(_progress: Progress) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        jobs.start(jobs, "仕事", work, unexpected, unexpected)
        qtbot.waitUntil(lambda: bool(caught), timeout=2_000)
    assert caught[0][0] is ZeroDivisionError
