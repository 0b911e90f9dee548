"""役員体制: the officers of one council and year, what changed since the year before, and empty seats.

新任 and 退任 follow from comparing two years and are never typed. A person is the name as typed, white space
aside. Variant characters are not merged (高山 and 髙山 may be two persons): such a pair stays 新任 and 退任, and
is reported as possibly the same. One who holds another role than last year is neither 新任 nor 退任, because
the printed roster knows only these two; it is listed as moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kyosai_desktop.domain.problem import Place, Problem, Severity
from kyosai_desktop.domain.text.name import name_key, stored_name

APPOINTED = "新任"
RETIRED = "退任"
VACANT = "欠員"


@dataclass(frozen=True, slots=True)
class Officer:
    """One seat of a roster. ``position`` is the printed order; texts are as typed, '' when not known.

    ``role`` 役職, ``capacity`` 区分, ``organisation`` 選出団体, ``name`` 氏名 ('' is a vacancy), ``reading``
    ふりがな, ``title`` 役職名. ``contact`` is private and never printed.
    """

    id: int
    council_id: int
    year: int
    position: int
    role: str
    capacity: str = ""
    organisation: str = ""
    name: str = ""
    reading: str = ""
    title: str = ""
    term_from: str = ""
    term_to: str = ""
    contact: str = ""
    note: str = ""

    @property
    def vacant(self) -> bool:
        """Whether nobody holds the seat; the word for that may have been typed in the place of a name."""
        return person_key(self.name).strip("()（）") in ("", VACANT)

    @property
    def seat(self) -> str:
        """The seat as ``seat_findings`` counts it."""
        return seat_name(self.role, self.capacity)


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """What changed between two years.

    ``appointed`` and ``retired`` are in roster order, a person with two posts once each; ``moved`` and
    ``possible_same`` are pairs of last year's officer and this year's.
    """

    appointed: tuple[Officer, ...]
    retired: tuple[Officer, ...]
    moved: tuple[tuple[Officer, Officer], ...]
    possible_same: tuple[tuple[Officer, Officer], ...]

    def mark(self, officer: Officer) -> str:
        """``新任`` for every seat of a newly appointed person, else ''."""
        key = person_key(officer.name)
        return APPOINTED if key and key in {person_key(new.name) for new in self.appointed} else ""


def person_key(name: str) -> str:
    """``name`` for comparing persons: white space and unseen characters removed, every character as typed.

    No Unicode normalisation, not even NFC: it would replace 塚 (U+FA10) and its like.
    """
    return "".join(stored_name(name).split())


def changes(previous: Sequence[Officer], current: Sequence[Officer]) -> RosterChanges:
    """Compare the rosters of two years of one council. Vacancies are nobody and never compared."""
    before, now = _by_person(previous), _by_person(current)
    appointed = tuple(officers[0] for key, officers in now.items() if key not in before)
    retired = tuple(officers[0] for key, officers in before.items() if key not in now)
    return RosterChanges(
        appointed=appointed,
        retired=retired,
        moved=tuple(
            (before[key][0], officer)
            for key, officers in now.items()
            if key in before
            for officer in officers
            if officer.seat not in {held.seat for held in before[key]}
        ),
        possible_same=tuple(
            (old, new) for new in appointed for old in retired if name_key(old.name) == name_key(new.name)
        ),
    )


def change_lines(roster_changes: RosterChanges) -> tuple[str, ...]:
    """The printed lines 「退任：幹事　山田太郎（全開発）」 and 「新任：…」; no line where nobody changed."""
    lines = ((RETIRED, roster_changes.retired), (APPOINTED, roster_changes.appointed))
    return tuple(f"{word}：{'、'.join(map(_person_text, officers))}" for word, officers in lines if officers)


def possible_same_notes(roster_changes: RosterChanges) -> tuple[Problem, ...]:
    """A note for every pair whose names differ only in the form of a character."""
    return tuple(
        Problem(
            "roster.possible_same",
            f"退任の「{old.name}」と新任の「{new.name}」は、字体などの表記だけが違います。",
            "同じ人であれば、どちらかの表記にそろえてください。別の人であれば、このままで構いません。",
            Severity.NOTE,
            Place(row=new.name),
        )
        for old, new in roster_changes.possible_same
    )


def seat_name(role: str, capacity: str = "") -> str:
    """The name of a kind of seat: ``議長``, ``幹事（産別代表）``."""
    return f"{role}（{capacity}）" if capacity else role


def seat_findings(seats: Mapping[str, int], officers: Sequence[Officer]) -> tuple[Problem, ...]:
    """Vacancies and surpluses against the known number of ``seats``, in their order.

    A key is a role (事務局次長 3), a capacity (産別代表 4) or both by ``seat_name``. Seats without a name in
    ``officers`` are not filled.
    """
    findings = []
    for seat, number in seats.items():
        filled = sum(
            1
            for officer in officers
            if not officer.vacant and seat in (officer.role, officer.capacity, officer.seat)
        )
        if filled != number:
            findings.append(_seat_problem(seat, number, filled))
    return tuple(findings)


def _seat_problem(seat: str, number: int, filled: int) -> Problem:
    known = f"{seat}の定数は{number}名ですが、登録されているのは{filled}名です。"
    if filled < number:
        return Problem(
            "roster.vacant",
            f"{known}{number - filled}名の{VACANT}があります。",
            "後任の氏名を入力するか、「定数」のタブで人数を直してください。",
            Severity.WARNING,
            Place(row=seat),
        )
    return Problem(
        "roster.surplus",
        f"{known}{filled - number}名多くなっています。",
        "退任した人が残っていないかを確かめるか、「定数」のタブで人数を直してください。",
        Severity.WARNING,
        Place(row=seat),
    )


def _by_person(officers: Iterable[Officer]) -> dict[str, list[Officer]]:
    """Officers by person, in roster order; vacancies left out."""
    persons: dict[str, list[Officer]] = {}
    for officer in sorted(officers, key=lambda each: each.position):
        if not officer.vacant:
            persons.setdefault(person_key(officer.name), []).append(officer)
    return persons


def _person_text(officer: Officer) -> str:
    organisation = f"（{officer.organisation}）" if officer.organisation else ""
    return f"{officer.role}　{officer.name}{organisation}"
