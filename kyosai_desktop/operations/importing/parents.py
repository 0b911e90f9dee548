"""The parent of a name that is to be registered: read from where the name stands in its sheet, or left to the user.

In this order: the group in the row's own label columns, the subtotal row (or heading) it stands under, the branch that
the title, the sheet or the file names, and the rows around it when all that are known share one parent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.text.name import name_key
from kyosai_desktop.excel.layout import FoundRow, FoundTable, RowKind
from kyosai_desktop.excel.mapping import RowHeader
from kyosai_desktop.operations.importing.sheet import SheetContext
from kyosai_desktop.operations.importing.totals import total_of

_SHORTEST_NAME = 2
"""Characters that a branch's name must have to be looked for inside a title."""


@dataclass(frozen=True, slots=True)
class Parents:
    """The parents that a new member may get, the likeliest first; None stands for no parent.

    ``certain``: the sheet says that it is the first.
    """

    choices: tuple[Member | None, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as far as one axis knows it: ``member_id`` 0 is unknown; ``total_of`` None is no total or heading."""

    row: FoundRow
    member_id: int
    total_of: int | None = None
    is_heading: bool = False


class Surroundings:
    """What the known rows of a table say of one that isn't known, for the label column ``at``."""

    def __init__(
        self,
        context: SheetContext,
        table: FoundTable,
        headers: Sequence[tuple[int, RowHeader]],
        at: int,
        header: RowHeader,
    ) -> None:
        self._context = context
        self._table = table
        self._headers = headers
        self._header = header
        self._groups = [each for each, other in headers if each < at and other.axis_id == header.axis_id]
        self._at = at

    def parents(self, row: FoundRow) -> Parents:
        """The parents that the unknown name of ``row`` may get."""
        if not self._possible:
            return Parents((None,), True)
        place = self._places[row.row]
        near = self._near(place)
        said = (self._group(place), self._total(place), self._about)
        found = next((told[0] for told in said[:2] if len(told) == 1), 0)
        if not found and not self._contradicts_its_total(place):
            found = self._titled or (near[0] if len(set(near)) == 1 else 0)
        likely = [found, *(each for told in said for each in told), *near]
        usual = [self._axis[each] for each in dict.fromkeys(likely) if each]
        others = [member for member in self._possible if member not in usual]
        choices: list[Member | None] = [*(member for member in usual if self._fits(member.id)), *others]
        top_first = not found and self._top_is_usual
        choices.insert(0 if top_first else len(choices), None)
        return Parents(tuple(choices), bool(found) or top_first)

    @cached_property
    def _axis(self) -> Axis:
        return self._context.masters.catalogue.axes[self._header.axis_id]

    @cached_property
    def _peers(self) -> list[Member]:
        """The members that are what the new one will be."""
        year, kinds = self._context.year_number, self._header.kinds
        return [
            member
            for member in self._axis.members
            if (kinds <= member.kinds if kinds else self._axis.is_leaf(member.id))
            and (year is None or member.valid_in(year))
        ]

    @cached_property
    def _possible(self) -> tuple[Member, ...]:
        above = {member.parent_id for member in self._peers}
        return tuple(member for member in self._axis.walk() if member.id in above)

    @property
    def _top_is_usual(self) -> bool:
        return sum(member.parent_id == 0 for member in self._peers) * 2 > len(self._peers)

    def _fits(self, member_id: int) -> bool:
        """Whether it is a parent of peers, or of the kind that is (a branch that is still empty)."""
        kinds = frozenset[str]().union(*(member.kinds for member in self._possible)) - self._header.kinds
        member = self._axis[member_id]
        return member in self._possible or bool(kinds & member.kinds)

    @cached_property
    def _lines(self) -> list[_Line]:
        heads = {member.id for member in self._possible}
        lines: list[_Line] = []
        for row in self._table.rows:
            if row.kind is RowKind.BLANK:
                continue
            if row.kind is RowKind.SUBTOTAL:
                lines.append(_Line(row, 0, total_of(self._context, row, self._headers)))
                continue
            text = next((row.labels[at] for at in (self._at, *reversed(self._groups)) if row.labels[at]), "")
            found = self._members(text)
            member_id = found[0] if len(found) == 1 else 0
            heading = member_id in heads
            lines.append(_Line(row, member_id, member_id if heading else None, heading))
        return lines

    @cached_property
    def _places(self) -> dict[int, int]:
        return {line.row.row: place for place, line in enumerate(self._lines)}

    def _members(self, text: str) -> tuple[int, ...]:
        any_kind = RowHeader(self._header.axis_id)
        vocabulary, year = self._context.vocabulary, self._context.year_number
        return vocabulary.members(any_kind, text, year) if text else ()

    def _is_under(self, member_id: int, upper: int) -> bool:
        return any(member.id == upper for member in self._axis.ancestors(member_id))

    def _within(self, upper: int) -> list[int]:
        """The possible parents that a branch stands for: those below it, or itself."""
        if not self._fits(upper):
            return []
        below = [each.id for each in self._possible if self._is_under(each.id, upper)]
        return below if len(below) == 1 else [*(each for each in below if each != upper), upper]

    def _group(self, place: int) -> list[int]:
        """The group beside the name, or above it where other rows show that a group is written once only."""
        for at in reversed(self._groups):
            text = self._lines[place].row.labels[at] or (
                self._above(place, at) if at in self._sparse_groups else ""
            )
            found = self._members(text)
            if len(found) == 1:
                return self._within(found[0])
            if text:
                return []
        return []

    def _above(self, place: int, at: int) -> str:
        for line in reversed(self._lines[:place]):
            if line.row.kind is RowKind.SUBTOTAL:
                return ""
            if line.row.labels[at]:
                return line.row.labels[at]
        return ""

    @cached_property
    def _sparse_groups(self) -> frozenset[int]:
        return frozenset(
            at
            for at in self._groups
            if any(
                line.member_id
                and not line.row.labels[at]
                and any(
                    self._is_under(line.member_id, group) for group in self._members(self._above(place, at))
                )
                for place, line in enumerate(self._lines)
            )
        )

    def _segment(self, place: int) -> list[_Line]:
        """The rows around one, up to the totals above and below it."""
        return [*self._before(place), *self._after(place)]

    def _before(self, place: int) -> Iterator[_Line]:
        return _until_total(reversed(self._lines[:place]))

    def _after(self, place: int) -> Iterator[_Line]:
        return _until_total(self._lines[place + 1 :])

    def _next_total(self, lines: Iterable[_Line]) -> int:
        return next((line.total_of for line in lines if line.total_of is not None), 0)

    @cached_property
    def _totals_stand_above(self) -> bool:
        """Whether a total stands over its rows; what the known rows show counts more than that a heading does."""
        above = below = 0
        for place, line in enumerate(self._lines):
            if line.total_of:
                above += any(self._is_known_under(each, line.total_of) for each in self._after(place))
                below += any(self._is_known_under(each, line.total_of) for each in self._before(place))
        if above == below:
            return any(line.is_heading for line in self._lines)
        return above > below

    def _is_known_under(self, line: _Line, upper: int) -> bool:
        return bool(line.member_id) and self._is_under(line.member_id, upper)

    def _upper(self, place: int) -> int:
        """The member whose total or heading the row stands under; 0 for none, or one that has no such rows."""
        before, after = reversed(self._lines[:place]), self._lines[place + 1 :]
        found = self._next_total(before if self._totals_stand_above else after)
        return found if found and self._fits(found) else 0

    def _total(self, place: int) -> list[int]:
        upper = self._upper(place)
        return self._within(upper) if upper and not self._contradicts_its_total(place) else []

    def _contradicts_its_total(self, place: int) -> bool:
        """Whether rows of another branch stand under the same total."""
        upper = self._upper(place)
        known = [line.member_id for line in self._segment(place) if line.member_id]
        return bool(upper) and not all(self._is_under(member_id, upper) for member_id in known)

    @cached_property
    def _about(self) -> list[int]:
        """The possible parents that the title, the sheet or the file speaks of."""
        context = self._context
        texts = [name_key(text) for text in (self._table.title, context.sheet, context.stem)]
        named: dict[str, int] = {}
        for member in self._axis.members:
            if self._fits(member.id) and member.valid_in(context.year_number or self._newest(member)):
                keys = (name_key(name) for name in (*member.own_names, *member.aliases))
                named |= {key: member.id for key in keys if len(key) >= _SHORTEST_NAME}
        said = {key for key in named if any(key in text for text in texts)}
        whole = [key for key in said if not any(key != other and key in other for other in said)]
        tops = {named[key] for key in whole}
        if len(tops) != 1:
            return sorted(tops)
        return self._within(tops.pop())

    def _newest(self, member: Member) -> int:
        return member.valid_to or member.valid_from or 0

    @cached_property
    def _titled(self) -> int:
        if len(self._about) != 1:
            return 0
        [found] = self._about
        rows = [line for line in self._lines if line.member_id and line.total_of is None]
        return found if all(self._is_under(line.member_id, found) for line in rows) else 0

    def _near(self, place: int) -> list[int]:
        """The parents of the known rows around, the nearest first; up to the totals where the table has named ones."""
        has_totals = any(line.total_of for line in self._lines)
        lines = self._segment(place) if has_totals else self._lines
        known = [line for line in lines if line.member_id and line.total_of is None]
        here = self._lines[place].row.row
        known.sort(key=lambda line: abs(line.row.row - here))
        return [self._axis[line.member_id].parent_id for line in known]


def _until_total(lines: Iterable[_Line]) -> Iterator[_Line]:
    for line in lines:
        if line.total_of is not None:
            return
        yield line
