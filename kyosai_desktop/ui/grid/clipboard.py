"""Blocks of cells as text: the tab-separated form that Excel, Calc and this grid exchange.

Figures leave with a plain minus (``▲55`` as ``-55``), so that Excel takes them for numbers; their commas and
per cent signs stay, since Excel reads these. Texts leave as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from fractions import Fraction

from kyosai_desktop.domain.table import Cell, Table
from kyosai_desktop.ui.grid.model import row_text

Block = list[list[str]]

_NEGATIVE_MARKS = ("▲", "△", "−")


def cell_text(cell: Cell) -> str:
    """The text of a cell outside of the program."""
    text = cell.text
    if isinstance(cell.value, Fraction) and cell.value < 0 and text.startswith(_NEGATIVE_MARKS):
        return "-" + text[1:]
    return text


def block_of(table: Table, rows: Sequence[int], columns: Sequence[int]) -> Block:
    """The texts of the cells at ``rows`` × ``columns``."""
    return [[cell_text(table.cells[row][column]) for column in columns] for row in rows]


def with_headings(table: Table, rows: Sequence[int], columns: Sequence[int]) -> Block:
    """The block with the labels of its rows and one line of headings, for a paper or a mail."""
    heading = [*table.stub, *(table.columns[column].path for column in columns)]
    if not table.stub:
        return [heading, *block_of(table, rows, columns)]
    lines = zip(rows, block_of(table, rows, columns), strict=True)
    return [heading, *([*table.rows[row].labels, *line] for row, line in lines)]


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
