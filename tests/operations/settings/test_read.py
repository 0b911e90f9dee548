"""Settings as offices write them, with every mistake named at its file, sheet, row and column."""

from __future__ import annotations

from datetime import date

import pytest

from kyosai_desktop.domain.activity import USUAL_KINDS, Counted, Counting
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Keeping, Measure, Totalling
from kyosai_desktop.operations.settings.apply import preset_sheets
from kyosai_desktop.operations.settings.codes import Sheets
from kyosai_desktop.operations.settings.read import id_of, read_masters
from kyosai_desktop.operations.settings.sheets import SettingsRow

SMALL: dict[str, list[dict[str, str]]] = {
    "会議体": [{"コード": "rosai", "名称": "推進会議", "略称": "労済", "年度開始月": "6", "分類": "region"}],
    "分類": [{"コード": "region", "名称": "地域"}],
    "要素": [
        {"分類": "region", "コード": "doto", "名称": "道東支店", "種別": "支店"},
        {"分類": "region", "コード": "kushiro", "名称": "釧路", "上位": "doto", "種別": "ブロック"},
    ],
    "項目": [
        {"会議体": "rosai", "コード": "all", "名称": "全共済"},
        {"会議体": "rosai", "コード": "fire", "名称": "火災共済", "単位": "件", "上位": "all"},
        {"会議体": "rosai", "コード": "disaster", "名称": "自然災害共済", "単位": "件", "上位": "all"},
    ],
    "系列": [
        {"会議体": "rosai", "項目": "fire", "区分": "実績", "集め方": "累計", "内訳": "region;なし"},
        {"会議体": "rosai", "項目": "disaster", "区分": "実績", "集め方": "累計"},
    ],
    "定数": [
        {"会議体": "rosai", "名称": "単価", "単位": "円", "値": "250", "終了日": "2024-05-31"},
        {"会議体": "rosai", "名称": "単価", "単位": "円", "値": "0.5", "開始日": "令和6年6月1日"},
    ],
    "別名": [{"対象": "要素", "分類・会議体": "region", "コード": "kushiro", "別名": "釧路・根室"}],
    "定員": [{"会議体": "rosai", "役職": "議長", "定員": "1"}],
    "活動の種類": [{"会議体": "rosai", "種類": "要請行動"}, {"会議体": "rosai", "種類": "学習会"}],
}


def sheets_of(rows: dict[str, list[dict[str, str]]]) -> Sheets:
    return {
        sheet: [SettingsRow("設定.xlsx", sheet, number, values) for number, values in enumerate(found, 2)]
        for sheet, found in rows.items()
    }


def small(sheet: str = "", row: int = 0, **cells: str) -> Sheets:
    """The small settings, with the cells of one row replaced."""
    rows = {name: [dict(values) for values in found] for name, found in SMALL.items()}
    if sheet:
        rows[sheet][row].update(cells)
    return sheets_of(rows)


def with_row(sheet: str, **cells: str) -> Sheets:
    """The small settings with a row more; it is the last one of its sheet."""
    rows = {name: [dict(values) for values in found] for name, found in SMALL.items()}
    rows[sheet].append(cells)
    return sheets_of(rows)


def problem_of(sheets: Sheets) -> Problem:
    with pytest.raises(Refused) as refused:
        read_masters(sheets)
    (problem,) = refused.value.problems
    assert problem.message.endswith("。")
    assert problem.next_step.endswith("。")
    return problem


