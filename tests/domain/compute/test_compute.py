"""``compute`` over a small council: a ragged region tree, a product tree, targets and results."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from small_council import (
    ALL_RESULTS,
    ALL_TARGETS,
    BLOCKS,
    CHOKI,
    COLUMNS,
    COUNCIL,
    DOHOKU,
    DOO,
    EAST,
    HIDAKA,
    ISHIKARI,
    KOKUMIN,
    LIFE,
    REGION,
    RESULT,
    RUMOI,
    SOYA,
    TOMAKOMAI,
    WHOLE_YEAR,
    YEAR,
    catalogue,
    facts,
    figures,
    texts,
    viewpoint,
)

from kyosai_desktop.domain.compute import compute, compute_rows, needs
from kyosai_desktop.domain.compute.needs import Slice
from kyosai_desktop.domain.fact import Fact, Period, Role
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.form import (
    LATEST,
    Form,
    FormColumn,
    FormRow,
    PeriodName,
    Purpose,
    RowsOf,
    Stub,
)
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Keeping, Measure
from kyosai_desktop.domain.table import CellState, Missing, RowKind


def test_subtotals_follow_the_ragged_tree_and_rates_come_from_sums() -> None:
    table = compute(BLOCKS, viewpoint(), catalogue(), figures(ALL_TARGETS, ALL_RESULTS))
    assert texts(table) == {
        "石狩": ["100", "90", "▲10", "90.0"],
        "東胆振": ["40", "50", "10", "125.0"],
        "日高": ["20", "4", "▲16", "20.0"],
        "苫小牧支所計": ["60", "54", "▲6", "90.0"],
        "道央支店 計": ["160", "144", "▲16", "90.0"],
        "留萌": ["10", "12", "2", "120.0"],
        "宗谷": ["30", "0", "▲30", "0.0"],
        "道北支店 計": ["40", "12", "▲28", "30.0"],
        "全道 計": ["200", "156", "▲44", "78.0"],
        "達成ブロック数": ["", "", "", "2"],
    }
    mean_of_rates = (90 + 125 + 20 + 120 + 0) / 5
    assert mean_of_rates == 71.0  # what averaging would have printed


def test_a_branch_without_offices_has_its_blocks_directly_below() -> None:
    table = compute(BLOCKS, viewpoint(), catalogue(), figures(ALL_TARGETS, ALL_RESULTS))
    labels = {row.name: row.labels for row in table.rows}
    assert labels["日高"] == ("道央支店", "日高")
    assert labels["宗谷"] == ("道北支店", "宗谷")
    kinds = {row.name: row.kind for row in table.rows}
    assert kinds["苫小牧支所計"] is RowKind.SUBTOTAL
    assert kinds["全道 計"] is RowKind.TOTAL


def test_what_was_not_reported_stays_blank_and_is_counted() -> None:
    results = {ISHIKARI: 90, RUMOI: 12}
    table = compute(BLOCKS, viewpoint(), catalogue(), figures(ALL_TARGETS, results))
    cells = {row.name: line for row, line in zip(table.rows, table.cells, strict=True)}
    assert cells["宗谷"][1].text == ""
    assert cells["宗谷"][1].missing is Missing.NOT_REPORTED
    assert cells["宗谷"][3].text == ""
    assert cells["全道 計"][1].text == "102"
    assert cells["全道 計"][1].missing_count == 3
    assert table.notes == ("未報告の数字が3件あります。計は報告のあった分の合計です。",)
    reported = [column.path for column in table.columns if column.reported]
    assert reported == ["こくみん共済／目標", "こくみん共済／実績"], (
        "a difference or a rate doesn't say it again"
    )
    complete = compute(BLOCKS, viewpoint(), catalogue(), figures(ALL_TARGETS, ALL_RESULTS))
    assert complete.notes == ()


def test_a_unit_misses_each_of_its_products_in_every_total_of_them() -> None:
    products = replace(BLOCKS, over=((KOKUMIN, ""), (CHOKI, ""), (LIFE, "")))
    stored = figures(ALL_TARGETS, {ISHIKARI: 90})
    table = compute(products, viewpoint(), catalogue(), stored)
    results = [at for at, column in enumerate(table.columns) if column.label == "実績"]
    missing = {
        row.name: [line[at].missing_count for at in results]
        for row, line in zip(table.rows, table.cells, strict=True)
    }
    assert missing["石狩"] == [0, 1, 1]
    assert missing["留萌"] == [1, 1, 2]
    assert missing["全道 計"] == [4, 5, 9]


def test_a_total_decided_apart_from_its_parts_is_not_said_to_lack_them() -> None:
    table = compute(BLOCKS, viewpoint(), catalogue(), figures({**ALL_TARGETS}, {0: 160}))
    assert texts(table)["全道 計"][1] == "160"
    assert table.notes == ("未報告の数字が5件あります。",)


def test_nothing_reported_is_blank_and_not_zero() -> None:
    table = compute(BLOCKS, viewpoint(), catalogue(), figures(ALL_TARGETS, {}))
    cells = {row.name: line for row, line in zip(table.rows, table.cells, strict=True)}
    assert cells["全道 計"][1].text == ""
    assert cells["全道 計"][1].missing is Missing.NOT_REPORTED


def test_a_rate_needs_a_positive_target() -> None:
    table = compute(
        BLOCKS, viewpoint(), catalogue(), figures({**ALL_TARGETS, RUMOI: 0, SOYA: -5}, ALL_RESULTS)
    )
    assert texts(table)["留萌"] == ["0", "12", "12", "－"]
    assert texts(table)["宗谷"] == ["▲5", "0", "5", "－"]


def test_an_own_total_shows_what_its_blocks_leave_over() -> None:
    table = compute(
        BLOCKS, viewpoint(), catalogue(), figures({**ALL_TARGETS, DOHOKU: 51}, {**ALL_RESULTS, 0: 160})
    )
    rows = [
        (row.name, row.kind, [cell.text for cell in line])
        for row, line in zip(table.rows, table.cells, strict=True)
    ]
    remainders = [(name, cells) for name, kind, cells in rows if kind is RowKind.REMAINDER]
    assert remainders == [("未配賦", ["11", "", "", ""]), ("未配賦", ["", "4", "", ""])]
    assert texts(table)["道北支店 計"][0] == "51"
    assert texts(table)["全道 計"] == ["211", "160", "▲51", "75.8"]


def test_group_totals_add_products_and_only_stored_cells_can_be_typed() -> None:
    form = replace(BLOCKS, over=((KOKUMIN, ""), (CHOKI, ""), (LIFE, "")))
    both = figures(ALL_TARGETS, ALL_RESULTS) | figures({ISHIKARI: 1}, {ISHIKARI: 2}, CHOKI)
    table = compute(form, viewpoint(), catalogue(), both)
    assert texts(table)["石狩"] == [
        "100",
        "90",
        "▲10",
        "90.0",
        "1",
        "2",
        "1",
        "200.0",
        "101",
        "92",
        "▲9",
        "91.1",
    ]
    states = [cell.state for cell in table.cells[0]]
    entry, computed = CellState.ENTRY, CellState.COMPUTED
    assert states == [computed, entry, computed, computed] * 2 + [computed] * 4
    assert all(cell.state is not CellState.ENTRY for cell in table.cells[3]), "a subtotal can't be typed"
    assert [column.groups for column in table.columns[::4]] == [
        ("こくみん共済",),
        ("長期共済",),
        ("生命系共済 計",),
    ]


def test_a_published_value_stands_beside_and_enters_no_arithmetic() -> None:
    stored = figures(ALL_TARGETS, ALL_RESULTS)
    stored[Slice(RESULT[KOKUMIN], WHOLE_YEAR, LATEST, Role.PUBLISHED)] = {(0, 0): Fact(157_000)}
    table = compute(BLOCKS, viewpoint(), catalogue(), stored)
    total = next(line for row, line in zip(table.rows, table.cells, strict=True) if row.name == "全道 計")
    assert (total[1].text, total[1].published, total[3].text) == ("156", "157", "78.0")


def test_the_councils_rounding_decides_the_last_digit() -> None:
    stored = figures({ISHIKARI: 6350}, {ISHIKARI: 3708})
    truncating = replace(COUNCIL, rounding=Rounding.DOWN)
    assert texts(compute(BLOCKS, viewpoint(), catalogue(), stored))["石狩"][3] == "58.4"
    assert texts(compute(BLOCKS, viewpoint(truncating), catalogue(truncating), stored))["石狩"][3] == "58.3"


def test_months_add_up_to_the_year_so_far_and_a_gap_is_counted() -> None:
    monthly = catalogue(keeping=Keeping.MONTHLY)
    stored = {
        Slice(RESULT[KOKUMIN], Period.span(date(2023, 6, 1), date(2023, 6, 30)), LATEST, Role.OWN): facts(
            {SOYA: 3}
        ),
        Slice(RESULT[KOKUMIN], Period.span(date(2023, 8, 1), date(2023, 8, 31)), LATEST, Role.OWN): facts(
            {SOYA: 4}
        ),
    }
    seen = viewpoint(through=Month(2023, 8))
    assert set(stored) <= needs(BLOCKS, seen, monthly)
    table = compute(BLOCKS, seen, monthly, stored)
    soya = next(line for row, line in zip(table.rows, table.cells, strict=True) if row.name == "宗谷")
    assert (soya[1].text, soya[1].missing_count) == ("7", 1)


def test_a_month_is_the_difference_of_two_cumulative_figures() -> None:
    form = replace(BLOCKS, columns=(replace(COLUMNS[1], period=PeriodName.MONTH, entry=False),))
    stored = {
        Slice(RESULT[KOKUMIN], Period.span(date(2023, 6, 1), date(2023, 7, 31)), LATEST, Role.OWN): facts(
            {SOYA: 9}
        ),
        Slice(RESULT[KOKUMIN], Period.span(date(2023, 6, 1), date(2023, 8, 31)), LATEST, Role.OWN): facts(
            {SOYA: 14}
        ),
    }
    seen = viewpoint(through=Month(2023, 8))
    assert set(stored) <= needs(form, seen, catalogue())
    assert texts(compute(form, seen, catalogue(), stored))["宗谷"] == ["5"]


def test_the_product_form_takes_its_totals_from_the_breakdown_it_names() -> None:
    form = Form(
        id=2,
        code="achievement",
        council_id=1,
        title="重点共済 達成状況",
        purpose=Purpose.PAPER,
        stub=(Stub("共済"),),
        rows=(
            FormRow(RowsOf.INDICATOR, indicator_id=KOKUMIN, mark="①"),
            FormRow(RowsOf.INDICATOR, indicator_id=LIFE, emphasis=RowKind.SUBTOTAL),
        ),
        columns=COLUMNS,
        breakdown=(REGION,),
        unit="件",
    )
    table = compute(form, viewpoint(), catalogue(), figures(ALL_TARGETS, ALL_RESULTS))
    assert texts(table) == {
        "①こくみん共済": ["200", "156", "▲44", "78.0"],
        "生命系共済 計": ["200", "156", "▲44", "78.0"],
    }
    assert table.as_of == "2024年5月31日現在"


def test_fractional_counts_add_exactly_and_print_rounded() -> None:
    tenths = {(member, 0): Fact(100) for member in (ISHIKARI, EAST, HIDAKA, RUMOI, SOYA)}
    stored = {Slice(RESULT[KOKUMIN], WHOLE_YEAR, LATEST, Role.OWN): tenths}
    table = compute(BLOCKS, viewpoint(), catalogue(), stored)
    assert texts(table)["石狩"][1] == "0"
    assert texts(table)["全道 計"][1] == "1"
    total = next(line for row, line in zip(table.rows, table.cells, strict=True) if row.name == "全道 計")
    assert total[1].value == Fraction(1, 2)


counts = st.dictionaries(st.sampled_from([ISHIKARI, EAST, HIDAKA, RUMOI, SOYA]), st.integers(-(10**9), 10**9))


@given(counts, counts)
def test_every_total_is_the_sum_of_its_blocks(targets: dict[int, int], results: dict[int, int]) -> None:
    table = compute(BLOCKS, viewpoint(), catalogue(), figures(targets, results))
    for column, entered in ((0, targets), (1, results)):
        blocks = [
            line[column].value
            for row, line in zip(table.rows, table.cells, strict=True)
            if row.kind is RowKind.ITEM and line[column].value is not None
        ]
        total = next(line for row, line in zip(table.rows, table.cells, strict=True) if row.name == "全道 計")
        assert (total[column].value or 0) == sum(entered.values()) == sum(blocks)
        assert total[column].missing_count == 5 - len(entered)


@given(counts, counts, st.sets(st.integers(0, 12)))
def test_single_rows_are_those_of_the_whole_table(
    targets: dict[int, int], results: dict[int, int], wanted: set[int]
) -> None:
    stored = figures({**targets, DOHOKU: 7}, results)
    table = compute(BLOCKS, viewpoint(), catalogue(), stored)
    rows = compute_rows(BLOCKS, viewpoint(), catalogue(), stored, wanted)
    for at, (row, line) in rows.items():
        assert row == table.rows[at]
        if row.kind is not RowKind.COUNT:
            assert line == table.cells[at]
    assert set(rows) == wanted & set(range(len(table.rows)))


@given(
    st.lists(
        st.tuples(
            st.sampled_from([KOKUMIN, CHOKI]),
            st.sampled_from([0, DOO, TOMAKOMAI, DOHOKU]),
            st.integers(0, 300),
        ),
        max_size=6,
    ),
    st.booleans(),
)
def test_rows_and_what_they_leave_over_add_up_to_the_total(
    own_totals: list[tuple[int, int, int]], subtotals: bool
) -> None:
    """Also in the column that adds up the products, and in a table of blocks alone, without rows for the 支店."""
    form = replace(BLOCKS, over=((KOKUMIN, ""), (CHOKI, ""), (LIFE, "")), columns=COLUMNS[:1])
    if not subtotals:
        form = replace(form, rows=(replace(BLOCKS.rows[0], subtotals=()), BLOCKS.rows[1]))
    targets = {KOKUMIN: dict(ALL_TARGETS), CHOKI: dict(ALL_RESULTS)}
    for indicator, member, count in own_totals:
        targets[indicator][member] = count
    stored = figures(targets[KOKUMIN], {}) | figures(targets[CHOKI], {}, CHOKI)
    table = compute(form, viewpoint(), catalogue(), stored)
    lines = list(zip(table.rows, table.cells, strict=True))
    ((total,),) = [[line] for row, line in lines if row.kind is RowKind.TOTAL]
    for at in range(3):
        parts = [
            line[at].value
            for row, line in lines
            if row.kind in (RowKind.ITEM, RowKind.REMAINDER) and line[at].value is not None
        ]
        assert sum(parts, Fraction(0)) == total[at].value


@given(
    st.dictionaries(st.sampled_from(sorted(ALL_TARGETS)), st.integers(0, 300)),
    st.dictionaries(st.sampled_from([DOO, TOMAKOMAI, DOHOKU]), st.integers(0, 900)),
)
def test_a_table_of_blocks_alone_closes_whatever_was_reported(
    blocks: dict[int, int], branches: dict[int, int]
) -> None:
    form = replace(BLOCKS, rows=(replace(BLOCKS.rows[0], subtotals=()), BLOCKS.rows[1]), columns=COLUMNS[:1])
    table = compute(form, viewpoint(), catalogue(), figures({**blocks, **branches}, {}))
    *parts, total = [line[0].value or Fraction(0) for line in table.cells]
    assert sum(parts, Fraction(0)) == total


@given(
    st.dictionaries(st.sampled_from(sorted(ALL_TARGETS)), st.integers(0, 300)),
    st.dictionaries(st.sampled_from(sorted(ALL_TARGETS)), st.integers(0, 300)),
    st.dictionaries(st.sampled_from(sorted(ALL_TARGETS)), st.integers(0, 300), max_size=2),
    st.dictionaries(st.sampled_from([DOO, TOMAKOMAI, DOHOKU]), st.integers(0, 900), max_size=2),
)
def test_a_sum_of_products_reported_as_one_is_in_every_total(
    kokumin: dict[int, int], choki: dict[int, int], life: dict[int, int], branches: dict[int, int]
) -> None:
    """生命系共済 by ブロック from a branch that doesn't tell its products apart."""
    form = replace(
        BLOCKS,
        rows=(replace(BLOCKS.rows[0], subtotals=()), BLOCKS.rows[1]),
        over=((LIFE, ""),),
        columns=COLUMNS[:1],
    )
    stored = (
        figures({**kokumin, **branches}, {})
        | figures(choki, {}, CHOKI)
        | (figures(life, {}, LIFE) if life else {})
    )
    table = compute(form, viewpoint(), catalogue(), stored)
    shown = dict(zip([row.name for row in table.rows], [line[0].value for line in table.cells], strict=True))
    names = {ISHIKARI: "石狩", EAST: "東胆振", HIDAKA: "日高", RUMOI: "留萌", SOYA: "宗谷"}
    for member, name in names.items():
        reported = [counts[member] for counts in (kokumin, choki) if member in counts]
        expected = life.get(member, sum(reported) if reported else None)
        assert shown[name] == expected
    parts = [value or Fraction(0) for name, value in shown.items() if name != "全道 計"]
    assert sum(parts, Fraction(0)) == (shown["全道 計"] or 0)


