"""Forms as offices write them: what they refer to exists, or the row and column is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kyosai_desktop.domain.fact import Period
from kyosai_desktop.domain.form import LATEST, FormColumn, FormRow, PeriodName, RowsOf, Stub, Subtotal
from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.domain.table import ColumnKind, RowKind
from kyosai_desktop.operations.settings.apply import preset_sheets
from kyosai_desktop.operations.settings.codes import Sheets
from kyosai_desktop.operations.settings.read import id_of
from kyosai_desktop.operations.settings.read_forms import read_forms
from kyosai_desktop.operations.settings.sheets import SettingsRow

FORM, ROW, COLUMN = "様式", "様式の行", "様式の列"


def rosai(sheet: str = "", row: int = 0, **cells: str) -> dict[str, list[SettingsRow]]:
    """The preset of 労済 with the cells of the row at line ``row`` replaced."""
    sheets = preset_sheets("rosai")
    if sheet:
        found = sheets[sheet][row - 2]
        sheets[sheet][row - 2] = SettingsRow(found.file, found.sheet, found.number, {**found.values, **cells})
    return sheets


def problem_of(sheets: Sheets) -> Problem:
    with pytest.raises(Refused) as refused:
        read_forms(sheets)
    (problem,) = refused.value.problems
    return problem


def line_of(sheet: str, form: str, **cells: str) -> int:
    """The line of the first row of a form with these cells."""
    return next(
        row.number
        for row in rosai()[sheet]
        if row["様式"] == form and all(row[header] == text for header, text in cells.items())
    )


MEMBERS = line_of(ROW, "rosai.blocks", 種類="要素一覧")
TOTAL = line_of(ROW, "rosai.blocks", 種類="合計")
REACHED = line_of(ROW, "rosai.blocks", 種類="達成単位数")
INDICATOR = line_of(ROW, "rosai.achievement", 項目="fire")
TARGET = line_of(COLUMN, "rosai.blocks", コード="target")
RESULT = line_of(COLUMN, "rosai.blocks", コード="result")
RATE = line_of(COLUMN, "rosai.blocks", コード="rate")


@pytest.mark.parametrize(
    ("sheet", "line", "cells", "code", "column"),
    [
        (FORM, 2, {"会議体": "rokin"}, "settings.unknown_code", "会議体"),
        (FORM, 2, {"名称": ""}, "settings.empty", "名称"),
        (FORM, 2, {"用途": "集計"}, "settings.unknown_word", "用途"),
        (FORM, 2, {"見出し列": ""}, "settings.empty", "見出し列"),
        (FORM, 2, {"内訳": "chiiki"}, "settings.unknown_code", "内訳"),
        (FORM, 2, {"横向き": "横"}, "settings.unknown_word", "横向き"),
        (FORM, 3, {"項目の繰り返し": "kokumin;kazei"}, "settings.unknown_code", "項目の繰り返し"),
        (FORM, 3, {"コード": "rosai.achievement"}, "settings.twice", "コード"),
        (ROW, MEMBERS, {"様式": "rosai.block"}, "settings.unknown_code", "様式"),
        (ROW, MEMBERS, {"種類": "一覧"}, "settings.unknown_word", "種類"),
        (ROW, MEMBERS, {"分類": "chiiki"}, "settings.unknown_code", "分類"),
        (ROW, MEMBERS, {"分類": ""}, "settings.empty", "分類"),
        (ROW, MEMBERS, {"分類": "union"}, "settings.not_in_breakdown", "分類"),
        (ROW, MEMBERS, {"種別": "ブロツク"}, "settings.unknown_code", "種別"),
        (ROW, MEMBERS, {"要素": "tokyo"}, "settings.unknown_code", "要素"),
        (ROW, MEMBERS, {"小計": "支社={name} 計"}, "settings.unknown_code", "小計"),
        (ROW, MEMBERS, {"小計": "支店={名前} 計"}, "settings.braces", "小計"),
        (ROW, MEMBERS, {"小計": "支店={name 計"}, "settings.braces", "小計"),
        (ROW, MEMBERS, {"段": "▲1"}, "settings.out_of_range", "段"),
        (ROW, MEMBERS, {"強調": "太字"}, "settings.unknown_word", "強調"),
        (ROW, MEMBERS, {"計を先に": "はい"}, "settings.unknown_word", "計を先に"),
        (ROW, TOTAL, {"種類": "要素"}, "settings.empty", "要素"),
        (ROW, TOTAL, {"要素": "tokyo"}, "settings.unknown_code", "要素"),
        (ROW, INDICATOR, {"項目": "kazei"}, "settings.unknown_code", "項目"),
        (ROW, INDICATOR, {"項目": ""}, "settings.empty", "項目"),
        (COLUMN, RATE, {"様式": "rosai.block"}, "settings.unknown_code", "様式"),
        (COLUMN, RATE, {"コード": "target"}, "settings.twice", "コード"),
        (COLUMN, RATE, {"計算式": "達成率(実績, 目標"}, "formula.unreadable", "計算式"),
        (COLUMN, RATE, {"計算式": "実績 ÷"}, "formula.unreadable", "計算式"),
        (COLUMN, RATE, {"計算式": "=D4/C4"}, "formula.unknown_name", "計算式"),
        (COLUMN, RATE, {"計算式": "__import__(os)"}, "formula.unreadable", "計算式"),
        (COLUMN, RATE, {"計算式": "達成率(実積, 目標)"}, "formula.unknown_name", "計算式"),
        (COLUMN, RATE, {"計算式": "達成率 ＋ 1"}, "formula.unknown_name", "計算式"),
        (COLUMN, RATE, {"計算式": ""}, "settings.measure_or_formula", "区分"),
        (COLUMN, TARGET, {"計算式": "1 ＋ 1"}, "settings.measure_or_formula", "区分"),
        (COLUMN, TARGET, {"区分": "目ひょう"}, "settings.unknown_word", "区分"),
        (COLUMN, TARGET, {"項目": "kazei"}, "settings.unknown_code", "項目"),
        (COLUMN, TARGET, {"期間": "来月"}, "settings.unknown_word", "期間"),
        (COLUMN, TARGET, {"年のずれ": "前年"}, "settings.not_whole", "年のずれ"),
        (COLUMN, TARGET, {"版": "▲1"}, "settings.out_of_range", "版"),
        (COLUMN, TARGET, {"倍率": "0"}, "settings.out_of_range", "倍率"),
        (COLUMN, TARGET, {"小数桁": "12"}, "settings.out_of_range", "小数桁"),
        (COLUMN, TARGET, {"端数処理": "丸め"}, "settings.unknown_word", "端数処理"),
        (COLUMN, TARGET, {"種類": "文字"}, "settings.text_is_arrow", "種類"),
        (COLUMN, TARGET, {"期間": "@2024-02"}, "settings.not_day", "期間"),
        (COLUMN, TARGET, {"期間": "2017-10-01.."}, "settings.not_day", "期間"),
        (COLUMN, TARGET, {"期間": "2024-09-30..2017-10-01"}, "settings.fixed_period", "期間"),
        (COLUMN, TARGET, {"期間": "@2024-02-20", "年のずれ": "▲1"}, "settings.fixed_period", "期間"),
        (COLUMN, RATE, {"計算式": "矢印(実績, 目標)"}, "settings.text_is_arrow", "種類"),
        (COLUMN, RATE, {"種類": "文字"}, "settings.text_is_arrow", "種類"),
        (COLUMN, RATE, {"計算式": "順位(標準進捗率)"}, "formula.columns_only", "計算式"),
        (COLUMN, RATE, {"計算式": "順位(合計の実績)"}, "formula.columns_only", "計算式"),
        (COLUMN, RATE, {"計算式": "順位(実績 － 目標)"}, "formula.columns_only", "計算式"),
        (COLUMN, RATE, {"計算式": "順位(実績) ＋ 1"}, "formula.unreadable", "計算式"),
        (COLUMN, RATE, {"計算式": "実績 ÷ 合計の差異"}, "formula.unknown_name", "計算式"),
        (ROW, MEMBERS, {"小計": "支店@doo-shiten=道央 計"}, "settings.unknown_code", "小計"),
        (ROW, REACHED, {"種別": "ブロツク"}, "settings.unknown_code", "種別"),
        (ROW, REACHED, {"分類": ""}, "settings.empty", "分類"),
        (COLUMN, TARGET, {"幅": "0"}, "settings.out_of_range", "幅"),
        (COLUMN, TARGET, {"入力": "1"}, "settings.unknown_word", "入力"),
    ],
)
def test_a_mistake_is_refused_at_its_row_and_column(
    sheet: str, line: int, cells: dict[str, str], code: str, column: str
) -> None:
    problem = problem_of(rosai(sheet, line, **cells))
    assert problem.code == code
    file = {FORM: "forms.csv", ROW: "form_rows.csv", COLUMN: "form_columns.csv"}[sheet]
    assert problem.place == Place(file=file, sheet=sheet, row=f"{line}行目", column=column)
    assert problem.message.endswith("。")
    assert problem.next_step.endswith("。")


def test_an_expression_names_the_columns_before_it_by_label_in_its_group_and_by_path_elsewhere() -> None:
    sheets = rosai(COLUMN, RESULT, 見出し="今年")
    difference, rate = sheets[COLUMN][RATE - 3], sheets[COLUMN][RATE - 2]
    problem = problem_of(sheets)
    assert problem.message == "計算式の「実績」はこの列より前の、数字の列にありません。"
    assert problem.place.row == f"{difference.number}行目"
    for row, expression in ((difference, "「今年／実績」 － 目標"), (rate, "達成率(「今年／実績」, 目標)")):
        sheets[COLUMN][row.number - 2] = replace(row, values={**row.values, "計算式": expression})
    form = next(form for form in read_forms(sheets) if form.code == "rosai.blocks")
    assert [column.expression for column in form.columns[2:]] == [
        "「今年／実績」 － 目標",
        "達成率(「今年／実績」, 目標)",
    ]


@pytest.mark.parametrize("expression", ["実績 ÷ 合計の実績 × 100", "達成率(実績, 目標) － 標準進捗率"])
def test_an_expression_may_use_the_total_row_and_the_standard_progress(expression: str) -> None:
    form = next(
        form for form in read_forms(rosai(COLUMN, RATE, 計算式=expression)) if form.code == "rosai.blocks"
    )
    assert form.columns[-1].expression == expression


def test_a_form_is_read_as_it_is_written() -> None:
    form = next(form for form in read_forms(rosai()) if form.code == "rosai.blocks")
    assert form.stub == (Stub("支店", "支店"), Stub("ブロック"))
    assert form.breakdown == (id_of("axis", "region"),)
    assert form.over[0] == (id_of("indicator", "rosai", "kokumin"), "")
    assert form.landscape
    members, total, reached, branches = form.rows
    assert (members.rows_of, members.member_kind) == (RowsOf.MEMBERS, "ブロック")
    assert members.subtotals == (Subtotal("支店", "{name} 計"),)
    assert (total.rows_of, total.label) == (RowsOf.TOTAL, "全道 計")
    assert [(row.rows_of, row.member_kind) for row in (reached, branches)] == [
        (RowsOf.REACHED, "ブロック"),
        (RowsOf.REACHED, "支店"),
    ]
    target, result, difference, rate = form.columns
    assert (target.measure, target.period, target.version) == (Measure.TARGET, PeriodName.YEAR, LATEST)
    assert (target.entry, result.entry) == (False, True)
    assert (difference.measure, difference.expression) == (None, "実績 － 目標")
    assert (rate.kind, rate.expression) == (ColumnKind.RATE, "達成率(実績, 目標)")


def test_columns_count_in_other_years_and_units() -> None:
    sheets = rosai(COLUMN, TARGET, 年のずれ="▲1", 倍率="1,000,000", 版="２")
    form = next(form for form in read_forms(sheets) if form.code == "rosai.blocks")
    assert (form.columns[0].year_shift, form.columns[0].scale, form.columns[0].version) == (-1, 1_000_000, 2)


def test_a_subtotal_only_where_it_says_more_than_one_row() -> None:
    sheets = rosai(ROW, MEMBERS, 小計="支所?=（{name}）;支店")
    form = next(form for form in read_forms(sheets) if form.code == "rosai.blocks")
    assert form.rows[0].subtotals == (
        Subtotal("支所", "（{name}）", only_if_several=True),
        Subtotal("支店", "{name} 計"),
    )


def test_one_member_has_a_subtotal_with_a_label_of_its_own() -> None:
    sheets = rosai(ROW, MEMBERS, 小計="支所?@kushiro-office=道東(釧路)計;支所?={name}計;支店@doto")
    form = next(form for form in read_forms(sheets) if form.code == "rosai.blocks")
    kushiro, doto = (id_of("member", "region", code) for code in ("kushiro-office", "doto"))
    assert form.rows[0].subtotals == (
        Subtotal("支所", "道東(釧路)計", only_if_several=True, member_id=kushiro),
        Subtotal("支所", "{name}計", only_if_several=True),
        Subtotal("支店", "{name} 計", member_id=doto),
    )


def test_nothing_is_computed_from_ranks_and_arrows() -> None:
    sheets = rosai(COLUMN, RESULT, 区分="", 計算式="順位(目標)", 入力="")
    problem = problem_of(sheets)
    assert problem.message == "計算式の「実績」はこの列より前の、数字の列にありません。"


@pytest.mark.parametrize(
    ("expression", "kind"), [("順位(実績)", "数"), ("順位(差異)", "率"), ("矢印(実績, 目標)", "文字")]
)
def test_ranks_and_arrows_stand_over_columns(expression: str, kind: str) -> None:
    sheets = rosai(COLUMN, RATE, 計算式=expression, 種類=kind)
    form = next(form for form in read_forms(sheets) if form.code == "rosai.blocks")
    assert form.columns[-1].expression == expression


def test_a_note_of_several_lines_is_several_notes() -> None:
    form = read_forms(rosai(FORM, 2, 注記="※1 移管を含む。\r\n\r\n※2 速報値。"))[0]
    assert form.notes == ("※1 移管を含む。", "※2 速報値。")


def test_an_axis_whose_members_come_later_takes_any_kind() -> None:
    everything = rosai()
    sheets = {
        **everything,
        "要素": [],
        **{
            sheet: [row for row in everything[sheet] if row["様式"] == "rosai.blocks"]
            for sheet in (ROW, COLUMN)
        },
        FORM: [row for row in everything[FORM] if row["コード"] == "rosai.blocks"],
    }
    assert read_forms(sheets)[0].rows[0].member_kind == "ブロック"


@pytest.mark.parametrize(
    ("cells", "changed"),
    [
        ({"項目": "fire"}, {"indicator_id": id_of("indicator", "rosai", "fire")}),
        ({"別枠": "移管を除く"}, {"variant": "移管を除く"}),
        ({"期間": "上期"}, {"period": PeriodName.FIRST_HALF}),
        ({"期間": "@2024-02-20"}, {"fixed": Period.as_of(date(2024, 2, 20))}),
        (
            {"期間": "2017-10-01..2024/9/30"},
            {"fixed": Period.span(date(2017, 10, 1), date(2024, 9, 30))},
        ),
        ({"種類": "率"}, {"kind": ColumnKind.RATE}),
        ({"小数桁": "0"}, {"decimals": 0}),
        ({"端数処理": "切捨て"}, {"rounding": Rounding.DOWN}),
        ({"単位": "千円"}, {"unit": "千円"}),
        ({"単位をセルに": "○"}, {"unit_in_cell": True}),
        ({"符号": "○"}, {"signed": True}),
        ({"入力": "○"}, {"entry": True}),
        ({"幅": "12"}, {"width": 12}),
    ],
)
def test_each_cell_of_a_column_says_one_thing(cells: dict[str, str], changed: dict[str, object]) -> None:
    def target(sheets: Sheets) -> FormColumn:
        return next(form for form in read_forms(sheets) if form.code == "rosai.blocks").columns[0]

    assert target(rosai(COLUMN, TARGET, **cells)) == replace(target(rosai()), **changed)  # type: ignore[arg-type] - by name


@pytest.mark.parametrize(
    ("cells", "changed"),
    [
        ({"要素": "doto"}, {"member_id": id_of("member", "region", "doto")}),
        ({"別枠": "移管を除く"}, {"variant": "移管を除く"}),
        ({"番号": "①"}, {"mark": "①"}),
        ({"表示": "内訳"}, {"label": "内訳"}),
        ({"段": "2"}, {"level": 2}),
        ({"強調": "小計"}, {"emphasis": RowKind.SUBTOTAL}),
        ({"計を先に": "○"}, {"total_first": True}),
        ({"注": "※1"}, {"note": "※1"}),
    ],
)
def test_each_cell_of_a_row_says_one_thing(cells: dict[str, str], changed: dict[str, object]) -> None:
    def members(sheets: Sheets) -> FormRow:
        return next(form for form in read_forms(sheets) if form.code == "rosai.blocks").rows[0]

    assert members(rosai(ROW, MEMBERS, **cells)) == replace(members(rosai()), **changed)  # type: ignore[arg-type] - by name
