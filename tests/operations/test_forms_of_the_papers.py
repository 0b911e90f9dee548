"""Every table that the two published papers print is there under its name, can be filled and is printed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from filling import by_name, entry_cells, put_total, shown, type_into

from kyosai_desktop.domain.campaign import Campaign
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import Fact, FactKey, Period, Role
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Purpose, Viewpoint
from kyosai_desktop.domain.table import RowKind
from kyosai_desktop.operations import books, editing, papers, tables
from kyosai_desktop.operations.settings.read import id_of
from kyosai_desktop.reports.preview import page_text
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.campaigns import insert_campaigns

PRODUCTS = [
    "こくみん共済",
    "長期共済",
    "マイカー共済",
    "自賠責共済（新規）",
    "自賠責共済（継続）",
    "火災共済",
    "自然災害共済",
    "全共済 計",
]
DAY = date(2024, 5, 31)

# title → columns in printed order, seen from 2023年度 (end of May 2024)
FORMS_OF_ROSAI = {
    "重点共済 達成状況": ["目標", "新規加入実績", "達成率"],
    "過年度推移": [
        "2021年度／目標",
        "2021年度／実績",
        "2022年度／目標",
        "2022年度／実績",
        "2023年度／目標",
        "2023年度／前年度比",
    ],
    "ブロック別 達成状況": [
        f"{item}／{word}" for item in PRODUCTS for word in ("目標", "実績", "差異", "達成率")
    ],
    "産別別 達成状況": [
        f"{item}／{word}" for item in PRODUCTS for word in ("目標", "実績", "差異", "達成率")
    ],
    "目標一覧（ブロック別）": [f"{item}／目標" for item in PRODUCTS],
    "目標一覧（産別別）": [f"{item}／目標" for item in PRODUCTS],
    "自賠責共済 継続状況": [
        "継続データ",
        "継続",
        "指定工入庫",
        "未継続",
        "継続率",
        *(
            f"未継続の内訳／{why}"
            for why in ("未対応", "他保加入", "車両入替", "売却・廃車", "道外異動", "その他")
        ),
        "案内不能",
    ],
    "自然災害共済 付帯率": ["2022年度", "2023年度", "増減"],
    "純増 対目標（移管を含む）": ["目標件数", "目標口数", "純増件数", "純増口数", "差異件数", "差異口数"],
    "純増 対目標（移管を除く）": ["目標件数", "目標口数", "純増件数", "純増口数", "差異件数", "差異口数"],
    "純増 前年同期比（移管を含む）": [
        "2022年度／純増件数",
        "2022年度／純増口数",
        "2023年度／純増件数",
        "2023年度／純増口数",
        "差異／件数",
        "差異／口数",
    ],
    "純増 前年同期比（移管を除く）": [
        "2022年度／純増件数",
        "2022年度／純増口数",
        "2023年度／純増件数",
        "2023年度／純増口数",
        "差異／件数",
        "差異／口数",
    ],
    "公式アプリ登録 拠点別": ["全国順位", "累計", "目標", "進捗率"],
    "被災受付・現場調査": ["被災受付", "現地調査必要", "完了", "残", "進捗率"],
    "共済金支払": [
        *(f"{kind}／{word}" for kind in ("火災", "自然災害", "慶弔") for word in ("件数", "金額")),
        "合計金額",
        *(f"平均 円/件／{kind}" for kind in ("火災", "自然災害", "慶弔")),
    ],
    "寄贈・登録の推移": ["前回", "2024年5月31日", "増減"],
}


def seen_by(book: Book, council: str) -> Viewpoint:
    rosai, rokin = books.councils(book)
    if council == "rosai":
        return Viewpoint(rosai, FiscalYear(2023, 6), Month(2024, 5), DAY)
    return Viewpoint(rokin, FiscalYear(2024, 4), Month(2024, 9))


@pytest.fixture
def rosai(book: Book) -> Viewpoint:
    return seen_by(book, "rosai")


@pytest.fixture
def rokin(book: Book) -> Viewpoint:
    return seen_by(book, "rokin")


def code_of(book: Book, viewpoint: Viewpoint, title: str) -> str:
    (code,) = [info.code for info in tables.forms(book, viewpoint.council) if info.title == title]
    return code


@pytest.mark.parametrize("title", FORMS_OF_ROSAI)
def test_a_form_of_労済_has_the_printed_columns(book: Book, rosai: Viewpoint, title: str) -> None:
    table = tables.table(book, code_of(book, rosai, title), rosai)
    assert [column.path for column in table.columns] == FORMS_OF_ROSAI[title]


def rokin_groups() -> dict[str, list[dict[str, str]]]:
    path = Path(__file__).parent / "data" / "indicators_rokin.csv"
    groups: dict[str, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            groups.setdefault(row["form"], []).append(row)
    return groups


@pytest.mark.parametrize("title", rokin_groups())
def test_a_form_of_ろうきん_has_the_items_and_what_is_compared(
    book: Book, rokin: Viewpoint, title: str
) -> None:
    items = rokin_groups()[title]
    table = tables.table(book, code_of(book, rokin, title), rokin)
    names = [row.name.partition("（")[0].strip() for row in table.rows]
    for item in items:
        assert f"{item['no']}{item['item'].partition('（')[0]}" in names
    columns = [column.path for column in table.columns]
    if title == "重点取組":
        assert columns == ["年間目標", "上期実績", "前年同期実績", "前年同期比", "目標対比"]
    elif all(item["has_target"] == "yes" for item in items):
        assert columns == ["年間目標", "上期実績", "達成率"]
    else:
        assert columns == ["上期実績", "前年同期実績", "前年同期比"]
    mixed = len({item["unit"] for item in items if item["item"] != "合計"}) > 1
    has_total = any(item["total_row"] for item in items)
    assert ("単位の違う数" in "".join(table.notes)) == (mixed and has_total)
    assert (table.unit == "") == mixed


FORM_CODES = {
    "rosai": """
        achievement history targets.blocks targets.unions blocks unions unions.tree renewal
        attachment attachment.contracts net net.without net.last net.last.without
        app damage payments donations per-case campaign campaign.bases
    """,
    "rokin": """
        targets targets.branches targets.blocks targets.unions
        services remote movement npo own-targets atm contact focus focus.prose
        branches branches.focus unions unions.tree blocks.services blocks halves per-use activity
    """,
}
CODES = [(council, f"{council}.{code}") for council, codes in FORM_CODES.items() for code in codes.split()]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A book with something typed into every cell of every form that can be typed into; read only."""
    made = books.create(tmp_path_factory.mktemp("記入済み") / "記入済み.kyosai", "both", user="山田")
    with made.change("強化期間") as tx:
        days = ((2023, date(2023, 7, 18), date(2023, 9, 15)), (2022, date(2022, 8, 1), date(2022, 9, 22)))
        rosai = books.councils(made)[0]
        insert_campaigns(
            tx, [Campaign(year, rosai.id, year, "人の保障", "取り組み強化期間", *of) for year, *of in days]
        )
    for council, code in CODES:
        seen = seen_by(made, council)
        cells = entry_cells(tables.table(made, code, seen))
        typed = [TypedCell(row, column, str(1 + (7 * row + 3 * column) % 50)) for row, column in cells]
        if typed:
            done = editing.enter(made, code, seen, typed, "入力")
            assert isinstance(done, Applied), (code, done)
    yield made
    made.close()


