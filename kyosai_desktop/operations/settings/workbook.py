"""The 設定ブック: the sheets of settings as an .xlsx file, read and written.

One header row per sheet. Reading takes what an office types for the same thing (全角の数字や英字, ◯, ；) as that thing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kyosai_desktop.domain.fiscal.era import Precision, parse_date
from kyosai_desktop.domain.problem import Place, Problem, Refused, Severity
from kyosai_desktop.domain.text.number import Number, parse_number
from kyosai_desktop.operations.file_replace import replace_file
from kyosai_desktop.operations.settings.campaign_period import tidied_word
from kyosai_desktop.operations.settings.headers import COMMENT, SHEETS, Header, Holds
from kyosai_desktop.operations.settings.read import Settings
from kyosai_desktop.operations.settings.sheets import SettingsRow
from kyosai_desktop.operations.settings.write import plain_number, settings_rows

if TYPE_CHECKING:
    from kyosai_desktop.excel.grid import GridCell, SheetGrid, Workbook

_PUNCTUATION = str.maketrans({"；": ";", "＝": "=", "？": "?", "｛": "{", "｝": "}", "･": "・"})
_FLAGS = {"TRUE": "○", "FALSE": "", "◯": "○", "〇": "○"}


@dataclass(frozen=True, slots=True)
class SettingsBook:
    """What a 設定ブック says. A sheet that it doesn't have is absent; rows have only the headers of their sheet."""

    file: str
    sheets: Mapping[str, Sequence[SettingsRow]]
    notes: tuple[Problem, ...] = ()


def read_settings_book(workbook: Workbook) -> SettingsBook:
    """The rows of every sheet of settings in a workbook.

    Raises ``Refused``: no such sheet (``settings.no_sheet``) or one twice (``settings.sheet_twice``), headers that are
    unknown, repeated or missing (``settings.unknown_header`` …), cells that can't be read (``settings.error_cell`` …).
    """
    file = workbook.path.name
    problems: list[Problem] = []
    grids: dict[str, SheetGrid] = {}
    notes = list(workbook.notes)
    for grid in workbook.sheets:
        name = _key(grid.name)
        if name not in SHEETS:
            if grid.cells:
                notes.append(_other_sheet(file, grid.name))
        elif name in grids:
            problems.append(_sheet_twice(file, name))
        else:
            grids[name] = grid
    if not grids:
        raise Refused(_no_sheet(file))
    sheets = {name: _rows(file, name, grids[name], problems) for name in SHEETS if name in grids}
    if problems:
        raise Refused(*problems)
    return SettingsBook(file, sheets, tuple(notes))


def write_settings_book(settings: Settings, target: BinaryIO) -> None:
    """Write all sheets, also empty ones. The same settings give the same bytes."""
    from kyosai_desktop.excel.settings_book import RowsSheet, SheetColumn, write_rows

    rows = settings_rows(settings)
    write_rows(
        [
            RowsSheet(
                sheet,
                tuple(
                    SheetColumn(
                        header.name,
                        f"{header.meaning}。例：{header.example}",
                        header.words,
                        others=header.others,
                        whole=header.holds is Holds.WHOLE,
                    )
                    for header in headers
                ),
                tuple(tuple(row[header.name] for header in headers) for row in rows[sheet]),
            )
            for sheet, headers in SHEETS.items()
        ],
        target,
    )


def save_settings_book(settings: Settings, path: Path) -> None:
    """Write the file in the place of ``path``. Raises ``Refused`` when that can't be done; the old file stays."""
    replace_file(path, lambda target: write_settings_book(settings, target))


def _rows(file: str, sheet: str, grid: SheetGrid, problems: list[Problem]) -> list[SettingsRow]:
    """The rows below the header, which is the first row with anything in it."""
    lines: dict[int, dict[int, GridCell]] = {}
    for (line, column), cell in sorted(grid.cells.items()):
        if not cell.is_blank:
            lines.setdefault(line, {})[column] = cell
    if not lines:
        return []
    first = min(lines)
    headers = _headers(file, sheet, first, lines.pop(first), problems)
    rows = []
    for line, cells in lines.items():
        row = SettingsRow(file, sheet, line + 1, dict.fromkeys((each.name for each in headers.values()), ""))
        values = dict(row.values)
        for column, cell in cells.items():
            if column in headers:
                text = _text(cell, headers[column])
                if text is None:
                    problems.append(_error_cell(row, cell, headers[column].name))
                else:
                    values[headers[column].name] = text
        if any(values.values()):
            rows.append(replace(row, values=values))
    return rows