@pytest.mark.parametrize(
    ("sheets", "code", "place"),
    [
        (small("会議体", 0, コード=""), "settings.empty", ("会議体", 2, "コード")),
        (small("会議体", 0, 年度開始月="六"), "settings.not_whole", ("会議体", 2, "年度開始月")),
        (small("会議体", 0, 年度開始月="6.5"), "settings.not_whole", ("会議体", 2, "年度開始月")),
        (small("会議体", 0, 年度開始月="6件"), "settings.not_whole", ("会議体", 2, "年度開始月")),
        (small("会議体", 0, 年度開始月=""), "settings.not_whole", ("会議体", 2, "年度開始月")),
        (small("会議体", 0, 年度開始月="13"), "settings.out_of_range", ("会議体", 2, "年度開始月")),
        (small("会議体", 0, 年度開始月="▲6"), "settings.out_of_range", ("会議体", 2, "年度開始月")),
        (small("会議体", 0, 率の小数桁="4"), "settings.out_of_range", ("会議体", 2, "率の小数桁")),
        (small("会議体", 0, 端数処理="五捨六入"), "settings.unknown_word", ("会議体", 2, "端数処理")),
        (small("会議体", 0, 差に符号="×"), "settings.unknown_word", ("会議体", 2, "差に符号")),
        (small("会議体", 0, 分類="region;union"), "settings.unknown_code", ("会議体", 2, "分類")),
        (small("分類", 0, 一覧="たぶん"), "settings.unknown_word", ("分類", 2, "一覧")),
        (small("要素", 1, 分類="chiiki"), "settings.unknown_code", ("要素", 3, "分類")),
        (small("要素", 1, 上位="dohoku"), "settings.unknown_parent", ("要素", 3, "上位")),
        (small("要素", 0, 上位="kushiro"), "settings.unknown_parent", ("要素", 2, "上位")),
        (small("要素", 1, 名称=""), "settings.empty", ("要素", 3, "名称")),
        (small("要素", 1, 有効開始年度="令和元年"), "settings.not_whole", ("要素", 3, "有効開始年度")),
        (small("要素", 1, 旧名称="旧釧路"), "settings.earlier_name", ("要素", 3, "旧名称")),
        (small("要素", 1, 旧名称="2019="), "settings.earlier_name", ("要素", 3, "旧名称")),
        (small("項目", 1, 会議体="rokin"), "settings.unknown_code", ("項目", 3, "会議体")),
        (small("項目", 1, 上位="life"), "settings.unknown_parent", ("項目", 3, "上位")),
        (small("項目", 1, 上位="fire"), "settings.unknown_parent", ("項目", 3, "上位")),
        (small("項目", 1, 小数桁="9"), "settings.out_of_range", ("項目", 3, "小数桁")),
        (small("項目", 1, 向き="上"), "settings.unknown_word", ("項目", 3, "向き")),
        (small("項目", 2, 計算式="火災共済 ÷"), "formula.unreadable", ("項目", 4, "計算式")),
        (small("項目", 2, 計算式="住まい ÷ 2"), "formula.unknown_name", ("項目", 4, "計算式")),
        (small("項目", 2, 計算式="自然災害共済 ＋ 1"), "formula.circular", ("項目", 4, "計算式")),
        (small("項目", 2, 計算式="全共済 － 火災共済"), "formula.circular", ("項目", 2, "計算式")),
        (small("項目", 2, 計算式="順位(火災共済)"), "formula.only_in_columns", ("項目", 4, "計算式")),
        (small("項目", 2, 計算式="矢印(火災共済, 単価)"), "formula.only_in_columns", ("項目", 4, "計算式")),
        (small("定数", 0, 会議体="rokin"), "settings.unknown_code", ("定数", 2, "会議体")),
        (small("定数", 0, 名称=""), "settings.empty", ("定数", 2, "名称")),
        (small("定数", 0, 値=""), "settings.empty", ("定数", 2, "値")),
        (small("定数", 0, 値="二百"), "settings.not_number", ("定数", 2, "値")),
        (small("定数", 0, 値="250円"), "settings.not_number", ("定数", 2, "値")),
        (small("定数", 0, 値="0.0001"), "settings.not_number", ("定数", 2, "値")),
        (small("定数", 0, 終了日="2024年5月"), "settings.not_day", ("定数", 2, "終了日")),
        (small("定数", 0, 終了日="5/31"), "settings.not_day", ("定数", 2, "終了日")),
        (small("定数", 0, 終了日="2024-06-01"), "settings.constant_days", ("定数", 3, "終了日")),
        (small("定数", 1, 終了日="2024-05-31"), "settings.constant_days", ("定数", 3, "終了日")),
        (small("定数", 1, 開始日=""), "settings.twice", ("定数", 3, "名称")),
        (small("系列", 0, 項目="car"), "settings.unknown_code", ("系列", 2, "項目")),
        (small("系列", 0, 会議体="rokin"), "settings.unknown_code", ("系列", 2, "会議体")),
        (small("系列", 0, 区分="新規"), "settings.unknown_word", ("系列", 2, "区分")),
        (small("系列", 0, 集め方=""), "settings.unknown_word", ("系列", 2, "集め方")),
        (small("系列", 0, 合計="平均"), "settings.unknown_word", ("系列", 2, "合計")),
        (small("系列", 0, 数え方="件数"), "settings.unknown_word", ("系列", 2, "数え方")),
        (small("系列", 0, 数える種類="学習会"), "settings.no_counting", ("系列", 2, "数え方")),
        (
            small("系列", 0, 数える種類="協定", 数え方="回数"),
            "settings.unknown_kind",
            ("系列", 2, "数える種類"),
        ),
        (small("系列", 0, 区分="目標", 数え方="回数"), "settings.counted_measure", ("系列", 2, "数え方")),
        (small("活動の種類", 0, 会議体="rokin"), "settings.unknown_code", ("活動の種類", 2, "会議体")),
        (small("活動の種類", 1, 種類=""), "settings.empty", ("活動の種類", 3, "種類")),
        (small("活動の種類", 1, 種類="要請行動"), "settings.twice", ("活動の種類", 3, "種類")),
        (small("系列", 0, 内訳="region×union"), "settings.unknown_code", ("系列", 2, "内訳")),
        (small("系列", 0, 内訳="region×a×b"), "settings.crossing", ("系列", 2, "内訳")),
        (small("系列", 0, 内訳="region × region"), "settings.crossing", ("系列", 2, "内訳")),
        (small("別名", 0, 対象="単組"), "settings.unknown_word", ("別名", 2, "対象")),
        (small("別名", 0, コード="nemuro"), "settings.unknown_code", ("別名", 2, "コード")),
        (small("別名", 0, 対象="項目"), "settings.unknown_code", ("別名", 2, "分類・会議体")),
        (small("別名", 0, 対象="区分", コード="成績"), "settings.unknown_word", ("別名", 2, "コード")),
        (small("定員", 0, 会議体="rokin"), "settings.unknown_code", ("定員", 2, "会議体")),
        (small("定員", 0, 定員="▲1"), "settings.out_of_range", ("定員", 2, "定員")),
        (with_row("会議体", コード="rosai"), "settings.twice", ("会議体", 3, "コード")),
        (
            with_row("要素", 分類="region", コード="kushiro", 名称="釧路"),
            "settings.twice",
            ("要素", 4, "コード"),
        ),
        (
            with_row("項目", 会議体="rosai", コード="fire", 名称="火災"),
            "settings.twice",
            ("項目", 5, "コード"),
        ),
        (
            with_row("系列", 会議体="rosai", 項目="fire", 区分="実績", 集め方="月次"),
            "settings.twice",
            ("系列", 4, "区分"),
        ),
        (with_row("定員", 会議体="rosai", 役職="議長", 定員="2"), "settings.twice", ("定員", 3, "役職")),
    ],
)
def test_a_mistake_is_refused_at_its_file_sheet_row_and_column(
    sheets: Sheets, code: str, place: tuple[str, int, str]
) -> None:
    problem = problem_of(sheets)
    sheet, row, column = place
    assert problem.code == code
    assert problem.place == Place(file="設定.xlsx", sheet=sheet, row=f"{row}行目", column=column)


