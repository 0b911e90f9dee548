"""Where on the pages of figures a finding of 検算 can be looked at and put right."""

from __future__ import annotations

from collections.abc import Sequence

from kyosai_desktop.domain.check import Finding
from kyosai_desktop.domain.fact import FactKey
from kyosai_desktop.domain.table import RowKind, Table
from kyosai_desktop.domain.viewpoint import Viewpoint
from kyosai_desktop.operations import tables
from kyosai_desktop.operations.tables import FormInfo
from kyosai_desktop.store.book import Book


def place_of(
    book: Book, forms: Sequence[FormInfo], viewpoint: Viewpoint, finding: Finding
) -> tuple[FormInfo, int, int] | None:
    """The form with row and column of the figure in question: the form that the finding names first, then any."""
    for form in sorted(forms, key=lambda each: each.title != finding.place.form):
        at = cell_of(tables.table(book, form.code, viewpoint), finding)
        if at is not None:
            return form, *at
    return None


def cell_of(table: Table, finding: Finding) -> tuple[int, int] | None:
    """Row and column of the figure in question, None where the table doesn't show it."""
    name, _, member = finding.place.row.partition("・")
    measure = finding.place.column.rpartition(" ")[2]
    column = next(
        (
            index
            for index, each in enumerate(table.columns)
            if (each.groups[:1] == (name,) and each.label == measure)
            or any(_series(line[index].key) == finding.series_id for line in table.cells)
        ),
        None,
    )
    if column is None:
        return None
    rows = [index for index, row in enumerate(table.rows) if row.name == member]
    totals = [index for index, row in enumerate(table.rows) if row.kind is RowKind.TOTAL]
    return next(iter([*rows, *totals, len(table.rows) - 1])), column


def _series(key: object) -> int:
    return key.series_id if isinstance(key, FactKey) else 0
