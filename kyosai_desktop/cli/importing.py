"""``import``: take figures from workbooks and CSV files. Per file all or nothing; questions never wait."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kyosai_desktop.cli.answer import Answer, Console, Status
from kyosai_desktop.cli.import_answers import read_answers
from kyosai_desktop.cli.opened import councils_called, opened
from kyosai_desktop.domain.problem import Place, Problem, Refused, Severity
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.excel.reader import WorkbookReader
from kyosai_desktop.operations.importing import (
    Counting,
    Imported,
    ImportOptions,
    ImportPlan,
    Masters,
    Outcome,
    Question,
    apply,
    load_masters,
    plan,
    plan_problems,
    plan_summary,
    read_file,
)
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.looking import is_folder

_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".csv", ".tsv"})


def answer(options: argparse.Namespace, console: Console) -> Answer:
    """Import file by file; the exit status is that of the worst."""
    worst = Status.DONE
    problems: list[Problem] = []
    collected: dict[str, list[dict[str, Any]]] = {"files": [], "questions": [], "unread": []}
    with opened(options.book, console) as book:
        import_options = _import_options(book, options)
        files = list(_files(options.paths))
        backed_up = False
        masters = load_masters(book)
        with WorkbookReader() as reader:
            for path in files:
                status, found, fields, stored = _import(
                    book, reader, path, import_options, masters, options, console, backup=not backed_up
                )
                if stored is not None:
                    backed_up = True
                    masters = load_masters(book) if stored.new_masters else masters
                worst = max(worst, status)
                problems += found
                for name, items in collected.items():
                    items += fields.get(name, [])
    return Answer(worst, problems, {"dry_run": options.dry_run, **collected})


def _import(
    book: Book,
    reader: WorkbookReader,
    path: Path,
    import_options: ImportOptions,
    masters: Masters,
    options: argparse.Namespace,
    console: Console,
    *,
    backup: bool,
) -> tuple[Status, list[Problem], dict[str, list[dict[str, Any]]], Imported | None]:
    """One file: its status, problems and JSON, and what was stored, if anything was."""
    try:
        planned = plan(book, read_file(reader, path), import_options, masters=masters)
        imported = None
        if not options.dry_run and not planned.blocking:
            imported = apply(book, planned, backup=backup)
    except Refused as refused:
        console.say(f"{path.name}：取り込んでいません。")
        return Status.NOT_DONE, list(refused.problems), {"files": [_not_done(path)]}, None
    summary = plan_summary(planned, str(path), imported)
    summary["files"] = [file_as_json(summary)]
    problems = plan_problems(planned)
    _tell(path, planned, imported, console, dry_run=options.dry_run)
    if planned.questions:
        problems += [_open_question(question) for question in planned.questions]
    del summary["problems"]
    stored = imported if imported is not None and imported.step_id else None
    return _status(planned, problems), problems, summary, stored


def file_as_json(summary: dict[str, Any]) -> dict[str, Any]:
    """The file of a plan's summary. The step is a string, since it has more digits than JSON readers keep."""
    [file] = summary["files"]
    return {**file, "step": None if file["step"] is None else str(file["step"])}


def _status(planned: ImportPlan, problems: list[Problem]) -> Status:
    if (
        planned.blocking
        or not planned.cells
        or any(note.severity is Severity.ERROR for note in planned.notes)
    ):
        return Status.NOT_DONE
    if planned.errors or planned.unread or any(item.severity is not Severity.NOTE for item in problems):
        return Status.PROBLEMS
    return Status.DONE


def _tell(
    path: Path, planned: ImportPlan, imported: Imported | None, console: Console, *, dry_run: bool
) -> None:
    counts = planned.counts()
    emptied = (Outcome.EMPTIED,) if counts[Outcome.EMPTIED] else ()
    shown = (Outcome.ADDED, Outcome.CHANGED, *emptied, Outcome.SAME, Outcome.ERROR)
    line = "・".join(f"{outcome.value}{counts[outcome]:,}件" for outcome in shown)
    done = "取り込みました" if imported is not None else "取り込んでいません"
    if dry_run and not planned.blocking:
        done = "取り込むとこうなります"
    console.say(f"{path.name}：{planned.subject}　{line}。{done}。")
    for cell in planned.unread:
        console.say(
            f"{path.name}／シート『{cell.sheet}』／{cell.address}：「{cell.text}」は表の外にあり、読んでいません。"
        )
    for question in planned.questions:
        choices = "、".join(f"{choice.code}（{choice.text}）" for choice in question.choices)
        console.say(f"質問 {question.id}：{question.text}" + (f" 答え：{choices}" if choices else ""))


def _open_question(question: Question) -> Problem:
    return Problem(
        "import.question_open",
        question.text,
        f"--answers に「{question.id}」の答えを書いて、もう一度実行してください。",
        place=question.place,
    )


def _not_done(path: Path) -> dict[str, Any]:
    return {
        "path": str(path),
        "outcome": "not_done",
        "subject": "",
        "added": 0,
        "changed": 0,
        "same": 0,
        "errors": 0,
        "not_taken": 0,
        "unread": 0,
        "step": None,
    }


def _import_options(book: Book, options: argparse.Namespace) -> ImportOptions:
    councils = councils_called(book, options.council)
    counting = Counting.CUMULATIVE if options.cumulative else Counting.MONTHLY if options.monthly else None
    return ImportOptions(
        council_id=councils[0].id if options.council else None,
        measure=_measure(options.measure),
        period=options.period,
        counting=counting,
        version=options.version,
        answers=read_answers(options.answers) if options.answers else {},
        create=options.create,
        skip_bad=options.skip_bad,
    )


def _measure(name: str) -> Measure | None:
    if not name:
        return None
    for measure in Measure:
        if measure.value == name:
            return measure
    raise Refused(
        Problem(
            "measure.unknown",
            f"「{name}」という区分はありません。",
            f"{'、'.join(measure.value for measure in Measure)}のどれかを指定してください。",
        )
    )


def _files(paths: list[Path]) -> Iterator[Path]:
    """The files named, and those of the folders named in the order of their names."""
    for path in paths:
        if not is_folder(path):
            yield path
            continue
        try:
            inside = sorted(
                file
                for file in path.iterdir()
                if file.suffix.lower() in _ENDINGS and not file.name.startswith(("~$", "."))
            )
        except OSError as error:
            raise Refused(
                Problem(
                    "file.folder_unreadable",
                    "フォルダーを読む権限がありません。",
                    "フォルダーのアクセス権を管理者に確かめるか、ファイルを別の場所に写して指定してください。",
                    place=Place(file=path.name),
                )
            ) from error
        if not inside:
            raise Refused(
                Problem(
                    "file.none_in_folder",
                    "フォルダーに、取り込めるファイル（*.xlsx、*.xls、*.csv）がありません。",
                    "ファイルのあるフォルダーを指定してください。",
                    place=Place(file=path.name),
                )
            )
        yield from inside
