"""An old .xls, in the child: values by calamine and by xlrd, accepted only when both say the same.

The format has no checksum, so a damaged file can read well and be wrong; two readers that share no code agree
on a wrong value far less often. Formats, merges and what is hidden come from xlrd.
"""

from __future__ import annotations

import os
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from kyosai_desktop.excel.grid import MAX_COLUMNS, MergedRange, address
from kyosai_desktop.excel.reader import content as contents
from kyosai_desktop.excel.reader import limits
from kyosai_desktop.excel.reader.content import Content
from kyosai_desktop.excel.reader.number_formats import BUILT_IN, GENERAL
from kyosai_desktop.excel.reader.outcomes import Outcome
from kyosai_desktop.excel.reader.refused_file import RefusedFile
from kyosai_desktop.excel.reader.wire import BookReply

_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_WORKBOOK_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))

_XL_TEXT, _XL_NUMBER, _XL_DATE, _XL_BOOL, _XL_ERROR = 1, 2, 3, 4, 5


def read_xls(path: Path) -> BookReply:
    """Raises ``RefusedFile``; what the two libraries raise of their own is the damage of the file."""
    _refuse_other_documents(path.read_bytes())
    book = _open_with_xlrd(path)
    values = _values_by_calamine(path, [sheet.name for sheet in book.sheets()])
    reply = BookReply()
    numbers: dict[Content, int] = {}
    for sheet in book.sheets():
        found = _sheet_contents(book, sheet)
        _compare(found, values[sheet.name], sheet.name)
        cells: list[int] = []
        for (row, column), content in sorted(found.items()):
            if content not in numbers:
                numbers[content] = reply.add_content(content)
            cells += (row, column, numbers[content])
        merges = [
            MergedRange(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells
        ]
        if len(merges) > limits.MAX_MERGES:
            raise RefusedFile(Outcome.TOO_LARGE)
        hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
        hidden_columns = [
            (column, column)
            for column, info in sheet.colinfo_map.items()
            if info.hidden and 0 <= column < MAX_COLUMNS
        ]
        reply.add_sheet(sheet.name, sheet.visibility != 0, cells, merges, hidden_rows, hidden_columns)
    reply.add_note("old_format")
    return reply


def _refuse_other_documents(data: bytes) -> None:
    if _ENCRYPTED_PACKAGE in data:
        raise RefusedFile(Outcome.PASSWORD)
    if not any(name in data for name in _WORKBOOK_STREAMS):
        found = "Word文書" if _WORD_STREAM in data else "ブックではない、古い形式の文書"
        raise RefusedFile(Outcome.NOT_A_WORKBOOK, found=found)


def _open_with_xlrd(path: Path) -> Any:
    import xlrd

    try:
        with Path(os.devnull).open("w") as nowhere:
            return xlrd.open_workbook(str(path), formatting_info=True, logfile=nowhere)
    except MemoryError:
        raise
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise RefusedFile(Outcome.PASSWORD) from error
        raise RefusedFile(Outcome.DAMAGED) from error
    except Exception as error:
        # xlrd meets damage with assertions, struct.error, IndexError and more
        raise RefusedFile(Outcome.DAMAGED) from error


def _values_by_calamine(path: Path, names: list[str]) -> dict[str, dict[tuple[int, int], object]]:
    """Filled cells of every sheet."""
    import python_calamine

    try:
        with python_calamine.load_workbook(str(path)) as book:
            if book.sheet_names != names:
                raise RefusedFile(Outcome.DAMAGED)
            return {name: _filled(book.get_sheet_by_name(name)) for name in names}
    except (MemoryError, RefusedFile):
        raise
    except python_calamine.PasswordError as error:
        raise RefusedFile(Outcome.PASSWORD) from error
    except BaseException as error:
        # calamine's panics are no Exception
        raise RefusedFile(Outcome.DAMAGED) from error


def _filled(sheet: Any) -> dict[tuple[int, int], object]:
    # iter_rows() keeps the empty rows above but drops the empty columns at the left
    return {
        (row, column): value
        for row, values in enumerate(sheet.to_python(skip_empty_area=False))
        for column, value in enumerate(values)
        if value != ""
    }


def _sheet_contents(book: Any, sheet: Any) -> dict[tuple[int, int], Content]:
    found: dict[tuple[int, int], Content] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            content = _content(book, sheet.cell(row, column))
            if content is not None:
                found[row, column] = content
    return found


def _content(book: Any, cell: Any) -> Content | None:
    from xlrd.biffh import error_text_from_code

    code = _format_code(book, cell.xf_index)
    if cell.ctype == _XL_TEXT:
        return contents.text_content(cell.value, code)
    if cell.ctype in (_XL_NUMBER, _XL_DATE):
        number = contents.number_content(_exact(cell.value), code, bool(book.datemode))
        if number is None:
            raise RefusedFile(Outcome.DAMAGED)
        return number
    if cell.ctype == _XL_BOOL:
        return contents.bool_content(bool(cell.value), code)
    if cell.ctype == _XL_ERROR:
        return contents.error_content(error_text_from_code.get(cell.value, "#ERROR"), code)
    return None


def _exact(value: float) -> str:
    """The shortest decimal that is this double, as .xlsx files store it."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _format_code(book: Any, style: int) -> str:
    try:
        key = book.xf_list[style].format_key
        known = book.format_map.get(key)
    except (IndexError, TypeError) as error:
        raise RefusedFile(Outcome.DAMAGED) from error
    if key in BUILT_IN and (known is None or key in range(27, 37) or key in range(50, 59)):
        return BUILT_IN[key]
    return known.format_str if known is not None and known.format_str else GENERAL


def _compare(
    found: dict[tuple[int, int], Content], values: dict[tuple[int, int], object], sheet: str
) -> None:
    for place in sorted(found.keys() | values.keys()):
        content = found.get(place)
        if content is not None and content.kind == "error":
            continue  # calamine gives errors as blank cells
        if content is None or place not in values or not _same(content, values[place]):
            raise RefusedFile(Outcome.DAMAGED, sheet=sheet, cell=address(*place))


def _same(content: Content, value: object) -> bool:
    if content.kind == "text":
        return value == content.raw
    if content.kind == "bool":
        return value is (content.raw == "1")
    number = Decimal(content.raw)
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return Decimal(repr(value)) == number
    if isinstance(value, time | timedelta):
        return number >= 0
    if isinstance(value, datetime):
        return content.moment[:16] == value.isoformat()[:16]
    return isinstance(value, date) and content.moment[:10] == value.isoformat()
