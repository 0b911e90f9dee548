"""Who goes on for an organisation that was merged: the one that its name means now (統合 passes the names on)."""

from __future__ import annotations

from kyosai_desktop.domain.axis import Axis, Member, meant_in
from kyosai_desktop.domain.text.name import name_key


def heirs(axis: Axis, year: int) -> dict[int, int]:
    """The member that goes on in ``year``, by the id of each one that ended before; those without one are left out."""
    found = {}
    for member in axis.members:
        heir = _heir(axis, member, year) if member.valid_to is not None and member.valid_to < year else None
        if heir is not None:
            found[member.id] = heir.id
    return found


def _heir(axis: Axis, member: Member, year: int) -> Member | None:
    key = name_key(member.name)

    def is_name(name: str) -> bool:
        return name_key(name) == key

    sharing = [each for each in axis.members if any(map(is_name, (*each.own_names, *each.aliases)))]
    meant = meant_in(sharing, is_name, year)
    return meant[0] if len(meant) == 1 else None
