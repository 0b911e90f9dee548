"""The seats of a roster that become free when officers are taken out: what a successor takes over, and where."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kyosai_desktop.domain.roster import Officer
from kyosai_desktop.domain.series import Council
from kyosai_desktop.store import rosters as rosters_sql
from kyosai_desktop.store.book import Book


@dataclass(frozen=True, slots=True)
class FreedSeat:
    """The seat of an officer who was taken out; ``above`` are the ids of those before it, the nearest first."""

    officer: Officer
    above: tuple[int, ...]

    def is_gap_in(self, officers: Sequence[Officer]) -> bool:
        """Whether its number is still free and in its place: nobody was moved since."""
        number = self.officer.position
        return all(
            officer.position < number if officer.id in self.above else officer.position != number
            for officer in officers
        )

    def place_in(self, officers: Sequence[Officer]) -> int:
        """How many of the officers stand before the seat."""
        places = {officer.id: at for at, officer in enumerate(officers, 1)}
        return next((places[above] for above in self.above if above in places), 0)


def seats_of(book: Book, council: Council, year: int, officer_ids: Collection[int]) -> list[FreedSeat]:
    """The seats that become free when these officers are taken out, in the order of the roster."""
    officers = rosters_sql.load_officers(book, council.id, year)
    return [
        FreedSeat(officer, tuple(above.id for above in reversed(officers[:at])))
        for at, officer in enumerate(officers)
        if officer.id in officer_ids
    ]
