"""``print``: write papers to files."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from kyosai_desktop.cli.answer import Answer, Console, Status
from kyosai_desktop.cli.opened import councils_called, opened
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.operations.output_folder import make_folder
from kyosai_desktop.operations.papers import (
    FORMATS,
    PaperContent,
    PaperInfo,
    content,
    file_name,
    find_paper,
    on_days,
    papers,
    takes_days,
    viewpoint_of_paper,
    write_paper,
)
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.looking import is_folder


def answer(options: argparse.Namespace, console: Console) -> Answer:
    """Read the papers, close the book, write the files."""
    now = datetime.now().astimezone()
    target: Path = options.output
    known_ending = target.suffix.lower() in FORMATS
    into_folder = is_folder(target) or (not known_ending and (options.all or not target.suffix))
    if options.all and not into_folder:
        raise Refused(
            Problem(
                "print.folder_needed",
                "複数の資料は1つのファイルに書き出せません。",
                "-o にフォルダーを指定してください。",
                place=Place(file=target.name),
            )
        )
    if options.all and options.as_of and options.as_of != Month.of(options.as_of).end:
        raise Refused(
            Problem(
                "print.day_of_one_paper",
                "--all では、月の途中の日を指定できません。月末までの実績の資料もあるためです。",
                "--as-of には月末の日付を書くか、時点の数字の資料を1つ指定してください。",
            )
        )
    with opened(options.book, console) as book:
        wanted = _wanted(book, options)
        contents = [_read(book, paper, options, now) for paper in wanted]
    empty = [
        problem
        for info, paper in zip(wanted, contents, strict=True)
        if (problem := info.emptiness(paper.viewpoint.year)) is not None
    ]
    if into_folder:
        make_folder(target)
    outputs = []
    for paper in contents:
        path = target / file_name(paper, ".pdf") if into_folder else target
        write_paper(paper, path)
        console.say(f"{path}：{paper.title}（{_until(paper)}）")
        outputs.append(
            {
                "id": paper.id,
                "path": str(path),
                "council": paper.viewpoint.council.code,
                "year": paper.viewpoint.year.year,
                "month": f"{paper.viewpoint.as_of:%Y-%m}",
            }
        )
    return Answer(Status.PROBLEMS if empty else Status.DONE, empty, fields={"outputs": outputs})


def _wanted(book: Book, options: argparse.Namespace) -> list[PaperInfo]:
    codes = {council.code for council in councils_called(book, options.council)}
    if not options.all:
        return [find_paper(book, options.paper, min(codes) if options.council else "")]
    found = [
        paper
        for paper in papers(book)
        if paper.council in codes and paper.years and options.year in (None, *paper.years)
    ]
    if not found:
        raise Refused(
            Problem(
                "print.nothing",
                "数字や名簿のある資料がないため、書き出すものがありません。",
                "数字を入力するか、年度と会議体の指定を確かめてください。",
            )
        )
    return found


def _read(book: Book, paper: PaperInfo, options: argparse.Namespace, now: datetime) -> PaperContent:
    council = councils_called(book, paper.council)[0]
    month = Month.of(options.as_of) if options.as_of else options.month
    viewpoint = viewpoint_of_paper(book, paper, council, now.date(), options.year, month)
    if not options.all:
        viewpoint = on_days(book, paper, viewpoint, options.as_of, options.earlier)
    elif takes_days(book, paper):
        viewpoint = viewpoint.on_days(options.as_of, options.earlier)
    return content(book, paper.id, viewpoint, now, options.edition)


def _until(paper: PaperContent) -> str:
    return paper.tables[0].as_of or paper.viewpoint.year.text()
