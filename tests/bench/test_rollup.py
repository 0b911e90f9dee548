"""A form with subtotals, rates and ranks out of 166,400 figures, against the query of its leaves and pandas.

64 organisations in 8 blocks × 20 indicators × 12 months × 10 years; the form shows one year of all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import large_council
import pandas
import pytest
from large_book import seconds
from large_council import COUNCIL, FIRST_BLOCK, FIRST_RESULT, FIRST_UNIT, FORM

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.series import Keeping
from kyosai_desktop.operations import tables
from kyosai_desktop.store.book import Book

BLOCKS, UNITS, PRODUCTS, YEARS = 8, 64, 20, range(2015, 2025)
VIEWPOINT = Viewpoint(COUNCIL, FiscalYear(2024, 4), Month(2025, 3))


@pytest.fixture(params=[Keeping.CUMULATIVE, Keeping.MONTHLY], ids=["cumulative", "monthly"])
def keeping(request: pytest.FixtureRequest) -> Keeping:
    kept: Keeping = request.param
    return kept


@pytest.fixture
def book(tmp_path: Path, keeping: Keeping) -> Iterator[Book]:
    made = large_council.create(
        tmp_path / "大.kyosai", UNITS, PRODUCTS, large_council.ACHIEVEMENT, blocks=BLOCKS, keeping=keeping
    )
    large_council.fill(made, UNITS, PRODUCTS, YEARS, keeping=keeping)
    yield made
    made.close()


def of_the_year(keeping: Keeping) -> str:
    """The figures from which the form follows: the 累計 to the end of the year, or its twelve months."""
    year = (
        "FROM fact WHERE series_id IN (SELECT id FROM series) AND start BETWEEN '2024-04-01' AND '2025-03-31'"
    )
    return f"{year} AND end = '2025-03-31'" if keeping is Keeping.CUMULATIVE else year


def with_pandas(book: Book, keeping: Keeping) -> pandas.DataFrame:
    """The same printed figures: leaves, subtotals, total, rates, ranks, as texts."""
    rows = book.query(f"SELECT series_id, member1_id, thousandths {of_the_year(keeping)}")
    frame = pandas.DataFrame(rows, columns=["series", "unit", "value"])
    frame["product"] = frame["series"] % 1_000
    frame["measure"] = (frame["series"] >= FIRST_RESULT).map({False: "目標", True: "実績"})
    units = (
        frame.pivot_table(index="unit", columns=["product", "measure"], values="value", aggfunc="sum") / 1000
    )
    below = (units.index.to_numpy() - FIRST_UNIT) % BLOCKS + FIRST_BLOCK
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


def test_rates_and_ranks_out_of_150_000_figures(
    book: Book, keeping: Keeping, capsys: pytest.CaptureFixture[str]
) -> None:
    ((stored,),) = book.query("SELECT count(*) FROM fact")
    assert stored > 150_000
    table = tables.table(book, FORM, VIEWPOINT)
    same = with_pandas(book, keeping)
    assert len(table.rows) == UNITS + BLOCKS + 1
    ranked = [at for at in range(len(table.columns)) if at % 4 in (0, 1, 3)]  # a float can't round a tie
    by_name = {row.name: cells for row, cells in zip(table.rows, table.cells, strict=True)}
    for unit in (0, 37, 63):
        expected = list(same.loc[FIRST_UNIT + unit])
        assert [by_name[f"単組{unit}"][at].text for at in ranked] == [expected[at] for at in ranked]

    leaf_sums = f"SELECT series_id, member1_id, sum(thousandths) {of_the_year(keeping)} GROUP BY series_id, member1_id"
    leaves = seconds(lambda: book.query(leaf_sums))
    pandas_way = seconds(lambda: with_pandas(book, keeping))
    ours = seconds(lambda: tables.table(book, FORM, VIEWPOINT))
    with capsys.disabled():
        print(
            f"\n{stored:,}件（{keeping.value}）からの{len(table.rows)}×{len(table.columns)}の表（率・順位）："
            f"{ours * 1000:.1f} ms　末端の合計の問い合わせ {leaves * 1000:.1f} ms の {ours / leaves:.1f}倍（目標 3）　"
            f"pandas {pandas_way * 1000:.1f} ms の {ours / pandas_way:.2f}倍（目標 0.5）"
        )
    assert ours / pandas_way < 3