def test_these_are_all_the_forms(book: Book) -> None:
    shipped = [info.code for council in books.councils(book) for info in tables.forms(book, council)]
    assert shipped == [code for _, code in CODES]


@pytest.mark.parametrize(("council", "code"), CODES)
def test_every_form_is_filled_and_printed_on_paper(filled: Book, council: str, code: str) -> None:
    seen = seen_by(filled, council)
    table = tables.table(filled, code, seen)
    purpose = next(info.purpose for info in tables.forms(filled, seen.council) if info.code == code)
    assert bool(entry_cells(table)) == (purpose is not Purpose.PAPER)
    content = papers.content(filled, code, seen, datetime(2024, 6, 13, 14, tzinfo=UTC))
    text = page_text(papers.pdf_bytes(content), 0)
    assert table.title.split()[-1].partition("（")[0] in "".join(text.split())
    assert any(cell.value is not None for line in content.tables[0].cells for cell in line)


def test_the_attachment_is_compared_as_it_is_printed(book: Book, rosai: Viewpoint) -> None:
    last = replace(rosai, year=rosai.year.previous(), through=Month(2023, 5), day=None)
    contracts = "rosai.attachment.contracts"
    for seen, (fire, disaster) in ((last, ("1,000", "544")), (rosai, ("1,000", "536"))):
        group = seen.year.text()
        type_into(
            book,
            contracts,
            seen,
            {
                ("石狩", f"{group}／火災共済"): fire,
                ("石狩", f"{group}／自然災害共済"): disaster,
                ("後志", f"{group}／火災共済"): "100",
                ("後志", f"{group}／自然災害共済"): "44" if seen is last else "45",
                ("北海道", f"{group}／火災共済"): "900",
                ("北海道", f"{group}／自然災害共済"): "450" if seen is last else "400",
            },
        )
    table = shown(book, "rosai.attachment", rosai)
    assert list(table["石狩"].values()) == ["54", "54", "ー"], "54.4 and 53.6 are printed alike"
    assert list(table["後志"].values()) == ["44", "45", "↑"]
    assert list(table["北海道"].values()) == ["50", "44", "↓"], "its own scope, not the sum of the blocks"


