"""From rows of settings to forms.

期間 is a name (年度, 今月まで, 上期, 時点 …), ``強化期間:`` and the name of one, or days that follow no 年度:
``2017-10-01..2024-09-30``, ``@2024-02-20``.
小計 lists kinds with their labels, ``支所?={name}計;支店={name} 合計``: a ``?`` asks for it only where it adds up
several rows, and ``支所?@kushiro-office=道東(釧路)計`` is the label for that one member in place of its kind's.
"""

from __future__ import annotations

from datetime import date

from kyosai_desktop.domain.compute.expressions import STANDARD_PROGRESS, TOTAL_OF, path_of
from kyosai_desktop.domain.fact import Period
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
from kyosai_desktop.domain.formula import ARROW, RANK, Call, Name, Node, parse_formula
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import ColumnKind, RowKind
from kyosai_desktop.operations.settings.campaign_period import CAMPAIGN
from kyosai_desktop.operations.settings.codes import Codes, Sheets, codes_of
from kyosai_desktop.operations.settings.formulas import checked_formula
from kyosai_desktop.operations.settings.read import MEASURES, ROUNDINGS, breakdown_of, id_of, list_of
from kyosai_desktop.operations.settings.sheets import SettingsRow

_KINDS = {
    "数": ColumnKind.NUMBER,
    "率": ColumnKind.RATE,
    "文字": ColumnKind.TEXT,
    "単位付き": ColumnKind.WORDED,
}
_PERIODS = {period.value: period for period in PeriodName}
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
    named = (rows_of is RowsOf.TOTAL and row["分類"]) or (rows_of is RowsOf.REACHED and kind)
    if rows_of in (RowsOf.MEMBERS, RowsOf.MEMBER) or named:
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
    if kind and rows_of in (RowsOf.MEMBERS, RowsOf.REACHED):
        kind = codes.kind(row, axis, "種別", kind)
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
    what, _, label = text.partition("=")
    kind, _, member = (part.strip() for part in what.partition("@"))
    several = kind.endswith("?")
    label = label.strip() or Subtotal("").label
    if set("{}") & set(label.replace("{name}", "")):
        raise row.refuse(
            "settings.braces",
            "小計",
            f"小計の表示「{label}」に使えないかっこがあります。",
            "名前が入る所だけを {name} と書いてください。",
        )
    return Subtotal(
        codes.kind(row, axis, "小計", kind.rstrip("?")),
        label,
        several,
        id_of("member", axis, codes.member(row, axis, "小計", member)) if member else 0,
    )


def _names(columns: list[FormColumn], group: str) -> set[str]:
    """How an expression in ``group`` names columns: those of its own group by label, all by path."""
    paths = {path_of(column.group, column.label) for column in columns}
    return paths | {column.label for column in columns if column.group == group}


def _expression(row: SettingsRow, kind: ColumnKind, before: list[FormColumn]) -> str:
    """A column's expression: over exact columns before it, totals of those that hold figures, and 標準進捗率.

    順位 and 矢印 take columns only, and nothing can be computed from what they give. Raises ``Refused`` also for
    ``settings.text_is_arrow`` and ``formula.columns_only``.
    """
    group = row["見出し"]
    exact = [column for column in before if _stands_alone(_node(column.expression)) is None]
    columns = _names(exact, group)
    totals = {f"{TOTAL_OF}{name}" for name in _names([column for column in exact if column.measure], group)}
    text = checked_formula(row, {STANDARD_PROGRESS, *columns, *totals}, "この列より前の、数字の列")
    call = _stands_alone(_node(text))
    if (kind is ColumnKind.TEXT) != (call is not None and call.function == ARROW):
        raise row.refuse(
            "settings.text_is_arrow",
            "種類",
            "種類の「文字」と計算式の「矢印」は、どちらかだけでは使えません。",
            "矢印の列は、種類を「文字」に、計算式を「矢印(今, 前)」のようにしてください。",
        )
    arguments = call.arguments if call else ()
    if not all(isinstance(part, Name) and part.name in columns for part in arguments):
        raise row.refuse(
            "formula.columns_only",
            "計算式",
            f"計算式の「{text}」では、列の名前のほかのものを比べられません。",
            "「順位(達成率)」「矢印(今, 前)」のように、この列より前の列の名前だけを書いてください。",
        )
    return text


