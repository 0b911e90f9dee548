"""Cells as figures: exact thousandths, 該当なし, nothing, or why not."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.text.number import (
    LARGEST_THOUSANDTHS,
    PERCENT,
    YEN_UNITS,
    Blank,
    NotApplicable,
    Number,
    parse_number,
    thousandths_in,
)
from kyosai_desktop.domain.text.width import quoted
from kyosai_desktop.excel.grid import CellKind, GridCell

SIGNIFICANT_DIGITS = 15
"""What Excel itself keeps and shows of a number: 0.1+0.2 is stored as 0.30000000000000004 and means 0.3."""

_NUMBER = CellKind.NUMBER  # looked up through the class, a member costs as much as reading a cell's digits


def figure_in(
    cell: GridCell, unit: str, table_unit: str = "", *, scale: int = 1
) -> int | Problem | Blank | NotApplicable:
    """The cell in thousandths of ``unit``, times ``scale``.

    ``table_unit`` is the unit that the sheet says it counts in, when it isn't ``unit`` and may be converted (千円).
    A number with more than three decimals among its first 15 digits is ``number.too_fine``, never rounded. Further
    problems: ``cell.date``, ``cell.error``, ``cell.uncached``, ``cell.bool``, and those of ``parse_number``.
    """
    _, _, kind, _, raw, format = cell
    is_plain = kind is _NUMBER and not table_unit and "%" not in format and scale == 1
    if is_plain and len(raw) <= SIGNIFICANT_DIGITS and raw.isascii() and raw.isdigit():
        return int(raw) * 1000
    parsed = read_cell(cell, scale)
    if not isinstance(parsed, Number):
        return parsed
    if table_unit and not parsed.unit:
        parsed = Number(parsed.thousandths, table_unit)
        if table_unit != unit:
            return _converted(parsed, table_unit, unit)
    return thousandths_in(parsed, unit)


def read_cell(cell: GridCell, scale: int = 1) -> Number | Problem | Blank | NotApplicable:
    """What a cell says, whatever column it stands in, times ``scale``."""
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, Decimal):
        return _number(cell.value * scale, cell)
    if cell.kind is CellKind.TEXT:
        return parse_number(cell.raw, scale)
    return _PROBLEMS[cell.kind](cell)


def _number(value: Decimal, cell: GridCell) -> Number | Problem:
    percent = "%" in cell.format
    thousandths = value * (100_000 if percent else 1000)
    whole = int(thousandths) if abs(thousandths) <= LARGEST_THOUSANDTHS else 0
    if whole != thousandths:
        with localcontext(prec=SIGNIFICANT_DIGITS, rounding=ROUND_HALF_UP):
            thousandths = (+value) * (100_000 if percent else 1000)
        if abs(thousandths) > LARGEST_THOUSANDTHS:
            return Problem(
                "number.too_large",
                f"{quoted(cell.text)}は大きすぎるため、記録できません。",
                "桁数と単位を確かめてください。",
            )
        whole = int(thousandths)
        if whole != thousandths:
            return Problem(
                "number.too_fine",
                f"{quoted(str(value))}は小数が細かすぎるため、そのままでは記録できません。",
                "小数第3位までの数値に直してください。",
            )
    return Number(whole, PERCENT if percent else "", percent)


def _converted(number: Number, written: str, unit: str) -> int | Problem:
    if written in YEN_UNITS and unit in YEN_UNITS:
        return thousandths_in(Number(number.thousandths * YEN_UNITS[written], "円"), unit)
    return number.thousandths


def _date(cell: GridCell) -> Problem:
    return Problem(
        "cell.date",
        f"数値の列に日付（{cell.text}）が入っています。",
        "セルの表示形式と値を確かめて、数値に直してください。",
    )


def _error(cell: GridCell) -> Problem:
    return Problem(
        "cell.error",
        f"計算のエラー（{cell.raw}）になっています。",
        "Excelで式を直し、上書き保存してから取り込んでください。",
    )


def _uncached(cell: GridCell) -> Problem:
    return Problem(
        "cell.uncached",
        "式の計算結果が保存されていません。",
        "Excelで開いて上書き保存してから取り込んでください。",
    )


def _bool(cell: GridCell) -> Problem:
    return Problem("cell.bool", f"数値ではなく{cell.text}が入っています。", "数値に直してください。")


_PROBLEMS = {
    CellKind.DATE: _date,
    CellKind.ERROR: _error,
    CellKind.UNCACHED_FORMULA: _uncached,
    CellKind.BOOL: _bool,
}
