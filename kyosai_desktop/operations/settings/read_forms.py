"""From rows of settings to forms."""

from __future__ import annotations

from kyosai_desktop.domain.form import (
    LATEST,
    Form,
    FormColumn,
    FormRow,
    PeriodName,
    Purpose,
    RowsOf,
    Stub,
    Subtotal,
)
from kyosai_desktop.domain.formula import parse_formula
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import ColumnKind, RowKind
from kyosai_desktop.operations.settings.read import MEASURES, ROUNDINGS, Sheets, breakdown_of, id_of
from kyosai_desktop.operations.settings.sheets import SettingsRow

_KINDS = {"数": ColumnKind.NUMBER, "率": ColumnKind.RATE}
_EMPHASIS = {"": RowKind.ITEM, "小計": RowKind.SUBTOTAL, "合計": RowKind.TOTAL}


def read_forms(sheets: Sheets) -> tuple[Form, ...]:
    """All forms with their rows and columns. Raises ``Refused`` that names what can't be understood."""
    return tuple(_form(sheets, row, position) for position, row in enumerate(sheets.get("様式", ())))


def _form(sheets: Sheets, row: SettingsRow, position: int) -> Form:
    code, council = row.required("コード"), row.required("会議体")
    return Form(
        id_of("form", code),
        code,
        id_of("council", council),
        row.required("名称"),
        row.one_of("用途", {purpose.value: purpose for purpose in Purpose}),
        tuple(_stub(part) for part in row["見出し列"].split(";") if part),
        tuple(_row(line, council) for line in sheets.get("様式の行", ()) if line["様式"] == code),
        tuple(_column(line, council) for line in sheets.get("様式の列", ()) if line["様式"] == code),
        breakdown_of(row["内訳"]),
        tuple(_over(part, council) for part in row["項目の繰り返し"].split(";") if part),
        row["単位"],
        row["横向き"] == "○",
        tuple(line for line in row["注記"].split("\n") if line),
        position,
    )


def _stub(text: str) -> Stub:
    title, _, kind = text.partition("=")
    return Stub(title.strip(), kind.strip())


def _over(text: str, council: str) -> tuple[int, str]:
    code, _, label = text.partition("=")
    return id_of("indicator", council, code.strip()), label.strip()


def _row(row: SettingsRow, council: str) -> FormRow:
    axis = row["分類"]
    return FormRow(
        row.one_of("種類", {rows_of.value: rows_of for rows_of in RowsOf}),
        id_of("axis", axis) if axis else 0,
        id_of("member", axis, row["要素"]) if row["要素"] else 0,
        row["種別"],
        tuple(_subtotal(part) for part in row["小計"].split(";") if part),
        id_of("indicator", council, row["項目"]) if row["項目"] else 0,
        row["別枠"] or None,
        row["番号"],
        row["表示"],
        row.whole("段", 0),
        row.one_of("強調", _EMPHASIS, ""),
        row["計を先に"] == "○",
        row["注"],
    )


def _subtotal(text: str) -> Subtotal:
    kind, _, label = text.partition("=")
    several = kind.strip().endswith("?")
    return Subtotal(kind.strip().rstrip("?"), label.strip() or "{name} 計", several)


def _column(row: SettingsRow, council: str) -> FormColumn:
    expression = row["計算式"]
    if expression:
        problem = parse_formula(expression)
        if isinstance(problem, Problem):
            raise row.refuse(problem.code, "計算式", problem.message, problem.next_step)
    return FormColumn(
        label=row.required("表示"),
        code=row.required("コード"),
        group=row["見出し"],
        indicator_id=id_of("indicator", council, row["項目"]) if row["項目"] else 0,
        measure=row.one_of("区分", {"": None, **MEASURES}, ""),
        variant=row["別枠"],
        period=row.one_of("期間", {period.value: period for period in PeriodName}, PeriodName.YEAR.value),
        year_shift=row.whole("年のずれ", 0),
        version=row.whole("版", LATEST),
        expression=expression,
        kind=row.one_of("種類", _KINDS, "数"),
        decimals=row.whole("小数桁") if row["小数桁"] else None,
        scale=row.whole("倍率", 1),
        rounding=row.one_of("端数処理", ROUNDINGS, ""),
        unit=row["単位"],
        unit_in_cell=row["単位をセルに"] == "○",
        signed=row["符号"] == "○",
        entry=row["入力"] == "○",
        width=row.whole("幅", 5),
    )
