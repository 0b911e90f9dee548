"""The figures of the two published papers: typed where they were counted, computed as they were printed."""

from __future__ import annotations

import csv
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from filling import by_name, put_total, shown, type_into

from kyosai_desktop.domain.fact import Period, Role
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.table import RowKind
from kyosai_desktop.operations import books, tables
from kyosai_desktop.store.book import Book

DATA = Path(__file__).parent / "data"

RENEWAL = "rosai.renewal"
RENEWAL_COLUMNS = {
    "継続データ": "due",
    "継続": "renewed",
    "指定工入庫": "via_designated_garage",
    "未継続": "not_renewed",
    "継続率": "renewal_rate_printed",
    "未継続の内訳／未対応": "pending",
    "未継続の内訳／他保加入": "moved_to_other_insurer",
    "未継続の内訳／車両入替": "vehicle_replaced",
    "未継続の内訳／売却・廃車": "sold_or_scrapped",
    "未継続の内訳／道外異動": "left_hokkaido",
    "未継続の内訳／その他": "other",
    "案内不能": "unreachable",
}
COMPUTED = ("未継続", "継続率")


def printed_rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.fixture
def renewals(book: Book, rosai_2023: Viewpoint) -> Book:
    """The entered columns of the 18 blocks, typed."""
    texts = {
        (row["block"], column): row[header]
        for row in printed_rows("renewal_fy2023.csv")
        if row["row_kind"] == "block"
        for column, header in RENEWAL_COLUMNS.items()
        if column not in COMPUTED
    }
    type_into(book, RENEWAL, rosai_2023, texts)
    return book


def test_all_25_rows_of_the_renewals_are_the_printed_ones(renewals: Book, rosai_2023: Viewpoint) -> None:
    rows = printed_rows("renewal_fy2023.csv")
    expected = [
        (
            (row["block"] or row["office"] or row["branch"]),
            [row[header] for header in RENEWAL_COLUMNS.values()],
        )
        for row in rows
    ]
    table = tables.table(renewals, RENEWAL, rosai_2023)
    assert [column.path for column in table.columns] == list(RENEWAL_COLUMNS)
    found = [
        (row.name, [cell.text.replace(",", "") for cell in line])
        for row, line in zip(table.rows, table.cells, strict=True)
    ]
    assert found == expected
    assert (len(found), sum(row.kind is RowKind.ITEM for row in table.rows)) == (25, 18)


def test_what_is_computed_of_the_renewals_cannot_be_typed(renewals: Book, rosai_2023: Viewpoint) -> None:
    table = tables.table(renewals, RENEWAL, rosai_2023)
    typed = {
        column.path
        for line in table.cells
        for column, cell in zip(table.columns, line, strict=True)
        if cell.key is not None
    }
    assert typed == set(RENEWAL_COLUMNS) - set(COMPUTED)


PRODUCT_CODES = {
    "こくみん共済": "kokumin",
    "長期共済": "choki",
    "マイカー共済": "mycar",
    "自賠責共済（新規）": "jibai-new",
    "自賠責共済（継続）": "jibai-renewal",
    "火災共済": "fire",
    "自然災害共済": "disaster",
}


def rosai_year(year: int) -> Period:
    return Period.span(date(year, 6, 1), date(year + 1, 5, 31))


@pytest.fixture
def products(book: Book) -> Book:
    """Targets and results of three years as published totals of the products."""
    for row in printed_rows("products.csv"):
        for year in (2022, 2023, 2024):
            for measure, header in (("目標", "target"), ("実績", "result")):
                text = row.get(f"fy{year}_{header}")
                if text:
                    code = PRODUCT_CODES[row["product"]]
                    put_total(book, "rosai", code, measure, rosai_year(year), int(text))
    return book


def seen_in(book: Book, year: int) -> Viewpoint:
    return Viewpoint(books.councils(book)[0], FiscalYear(year, 6), Month(year + 1, 5))


def test_the_rates_of_the_products_are_the_printed_ones(products: Book) -> None:
    table = shown(products, "rosai.achievement", seen_in(products, 2023))
    for row in printed_rows("products.csv"):
        assert table[row["product"]]["達成率"] == row["fy2023_rate_printed"]


