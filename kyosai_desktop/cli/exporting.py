"""``export``: everything of a book for other programs, as CSV files or as a workbook for analysts."""

from __future__ import annotations

import argparse
from pathlib import Path

from kyosai_desktop.cli.answer import Answer, Console, Status
from kyosai_desktop.cli.opened import councils_called, opened
from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.operations import exporting
from kyosai_desktop.operations.output_folder import make_folder
from kyosai_desktop.store.looking import is_folder

_FACTS = "facts.csv"


def answer(options: argparse.Namespace, console: Console) -> Answer:
    """Read all that is asked for, close the book, write the files."""
    target: Path = options.output
    if target.suffix.lower() == ".xlsx" and not is_folder(target):
        return _analysis(options, target, console)
    _refuse_other_files(target)
    with opened(options.book, console) as book:
        councils = councils_called(book, options.council)
        figures = exporting.read_figures(book, councils)
        registers = exporting.read_registers(book, councils) if options.all else ()
    make_folder(target)
    exporting.write_facts(figures, target / _FACTS)
    written = [(target / _FACTS, len(figures.facts))]
    written += [(exporting.write_register(register, target), len(register.lines)) for register in registers]
    for path, lines in written:
        console.say(f"{path}：{lines:,}行")
    return Answer(
        Status.DONE, fields={"outputs": [{"path": str(path), "lines": lines} for path, lines in written]}
    )


def _analysis(options: argparse.Namespace, target: Path, console: Console) -> Answer:
    if options.all:
        raise Refused(
            Problem(
                "export.figures_only",
                "分析用のブックには、役員・会議・活動記録は入りません。",
                "--all を除くか、-o にフォルダーを指定してCSVで書き出してください。",
                place=Place(file=target.name),
            )
        )
    with opened(options.book, console) as book:
        figures = exporting.read_figures(book, councils_called(book, options.council))
    exporting.write_analysis(figures, target)
    lines = len(figures.facts)
    console.say(f"{target}：{lines:,}件の数字")
    return Answer(Status.DONE, fields={"outputs": [{"path": str(target), "lines": lines}]})


def _refuse_other_files(target: Path) -> None:
    if not target.suffix or is_folder(target):
        return
    raise Refused(
        Problem(
            "export.folder_needed",
            "CSVは、1つのファイルではなくフォルダーに書き出します。",
            "-o にフォルダーを指定してください。分析用のブックは、名前の終わりを .xlsx にしてください。",
            place=Place(file=target.name),
        )
    )
