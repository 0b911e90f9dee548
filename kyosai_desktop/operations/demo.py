"""The demo: a book of both councils from the sample, three branch workbooks imported into it, all papers printed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kyosai_desktop.domain.check import Finding
from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.excel.reader import WorkbookReader
from kyosai_desktop.operations import papers
from kyosai_desktop.operations.books import councils, create
from kyosai_desktop.operations.checking import check
from kyosai_desktop.operations.importing import Imported, ImportPlan, apply, load_masters, plan, read_file
from kyosai_desktop.operations.output_folder import make_folder
from kyosai_desktop.operations.sample.branch_books import blocks_of_branches, write_branch_books
from kyosai_desktop.operations.sample.fill import fill
from kyosai_desktop.store import settings as settings_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.looking import Found, look_at
from kyosai_desktop.store.opening import open_book

BOOK_NAME = "sample.kyosai"
BRANCH_FOLDER, PAPER_FOLDER = "branch", "papers"
_DRAWN = (".pdf", ".xlsx")

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DemoImport:
    """A branch workbook, what was planned with it and what was stored."""

    file: Path
    plan: ImportPlan
    imported: Imported


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo made: the book, the imports, the papers' files, and what the 検算 found."""

    book: Path
    imports: tuple[DemoImport, ...]
    outputs: tuple[Path, ...]
    findings: tuple[Finding, ...]


def make_demo(folder: Path, now: datetime, tell: Tell) -> Demo:
    """Make the demo in ``folder`` (made when missing), telling each step in a sentence.

    An earlier demo's book is replaced; ``now`` is the papers' time. Raises ``Refused``: the book there isn't the
    sample's or is in use (``demo.not_sample`` …), a file can't be written, a branch workbook can't be read. An earlier
    book is then as it was.
    """
    path = folder / BOOK_NAME
    for part in (folder, folder / BRANCH_FOLDER, folder / PAPER_FOLDER):
        make_folder(part)
    earlier = _set_aside(path)
    try:
        made = _make(path, folder, now, tell)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        if earlier is not None:
            earlier.rename(path)
        raise
    if earlier is not None:
        earlier.unlink()
    return made


def _make(path: Path, folder: Path, now: datetime, tell: Tell) -> Demo:
    book = create(path, "both")
    try:
        fill(book, without_results_of=blocks_of_branches())
        names = "と".join(council.short_name for council in councils(book))
        tell(f"見本のブックを作りました（{names}。氏名は架空、内訳の数字は見本です）：{path}")
        branch_books = write_branch_books(folder / BRANCH_FOLDER)
        tell(f"支店のExcelを{len(branch_books)}つ作りました：{folder / BRANCH_FOLDER}")
        imports = tuple(_import(book, branch_books, tell))
        contents = _read_papers(book, now)
        findings = tuple(
            finding
            for council in councils(book)
            for finding in check(book, papers.viewpoint_in(book, council, now.date()))
        )
    finally:
        problem = book.close()
        if problem is not None:
            tell(problem.sentence())
    outputs = []
    for content in contents:
        for suffix in _DRAWN:
            target = folder / PAPER_FOLDER / papers.file_name(content, suffix)
            papers.write_paper(content, target)
            outputs.append(target)
    tell(f"資料を{len(contents)}点、PDFとExcelで書き出しました：{folder / PAPER_FOLDER}")
    return Demo(path, imports, tuple(outputs), findings)


def _import(book: Book, files: list[Path], tell: Tell) -> list[DemoImport]:
    done = []
    masters = load_masters(book)
    with WorkbookReader() as reader:
        for at, file in enumerate(files):
            planned = plan(book, read_file(reader, file), masters=masters)
            imported = apply(book, planned, backup=at == 0)
            if imported.new_masters:
                masters = load_masters(book)
            tell(
                f"{file.name}を取り込みました：追加{imported.added:,}件・変更{imported.changed - imported.added:,}件・"
                f"同じ{imported.same:,}件・エラー{imported.errors:,}件"
            )
            done.append(DemoImport(file, planned, imported))
    return done


def _read_papers(book: Book, now: datetime) -> list[papers.PaperContent]:
    """All papers in all years with something to print."""
    by_code = {council.code: council for council in councils(book)}
    return [
        papers.content(
            book,
            paper.id,
            papers.viewpoint_in(book, by_code[paper.council], now.date(), year),
            now,
        )
        for paper in papers.papers(book)
        for year in paper.years
    ]


def _set_aside(path: Path) -> Path | None:
    """Move an earlier demo's book out of the way. Raises ``Refused`` when it isn't the sample's, or is in use."""
    if look_at(path) is Found.NOTHING:
        return None
    book = open_book(path)
    try:
        is_sample = settings_sql.read_setting(book, settings_sql.SAMPLE) != ""
    finally:
        book.close()
    if not is_sample:
        raise Refused(
            Problem(
                "demo.not_sample",
                "この場所には、見本ではないブックが同じ名前で置かれています。",
                "--dir で別の場所を指定するか、そのブックを別の場所に移してください。",
                place=Place(file=path.name),
            )
        )
    aside = path.with_name(f"{path.stem}（前回）{path.suffix}")
    try:
        return path.replace(aside)
    except OSError as error:
        raise Refused(
            Problem(
                "demo.book_in_use",
                "前回の見本のブックを置き換えられません。ほかのプログラムが使っています。",
                "そのブックを閉じてから、もう一度実行してください。",
                place=Place(file=path.name),
            )
        ) from error
