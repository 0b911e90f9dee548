"""Blocks of cells as text: the tab-separated form that Excel, Calc and this grid exchange.

Figures that can be typed leave as exactly as they are stored, computed ones as they are printed; all with a plain
minus (``▲55`` as ``-55``), so that Excel takes them for numbers. Their commas and per cent signs stay, since Excel
reads these. Texts leave as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from fractions import Fraction

from kyosai_desktop.domain.table import Cell, Column, Table
from kyosai_desktop.ui.grid.figure_text import entry_text
from kyosai_desktop.ui.grid.model import row_text

Block = list[list[str]]

_NEGATIVE_MARKS = ("▲", "△", "−")


def cell_text(cell: Cell, column: Column) -> str:
    """The text of a cell outside of the program: pasted back, it changes nothing."""
    return _with_minus(entry_text(cell, column), cell)


def _with_minus(text: str, cell: Cell) -> str:
    if isinstance(cell.value, Fraction) and cell.value < 0 and text.startswith(_NEGATIVE_MARKS):
        return "-" + text[1:]
    return text


def block_of(table: Table, rows: Sequence[int], columns: Sequence[int]) -> Block:
    """The texts of the cells at ``rows`` × ``columns``."""
    return [[cell_text(table.cells[row][at], table.columns[at]) for at in columns] for row in rows]


def with_headings(table: Table, rows: Sequence[int], columns: Sequence[int]) -> Block:
    """The block as it is printed, with the labels of its rows and one line of headings, for a paper or a mail."""
    lines = [[*table.rows[row].labels, *(_printed(table.cells[row][at]) for at in columns)] for row in rows]
    return [[*table.stub, *(table.columns[column].path for column in columns)], *lines]


def _printed(cell: Cell) -> str:
    return _with_minus(cell.text, cell)


def to_text(block: Block) -> str:
    """The block as tab-separated lines; cells with tabs, newlines or quotes are quoted as Excel does."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\r\n").writerows(block)
    return out.getvalue()


def from_text(text: str) -> Block:
    """The block in a clipboard's text. A newline at the very end closes the last line and opens no other.

    Text with an odd number of quotes was not written by a spreadsheet and is split plainly.
    """
    if text.count('"') % 2 == 0:
        try:
            lines = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
        except csv.Error:  # a field beyond the limit of the csv module
            return _plainly(text)
        return _rectangle([line or [""] for line in lines] or [[""]])
    return _plainly(text)


def _plainly(text: str) -> Block:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    return _rectangle([line.split("\t") for line in lines.split("\n")])


def _rectangle(lines: Block) -> Block:
    width = max(map(len, lines))
    return [line + [""] * (width - len(line)) for line in lines]


def spoken_place(table: Table, row: int, column: int) -> str:
    """A cell as it is spoken of: 「石狩／こくみん共済／実績」."""
    name = table.rows[row].name or row_text(table.rows[row]) or f"{row + 1}行目"
    return "／".join(part for part in (name, table.columns[column].path) if part)