def _node(expression: str) -> Node | None:
    node = parse_formula(expression) if expression else None
    return None if isinstance(node, Problem) else node


def _stands_alone(node: Node | None) -> Call | None:
    """順位 or 矢印, when the expression is one."""
    return node if isinstance(node, Call) and node.function in (RANK, ARROW) else None


def _fixed_period(row: SettingsRow) -> Period | None:
    """The days of a 期間 that isn't a name. Raises ``Refused`` (``settings.not_day``, ``settings.fixed_period``)."""
    text = row["期間"]
    if text.startswith(CAMPAIGN):
        return None
    if text.startswith("@"):
        period = Period.as_of(row.day("期間", date.min, text.removeprefix("@")))
    elif ".." in text:
        start, _, end = text.partition("..")
        period = Period.span(row.day("期間", date.min, start), row.day("期間", date.min, end))
    else:
        return None
    if period.end < period.start or row.whole("年のずれ", 0):
        raise row.refuse(
            "settings.fixed_period",
            "期間",
            f"期間の「{text}」は、終わりが始まりより前か、年のずれといっしょに使われています。",
            "始まりと終わりの日を直し、年のずれを空にしてください。",
        )
    return period


def _campaign(row: SettingsRow) -> str:
    """The 強化期間 that a 期間 names, '' for any other. Raises ``Refused`` (``settings.campaign``)."""
    if not row["期間"].startswith(CAMPAIGN):
        return ""
    name = row["期間"].removeprefix(CAMPAIGN).strip()
    if not name:
        raise row.refuse(
            "settings.campaign",
            "期間",
            "期間に、どの強化期間かが書かれていません。",
            f"「{CAMPAIGN}人の保障／取り組み強化期間」のように、区分と名称を書いてください。",
        )
    return name


def _column(row: SettingsRow, council: str, codes: Codes, before: list[FormColumn]) -> FormColumn:
    kind = row.one_of("種類", _KINDS, "数")
    expression = _expression(row, kind, before)
    measure = row.one_of("区分", {"": None, **MEASURES}, "")
    if (measure is None) == (not expression):
        raise row.refuse(
            "settings.measure_or_formula",
            "区分",
            "区分と計算式の" + ("両方があります。" if measure else "どちらもありません。"),
            "数字を入れておく列には区分だけを、計算する列には計算式だけを書いてください。",
        )
    fixed, campaign = _fixed_period(row), _campaign(row)
    return FormColumn(
        label=row.required("表示"),
        code=row.required("コード"),
        group=row["見出し"],
        indicator_id=id_of("indicator", council, codes.indicator(row, council)) if row["項目"] else 0,
        measure=measure,
        variant=row["別枠"],
        period=PeriodName.YEAR if fixed or campaign else row.one_of("期間", _PERIODS, PeriodName.YEAR.value),
        fixed=fixed,
        campaign=campaign,
        year_shift=row.whole("年のずれ", 0),
        version=row.whole("版", LATEST, at_least=0),
        expression=expression,
        kind=kind,
        decimals=row.whole("小数桁", at_least=0, at_most=3) if row["小数桁"] else None,
        scale=row.whole("倍率", 1, at_least=1),
        rounding=row.one_of("端数処理", ROUNDINGS, ""),
        unit=row["単位"],
        unit_in_cell=row.flag("単位をセルに"),
        signed=row.flag("符号"),
        entry=row.flag("入力"),
        width=row.whole("幅", 5, at_least=1),
    )
