"""Cells of a file that are corrected by hand before it is imported; the file itself stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kyosai_desktop.excel.grid import CellKind, GridCell, Workbook
from kyosai_desktop.operations.importing.figures import original_text
from kyosai_desktop.operations.importing.planned import PlannedCell

Corrections = Mapping[tuple[str, str], str]
"""Typed texts by (sheet name, address)."""


def corrected(workbook: Workbook, corrections: Corrections) -> Workbook:
    """The workbook as if the typed texts stood in the cells. Cells that it doesn't have are left out."""
    if not corrections:
        return workbook
    sheets = []
    for sheet in workbook.sheets:
        cells = {
            place: _typed(cell, text) if (text := corrections.get((sheet.name, cell.address))) else cell
            for place, cell in sheet.cells.items()
        }
        sheets.append(replace(sheet, cells=cells))
    return replace(workbook, sheets=tuple(sheets))


def with_originals(
    cells: Iterable[PlannedCell], workbook: Workbook, corrections: Corrections
) -> tuple[PlannedCell, ...]:
    """The cells planned from a corrected workbook, with what stood in the file beside what was typed."""
    if not corrections:
        return tuple(cells)
    stood = {
        (sheet.name, cell.address): original_text(cell)
        for sheet in workbook.sheets
        for cell in sheet.cells.values()
    }
    return tuple(
        cell._replace(original=stood[cell.sheet, cell.address], corrected=text)
        if (text := corrections.get((cell.sheet, cell.address)))
        else cell
        for cell in cells
    )


def _typed(cell: GridCell, text: str) -> GridCell:
    return GridCell(cell.row, cell.column, CellKind.TEXT, text, text, "General")
