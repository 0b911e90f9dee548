"""Members that don't exist in the years of a figure: they are missing nowhere, but what is stored for them still counts.

Of an organisation that was merged or ended, earlier years keep the figures. A figure of a year in which its member
wasn't (an old book, a file of another office) is added up, too, and listed: no total may lose it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.needs import Slice, needs
from kyosai_desktop.domain.fact import Fact
from kyosai_desktop.domain.form import Form, Viewpoint

NOBODY: frozenset[int] = frozenset()


def absent_in(axes: Iterable[Axis], years: Sequence[int]) -> frozenset[int]:
    """The members that exist in none of the ``years``, with all that is below them."""
    found: set[int] = set()
    for axis in axes:
        for member in axis.walk():
            if member.parent_id in found or not any(map(member.valid_in, years)):
                found.add(member.id)
    return frozenset(found) if found else NOBODY


def holding(
    axes: Sequence[Axis], absent: frozenset[int], places: Iterable[tuple[int, int]]
) -> frozenset[int]:
    """Of the ``absent`` members those that have a figure at one of the ``places``, and those above such a one.

    ``places`` are the (member1, member2) of figures; one that is kept by another axis than ``axes``, too, is no figure
    of theirs.
    """
    if not absent:
        return NOBODY
    found: set[int] = set()
    for place in places:
        if absent.isdisjoint(place):
            continue
        held = [next((axis for axis in axes if member in axis), None) for member in place if member]
        if all(held):
            found.update(
                above.id
                for axis, member in zip(held, place, strict=False)
                if axis is not None
                for above in axis.ancestors(member)
            )
    return frozenset(found & absent)


def listed_all_the_same(
    form: Form,
    viewpoint: Viewpoint,
    catalogue: Catalogue,
    figures: Mapping[Slice, Mapping[tuple[int, int], Fact]],
) -> frozenset[int]:
    """The members absent in the viewpoint's year of which a column of the form has figures: they get their rows."""
    axes = [catalogue.axes[axis_id] for axis_id in form.breakdown]
    absent = absent_in(axes, (viewpoint.year.year,))
    if not absent:
        return absent
    shown = (figures.get(part, {}) for part in needs(form, viewpoint, catalogue))
    return holding(axes, absent, (place for facts in shown for place in facts))


def name_with_years(member: Member, year: int) -> str:
    """The name in ``year``; of a member that isn't there then its last (or first) one: 「日高（2024年度まで）」."""
    if member.valid_in(year):
        return member.name_in(year)
    ended = member.valid_to is not None and member.valid_to < year
    last = member.valid_to if ended else member.valid_from
    return f"{member.name_in(year if last is None else last)}（{member.years_text()}）"
