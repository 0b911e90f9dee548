"""Cutting a table for the pages: a piece is a band of columns and a run of whole rows, with its caption and notes."""

from __future__ import annotations

from dataclasses import dataclass

from kyosai_desktop.domain.table import RowKind
from kyosai_desktop.reports import house_style as house
from kyosai_desktop.reports.line_breaking import break_lines
from kyosai_desktop.reports.plain_text import one_line, printable
from kyosai_desktop.reports.table_layout import Band, TableLayout
from kyosai_desktop.reports.typefaces import Style, face

# Rows that say something about those above them, and so don't begin a page.
_FOLLOWERS = frozenset({RowKind.SUBTOTAL, RowKind.TOTAL, RowKind.COUNT, RowKind.REMAINDER})
_PUBLISHED_NOTE = "※公表：すでに公表された資料の値です。計算には使っていません。"


@dataclass(frozen=True, slots=True)
class TablePiece:
    """Lines ``first`` … ``last``−1 of one band. ``caption``: title, as-of date, unit. Only the last piece has notes."""

    layout: TableLayout
    band: Band
    first: int
    last: int
    caption: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def height(self) -> float:
        """Height in points with caption and notes."""
        return (
            caption_height(self.caption)
            + sum(self.band.header_heights)
            + sum(line.height for line in self.layout.lines[self.first : self.last])
            + notes_height(self.notes)
        )


def pieces(layout: TableLayout, *, room: float, page: float, titled: bool) -> list[TablePiece]:
    """Cut a table for a first page with ``room`` points left and further pages of ``page`` points.

    ``titled``: whether the title is printed (it isn't when it is the paper's own). The caller has seen to it that
    ``room`` is worth beginning in.
    """
    found: list[TablePiece] = []
    notes = note_lines(layout)
    for number, band in enumerate(layout.bands, start=1):
        of = f"（{number}／{len(layout.bands)}）" if len(layout.bands) > 1 else ""
        first, count = 0, len(layout.lines)
        while first < count or not found:
            title = (layout.table.title + of) if titled or first or number > 1 else of
            caption = caption_lines(layout, title + ("（続き）" if first else ""))
            space = (room if not found else page) - caption_height(caption) - sum(band.header_heights)
            last = _fit(layout, first, space, notes_height(notes) if number == len(layout.bands) else 0)
            ends = last == count and number == len(layout.bands)
            found.append(TablePiece(layout, band, first, last, caption, notes if ends else ()))
            first = last
            if not count:
                break
    return found


def _fit(layout: TableLayout, first: int, space: float, notes: float) -> int:
    """The row before which the page ends: as many whole rows as fit, but no total without a row above it, no heading
    without one below it, and the notes not alone on the last page."""
    count = len(layout.lines)
    last = first
    while last < count and layout.lines[last].height <= space:
        space -= layout.lines[last].height
        last += 1
    if last == count:
        if notes <= space or last - first < 2:
            return last
        last -= 1
    cut = last
    while cut > first + 1 and (
        (cut < count and layout.kind(cut) in _FOLLOWERS) or layout.kind(cut - 1) is RowKind.HEADING
    ):
        cut -= 1
    return cut if cut > first + 1 else max(last, first + 1)


def caption_lines(layout: TableLayout, title: str) -> tuple[str, ...]:
    """Title, as-of date and unit above a piece; each may be ''."""
    table = layout.table
    unit = f"（単位：{table.unit}）" if table.unit else ""
    return one_line(title), one_line(table.as_of), one_line(unit)


def caption_height(caption: tuple[str, ...]) -> float:
    """Height in points of what stands above the header."""
    title, *line = caption
    return (house.TABLE_TITLE_SIZE * 1.6 if title else 0) + (house.NOTE_SIZE * 1.6 if any(line) else 0) + 2


def note_lines(layout: TableLayout) -> tuple[str, ...]:
    """The notes below a table, broken into lines, led by ※ unless they have a mark of their own."""
    table = layout.table
    notes = [note if note[:1] in "※注＊*（" else f"※{note}" for note in table.notes if note]
    if any(cell.published for line in table.cells for cell in line):
        notes.append(_PUBLISHED_NOTE)
    width = (house.LANDSCAPE if layout.lying else house.PORTRAIT).body_width
    advances = face(Style.FIGURES).advances
    return tuple(
        line for note in notes for line in break_lines(printable(note), width, house.NOTE_SIZE, advances)
    )


def notes_height(notes: tuple[str, ...]) -> float:
    """Height in points of the notes below a table."""
    return len(notes) * house.NOTE_SIZE * house.NOTE_LEADING + 4 if notes else 0.0
