"""``cancel``: take one step of the history back, and leave what came after it."""

from __future__ import annotations

import argparse

from kyosai_desktop.cli.answer import Answer, Console, Status
from kyosai_desktop.cli.history import step_as_json
from kyosai_desktop.cli.opened import opened
from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.operations.cancelling import Cancellation, cancel


def answer(options: argparse.Namespace, console: Console) -> Answer:
    """Cancel the step with this id, as a new step. What was changed since stays, and is told."""
    with opened(options.book, console) as book:
        done = cancel(book, options.step)
    if isinstance(done, Problem):
        return Answer(Status.NOT_DONE, [done])
    fields = {"steps": [step_as_json(done.step)], "restored": done.restored, "kept": len(done.kept)}
    if not done.restored:
        return Answer(Status.NOT_DONE, [_all_changed_since(done)], {**fields, "steps": []})
    console.say(f"「{done.step.label}」を取り消しました（{done.restored:,}か所を元の値に）。")
    if done.kept:
        return Answer(Status.PROBLEMS, [_some_changed_since(done)], fields)
    return Answer(Status.DONE, fields=fields)


def _some_changed_since(done: Cancellation) -> Problem:
    return Problem(
        "cancel.kept",
        f"この操作の後に直された{len(done.kept):,}か所は、そのまま残しました。",
        "残った値でよいかを確かめてください。",
        Severity.WARNING,
    )


def _all_changed_since(done: Cancellation) -> Problem:
    return Problem(
        "cancel.nothing_left",
        f"「{done.step.label}」で書き込まれた値は、取り消し済みか、その後すべて変わっているため、取り消すものがありません。",
        "必要な値を入力し直してください。",
    )
