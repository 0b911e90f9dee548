"""Which sheets of a workbook are read, and the tables found in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kyosai_desktop.domain.problem import Place, Problem, Severity
from kyosai_desktop.excel.grid import GridCell, SheetGrid, Workbook
from kyosai_desktop.excel.layout import FoundTable, find_tables
from kyosai_desktop.operations.importing.masters import Masters

_EXAMPLES = re.compile(r"記入例|記載例|様式|サンプル|見本|入力例|^裏|裏面")


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """A sheet that was read, its tables, and the cells that belong to none."""

    grid: SheetGrid
    tables: tuple[FoundTable, ...]
    unread: tuple[GridCell, ...]


def find_sheets(workbook: Workbook, masters: Masters) -> list[FoundSheet]:
    """The visible sheets with cells; the layout knows the words of every council."""
    vocabularies = list(masters.vocabularies.values())
    known: dict[tuple[str, str], bool] = {}

    def is_row_header(text: str) -> bool:
        place = ("row", text)
        if place not in known:
            known[place] = any(vocabulary.is_row_header(text) for vocabulary in vocabularies)
        return known[place]

    def is_known_column(text: str) -> bool:
        place = ("column", text)
        if place not in known:
            known[place] = any(vocabulary.is_known_column(text) for vocabulary in vocabularies)
        return known[place]

    found = []
    for sheet in workbook.sheets:
        if sheet.cells and not sheet.hidden and not _EXAMPLES.search(sheet.name):
            layout = find_tables(sheet, is_row_header, is_known_column)
            found.append(FoundSheet(sheet, layout.tables, layout.unread))
    return found


def sheet_notes(workbook: Workbook, found: Sequence[FoundSheet]) -> Iterator[Problem]:
    """What a user should know about the sheets: those left out, hidden rows and columns, drafts, notes."""
    file = workbook.path.name
    read = {sheet.grid.name for sheet in found}
    for sheet in workbook.sheets:
        if sheet.name not in read and sheet.cells:
            why = "非表示" if sheet.hidden else "記入例か様式"
            yield Problem(
                "import.sheet_left_out",
                f"{why}のシートのため、読んでいません。",
                "取り込むときは、シートを表示し、名前を変えて保存してください。",
                Severity.NOTE,
                Place(file=file, sheet=sheet.name),
            )
    for each in found:
        yield from _table_notes(file, each)


def _table_notes(file: str, sheet: FoundSheet) -> Iterator[Problem]:
    place = Place(file=file, sheet=sheet.grid.name)
    hidden = [row.row + 1 for table in sheet.tables for row in table.rows if row.hidden and row.cells]
    if hidden:
        rows = "・".join(map(str, hidden))
        yield Problem(
            "import.hidden_rows",
            f"{rows}行目は非表示ですが、数字があるため読みました。",
            "取り込まない行は、除いてください。",
            Severity.WARNING,
            place,
        )
    columns = [header.text for table in sheet.tables for header in table.header if header.hidden]
    if columns:
        yield Problem(
            "import.hidden_columns",
            f"「{'」「'.join(columns)}」の列は非表示ですが、読みました。",
            "取り込まない列は、ブックから除いてください。",
            Severity.WARNING,
            place,
        )
    for table in sheet.tables:
        if "案" in table.title and re.search(r"[(（【]案[)）】]", table.title):
            yield Problem(
                "import.draft",
                f"題名に「案」と書かれています（{table.title}）。",
                "確定した数字かどうかを、送り主に確かめてください。",
                Severity.WARNING,
                place,
            )
        for note in table.notes:
            yield Problem("import.note", f"表の注記：{note}", "", Severity.NOTE, place)
    if sheet.unread:
        yield Problem(
            "import.unread",
            f"表として読めなかったセルが{len(sheet.unread)}個あります"
            f"（{'・'.join(cell.address for cell in sheet.unread[:5])}{'など' if len(sheet.unread) > 5 else ''}）。",
            "取り込む数字が含まれていないかを確かめてください。",
            Severity.WARNING,
            place,
        )
