"""Columns of a 強化期間: this year's days beside last year's other days, exact, and told where they can't be known."""

from __future__ import annotations

from datetime import date

import pytest
from small_council import (
    AXIS,
    COUNCIL,
    INDICATORS,
    KOKUMIN,
    REGION,
    RESULT,
    TARGET,
    YEAR,
    series,
)

from kyosai_desktop.domain.campaign import Campaign
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute import compute, needs
from kyosai_desktop.domain.compute.kept import KeptAs, kept_as
from kyosai_desktop.domain.compute.needs import Slice
from kyosai_desktop.domain.fact import Fact, Period, Role
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.form import LATEST, Form, FormColumn, FormRow, Purpose, RowsOf, Stub, Viewpoint
from kyosai_desktop.domain.series import Keeping, Measure
from kyosai_desktop.domain.table import ColumnKind, Table

NAME = "人の保障／強化期間"
NOW, LAST = "{年度}／{期間}", "{前年度}／{期間}"
FORM = Form(
    1,
    "campaign",
    1,
    "強化期間",
    Purpose.RESULTS,
    (Stub("項目"),),
    (FormRow(RowsOf.INDICATOR, indicator_id=KOKUMIN),),
    (
        FormColumn("目標", "target", NOW, measure=Measure.TARGET, campaign=NAME),
        FormColumn("実績", "result", NOW, measure=Measure.RESULT, campaign=NAME, entry=True),
        FormColumn("差異", "difference", NOW, expression="実績 － 目標"),
        FormColumn("達成率", "rate", NOW, expression="達成率(実績, 目標)", kind=ColumnKind.RATE),
        FormColumn("実績", "last", LAST, measure=Measure.RESULT, campaign=NAME, year_shift=-1),
        FormColumn("前年同期比", "change", expression=f"「{NOW}／実績」 － 「{LAST}／実績」"),
    ),
    (REGION,),
)
SEEN = Viewpoint(COUNCIL, YEAR, Month(2024, 5))


def span(first: str, last: str) -> Period:
    return Period.span(date.fromisoformat(first), date.fromisoformat(last))


def campaign(year: int, first: str, last: str, id: int = 1) -> Campaign:
    days = span(first, last)
    return Campaign(id + year, 1, year, "人の保障", "強化期間", days.start, days.end)


CUT = (campaign(2023, "2023-07-18", "2023-09-15"), campaign(2022, "2022-08-01", "2022-09-22"))
WHOLE = (campaign(2023, "2023-08-01", "2023-09-30"), campaign(2022, "2022-07-01", "2022-09-30"))


def masters(campaigns: tuple[Campaign, ...], keeping: Keeping = Keeping.CUMULATIVE) -> Catalogue:
    return Catalogue([COUNCIL], [AXIS], INDICATORS, series(keeping), campaigns=campaigns)


def shown(catalogue: Catalogue, figures: dict[tuple[int, Period], int]) -> Table:
    """The table of a council's totals: (series id, period) → 件."""
    known = {
        Slice(series_id, period, LATEST, Role.OWN): {(0, 0): Fact(count * 1000)}
        for (series_id, period), count in figures.items()
    }
    wanted = needs(FORM, SEEN, catalogue)
    assert set(known) <= wanted, "a form reads what it shows"
    return compute(FORM, SEEN, catalogue, known)


def texts(table: Table) -> list[str]:
    return [cell.text for cell in table.cells[0]]


def test_each_years_days_stand_in_the_header() -> None:
    table = shown(masters(CUT), {})
    assert [column.path for column in table.columns] == [
        *(f"2023年度／7/18～9/15／{word}" for word in ("目標", "実績", "差異", "達成率")),
        "2022年度／8/1～9/22／実績",
        "前年同期比",
    ]


def test_figures_of_the_campaigns_own_days_are_compared_exactly() -> None:
    this, last = span("2023-07-18", "2023-09-15"), span("2022-08-01", "2022-09-22")
    table = shown(
        masters(CUT),
        {(TARGET[KOKUMIN], this): 120, (RESULT[KOKUMIN], this): 91, (RESULT[KOKUMIN], last): 100},
    )
    assert texts(table) == ["120", "91", "▲29", "75.8", "100", "▲9"]
    assert table.notes == ()


