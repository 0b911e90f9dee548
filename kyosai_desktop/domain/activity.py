"""活動記録: what organisations did (学習会, 要請行動, 協定, 方針化, 自主目標), and the counts that follow from it.

「361回、8,485名」 and 「103会員」 are never typed: they are counted from entries, by member and period.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from kyosai_desktop.domain.axis import Axis, Member, meant_in
from kyosai_desktop.domain.fact import Period, PeriodKind
from kyosai_desktop.domain.text.name import name_key


class Counting(Enum):
    """What of the entries is counted: how often, how many persons, or how many different organisations."""

    TIMES = "回数"
    PERSONS = "人数"
    ORGANISATIONS = "団体数"


NEW_ORGANISATION = "新規登録"
"""The kind of the entries that the list 新規登録団体 prints."""

USUAL_KINDS = ("学習会", "要請行動", "協定", "方針化", "自主目標")
"""The kinds of entries of a council that has no list of its own."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Where a series' figures come from: the activities of ``kind`` ('' : of every kind), counted so."""

    kind: str
    counting: Counting

    def text(self) -> str:
        """「学習会の回数」."""
        return f"{self.kind or 'すべての種類'}の{self.counting.value}"


@dataclass(frozen=True, slots=True)
class Activity:
    """One entry. ``organisation`` is the name as typed, ``member_id`` the member it means (0: none known).

    ``date_text`` is the date as typed and ``start``–``end`` its bounds, None while no date is given: such an entry isn't
    counted yet. ``persons`` None: how many isn't known.
    """

    id: int
    council_id: int
    year: int
    kind: str = ""
    organisation: str = ""
    member_id: int = 0
    date_text: str = ""
    start: date | None = None
    end: date | None = None
    persons: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """All counts of the entries of one kind. ``persons_unknown``: how many entries don't say how many came."""

    kind: str
    times: int
    persons: int
    organisations: int
    persons_unknown: int

    def text(self) -> str:
        """「学習会　361回、8,485名、103団体」."""
        counts = [f"{self.times:,}回", f"{self.persons:,}名"] if self.persons else [f"{self.times:,}回"]
        unknown = (
            f"（人数のない記録 {self.persons_unknown:,}件）" if self.persons and self.persons_unknown else ""
        )
        return f"{self.kind or '種類なし'}　{'、'.join([*counts, f'{self.organisations:,}団体'])}{unknown}"


def activity_order(activity: Activity) -> tuple[bool, date, date, str, str, int]:
    """The key that sorts entries in time, those without a date last."""
    return (
        activity.start is None,
        activity.start or date.max,
        activity.end or date.max,
        activity.kind,
        activity.organisation,
        activity.id,
    )


def name_matches(members: Iterable[Member], year: int) -> dict[str, int]:
    """Members by the key of each of their names. A name that several have means the one whose it is in the 年度 ``year``,
    or none of them."""
    found: dict[str, dict[int, Member]] = {}
    for member in members:
        for name in (*member.own_names, *member.aliases):
            found.setdefault(name_key(name), {})[member.id] = member
    matches = {}
    for key, sharing in found.items():
        meant = list(sharing.values())
        if len(meant) > 1:
            meant = meant_in(meant, _spelled(key), year)
        if key and len(meant) == 1:
            matches[key] = meant[0].id
    return matches


def _spelled(key: str) -> Callable[[str], bool]:
    return lambda name: name_key(name) == key


def with_members(activities: Iterable[Activity], matches: Mapping[str, int]) -> list[Activity]:
    """The entries, those without a member with the one that ``matches`` has for their name.

    An organisation is often entered before the 名簿 has it.
    """
    return [
        each if each.member_id else replace(each, member_id=matches.get(name_key(each.organisation), 0))
        for each in activities
    ]


def within(activities: Iterable[Activity], period: Period, year_start: date) -> list[Activity]:
    """Those that lie wholly in a period; for a state as of a day, those from ``year_start`` to that day.

    「7月」 lies in the year and in July but in no single week: a vague date counts once it can't be outside.
    """
    first = year_start if period.kind is PeriodKind.AS_OF else period.start
    return [
        each
        for each in activities
        if each.start is not None and each.end is not None and first <= each.start and each.end <= period.end
    ]


def of_kind(activities: Iterable[Activity], kind: str) -> list[Activity]:
    """Those of a kind; all for ''."""
    return [each for each in activities if kind in ("", each.kind)]


def count(activities: Sequence[Activity], counting: Counting) -> int:
    """The count of some entries. Persons that aren't known add nothing."""
    match counting:
        case Counting.TIMES:
            return len(activities)
        case Counting.PERSONS:
            return sum(each.persons or 0 for each in activities)
        case Counting.ORGANISATIONS:
            return len(organisations(activities))


def organisations(activities: Iterable[Activity]) -> list[Activity]:
    """The first entry of every organisation, in time; entries without an organisation are left out."""
    first: dict[int | str, Activity] = {}
    for activity in sorted(activities, key=activity_order):
        identity = _identity(activity)
        if identity is not None:
            first.setdefault(identity, activity)
    return list(first.values())


def counts_on(activities: Sequence[Activity], counting: Counting, axis: Axis, year: int) -> dict[int, int]:
    """The count at every member of an axis that exists in ``year``, those below included; 0 where nothing was done."""
    at: dict[int, list[Activity]] = {member.id: [] for member in axis.members if member.valid_in(year)}
    for activity in activities:
        if activity.member_id in axis:
            for member in axis.ancestors(activity.member_id):
                at.setdefault(member.id, []).append(activity)
    return {member_id: count(found, counting) for member_id, found in at.items()}


def summaries(activities: Iterable[Activity]) -> list[Summary]:
    """One for each kind, in the order of their first entries."""
    kinds: dict[str, list[Activity]] = {}
    for activity in activities:
        kinds.setdefault(activity.kind, []).append(activity)
    return [
        Summary(
            kind,
            count(found, Counting.TIMES),
            count(found, Counting.PERSONS),
            count(found, Counting.ORGANISATIONS),
            sum(1 for each in found if each.persons is None),
        )
        for kind, found in kinds.items()
    ]


def _identity(activity: Activity) -> int | str | None:
    """What makes two entries one organisation's: the member, else the name; None without either."""
    return activity.member_id or name_key(activity.organisation) or None
