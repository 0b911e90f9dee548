"""Organisations over the years: renamed, merged, ended. Tables of earlier years stay as they were printed."""

from __future__ import annotations

import pytest

from kyosai_desktop.domain.axis import Axis
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.table import CellState, RowKind, Table
from kyosai_desktop.operations import books, editing, organisations, tables
from kyosai_desktop.operations.settings.editing import entering
from kyosai_desktop.store.book import Book


def region(book: Book) -> Axis:
    return organisations.axes(book, books.councils(book)[0])[0]


def union(book: Book) -> Axis:
    return organisations.axes(book, books.councils(book)[0])[1]


def view(book: Book, year: int) -> Viewpoint:
    council = books.councils(book)[0]
    fiscal = FiscalYear(year, council.start_month)
    return Viewpoint(council, fiscal, fiscal.months()[-1])


def table(book: Book, year: int) -> Table:
    return tables.table(book, "rosai.blocks", view(book, year))


def names(book: Book, year: int) -> list[str]:
    return [row.name for row in table(book, year).rows if row.kind is RowKind.ITEM]


def shown(book: Book, axis: Axis, header: str) -> list[str]:
    listed = organisations.members_table(book, axis)
    column = [each.label for each in listed.columns].index(header)
    return [
        line[column].text.strip()
        for row, line in zip(listed.rows, listed.cells, strict=True)
        if row.kind is not RowKind.NEW
    ]


def typed(book: Book, axis: Axis, name: str, header: str, text: str) -> Applied | Problem:
    listed = organisations.members_table(book, axis)
    column = [each.label for each in listed.columns].index(header)
    return organisations.enter_members(
        book, axis, [TypedCell(shown(book, axis, "名称").index(name), column, text)]
    )


def test_a_new_name_holds_from_its_year_and_last_years_table_stays_as_it_was(filled: Book) -> None:
    before = table(filled, 2023)
    organisations.rename_from(filled, region(filled), "hiyama", 2024, "ひやま")
    assert table(filled, 2023) == before
    assert "檜山" in names(filled, 2023) and "ひやま" not in names(filled, 2023)
    assert "ひやま" in names(filled, 2024) and "檜山" not in names(filled, 2024)
    organisations.rename_from(filled, region(filled), "hiyama", 2026, "新ひやま")
    assert [names(filled, year)[-1] for year in (2023, 2024, 2025, 2026)] == [
        "檜山",
        "ひやま",
        "ひやま",
        "新ひやま",
    ]
    filled.undo()
    filled.undo()
    assert names(filled, 2024)[-1] == "檜山"


@pytest.mark.parametrize(
    ("year", "name", "code"),
    [
        (2024, " ", "organisation.name_empty"),
        (2024, "檜山", "organisation.same_name"),
        (2022, "ひやま", "organisation.renamed_later"),
        (2023, "ひやま", "organisation.renamed_later"),
    ],
)
def test_a_name_that_says_nothing_new_is_refused(filled: Book, year: int, name: str, code: str) -> None:
    assert isinstance(typed(filled, region(filled), "檜山", "旧名称", "2022=桧山"), Applied)
    with pytest.raises(Refused) as refused:
        organisations.rename_from(filled, region(filled), "hiyama", year, name)
    assert refused.value.problems[0].code == code


def test_a_merged_block_ends_and_its_figures_stay(filled: Book) -> None:
    before = table(filled, 2023)
    organisations.merge_from(filled, region(filled), "hiyama", "minami-oshima", 2025)
    assert table(filled, 2023) == before
    assert "檜山" in names(filled, 2024)
    assert "檜山" not in names(filled, 2025)
    at = shown(filled, region(filled), "名称").index("南渡島")
    assert shown(filled, region(filled), "別名")[at] == "桧山、檜山"
    filled.undo()
    assert "檜山" in names(filled, 2025)


def test_a_merge_that_would_hide_figures_or_organisations_is_refused(filled: Book) -> None:
    def refusal(code: str, into: str, year: int) -> str:
        with pytest.raises(Refused) as refused:
            organisations.merge_from(filled, region(filled), code, into, year)
        return refused.value.problems[0].code

    assert refusal("hiyama", "minami-oshima", 2024) == "organisation.has_figures"
    assert refusal("hiyama", "hiyama", 2025) == "organisation.same"
    assert refusal("donan", "hiyama", 2025) == "organisation.same"
    assert refusal("donan", "dohoku", 2025) == "organisation.has_below"
    organisations.merge_from(filled, region(filled), "hiyama", "minami-oshima", 2025)
    assert refusal("kita-oshima", "hiyama", 2025) == "organisation.not_valid"


def test_only_what_has_no_figures_is_deleted(filled: Book) -> None:
    part = organisations.members_part(region(filled))
    at = shown(filled, region(filled), "名称").index("檜山")
    with pytest.raises(Refused) as refused:
        entering.remove_rows(filled, part, [at])
    assert refused.value.problems[0].code == "settings.has_figures"
    assert "檜山" in refused.value.problems[0].message
    assert "有効終了年度" in refused.value.problems[0].next_step
    place = entering.add_row(filled, part, {"名称": "奥尻"}, at)
    listed = shown(filled, region(filled), "名称")
    assert listed[place] == "奥尻"
    assert shown(filled, region(filled), "上位")[place] == "道南支店"
    assert names(filled, 2023)[-1] == "奥尻"
    entering.remove_rows(filled, part, [place])
    assert "奥尻" not in shown(filled, region(filled), "名称")


def test_a_parent_with_members_is_not_deleted(filled: Book) -> None:
    part = organisations.members_part(union(filled))
    at = shown(filled, union(filled), "名称").index("UAゼンセン")
    with pytest.raises(Refused) as refused:
        entering.remove_rows(filled, part, [at])
    assert refused.value.problems[0].code in ("settings.in_use", "settings.has_figures")


def test_aliases_are_typed_side_by_side_and_belong_to_one(filled: Book) -> None:
    assert isinstance(typed(filled, region(filled), "檜山", "別名", "桧山、ひやま,ヒヤマ"), Applied)
    at = shown(filled, region(filled), "名称").index("檜山")
    assert shown(filled, region(filled), "別名")[at] == "ひやま、ヒヤマ、桧山"
    refused = typed(filled, region(filled), "石狩", "別名", "ひやま")
    assert isinstance(refused, Problem)
    assert refused.code == "organisation.alias_taken"
    assert isinstance(typed(filled, region(filled), "檜山", "別名", ""), Applied)
    assert shown(filled, region(filled), "別名")[at] == ""


def test_years_and_kinds_are_typed_and_checked(filled: Book) -> None:
    assert isinstance(typed(filled, region(filled), "檜山", "有効終了年度", "２０２４"), Applied)
    assert "檜山" in names(filled, 2024)
    assert "檜山" not in names(filled, 2025)
    refused = typed(filled, region(filled), "檜山", "有効開始年度", "来年")
    assert isinstance(refused, Problem)
    assert refused.code == "settings.not_whole"


def test_figures_go_on_under_the_new_name(filled: Book) -> None:
    organisations.rename_from(filled, region(filled), "hiyama", 2024, "ひやま")
    blocks = table(filled, 2024)
    row = [each.name for each in blocks.rows].index("ひやま")
    column = next(at for at, cell in enumerate(blocks.cells[row]) if cell.state is CellState.ENTRY)
    outcome = editing.enter(filled, "rosai.blocks", view(filled, 2024), [TypedCell(row, column, "7")], "入力")
    assert outcome == Applied(1)
    assert table(filled, 2024).cells[row][column].text == "7"
