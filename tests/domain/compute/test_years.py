"""Tables over several years: each year's column has what that year's members had, whoever merged or ended since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from small_council import (
    AXIS,
    BLOCKS,
    COUNCIL,
    DOO,
    EAST,
    HIDAKA,
    INDICATORS,
    ISHIKARI,
    KOKUMIN,
    REGION,
    RESULT,
    RUMOI,
    SOYA,
    TARGET,
    TOMAKOMAI,
    series,
    texts,
)

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.check import check
from kyosai_desktop.domain.compute import Entry, Slice, compute, compute_after
from kyosai_desktop.domain.fact import Fact, FactKey, Period, Role
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import LATEST, FormColumn, FormRow, PeriodName, RowsOf, Stub, Viewpoint
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.domain.table import CellState, Missing, RowKind, Table

OVER_YEARS = replace(
    BLOCKS,
    columns=tuple(
        FormColumn(f"{shift}", f"y{shift}", measure=Measure.TARGET, year_shift=shift, entry=True)
        for shift in (-2, -1, 0)
    ),
)
Figures = dict[Slice, dict[tuple[int, int], Fact]]


def whole(year: int) -> Period:
    fiscal = FiscalYear(year, COUNCIL.start_month)
    return Period.span(fiscal.start, fiscal.end)


def seen_from(year: int) -> Viewpoint:
    return Viewpoint(COUNCIL, FiscalYear(year, COUNCIL.start_month), Month(year + 1, 5))


def with_members(**changed: Mapping[str, object]) -> Catalogue:
    members = [replace(each, **changed.get(each.code, {})) for each in AXIS.members]  # type: ignore[arg-type] # by name
    return Catalogue([COUNCIL], [Axis(REGION, "region", "地域", members)], INDICATORS, series())


def targets(by_year: Mapping[int, Mapping[int, int]]) -> Figures:
    return {
        Slice(TARGET[KOKUMIN], whole(year), LATEST, Role.OWN): {
            (member, 0): Fact(count * 1000) for member, count in counts.items()
        }
        for year, counts in by_year.items()
    }


BEFORE = {ISHIKARI: 100, EAST: 40, HIDAKA: 20, RUMOI: 10, SOYA: 30}
AFTER = {ISHIKARI: 100, EAST: 65, RUMOI: 10, SOYA: 30}
MERGED = with_members(hidaka={"valid_to": 2024})


def table(year: int, catalogue: Catalogue = MERGED, figures: Figures | None = None) -> Table:
    stored = targets({2023: BEFORE, 2024: BEFORE, 2025: AFTER}) if figures is None else figures
    return compute(OVER_YEARS, seen_from(year), catalogue, stored)


def test_a_merged_block_stays_in_the_years_before_and_is_listed_with_its_last_one() -> None:
    shown = texts(table(2025))
    assert shown["日高（2024年度まで）"] == ["20", "20", "－"]
    assert shown["東胆振"] == ["40", "40", "65"]
    assert shown["苫小牧支所計"] == ["60", "60", "65"]
    assert shown["道央支店 計"] == ["160", "160", "165"]
    assert shown["全道 計"] == ["200", "200", "205"]
    assert "未配賦" not in shown
    assert table(2025).notes == ()


def test_a_year_in_which_it_has_no_figures_in_any_column_does_not_list_it() -> None:
    figures = targets({2025: AFTER, 2026: AFTER, 2027: AFTER})
    assert not any("日高" in row.name for row in table(2027, figures=figures).rows)


def test_the_merge_changes_nothing_in_tables_of_earlier_years() -> None:
    assert table(2024) == table(2024, with_members())


def test_who_is_founded_is_not_missing_in_the_years_before() -> None:
    founded = with_members(soya={"valid_from": 2025})
    figures = targets({2023: {RUMOI: 5}, 2024: {RUMOI: 5}, 2025: {RUMOI: 5, SOYA: 7}})
    shown = table(2025, founded, figures)
    assert texts(shown)["宗谷"] == ["－", "－", "7"]
    line = next(line for row, line in zip(shown.rows, shown.cells, strict=True) if row.name == "宗谷")
    assert line[0].missing is Missing.NOT_APPLICABLE and line[0].key is None
    assert line[0].state is CellState.COMPUTED
    assert line[2].state is CellState.ENTRY


def test_a_figure_outside_its_members_years_counts_and_is_told() -> None:
    ended = with_members(rumoi={"valid_to": 2022})
    figures = targets({2023: BEFORE, 2024: {}, 2025: {}})
    shown = table(2023, ended, figures)
    assert texts(shown)["全道 計"][-1] == "200"
    assert texts(shown)["留萌（2022年度まで）"][-1] == "10"
    line = next(
        line for row, line in zip(shown.rows, shown.cells, strict=True) if row.name.startswith("留萌")
    )
    assert line[-1].key == FactKey(TARGET[KOKUMIN], whole(2023), RUMOI), "it can be corrected or taken out"
    found = check(seen_from(2023), ended, figures, [OVER_YEARS])
    assert [each.code for each in found] == ["figure.outside_years"]
    assert found[0].found == 10
    assert "留萌" in found[0].message and "2022年度まで" in found[0].message
    assert check(seen_from(2023), with_members(), figures, [OVER_YEARS]) == []


def test_a_node_that_ended_with_only_its_own_total_gets_a_row() -> None:
    ended = with_members(tomakomai={"valid_to": 2024}, hidaka={"valid_to": 2024}, east={"parent_id": DOO})
    shown = texts(table(2025, ended, targets({2024: {TOMAKOMAI: 50, EAST: 5}, 2025: {EAST: 7}})))
    assert shown["苫小牧支所（2024年度まで）"] == ["", "50", "－"]
    assert shown["全道 計"] == ["", "55", "7"]


def test_a_period_over_several_years_has_the_members_of_any_of_them() -> None:
    period = Period.span(whole(2023).start, whole(2026).end)
    form = replace(
        BLOCKS,
        columns=(FormColumn("通算", "all", measure=Measure.TARGET, fixed=period, period=PeriodName.YEAR),),
    )
    stored = {
        Slice(TARGET[KOKUMIN], period, LATEST, Role.OWN): {(m, 0): Fact(n * 1000) for m, n in BEFORE.items()}
    }
    shown = compute(form, seen_from(2026), MERGED, stored)
    assert texts(shown)["全道 計"] == ["200"]
    assert texts(shown)["日高（2024年度まで）"] == ["20"]


YEARS = range(2022, 2027)
bound = st.one_of(st.none(), st.sampled_from(YEARS))


@st.composite
def trees(draw: st.DrawFn) -> Axis:
    """Any tree with any years: also members that end before what is below them, or never exist at all."""
    parents: dict[int, int] = {}
    for member in range(100, 100 + draw(st.integers(2, 9))):
        parents[member] = draw(st.sampled_from([0, *parents]))
    upper = set(parents.values())
    members = [
        Member(
            member,
            REGION,
            f"m{member}",
            f"団体{member}",
            parent,
            frozenset({"支店" if member in upper else "ブロック"}),
            member,
            draw(bound),
            draw(bound),
        )
        for member, parent in parents.items()
    ]
    return Axis(REGION, "region", "地域", members)


def leaves(axis: Axis) -> list[int]:
    return [member.id for member in axis.members if axis.is_leaf(member.id)]


@st.composite
def histories(draw: st.DrawFn) -> tuple[Catalogue, dict[int, dict[int, int]]]:
    axis = draw(trees())
    counts = st.dictionaries(st.sampled_from(leaves(axis)), st.integers(-50, 200))
    return Catalogue([COUNCIL], [axis], INDICATORS, series()), {year: draw(counts) for year in YEARS}


FLAT = replace(
    OVER_YEARS,
    rows=(FormRow(RowsOf.MEMBERS, REGION, member_kind="ブロック"), *OVER_YEARS.rows[1:2]),
    stub=(Stub(""),),
)


@given(histories())
def test_a_years_total_is_the_sum_of_its_figures_from_wherever_it_is_looked_at(
    history: tuple[Catalogue, dict[int, dict[int, int]]],
) -> None:
    catalogue, counts = history
    figures = targets(counts)
    for year in range(min(YEARS) + 2, max(YEARS) + 3):
        for form in (OVER_YEARS, FLAT):
            shown = compute(form, seen_from(year), catalogue, figures)
            listed = [
                line for row, line in zip(shown.rows, shown.cells, strict=True) if row.kind is RowKind.ITEM
            ]
            total = next(
                line for row, line in zip(shown.rows, shown.cells, strict=True) if row.kind is RowKind.TOTAL
            )
            assert not any(row.kind is RowKind.REMAINDER for row in shown.rows)
            for at, shift in enumerate((-2, -1, 0)):
                stored = counts.get(year + shift, {}).values()
                assert (total[at].value or 0) == sum(stored)
                rows = sum((line[at].value or Fraction(0) for line in listed), Fraction(0))  # type: ignore[misc] # no dates here
                assert rows == sum(stored), "what the total has is to be seen in a row"


@given(histories(), st.integers(1, 500))
def test_an_own_total_leaves_unallocated_just_what_its_year_lacks(
    history: tuple[Catalogue, dict[int, dict[int, int]]], more: int
) -> None:
    catalogue, counts = history
    figures = targets(
        {year: {**each, 0: sum(each.values()) + more} if each else {} for year, each in counts.items()}
    )
    for year in YEARS:
        shown = compute(FLAT, seen_from(year), catalogue, figures)
        left = [
            line for row, line in zip(shown.rows, shown.cells, strict=True) if row.kind is RowKind.REMAINDER
        ]
        for at, shift in enumerate((-2, -1, 0)):
            if counts.get(year + shift):
                assert left and left[0][at].value == more
        viewed = seen_from(year)
        found = check(viewed, catalogue, figures, [FLAT])
        gaps = [
            each.difference
            for each in found
            if each.code == "sum.unallocated" and each.id.endswith("region.total")
        ]
        assert gaps == ([more] if counts[year] else [])


@given(histories(), st.data())
def test_a_screen_that_takes_over_what_did_not_change_lists_who_came_and_went(
    history: tuple[Catalogue, dict[int, dict[int, int]]], data: st.DataObject
) -> None:
    catalogue, counts = history
    shown = None
    for _ in range(3):
        figures = targets(counts)
        before, shown = shown, compute_after(shown, OVER_YEARS, seen_from(2025), catalogue, figures, Entry())
        assert shown.table == compute(OVER_YEARS, seen_from(2025), catalogue, figures)
        year = data.draw(st.sampled_from(YEARS))
        member = data.draw(st.sampled_from(leaves(catalogue.axes[REGION])))
        now = dict(counts[year])
        if member in now:
            del now[member]
        else:
            now[member] = data.draw(st.integers(0, 9))
        counts = {**counts, year: now}
        assert before is None or before.asked[:4] == shown.asked[:4]


def test_results_of_the_register_and_of_parts_keep_their_own_years() -> None:
    form = replace(
        BLOCKS,
        columns=(FormColumn("前年", "last", measure=Measure.RESULT, year_shift=-1),),
        over=((20, ""),),  # the sum of two products
    )
    stored = {
        Slice(RESULT[KOKUMIN], whole(2024), LATEST, Role.OWN): {
            (HIDAKA, 0): Fact(4000),
            (EAST, 0): Fact(1000),
        },
        Slice(RESULT[20], whole(2024), LATEST, Role.OWN): {(0, 0): Fact(6000)},
    }
    shown = compute(form, seen_from(2025), MERGED, stored)
    assert texts(shown)["日高（2024年度まで）"] == ["4"]
    assert texts(shown)["全道 計"] == ["6"]
    assert texts(shown)["未配賦"] == ["1"]
