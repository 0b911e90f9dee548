"""A table that takes over what didn't change is the table that would be computed from nothing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from small_council import (
    ALL_RESULTS,
    ALL_TARGETS,
    BLOCKS,
    CHOKI,
    COLUMNS,
    COUNCIL,
    DOO,
    EAST,
    HIDAKA,
    ISHIKARI,
    KOKUMIN,
    LIFE,
    RESULT,
    RUMOI,
    SOYA,
    TARGET,
    TOMAKOMAI,
    WHOLE_YEAR,
    catalogue,
    figures,
    viewpoint,
)

from kyosai_desktop.domain.compute import Entry, Slice, compute, compute_after
from kyosai_desktop.domain.fact import Fact, FactKey, Role
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.form import LATEST, FormColumn

FORM = replace(
    BLOCKS,
    columns=(
        *COLUMNS,
        FormColumn("構成比", "share", expression="実績 ÷ 合計の実績 × 100"),
        FormColumn("順位", "rank", expression="順位(達成率)"),
    ),
    over=((KOKUMIN, ""), (CHOKI, ""), (LIFE, "")),
)
PLACES = (0, DOO, TOMAKOMAI, ISHIKARI, EAST, HIDAKA, RUMOI, SOYA)

figure = st.one_of(st.none(), st.integers(-20_000, 200_000).map(Fact), st.just(Fact(None)))
edits = st.lists(
    st.tuples(
        st.sampled_from([*TARGET.values(), *RESULT.values()]),
        st.sampled_from([Role.OWN, Role.PUBLISHED]),
        st.sampled_from(PLACES),
        figure,
    ),
    max_size=12,
)


@given(edits)
def test_edit_after_edit_gives_the_table_computed_from_nothing(
    steps: list[tuple[int, Role, int, Fact | None]],
) -> None:
    stored = {
        part: dict(facts)
        for indicator in (KOKUMIN, CHOKI)
        for part, facts in figures(ALL_TARGETS, ALL_RESULTS, indicator).items()
    }
    shown = compute_after(None, FORM, viewpoint(), catalogue(), stored)
    for series_id, role, member, fact in steps:
        part = Slice(series_id, WHOLE_YEAR, LATEST, role)
        facts = {**stored.get(part, {}), (member, 0): fact}
        # read anew each time, as from a book
        stored = {**stored, part: {place: each for place, each in facts.items() if each is not None}}
        shown = compute_after(shown, FORM, viewpoint(), catalogue(), stored)
        assert shown.table == compute(FORM, viewpoint(), catalogue(), stored)


def test_only_the_product_that_was_edited_and_what_adds_it_up_are_computed_again() -> None:
    stored = {
        part: facts
        for indicator in (KOKUMIN, CHOKI)
        for part, facts in figures(ALL_TARGETS, ALL_RESULTS, indicator).items()
    }
    before = compute_after(None, FORM, viewpoint(), catalogue(), stored)
    part = Slice(RESULT[CHOKI], WHOLE_YEAR, LATEST, Role.OWN)
    edited = {**stored, part: {**stored[part], (SOYA, 0): Fact(7_000)}}
    after = compute_after(before, FORM, viewpoint(), catalogue(), edited)
    kept = [new is old for old, new in zip(before.blocks, after.blocks, strict=True)]
    assert kept == [True, False, False]


def test_everything_else_that_a_cell_depends_on_computes_all_of_it_again() -> None:
    stored = figures(ALL_TARGETS, ALL_RESULTS)
    entry = Entry(comments={FactKey(RESULT[KOKUMIN], WHOLE_YEAR, SOYA): "電話で確認"})
    renamed = catalogue(replace(COUNCIL, rate_decimals=2))
    earlier = viewpoint(through=Month(2024, 4))
    before = compute_after(None, FORM, viewpoint(), catalogue(), stored)
    for form, seen, masters, rules in (
        (replace(FORM, columns=FORM.columns[:-1]), viewpoint(), catalogue(), Entry()),
        (FORM, earlier, catalogue(), Entry()),
        (FORM, viewpoint(), renamed, Entry()),
        (FORM, viewpoint(), catalogue(), entry),
    ):
        after = compute_after(before, form, seen, masters, stored, rules)
        assert after.table == compute(form, seen, masters, stored, rules)
        assert not any(new is old for old, new in zip(before.blocks, after.blocks, strict=True))


def test_equal_masters_read_twice_are_the_same() -> None:
    assert catalogue() == catalogue()
    assert catalogue() != catalogue(replace(COUNCIL, name="別の会議体"))
