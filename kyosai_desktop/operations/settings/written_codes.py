"""The codes by which the rows of settings refer to what the book knows by ids."""

from __future__ import annotations

from collections.abc import Collection

from kyosai_desktop.domain.axis import Axis
from kyosai_desktop.operations.settings.read import Settings


class CodeOf:
    """Codes by id, over one set of settings. Id 0 is nothing, ''; any other unknown id is a ``KeyError``."""

    def __init__(self, settings: Settings) -> None:
        self._councils = {council.id: council.code for council in settings.councils}
        self._axes = {axis.id: axis.code for axis in settings.axes}
        self._members = {
            member.id: (axis.code, member.code) for axis in settings.axes for member in axis.members
        }
        self._indicators = {item.id: (item.council_id, item.code) for item in settings.indicators}
        self._axis_order = {axis.id: at for at, axis in enumerate(settings.axes)}
        self._kind_order: dict[int, dict[str, int]] = {}

    def council(self, council_id: int) -> str:
        """The council's code."""
        return self._councils[council_id]

    def axis(self, axis_id: int) -> str:
        """The axis' code, '' for none."""
        return self._axes[axis_id] if axis_id else ""

    def member(self, member_id: int) -> str:
        """The member's code, '' for none."""
        return self._members[member_id][1] if member_id else ""

    def axis_of_member(self, member_id: int) -> str:
        """The code of the axis that the member belongs to."""
        return self._members[member_id][0]

    def indicator(self, indicator_id: int) -> str:
        """The indicator's code, '' for none."""
        return self._indicators[indicator_id][1] if indicator_id else ""

    def council_of_indicator(self, indicator_id: int) -> str:
        """The code of the council that the indicator belongs to."""
        return self._councils[self._indicators[indicator_id][0]]

    def breakdown(self, axis_ids: tuple[int, ...]) -> str:
        """``region×union``, the axes in their own order; '' for only a total."""
        ordered = sorted(axis_ids, key=self._axis_order.__getitem__)
        return "×".join(self._axes[axis_id] for axis_id in ordered)

    def kinds(self, axis: Axis, kinds: Collection[str]) -> list[str]:
        """The kinds of a member in an order of their own: those of which the axis has fewer stand first.

        The book keeps a set, so the order in which they were typed is not known any more.
        """
        if axis.id not in self._kind_order:
            counts: dict[str, int] = {}
            for member in axis.members:
                for kind in member.kinds:
                    counts[kind] = counts.get(kind, 0) + 1
            ranked = sorted(counts, key=lambda kind: (counts[kind], kind))
            self._kind_order[axis.id] = {kind: at for at, kind in enumerate(ranked)}
        return sorted(kinds, key=self._kind_order[axis.id].__getitem__)
