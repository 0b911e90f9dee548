"""What is 確定済み keeps its printed figures, whatever the masters become; and no figure leaves the totals with its
organisation's years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.table import RowKind, Table
from kyosai_desktop.operations import books, confirming, organisations, tables
from kyosai_desktop.operations.settings.changes import plan
from kyosai_desktop.operations.settings.editing import entering
from kyosai_desktop.operations.settings.editing.revise import Rows, revise, rows_of
from kyosai_desktop.operations.settings.editing.sheet_table import Part
from kyosai_desktop.operations.settings.load import load
from kyosai_desktop.operations.settings.sheets import SettingsRow
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.operations.settings.workbook import SettingsBook, save_settings_book
from kyosai_desktop.store.book import Book

YEAR = FiscalYear(2023, 6)


def confirmed(book: Book) -> None:
    assert isinstance(confirming.confirm_year(book, books.councils(book)[0], YEAR), Applied)


def printed(book: Book, year: int = 2023) -> list[Table]:
    """Every paper of 労済 of the year."""
    council = books.councils(book)[0]
    fiscal = FiscalYear(year, council.start_month)
    seen = Viewpoint(council, fiscal, fiscal.months()[-1])
    return [tables.table(book, form.code, seen) for form in tables.forms(book, council)]


def texts(shown: list[Table]) -> list[tuple[object, ...]]:
    """What readers see of them: the rows with figures, their names and texts."""
    return [
        (table.id, row.name, tuple((cell.text, cell.published) for cell in line))
        for table in shown
        for row, line in zip(table.rows, table.cells, strict=True)
        if row.kind is not RowKind.HEADING
    ]


def typed(book: Book, name: str, header: str, text: str) -> Applied | Problem:
    axis = organisations.axes(book, books.councils(book)[0])[0]
    listed = organisations.members_table(book, axis)
    columns = [each.label for each in listed.columns]
    row = next(at for at, line in enumerate(listed.cells) if line[columns.index("名称")].text.strip() == name)
    return organisations.enter_members(book, axis, [TypedCell(row, columns.index(header), text)])


def changing(sheet: str, codes: dict[str, str], **values: str) -> Callable[[Rows], Rows]:
    """The rows with other values in the row that has these codes."""

    def change(rows: Rows) -> Rows:
        found: list[SettingsRow] = [
            replace(row, values={**row.values, **values})
            if all(row[header] == code for header, code in codes.items())
            else row
            for row in rows[sheet]
        ]
        assert found != rows[sheet]
        return {**rows, sheet: found}

    return change


CHANGES = {
    "要素.上位": changing("要素", {"コード": "shiribeshi"}, 上位="sapporo"),
    "要素.種別": changing("要素", {"コード": "shiribeshi"}, 種別=""),
    "項目.計算式": changing("項目", {"会議体": "rosai", "名称": "継続率"}, 計算式="継続 ÷ 継続データ × 100"),
    "項目.上位": changing("項目", {"会議体": "rosai", "名称": "長期共済"}, 上位=""),
    "項目.小数桁": changing("項目", {"会議体": "rosai", "名称": "こくみん共済"}, 小数桁="1"),
    "会議体.端数処理": changing("会議体", {"コード": "rosai"}, 端数処理="切捨て"),
    "会議体.率の小数桁": changing("会議体", {"コード": "rosai"}, 率の小数桁="0"),
    "分類.合計": changing("分類", {"コード": "region"}, 合計="しない"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_master_that_would_change_a_confirmed_figure_is_refused_until_that_is_released(
    filled: Book, what: str
) -> None:
    confirmed(filled)
    before = printed(filled)
    with pytest.raises(Refused) as refused:
        revise(filled, CHANGES[what], "変更")
    problem = refused.value.problems[0]
    assert problem.code == "settings.confirmed"
    assert "労済の2023年度" in problem.message and "「確定と解除」" in problem.next_step
    assert printed(filled) == before
    assert isinstance(
        confirming.reopen_year(filled, books.councils(filled)[0], YEAR, "組織の見直し"), Applied
    )
    assert revise(filled, CHANGES[what], "変更").changed
    assert texts(printed(filled)) != texts(before), "the change would have shown"


@pytest.mark.parametrize("what", CHANGES)
def test_before_anything_is_confirmed_nothing_is_refused(filled: Book, what: str) -> None:
    assert revise(filled, CHANGES[what], "変更").changed


def test_a_confirmed_month_holds_the_tree_too(filled: Book) -> None:
    confirming.confirm_through(filled, books.councils(filled)[0], YEAR, YEAR.months()[-1])
    refused = typed(filled, "後志", "上位", "札幌支所")
    assert isinstance(refused, Problem)
    assert refused.code == "settings.confirmed"


@pytest.mark.parametrize(
    "change",
    [
        changing("要素", {"コード": "shiribeshi"}, 名称="しりべし"),
        changing("要素", {"コード": "shiribeshi"}, 種別="ブロック・ブロック労福協・重点"),
        changing("要素", {"コード": "shiribeshi"}, 有効開始年度="2000"),
        changing("会議体", {"コード": "rosai"}, 略称="ろうさい"),
        changing("項目", {"会議体": "rosai", "名称": "こくみん共済"}, 計の表示="こくみん 計"),
    ],
)
def test_what_changes_no_figure_may_change(filled: Book, change: Callable[[Rows], Rows]) -> None:
    confirmed(filled)
    assert revise(filled, change, "変更").changed


def test_the_other_council_and_a_new_name_in_its_formulas_are_free(filled: Book) -> None:
    confirmed(filled)
    assert revise(filled, changing("会議体", {"コード": "rokin"}, 端数処理="四捨五入"), "変更").changed
    part = Part("項目", (("会議体", "rosai"),), "項目")
    names = [row["名称"] for row in part.rows(rows_of(filled))]
    at = names.index("継続データ")
    header = [each.name for each in part.headers()].index("名称")
    assert entering.enter(filled, part, [TypedCell(at, header, "満期データ")]) != Applied(0)
    assert any("満期データ" in each.formula for each in stored_settings(filled).indicators)


def test_a_merger_and_a_new_name_are_no_change_of_confirmed_figures(filled: Book) -> None:
    confirmed(filled)
    before = printed(filled)
    axis = organisations.axes(filled, books.councils(filled)[0])[0]
    organisations.merge_from(filled, axis, "hidaka", "higashi-iburi", 2025)
    organisations.rename_from(filled, axis, "hiyama", 2025, "ひやま")
    assert texts(printed(filled)) == texts(before)


def test_an_end_before_the_last_figure_is_refused_with_the_years_and_how_many(filled: Book) -> None:
    before = printed(filled)
    refused = typed(filled, "後志", "有効終了年度", "2022")
    assert isinstance(refused, Problem)
    assert refused.code == "organisation.has_figures"
    assert "後志" in refused.message and "労済の2023・2024年度の数字" in refused.message
    assert "か所" in refused.message and "2024年度にする" in refused.next_step
    assert printed(filled) == before
    assert typed(filled, "後志", "有効終了年度", "2025") == Applied(1)


def test_a_beginning_after_the_first_figure_is_refused(filled: Book) -> None:
    refused = typed(filled, "後志", "有効開始年度", "2024")
    assert isinstance(refused, Problem)
    assert refused.code == "organisation.has_figures"
    assert refused.place.column == "有効開始年度"
    assert typed(filled, "後志", "有効開始年度", "2000") == Applied(1)


def test_who_has_units_below_with_figures_does_not_end_before_them(filled: Book) -> None:
    refused = typed(filled, "苫小牧支所", "有効終了年度", "2022")
    assert isinstance(refused, Problem)
    assert refused.code == "organisation.has_figures"


def test_a_settings_book_obeys_the_same_rules(
    filled: Book, tmp_path: Path, read_book: Callable[[Path], SettingsBook]
) -> None:
    confirmed(filled)
    path = tmp_path / "設定.xlsx"
    save_settings_book(stored_settings(filled), path)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["要素"]
    headers = [cell.value for cell in sheet[1]]
    row = next(line for line in sheet.iter_rows(min_row=2) if line[headers.index("名称")].value == "後志")
    row[headers.index("有効終了年度")].value = 2022
    row[headers.index("上位")].value = "sapporo"
    workbook.save(path)
    with pytest.raises(Refused) as refused:
        load(filled, plan(filled, read_book(path)))
    assert {each.code for each in refused.value.problems} == {
        "organisation.has_figures",
        "settings.confirmed",
    }
    assert {each.place.sheet for each in refused.value.problems} == {"要素"}
