"""``verify``: is a book whole?"""

from __future__ import annotations

import argparse

from kyosai_desktop.cli.answer import Answer, Console, Status
from kyosai_desktop.cli.opened import opened


def answer(options: argparse.Namespace, console: Console) -> Answer:
    """Read all of it. A book that opens but isn't whole gives exit status 1; one that doesn't open, 2."""
    with opened(options.book, console) as book:
        problems = book.verify()
    if not problems:
        console.say(f"「{options.book}」に壊れているところはありません。")
    return Answer(Status.PROBLEMS if problems else Status.DONE, problems)
