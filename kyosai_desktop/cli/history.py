"""``history``: what was done with a book."""

from __future__ import annotations

import argparse
from typing import Any

from kyosai_desktop.cli.answer import Answer, Console, Status
from kyosai_desktop.cli.opened import opened
from kyosai_desktop.store.history import Step, StepState

_STATES = {StepState.DONE: "", StepState.UNDONE: "（元に戻した）", StepState.DROPPED: "（元に戻した）"}


def answer(options: argparse.Namespace, console: Console) -> Answer:
    """List the steps, newest first."""
    with opened(options.book, console) as book:
        steps = book.history()
    for step in steps:
        time = step.time.astimezone()
        state = _STATES[step.state] or ("" if step.undoable else "（元に戻せない）")
        console.say(f"{time:%Y-%m-%d %H:%M}  {step.user or '－'}  {step.label}{state}  ID {step.id}")
    if not steps:
        console.say("操作の履歴はありません。")
    return Answer(Status.DONE, fields={"steps": [step_as_json(step) for step in steps]})


def step_as_json(step: Step) -> dict[str, Any]:
    """A step for other programs. The id is a string, since it has more digits than JSON readers keep."""
    return {
        "id": str(step.id),
        "time": step.time.isoformat(timespec="seconds"),
        "user": step.user,
        "label": step.label,
        "tables": sorted(step.tables),
        "state": step.state.value,
        "undoable": step.undoable,
    }
