"""ろうきん: results month by month, totals that follow from 本支店, targets by 本支店, amounts as prose has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from filling import put_total, shown, type_into

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import Fact, FactKey, Period
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.form import FormColumn, PeriodName, Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.domain.table import CellState, RowKind
from kyosai_desktop.operations import checking, editing, tables
from kyosai_desktop.operations.reading import Reading
from kyosai_desktop.operations.reporting import reports
from kyosai_desktop.operations.settings.read import id_of
from kyosai_desktop.operations.targets.allocating import Request, allocate_targets
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book

MAIN = "①メイン化（給振・年金・公振・クレジット）"
DEPOSIT = "②預金（財形・エース・おこさま口座）"
BY_BRANCH = DEPOSIT.removeprefix("②")


def in_month(seen: Viewpoint, month: Month) -> Viewpoint:
    return replace(seen, through=month)


def heads(book: Book, code: str, seen: Viewpoint) -> list[str]:
    return [column.path for column in tables.table(book, code, seen).columns]


def test_the_heading_says_through_which_month_the_results_are(book: Book, rokin_2024: Viewpoint) -> None:
    said = {
        month: heads(book, "rokin.services", in_month(rokin_2024, month))[1]
        for month in (Month(2024, 5), Month(2024, 9), Month(2024, 11), Month(2025, 3))
    }
    assert list(said.values()) == ["5月末までの実績", "上期実績", "11月末までの実績", "年間実績"]


def test_a_figure_for_may_leaves_that_of_september_alone(book: Book, rokin_2024: Viewpoint) -> None:
    may = in_month(rokin_2024, Month(2024, 5))
    type_into(book, "rokin.services", rokin_2024, {(MAIN, "上期実績"): "3,708"})
    type_into(book, "rokin.services", may, {(MAIN, "5月末までの実績"): "77"})
    assert shown(book, "rokin.services", rokin_2024)[MAIN]["上期実績"] == "3,708"
    assert shown(book, "rokin.services", may)[MAIN]["5月末までの実績"] == "77"


def test_both_halves_follow_from_what_was_entered_by_months(book: Book, rokin_2024: Viewpoint) -> None:
    march = in_month(rokin_2024, Month(2025, 3))
    type_into(book, "rokin.services", rokin_2024, {(DEPOSIT, "上期実績"): "508"})
    for branch, count in (("本店営業部", "600"), ("札幌北支店", "400")):
        type_into(book, "rokin.branches", march, {(branch, f"{BY_BRANCH}／年間実績"): count})
    row = shown(book, "rokin.halves", march)[DEPOSIT]
    assert row["上期（4/1～9/30）"] == "508"
    assert row["下期"] == "", "23 branches haven't reported the year"
    rest = [row.name for row in tables.table(book, "rokin.branches", march).rows if row.kind is RowKind.ITEM]
    type_into(book, "rokin.branches", march, {(name, f"{BY_BRANCH}／年間実績"): "0" for name in rest[2:]})
    assert list(shown(book, "rokin.halves", march)[DEPOSIT].values()) == ["508", "492", "1,000", "50.8"]


@pytest.mark.parametrize("period", [PeriodName.FIRST_HALF, PeriodName.SECOND_HALF, PeriodName.YEAR])
def test_a_column_of_a_fixed_part_of_the_year_takes_figures_only_at_its_end(
    book: Book, rokin_2024: Viewpoint, period: PeriodName
) -> None:
    """As in books that were made with the 上期 in every form: the heading has the days, and May can't be typed there."""
    form = tables.load_form(book, "rokin.services")
    half = FormColumn("実績", "half", measure=Measure.RESULT, period=period, entry=True)
    form = replace(form, columns=(half,))
    may = in_month(rokin_2024, Month(2024, 5))
    refused = editing.enter(book, form, may, [TypedCell(0, 0, "77")], "入力")
    assert isinstance(refused, Problem)
    assert refused.code == "cell.other_month"
    table = Reading(book)
    seen = tables.table_of(book, form, may, table.catalogue)
    assert seen.cells[0][0].state is CellState.COMPUTED
    days = {PeriodName.FIRST_HALF: "4/1～9/30", PeriodName.SECOND_HALF: "10/1～3/31"}.get(period, "4/1～3/31")
    assert seen.columns[0].label == f"実績（{days}）"
    end = Month(2024, 9) if period is PeriodName.FIRST_HALF else Month(2025, 3)
    then = in_month(rokin_2024, end)
    assert tables.table_of(book, form, then, table.catalogue).columns[0].label == "実績"
    if period is PeriodName.SECOND_HALF:
        type_into(book, "rokin.services", rokin_2024, {(MAIN, "上期実績"): "3,708"})
    assert editing.enter(book, form, then, [TypedCell(0, 0, "77")], "入力") == Applied(1)


