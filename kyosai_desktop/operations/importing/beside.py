"""Comments beside the cells of a file: kept with the figures that are taken, told where no figure is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kyosai_desktop.domain.fact import FactKey
from kyosai_desktop.domain.problem import Place, Problem, Severity
from kyosai_desktop.excel.grid import Workbook, address
from kyosai_desktop.operations.comments import LONGEST
from kyosai_desktop.operations.importing.planned import Outcome, PlannedCell
from kyosai_desktop.store import comments as comments_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.transaction import Transaction

_KEPT = frozenset({Outcome.ADDED, Outcome.CHANGED, Outcome.EMPTIED, Outcome.SAME})
_SHOWN = 10
"""Comments of a file that are told one by one."""


def with_comments(
    book: Book, cells: Sequence[PlannedCell], workbook: Workbook
) -> tuple[tuple[PlannedCell, ...], list[Problem]]:
    """The cells with the comments that their figures don't have yet, and notes about all comments of the file."""
    beside = {
        (sheet.name, address(row, column)): text
        for sheet in workbook.sheets
        for (row, column), text in sheet.comments.items()
    }
    if not beside:
        return tuple(cells), []
    found = []
    kept = 0
    for cell in cells:
        text = beside.get((cell.sheet, cell.address))
        if text is not None and cell.key is not None and cell.outcome in _KEPT:
            del beside[cell.sheet, cell.address]
            kept += 1
            if together(book, cell.key, text) is not None:
                cell = cell._replace(comment=text)
        found.append(cell)
    return tuple(found), [*_of_figures(workbook, kept), *_elsewhere(workbook, beside)]


def write_comments(book: Book, tx: Transaction, cells: Iterable[PlannedCell]) -> None:
    """Put the comments of the cells to their figures, below what is written there."""
    for cell in cells:
        if cell.comment and cell.key is not None:
            text = together(book, cell.key, cell.comment)
            if text is not None:
                comments_sql.write_comment(tx, cell.key._replace(version=0), text)


def together(book: Book, key: FactKey, text: str) -> str | None:
    """A comment below the one that the figure has, as long as a comment may be; None when that says it already."""
    before = comments_sql.load_comment(book, key._replace(version=0))
    stood = before.text if before else ""
    if f"\n{text}\n" in f"\n{stood}\n":
        return None
    whole = f"{stood}\n{text}" if stood else text
    whole = whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…"
    return None if whole == stood else whole


def _of_figures(workbook: Workbook, kept: int) -> Iterable[Problem]:
    if kept:
        yield Problem(
            "import.comments",
            f"セルのコメント（メモ）{kept}件は、取り込む数字のコメントとして残します。",
            "",
            Severity.NOTE,
            Place(file=workbook.path.name),
        )


def _elsewhere(workbook: Workbook, beside: dict[tuple[str, str], str]) -> Iterable[Problem]:
    """Those beside headers, totals, and cells that aren't taken: somebody has to read them."""
    for (sheet, cell), text in list(beside.items())[:_SHOWN]:
        line = " ".join(text.split())
        yield Problem(
            "import.comment_elsewhere",
            f"コメント「{line[:60]}{'…' if len(line) > 60 else ''}」は、取り込む数字のものではないため、残しません。",
            "必要なときは、取り込んだ後に書き写してください。",
            Severity.WARNING,
            Place(file=workbook.path.name, sheet=sheet, cell=cell),
        )
    if len(beside) > _SHOWN:
        yield Problem(
            "import.comments_elsewhere",
            f"コメントがほかに{len(beside) - _SHOWN}件ありますが、取り込む数字のものではないため、残しません。",
            "Excelで開いて確かめてください。",
            Severity.WARNING,
            Place(file=workbook.path.name),
        )
