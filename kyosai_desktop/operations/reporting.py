"""提出状況: which units haven't reported the month that is looked at, form by form and by name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.fact import FactKey, PeriodKind
from kyosai_desktop.domain.form import Purpose, Viewpoint, lists_whole_tree, takes_day
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.domain.table import Cell, CellState, Missing, RowKind
from kyosai_desktop.operations.reading import Reading
from kyosai_desktop.operations.tables import forms


@dataclass(frozen=True, slots=True)
class FormReport:
    """The units of one form: ``reported`` have all their figures, ``partly`` some, ``missing`` none at all.

    Units are rows of the form (blocks, 産別); the names stand in the form's order. ``series`` are the ids of what they
    report.
    """

    form_code: str
    title: str
    unit_name: str
    reported: tuple[str, ...]
    partly: tuple[str, ...]
    missing: tuple[str, ...]
    series: frozenset[int] = frozenset()

    @property
    def total(self) -> int:
        """How many units the form lists."""
        return len(self.reported) + len(self.partly) + len(self.missing)

    @property
    def begun(self) -> bool:
        """Whether anybody has reported anything."""
        return bool(self.reported or self.partly)

    def counts(self) -> str:
        """「18ブロック中15が未報告、1が一部未報告」, '' when nothing is missing: the same words wherever it is told."""
        return f"{self.total}{self.unit_name}{self._lacking()}" if self._lacking() else ""

    def short_counts(self) -> str:
        """``counts`` for little room: who is missing altogether, else who is in part."""
        return self.counts().partition("、")[0]

    def sentence(self) -> str:
        """「18ブロック中2が未報告です（根室、宗谷）。」, '' when nothing is missing."""
        names = [*self.missing, *(f"{name}の一部" for name in self.partly)]
        if not names:
            return ""
        return f"{self.counts()}です" + (f"（{'、'.join(names)}）。" if self.begun else "。")

    def _lacking(self) -> str:
        if self.missing and not self.begun:
            return "のすべてが未報告"
        parts = [
            f"{len(names)}が{how}"
            for names, how in ((self.missing, "未報告"), (self.partly, "一部未報告"))
            if names
        ]
        return f"中{'、'.join(parts)}" if parts else ""


def reports(reading: Reading, viewpoint: Viewpoint) -> list[FormReport]:
    """For every form of 実績 that lists units: who has reported the results through the month.

    Forms of indicators only, forms without anything to type for that month, and whole trees (a 産別 may report for its
    単組) are left out.
    """
    found = []
    for info in forms(reading.book, viewpoint.council):
        form = reading.form(info.code)
        if info.purpose is not Purpose.RESULTS or not form.breakdown or lists_whole_tree(form):
            continue
        seen = reading.seen(info.code, viewpoint)
        shown = reading.table(info.code, seen)
        states: dict[str, list[str]] = {"reported": [], "partly": [], "missing": []}
        series: set[int] = set()
        for row, line in zip(shown.rows, shown.cells, strict=True):
            figures = [
                cell
                for column, cell in zip(shown.columns, line, strict=True)
                if column.reported and _of_month(cell, seen, reading.catalogue)
            ]
            if row.kind is RowKind.ITEM and figures:
                states[_state(figures)].append(row.name)
                series.update(cell.key.series_id for cell in figures if isinstance(cell.key, FactKey))
        elsewhere = takes_day(reading.form(info.code)) and seen.as_of != viewpoint.through.end
        if any(states.values()):
            found.append(
                FormReport(
                    info.code,
                    f"{info.title}（{seen.as_of.month}月{seen.as_of.day}日）" if elsewhere else info.title,
                    shown.stub[-1] if shown.stub else "",
                    tuple(states["reported"]),
                    tuple(states["partly"]),
                    tuple(states["missing"]),
                    frozenset(series),
                )
            )
    return found


def shortfall(reports: Sequence[FormReport], series: Collection[int]) -> FormReport | None:
    """The report that a sum of these series waits for: one that others have begun, else the first that isn't complete."""
    found = [each for each in reports if each.counts() and not each.series.isdisjoint(series)]
    return next((each for each in found if each.begun), found[0] if found else None)


def _of_month(cell: Cell, viewpoint: Viewpoint, catalogue: Catalogue) -> bool:
    """Whether the cell is a result that somebody reports for the month that is looked at."""
    if not isinstance(cell.key, FactKey) or cell.state not in (CellState.ENTRY, CellState.LOCKED):
        return False
    measure = catalogue.series[cell.key.series_id].measure
    if measure in (Measure.TARGET, Measure.BUDGET, Measure.RANK):
        return False
    day = cell.key.period
    return day.end == viewpoint.as_of if day.kind is PeriodKind.AS_OF else day.end == viewpoint.through.end


def _state(figures: list[Cell]) -> str:
    lacking = [cell for cell in figures if cell.missing is Missing.NOT_REPORTED]
    if len(lacking) == len(figures):
        return "missing"
    incomplete = lacking or any(cell.missing_count for cell in figures)
    return "partly" if incomplete else "reported"