def test_cumulative_figures_give_whole_months_by_difference() -> None:
    table = shown(
        masters(WHOLE),
        {
            (RESULT[KOKUMIN], span("2023-06-01", "2023-07-31")): 30,
            (RESULT[KOKUMIN], span("2023-06-01", "2023-09-30")): 75,
            (RESULT[KOKUMIN], span("2022-06-01", "2022-06-30")): 8,
            (RESULT[KOKUMIN], span("2022-06-01", "2022-09-30")): 68,
        },
    )
    assert texts(table)[1] == "45"
    assert texts(table)[4:] == ["60", "▲15"]


def test_months_add_up_to_whole_months() -> None:
    table = shown(
        masters(WHOLE, Keeping.MONTHLY),
        {
            (RESULT[KOKUMIN], span("2023-08-01", "2023-08-31")): 20,
            (RESULT[KOKUMIN], span("2023-09-01", "2023-09-30")): 25,
        },
    )
    assert texts(table)[1] == "45"


@pytest.mark.parametrize("keeping", [Keeping.MONTHLY, Keeping.CUMULATIVE])
def test_days_that_cut_a_month_are_told_and_never_guessed(keeping: Keeping) -> None:
    whole = [span("2023-08-01", "2023-08-31")] if keeping is Keeping.MONTHLY else []
    catalogue = masters(CUT, keeping)
    known = {Slice(RESULT[KOKUMIN], period, LATEST, Role.OWN): {(0, 0): Fact(20_000)} for period in whole}
    table = compute(FORM, SEEN, catalogue, known)
    assert texts(table)[1] == ""
    [this, last] = [note for note in table.notes if "月の途中" in note]
    assert last.startswith("2023年度の強化期間（7/18～9/15）") and this.startswith("2022年度の強化期間")


def test_a_cut_month_is_not_told_where_the_days_have_their_own_figure() -> None:
    this, last = span("2023-07-18", "2023-09-15"), span("2022-08-01", "2022-09-22")
    table = shown(masters(CUT), {(RESULT[KOKUMIN], this): 0, (RESULT[KOKUMIN], last): 1})
    assert texts(table)[1] == "0"
    assert not any("月の途中" in note for note in table.notes)


@pytest.mark.parametrize(
    ("campaigns", "said"),
    [
        ((CUT[0],), "2022年度に強化期間「人の保障／強化期間」がない"),
        ((*CUT, campaign(2022, "2022-11-01", "2022-11-30", 50)), "2022年度の強化期間「人の保障／強化期間」は2つあり"),
        ((CUT[0], Campaign(9, 1, 2022, "人の保障", "強化期間", None, None)), "日付が決まっていない"),
    ],
)  # fmt: skip
def test_a_year_without_its_campaign_is_told(campaigns: tuple[Campaign, ...], said: str) -> None:
    this = span("2023-07-18", "2023-09-15")
    table = shown(masters(campaigns), {(RESULT[KOKUMIN], this): 91})
    assert texts(table)[1] == "91"
    assert texts(table)[4:] == ["－", "－"]
    assert table.columns[4].path == "2022年度／期間なし／実績"
    assert any(said in note for note in table.notes)


@pytest.mark.parametrize("keeping", [Keeping.MONTHLY, Keeping.CUMULATIVE])
@pytest.mark.parametrize(
    ("first", "last"),
    [("2023-07-18", "2023-09-15"), ("2023-08-01", "2023-09-30"), ("2024-03-01", "2024-05-31")],
)
def test_what_is_typed_for_a_campaign_is_kept_for_its_days(keeping: Keeping, first: str, last: str) -> None:
    typed = span(first, last)
    [kept] = [each for each in series(keeping) if each.id == RESULT[KOKUMIN]]
    assert kept_as(kept, typed, 6) == KeptAs(typed)
