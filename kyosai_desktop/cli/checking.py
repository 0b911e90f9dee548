"""``check``: compare the figures with each other."""

from __future__ import annotations

import argparse
from datetime import date
from fractions import Fraction
from typing import Any

from kyosai_desktop.cli.answer import Answer, Console, Status
from kyosai_desktop.cli.opened import councils_called, opened
from kyosai_desktop.domain.check import WORDS, Certainty, Finding
from kyosai_desktop.operations.checking import check
from kyosai_desktop.operations.papers import PaperKind, find_paper, viewpoint_in, viewpoint_of_paper
from kyosai_desktop.operations.papers.as_json import decimal_text


def answer(options: argparse.Namespace, console: Console) -> Answer:
    """Tell every finding. Exit status 1 when there is an error or something possible; with --strict also a note."""
    found: list[Finding] = []
    periods: list[dict[str, Any]] = []
    today = date.today()
    with opened(options.book, console) as book:
        councils = councils_called(book, options.council)
        if options.paper:
            paper = find_paper(book, options.paper, councils[0].code if options.council else "")
            council = councils_called(book, paper.council)[0]
            views = [viewpoint_of_paper(book, paper, council, today, options.year, options.month)]
            form_code = paper.id if paper.kind is PaperKind.FORM else ""
        else:
            views = [viewpoint_in(book, council, today, options.year, options.month) for council in councils]
            form_code = ""
        for viewpoint in views:
            if not options.paper or form_code:
                found += check(book, viewpoint, form_code)
            month = f"{viewpoint.as_of:%Y-%m}"
            periods.append({"council": viewpoint.council.code, "year": viewpoint.year.year, "month": month})
            console.say(
                f"{viewpoint.council.name} {viewpoint.year.text()}（{viewpoint.through.text()}まで）を検算しました。"
            )
    tell(found, console)
    telling = [finding for finding in found if options.strict or finding.certainty is not Certainty.NOTE]
    fields = {"periods": periods, "findings": [finding_as_json(finding) for finding in found]}
    return Answer(Status.PROBLEMS if telling else Status.DONE, fields=fields)


def tell(found: list[Finding], console: Console) -> None:
    """Say each finding, or that there is none."""
    for finding in found:
        console.say(f"［{WORDS[finding.certainty]}］{finding.message}{finding.cause}")
    if not found:
        console.say("食い違いはありませんでした。")


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """A finding for other programs; numbers are strings."""
    place = finding.place
    return {
        "id": finding.id,
        "certainty": finding.certainty.value,
        "code": finding.code,
        "place": {
            "file": place.file,
            "sheet": place.sheet,
            "cell": place.cell,
            "form": place.form,
            "row": place.row,
            "column": place.column,
        },
        "expected": _number(finding.expected),
        "found": _number(finding.found),
        "difference": _number(finding.difference),
        "cause": finding.cause,
        "message": finding.message,
    }


def _number(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value)
