"""新規登録団体: the organisations that registered in a year, as the 議案書 lists them.

They are the entries of one kind in the register of activities, so nothing is typed for the paper alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from kyosai_desktop.domain.activity import (
    NEW_ORGANISATION,
    Activity,
    name_matches,
    of_kind,
    organisations,
    with_members,
)
from kyosai_desktop.domain.axis import UNION_KIND, Axis
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, Row, Table
from kyosai_desktop.operations.counting import activity_kinds
from kyosai_desktop.store import activities as activities_sql
from kyosai_desktop.store import catalogue as catalogue_sql
from kyosai_desktop.store.book import Book


def new_organisation_table(book: Book, council: Council, year: int) -> Table:
    """One row per organisation in the order of its date, each once, with the 産別 that it belongs to.

    The 産別 follows from the tree as it was in ``year``; it is blank for an organisation that stands in no tree.
    """
    axes = _axes(book, council)
    matches = name_matches((member for axis in axes for member in axis.members), year)
    entries = with_members(activities_sql.load_activities(book, council.id, year), matches)
    listed = organisations(of_kind(entries, NEW_ORGANISATION))
    return Table(
        id=f"{council.code}.new-organisations",
        title="新規登録団体",
        stub=("順",),
        columns=(
            Column("団体名", kind=ColumnKind.TEXT, width=26, key="organisation"),
            Column("産別", kind=ColumnKind.TEXT, width=16, key="union"),
        ),
        rows=tuple(Row((str(at),), key=f"activity.{entry.id}") for at, entry in enumerate(listed, 1)),
        cells=tuple(
            (
                Cell(_name(entry, axes, year), state=CellState.LABEL),
                Cell(_union(entry, axes, year), state=CellState.LABEL),
            )
            for entry in listed
        ),
        council=council.name,
        year=f"{year}年度",
        notes=(f"計 {len(listed):,}団体",) if listed else (),
    )


def lists_new_organisations(book: Book, council: Council) -> bool:
    """Whether the council has this paper: such entries are one of the kinds of its register."""
    return NEW_ORGANISATION in activity_kinds(book, council.id)


def _axes(book: Book, council: Council) -> Sequence[Axis]:
    axes = catalogue_sql.load_catalogue(book).axes
    return [axes[axis_id] for axis_id in catalogue_sql.axes_of_council(book, council.id)]


def _name(entry: Activity, axes: Sequence[Axis], year: int) -> str:
    """As the tree has it in that year, else as typed."""
    return next(
        (axis[entry.member_id].name_in(year) for axis in axes if entry.member_id in axis), entry.organisation
    )


def _union(entry: Activity, axes: Sequence[Axis], year: int) -> str:
    for axis in axes:
        if entry.member_id in axis:
            union = axis.ancestor_of_kind(entry.member_id, UNION_KIND)
            return union.name_in(year) if union else ""
    return ""
