"""What a command answers: an exit status, problems, and the fields of its JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any, TextIO

from kyosai_desktop.domain.problem import Problem

JSON_FORMAT = 1


class Status(IntEnum):
    """The exit status. DONE: nothing to report; PROBLEMS: done, with something to look at; NOT_DONE: nothing changed."""

    DONE = 0
    PROBLEMS = 1
    NOT_DONE = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of a command. ``fields`` go into its JSON; ``window`` is a book to open in the window afterwards."""

    status: Status
    problems: Sequence[Problem] = ()
    fields: dict[str, Any] = field(default_factory=dict)
    window: Path | None = None


class Console:
    """Where sentences go: to stdout, or with ``--json`` to stderr, so that stdout is exactly one JSON object."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.notices: list[Problem] = []

    def say(self, sentence: str) -> None:
        """Tell the user something."""
        self._print(sentence, sys.stderr if self.as_json else sys.stdout)

    def notice(self, problem: Problem) -> None:
        """Keep a problem that came up beside what was asked; it is told at the end."""
        self.notices.append(problem)

    def finish(self, command: str, book: str, answer: Answer) -> None:
        """Print the problems, and the JSON object when it was asked for."""
        for problem in answer.problems:
            self._print(problem.sentence(), sys.stderr)
        if self.as_json:
            self._print(json.dumps(_json(command, book, answer), ensure_ascii=False), sys.stdout)

    def _print(self, text: str, stream: TextIO | None) -> None:
        # a window program on Windows has no streams; a file name may hold what no encoding has
        if stream is None:
            return
        try:
            print(text.encode("utf-8", "backslashreplace").decode("utf-8"), file=stream, flush=True)
        except BrokenPipeError:
            # whoever read our output has enough of it; what is left goes nowhere, also at the exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def problem_as_json(problem: Problem) -> dict[str, Any]:
    """A problem for other programs."""
    place = problem.place
    return {
        "severity": problem.severity.value,
        "code": problem.code,
        "place": {
            "file": place.file,
            "sheet": place.sheet,
            "cell": place.cell,
            "form": place.form,
            "row": place.row,
            "column": place.column,
        },
        "message": problem.message,
        "next": problem.next_step,
    }


def _json(command: str, book: str, answer: Answer) -> dict[str, Any]:
    return {
        "format": JSON_FORMAT,
        "command": command,
        "status": answer.status.name.lower(),
        "book": book,
        "problems": [problem_as_json(problem) for problem in answer.problems],
        **answer.fields,
    }