def test_the_subtotals_of_a_sum_reported_as_one() -> None:
    form = replace(BLOCKS, over=((LIFE, ""),), columns=COLUMNS[:1])
    stored = figures({ISHIKARI: 141, EAST: 77}, {}, LIFE)
    shown = texts(compute(form, viewpoint(), catalogue(), stored))
    assert [shown[name][0] for name in ("石狩", "東胆振", "道央支店 計", "全道 計")] == [
        "141",
        "77",
        "218",
        "218",
    ]


def test_a_month_leaves_over_what_the_cumulative_totals_say() -> None:
    """道央支店 has totals of its own for April and May; its 当月 is their difference, and so is what is left over."""
    month = FormColumn("当月", measure=Measure.RESULT, period=PeriodName.MONTH)
    form = replace(BLOCKS, columns=(month,))
    april = Period.span(YEAR.start, date(2024, 4, 30))
    stored = {
        Slice(RESULT[KOKUMIN], april, LATEST, Role.OWN): facts({ISHIKARI: 50, EAST: 40, HIDAKA: 0, DOO: 100}),
        Slice(RESULT[KOKUMIN], WHOLE_YEAR, LATEST, Role.OWN): facts(
            {ISHIKARI: 60, EAST: 55, HIDAKA: 0, DOO: 130}
        ),
    }
    table = compute(form, viewpoint(), catalogue(), stored)
    names = [row.name for row in table.rows]
    at = names.index("道央支店 計")
    assert (names[at - 1], table.cells[at - 1][0].text, table.cells[at][0].text) == ("未配賦", "5", "30")
