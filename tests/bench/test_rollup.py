"""A form with subtotals, rates and ranks out of 153,600 monthly figures, against the query of its leaves and pandas.

64 organisations in 8 blocks × 20 indicators × 12 months × 10 years; the form shows one year of all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas
import pytest
from large_book import seconds

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.fact import Fact, FactKey, Period
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import (
    Form,
    FormColumn,
    FormRow,
    PeriodName,
    Purpose,
    RowsOf,
    Stub,
    Subtotal,
    Viewpoint,
)
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Council, Indicator, Keeping, Measure, Series
from kyosai_desktop.domain.table import ColumnKind
from kyosai_desktop.operations import tables
from kyosai_desktop.store import catalogue as catalogue_sql
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store import forms as forms_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.opening import create_book

BLOCKS, UNITS, PRODUCTS, YEARS = 8, 64, 20, range(2015, 2025)
AXIS = 1
COUNCIL = Council(1, "big", "大きな会議体", "大", 4, Rounding.HALF_UP)
VIEWPOINT = Viewpoint(COUNCIL, FiscalYear(2024, 4), Month(2025, 3))
FORM = Form(
    id=1,
    code="big.units",
    council_id=1,
    title="単組別",
    purpose=Purpose.RESULTS,
    stub=(Stub("ブロック", "ブロック"), Stub("単組", "単組")),
    rows=(
        FormRow(RowsOf.MEMBERS, AXIS, member_kind="単組", subtotals=(Subtotal("ブロック"),)),
        FormRow(RowsOf.TOTAL, AXIS, label="全体 計"),
    ),
    columns=(
        FormColumn("目標", "target", measure=Measure.TARGET),
        FormColumn("実績", "result", measure=Measure.RESULT, period=PeriodName.TO_MONTH),
        FormColumn("達成率", "rate", expression="達成率(実績, 目標)", kind=ColumnKind.RATE),
        FormColumn("順位", "rank", expression="順位(達成率)"),
    ),
    breakdown=(AXIS,),
    over=tuple((1000 + at, "") for at in range(PRODUCTS)),
    unit="件",
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = create_book(tmp_path / "大.kyosai")
    blocks = [
        Member(10 + at, AXIS, f"b{at}", f"ブロック{at}", 0, frozenset({"ブロック"}), at)
        for at in range(BLOCKS)
    ]
    units = [
        Member(100 + at, AXIS, f"u{at}", f"単組{at}", 10 + at % BLOCKS, frozenset({"単組"}), at)
        for at in range(UNITS)
    ]
    facts = []
    with made.change("作成") as tx:
        catalogue_sql.insert_axis(tx, Axis(AXIS, "unit", "単組", [*blocks, *units]), 0)
        catalogue_sql.insert_council(tx, COUNCIL, [AXIS])
        for at in range(PRODUCTS):
            indicator = Indicator(1000 + at, 1, f"p{at}", f"共済{at}", "件", position=at)
            catalogue_sql.insert_indicator(tx, indicator)
            target = Series(2000 + at, 1, indicator.id, Measure.TARGET, breakdowns=((AXIS,),))
            result = Series(
                3000 + at, 1, indicator.id, Measure.RESULT, keeping=Keeping.MONTHLY, breakdowns=((AXIS,),)
            )
            catalogue_sql.insert_series(tx, target)
            catalogue_sql.insert_series(tx, result)
            for year in (FiscalYear(number, 4) for number in YEARS):
                whole = Period.span(year.start, year.end)
                months = [Period.span(month.start, month.end) for month in year.months()]
                for unit in units:
                    facts.append((FactKey(target.id, whole, unit.id), Fact((unit.id + at) * 9_000)))
                    facts += [
                        (FactKey(result.id, month, unit.id), Fact((unit.id * 7 + number * (at + 1)) * 100))
                        for number, month in enumerate(months)
                    ]
        facts_sql.write_facts(tx, facts)
        forms_sql.insert_form(tx, FORM)
    yield made
    made.close()


_OF_THE_YEAR = (
    "FROM fact WHERE series_id IN (SELECT id FROM series) AND start BETWEEN '2024-04-01' AND '2025-03-31'"
)


def with_pandas(book: Book) -> pandas.DataFrame:
    """The same printed figures: leaves, subtotals, total, rates, ranks, as texts."""
    frame = pandas.DataFrame(
        book.query(f"SELECT series_id, member1_id, thousandths {_OF_THE_YEAR}"),
        columns=["series", "unit", "value"],
    )
    frame["product"] = frame["series"] % 1000
    frame["measure"] = frame["series"].floordiv(1000).map({2: "目標", 3: "実績"})
    units = (
        frame.pivot_table(index="unit", columns=["product", "measure"], values="value", aggfunc="sum") / 1000
    )
    below = (units.index.to_numpy() - 100) % BLOCKS + 10
    every = pandas.concat([units, units.groupby(below).sum(), units.sum().to_frame(0).T])
    parts = []
    for product in range(PRODUCTS):
        part = every[product]
        rate = part["実績"] / part["目標"] * 100
        rank = rate.iloc[:UNITS].rank(method="min", ascending=False)
        shown = {
            "目標": part["目標"].map("{:,.0f}".format),
            "実績": part["実績"].map("{:,.0f}".format),
            "達成率": rate.map("{:,.1f}".format),
            "順位": rank.map("{:,.0f}".format),
        }
        parts.append(pandas.DataFrame(shown))
    return pandas.concat(parts, axis=1)


def test_rates_and_ranks_out_of_150_000_figures(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    ((stored,),) = book.query("SELECT count(*) FROM fact")
    assert stored > 150_000
    table = tables.table(book, FORM.code, VIEWPOINT)
    same = with_pandas(book)
    assert len(table.rows) == UNITS + BLOCKS + 1
    by_name = {row.name: cells for row, cells in zip(table.rows, table.cells, strict=True)}
    for at in (0, 37, 63):
        assert [cell.text for cell in by_name[f"単組{at}"]] == list(same.loc[100 + at])

    leaf_sums = (
        f"SELECT series_id, member1_id, sum(thousandths) {_OF_THE_YEAR} GROUP BY series_id, member1_id"
    )
    leaves = seconds(lambda: book.query(leaf_sums))
    pandas_way = seconds(lambda: with_pandas(book))
    ours = seconds(lambda: tables.table(book, FORM.code, VIEWPOINT))
    with capsys.disabled():
        print(
            f"\n{stored:,}件からの{len(table.rows)}×{len(table.columns)}の表（率・順位）：{ours * 1000:.1f} ms　"
            f"末端の合計の問い合わせ {leaves * 1000:.1f} ms の {ours / leaves:.1f}倍（目標 3）　"
            f"pandas {pandas_way * 1000:.1f} ms の {ours / pandas_way:.2f}倍（目標 0.5）"
        )
