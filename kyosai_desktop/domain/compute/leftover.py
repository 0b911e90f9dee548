"""未配賦 of nodes without a row of their own: a table of blocks alone must close, too, when a 支店 has its own total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kyosai_desktop.domain.axis import Axis
from kyosai_desktop.domain.compute.channel import Members
from kyosai_desktop.domain.compute.layout import PlannedRow
from kyosai_desktop.domain.table import RowKind


def left_over_at(row: PlannedRow, rows: Sequence[PlannedRow], axes: Sequence[Axis]) -> tuple[Members, ...]:
    """The nodes of which a row of 未配賦 shows what they leave over: its own, and those inside that no other row shows."""
    items = {each.members for each in rows if each.row.kind is RowKind.ITEM}
    apart = {each.members for each in rows if each.remainder}
    at = next((at for at in range(len(axes)) if any(members[at] for members in items)), None)
    if at is None:
        return (row.members,)

    def inside(members: Members) -> Iterator[Members]:
        for child in axes[at].children(members[at]):
            node = (*members[:at], child, *members[at + 1 :])
            if node not in items and node not in apart and not axes[at].is_leaf(child):
                yield node
                yield from inside(node)

    return (row.members, *inside(row.members))