def test_the_small_settings_themselves_are_read() -> None:
    settings = read_masters(small())
    (council,) = settings.councils
    (axis,) = settings.axes
    assert (council.start_month, council.rounding, council.rate_decimals) == (6, Rounding.HALF_UP, 1)
    assert settings.council_axes == {council.id: (axis.id,)}
    assert axis.by_code("kushiro").parent_id == axis.by_code("doto").id
    fire, disaster = settings.series
    assert (fire.measure, fire.breakdowns) == (Measure.RESULT, ((axis.id,), ()))
    assert disaster.breakdowns == ((),)
    assert [(alias.target, alias.target_id, alias.name) for alias in settings.aliases] == [
        ("member", axis.by_code("kushiro").id, "釧路・根室")
    ]


def test_a_message_tells_where_what_and_what_to_do() -> None:
    assert problem_of(small("系列", 0, 区分="新規")).sentence() == (
        "設定.xlsx／シート『系列』／2行目／区分："
        "「区分」の「新規」は使えません。目標・実績・純増・残高・予算・執行・順位のどれかを書いてください。"
    )
    assert problem_of(small("系列", 0, 項目="car")).sentence() == (
        "設定.xlsx／シート『系列』／2行目／項目："
        "会議体「rosai」の項目に「car」がありません。シート『項目』に書いてあるものを使うか、そこに行を足してください。"
    )


