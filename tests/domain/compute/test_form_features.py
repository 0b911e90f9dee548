"""What forms can say beyond targets and results: years side by side, ranks, arrows, shares, locks, own totals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from small_council import (
    ALL_RESULTS,
    ALL_TARGETS,
    AXIS,
    BLOCKS,
    COLUMNS,
    COUNCIL,
    DOHOKU,
    INDICATORS,
    ISHIKARI,
    KOKUMIN,
    REGION,
    RESULT,
    RUMOI,
    SOYA,
    TARGET,
    WHOLE_YEAR,
    YEAR,
    catalogue,
    figures,
    series,
    texts,
    viewpoint,
)

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute import Entry, Slice, compute, needs
from kyosai_desktop.domain.fact import Fact, FactKey, Period, Role, Status
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.form import (
    LATEST,
    Form,
    FormColumn,
    FormRow,
    PeriodName,
    RowsOf,
    Subtotal,
    Viewpoint,
)
from kyosai_desktop.domain.series import Constant, Indicator, Keeping, Measure, Series, Totalling
from kyosai_desktop.domain.table import CellState, ColumnKind, Table

LAST_YEAR = Period.span(date(2022, 6, 1), date(2023, 5, 31))


def with_columns(*columns: FormColumn) -> Form:
    return replace(BLOCKS, columns=columns)


def test_years_stand_side_by_side_and_an_expression_reaches_across_groups() -> None:
    form = with_columns(
        FormColumn("目標", group="{前年度}", measure=Measure.TARGET, year_shift=-1),
        FormColumn("目標", group="{年度}", measure=Measure.TARGET),
        FormColumn("前年度比", group="{年度}", expression="目標 － 「{前年度}／目標」", signed=True),
    )
    stored = figures(ALL_TARGETS, {})
    stored[Slice(TARGET[KOKUMIN], LAST_YEAR, LATEST, Role.OWN)] = {
        (ISHIKARI, 0): Fact(120_000),
        (SOYA, 0): Fact(25_000),
    }
    assert set(stored) - needs(form, viewpoint(), catalogue()) == {
        Slice(RESULT[KOKUMIN], WHOLE_YEAR, LATEST, Role.OWN)
    }
    table = compute(form, viewpoint(), catalogue(), stored)
    assert [column.groups[-1] for column in table.columns] == ["2022年度", "2023年度", "2023年度"]
    assert texts(table)["石狩"] == ["120", "100", "▲20"]
    assert texts(table)["宗谷"] == ["25", "30", "+5"]


def test_items_are_ranked_with_ties_and_totals_are_not() -> None:
    form = with_columns(*COLUMNS, FormColumn("順位", expression="順位(達成率)"))
    results = {**ALL_RESULTS, ISHIKARI: 120, RUMOI: 12}
    table = compute(form, viewpoint(), catalogue(), figures(ALL_TARGETS, results))
    ranks = {name: cells[-1] for name, cells in texts(table).items()}
    assert ranks == {
        "石狩": "2",
        "東胆振": "1",
        "日高": "4",
        "苫小牧支所計": "",
        "道央支店 計": "",
        "留萌": "2",
        "宗谷": "5",
        "道北支店 計": "",
        "全道 計": "",
        "達成ブロック数": "",
    }


def test_an_arrow_compares_what_is_printed() -> None:
    form = with_columns(
        FormColumn("前", measure=Measure.TARGET, kind=ColumnKind.RATE, decimals=0),
        FormColumn(
            "今", measure=Measure.RESULT, period=PeriodName.TO_MONTH, kind=ColumnKind.RATE, decimals=0
        ),
        FormColumn("動き", expression="矢印(今, 前)", kind=ColumnKind.TEXT),
    )
    stored = {
        Slice(TARGET[KOKUMIN], WHOLE_YEAR, LATEST, Role.OWN): {
            (ISHIKARI, 0): Fact(54_400),
            (RUMOI, 0): Fact(54_600),
            (SOYA, 0): Fact(10_000),
        },
        Slice(RESULT[KOKUMIN], WHOLE_YEAR, LATEST, Role.OWN): {
            (ISHIKARI, 0): Fact(54_449),
            (RUMOI, 0): Fact(54_400),
        },
    }
    table = texts(compute(form, viewpoint(), catalogue(), stored))
    assert table["石狩"] == ["54", "54", "ー"]
    assert table["留萌"] == ["55", "54", "↓"]
    assert table["宗谷"] == ["10", "", ""]


def test_shares_of_the_total_and_the_standard_progress() -> None:
    form = with_columns(
        COLUMNS[1],
        FormColumn("構成比", expression="実績 ÷ 合計の実績 × 100", kind=ColumnKind.RATE),
        FormColumn("標準", expression="標準進捗率", kind=ColumnKind.RATE),
    )
    april = Viewpoint(COUNCIL, YEAR, Month(2024, 4))
    stored = {
        Slice(RESULT[KOKUMIN], Period.span(date(2023, 6, 1), date(2024, 4, 30)), LATEST, Role.OWN): {
            (ISHIKARI, 0): Fact(30_000),
            (SOYA, 0): Fact(10_000),
        }
    }
    computed = compute(form, april, catalogue(), stored)
    assert [column.kind for column in computed.columns] == [ColumnKind.NUMBER] * 3, "nothing to reach"
    table = texts(computed)
    assert table["石狩"] == ["30", "75.0", "91.7"]
    assert table["道央支店 計"] == ["30", "75.0", "91.7"]
    assert table["全道 計"] == ["40", "100.0", "91.7"]


def test_statistics_from_outside_are_quoted_with_their_source_and_never_summed() -> None:
    quoted = [
        replace(each, totalling=Totalling.NONE) if each.id == RESULT[KOKUMIN] else each for each in series()
    ]
    form = replace(with_columns(COLUMNS[1]), notes=("出典：北海道の統計（2023年）",))
    stored = figures({}, {**ALL_RESULTS, 0: 999})
    table = compute(form, viewpoint(), Catalogue([COUNCIL], [AXIS], INDICATORS, quoted), stored)
    assert texts(table)["石狩"] == ["90"]
    assert texts(table)["道央支店 計"] == [""]
    assert texts(table)["全道 計"] == ["999"], "the source's own total"
    assert table.notes == ("出典：北海道の統計（2023年）",), "and nothing is said to be missing"


def test_a_period_that_follows_no_fiscal_year() -> None:
    seven_years = Period.span(date(2017, 10, 1), date(2024, 9, 30))
    form = with_columns(FormColumn("累計", measure=Measure.RESULT, fixed=seven_years))
    stored = {Slice(RESULT[KOKUMIN], seven_years, LATEST, Role.OWN): {(ISHIKARI, 0): Fact(5_000)}}
    assert set(stored) <= needs(form, viewpoint(), catalogue())
    assert texts(compute(form, viewpoint(), catalogue(), stored))["全道 計"] == ["5"]


def test_two_days_side_by_side() -> None:
    form = with_columns(
        FormColumn("{前回の時点}", measure=Measure.RESULT, period=PeriodName.EARLIER),
        FormColumn("{時点}", measure=Measure.RESULT, period=PeriodName.AS_OF),
    )
    as_of = catalogue(keeping=Keeping.AS_OF)
    seen = Viewpoint(COUNCIL, YEAR, Month(2024, 5), date(2024, 5, 31), date(2024, 2, 20))
    stored = {
        Slice(RESULT[KOKUMIN], Period.as_of(date(2024, 2, 20)), LATEST, Role.OWN): {(0, 0): Fact(2_151_000)},
        Slice(RESULT[KOKUMIN], Period.as_of(date(2024, 5, 31)), LATEST, Role.OWN): {(0, 0): Fact(2_502_000)},
    }
    assert set(stored) <= needs(form, seen, as_of)
    table = compute(form, seen, as_of, stored)
    assert [column.label for column in table.columns] == ["2024年2月20日", "2024年5月31日"]
    assert texts(table)["全道 計"] == ["2,151", "2,502"]
    without = Viewpoint(COUNCIL, YEAR, Month(2024, 5))
    assert texts(compute(form, without, as_of, stored))["全道 計"] == ["－", "2,502"]


RENEWAL_RATE = 25


def ratio_catalogue() -> Catalogue:
    """継続率 from three entered indicators, and 費用 from a constant."""
    parts = [
        Indicator(id, 1, code, code, "件")
        for id, code in ((22, "継続"), (23, "継続データ"), (24, "案内不能"))
    ]
    rate = Indicator(
        RENEWAL_RATE, 1, "rate", "継続率", "％", decimals=1, formula="継続 ÷ （継続データ － 案内不能） × 100"
    )
    cost = Indicator(26, 1, "cost", "費用", "円", formula="継続 × 単価")
    made = [
        Series(30 + item.id, 1, item.id, Measure.RESULT, breakdowns=((), (REGION,)), totalling=totalling)
        for item, totalling in [
            *((part, Totalling.SUM) for part in parts),
            (rate, Totalling.FORMULA),
            (cost, Totalling.FORMULA),
        ]
    ]
    price = Constant(1, 1, "単価", "円", 250_000, date(2024, 4, 1), date(2025, 3, 31))
    return Catalogue([COUNCIL], [AXIS], [*INDICATORS[:1], *parts, rate, cost], made, [price])


def test_a_ratio_is_computed_from_sums_at_every_level() -> None:
    form = replace(
        BLOCKS,
        over=(),
        columns=tuple(
            FormColumn(name, indicator_id=id, measure=Measure.RESULT, entry=True)
            for name, id in (("継続", 22), ("継続データ", 23), ("案内不能", 24), ("継続率", RENEWAL_RATE))
        ),
    )
    masters = ratio_catalogue()

    def counts(indicator: int, by_block: dict[int, int]) -> dict[Slice, dict[tuple[int, int], Fact]]:
        facts = {(block, 0): Fact(count * 1000) for block, count in by_block.items()}
        return {Slice(30 + indicator, WHOLE_YEAR, LATEST, Role.OWN): facts}

    stored = (
        counts(22, {RUMOI: 22, SOYA: 19})
        | counts(23, {RUMOI: 29, SOYA: 90})
        | counts(24, {RUMOI: 0, SOYA: 10})
    )
    yearly = replace(form, columns=tuple(replace(column, period=PeriodName.YEAR) for column in form.columns))
    assert set(stored) <= needs(yearly, viewpoint(), masters)
    table = compute(yearly, viewpoint(), masters, stored)
    assert texts(table)["留萌"][3] == "75.9"
    assert texts(table)["宗谷"][3] == "23.8"
    assert texts(table)["道北支店 計"] == ["41", "119", "10", "37.6"]
    rate_cells = [line[3] for line in table.cells]
    assert all(cell.key is None for cell in rate_cells), "a computed rate can't be typed"


def test_a_constant_counts_in_the_time_it_is_valid() -> None:
    form = replace(BLOCKS, over=(), columns=(FormColumn("費用", indicator_id=26, measure=Measure.RESULT),))
    stored = {Slice(52, WHOLE_YEAR, LATEST, Role.OWN): {(SOYA, 0): Fact(3_000)}}
    assert texts(compute(form, viewpoint(), ratio_catalogue(), stored))["宗谷"] == ["750"]
    earlier = Viewpoint(COUNCIL, YEAR.previous(), Month(2023, 5))
    stored_earlier = {Slice(52, LAST_YEAR, LATEST, Role.OWN): {(SOYA, 0): Fact(3_000)}}
    assert texts(compute(form, earlier, ratio_catalogue(), stored_earlier))["宗谷"] == ["－"]


def test_variants_are_shown_row_by_row_and_never_added() -> None:
    both = [*series(), Series(90, 1, KOKUMIN, Measure.RESULT, "移管を除く", breakdowns=((), (REGION,)))]
    masters = Catalogue([COUNCIL], [AXIS], INDICATORS, both)
    form = replace(
        BLOCKS,
        over=(),
        rows=(
            FormRow(RowsOf.INDICATOR, indicator_id=KOKUMIN, label="移管を含む"),
            FormRow(RowsOf.INDICATOR, indicator_id=KOKUMIN, label="移管を除く", variant="移管を除く"),
        ),
        columns=(COLUMNS[1],),
    )
    stored = {
        Slice(RESULT[KOKUMIN], WHOLE_YEAR, LATEST, Role.OWN): {(0, 0): Fact(10_000)},
        Slice(90, WHOLE_YEAR, LATEST, Role.OWN): {(0, 0): Fact(4_000)},
    }
    assert set(stored) <= needs(form, viewpoint(), masters)
    assert texts(compute(form, viewpoint(), masters, stored)) == {"移管を含む": ["10"], "移管を除く": ["4"]}


def states(table: Table, column: int) -> dict[str, CellState]:
    return {row.name: line[column].state for row, line in zip(table.rows, table.cells, strict=True)}


def test_final_months_lock_results_and_final_years_lock_everything() -> None:
    form = with_columns(replace(COLUMNS[0], entry=True), COLUMNS[1])
    stored = figures(ALL_TARGETS, ALL_RESULTS)

    def first_row(confirmed: frozenset[tuple[int, int]]) -> list[CellState]:
        return [
            cell.state for cell in compute(form, viewpoint(), catalogue(), stored, Entry(confirmed)).cells[0]
        ]

    entry, locked = CellState.ENTRY, CellState.LOCKED
    assert first_row(frozenset()) == [entry, entry]
    assert first_row(frozenset({(2023, 4)})) == [entry, entry]
    assert first_row(frozenset({(2023, 5)})) == [entry, locked]
    assert first_row(frozenset({(2023, 0)})) == [locked, locked]


def test_totals_can_be_typed_when_asked_for() -> None:
    table = compute(BLOCKS, viewpoint(), catalogue(), figures(ALL_TARGETS, ALL_RESULTS), Entry(totals=True))
    assert states(table, 1)["道北支店 計"] is CellState.ENTRY
    key = next(
        line[1].key for row, line in zip(table.rows, table.cells, strict=True) if row.name == "道北支店 計"
    )
    assert key == FactKey(RESULT[KOKUMIN], WHOLE_YEAR, DOHOKU)
    assert states(table, 1)["全道 計"] is CellState.ENTRY
    assert states(table, 3)["道北支店 計"] is CellState.COMPUTED


def test_status_and_comment_stand_beside_the_figure() -> None:
    stored = figures(ALL_TARGETS, {})
    stored[Slice(RESULT[KOKUMIN], WHOLE_YEAR, LATEST, Role.OWN)] = {
        (ISHIKARI, 0): Fact(1_000, Status.PRELIMINARY, "労金質権を除く")
    }
    comments = {FactKey(RESULT[KOKUMIN], WHOLE_YEAR, ISHIKARI): "支店に確認中"}
    cell = compute(BLOCKS, viewpoint(), catalogue(), stored, Entry(comments=comments)).cells[0][1]
    assert (cell.status, cell.note, cell.comment) == ("速報", "労金質権を除く", "支店に確認中")


def test_a_member_may_have_a_subtotal_label_of_its_own() -> None:
    rows = (
        replace(
            BLOCKS.rows[0],
            subtotals=(Subtotal("支店"), Subtotal("支店", "道北(宗谷)計", member_id=DOHOKU)),
        ),
    )
    table = compute(replace(BLOCKS, rows=rows), viewpoint(), catalogue(), figures(ALL_TARGETS, ALL_RESULTS))
    assert [row.name for row in table.rows if row.name.endswith("計")] == ["道央支店 計", "道北(宗谷)計"]


def test_reached_units_are_counted_by_kind() -> None:
    rows = (*BLOCKS.rows[:2], FormRow(RowsOf.REACHED, label="達成支店数", member_kind="支店"))
    form = replace(BLOCKS, rows=rows)
    table = compute(form, viewpoint(), catalogue(), figures(ALL_TARGETS, {**ALL_RESULTS, SOYA: 90}))
    counts = table.cells[-1]
    assert (counts[3].text, counts[3].value) == ("1", Fraction(1))
