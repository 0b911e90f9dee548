"""``undo``: take back the latest steps."""

from __future__ import annotations

import argparse

from kyosai_desktop.cli.answer import Answer, Console, Status
from kyosai_desktop.cli.history import step_as_json
from kyosai_desktop.cli.opened import opened
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.history import Step, StepState


def answer(options: argparse.Namespace, console: Console) -> Answer:
    """Undo that many steps. A conflict stops it; what was undone before it stays undone and is told."""
    undone: list[Step] = []
    problems: list[Problem] = []
    with opened(options.book, console) as book:
        available = _undoable(book)
        if 0 < available < options.steps:
            raise Refused(
                Problem(
                    "undo.too_many",
                    f"元に戻せる操作は{available}回分です（指定は{options.steps}回）。",
                    "回数を減らして、もう一度実行してください。",
                )
            )
        for _ in range(options.steps):
            step = book.undo()
            if isinstance(step, Problem):
                problems.append(step)
                break
            undone.append(step)
            console.say(f"「{step.label}」を元に戻しました。")
    if not undone:
        return Answer(Status.NOT_DONE, problems)
    fields = {"steps": [step_as_json(step) for step in undone]}
    return Answer(Status.PROBLEMS if problems else Status.DONE, problems, fields)


def _undoable(book: Book) -> int:
    """How many of the latest steps in effect can be undone; a migration ends them."""
    count = 0
    for step in book.history():
        if step.state is StepState.DONE:
            if not step.undoable:
                break
            count += 1
    return count