@pytest.mark.parametrize("typed", ["6", "６", " 6", "6.0"])
def test_whole_numbers_are_read_as_offices_type_them(typed: str) -> None:
    assert read_masters(small("会議体", 0, 年度開始月=typed)).councils[0].start_month == 6


@pytest.mark.parametrize(("typed", "signed"), [("○", True), ("〇", True), ("◯", True), ("", False)])
def test_every_circle_that_is_typed_is_a_yes(typed: str, signed: bool) -> None:
    assert read_masters(small("会議体", 0, 差に符号=typed)).councils[0].signed_differences is signed


def test_old_tables_keep_the_names_of_their_time() -> None:
    (axis,) = read_masters(small("要素", 1, 旧名称="2019=釧根;2015=釧路国")).axes
    kushiro = axis.by_code("kushiro")
    names = [kushiro.name_in(FiscalYear(year, 6).year) for year in (2014, 2015, 2016, 2019, 2020)]
    assert names == ["釧路国", "釧路国", "釧根", "釧根", "釧路"]


def test_a_breakdown_names_its_axes_in_either_order() -> None:
    sheets = preset_sheets("rosai")
    rows = [
        SettingsRow(row.file, row.sheet, row.number, {**row.values, "内訳": "union×region"})
        for row in sheets["系列"]
    ]
    region, union = (axis.id for axis in read_masters(sheets).axes[:2])
    for series in read_masters({**sheets, "系列": rows}).series:
        assert series.breakdowns == (tuple(sorted((region, union))),)


def test_a_formula_of_summed_parts_is_accepted() -> None:
    settings = read_masters(
        with_row(
            "項目",
            会議体="rosai",
            コード="attachment",
            名称="付帯率",
            単位="％",
            計算式="自然災害共済 ÷ 火災共済 × 100",
        )
    )
    assert settings.indicators[-1].formula == "自然災害共済 ÷ 火災共済 × 100"


@pytest.mark.parametrize(
    ("words", "open_list", "addable"),
    [
        ({}, False, True),
        ({"一覧": "完全", "合計": "する"}, False, True),
        ({"一覧": "その他あり"}, True, True),
        ({"合計": "しない"}, False, False),
    ],
)
def test_an_axis_says_whether_its_list_is_open_and_may_be_added(
    words: dict[str, str], open_list: bool, addable: bool
) -> None:
    (axis,) = read_masters(small("分類", 0, **words)).axes
    assert (axis.open_list, axis.addable) == (open_list, addable)


def test_an_indicator_says_its_direction_decimals_and_the_words_of_its_total() -> None:
    settings = read_masters(small("項目", 1, 向き="少ないほど良い", 小数桁="1", 計の表示="火災 計"))
    every, fire, _ = settings.indicators
    assert (every.more_is_better, every.decimals, every.total_label) == (True, 0, "")
    assert (fire.more_is_better, fire.decimals, fire.total_label) == (False, 1, "火災 計")
    assert (fire.unit, fire.parent_id, fire.position) == ("件", every.id, 1)