def test_three_years_stand_side_by_side_with_differences_of_targets(products: Book) -> None:
    table = shown(products, "rosai.history", seen_in(products, 2024))
    assert list(table["全共済 計"].items()) == [
        ("2022年度／目標", "8,232"),
        ("2022年度／実績", "9,455"),
        ("2023年度／目標", "8,435"),
        ("2023年度／実績", "7,675"),
        ("2024年度／目標", "8,485"),
        ("2024年度／前年度比", "50"),
    ]
    differences = {name: cells["2024年度／前年度比"] for name, cells in table.items()}
    assert differences["こくみん共済"] == "▲100"
    for row in printed_rows("products.csv"):
        difference = int(row["fy2024_target"]) - int(row["fy2023_target"])
        assert differences[row["product"]] == str(difference).replace("-", "▲")


def test_the_published_total_stands_beside_what_the_rows_add_up_to(products: Book) -> None:
    put_total(products, "rosai", "all", "実績", rosai_year(2023), 7676, role=Role.PUBLISHED)
    table = tables.table(products, "rosai.achievement", seen_in(products, 2023))
    total = table.cells[-1][1]
    assert (total.text, total.published) == ("7,675", "7,676")
    assert table.cells[-1][2].text == "91.0", "7,675 ÷ 8,435; the published total enters nothing"


APP = "rosai.app"


@pytest.fixture
def registrations(book: Book, rosai_2023: Viewpoint) -> Book:
    """The app's registrations by 拠点, with the published total."""
    texts: dict[tuple[str, str], str] = {}
    for row in printed_rows("app_registration_2024-05.csv"):
        texts[row["office"], "全国順位"] = row["rank_national"]
        if row["office"] != "合計":
            texts[row["office"], "累計"] = row["result"]
            texts[row["office"], "目標"] = row["target"]
    type_into(book, APP, rosai_2023, texts)
    put_total(book, "rosai", "app", "実績", Period.as_of(date(2024, 5, 31)), 2502)
    return book


def test_the_registrations_are_the_printed_ones_with_the_gap_by_name(
    registrations: Book, rosai_2023: Viewpoint
) -> None:
    table = shown(registrations, APP, rosai_2023)
    rows = printed_rows("app_registration_2024-05.csv")
    assert list(table) == [*(row["office"] for row in rows[:-1]), "未配賦", "合計"]
    for row in rows:
        cells = [text.replace(",", "") for text in table[row["office"]].values()]
        assert cells == [row["rank_national"], row["result"], row["target"], row["rate_printed"]]
    assert list(table["未配賦"].values()) == ["", "11", "", ""], "2,502 are published, 2,491 are listed"


def test_two_days_of_the_registrations_stand_side_by_side(registrations: Book, rosai_2023: Viewpoint) -> None:
    put_total(registrations, "rosai", "app", "実績", Period.as_of(date(2024, 2, 20)), 2151)
    row = shown(registrations, "rosai.donations", rosai_2023)["公式アプリ導入者（名）"]
    assert row == {"2024年2月20日": "2,151", "2024年5月31日": "2,502", "増減": "351"}


@pytest.mark.parametrize("form", ["rosai.net", "rosai.net.without"])
def test_negative_targets_print_a_difference_and_no_rate(
    book: Book, rosai_2023: Viewpoint, form: str
) -> None:
    type_into(
        book,
        form,
        rosai_2023,
        {
            ("職域", "目標件数"): "▲12,117",
            ("職域", "純増件数"): "▲11,940",
            ("居住域", "目標件数"): "▲800",
            ("居住域", "純増件数"): "25",
        },
    )
    table = tables.table(book, form, rosai_2023)
    assert not any("率" in column.path for column in table.columns)
    cases = {
        name: [cells[f"{word}件数"] for word in ("目標", "純増", "差異")]
        for name, cells in by_name(table).items()
    }
    assert cases == {
        "職域": ["▲12,117", "▲11,940", "177"],
        "居住域": ["▲800", "25", "825"],
        "合計": ["▲12,917", "▲11,915", "1,002"],
    }


