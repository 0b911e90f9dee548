"""``backup``: a verified copy of a book."""

from __future__ import annotations

import argparse

from kyosai_desktop.cli.answer import Answer, Console, Status
from kyosai_desktop.cli.opened import opened
from kyosai_desktop.domain.problem import Problem


def answer(options: argparse.Namespace, console: Console) -> Answer:
    """Make it in the folder beside the book, or under the name given."""
    with opened(options.book, console) as book:
        if options.output is not None:
            problem = book.backup_to(options.output)
            path = options.output
        else:
            made = book.backup()
            problem = made if isinstance(made, Problem) else None
            path = None if isinstance(made, Problem) else made.path
    if problem is not None:
        return Answer(Status.NOT_DONE, [problem])
    console.say(f"バックアップ「{path}」を作り、読めることを確かめました。")
    return Answer(Status.DONE, fields={"backup": str(path)})
