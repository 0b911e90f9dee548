"""地域 and 産別 as trees: ragged, ordered, with names and years of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.axis import Axis, Member

DOO, ISHIKARI, TOMAKOMAI, EAST, HIDAKA, DOHOKU, RUMOI = range(1, 8)
REGION = Axis(
    9,
    "region",
    "地域",
    # out of order on purpose: the position decides
    [
        Member(RUMOI, 9, "rumoi", "留萌", DOHOKU, frozenset({"ブロック"}), 6),
        Member(DOO, 9, "doo", "道央支店", 0, frozenset({"支店"}), 0),
        Member(HIDAKA, 9, "hidaka", "日高", TOMAKOMAI, frozenset({"ブロック"}), 4, valid_to=2023),
        Member(ISHIKARI, 9, "ishikari", "石狩", DOO, frozenset({"ブロック"}), 1),
        Member(TOMAKOMAI, 9, "tomakomai", "苫小牧支所", DOO, frozenset({"支所", "拠点"}), 2),
        Member(EAST, 9, "east", "東胆振", TOMAKOMAI, frozenset({"ブロック"}), 3, valid_from=2023),
        Member(DOHOKU, 9, "dohoku", "道北支店", 0, frozenset({"支店", "拠点"}), 5),
    ],
)


def names(members: object) -> list[str]:
    return [member.name for member in members]  # type: ignore[attr-defined] - any iterable of members


def test_the_tree_is_walked_in_its_order_parents_first() -> None:
    assert names(REGION.walk()) == [
        "道央支店",
        "石狩",
        "苫小牧支所",
        "東胆振",
        "日高",
        "道北支店",
        "留萌",
    ]
    assert names(REGION.walk(DOO)) == ["石狩", "苫小牧支所", "東胆振", "日高"]
    assert names(REGION.walk(RUMOI)) == []


def test_children_and_leaves_of_a_ragged_tree() -> None:
    assert REGION.children() == (DOO, DOHOKU)
    assert REGION.children(DOO) == (ISHIKARI, TOMAKOMAI)
    assert [member.name for member in REGION.members if REGION.is_leaf(member.id)] == [
        "石狩",
        "東胆振",
        "日高",
        "留萌",
    ]


def test_a_branch_without_offices_is_a_base_itself() -> None:
    assert names(REGION.of_kind("拠点")) == ["苫小牧支所", "道北支店"]
    assert names(REGION.of_kind("支所", DOHOKU)) == []
    assert names(REGION.of_kind("ブロック", DOHOKU)) == ["留萌"]


def test_the_nearest_of_a_kind_upwards_may_be_the_member_itself() -> None:
    found = [
        (REGION[start].name, kind, node.name if (node := REGION.ancestor_of_kind(start, kind)) else None)
        for start in (HIDAKA, TOMAKOMAI, RUMOI)
        for kind in ("支所", "支店")
    ]
    assert found == [
        ("日高", "支所", "苫小牧支所"),
        ("日高", "支店", "道央支店"),
        ("苫小牧支所", "支所", "苫小牧支所"),
        ("苫小牧支所", "支店", "道央支店"),
        ("留萌", "支所", None),
        ("留萌", "支店", "道北支店"),
    ]
    assert names(REGION.ancestors(HIDAKA)) == ["日高", "苫小牧支所", "道央支店"]


@pytest.mark.parametrize(
    ("year", "blocks"),
    [
        (2022, ["石狩", "日高", "留萌"]),
        (2023, ["石狩", "東胆振", "日高", "留萌"]),
        (2024, ["石狩", "東胆振", "留萌"]),
    ],
)
def test_members_are_listed_in_the_years_they_exist_both_ends_included(year: int, blocks: list[str]) -> None:
    assert names(REGION.of_kind("ブロック", year=year)) == blocks


def test_a_table_of_an_old_year_has_the_names_of_its_time() -> None:
    member = Member(1, 9, "m", "今の名", earlier_names=((2019, "二番目"), (2015, "最初")))
    assert [member.name_in(year) for year in (2000, 2015, 2016, 2019, 2020)] == [
        "最初",
        "最初",
        "二番目",
        "二番目",
        "今の名",
    ]


def test_members_are_found_by_code_and_unknown_ones_are_an_error() -> None:
    assert REGION.by_code("tomakomai").id == TOMAKOMAI
    assert TOMAKOMAI in REGION
    assert 99 not in REGION
    with pytest.raises(KeyError):
        REGION.by_code("tokyo")
    with pytest.raises(KeyError):
        REGION[99]


@st.composite
def trees(draw: st.DrawFn) -> list[Member]:
    members: list[Member] = []
    for id in range(1, 1 + draw(st.integers(0, 20))):
        parent = draw(st.sampled_from([0, *(member.id for member in members)]))
        members.append(Member(id, 9, f"m{id}", f"名{id}", parent, position=draw(st.integers(0, 5))))
    return members


@given(members=trees())
def test_every_member_is_walked_once_after_its_parent(members: list[Member]) -> None:
    axis = Axis(9, "union", "産別", members)
    walked = [member.id for member in axis.walk()]
    assert sorted(walked) == [member.id for member in members]
    at = {id: place for place, id in enumerate(walked)}
    for member in members:
        assert member.parent_id == 0 or at[member.parent_id] < at[member.id]
        assert [found.id for found in axis.ancestors(member.id)][-1] in axis.children()
        below = [found.id for found in axis.walk(member.id)]
        assert below == walked[at[member.id] + 1 : at[member.id] + 1 + len(below)]
