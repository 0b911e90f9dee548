"""Other words for what heads the rows and columns of a form: 別名 and earlier names, for a search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kyosai_desktop.domain.compute.layout import PlannedRow, plan_columns, plan_rows
from kyosai_desktop.domain.form import Form, Viewpoint
from kyosai_desktop.domain.series import Indicator
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue


class OtherNames(NamedTuple):
    """By the keys of a table's rows and columns. What has only the name that is shown isn't listed."""

    rows: Mapping[str, tuple[str, ...]] = {}
    columns: Mapping[str, tuple[str, ...]] = {}


def other_names(book: Book, form: Form, viewpoint: Viewpoint) -> OtherNames:
    """The names under which members and indicators of a form are known besides the printed ones."""
    catalogue = load_catalogue(book)

    def of_row(row: PlannedRow) -> tuple[str, ...]:
        found = _of_indicator(row.indicator)
        for axis_id, member_id in zip(form.breakdown, row.members, strict=True):
            if member_id:
                member = catalogue.axes[axis_id][member_id]
                found += (*member.own_names, *member.aliases)
        return found

    rows = {row.row.key: of_row(row) for row in plan_rows(form, catalogue, viewpoint.year.year)}
    columns = {
        column.column.key: _of_indicator(column.indicator)
        for column in plan_columns(form, catalogue, viewpoint)
    }
    return OtherNames(
        {key: names for key, names in rows.items() if names},
        {key: names for key, names in columns.items() if names},
    )


def _of_indicator(indicator: Indicator | None) -> tuple[str, ...]:
    return (indicator.name, *indicator.aliases) if indicator else ()
