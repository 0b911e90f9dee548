"""What ホーム tells, read from the same ``Table``s that are typed and printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.rounding import Rounding, fixed_text
from kyosai_desktop.domain.table import Cell, Row, RowKind, Table
from kyosai_desktop.store.book import Book

_KEYS = ("target", "result", "rate")


@dataclass(frozen=True, slots=True)
class Achievement:
    """One row: what was aimed at, what was reached, in exact figures and as printed."""

    name: str
    kind: RowKind
    target: Cell
    result: Cell
    rate: Cell
    unit: str

    @property
    def share(self) -> Fraction | None:
        """実績 ÷ 目標; None when there is no rate."""
        return self.rate.value / 100 if isinstance(self.rate.value, Fraction) else None

    @property
    def missing(self) -> Fraction | None:
        """目標 − 実績; None while one of them is unknown."""
        if isinstance(self.target.value, Fraction) and isinstance(self.result.value, Fraction):
            return self.target.value - self.result.value
        return None

    def missing_text(self) -> str:
        """「あと 404件」, 「達成」, or '' while unknown."""
        missing = self.missing
        if missing is None or self.share is None:
            return ""
        if missing <= 0:
            return "達成"
        return f"あと {fixed_text(missing, 0, Rounding.UP)}{self.unit}"

    def counts_text(self) -> str:
        """「実績 746 ／ 目標 1,150 件」."""
        return f"実績 {self.result.text or '－'} ／ 目標 {self.target.text or '－'} {self.unit}"


@dataclass(frozen=True, slots=True)
class YearTotals:
    """目標 and 実績 of one 年度."""

    year: FiscalYear
    total: Achievement


@dataclass(frozen=True, slots=True)
class HomeContent:
    """``items`` are products and their subtotals in the form's order; ``years`` are oldest first."""

    form_title: str
    as_of: str
    total: Achievement
    items: tuple[Achievement, ...]
    years: tuple[YearTotals, ...]

    @property
    def empty(self) -> bool:
        """Whether there is no figure at all."""
        return all(not year.total.target.text and not year.total.result.text for year in self.years)


def read_home(book: Book, viewpoint: Viewpoint) -> HomeContent | None:
    """The council's achievement form, for the year looked at and its neighbours; None when it has no such form."""
    from kyosai_desktop.operations import tables  # with all of compute: not before the first paint

    for info in tables.forms(book, viewpoint.council):
        now = tables.table(book, info.code, viewpoint)
        if {column.key for column in now.columns} >= set(_KEYS):
            achieved = achievements(now)
            if achieved:
                *items, total = achieved
                years = [
                    YearTotals(seen.year, achievements(tables.table(book, info.code, seen))[-1])
                    for seen in _neighbours(viewpoint)
                ]
                return HomeContent(info.title, now.as_of, total, tuple(items), tuple(years))
    return None


def achievements(table: Table) -> list[Achievement]:
    """The rows with figures, the total last (a row of kind TOTAL, else the last one)."""
    target, result, rate = (
        next(index for index, column in enumerate(table.columns) if column.key == key) for key in _KEYS
    )
    listed: list[tuple[Row, Sequence[Cell]]] = [
        (row, cells)
        for row, cells in zip(table.rows, table.cells, strict=True)
        if row.kind in (RowKind.ITEM, RowKind.SUBTOTAL, RowKind.TOTAL)
    ]
    listed.sort(key=lambda pair: pair[0].kind is RowKind.TOTAL)
    return [
        Achievement(row.name, row.kind, cells[target], cells[result], cells[rate], table.unit)
        for row, cells in listed
    ]


def _neighbours(viewpoint: Viewpoint) -> list[Viewpoint]:
    """The year before (whole), this one through the month looked at, and the next."""
    before, after = viewpoint.year.previous(), viewpoint.year.next()
    return [
        Viewpoint(viewpoint.council, before, before.months()[-1]),
        viewpoint,
        Viewpoint(viewpoint.council, after, after.months()[-1]),
    ]
