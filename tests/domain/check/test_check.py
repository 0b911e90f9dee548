"""検算 over a small council: two axes, a product tree, a rate, published values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.check import Certainty, Finding, check, check_needs
from kyosai_desktop.domain.compute.needs import Slice
from kyosai_desktop.domain.fact import Fact, Period, Role
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import (
    LATEST,
    Form,
    FormColumn,
    FormRow,
    PeriodName,
    Purpose,
    RowsOf,
    Stub,
    Viewpoint,
)
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Council, Indicator, Keeping, Measure, Series, Totalling

REGION, UNION, PREFECTURES = 10, 20, 50
EAST, KUSHIRO, NEMURO, NORTH = 11, 12, 13, 14
JICHIRO, JP = 21, 22
MIYAGI = 51
LIFE, KOKUMIN, CHOKI, RENEWED, DUE, RATE = 30, 31, 32, 33, 34, 35
TARGET_OF, RESULT_OF = 100, 200  # plus the indicator's id: the series
YEAR = Period.span(date(2023, 6, 1), date(2024, 5, 31))


def council(rounding: Rounding = Rounding.HALF_UP) -> Council:
    return Council(1, "rosai", "北海道労済運動推進会議", "労済", 6, rounding)


def viewpoint(rounding: Rounding = Rounding.HALF_UP) -> Viewpoint:
    return Viewpoint(council(rounding), FiscalYear(2023, 6), Month(2024, 5))


def catalogue(*, open_region: bool = False) -> Catalogue:
    region = Axis(
        REGION,
        "region",
        "地域",
        [
            Member(EAST, REGION, "doto", "道東支店", 0, frozenset({"支店"}), 0),
            Member(KUSHIRO, REGION, "kushiro", "釧路", EAST, frozenset({"ブロック"}), 1),
            Member(NEMURO, REGION, "nemuro", "根室", EAST, frozenset({"ブロック"}), 2),
            Member(NORTH, REGION, "dohoku", "道北支店", 0, frozenset({"支店"}), 3),
        ],
        open_list=open_region,
    )
    union = Axis(
        UNION,
        "union",
        "産別",
        [Member(JICHIRO, UNION, "jichiro", "自治労"), Member(JP, UNION, "jp", "JP労組")],
    )
    indicators = [
        Indicator(LIFE, 1, "life", "生命系共済", "件", 0, 0, total_label="生命系共済 計"),
        Indicator(KOKUMIN, 1, "kokumin", "こくみん共済", "件", LIFE, 1),
        Indicator(CHOKI, 1, "choki", "長期共済", "件", LIFE, 2),
        Indicator(RENEWED, 1, "renewed", "継続", "件", 0, 3),
        Indicator(DUE, 1, "due", "継続データ", "件", 0, 4),
        Indicator(RATE, 1, "rate", "継続率", "％", 0, 5, decimals=1, formula="継続 ÷ 継続データ × 100"),
    ]
    breakdowns = ((REGION,), (UNION,), ())
    series = [
        Series(
            base + indicator.id,
            1,
            indicator.id,
            measure,
            "",
            keeping,
            Totalling.FORMULA if indicator.formula else Totalling.SUM,
            breakdowns,
        )
        for base, measure, keeping in (
            (TARGET_OF, Measure.TARGET, Keeping.YEARLY),
            (RESULT_OF, Measure.RESULT, Keeping.CUMULATIVE),
        )
        for indicator in indicators
    ]
    return Catalogue([council()], [region, union], indicators, series)


PAPER = Form(
    1,
    "rosai.achievement",
    1,
    "重点共済 達成状況",
    Purpose.PAPER,
    (Stub("共済"),),
    (FormRow(RowsOf.INDICATOR, indicator_id=LIFE),),
    (FormColumn("実績", "result", measure=Measure.RESULT, period=PeriodName.TO_MONTH),),
    (REGION,),
)
Amounts = Mapping[int, int | str]
Figures = dict[Slice, dict[tuple[int, int], Fact]]


def own(series_id: int, amounts: Amounts, role: Role = Role.OWN) -> Figures:
    """Figures of a series by member id, 0 for the total; texts hold decimals."""
    facts = {(member, 0): Fact(int(Fraction(amount) * 1000)) for member, amount in amounts.items()}
    return {Slice(series_id, YEAR, LATEST, role): facts}


def published(indicator: int, amounts: Amounts) -> Figures:
    return own(RESULT_OF + indicator, amounts, Role.PUBLISHED)


def findings(
    figures: Figures, rounding: Rounding = Rounding.HALF_UP, *, open_region: bool = False
) -> list[Finding]:
    masters = catalogue(open_region=open_region)
    assert set(figures) <= check_needs(viewpoint(rounding), masters), "what is checked is what would be read"
    return check(viewpoint(rounding), masters, figures, [PAPER])


def test_figures_that_agree_give_no_finding() -> None:
    figures = {
        **own(RESULT_OF + KOKUMIN, {KUSHIRO: 5, NEMURO: 2, NORTH: 3, JICHIRO: 6, JP: 4}),
        **own(TARGET_OF + KOKUMIN, {KUSHIRO: 6, NEMURO: 2, NORTH: 3, JICHIRO: 6, JP: 5}),
        **published(KOKUMIN, {0: 10}),
    }
    assert findings(figures) == []


def test_what_is_not_listed_below_a_total_is_named_and_certain() -> None:
    (found,) = findings(own(RESULT_OF + KOKUMIN, {EAST: 18, KUSHIRO: 5, NEMURO: 2, NORTH: 3}))
    assert (found.code, found.certainty) == ("sum.unallocated", Certainty.CERTAIN)
    assert (found.expected, found.found, found.difference) == (7, 18, 11)
    assert found.message == (
        "2023年度のこくみん共済の実績は、道東支店の計が18件、地域の内訳の合計が7件で、未配賦が11件あります。"
    )
    assert (found.place.form, found.place.row, found.place.column) == (
        "重点共済 達成状況",
        "こくみん共済・道東支店",
        "2023年度 実績",
    )


def test_an_unallocated_rest_may_be_what_was_not_reported() -> None:
    (found,) = findings(own(RESULT_OF + KOKUMIN, {EAST: 18, KUSHIRO: 5, NORTH: 3}))
    assert (found.certainty, found.difference) == (Certainty.POSSIBLE, 13)
    assert "未報告が1か所あります" in found.cause


def test_more_below_than_the_total_is_certain_even_while_reports_are_missing() -> None:
    (found,) = findings(own(RESULT_OF + KOKUMIN, {EAST: 3, KUSHIRO: 5, NORTH: 3}))
    assert (found.certainty, found.difference) == (Certainty.CERTAIN, -2)
    assert "内訳のほうが2件多くなっています" in found.message


def test_a_list_that_need_not_be_complete_may_leave_something_over() -> None:
    amounts = {EAST: 18, KUSHIRO: 5, NEMURO: 2, NORTH: 3}
    assert findings(own(RESULT_OF + KOKUMIN, amounts), open_region=True) == []
    (found,) = findings(own(RESULT_OF + KOKUMIN, {**amounts, EAST: 6}), open_region=True)
    assert found.difference == -1


def test_regions_and_unions_that_differ_are_told_with_the_gap() -> None:
    (found,) = findings(own(RESULT_OF + KOKUMIN, {KUSHIRO: 5, NEMURO: 2, NORTH: 3, JICHIRO: 6, JP: 5}))
    assert (found.code, found.certainty, found.difference) == ("breakdown.gap", Certainty.CERTAIN, 1)
    assert "地域の内訳の合計が10件、産別の内訳の合計が11件で、1件違います。" in found.message


def test_a_gap_between_breakdowns_waits_for_missing_reports() -> None:
    (found,) = findings(own(RESULT_OF + KOKUMIN, {KUSHIRO: 5, NORTH: 3, JICHIRO: 6, JP: 4}))
    assert (found.code, found.certainty) == ("breakdown.gap", Certainty.POSSIBLE)


def test_an_entered_group_total_is_compared_with_its_products() -> None:
    figures = {
        **own(RESULT_OF + LIFE, {0: 1569}),
        **own(RESULT_OF + KOKUMIN, {KUSHIRO: 700, NEMURO: 40, NORTH: 6}),
        **own(RESULT_OF + CHOKI, {0: 822}),
    }
    (found,) = findings(figures)
    assert (found.code, found.expected, found.found) == ("sum.parts", 1568, 1569)
    assert found.certainty is Certainty.CERTAIN


def test_a_published_total_one_off_may_come_from_rounded_rows() -> None:
    figures = {
        **own(RESULT_OF + KOKUMIN, {0: 746}),
        **own(RESULT_OF + CHOKI, {0: 822}),
        **published(LIFE, {0: 1569}),
    }
    (found,) = findings(figures)
    assert (found.code, found.certainty) == ("published.differs", Certainty.POSSIBLE)
    assert (found.expected, found.found, found.difference) == (1568, 1569, 1)
    assert "公表値が1,569件、計算した値が1,568件で、1件違います" in found.message


def test_two_rounded_rows_cannot_explain_more_than_one() -> None:
    figures = {
        **own(RESULT_OF + KOKUMIN, {0: 746}),
        **own(RESULT_OF + CHOKI, {0: 822}),
        **published(LIFE, {0: 1570}),
    }
    (found,) = findings(figures)
    assert found.certainty is Certainty.CERTAIN


def test_fractions_in_the_stored_values_make_the_published_total_right() -> None:
    figures = {
        **own(RESULT_OF + KOKUMIN, {0: "746.3"}),
        **own(RESULT_OF + CHOKI, {0: "822.2"}),
        **published(LIFE, {0: 1569}),
    }
    assert findings(figures) == [], "1,568.5 is printed 1,569"


def test_a_published_value_of_an_unknown_figure_says_nothing() -> None:
    assert findings(published(LIFE, {0: 1569})) == []


@pytest.mark.parametrize(
    ("rule", "printed", "expected"),
    [(Rounding.DOWN, "58.4", "58.3"), (Rounding.HALF_UP, "58.3", "58.4")],
)
def test_a_published_rate_rounded_by_the_wrong_rule_is_certain_and_says_which(
    rule: Rounding, printed: str, expected: str
) -> None:
    figures = {
        **own(RESULT_OF + RENEWED, {0: 3708}),
        **own(RESULT_OF + DUE, {0: 6350}),
        **published(RATE, {0: printed}),
    }
    (found,) = findings(figures, rule)
    assert (found.certainty, found.expected) == (Certainty.CERTAIN, Fraction(expected))
    assert found.cause.startswith("端数処理の違いです。") and rule.value in found.cause


def test_the_right_rate_gives_no_finding() -> None:
    figures = {
        **own(RESULT_OF + RENEWED, {0: 3708}),
        **own(RESULT_OF + DUE, {0: 6350}),
        **published(RATE, {0: "58.3"}),
    }
    assert findings(figures, Rounding.DOWN) == []


def test_results_that_equal_every_target_are_possibly_copied() -> None:
    amounts = {KUSHIRO: 5, NEMURO: 2, NORTH: 3}
    figures = {**own(RESULT_OF + KOKUMIN, amounts), **own(TARGET_OF + KOKUMIN, amounts)}
    (found,) = findings(figures)
    assert (found.code, found.certainty, found.found) == ("result.is_target", Certainty.POSSIBLE, 10)
    assert "地域の3か所すべてで目標と同じ数字です（計10件）" in found.message


def test_one_result_that_differs_clears_the_suspicion() -> None:
    targets = {KUSHIRO: 5, NEMURO: 2, NORTH: 3}
    figures = {**own(RESULT_OF + KOKUMIN, {**targets, NORTH: 4}), **own(TARGET_OF + KOKUMIN, targets)}
    assert findings(figures) == []


def test_a_single_total_that_equals_its_target_is_only_worth_a_note() -> None:
    figures = {**own(RESULT_OF + KOKUMIN, {0: 1535}), **own(TARGET_OF + KOKUMIN, {0: 1535})}
    (found,) = findings(figures)
    assert (found.code, found.certainty) == ("result.is_target", Certainty.NOTE)


def test_certain_findings_come_first_and_ids_are_distinct() -> None:
    figures = {
        **own(RESULT_OF + KOKUMIN, {EAST: 18, KUSHIRO: 5, NEMURO: 2, NORTH: 3}),
        **own(RESULT_OF + CHOKI, {0: 5}),
        **own(TARGET_OF + CHOKI, {0: 5}),
        **published(LIFE, {0: 27}),
    }
    found = findings(figures)
    assert [item.certainty for item in found] == sorted(
        (item.certainty for item in found), key=list(Certainty).index
    )
    assert len({item.id for item in found}) == len(found) >= 3
    assert all(item.id.isascii() for item in found)


counts = st.integers(min_value=-5000, max_value=5000)


@given(kushiro=counts, nemuro=counts, north=counts, gap=counts, total=st.booleans())
def test_the_gap_is_told_exactly_or_not_at_all(
    kushiro: int, nemuro: int, north: int, gap: int, total: bool
) -> None:
    node = 0 if total else EAST
    rows = {KUSHIRO: kushiro, NEMURO: nemuro, NORTH: north}
    below = kushiro + nemuro + (north if total else 0)
    found = findings(own(RESULT_OF + KOKUMIN, {**rows, node: below + gap}))
    assert [item.difference for item in found if item.code == "sum.unallocated"] == ([gap] if gap else [])
