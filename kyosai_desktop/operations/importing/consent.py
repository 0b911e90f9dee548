"""What is done to figures only when the user says so: putting 該当なし in the place of one, and rounding one."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from kyosai_desktop.domain.problem import Place, Problem
from kyosai_desktop.domain.rounding import Rounding, round_to
from kyosai_desktop.domain.text.number import exact_text
from kyosai_desktop.excel.grid import GridCell
from kyosai_desktop.operations.importing.columns import not_taken
from kyosai_desktop.operations.importing.planned import EXCLUDE, Choice, Outcome, PlannedCell, QuestionKind
from kyosai_desktop.operations.importing.questions import Asking
from kyosai_desktop.operations.importing.sheet import SheetContext
from kyosai_desktop.operations.importing.values import figure_in

KEEP, REPLACE = "keep", "replace"
"""The choices for 「－」 and the like where the book has a figure."""

_NAMED = 3
_FINEST = 12  # decimals behind the third; Excel keeps no more of any number
_MODES = {"half_up": Rounding.HALF_UP, "down": Rounding.DOWN, "up": Rounding.UP}


def with_consent(file: str, cells: Iterable[PlannedCell], asking: Asking) -> tuple[PlannedCell, ...]:
    """The cells; of those that would put 該当なし in the place of a figure, only the ones that were agreed to.

    Asked once for a sheet, and never remembered: next month's 「－」 may be a mistake.
    """
    cells = tuple(cells)
    emptied: dict[str, list[PlannedCell]] = {}
    for cell in cells:
        if cell.outcome is Outcome.EMPTIED:
            emptied.setdefault(cell.sheet, []).append(cell)
    kept = {sheet for sheet, found in emptied.items() if _answer(file, sheet, found, asking) == KEEP}
    if not kept:
        return cells
    reason = not_taken("「今の数字を残す」が選ばれているため、取り込みません。")
    return tuple(
        cell._replace(outcome=Outcome.NOT_TAKEN, new=None, problem=reason)
        if cell.outcome is Outcome.EMPTIED and cell.sheet in kept
        else cell
        for cell in cells
    )


def _answer(file: str, sheet: str, found: list[PlannedCell], asking: Asking) -> str | None:
    named = "、".join(
        f"{cell.address} {cell.row_label}の{cell.column} {exact_text(cell.old.thousandths)}→該当なし"
        for cell in found[:_NAMED]
        if cell.old is not None and cell.old.thousandths is not None
    )
    more = f"ほか{len(found) - _NAMED}か所" if len(found) > _NAMED else ""
    return asking.answer(
        f"absent@{sheet}",
        QuestionKind.ABSENT,
        Place(file=file, sheet=sheet, cell=found[0].address),
        f"数字のある{len(found)}か所に「－」などの記号があります（{named}{more}）。該当なしに置き換えますか。",
        [Choice(KEEP, "今の数字を残す"), Choice(REPLACE, "該当なしに置き換える")],
        remember=False,
    )


def without_finest_decimals(
    context: SheetContext, cell: GridCell, units: tuple[str, str], reading: Problem
) -> int | Problem:
    """A figure with more than three decimals as the user wants it: rounded in a named way, or left out.

    ``units``: those of the figure and of the table, as ``figure_in`` takes them. ``reading`` says why it can't be taken
    as it stands, and stays the answer while the question is open. Raises nothing, rounds nothing by itself.
    """
    if context.options.skip_bad:
        return reading  # errors were said to be left out
    own = context.council.rounding
    modes = sorted(_MODES.items(), key=lambda item: item[1] is not own)
    code = context.asking.answer(
        f"decimals@{context.sheet}",
        QuestionKind.DECIMALS,
        context.place(cell.address),
        f"シート『{context.sheet}』に、小数第4位より下まである数字があります（{cell.address} {cell.raw.strip()[:30]}）。"
        "記録できるのは小数第3位までです。どうしますか。",
        [
            *(Choice(code, f"小数第3位までに{mode.value}する") for code, mode in modes),
            Choice(EXCLUDE, "そのセルを取り込まない"),
        ],
        remember=False,
    )
    if code is None:
        return reading
    if code == EXCLUDE:
        return not_taken("「そのセルを取り込まない」が選ばれているため、取り込みません。")
    for decimals in range(1, _FINEST + 1):
        finer = figure_in(cell, *units, scale=10**decimals)
        if isinstance(finer, int):
            return int(round_to(Fraction(finer, 10**decimals), 0, _MODES[code]))
    return reading