def test_an_attachment_that_was_only_published_has_its_arrow_too(book: Book, rosai: Viewpoint) -> None:
    rates = [(Period.as_of(date(2023, 5, 31)), 47), (Period.as_of(DAY), 49)]
    variant = "労金質権火災を除く"
    for day, rate in rates:
        put_total(book, "rosai", "attachment", "実績", day, rate, variant=variant, role=Role.PUBLISHED)
    table = tables.table(book, "rosai.attachment", rosai)
    last, now, arrow = table.cells[-1]
    assert (last.published, now.published, arrow.text) == ("47", "49", "↑")
    assert (last.text, now.text) == ("", "")


def test_the_whole_of_a_disaster_may_be_more_than_the_listed_prefectures(
    book: Book, rosai: Viewpoint
) -> None:
    type_into(
        book,
        "rosai.damage",
        rosai,
        {("全体", "被災受付"): "1,234", ("石川県", "被災受付"): "900", ("全体", "進捗率"): "91.3"},
    )
    table = tables.table(book, "rosai.damage", rosai)
    assert [row.name for row in table.rows][:2] == ["全体", "石川県"]
    assert not any(row.kind is RowKind.REMAINDER for row in table.rows)
    assert by_name(table)["全体"]["被災受付"] == "1,234"
    assert by_name(table)["全体"]["進捗率"] == "91.3", "given, as it follows no formula"


def test_averages_of_payments_are_cut_off_to_the_yen(book: Book, rosai: Viewpoint) -> None:
    type_into(
        book,
        "rosai.payments",
        rosai,
        {
            ("全体", "火災／件数"): "3",
            ("全体", "火災／金額"): "2,000,000",
            ("全体", "自然災害／件数"): "7",
            ("全体", "自然災害／金額"): "1,000",
            ("全体", "慶弔／金額"): "0",
            ("全体", "慶弔／件数"): "0",
        },
    )
    row = shown(book, "rosai.payments", rosai)["全体"]
    assert row["合計金額"] == "2,001,000"
    assert [row[f"平均 円/件／{kind}"] for kind in ("火災", "自然災害", "慶弔")] == ["666,666", "142", "－"]


def test_ranks_are_given_also_for_the_total_and_never_added(book: Book, rosai: Viewpoint) -> None:
    type_into(book, "rosai.app", rosai, {("札幌支所", "全国順位"): "20", ("小樽支所", "全国順位"): "36"})
    assert shown(book, "rosai.app", rosai)["合計"]["全国順位"] == ""
    type_into(book, "rosai.app", rosai, {("合計", "全国順位"): "2"})
    table = shown(book, "rosai.app", rosai)
    assert table["合計"]["全国順位"] == "2"
    assert "未配賦" not in table


def test_reached_units_are_counted_for_blocks_and_for_branches(book: Book, rosai: Viewpoint) -> None:
    blocks = ("南渡島", "北渡島", "檜山")
    type_into(book, "rosai.targets.blocks", rosai, {(name, "火災共済／目標"): "10" for name in blocks})
    results = {"南渡島": "25", "北渡島": "10", "檜山": "5"}
    type_into(book, "rosai.blocks", rosai, {(name, "火災共済／実績"): n for name, n in results.items()})
    table = shown(book, "rosai.blocks", rosai)
    assert table["達成ブロック数"]["火災共済／達成率"] == "2"
    assert table["達成支店数"]["火災共済／達成率"] == "1"


