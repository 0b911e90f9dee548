"""Axes (分類): named, ragged trees such as 地域 (本部 › 支店 › 支所 › ブロック) or 産別 (産別 › 単組 › 支部).

Members carry *kinds* instead of levels, since trees are ragged: 道北支店 is a 支店 and also a 拠点, and has no 支所.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

UNION_KIND = "産別"
"""The kind of the members that are 産別, in whichever axis they stand."""


@dataclass(frozen=True, slots=True)
class Member:
    """One node of an axis. ``parent_id`` 0 means a top node; years are 年度 in which the member is valid.

    ``earlier_names`` are ``(last 年度 of the name, name)`` so that old tables keep the names of their time.
    """

    id: int
    axis_id: int
    code: str
    name: str
    parent_id: int = 0
    kinds: frozenset[str] = frozenset()
    position: int = 0
    valid_from: int | None = None
    valid_to: int | None = None
    aliases: tuple[str, ...] = ()
    earlier_names: tuple[tuple[int, str], ...] = ()

    def valid_in(self, year: int) -> bool:
        """Whether the member exists in the 年度 ``year``."""
        return (self.valid_from is None or self.valid_from <= year) and (
            self.valid_to is None or year <= self.valid_to
        )

    @property
    def own_names(self) -> tuple[str, ...]:
        """The names that it has had, without 別名."""
        return (*(name for _, name in self.earlier_names), self.name)

    def years_text(self) -> str:
        """The years in which it is valid: 「2022年度まで」, 「2023年度から」, 「2020～2022年度」; '' without bounds."""
        if self.valid_from is not None and self.valid_to is not None:
            return f"{self.valid_from}～{self.valid_to}年度"
        if self.valid_to is not None:
            return f"{self.valid_to}年度まで"
        return f"{self.valid_from}年度から" if self.valid_from is not None else ""

    def name_in(self, year: int) -> str:
        """The name the member had in the 年度 ``year``."""
        for last_year, name in sorted(self.earlier_names):
            if year <= last_year:
                return name
        return self.name


def meant_in(members: Iterable[Member], is_name: Callable[[str], bool], year: int) -> list[Member]:
    """Of the members that share a spelling, those that it means in the 年度 ``year``; none when it meant none then.

    The name of that year counts before the names of other years and 別名. A 別名 that one who ended has, too, was
    passed on: it means the one who goes on only from then.
    """
    every = list(members)
    valid = [member for member in every if member.valid_in(year)]
    called = [member for member in valid if is_name(member.name_in(year))]
    return called or [
        member
        for member in valid
        if any(is_name(name) for name in member.own_names)
        or not any(_still_has_it(other, member, year) for other in every)
    ]


def _still_has_it(other: Member, member: Member, year: int) -> bool:
    """Whether a name that the other passes on to a member when it ends is still its own in ``year``."""
    last = other.valid_to
    return last is not None and year <= last and (member.valid_to is None or last < member.valid_to)


class Axis:
    """A tree of members in their own order. Lookups of unknown ids raise ``KeyError``.

    ``open_list``: the listed members need not be all (the prefectures of a disaster), so a gap is no fault.
    ``addable``: members may be summed into their parent.
    """

    def __init__(
        self,
        id: int,
        code: str,
        name: str,
        members: Iterable[Member] = (),
        *,
        open_list: bool = False,
        addable: bool = True,
    ) -> None:
        self.id = id
        self.code = code
        self.name = name
        self.open_list = open_list
        self.addable = addable
        self.members: tuple[Member, ...] = tuple(sorted(members, key=lambda m: (m.position, m.id)))
        self._by_id = {member.id: member for member in self.members}
        self._by_code = {member.code: member for member in self.members}
        self._children: dict[int, tuple[int, ...]] = {}
        for member in self.members:
            siblings = self._children.get(member.parent_id, ())
            self._children[member.parent_id] = (*siblings, member.id)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Axis):
            return NotImplemented
        return (
            (self.id, self.code, self.name) == (other.id, other.code, other.name)
            and (self.open_list, self.addable) == (other.open_list, other.addable)
            and self.members == other.members
        )

    def __getitem__(self, member_id: int) -> Member:
        return self._by_id[member_id]

    def __contains__(self, member_id: int) -> bool:
        return member_id in self._by_id

    def by_code(self, code: str) -> Member:
        """The member with this stable ASCII code."""
        return self._by_code[code]

    def children(self, member_id: int = 0) -> tuple[int, ...]:
        """Ids directly below ``member_id``, in order; 0 asks for the top nodes."""
        return self._children.get(member_id, ())

    def is_leaf(self, member_id: int) -> bool:
        """Whether nothing is below the member."""
        return member_id not in self._children

    def ancestors(self, member_id: int) -> Iterator[Member]:
        """The member itself, then its parents up to the top."""
        while member_id:
            member = self._by_id[member_id]
            yield member
            member_id = member.parent_id

    def ancestor_of_kind(self, member_id: int, kind: str) -> Member | None:
        """The nearest of the member and its parents that is of ``kind``."""
        return next((member for member in self.ancestors(member_id) if kind in member.kinds), None)

    def walk(self, member_id: int = 0) -> Iterator[Member]:
        """All members below ``member_id`` (0: all), parents before children, in order."""
        for child in self.children(member_id):
            yield self._by_id[child]
            yield from self.walk(child)

    def of_kind(self, kind: str, under: int = 0, year: int | None = None) -> Sequence[Member]:
        """Members of ``kind`` below ``under`` (0: anywhere), valid in ``year`` when given, in tree order."""
        return [
            member
            for member in self.walk(under)
            if kind in member.kinds and (year is None or member.valid_in(year))
        ]
