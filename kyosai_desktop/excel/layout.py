"""Finding the tables of a sheet: titles, unit, header, rows, subtotals and notes, and what belongs to none of
them.

Every visible cell of the sheet gets exactly one role, so nothing can be dropped without being seen as UNREAD.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from kyosai_desktop.domain.text.name import stored_name, subtotal_word
from kyosai_desktop.excel.grid import CellKind, GridCell, SheetGrid
from kyosai_desktop.excel.header_band import (
    HeaderBand,
    HeaderCell,
    NameTest,
    SheetRows,
    header_bands,
    is_unit,
    is_value,
)

_NOTE = re.compile(r"[(（\[【]?\s*(※|＊|\*|注|出典|出所|資料|備考)")
_MAX_BLANK_ROWS = 2


class Role(Enum):
    """What a cell is to its table."""

    TITLE = "title"
    UNIT = "unit"
    HEADER = "header"
    DATA = "data"
    SUBTOTAL = "subtotal"
    NOTE = "note"
    UNREAD = "unread"


class RowKind(Enum):
    """BLANK rows have no name and no figure under a header: separators, and rows with a running number
    only."""

    DATA = "data"
    SUBTOTAL = "subtotal"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One row below the header.

    ``labels`` has the text of every label column, filled down and right inside merged cells only; '' where
    there is none. ``cells`` are the filled cells under the value columns' headers, from left to right.
    """

    row: int
    labels: tuple[str, ...]
    cells: tuple[GridCell, ...]
    kind: RowKind
    label_cells: tuple[GridCell, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class FoundTable:
    """One table of a sheet. ``labels`` are its row-header columns (ブロック, 産別), ``header`` all the
    others."""

    title: str
    unit_text: str
    labels: tuple[HeaderCell, ...]
    header: tuple[HeaderCell, ...]
    rows: tuple[FoundRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetTables:
    """All tables of a sheet, the role of every visible cell, and the cells that belong to no table."""

    tables: tuple[FoundTable, ...]
    roles: Mapping[tuple[int, int], Role]
    unread: tuple[GridCell, ...]


def find_tables(sheet: SheetGrid, is_row_header: NameTest, is_known_column: NameTest) -> SheetTables:
    """Read the sheet's layout. ``is_row_header`` knows ブロック and 産別, ``is_known_column`` the products'
    names.

    A table needs a row header and at least one known column in its header; columns with other names are kept
    in ``header``, and figures in columns without any name are UNREAD.
    """
    rows = SheetRows(sheet)
    roles: dict[tuple[int, int], Role] = {}
    levels = _levels(header_bands(rows, is_row_header, is_known_column))
    starts = [_title_start(rows, above, level) for above, level in pairwise([[], *levels])]
    tables = []
    for level, start, end in zip(levels, starts, [*starts[1:], sheet.rows], strict=False):
        visible = [row for row in sorted(rows.by_row) if start <= row < end]
        tables += [_table(rows, band, visible, roles) for band in level]
    unread: tuple[GridCell, ...] = ()
    if len(roles) < sum(map(len, rows.by_row.values())):
        unread = tuple(cell for cells in rows.by_row.values() for cell in cells if cell[:2] not in roles)
    _assign(roles, Role.UNREAD, unread)
    return SheetTables(tuple(tables), roles, unread)


def _levels(bands: list[HeaderBand]) -> list[list[HeaderBand]]:
    """Tables side by side together."""
    levels: list[list[HeaderBand]] = []
    for band in bands:
        if levels and band.first_row <= max(other.last_row for other in levels[-1]):
            levels[-1].append(band)
        else:
            levels.append([band])
    return levels


def _title_start(rows: SheetRows, above: list[HeaderBand], level: list[HeaderBand]) -> int:
    """The row where the titles of a table begin: above the first table everything, else the words over its
    header.

    A row of words between two tables may be the last row of the upper one, with nothing reported yet; it is a
    title when it stands apart from the rows above it.
    """
    if not above:
        return 0
    header_row = min(band.first_row for band in level)
    body_row = max(band.last_row for band in above) + 1
    between = [row for row in sorted(rows.by_row) if body_row <= row < header_row]
    start = header_row
    for row in reversed(between):
        if start - row > 2 or any(is_value(cell) or _is_note(cell) for cell in rows.cells(row)):
            break
        start = row
    stands_apart = start - 1 not in rows.by_row or any(
        subtotal_word(cell.raw) or _is_note(cell) for cell in rows.cells(start - 1)
    )
    return start if stands_apart else header_row


def _table(
    rows: SheetRows, band: HeaderBand, visible: list[int], roles: dict[tuple[int, int], Role]
) -> FoundTable:
    label_columns = [header.column for header in band.labels]
    value_columns = frozenset(header.column for header in band.values)

    def own(row: int) -> list[GridCell]:
        cells = rows.cells(row)
        if cells and band.first_column <= cells[0].column and cells[-1].column <= band.last_column:
            return cells
        return [cell for cell in cells if band.first_column <= cell.column <= band.last_column]

    titles: list[GridCell] = []
    units: list[GridCell] = []
    notes: list[GridCell] = []
    for cell in (cell for row in visible if row < band.first_row for cell in own(row)):
        if _is_note(cell):
            notes.append(cell)
        elif is_unit(cell):
            units.append(cell)
        elif cell.kind in (CellKind.TEXT, CellKind.DATE):
            titles.append(cell)
    headers = [cell for row in range(band.first_row, band.last_row + 1) for cell in own(row)]
    found: list[FoundRow] = []
    below: list[GridCell] = []
    ended = False
    last = band.last_row
    for row in visible:
        cells = own(row)
        if row <= band.last_row or not cells:
            continue
        ended = ended or row - last - 1 > _MAX_BLANK_ROWS or _is_note_row(cells)
        if ended:
            below += cells
            continue
        found += [FoundRow(blank, (), (), RowKind.BLANK) for blank in range(last + 1, row)]
        found.append(_row(rows, band, row, cells, label_columns, value_columns))
        last = row
    notes += _notes_below(below)
    _assign(roles, Role.TITLE, titles)
    _assign(roles, Role.UNIT, units)
    _assign(roles, Role.HEADER, headers)
    _assign(roles, Role.NOTE, notes)
    for line in found:
        role = Role.SUBTOTAL if line.kind is RowKind.SUBTOTAL else Role.DATA
        _assign(roles, role, (*line.label_cells, *line.cells))
    return FoundTable(
        title=_joined(titles),
        unit_text=_joined(units),
        labels=band.labels,
        header=band.values,
        rows=tuple(found),
        notes=tuple(stored_name(cell.text) for cell in notes),
    )


def _row(
    rows: SheetRows,
    band: HeaderBand,
    row: int,
    cells: list[GridCell],
    label_columns: list[int],
    value_columns: frozenset[int],
) -> FoundRow:
    labels = tuple(_label(rows, band, row, column) for column in label_columns)
    label_cells = tuple([cell for cell in cells if cell.column in label_columns])
    values = tuple([cell for cell in cells if cell.column in value_columns])
    if any(subtotal_word(label) for label in labels):
        kind = RowKind.SUBTOTAL
    elif any(labels) or len(values) > 1:
        kind = RowKind.DATA
    else:
        kind = RowKind.BLANK if all(cell.column < min(label_columns) for cell in values) else RowKind.DATA
    return FoundRow(row, labels, values, kind, label_cells, row in rows.sheet.hidden_rows)


def _label(rows: SheetRows, band: HeaderBand, row: int, column: int) -> str:
    cell = rows.seen_at(row, column)
    if cell is None or cell.row <= band.last_row:
        return ""
    return stored_name(cell.text)


def _notes_below(cells: list[GridCell]) -> list[GridCell]:
    """Words under the table are its notes; rows with figures among them are left unread."""
    with_figures = {cell.row for cell in cells if is_value(cell)}
    return [cell for cell in cells if cell.row not in with_figures]


def _is_note(cell: GridCell) -> bool:
    return cell.kind is CellKind.TEXT and bool(_NOTE.match(cell.raw.strip()))


def _is_note_row(cells: list[GridCell]) -> bool:
    return _is_note(cells[0]) and not any(is_value(cell) for cell in cells)


def _assign(roles: dict[tuple[int, int], Role], role: Role, cells: Collection[GridCell]) -> None:
    new = dict.fromkeys([cell[:2] for cell in cells], role)
    assert len(new) == len(cells) and roles.keys().isdisjoint(new), f"a cell has two roles: {role}"
    roles.update(new)


def _joined(cells: list[GridCell]) -> str:
    """The texts in reading order, each once: a title is often printed twice across the page."""
    return " ".join(dict.fromkeys(stored_name(cell.text) for cell in cells))
