"""提出状況: which units haven't reported the month that is looked at, form by form and by name."""

from __future__ import annotations

from dataclasses import dataclass

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.fact import FactKey, PeriodKind
from kyosai_desktop.domain.form import Purpose, Viewpoint
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.domain.table import Cell, CellState, Missing, RowKind
from kyosai_desktop.operations.reading import Reading
from kyosai_desktop.operations.tables import forms


@dataclass(frozen=True, slots=True)
class FormReport:
    """The units of one form: ``reported`` have all their figures, ``partly`` some, ``missing`` none at all.

    Units are rows of the form (blocks, 産別); the names stand in the form's order.
    """

    form_code: str
    title: str
    unit_name: str
    reported: tuple[str, ...]
    partly: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many units the form lists."""
        return len(self.reported) + len(self.partly) + len(self.missing)

    def sentence(self) -> str:
        """「18ブロックのうち2ブロックが未報告です（根室、宗谷）。」, '' when nothing is missing."""
        names = [*self.missing, *(f"{name}の一部" for name in self.partly)]
        if not names:
            return ""
        if not self.reported and not self.partly:
            return f"{self.total}{self.unit_name}のすべてが未報告です。"
        return f"{self.total}{self.unit_name}のうち{len(names)}{self.unit_name}が未報告です（{'、'.join(names)}）。"


def reports(reading: Reading, viewpoint: Viewpoint) -> list[FormReport]:
    """For every form of 実績 that lists units: who has reported the results through the month.

    Forms of indicators only, and forms without anything to type for that month, are left out.
    """
    found = []
    for info in forms(reading.book, viewpoint.council):
        if info.purpose is not Purpose.RESULTS or not reading.form(info.code).breakdown:
            continue
        shown = reading.table(info.code, viewpoint)
        states: dict[str, list[str]] = {"reported": [], "partly": [], "missing": []}
        for row, line in zip(shown.rows, shown.cells, strict=True):
            figures = [cell for cell in line if _of_month(cell, viewpoint, reading.catalogue)]
            if row.kind is RowKind.ITEM and figures:
                states[_state(figures)].append(row.name)
        if any(states.values()):
            found.append(
                FormReport(
                    info.code,
                    info.title,
                    shown.stub[-1] if shown.stub else "",
                    tuple(states["reported"]),
                    tuple(states["partly"]),
                    tuple(states["missing"]),
                )
            )
    return found


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
