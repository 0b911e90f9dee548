"""A paper's table for other programs. Numbers are strings: JSON readers turn numbers into floats."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from kyosai_desktop.domain.fact import FactKey, Source
from kyosai_desktop.domain.table import Cell, Column, RowKind
from kyosai_desktop.operations.papers.content import Origin, PaperContent


def paper_as_json(content: PaperContent) -> dict[str, Any]:
    """The first table with its cells row by row; each has the exact value and the printed text."""
    table = content.tables[0]
    shown = [at for at, row in enumerate(table.rows) if row.kind is not RowKind.NEW]
    return {
        "format": 1,
        "id": content.id,
        "title": content.title,
        "mark": content.mark,
        "council": content.viewpoint.council.code,
        "year": content.viewpoint.year.year,
        "through": f"{content.viewpoint.through.end:%Y-%m}",
        "unit": table.unit,
        "as_of": table.as_of,
        "stub": list(table.stub),
        "columns": [_column(column) for column in table.columns],
        "rows": [
            {
                "key": table.rows[at].key,
                "labels": list(table.rows[at].labels),
                "kind": table.rows[at].kind.value,
            }
            for at in shown
        ],
        "cells": [
            [
                _cell(cell, column, content)
                for cell, column in zip(table.cells[at], table.columns, strict=True)
            ]
            for at in shown
        ],
        "notes": list(table.notes),
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "key": column.key,
        "groups": list(column.groups),
        "label": column.label,
        "kind": column.kind.value,
        "unit": column.unit,
    }


def _cell(cell: Cell, column: Column, content: PaperContent) -> dict[str, Any]:
    source = content.sources.get(cell.key) if isinstance(cell.key, FactKey) else None
    return {
        "value": _value(cell, column),
        "text": cell.text,
        "state": cell.state.value,
        "missing": cell.missing.value if cell.missing else None,
        "published": cell.published or None,
        "source": _source(source, content.origins.get(source.import_id)) if source else None,
    }


def _source(source: Source, origin: Origin | None) -> dict[str, str]:
    said = {"sheet": source.sheet, "cell": source.cell, "text": source.original}
    if origin is not None:
        at = origin.imported_at.isoformat(timespec="seconds")
        said = {"file": origin.file, **said, "imported_at": at, "user": origin.user}
    return said | ({"corrected": source.corrected} if source.corrected else {})


def _value(cell: Cell, column: Column) -> str | None:
    """The exact value; of a rate, which may have no end, the number that is printed."""
    if isinstance(cell.value, date):
        return cell.value.isoformat()
    if not isinstance(cell.value, Fraction):
        return None
    exact = decimal_text(cell.value)
    if exact is not None:
        return exact
    from kyosai_desktop.excel.export import printed_number

    printed = printed_number(cell, column.unit)
    return None if printed is None else str(printed)


def decimal_text(value: Fraction) -> str | None:
    """``-1234.1`` for a value that thousandths can hold, else None."""
    thousandths = value * 1000
    if thousandths.denominator != 1:
        return None
    whole, part = divmod(abs(thousandths.numerator), 1000)
    digits = f"{whole}.{part:03d}".rstrip("0").rstrip(".")
    return f"-{digits}" if value < 0 else digits
