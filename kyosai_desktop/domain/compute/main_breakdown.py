"""Where the total of a series comes from when neither a figure of its own nor the form says it.

The rule: the first of the series' 内訳, in their written order, that has figures in the period. Others are compared with it
by the checks, never added to it. The listed members of an open list are less than the whole, so they give no total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from kyosai_desktop.domain.axis import Axis
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.fact import Fact
from kyosai_desktop.domain.series import Series


def main_breakdown(
    series: Series, stored: Iterable[Mapping[tuple[int, int], Fact]], catalogue: Catalogue
) -> tuple[int, ...]:
    """The axis ids of the breakdown that gives the total; () when none of them has figures among those ``stored``."""
    places = {members for facts in stored for members in facts}
    for breakdown in series.breakdowns:
        axes = [catalogue.axes[axis_id] for axis_id in breakdown]
        whole = axes and all(axis.addable and not axis.open_list for axis in axes)
        if whole and any(_is_along(axes, members) for members in places):
            return breakdown
    return ()


def reporting_places(axes: Sequence[Axis], year: int) -> frozenset[tuple[int, ...]]:
    """The places that report one figure each: those of the units of every axis."""
    return frozenset(product(*(_units(axis, year) for axis in axes)))


def _units(axis: Axis, year: int) -> list[int]:
    """The members of the finest kind to which all of the tree belongs: ブロック, 産別 (a 単組 reports through it)."""
    leaves = [member.id for member in axis.walk() if axis.is_leaf(member.id) and member.valid_in(year)]
    kinds = {kind for member in axis.members for kind in member.kinds}
    whole = [kind for kind in kinds if all(axis.ancestor_of_kind(leaf, kind) for leaf in leaves)]
    found = [[member.id for member in axis.of_kind(kind, year=year)] for kind in whole]
    return max(found, key=len, default=leaves)


def _is_along(axes: Sequence[Axis], members: tuple[int, int]) -> bool:
    present = [member for member in members if member]
    return len(present) == len(axes) and all(
        member in axis for member, axis in zip(present, axes, strict=True)
    )
