"""The unit that a sheet counts in, beside the unit of the indicator. A factor is never guessed."""

from __future__ import annotations

import re

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.text.number import PERCENT, YEN_UNITS
from kyosai_desktop.domain.text.width import narrow
from kyosai_desktop.excel.layout import FoundTable
from kyosai_desktop.operations.importing.columns import ReadColumn
from kyosai_desktop.operations.importing.planned import Choice, QuestionKind
from kyosai_desktop.operations.importing.sheet import SheetContext

_WRITTEN = re.compile(r"単位[: ]*(?P<unit>[^\s)）、,・/\]】]+)")
_AS_IS = "as_is"
_CONVERT = "convert"


def read_unit(
    context: SheetContext, table: FoundTable, layout: str, column: ReadColumn, indicator_id: int
) -> tuple[str, str] | Problem:
    """(unit of the indicator, unit to convert from or '') for the figures of a column; a question while undecided."""
    unit = context.masters.catalogue.indicators[indicator_id].unit if indicator_id else ""
    match = _WRITTEN.search(narrow(table.unit_text))
    written = column.unit or (match["unit"] if match else "")
    written = PERCENT if written == "%" else written
    if not unit or written in ("", unit):
        return unit, ""
    convertible = written in YEN_UNITS and unit in YEN_UNITS
    choices = [Choice(_AS_IS, f"{unit}の数字としてそのまま取り込む")]
    if convertible:
        choices.insert(0, Choice(_CONVERT, f"{written}から{unit}に直す"))
    code = context.asking.answer(
        f"unit:{written}:{unit}@{layout}",
        QuestionKind.UNIT,
        context.place(column.header.address),
        f"表の単位は{written}ですが、「{column.header.text}」は{unit}で集めています。どう取り込みますか。",
        choices,
    )
    if code is None:
        return Problem(
            "import.question",
            f"表の単位は{written}ですが、「{column.header.text}」は{unit}で集めています。",
            "どう取り込むかを選んでください。",
            place=context.place(column.header.address),
        )
    return unit, written if code == _CONVERT else ""
