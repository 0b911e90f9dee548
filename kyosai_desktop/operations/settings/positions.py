"""Positions that change only where the order does: reading counts rows, and a book that was added to counts otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.form import Form
from kyosai_desktop.domain.series import Council, Indicator
from kyosai_desktop.operations.settings.read import Settings

Placed = TypeVar("Placed", Council, Member, Indicator, Form)


def settled(before: Settings, after: Settings) -> Settings:
    """``after`` with the positions of ``before`` wherever what was there before still stands in its order, ahead of
    what is new."""
    axes = {axis.id: axis for axis in before.axes}
    return replace(
        after,
        councils=_kept(before.councils, after.councils, lambda council: 0),
        axes=tuple(
            Axis(
                axis.id,
                axis.code,
                axis.name,
                _kept(
                    axes[axis.id].members if axis.id in axes else (),
                    axis.members,
                    lambda member: member.axis_id,
                ),
                open_list=axis.open_list,
                addable=axis.addable,
            )
            for axis in after.axes
        ),
        indicators=_kept(before.indicators, after.indicators, lambda indicator: indicator.council_id),
        forms=_kept(before.forms, after.forms, lambda form: form.council_id),
    )


def _kept(
    before: Sequence[Placed], after: Sequence[Placed], owner: Callable[[Placed], int]
) -> tuple[Placed, ...]:
    """``after`` in its own sequence; positions are compared among those of one owner."""
    positions: dict[int, int] = {}
    for group in dict.fromkeys(owner(item) for item in after):
        old = [item for item in before if owner(item) == group]
        new = [item for item in after if owner(item) == group]
        if [item.id for item in old] != [item.id for item in new[: len(old)]]:
            continue
        last = -1
        for at, item in enumerate(new):
            last = old[at].position if at < len(old) else max(last + 1, item.position)
            positions[item.id] = last
    return tuple(replace(item, position=positions.get(item.id, item.position)) for item in after)
