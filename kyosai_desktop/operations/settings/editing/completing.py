"""What follows from what was typed into a row of settings, so that a row can be made cell by cell.

A 設定ブック is read when all its cells are filled; in a window the first cell of a new row is typed before the second.
So whatever the reader would miss is filled with what is most likely, and what can't stand together with the typed
text is emptied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from kyosai_desktop.domain.activity import Counting
from kyosai_desktop.domain.form import Purpose, RowsOf
from kyosai_desktop.domain.formula import ARROW, RATE
from kyosai_desktop.domain.series import Keeping, Measure, Totalling
from kyosai_desktop.operations.settings.editing.words import Words, new_code
from kyosai_desktop.operations.settings.headers import SHEETS
from kyosai_desktop.operations.settings.read import list_of
from kyosai_desktop.operations.settings.sheets import SettingsRow

Rows = Mapping[str, Sequence[SettingsRow]]
Values = dict[str, str]

_OF_KIND: Mapping[str, frozenset[str]] = {
    RowsOf.MEMBERS.value: frozenset({"分類", "要素", "種別", "小計", "計を先に", "別枠"}),
    RowsOf.MEMBER.value: frozenset({"分類", "要素", "別枠"}),
    RowsOf.TOTAL.value: frozenset({"分類", "要素", "別枠"}),
    RowsOf.INDICATOR.value: frozenset({"項目", "別枠"}),
    RowsOf.REACHED.value: frozenset({"分類", "種別"}),
    RowsOf.HEADING.value: frozenset(),
}
_COUNTING = {"数える種類": "", "数え方": ""}
"""What only 実績 can be: counted from the register of activities. These are cells of a series that is typed."""
_DEPENDING = frozenset().union(*_OF_KIND.values())
"""The cells of a form's row that mean something only for some kinds of rows."""


def matters(sheet: str, values: Mapping[str, str], header: str) -> bool:
    """Whether a cell means anything in this row."""
    if sheet == "系列" and header in _COUNTING:
        return values.get("区分", "") in ("", Measure.RESULT.value)
    if sheet != "様式の行" or header not in _DEPENDING:
        return True
    return header in _OF_KIND.get(values.get("種類", ""), _DEPENDING)


def completed(
    sheet: str, values: Values, typed: Set[str], rows: Rows, above: SettingsRow | None, *, new: bool
) -> Values:
    """The row with what follows. ``above`` is the row before a ``new`` one."""
    made = dict(values)
    match sheet:
        case "会議体":
            _council(made, above, new=new)
        case "様式の行":
            _form_row(made, typed, rows)
        case "様式の列":
            _form_column(made, typed, rows, new=new)
        case "項目":
            _indicator(made, above, new=new)
        case "系列":
            _series(made, rows, new=new)
            _counted(made, typed)
        case "要素":
            _member(made, typed, above, new=new)
    return made


def _council(values: Values, above: SettingsRow | None, *, new: bool) -> None:
    """A new one begins its year and rounds as the one above does, and uses the same 分類."""
    if not new:
        return
    values["コード"] = values["コード"] or new_code()
    values["名称"] = values["名称"] or values["略称"] or "新しい会議体"
    values["略称"] = values["略称"] or values["名称"]
    for header, usual in (("年度開始月", "4"), ("端数処理", "四捨五入"), ("率の小数桁", "1"), ("分類", "")):
        values[header] = values[header] or (above[header] if above else usual)


def _form_row(values: Values, typed: Set[str], rows: Rows) -> None:
    if not values["種類"]:
        filled = next((kind for header, kind in _IMPLIED if values[header]), RowsOf.HEADING)
        values["種類"] = filled.value
    kind = values["種類"]
    if kind not in _OF_KIND:
        return
    for header in _DEPENDING - _OF_KIND[kind]:
        values[header] = ""
    if kind == RowsOf.INDICATOR.value and not values["項目"]:
        values["項目"] = _next_indicator(values["様式"], rows)
    listing = kind in (RowsOf.MEMBERS.value, RowsOf.MEMBER.value)
    reached = kind == RowsOf.REACHED.value and bool(values["種別"])
    if (listing or reached) and not values["分類"]:
        values["分類"] = axis_of_form(values["様式"], rows)
    if "分類" in typed:
        _forget_other_axis(values, typed, rows)
    usual = typed & {"種類", "分類"} and "種別" not in typed  # left empty on purpose, all the tree is listed
    if kind == RowsOf.MEMBERS.value and not values["種別"] and usual:
        values["種別"] = _usual_kind(values["分類"], rows)
    if kind == RowsOf.MEMBER.value and not values["要素"]:
        values["要素"] = next((row["コード"] for row in rows["要素"] if row["分類"] == values["分類"]), "")


_IMPLIED = (
    ("項目", RowsOf.INDICATOR),
    ("種別", RowsOf.MEMBERS),
    ("要素", RowsOf.MEMBER),
    ("分類", RowsOf.MEMBERS),
)
"""The kind of a row from its first filled cell."""


