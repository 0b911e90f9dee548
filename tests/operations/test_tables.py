"""The published tables, cell for cell, from the figures of blocks and unions."""

from __future__ import annotations

import pytest

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Purpose, Viewpoint
from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.domain.table import Missing, RowKind, Table
from kyosai_desktop.operations import books, tables
from kyosai_desktop.store.book import Book

PUBLISHED_2023 = [
    ("こくみん共済", "1,150", "746", "64.9"),
    ("長期共済", "800", "822", "102.8"),
    ("生命系共済 計", "1,950", "1,568", "80.4"),
    ("マイカー共済", "1,000", "1,091", "109.1"),
    ("自賠責共済（新規）", "1,900", "1,779", "93.6"),
    ("自賠責共済（継続）", "1,535", "1,368", "89.1"),
    ("自賠責共済 計", "3,435", "3,147", "91.6"),
    ("火災共済", "1,250", "1,146", "91.7"),
    ("自然災害共済", "800", "723", "90.4"),
    ("全共済 計", "8,435", "7,675", "91.0"),
]
# 年度 → 全共済 計: target, result ('' not reported yet)
TOTALS = {2022: ("8,232", "9,455"), 2023: ("8,435", "7,675"), 2024: ("8,485", "")}


def rosai(book: Book, year: int) -> Viewpoint:
    return Viewpoint(books.councils(book)[0], FiscalYear(year, 6), Month(year + 1, 5))


def rokin(book: Book, year: int) -> Viewpoint:
    return Viewpoint(books.councils(book)[1], FiscalYear(year, 4), Month(year, 9))


def printed(table: Table) -> list[tuple[str, ...]]:
    return [
        (row.name, *(cell.text for cell in line)) for row, line in zip(table.rows, table.cells, strict=True)
    ]


def cell_text(table: Table, row_kind: RowKind, column: str) -> str:
    row = next(at for at, row in enumerate(table.rows) if row.kind is row_kind)
    at = next(place for place, found in enumerate(table.columns) if found.path == column)
    return table.cells[row][at].text


def test_the_achievement_table_of_2023_is_the_published_one(filled: Book) -> None:
    table = tables.table(filled, "rosai.achievement", rosai(filled, 2023))
    assert printed(table) == PUBLISHED_2023
    assert (table.unit, table.as_of) == ("件", "2024年5月31日現在")


def test_the_published_total_stands_beside_the_sum_and_enters_no_rate(filled: Book) -> None:
    table = tables.table(filled, "rosai.achievement", rosai(filled, 2023))
    beside = {
        (row.name, column.label): cell.published
        for row, line in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(table.columns, line, strict=True)
        if cell.published
    }
    assert beside == {("全共済 計", "新規加入実績"): "7,676"}
    assert table.cells[-1][1].value == 7675


@pytest.mark.parametrize("year", TOTALS)
def test_blocks_and_unions_both_add_up_to_the_total_of_each_year(filled: Book, year: int) -> None:
    target, result = TOTALS[year]
    seen = rosai(filled, year)
    whole = tables.table(filled, "rosai.achievement", seen)
    assert printed(whole)[-1][1:3] == (target, result)
    for form in ("rosai.blocks", "rosai.unions"):
        table = tables.table(filled, form, seen)
        assert cell_text(table, RowKind.TOTAL, "全共済 計／目標") == target
        assert cell_text(table, RowKind.TOTAL, "全共済 計／実績") == result
    for form in ("rosai.targets.blocks", "rosai.targets.unions"):
        table = tables.table(filled, form, seen)
        assert cell_text(table, RowKind.TOTAL, "全共済 計／目標") == target


@pytest.mark.parametrize("year", TOTALS)
@pytest.mark.parametrize("form", ["rosai.blocks", "rosai.unions"])
def test_each_product_adds_up_by_blocks_and_by_unions_without_a_remainder(
    filled: Book, form: str, year: int
) -> None:
    table = tables.table(filled, form, rosai(filled, year))
    assert [row.name for row in table.rows if row.kind is RowKind.REMAINDER] == []
    total = next(at for at, row in enumerate(table.rows) if row.kind is RowKind.TOTAL)
    items = [at for at, row in enumerate(table.rows) if row.kind is RowKind.ITEM]
    assert len(items) == (18 if form == "rosai.blocks" else 46)
    for at, column in enumerate(table.columns):
        parts = [table.cells[item][at].value for item in items]
        if column.label in ("目標", "実績") and None not in parts:
            assert sum(parts) == table.cells[total][at].value, column.path  # type: ignore[arg-type] - no dates


