"""``papers``: which papers a book has."""

from __future__ import annotations

import argparse

from kyosai_desktop.cli.answer import Answer, Console, Status
from kyosai_desktop.cli.opened import councils_called, opened
from kyosai_desktop.operations.papers import papers


def answer(options: argparse.Namespace, console: Console) -> Answer:
    """List them."""
    with opened(options.book, console) as book:
        codes = {council.code for council in councils_called(book, options.council)}
        found = [paper for paper in papers(book) if paper.council in codes]
    width = max((len(paper.id) for paper in found), default=0) + 2
    for paper in found:
        years = "・".join(str(year) for year in paper.years)
        console.say(f"{paper.id:<{width}}{paper.title}（{f'{years}年度' if years else '数字なし'}）")
    listed = [
        {
            "id": paper.id,
            "title": paper.title,
            "kind": paper.kind.value,
            "council": paper.council,
            "years": list(paper.years),
            "formats": list(paper.formats),
        }
        for paper in found
    ]
    return Answer(Status.DONE, fields={"papers": listed})
