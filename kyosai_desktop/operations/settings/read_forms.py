"""From rows of settings to forms."""

from __future__ import annotations

from kyosai_desktop.domain.compute.expressions import STANDARD_PROGRESS, TOTAL_OF, path_of
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
from kyosai_desktop.domain.table import ColumnKind, RowKind
from kyosai_desktop.operations.settings.codes import Codes, Sheets, codes_of
from kyosai_desktop.operations.settings.formulas import checked_formula
from kyosai_desktop.operations.settings.read import MEASURES, ROUNDINGS, breakdown_of, id_of, list_of
from kyosai_desktop.operations.settings.sheets import SettingsRow

_KINDS = {"数": ColumnKind.NUMBER, "率": ColumnKind.RATE}
_EMPHASIS = {"": RowKind.ITEM, "小計": RowKind.SUBTOTAL, "合計": RowKind.TOTAL}


def read_forms(sheets: Sheets) -> tuple[Form, ...]:
    """All forms with their rows and columns. Raises ``Refused`` that names what can't be understood."""
    codes = codes_of(sheets)
    for sheet in ("様式の行", "様式の列"):
        for line in sheets.get(sheet, ()):
            codes.form(line)
    return tuple(_form(sheets, codes, row, position) for position, row in enumerate(sheets.get("様式", ())))


def _form(sheets: Sheets, codes: Codes, row: SettingsRow, position: int) -> Form:
    code, council = row.required("コード"), codes.council(row)
    breakdown = breakdown_of(row, row["内訳"], codes)
    columns: list[FormColumn] = []
    for line in sheets.get("様式の列", ()):
        if line["様式"] == code:
            columns.append(_column(line, council, codes, columns))
    return Form(
        id_of("form", code),
        code,
        id_of("council", council),
        row.required("名称"),
        row.one_of("用途", {purpose.value: purpose for purpose in Purpose}),
        tuple(_stub(part) for part in list_of(row.required("見出し列"))),
        tuple(
            _row(line, council, codes, breakdown)
            for line in sheets.get("様式の行", ())
            if line["様式"] == code
        ),
        tuple(columns),
        breakdown,
        tuple(_over(row, part, council, codes) for part in list_of(row["項目の繰り返し"])),
        row["単位"],
        row.flag("横向き"),
        tuple(line for line in row["注記"].splitlines() if line),
        position,
    )


def _stub(text: str) -> Stub:
    title, _, kind = text.partition("=")
    return Stub(title.strip(), kind.strip())


def _over(row: SettingsRow, text: str, council: str, codes: Codes) -> tuple[int, str]:
    code, _, label = text.partition("=")
    known = codes.indicator(row, council, "項目の繰り返し", code.strip())
    return id_of("indicator", council, known), label.strip()


def _row(row: SettingsRow, council: str, codes: Codes, breakdown: tuple[int, ...]) -> FormRow:
    rows_of = row.one_of("種類", {rows_of.value: rows_of for rows_of in RowsOf})
    axis, kind, member, indicator = "", row["種別"], "", ""
    if rows_of in (RowsOf.MEMBERS, RowsOf.MEMBER) or (rows_of is RowsOf.TOTAL and row["分類"]):
        axis = codes.axis(row)
        if id_of("axis", axis) not in breakdown:
            raise row.refuse(
                "settings.not_in_breakdown",
                "分類",
                f"分類「{axis}」は、この様式の内訳にありません。",
                "シート『様式』の内訳にこの分類を足すか、内訳にある分類を書いてください。",
            )
        if rows_of is RowsOf.MEMBER or row["要素"]:
            member = codes.member(row, axis, "要素")
    if rows_of is RowsOf.MEMBERS:
        kind = codes.kind(row, axis, "種別", row.required("種別"))
    if rows_of is RowsOf.INDICATOR:
        indicator = codes.indicator(row, council)
    return FormRow(
        rows_of,
        id_of("axis", axis) if axis else 0,
        id_of("member", axis, member) if member else 0,
        kind,
        tuple(_subtotal(row, part, axis, codes) for part in list_of(row["小計"])),
        id_of("indicator", council, indicator) if indicator else 0,
        row["別枠"] or None,
        row["番号"],
        row["表示"],
        row.whole("段", 0, at_least=0),
        row.one_of("強調", _EMPHASIS, ""),
        row.flag("計を先に"),
        row["注"],
    )


def _subtotal(row: SettingsRow, text: str, axis: str, codes: Codes) -> Subtotal:
    kind, _, label = text.partition("=")
    several = kind.strip().endswith("?")
    label = label.strip() or Subtotal("").label
    if set("{}") & set(label.replace("{name}", "")):
        raise row.refuse(
            "settings.braces",
            "小計",
            f"小計の表示「{label}」に使えないかっこがあります。",
            "名前が入る所だけを {name} と書いてください。",
        )
    return Subtotal(codes.kind(row, axis, "小計", kind.strip().rstrip("?")), label, several)


def _names(before: list[FormColumn], group: str) -> set[str]:
    """What an expression may name: columns before it by label or path, their totals, and 標準進捗率."""
    columns = {path_of(column.group, column.label) for column in before}
    columns |= {column.label for column in before if column.group == group}
    return {STANDARD_PROGRESS, *columns, *(f"{TOTAL_OF}{name}" for name in columns)}


def _column(row: SettingsRow, council: str, codes: Codes, before: list[FormColumn]) -> FormColumn:
    group = row["見出し"]
    expression = checked_formula(row, _names(before, group), "この列より前の列")
    measure = row.one_of("区分", {"": None, **MEASURES}, "")
    if (measure is None) == (not expression):
        raise row.refuse(
            "settings.measure_or_formula",
            "区分",
            "区分と計算式の" + ("両方があります。" if measure else "どちらもありません。"),
            "数字を入れておく列には区分だけを、計算する列には計算式だけを書いてください。",
        )
    return FormColumn(
        label=row.required("表示"),
        code=row.required("コード"),
        group=group,
        indicator_id=id_of("indicator", council, codes.indicator(row, council)) if row["項目"] else 0,
        measure=measure,
        variant=row["別枠"],
        period=row.one_of("期間", {period.value: period for period in PeriodName}, PeriodName.YEAR.value),
        year_shift=row.whole("年のずれ", 0),
        version=row.whole("版", LATEST, at_least=0),
        expression=expression,
        kind=row.one_of("種類", _KINDS, "数"),
        decimals=row.whole("小数桁", at_least=0, at_most=3) if row["小数桁"] else None,
        scale=row.whole("倍率", 1, at_least=1),
        rounding=row.one_of("端数処理", ROUNDINGS, ""),
        unit=row["単位"],
        unit_in_cell=row.flag("単位をセルに"),
        signed=row.flag("符号"),
        entry=row.flag("入力"),
        width=row.whole("幅", 5, at_least=1),
    )