def test_days_that_follow_no_year_stand_in_the_heading(book: Book, rokin_2024: Viewpoint) -> None:
    form = tables.load_form(book, "rokin.services")
    since = Period.span(date(2017, 10, 1), date(2024, 9, 30))
    columns = (
        FormColumn("通算", "since", measure=Measure.RESULT, fixed=since, entry=True),
        FormColumn("2017年10月から", "told", measure=Measure.RESULT, fixed=since),
        FormColumn("開始時", "day", measure=Measure.RESULT, fixed=Period.as_of(date(2024, 2, 20))),
    )
    table = tables.table_of(book, replace(form, columns=columns), rokin_2024, Reading(book).catalogue)
    assert [column.label for column in table.columns] == [
        "通算（2017/10/1～2024/9/30）",
        "2017年10月から",
        "開始時（2024/2/20）",
    ]
    assert table.cells[0][0].state is CellState.ENTRY


def test_a_summary_follows_from_the_branches_and_says_how_many_are_missing(
    book: Book, rokin_2024: Viewpoint
) -> None:
    result = f"{BY_BRANCH}／上期実績"
    type_into(
        book, "rokin.branches", rokin_2024, {("本店営業部", result): "100", ("札幌北支店", result): "50"}
    )
    table = tables.table(book, "rokin.services", rokin_2024)
    at = [row.name for row in table.rows].index(DEPOSIT)
    cell = table.cells[at][1]
    assert (cell.text, cell.missing_count, cell.state) == ("150", 23, CellState.ENTRY)
    assert shown(book, "rokin.services", rokin_2024)["合計"]["上期実績"] == "150"
    assert not any("未配賦" in note for note in table.notes)


def test_a_total_of_its_own_wins_and_the_difference_is_told(book: Book, rokin_2024: Viewpoint) -> None:
    result = f"{BY_BRANCH}／上期実績"
    type_into(book, "rokin.branches", rokin_2024, {("本店営業部", result): "150"})
    type_into(book, "rokin.services", rokin_2024, {(DEPOSIT, "上期実績"): "200"})
    table = tables.table(book, "rokin.services", rokin_2024)
    assert shown(book, "rokin.services", rokin_2024)[DEPOSIT]["上期実績"] == "200"
    assert f"内訳の合計との差（未配賦）：{DEPOSIT} 50件。" in table.notes
    assert shown(book, "rokin.branches", rokin_2024)["未配賦"][result] == "50"


def test_the_second_half_tells_its_difference_too(book: Book, rokin_2024: Viewpoint) -> None:
    """上期 257 over branches of 250, 年度 645 over 625: 下期 388 where the branches give 375."""
    march = Viewpoint(rokin_2024.council, rokin_2024.year, Month(2025, 3))
    for seen, label, branch, total in (
        (rokin_2024, "上期実績", "250", "257"),
        (march, "年間実績", "625", "645"),
    ):
        type_into(book, "rokin.branches", seen, {("本店営業部", f"{BY_BRANCH}／{label}"): branch})
        type_into(book, "rokin.services", seen, {(DEPOSIT, label): total})
    notes = tables.table(book, "rokin.halves", march).notes
    (told,) = [note for note in notes if "未配賦" in note]
    assert [f"{DEPOSIT}（{part}）" in told for part in ("上期", "下期", "年度計")] == [True] * 3
    assert [f"{count}件" in told for count in (7, 13, 20)] == [True] * 3


def test_one_breakdown_gives_the_total_and_the_check_tells_that_another_differs(
    book: Book, rokin_2024: Viewpoint
) -> None:
    """Never added: the first of the series' 内訳 with figures, which is 本支店・出張所."""
    result = f"{BY_BRANCH}／上期実績"
    type_into(book, "rokin.unions", rokin_2024, {("自治労", result): "90"})
    assert shown(book, "rokin.services", rokin_2024)[DEPOSIT]["上期実績"] == "90"
    table = tables.table(book, "rokin.services", rokin_2024)
    at = [row.name for row in table.rows].index(DEPOSIT)
    assert table.cells[at][1].missing_count == 45, "46産別: a 産別 with 単組 is missing once"
    type_into(book, "rokin.branches", rokin_2024, {("本店営業部", result): "100"})
    assert shown(book, "rokin.services", rokin_2024)[DEPOSIT]["上期実績"] == "100"
    found = [each for each in checking.check(book, rokin_2024) if each.code == "breakdown.gap"]
    assert any("預金" in each.message for each in found)


def test_typing_what_the_branches_add_up_to_makes_no_total(book: Book, rokin_2024: Viewpoint) -> None:
    result = f"{BY_BRANCH}／上期実績"
    type_into(book, "rokin.branches", rokin_2024, {("本店営業部", result): "150"})
    table = tables.table(book, "rokin.services", rokin_2024)
    at = [row.name for row in table.rows].index(DEPOSIT)
    assert editing.enter(book, "rokin.services", rokin_2024, [TypedCell(at, 1, "150")], "入力") == Applied(0)
    type_into(book, "rokin.branches", rokin_2024, {("札幌北支店", result): "10"})
    assert shown(book, "rokin.services", rokin_2024)[DEPOSIT]["上期実績"] == "160"


