"""What a name means in a year, over any history of founding, renaming, merging and closing."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from kyosai_desktop.domain.axis import Member, meant_in

YEARS = range(2018, 2027)
NAMES = ["中央", "東部", "西部", "南部", "北部", "湾岸"]


@dataclass
class Organisation:
    """As the office knows it: who it is called in each year, and to whom it went over."""

    id: int
    begins: int | None
    names: dict[int, str] = field(default_factory=dict)
    ends: int | None = None
    heir: Organisation | None = None

    @property
    def nickname(self) -> str:
        return f"通称{self.id}"


def after(members: list[Member], name: str, year: int) -> list[int]:
    shared = [each for each in members if name in (*each.own_names, *each.aliases)]
    return [each.id for each in meant_in(shared, name.__eq__, year)]


@st.composite
def histories(draw: st.DrawFn) -> list[Organisation]:
    """Organisations and what became of them; two never have one name at a time. Whoever takes one over goes on
    for a year at least: of two that end together, nobody knows which had the name (and the import asks)."""
    every = [Organisation(1, None, {2018: "中央"}), Organisation(2, None, {2018: "東部"})]
    for year in YEARS[1:]:
        living = [each for each in every if each.ends is None]
        for each in living:
            each.names[year] = each.names[year - 1]
        heirs: list[Organisation] = []
        for each in list(living):
            in_use = {other.names[year] for other in living}
            event = draw(st.sampled_from(["", "", "rename", "merge", "close"]))
            free = [name for name in NAMES if name not in in_use]
            if event == "rename" and free:
                each.names[year] = draw(st.sampled_from(free))
            elif event in ("merge", "close") and len(living) > 1 and each not in heirs:
                each.ends = year - 1
                del each.names[year]
                living.remove(each)
                if event == "merge":
                    each.heir = draw(st.sampled_from(living))
                    heirs.append(each.heir)
        free = [name for name in NAMES if name not in {each.names[year] for each in living}]
        if free and draw(st.booleans()):
            every.append(Organisation(len(every) + 1, year, {year: draw(st.sampled_from(free))}))
    return every


def members_of(history: list[Organisation]) -> list[Member]:
    """As the book keeps them: whoever goes on has the names that were passed on as 別名, and so has the one before."""
    passed_on: dict[int, list[str]] = {each.id: [each.nickname] for each in history}
    for each in sorted(history, key=lambda each: each.ends or 9999):
        if each.heir is not None and each.ends is not None:
            passed_on[each.heir.id] += [each.names[each.ends], *passed_on[each.id]]
    members = []
    for each in history:
        years = sorted(each.names)
        earlier = tuple(
            (year, each.names[year])
            for year in years
            if year + 1 in each.names and each.names[year + 1] != each.names[year]
        )
        members.append(
            Member(
                each.id,
                1,
                str(each.id),
                each.names[years[-1]],
                valid_from=each.begins,
                valid_to=each.ends,
                aliases=tuple(dict.fromkeys(passed_on[each.id])),
                earlier_names=earlier,
            )
        )
    return members


@given(histories())
@settings(max_examples=150, deadline=None)
def test_the_name_of_a_year_is_whoever_had_it_in_that_year(history: list[Organisation]) -> None:
    members = members_of(history)
    for year in YEARS:
        for each in history:
            if year in each.names:
                assert after(members, each.names[year], year) == [each.id]


@given(histories())
@settings(max_examples=150, deadline=None)
def test_another_name_goes_over_with_what_ends_and_not_before(history: list[Organisation]) -> None:
    members = members_of(history)
    for year in YEARS:
        for each in history:
            means: Organisation | None = each
            while means is not None and means.ends is not None and means.ends < year:
                means = means.heir
            known = means is not None and year in means.names
            assert after(members, each.nickname, year) == ([means.id] if known else [])


@given(histories())
@settings(max_examples=150, deadline=None)
def test_nothing_is_meant_that_never_had_the_name(history: list[Organisation]) -> None:
    members = {each.id: each for each in members_of(history)}
    for year in YEARS:
        for name in NAMES:
            for id in after(list(members.values()), name, year):
                assert members[id].valid_in(year)
                assert name in (*members[id].own_names, *members[id].aliases)
