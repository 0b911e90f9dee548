"""Planning an import: what would become of every cell, found without changing the book."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kyosai_desktop.domain.axis import Member
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.excel.grid import Workbook
from kyosai_desktop.operations.importing import council as council_choice
from kyosai_desktop.operations.importing.beside import with_comments
from kyosai_desktop.operations.importing.checks import check_table
from kyosai_desktop.operations.importing.collecting import without_collecting
from kyosai_desktop.operations.importing.comparing import compared
from kyosai_desktop.operations.importing.consent import with_consent
from kyosai_desktop.operations.importing.corrections import corrected, with_originals
from kyosai_desktop.operations.importing.counted import set_aside
from kyosai_desktop.operations.importing.figure_list_plan import plan_figure_list
from kyosai_desktop.operations.importing.figures import ReadTable, original_text, read_table
from kyosai_desktop.operations.importing.masters import Masters, load_masters
from kyosai_desktop.operations.importing.planned import (
    Check,
    ImportOptions,
    ImportPlan,
    Outcome,
    PlannedCell,
    PlannedFile,
    Unread,
)
from kyosai_desktop.operations.importing.questions import Asking
from kyosai_desktop.operations.importing.sheet import SheetContext
from kyosai_desktop.operations.importing.sheets import FoundSheet, find_sheets, sheet_notes
from kyosai_desktop.operations.importing.taken import taken_as
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store import imports as imports_sql
from kyosai_desktop.store.book import Book

if TYPE_CHECKING:
    from kyosai_desktop.excel.reader import WorkbookReader


def read_file(reader: WorkbookReader, path: Path, *, cancelled: Callable[[], bool] | None = None) -> Workbook:
    """A workbook or CSV file through the reader's child process. Raises ``Refused`` with the reason."""
    return reader.read(path, cancelled=cancelled)


@without_collecting()
def plan(
    book: Book, workbook: Workbook, options: ImportOptions | None = None, *, masters: Masters | None = None
) -> ImportPlan:
    """What importing the workbook would do. Nothing is changed, nothing waits: what can't be decided is a question.

    ``masters`` may be passed when many files are planned, and stays good until the masters of the book change
    (``Imported.new_masters``).
    """
    options = options or ImportOptions()
    masters = masters or load_masters(book)
    asking = Asking(options.answers, masters.answers)
    file = PlannedFile(workbook.path.name, workbook.sha256, _size(workbook.path))
    notes = [*workbook.notes, *_imported_before(book, file)]
    if workbook.figures is not None:
        return plan_figure_list(book, file, workbook.figures, options, masters, notes)
    as_sent, workbook = workbook, corrected(workbook, options.corrections)
    found = find_sheets(workbook, masters)
    notes += sheet_notes(workbook, found)
    council = council_choice.choose(file.name, found, masters, options, asking)
    contexts: list[SheetContext] = []
    tables: list[ReadTable] = []
    checks: list[Check] = []
    new_members: dict[tuple[int, frozenset[str], str], Member] = {}
    registered: dict[int, Member] = {}
    cells: tuple[PlannedCell, ...]
    if council is None:
        cells = tuple(_waiting(found, file.name)) if asking.open else ()
    else:
        newest = _newest_year_finder(book, council.id, council.start_month)
        for sheet in found:
            context = SheetContext(
                file.name,
                sheet.grid.name,
                council,
                masters,
                options,
                asking,
                newest,
                new_members=new_members,
                registered=registered,
            )
            contexts.append(context)
            for table in sheet.tables:
                read = read_table(context, table)
                tables.append(read)
                checks += check_table(context, read)
        drafts = [draft for table in tables for draft in table.drafts]
        drafts, told = set_aside(book, masters, drafts, file.name)
        notes += told
        planned = compared(book, council.id, council.start_month, drafts, masters, options)
        cells = with_consent(file.name, planned, asking)
    cells, about_comments = with_comments(book, cells, workbook)
    notes += [problem for context in contexts for problem in context.notes]
    notes += [check.problem for check in checks if check.problem is not None]
    notes += asking.problems
    notes += about_comments
    plan = ImportPlan(
        file=file,
        subject=_subject(tables, cells, masters),
        council_id=council.id if council else None,
        cells=with_originals(cells, as_sent, options.corrections),
        questions=asking.open,
        unread=tuple(
            Unread(sheet.grid.name, cell.address, original_text(cell))
            for sheet in found
            for cell in sheet.unread
        ),
        notes=tuple(dict.fromkeys(notes)),
        checks=tuple(checks),
        new_members=tuple(registered.values()),
        learned=tuple(dict.fromkeys(name for context in contexts for name in context.learned)),
        answers=dict(asking.to_remember),
        skip_bad=options.skip_bad,
        taken_as=taken_as(cells, masters),
    )
    return (
        plan
        if cells or plan.questions
        else replace(plan, notes=(*plan.notes, _nothing_found(file.name, found)))
    )


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return 0


def _imported_before(book: Book, file: PlannedFile) -> Iterable[Problem]:
    for earlier in imports_sql.imports_of(book, file.sha256)[:1]:
        at = earlier.imported_at.astimezone()
        yield Problem(
            "import.already_imported",
            f"「{file.name}」は{at.year}年{at.month}月{at.day}日 {at:%H:%M}に取り込み済みです"
            f"（そのときの名前は「{earlier.file_name}」）。",
            "もう一度取り込むと、その後に直した数字がこのファイルの数字に戻ります。",
            Severity.WARNING,
        )


def _nothing_found(name: str, found: Sequence[FoundSheet]) -> Problem:
    if any(sheet.tables for sheet in found):
        return Problem(
            "import.no_figures",
            f"「{name}」の表には、数字が一つも入っていません。",
            "数字を入れて保存したブックかどうかを確かめてください。",
        )
    return Problem(
        "import.no_table",
        f"「{name}」に、取り込める表が見つかりません。",
        "見出しの行に「ブロック」や「産別」と共済の名前があるかを確かめてください。",
    )


def _waiting(found: Sequence[FoundSheet], file: str) -> Iterable[PlannedCell]:
    """All figures, while nobody knows whose they are."""
    problem = Problem("import.question", "どの会議体の数字かが決まっていません。", "会議体を選んでください。")
    for sheet in found:
        for table in sheet.tables:
            columns = {header.column: header.text for header in table.header}
            for row in table.rows:
                label = next((text for text in reversed(row.labels) if text), "")
                for cell in row.cells:
                    yield PlannedCell(
                        sheet.grid.name,
                        cell.address,
                        cell.row + 1,
                        label,
                        columns[cell.column],
                        Outcome.ERROR,
                        original_text(cell),
                        problem=problem,
                    )


def _newest_year_finder(book: Book, council_id: int, start_month: int) -> Callable[[], FiscalYear | None]:
    def newest() -> FiscalYear | None:
        newest = facts_sql.newest_day(book, council_id)
        return FiscalYear.of(newest, start_month) if newest else None

    return newest


def _subject(tables: Sequence[ReadTable], cells: Sequence[PlannedCell], masters: Masters) -> str:
    """What the figures are, in words: 「2024年5月 目標・実績」."""
    times = dict.fromkeys(table.subject.when.text() for table in tables)
    series = {cell.key.series_id for cell in cells if cell.key is not None}
    measures = {masters.catalogue.series[series_id].measure for series_id in series}
    words = "・".join(measure.value for measure in Measure if measure in measures)
    return " ".join(part for part in ("、".join(time for time in times if time), words) if part)
