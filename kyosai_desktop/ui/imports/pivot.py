"""A plan as the preview shows it: one line per row of the sheet, one column per column of its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kyosai_desktop.domain.fact import Fact
from kyosai_desktop.domain.problem import Place
from kyosai_desktop.domain.rounding import Rounding, fixed_text
from kyosai_desktop.operations.importing import PRESSING, REPLACING, ImportPlan, Outcome, PlannedCell

_NAMED_USES = 2


@dataclass(frozen=True, slots=True)
class PivotLine:
    """One row of the sheet. ``row`` is Excel's number; ``cells`` by column, None where the sheet is blank."""

    sheet: str
    row: int
    label: str
    outcome: Outcome
    cells: tuple[PlannedCell | None, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Pivot:
    """All lines under the columns' names, in the file's order. ``taken_as``: what the figures of each column become."""

    columns: tuple[str, ...]
    lines: tuple[PivotLine, ...]
    several_sheets: bool
    taken_as: tuple[tuple[str, ...], ...] = ()

    def heading(self, column: int) -> str:
        """A column's name, and below it what it is taken as: 「→ 2024年7月 実績（累計）」 on two lines."""
        taken = self.taken_as[column] if self.taken_as else ()
        shown = taken if len(taken) <= _NAMED_USES else (f"{len(taken)}通りの時期や区分",)
        uses = ("→ " + each.replace(" ", "\n", 1) for each in shown)
        return "\n".join((self.columns[column], *uses))

    def shown(self, *, only_changes: bool) -> tuple[PivotLine, ...]:
        """All lines, or those that would change something or can't be taken."""
        if not only_changes:
            return self.lines
        return tuple(line for line in self.lines if line.outcome in PRESSING[:3])


def pivot(plan: ImportPlan) -> Pivot:
    """Arrange the cells of a plan."""
    columns = tuple(dict.fromkeys(cell.column for cell in plan.cells))
    at = {name: index for index, name in enumerate(columns)}
    rows: dict[tuple[str, int], list[PlannedCell]] = {}
    for cell in plan.cells:
        rows.setdefault((cell.sheet, cell.row), []).append(cell)
    lines = []
    for (sheet, row), cells in rows.items():
        placed: list[PlannedCell | None] = [None] * len(columns)
        for cell in cells:
            placed[at[cell.column]] = cell
        outcome = min((cell.outcome for cell in cells), key=PRESSING.index)
        lines.append(
            PivotLine(sheet, row, cells[0].row_label, outcome, tuple(placed), _remark(cells, outcome))
        )
    taken = tuple(plan.taken_as.get(column, ()) for column in columns)
    return Pivot(columns, tuple(lines), len({line.sheet for line in lines}) > 1, taken)


def figure_text(fact: Fact | None) -> str:
    """A stored figure without needless decimals: ``1,234``, ``0.2``, 「該当なし」; '' for 未報告."""
    if fact is None:
        return ""
    if fact.thousandths is None:
        return "該当なし"
    decimals = next(n for n in range(4) if fact.thousandths * 10**n % 1000 == 0)
    return fixed_text(Fraction(fact.thousandths, 1000), decimals, Rounding.HALF_UP)


def cell_words(cell: PlannedCell) -> str:
    """Place, outcome and figures of one cell in one line, for the detail line, tool tips and screen readers."""
    place = Place(sheet=cell.sheet, cell=cell.address).text()
    name = "／".join(part for part in (cell.row_label, cell.column) if part)
    if cell.problem is not None:
        stood = f"「{cell.original}」" if not cell.corrected else f"「{cell.original}」→「{cell.corrected}」"
        return (
            f"{place}　{name}　{cell.outcome.value}：{stood} {cell.problem.message}{cell.problem.next_step}"
        )
    old, new = figure_text(cell.old) or "空欄", figure_text(cell.new) or "空欄"
    figures = f"{old} → {new}" if cell.outcome in REPLACING else new
    by_hand = f"（元の表記「{cell.original}」を手で直した値）" if cell.corrected else ""
    comment = f"　コメント：{cell.comment}" if cell.comment else ""
    return f"{place}　{name}　{cell.outcome.value}：{figures}{by_hand}{comment}"


def _remark(cells: Sequence[PlannedCell], outcome: Outcome) -> str:
    if outcome is Outcome.ERROR:
        problem = next(
            (cell.problem for cell in cells if cell.outcome is Outcome.ERROR and cell.problem), None
        )
        return f"{problem.message}{problem.next_step}" if problem else ""
    if outcome is Outcome.NOT_TAKEN:
        reasons = dict.fromkeys(cell.problem.message for cell in cells if cell.problem)
        return "　".join(reasons)
    by_hand = [
        f"「{cell.original}」を手で「{cell.corrected}」に直しました。" for cell in cells if cell.corrected
    ]
    return "　".join(by_hand)
