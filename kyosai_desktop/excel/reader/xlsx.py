"""An .xlsx or .xlsm read to the end, in the child."""

from __future__ import annotations

from pathlib import Path

from kyosai_desktop.excel.grid import address
from kyosai_desktop.excel.reader.cell_contents import CellContents
from kyosai_desktop.excel.reader.refused_file import RefusedFile
from kyosai_desktop.excel.reader.wire import BookReply
from kyosai_desktop.excel.reader.xlsx_comments import read_comments
from kyosai_desktop.excel.reader.xlsx_package import Package, SheetPart, read_package
from kyosai_desktop.excel.reader.xlsx_sheet import read_sheet
from kyosai_desktop.excel.reader.xlsx_tables import read_number_formats, read_shared_strings


def read_xlsx(path: Path) -> BookReply:
    """Raises ``RefusedFile``."""
    package = read_package(path)
    reply = BookReply()
    parts = package.parts
    strings = read_shared_strings(parts[package.strings_part]) if package.strings_part else []
    formats = read_number_formats(parts[package.styles_part]) if package.styles_part else []
    contents = CellContents(reply, strings, formats, package.date1904)
    for sheet in package.sheets:
        if sheet.part:
            read_sheet(parts[sheet.part], sheet.name, sheet.hidden, contents, reply)
            _read_beside(package, sheet, reply)
    if not package.date1904:
        _note_early_dates(reply)
    _note_what_is_not_read(package, reply)
    return reply


def _read_beside(package: Package, sheet: SheetPart, reply: BookReply) -> None:
    """Comments are no reason to refuse a file whose figures can be read."""
    parts = package.parts
    try:
        comments = read_comments(parts.get(sheet.comments), parts.get(sheet.threads))
    except RefusedFile:
        reply.add_note("comments", sheet.name)
    else:
        reply.add_comments(comments)


def _note_early_dates(reply: BookReply) -> None:
    """The first cell of each sheet whose date lies in January or February 1900, where Excel counts a day too
    many."""
    early = {
        number
        for number, content in enumerate(reply.contents)
        if content.moment and content.moment.startswith(("1900-01", "1900-02"))
    }
    if not early:
        return
    for sheet in reply.sheets:
        flat = iter(sheet["cells"])
        for row, column, number in zip(flat, flat, flat, strict=True):
            if number in early:
                reply.add_note("early_date", sheet["name"], address(row, column))
                break


def _note_what_is_not_read(package: Package, reply: BookReply) -> None:
    for sheet in package.sheets:
        if not sheet.part:
            reply.add_note("chart_sheet", sheet.name)
    if any(name.startswith("xl/drawings/") and b"<a:t>" in data for name, data in package.parts.items()):
        reply.add_note("text_in_drawings")
    if package.has_macros:
        reply.add_note("macros")
    if package.has_external_links:
        reply.add_note("external_links")
