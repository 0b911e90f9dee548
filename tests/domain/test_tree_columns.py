"""A way through a ragged tree as columns."""

from __future__ import annotations

import small_council as council

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.tree_columns import level_kinds, way_to


def way(axis: Axis, member: int) -> dict[str, str]:
    return dict(way_to(axis, member, level_kinds(axis)))


def test_the_columns_are_the_kinds_that_tell_the_levels_apart() -> None:
    assert level_kinds(council.AXIS) == ("支店", "支所", "ブロック")  # 拠点 are 支所 and 支店 again


def test_a_ragged_way_leaves_columns_out() -> None:
    assert way(council.AXIS, council.EAST) == {"支店": "道央支店", "支所": "苫小牧支所", "ブロック": "東胆振"}
    assert way(council.AXIS, council.RUMOI) == {"支店": "道北支店", "ブロック": "留萌"}
    assert way(council.AXIS, council.DOO) == {"支店": "道央支店"}


def test_members_of_one_kind_below_each_other_share_its_column() -> None:
    branch = frozenset({"支部"})
    axis = Axis(1, "union", "産別", [Member(2, 1, "a", "上", 0, branch), Member(3, 1, "b", "下", 2, branch)])
    assert level_kinds(axis) == ("支部",)
    assert way(axis, 3) == {"支部": "上 › 下"}


def test_members_of_no_kind_have_a_column_too() -> None:
    axis = Axis(
        1, "union", "産別", [Member(2, 1, "a", "甲"), Member(3, 1, "b", "乙", 2, frozenset({"単組"}))]
    )
    assert way(axis, 3) == {"": "甲", "単組": "乙"}