def test_a_negative_target_has_no_achievement_rate_anywhere(book: Book, rosai_2023: Viewpoint) -> None:
    type_into(book, "rosai.targets.blocks", rosai_2023, {("石狩", "こくみん共済／目標"): "▲10"})
    type_into(book, "rosai.blocks", rosai_2023, {("石狩", "こくみん共済／実績"): "5"})
    cells = shown(book, "rosai.blocks", rosai_2023)["石狩"]
    assert (cells["こくみん共済／差異"], cells["こくみん共済／達成率"]) == ("15", "－")


def test_a_variant_is_never_added_to_the_plain_figure(book: Book, rosai_2023: Viewpoint) -> None:
    type_into(book, "rosai.net", rosai_2023, {("職域", "純増件数"): "100"})
    type_into(book, "rosai.net.without", rosai_2023, {("職域", "純増件数"): "40"})
    assert shown(book, "rosai.net", rosai_2023)["合計"]["純増件数"] == "100"
    assert shown(book, "rosai.net.without", rosai_2023)["合計"]["純増件数"] == "40"


def test_the_same_period_of_last_year_is_compared_by_difference(book: Book, rosai_2023: Viewpoint) -> None:
    last = Viewpoint(rosai_2023.council, FiscalYear(2022, 6), Month(2023, 5))
    type_into(book, "rosai.net", last, {("職域", "純増件数"): "▲300", ("居住域", "純増件数"): "20"})
    type_into(book, "rosai.net", rosai_2023, {("職域", "純増件数"): "▲120", ("居住域", "純増件数"): "5"})
    total = shown(book, "rosai.net.last", rosai_2023)["合計"]
    assert [total[f"{year}年度／純増件数"] for year in (2022, 2023)] == ["▲280", "▲115"]
    assert total["差異／件数"] == "165"


def test_the_rate_of_a_total_comes_from_the_sums_of_its_parts(renewals: Book, rosai_2023: Viewpoint) -> None:
    table = tables.table(renewals, RENEWAL, rosai_2023)
    at = [column.path for column in table.columns].index("継続率")
    rates = [
        Decimal(line[at].text)
        for row, line in zip(table.rows, table.cells, strict=True)
        if row.kind is RowKind.ITEM
    ]
    mean = (sum(rates) / len(rates)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert str(mean) != table.cells[-1][at].text == "64.8"


def test_both_rules_of_rounding_hold_in_one_book_at_exact_ties(
    book: Book, rosai_2023: Viewpoint, rokin_2024: Viewpoint
) -> None:
    """実績 ÷ 2,000 in percent ends in 5 at the second decimal for every odd 実績, where binary fractions go astray."""
    blocks = [
        row.name for row in tables.table(book, "rosai.blocks", rosai_2023).rows if row.kind is RowKind.ITEM
    ]
    cells = [(block, product) for product in PRODUCT_CODES for block in blocks]
    results = {cell: 2 * number + 1 for number, cell in enumerate(cells, start=437)}
    type_into(
        book, "rosai.targets.blocks", rosai_2023, {(block, f"{item}／目標"): "2,000" for block, item in cells}
    )
    type_into(
        book,
        "rosai.blocks",
        rosai_2023,
        {(block, f"{item}／実績"): str(count) for (block, item), count in results.items()},
    )
    up = shown(book, "rosai.blocks", rosai_2023)
    for (block, item), count in results.items():
        exact = Decimal(count) / 20
        assert up[block][f"{item}／達成率"] == str(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))

    services = [
        row.name for row in tables.table(book, "rokin.services", rokin_2024).rows if row.kind is RowKind.ITEM
    ]
    reached = {name: 2 * number + 1 for number, name in enumerate(services, start=583)}
    type_into(book, "rokin.targets", rokin_2024, {(name, "年間目標"): "2,000" for name in services})
    type_into(
        book,
        "rokin.services",
        rokin_2024,
        {(name, "上期実績"): str(count) for name, count in reached.items()},
    )
    down = shown(book, "rokin.services", rokin_2024)
    for name, count in reached.items():
        exact = Decimal(count) / 20
        assert down[name]["達成率"] == str(exact.quantize(Decimal("0.1"), ROUND_DOWN))
