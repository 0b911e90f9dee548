"""単価 × 件数 when the 単価 changes: what was counted before costs what it cost then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_council import AXIS, BLOCKS, COUNCIL, INDICATORS, REGION, RUMOI, SOYA, texts, viewpoint

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute import Slice, compute, needs
from kyosai_desktop.domain.compute.spans import spans_of
from kyosai_desktop.domain.fact import Fact, Period, Role
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.form import LATEST, FormColumn, PeriodName
from kyosai_desktop.domain.series import Constant, Indicator, Keeping, Measure, Series, Totalling
from kyosai_desktop.domain.table import Table

LOGINS, GIFT, SHARE = 50, 51, 52
JUNE = date(2023, 6, 1)
FORM = replace(
    BLOCKS,
    over=(),
    columns=tuple(
        FormColumn(
            name, indicator_id=id, measure=Measure.RESULT, period=PeriodName.TO_MONTH, decimals=decimals
        )
        for name, id, decimals in (("初回ログイン", LOGINS, 0), ("寄付", GIFT, 0), ("割合", SHARE, 1))
    ),
)


def masters(*prices: tuple[int, date, date], keeping: Keeping = Keeping.CUMULATIVE) -> Catalogue:
    """初回ログイン with a price each: (円, first day, last day)."""
    indicators = [
        *INDICATORS,
        Indicator(LOGINS, 1, "logins", "初回ログイン", "件"),
        Indicator(GIFT, 1, "gift", "寄付", "円", formula="初回ログイン × 単価"),
        Indicator(SHARE, 1, "share", "割合", "％", formula="寄付 ÷ 単価 ÷ 初回ログイン × 単価"),
    ]
    series = [
        Series(
            100 + item.id,
            1,
            item.id,
            Measure.RESULT,
            keeping=keeping,
            breakdowns=((), (REGION,)),
            totalling=Totalling.FORMULA if item.formula else Totalling.SUM,
        )
        for item in indicators[len(INDICATORS) :]
    ]
    constants = [
        Constant(at, 1, "単価", "円", value * 1000, start, end)
        for at, (value, start, end) in enumerate(prices, 1)
    ]
    return Catalogue([COUNCIL], [AXIS], indicators, series, constants)


def cumulative(*by_month_end: tuple[date, int]) -> dict[Slice, dict[tuple[int, int], Fact]]:
    return {
        Slice(150, Period.span(JUNE, end), LATEST, Role.OWN): {(SOYA, 0): Fact(count * 1000)}
        for end, count in by_month_end
    }


def seen(catalogue: Catalogue, stored: dict[Slice, dict[tuple[int, int], Fact]], month: Month) -> Table:
    needed = needs(FORM, viewpoint(through=month), catalogue)
    return compute(
        FORM,
        viewpoint(through=month),
        catalogue,
        {part: facts for part, facts in stored.items() if part in needed},
    )


CHANGED = (250, JUNE, date(2024, 3, 31)), (300, date(2024, 4, 1), date.max)
COUNTS = cumulative((date(2024, 3, 31), 10), (date(2024, 4, 30), 20), (date(2024, 5, 31), 30))


@pytest.mark.parametrize(("month", "yen"), [(3, "2,500"), (4, "5,500"), (5, "8,500")])
def test_each_month_costs_what_one_cost_then(month: int, yen: str) -> None:
    table = seen(masters(*CHANGED), COUNTS, Month(2024, month))
    assert texts(table)["宗谷"][1] == yen
    assert texts(table)["道北支店 計"][1] == yen


def test_without_the_count_at_the_change_nothing_is_guessed() -> None:
    stored = {part: facts for part, facts in COUNTS.items() if part.period.end != date(2024, 3, 31)}
    assert texts(seen(masters(*CHANGED), stored, Month(2024, 5)))["宗谷"][:2] == ["30", ""]


def test_the_same_price_again_and_one_that_began_later_part_nothing() -> None:
    again = masters((250, JUNE, date(2024, 3, 31)), (250, date(2024, 4, 1), date.max))
    assert texts(seen(again, COUNTS, Month(2024, 5)))["宗谷"][1] == "7,500"
    later = masters((300, date(2024, 4, 1), date.max))
    assert texts(seen(later, COUNTS, Month(2024, 5)))["宗谷"][1] == "9,000"


def test_a_ratio_with_a_changing_constant_has_no_value_and_the_table_says_so() -> None:
    table = seen(masters(*CHANGED), COUNTS, Month(2024, 5))
    assert texts(table)["宗谷"][2] == "－"
    assert any("「割合」は、計算に使う定数の値が期間の途中で変わるため" in note for note in table.notes)
    assert texts(seen(masters(*CHANGED), COUNTS, Month(2024, 3)))["宗谷"][2] == "250.0"


def test_a_day_has_one_price() -> None:
    catalogue = masters(*CHANGED)
    assert spans_of(catalogue.indicators[GIFT], Period.as_of(date(2024, 5, 31)), catalogue) == ()


@given(
    st.lists(st.integers(0, 50), min_size=12, max_size=12),
    st.lists(
        st.tuples(st.integers(1, 11), st.integers(1, 500)), max_size=4, unique_by=lambda change: change[0]
    ),
)
def test_the_year_costs_the_sum_of_its_months(counts: list[int], changes: list[tuple[int, int]]) -> None:
    months = [Month(2023, 6).plus(at) for at in range(12)]
    starts = [(0, 100), *sorted(changes)]
    ends = [months[at].start for at, _ in starts[1:]]
    prices = [
        (
            value,
            months[at].start,
            date.max if number == len(starts) - 1 else date.fromordinal(ends[number].toordinal() - 1),
        )
        for number, (at, value) in enumerate(starts)
    ]
    expected = sum(
        count * next(value for at, value in reversed(starts) if at <= number)
        for number, count in enumerate(counts)
    )
    for keeping in (Keeping.CUMULATIVE, Keeping.MONTHLY):
        stored = {
            Slice(
                150,
                Period.span(JUNE if keeping is Keeping.CUMULATIVE else month.start, month.end),
                LATEST,
                Role.OWN,
            ): {
                (RUMOI, 0): Fact(
                    1000 * (sum(counts[: at + 1]) if keeping is Keeping.CUMULATIVE else counts[at])
                )
            }
            for at, month in enumerate(months)
        }
        table = seen(masters(*prices, keeping=keeping), stored, Month(2024, 5))
        assert texts(table)["留萌"][1] == f"{expected:,}"


def test_the_total_of_a_unit_without_the_count_at_the_change_is_that_of_the_others() -> None:
    stored = {
        **COUNTS,
        Slice(150, Period.span(JUNE, date(2024, 5, 31)), LATEST, Role.OWN): {
            (SOYA, 0): Fact(30_000),
            (RUMOI, 0): Fact(8_000),
        },
    }
    shown = texts(seen(masters(*CHANGED), stored, Month(2024, 5)))
    assert (shown["宗谷"][1], shown["留萌"][1], shown["道北支店 計"][1]) == ("8,500", "", "8,500")
    alone = {
        part: {place: fact for place, fact in facts.items() if place == (RUMOI, 0)}
        for part, facts in stored.items()
    }
    shown = texts(seen(masters(*CHANGED), alone, Month(2024, 5)))
    assert (shown["留萌"][1], shown["道北支店 計"][1], shown["全道 計"][1]) == ("", "", "")