def _forget_other_axis(values: Values, typed: Set[str], rows: Rows) -> None:
    """Members and kinds of the axis that was chosen before mean nothing in another."""
    axis = values["分類"]
    members = {row["コード"] for row in rows["要素"] if row["分類"] == axis}
    kinds = set(Words(rows).kinds(axis))
    if "要素" not in typed and values["要素"] not in members:
        values["要素"] = ""
    if "種別" not in typed and values["種別"] not in kinds:
        values["種別"] = ""
    if "小計" not in typed:
        values["小計"] = ";".join(
            part
            for part in list_of(values["小計"])
            if part.partition("=")[0].partition("@")[0].rstrip("?") in kinds
        )


def _next_indicator(form: str, rows: Rows) -> str:
    """The first indicator of the form's council that it doesn't show yet."""
    council = _form(form, rows)["会議体"]
    shown = {row["項目"] for row in rows["様式の行"] if row["様式"] == form}
    codes = [row["コード"] for row in rows["項目"] if row["会議体"] == council]
    return next((code for code in codes if code not in shown), codes[0] if codes else "")


def axis_of_form(form: str, rows: Rows) -> str:
    """The first axis that the form's rows are about, '' for none."""
    breakdown = _form(form, rows)["内訳"]
    return breakdown.split("×")[0] if breakdown else ""


def _usual_kind(axis: str, rows: Rows) -> str:
    """The kind that most members have, the first one where several are as frequent."""
    counts: dict[str, int] = {}
    for row in rows["要素"]:
        if row["分類"] == axis:
            for kind in filter(None, row["種別"].split("・")):
                counts[kind] = counts.get(kind, 0) + 1
    return max(counts, key=counts.__getitem__, default="")


def _form_column(values: Values, typed: Set[str], rows: Rows, *, new: bool) -> None:
    purpose = _form(values["様式"], rows)["用途"]
    if values["計算式"] and "計算式" in typed and "区分" not in typed:
        values.update({"区分": "", "入力": "", "期間": ""})
    elif values["区分"] and "区分" in typed and "計算式" not in typed:
        values["計算式"] = ""
    if new and not (values["計算式"] or values["区分"]):
        values["区分"] = (Measure.TARGET if purpose == Purpose.TARGETS.value else Measure.RESULT).value
    function = next((name for name in (ARROW, RATE) if values["計算式"].startswith(name)), "")
    if "種類" not in typed and {"計算式", "区分"} & typed:
        if function == ARROW:
            values["種類"] = "文字"
        elif values["種類"] == "文字" or not values["種類"]:
            values["種類"] = "率" if function == RATE else "数"
    if new:
        values["コード"] = values["コード"] or new_code()
        values["表示"] = values["表示"] or values["区分"] or function or "計算"
        if values["区分"] == Measure.RESULT.value and not values["期間"]:
            values["期間"] = "今月まで"
        if values["区分"] and values["区分"] != Measure.TARGET.value and purpose == Purpose.TARGETS.value:
            return
        if values["区分"] and purpose != Purpose.PAPER.value and "入力" not in typed:
            values["入力"] = "○"


def _indicator(values: Values, above: SettingsRow | None, *, new: bool) -> None:
    if new:
        values["コード"] = values["コード"] or new_code()
        values["単位"] = values["単位"] or (above["単位"] if above else "件")


def _member(values: Values, typed: Set[str], above: SettingsRow | None, *, new: bool) -> None:
    if new:
        values["コード"] = values["コード"] or new_code()
        if above and "上位" not in typed:
            values["上位"] = above["上位"]
        if above and not values["種別"]:
            values["種別"] = above["種別"]


def _series(values: Values, rows: Rows, *, new: bool) -> None:
    if not new:
        return
    council, code = values["会議体"], values["項目"]
    measure = values["区分"] or Measure.RESULT.value
    values["区分"] = measure
    formula = any(row["計算式"] for row in rows["項目"] if (row["会議体"], row["コード"]) == (council, code))
    values["合計"] = values["合計"] or (Totalling.FORMULA if formula else Totalling.SUM).value
    if not values["集め方"]:
        yearly = measure in (Measure.TARGET.value, Measure.BUDGET.value)
        values["集め方"] = (Keeping.YEARLY if yearly else Keeping.CUMULATIVE).value
    if not values["内訳"]:
        axes = next(row["分類"] for row in rows["会議体"] if row["コード"] == council)
        values["内訳"] = ";".join([*list_of(axes), "なし"])


def _counted(values: Values, typed: Set[str]) -> None:
    if values["区分"] != Measure.RESULT.value or ("数え方" in typed and not values["数え方"]):
        values.update(_COUNTING)
    elif values["数える種類"] and not values["数え方"]:
        values["数え方"] = Counting.TIMES.value


def series_like(rows: Rows, council: str, code: str, like: str) -> list[Values]:
    """Rows of 系列 for a new indicator, kept as those of the indicator ``like``; without those, 目標 and 実績."""
    found = [
        {**row.values, "項目": code, **_COUNTING}
        for row in rows["系列"]
        if (row["会議体"], row["項目"], row["別枠"]) == (council, like, "")
    ]
    if found:
        return found
    made = []
    for measure in (Measure.TARGET.value, Measure.RESULT.value):
        values = dict.fromkeys((header.name for header in SHEETS["系列"]), "")
        values |= {"会議体": council, "項目": code, "区分": measure}
        _series(values, rows, new=True)
        made.append(values)
    return made


def _form(code: str, rows: Rows) -> SettingsRow:
    return next(row for row in rows["様式"] if row["コード"] == code)