def test_units_of_a_mixed_total_are_added_as_the_paper_does(book: Book, rokin: Viewpoint) -> None:
    study, press = "①学習会開催回数（回）", "②議案書・機関紙への掲載会員数（会員）"
    type_into(book, "rokin.movement", rokin, {(study, "上期実績"): "361", (press, "上期実績"): "103"})
    last = replace(rokin, year=rokin.year.previous(), through=Month(2023, 9))
    type_into(book, "rokin.movement", last, {(study, "上期実績"): "342", (press, "上期実績"): "110"})
    table = shown(book, "rokin.movement", rokin)
    assert list(table["合計"].values()) == ["464", "452", "+12"]
    assert table[press]["前年同期比"] == "▲7"


def test_what_is_compared_with_a_target_by_difference(book: Book, rokin: Viewpoint) -> None:
    income = "可処分所得向上額（百万円）"
    type_into(book, "rokin.targets", rokin, {(income, "年間目標"): "1,200"})
    type_into(book, "rokin.focus", rokin, {(income, "上期実績"): "609"})
    assert shown(book, "rokin.focus", rokin)[income]["目標対比"] == "▲591"


def test_shares_of_the_total_and_of_the_year(book: Book, rokin: Viewpoint) -> None:
    main = "メイン化（給振・年金・公振・クレジット）"
    type_into(
        book,
        "rokin.branches",
        rokin,
        {("本店営業部", f"{main}／上期実績"): "30", ("札幌北支店", f"{main}／上期実績"): "10"},
    )
    table = shown(book, "rokin.branches", rokin)
    assert [table[name][f"{main}／構成比"] for name in ("本店営業部", "札幌北支店", "合計")] == [
        "75.0",
        "25.0",
        "100.0",
    ]
    put_total(book, "rokin", "deposit", "実績", Period.span(date(2024, 4, 1), date(2024, 9, 30)), 508)
    put_total(book, "rokin", "deposit", "実績", Period.span(date(2024, 4, 1), date(2025, 3, 31)), 1000)
    year_end = replace(rokin, through=Month(2025, 3))
    row = shown(book, "rokin.halves", year_end)["②預金（財形・エース・おこさま口座）"]
    halves = ("上期（4/1～9/30）", "下期", "年度計", "上期の構成比")
    assert row == dict(zip(halves, ("508", "492", "1,000", "50.8"), strict=True))


def test_prices_times_counts_add_up_at_every_level(book: Book, rosai: Viewpoint) -> None:
    type_into(
        book,
        "rosai.per-case",
        rosai,
        {
            ("札幌支所", "初回ログイン"): "12",
            ("道北支店", "初回ログイン"): "8",
            ("札幌支所", "マイカー共済見積"): "31",
        },
    )
    table = shown(book, "rosai.per-case", rosai)
    assert [table[name]["寄付"] for name in ("札幌支所", "道北支店", "合計")] == ["3,000", "2,000", "5,000"]
    assert table["合計"]["横断旗"] == "31"


def test_budget_and_execution(book: Book, rokin: Viewpoint) -> None:
    type_into(book, "rokin.activity", rokin, {("自治労", "予算"): "300,000", ("自治労", "執行"): "100,000"})
    row = shown(book, "rokin.activity", rokin)["自治労"]
    assert row == {"予算": "300,000", "執行": "100,000", "残額": "200,000", "執行率": "33.3"}


def test_a_figure_of_a_支部_counts_within_its_union(book: Book, rosai: Viewpoint) -> None:
    period = Period.span(date(2023, 6, 1), DAY)
    keys = [
        FactKey(id_of("series", "rosai", "mycar", "実績", ""), period, id_of("member", "union", code))
        for code in ("yamato-sapporo", "yamato-doto")
    ]
    with book.change("支部の実績") as tx:
        facts_sql.write_facts(tx, [(key, Fact(4000)) for key in keys])
    table = tables.table(book, "rosai.unions", rosai)
    texts = by_name(table)
    assert (texts["運輸労連"]["マイカー共済／実績"], texts["全道 計"]["マイカー共済／実績"]) == ("8", "8")


def test_a_union_that_has_not_reported_is_missing_once(book: Book, rosai: Viewpoint) -> None:
    table = tables.table(book, "rosai.unions", rosai)
    at = [row.name for row in table.rows].index("全道 計")
    assert table.cells[at][1].missing_count == 46
    assert f"未報告の数字が{46 * 7 * 2:,}件あります" in "".join(table.notes)