@pytest.mark.parametrize("way", Counting)
@pytest.mark.parametrize("kind", ["学習会", ""])
def test_a_series_says_how_it_is_counted_from_the_register(kind: str, way: Counting) -> None:
    fire, disaster = read_masters(small("系列", 0, 数える種類=kind, 数え方=way.value)).series
    assert fire.counted == Counted(kind, way)
    assert disaster.counted is None


def test_kinds_of_activities_are_in_the_order_of_the_sheet_or_the_usual_ones() -> None:
    council_id = id_of("council", "rosai")
    assert read_masters(small()).activity_kinds == {council_id: ("要請行動", "学習会")}
    sheets = {name: rows for name, rows in small().items() if name != "活動の種類"}
    assert read_masters(sheets).activity_kinds == {council_id: USUAL_KINDS}


def test_a_series_says_how_it_is_kept_totalled_and_rounded() -> None:
    fire, disaster = read_masters(
        small("系列", 0, 集め方="時点", 合計="合計しない", 端数処理="切上げ", 別枠="移管を除く")
    ).series
    assert (fire.keeping, fire.totalling, fire.rounding, fire.variant) == (
        Keeping.AS_OF,
        Totalling.NONE,
        Rounding.UP,
        "移管を除く",
    )
    assert (disaster.keeping, disaster.totalling, disaster.rounding, disaster.variant) == (
        Keeping.CUMULATIVE,
        Totalling.SUM,
        None,
        "",
    )


def test_members_come_and_go_with_the_years() -> None:
    (axis,) = read_masters(small("要素", 1, 有効開始年度="2019", 有効終了年度="２０２３")).axes
    kushiro = axis.by_code("kushiro")
    assert (kushiro.valid_from, kushiro.valid_to) == (2019, 2023)
    assert (axis.by_code("doto").valid_from, axis.by_code("doto").valid_to) == (None, None)


@pytest.mark.parametrize(
    ("formula", "divisor"),
    [("甲 ÷ 0", "0"), ("甲 ÷ （甲 － 甲）", "甲 － 甲"), ("甲 ÷ 率", "率"), ("甲 ÷ 何もない", "何もない")],
)
def test_a_division_that_is_always_by_0_is_told_when_it_is_written(formula: str, divisor: str) -> None:
    council = {"コード": "k", "名称": "会議", "略称": "会", "年度開始月": "4"}
    rows = {
        "会議体": [SettingsRow("", "会議体", 2, council)],
        "項目": [
            SettingsRow("", "項目", at, {"会議体": "k", "コード": f"c{at}", "名称": name, "計算式": text})
            for at, (name, text) in enumerate(
                [("甲", ""), ("何もない", "甲 － 甲"), ("乙", formula)], start=2
            )
        ],
        "定数": [SettingsRow("", "定数", 2, {"会議体": "k", "名称": "率", "値": "0"})],
    }
    with pytest.raises(Refused) as refused:
        read_masters(rows)
    problem = refused.value.problems[0]
    assert (problem.code, problem.place.row, problem.place.column) == (
        "formula.zero_division",
        "4行目",
        "計算式",
    )
    assert f"「{divisor}」" in problem.message


def test_a_constant_has_one_value_on_a_day() -> None:
    settings = read_masters(small("項目", 2, 計算式="火災共済 × 単価"))
    assert [(item.name, item.unit, item.thousandths) for item in settings.constants] == [
        ("単価", "円", 250_000),
        ("単価", "円", 500),
    ]
    assert [(item.valid_from, item.valid_to) for item in settings.constants] == [
        (date.min, date(2024, 5, 31)),
        (date(2024, 6, 1), date.max),
    ]
    assert settings.indicators[-1].formula == "火災共済 × 単価"