def test_subtotals_of_the_branches_add_up_to_the_whole(filled: Book) -> None:
    table = tables.table(filled, "rosai.blocks", rosai(filled, 2023))
    names = [row.name for row in table.rows if row.kind is RowKind.SUBTOTAL]
    assert names == ["道央支店 計", "道東支店 計", "道北支店 計", "道南支店 計"]
    at = next(place for place, column in enumerate(table.columns) if column.path == "全共済 計／実績")
    values = [
        line[at].value
        for row, line in zip(table.rows, table.cells, strict=True)
        if row.kind is RowKind.SUBTOTAL
    ]
    assert sum(values) == 7675  # type: ignore[arg-type] - no dates


def test_results_that_nobody_reported_yet_are_not_zero(filled: Book) -> None:
    table = tables.table(filled, "rosai.achievement", rosai(filled, 2024))
    for line in table.cells:
        _, result, rate = line
        assert (result.text, result.value, result.missing) == ("", None, Missing.NOT_REPORTED)
        assert rate.text == ""
    assert table.cells[-1][1].missing_count == 7 * 18


def test_the_truncating_council_prints_its_rates_cut_off(filled: Book) -> None:
    table = tables.table(filled, "rokin.services", rokin(filled, 2023))
    assert printed(table)[0] == ("①メイン化（給振・年金・公振・クレジット）", "6,350", "3,708", "58.3")
    by_kind = {row.kind: line for row, line in zip(table.rows, table.cells, strict=True)}
    # 6,305 ÷ 11,300 = 55.79…
    assert [cell.text for cell in by_kind[RowKind.TOTAL]] == ["11,300", "6,305", "55.7"]


def test_the_fifth_service_stays_out_of_the_total(filled: Book) -> None:
    table = tables.table(filled, "rokin.services", rokin(filled, 2023))
    items = [
        line[1].value for row, line in zip(table.rows, table.cells, strict=True) if row.kind is RowKind.ITEM
    ]
    assert len(items) == 5
    assert sum(items[:4]) == 6305  # type: ignore[arg-type] - no dates
    assert items[4] == 2018


def test_differences_from_last_year_carry_their_sign_where_the_council_wants_it(filled: Book) -> None:
    table = tables.table(filled, "rokin.targets", rokin(filled, 2023))
    assert [line[2].text for line in table.cells[:6]] == ["+250", "+100", "▲50", "+30", "+330", "+200"]


def test_the_forms_of_a_council_are_its_own_in_order(filled: Book) -> None:
    first, second = books.councils(filled)
    assert [info.code for info in tables.forms(filled, first)][:6] == [
        "rosai.achievement",
        "rosai.history",
        "rosai.targets.blocks",
        "rosai.targets.unions",
        "rosai.blocks",
        "rosai.unions",
    ]
    assert all(info.code.startswith("rosai.") for info in tables.forms(filled, first))
    assert [(info.title, info.purpose) for info in tables.forms(filled, second)][:5] == [
        ("年間目標", Purpose.TARGETS),
        ("年間目標（本支店・出張所別）", Purpose.TARGETS),
        ("年間目標（ブロック労福協別）", Purpose.TARGETS),
        ("年間目標（産別別）", Purpose.TARGETS),
        ("預金・融資・各種サービス実績", Purpose.RESULTS),
    ]


def test_every_form_can_be_looked_at_in_every_month(filled: Book) -> None:
    for council in books.councils(filled):
        for info in tables.forms(filled, council):
            for month in FiscalYear(2023, council.start_month).months():
                seen = Viewpoint(council, FiscalYear(2023, council.start_month), month)
                assert tables.table(filled, info.code, seen).title == info.title


def test_a_form_that_isnt_there_is_refused_with_its_name(filled: Book) -> None:
    with pytest.raises(Refused) as refused:
        tables.load_form(filled, "rosai.nothing")
    (problem,) = refused.value.problems
    assert problem.code == "form.unknown"
    assert "「rosai.nothing」" in problem.message
