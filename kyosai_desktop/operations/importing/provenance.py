"""Where a figure came from: the file, sheet and cell it was read in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kyosai_desktop.domain.fact import Fact
from kyosai_desktop.store import imports as imports_sql
from kyosai_desktop.store.book import Book


@dataclass(frozen=True, slots=True)
class Provenance:
    """The origin of an imported figure. ``original`` is the text that stood in the cell, ``corrected`` what was typed in
    its place before the import ('' nothing)."""

    file_name: str
    sheet: str
    cell: str
    original: str
    imported_at: datetime
    corrected: str = ""


def source_of(book: Book, fact: Fact) -> Provenance | None:
    """Where the figure was read; None when it was typed."""
    if fact.source is None:
        return None
    file = imports_sql.import_file(book, fact.source.import_id)
    if file is None:
        return None
    return Provenance(
        file.file_name,
        fact.source.sheet,
        fact.source.cell,
        fact.source.original,
        file.imported_at,
        fact.source.corrected,
    )
