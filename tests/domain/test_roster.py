"""The roster of a year against the one before. All people are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.problem import Severity
from kyosai_desktop.domain.roster import (
    Officer,
    change_lines,
    changes,
    person_key,
    possible_same_notes,
    seat_findings,
    seat_name,
)

ROSAI = 1
TSUKA_FA10 = "大\ufa10　実"

SEATS = {
    "議長": 1,
    "副議長": 1,
    "事務局長": 1,
    "事務局次長": 3,
    "産別代表": 4,
    "支店代表": 4,
    "退職者連合": 1,
}


def roster(year: int, *rows: tuple[str, str, str, str]) -> list[Officer]:
    """Officers from (role, capacity, organisation, name) in printed order."""
    return [
        Officer(year * 100 + place, ROSAI, year, place, role, capacity, organisation, name)
        for place, (role, capacity, organisation, name) in enumerate(rows, 1)
    ]


LAST_YEAR = roster(
    2023,
    ("議長", "", "北海道労福協", "北野 一郎"),
    ("事務局次長", "", "北海道労福協", "南川 二郎"),
    ("事務局次長", "", "こくみん共済 coop", "西山 三郎"),
    ("幹事", "産別代表", "全開発労組", "東田 四郎"),
    ("幹事", "支店代表", "道央支店", "中村 五郎"),
)
THIS_YEAR = roster(
    2024,
    ("議長", "", "北海道労福協", "北野　一郎"),
    ("事務局長", "", "北海道労福協", "南川二郎"),
    ("事務局次長", "", "こくみん共済 coop", "上原 六郎"),
    ("幹事", "産別代表", "全開発労組", "東田 四郎"),
    ("幹事", "支店代表", "道央支店", ""),
)


def test_new_and_retired_officers_follow_from_the_two_years() -> None:
    found = changes(LAST_YEAR, THIS_YEAR)
    assert [found.mark(officer) for officer in THIS_YEAR] == ["", "", "新任", "", ""]
    assert [officer.name for officer in found.retired] == ["西山 三郎", "中村 五郎"]
    assert change_lines(found) == (
        "退任：事務局次長　西山 三郎（こくみん共済 coop）、幹事　中村 五郎（道央支店）",
        "新任：事務局次長　上原 六郎（こくみん共済 coop）",
    )


def test_another_role_is_a_move_and_neither_new_nor_retired() -> None:
    found = changes(LAST_YEAR, THIS_YEAR)
    assert [(old.role, new.role) for old, new in found.moved] == [("事務局次長", "事務局長")]


def test_names_that_differ_in_a_variant_character_are_not_merged_but_told() -> None:
    before = roster(2023, ("幹事", "産別代表", "全開発労組", "高山 司"))
    now = roster(2024, ("幹事", "産別代表", "全開発労組", "髙山　司"))
    found = changes(before, now)
    assert found.mark(now[0]) == "新任"
    assert found.retired == tuple(before)
    (note,) = possible_same_notes(found)
    assert note.severity is Severity.NOTE
    assert note.message == "退任の「高山 司」と新任の「髙山　司」は、字体などの表記だけが違います。"


@pytest.mark.parametrize(
    ("one", "other"),
    [("大塚 実", TSUKA_FA10), ("山崎", "山﨑"), ("吉田", "𠮷田"), ("葛西", "葛\U000e0100西")],
)
def test_no_form_of_a_character_is_thrown_together(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)
    found = changes(roster(2023, ("幹事", "", "", one)), roster(2024, ("幹事", "", "", other)))
    assert len(found.appointed) == len(found.retired) == len(found.possible_same) == 1


def test_a_person_with_two_posts_is_named_once() -> None:
    two_posts = (
        ("幹事", "産別代表", "全開発労組", "東田 四郎"),
        ("事務局次長", "", "全開発労組", "東田四郎"),
    )
    appointed = changes([], roster(2024, *two_posts))
    assert change_lines(appointed) == ("新任：幹事　東田 四郎（全開発労組）",)
    assert [appointed.mark(officer) for officer in roster(2024, *two_posts)] == ["新任", "新任"]
    assert change_lines(changes(roster(2023, *two_posts), [])) == ("退任：幹事　東田 四郎（全開発労組）",)


def test_a_vacancy_is_nobody() -> None:
    vacant = roster(2024, ("幹事", "支店代表", "道央支店", "　"))
    assert vacant[0].vacant
    found = changes(vacant, vacant)
    assert change_lines(found) == ()
    assert found.mark(vacant[0]) == ""
    assert changes([], vacant).appointed == ()


def test_the_first_year_has_only_new_officers() -> None:
    assert all(changes([], LAST_YEAR).mark(officer) == "新任" for officer in LAST_YEAR)


def test_lines_follow_the_printed_order_whatever_the_order_given() -> None:
    found = changes([], list(reversed(LAST_YEAR)))
    assert [officer.position for officer in found.appointed] == [1, 2, 3, 4, 5]


def full_roster() -> list[Officer]:
    rows = [("議長", ""), ("副議長", ""), ("事務局長", ""), *[("事務局次長", "")] * 3]
    rows += [("幹事", "産別代表")] * 4 + [("幹事", "支店代表")] * 4 + [("幹事", "退職者連合")]
    return roster(
        2024, *((role, capacity, "", f"架空 {place}") for place, (role, capacity) in enumerate(rows))
    )


def test_a_full_roster_has_no_findings() -> None:
    assert seat_findings(SEATS, full_roster()) == ()


def test_a_seat_without_a_name_is_a_vacancy() -> None:
    officers = full_roster()
    officers[4] = replace(officers[4], name="")
    (finding,) = seat_findings(SEATS, officers)
    assert finding.code == "roster.vacant"
    assert finding.message == "事務局次長の定数は3名ですが、登録されているのは2名です。1名の欠員があります。"
    assert finding.severity is Severity.WARNING


def test_too_many_in_a_seat_is_a_surplus() -> None:
    extra = Officer(1, ROSAI, 2024, 99, "幹事", "支店代表", "道央支店", "架空 花子")
    (finding,) = seat_findings(SEATS, [*full_roster(), extra])
    assert finding.code == "roster.surplus"
    assert finding.message == "支店代表の定数は4名ですが、登録されているのは5名です。1名多くなっています。"


def test_seats_may_be_counted_by_role_and_capacity_together() -> None:
    assert seat_name("幹事", "産別代表") == "幹事（産別代表）"
    (finding,) = seat_findings({seat_name("幹事", "産別代表"): 5, "幹事": 9}, full_roster())
    assert finding.place.row == "幹事（産別代表）"


names = st.sampled_from(["北野 一郎", "北野一郎", "南川 二郎", "髙山 司", "高山 司", "", "西山　三郎"])
rosters = st.lists(names, max_size=8).map(
    lambda many: roster(2024, *(("幹事", "", "", name) for name in many))
)


@given(rosters, rosters)
def test_comparing_backwards_swaps_new_and_retired(one: list[Officer], other: list[Officer]) -> None:
    forward, backward = changes(one, other), changes(other, one)
    assert forward.appointed == backward.retired
    assert forward.retired == backward.appointed
    kept = {person_key(o.name) for o in one} & {person_key(o.name) for o in other}
    assert not kept & {person_key(officer.name) for officer in (*forward.appointed, *forward.retired)}


@given(rosters)
def test_the_same_roster_has_no_changes(officers: list[Officer]) -> None:
    found = changes(officers, [replace(officer, name=f"　{officer.name} ") for officer in officers])
    assert (found.appointed, found.retired, found.moved, found.possible_same) == ((), (), (), ())
