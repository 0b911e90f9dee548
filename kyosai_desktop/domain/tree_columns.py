"""The way to a member of a tree as columns: 支店・支所・ブロック, each member in the column of its kind.

Members may be of several kinds (道北支店 is a 支店 and a 拠点), and trees are ragged, so the columns are the kinds that
tell the levels apart: from the top, the kind of most members that have no column yet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from kyosai_desktop.domain.axis import Axis, Member

BETWEEN = " › "
"""Between two members of one way that are of the same kind."""


def level_kinds(axis: Axis) -> tuple[str, ...]:
    """The kinds that are columns, the upper ones first; '' stands for members of no kind."""
    depths: dict[str, set[int]] = defaultdict(set)
    levels: dict[int, list[Member]] = defaultdict(list)
    for member in axis.walk():
        depth = sum(1 for _ in axis.ancestors(member.id))
        levels[depth].append(member)
        for kind in member.kinds or {""}:
            depths[kind].add(depth)
    chosen: list[str] = []
    for depth in sorted(levels):
        left = [member for member in levels[depth] if not (member.kinds or {""}) & set(chosen)]
        while left:
            counted = Counter(kind for member in left for kind in member.kinds or {""})
            best = min(counted, key=lambda kind: (-counted[kind], len(depths[kind]), len(kind), kind))
            chosen.append(best)
            left = [member for member in left if best not in (member.kinds or {""})]
    return tuple(sorted(chosen, key=lambda kind: max(depths[kind])))


def way_to(axis: Axis, member_id: int, kinds: tuple[str, ...]) -> Mapping[str, str]:
    """The names on the way from the top to the member by the kinds of ``level_kinds``; kinds that aren't on it are left
    out."""
    found: dict[str, str] = {}
    for member in reversed(list(axis.ancestors(member_id))):
        kind = next(kind for kind in kinds if kind in (member.kinds or {""}))
        found[kind] = f"{found[kind]}{BETWEEN}{member.name}" if kind in found else member.name
    return found