def _headers(
    file: str, sheet: str, line: int, cells: Mapping[int, GridCell], problems: list[Problem]
) -> dict[int, Header]:
    """The headers by column. Columns called 備考 are not read."""
    known = {header.name: header for header in SHEETS[sheet]}
    found: dict[int, Header] = {}
    at_fault = SettingsRow(file, sheet, line + 1, {})
    for column, cell in cells.items():
        name = _key(cell.text)
        if name == COMMENT:
            continue
        if name not in known:
            problems += at_fault.refuse(
                "settings.unknown_header",
                cell.text,
                f"「{cell.text}」という見出しは、このシートにありません。",
                f"{'・'.join(known)}のどれかに直すか、自由な書き込みの列は見出しを「{COMMENT}」にしてください。",
            ).problems
        elif known[name] in found.values():
            problems += at_fault.refuse(
                "settings.header_twice",
                name,
                f"「{name}」という見出しが2つあります。",
                "どちらかの列を消してください。",
            ).problems
        else:
            found[column] = known[name]
    for header in known.values():
        if header.required and header not in found.values():
            problems += at_fault.refuse(
                "settings.no_header",
                header.name,
                f"「{header.name}」の列がありません。",
                f"見出しの行に「{header.name}」の列を足してください。",
            ).problems
    return found


def _text(cell: GridCell, header: Header) -> str | None:
    """What a cell says under a header; None for an error value or a formula without its result."""
    if cell.value is None:
        return None
    by_value = header.holds in (Holds.WHOLE, Holds.CODE, Holds.NUMBER)
    if isinstance(cell.value, Decimal) and by_value and set(cell.format) - {"0"}:
        number = cell.value.normalize()
        return f"{number:f}"
    text = cell.text.replace("\r\n", "\n").replace("\r", "\n").strip()
    match header.holds:
        case Holds.WORD:
            return tidied_word(text)
        case Holds.CODE | Holds.CODES:
            return unicodedata.normalize("NFKC", text)
        case Holds.FLAG:
            return _FLAGS.get(text, text)
        case Holds.WHOLE | Holds.NUMBER:
            return _number(text)
        case Holds.DAY:
            return _day(cell, text)
        case Holds.KINDS | Holds.LIST:
            return text.translate(_PUNCTUATION)
        case _:
            return text


def _number(text: str) -> str:
    """A number without a unit in plain digits; anything else as it is, for reading to tell."""
    read = parse_number(text) if text else None
    if isinstance(read, Number) and not (read.unit or read.percent):
        return plain_number(read.thousandths)
    return text


def _day(cell: GridCell, text: str) -> str:
    """A day in the form of the book; anything else as it is, for reading to tell."""
    if isinstance(cell.value, date):
        return f"{cell.value:%Y-%m-%d}"
    read = parse_date(text, fiscal_year=None)
    return (
        text if isinstance(read, Problem) or read.precision is not Precision.DAY else read.start.isoformat()
    )


def _key(name: str) -> str:
    """A name of a sheet or header, however wide it was typed."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def _no_sheet(file: str) -> Problem:
    return Problem(
        "settings.no_sheet",
        "設定のシートが1枚もありません。",
        f"シートの名前を {'、'.join(SHEETS)} のどれかにしてください。"
        "ひな形は、設定ブックの書き出しで作れます。",
        place=Place(file=file),
    )


def _sheet_twice(file: str, sheet: str) -> Problem:
    return Problem(
        "settings.sheet_twice",
        f"『{sheet}』と読めるシートが2枚あります。",
        "1枚にまとめてください。",
        place=Place(file=file, sheet=sheet),
    )


def _other_sheet(file: str, sheet: str) -> Problem:
    return Problem(
        "settings.other_sheet",
        "設定のシートではないため、読んでいません。",
        f"設定であれば、シートの名前を {'、'.join(SHEETS)} のどれかにしてください。",
        Severity.NOTE,
        Place(file=file, sheet=sheet),
    )


def _error_cell(row: SettingsRow, cell: GridCell, header: str) -> Problem:
    from kyosai_desktop.excel.grid import CellKind

    if cell.kind is CellKind.UNCACHED_FORMULA:
        refused = row.refuse(
            "settings.uncached",
            header,
            "数式の計算結果が保存されていません。",
            "Excelで開いて上書き保存するか、値を直接入れてください。",
        )
    else:
        refused = row.refuse(
            "settings.error_cell",
            header,
            f"セルがエラー値（{cell.raw}）です。",
            "正しい値に直してください。",
        )
    return refused.problems[0]
