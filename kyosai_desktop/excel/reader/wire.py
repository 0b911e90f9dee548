"""A read workbook on its way from the child to the parent: built up in one, turned into grids in the other.

A sheet's cells are one flat list of row, column, content number; the contents of the whole book are listed
once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from kyosai_desktop.excel.grid import CellKind, CellValue, GridCell, MergedRange, SheetGrid
from kyosai_desktop.excel.reader import limits
from kyosai_desktop.excel.reader.content import Content
from kyosai_desktop.excel.reader.outcomes import Outcome
from kyosai_desktop.excel.reader.refused_file import RefusedFile


class BookReply:
    """What the child has read so far. The contents are numbered in the order in which they first appear."""

    def __init__(self) -> None:
        self.contents: list[Content] = []
        self.sheets: list[dict[str, Any]] = []
        self.notes: list[dict[str, str]] = []
        self._filled = 0

    def add_content(self, content: Content) -> int:
        """Its number."""
        self.contents.append(content)
        return len(self.contents) - 1

    def add_sheet(
        self,
        name: str,
        hidden: bool,
        cells: list[int],
        merges: list[MergedRange],
        hidden_rows: set[int],
        hidden_columns: list[tuple[int, int]],
    ) -> None:
        """``cells`` is flat: row, column, content number, …; ``hidden_columns`` are first and last of each
        run."""
        self._filled += len(cells) // 3
        if self._filled > limits.MAX_FILLED_CELLS:
            raise RefusedFile(Outcome.TOO_LARGE)
        rows = max(cells[0::3], default=-1) + 1
        columns = max(cells[1::3], default=-1) + 1
        hidden_inside = {
            column for first, last in hidden_columns for column in range(first, min(last + 1, columns))
        }
        self.sheets.append(
            {
                "name": name,
                "hidden": hidden,
                "rows": rows,
                "columns": columns,
                "cells": cells,
                "merges": merges,
                "hidden_rows": sorted(row for row in hidden_rows if row < rows),
                "hidden_columns": sorted(hidden_inside),
                "comments": [],
            }
        )

    def add_comments(self, comments: Mapping[tuple[int, int], str]) -> None:
        """What stands beside the cells of the sheet that was added last."""
        self.sheets[-1]["comments"] = [[row, column, text] for (row, column), text in comments.items()]

    def add_note(self, code: str, sheet: str = "", cell: str = "") -> None:
        """A note of the fixed list in ``notes``."""
        self.notes.append({"code": code, "sheet": sheet, "cell": cell})

    def as_message(self) -> dict[str, Any]:
        """The reply, ready for JSON."""
        kinds, raws, formats, moments = (
            zip(*self.contents, strict=True) if self.contents else ((), (), (), ())
        )
        codes = {code: number for number, code in enumerate(dict.fromkeys(formats))}
        return {
            "kinds": kinds,
            "raws": raws,
            "formats": [codes[code] for code in formats],
            "codes": list(codes),
            "moments": [[number, moment] for number, moment in enumerate(moments) if moment],
            "sheets": self.sheets,
            "notes": self.notes,
        }


def grids_of_message(message: dict[str, Any]) -> tuple[SheetGrid, ...]:
    """The sheets of a reply."""
    codes = message["codes"]
    kinds = [_KINDS[name] for name in message["kinds"]]
    values = list(map(_value, kinds, message["raws"]))
    for number, moment in message["moments"]:
        values[number] = datetime.fromisoformat(moment) if "T" in moment else date.fromisoformat(moment)
    formats = [codes[number] for number in message["formats"]]
    contents = (kinds, values, message["raws"], formats)
    return tuple(_grid(sheet, contents) for sheet in message["sheets"])


_KINDS = {kind.value: kind for kind in CellKind}
_Contents = tuple[list[CellKind], list[CellValue], list[str], list[str]]
"""Kinds, values, raw texts and formats, each by the number of the content."""


def _value(kind: CellKind, raw: str) -> CellValue:
    """The value of anything but a date, which comes apart."""
    if kind is CellKind.NUMBER:
        return Decimal(raw)
    if kind is CellKind.TEXT:
        return raw
    return raw == "1" if kind is CellKind.BOOL else None


def _grid(sheet: dict[str, Any], contents: _Contents) -> SheetGrid:
    flat = sheet["cells"]
    rows, columns, numbers = flat[0::3], flat[1::3], flat[2::3]
    fields = (map(part.__getitem__, numbers) for part in contents)
    # a cell's fields come in their order and all of them, so that nothing is left for a constructor to do
    cells = map(partial(tuple.__new__, GridCell), zip(rows, columns, *fields, strict=True))
    return SheetGrid(
        name=sheet["name"],
        cells=dict(zip(zip(rows, columns, strict=True), cells, strict=True)),
        hidden=sheet["hidden"],
        rows=sheet["rows"],
        columns=sheet["columns"],
        merges=tuple(MergedRange(*merge) for merge in sheet["merges"]),
        hidden_rows=frozenset(sheet["hidden_rows"]),
        hidden_columns=frozenset(sheet["hidden_columns"]),
        comments={(row, column): text for row, column, text in sheet["comments"]},
    )