def test_an_open_list_gives_no_total(book: Book, rosai_2023: Viewpoint) -> None:
    """The prefectures that are listed are less than the whole."""
    form = tables.load_form(book, "rosai.damage")
    at = next(
        number
        for number, row in enumerate(tables.table(book, "rosai.damage", rosai_2023).rows)
        if "石川" in row.name
    )
    assert editing.enter(book, "rosai.damage", rosai_2023, [TypedCell(at, 0, "900")], "入力") == Applied(1)
    total = next(row for row in form.rows if row.rows_of.value == "合計")
    alone = replace(form, breakdown=(), rows=(replace(total, axis_id=0),))
    table = tables.table_of(book, alone, rosai_2023, Reading(book).catalogue)
    assert table.cells[0][0].text == ""


def test_targets_are_divided_among_the_branches(book: Book, rokin_2024: Viewpoint) -> None:
    last = replace(rokin_2024, year=rokin_2024.year.previous(), through=Month(2023, 9))
    target = f"{BY_BRANCH}／年間目標"
    type_into(
        book, "rokin.targets.branches", last, {("本店営業部", target): "30", ("札幌北支店", target): "10"}
    )
    type_into(book, "rokin.targets", rokin_2024, {(DEPOSIT, "年間目標"): "100"})
    codes = ("rokin.targets", "rokin.targets.branches", "rokin.targets.blocks", "rokin.targets.unions")
    done = allocate_targets(book, rokin_2024, Request(codes))
    assert isinstance(done, Applied)
    table = shown(book, "rokin.targets.branches", rokin_2024)
    assert (table["本店営業部"][target], table["札幌北支店"][target]) == ("75", "25")
    assert shown(book, "rokin.targets.unions", rokin_2024)["自治労"][target] == "", "not kept by 産別 so far"


def test_the_tree_of_unions_goes_down_to_the_支部(
    book: Book, rosai_2023: Viewpoint, rokin_2024: Viewpoint
) -> None:
    for code, seen in (("rosai.unions.tree", rosai_2023), ("rokin.unions.tree", rokin_2024)):
        table = tables.table(book, code, seen)
        found = {row.name: (row.kind, row.level) for row in table.rows}
        assert found["運輸労連"] == (RowKind.SUBTOTAL, 0)
        assert found["ヤマト運輸労働組合"] == (RowKind.SUBTOTAL, 1)
        assert found["ヤマト運輸労働組合 札幌支部"] == (RowKind.ITEM, 2)
        assert found["道北バス支部"] == (RowKind.ITEM, 1)
        assert found["電力総連"] == (RowKind.ITEM, 0)
        at = [row.name for row in table.rows].index("ヤマト運輸労働組合 札幌支部")
        assert editing.enter(book, code, seen, [TypedCell(at, 0, "5")], "入力") == Applied(1)
        after = tables.table(book, code, seen)
        by_name = {row.name: line[0].text for row, line in zip(after.rows, after.cells, strict=True)}
        assert (by_name["運輸労連"], by_name[after.rows[-1].name]) == ("5", "5")


def test_a_産別_that_reported_itself_waits_for_none_of_its_単組(book: Book, rosai_2023: Viewpoint) -> None:
    units = [
        row.name for row in tables.table(book, "rosai.unions", rosai_2023).rows if row.kind is RowKind.ITEM
    ]
    products = [path for path in heads(book, "rosai.unions", rosai_2023) if path.endswith("／実績")][:-1]
    cells = {(name, path): "1" for name in units for path in products}
    type_into(book, "rosai.unions", rosai_2023, cells)
    tree = tables.table(book, "rosai.unions.tree", rosai_2023)
    assert not any("未報告" in note for note in tree.notes)
    told = [each.form_code for each in reports(Reading(book), rosai_2023)]
    assert "rosai.unions" in told
    assert "rosai.unions.tree" not in told


def test_amounts_are_written_as_prose_has_them(book: Book, rokin_2024: Viewpoint) -> None:
    half, last = (Period.span(date(year, 4, 1), date(year, 9, 30)) for year in (2024, 2023))
    for code, now, before in (("income", 609, 362), ("scholarship", 131, 112), ("mortgage", 115, 109)):
        put_total(book, "rokin", code, "実績", half, now)
        put_total(book, "rokin", code, "実績", last, before)
    key = FactKey(id_of("series", "rokin", "activity-used", "実績", ""), half)
    with book.change("端数") as tx:
        facts_sql.write_facts(tx, [(key, Fact(4_385_999_900))])
    type_into(book, "rokin.targets", rokin_2024, {("可処分所得向上額（百万円）", "年間目標"): "1,200"})
    table = shown(book, "rokin.focus.prose", rokin_2024)
    assert list(table["可処分所得向上額"].values()) == [
        "12億円",
        "6億9百万円",
        "3億62百万円",
        "+2億47百万円",
        "▲5億91百万円",
    ]
    assert table["奨学金借換ローン新規件数"]["上期実績"] == "131件"
    assert table["奨学金借換ローン新規件数"]["前年同期比"] == "+19件"
    assert table["有担保ローン新規額"]["上期実績"] == "115億円"
    assert table["職域活動費活用額"]["上期実績"] == "4,385,999円", "cut by the council's rule"
