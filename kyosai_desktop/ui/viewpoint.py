"""Which council, 年度 and month the whole window looks at. Every page shows the same one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.viewpoint import Viewpoint
from kyosai_desktop.operations import books
from kyosai_desktop.ui.session import Session


class ChosenDays(NamedTuple):
    """The day that a form shows, and the one that it compares with; None where none was chosen."""

    day: date | None = None
    earlier_day: date | None = None


class Outlook(QObject):
    """The current ``Viewpoint`` and what else can be chosen. ``current`` is None while the book has no council.

    ``settle`` is asked before another is chosen: what is typed belongs to the council, year and month before. When it
    answers with a Problem, that viewpoint stays.
    """

    moved = Signal()
    stayed = Signal()
    """Another place was chosen, but what is being typed couldn't be taken."""

    def __init__(
        self,
        session: Session,
        today: date,
        settle: Callable[[], Problem | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settle = settle
        self._session = session
        self._today = today
        self.councils: list[Council] = []
        self.years: list[FiscalYear] = []
        self.current: Viewpoint | None = None
        self._days: dict[tuple[int, int], dict[str, ChosenDays]] = {}
        self.reload()

    def reload(self) -> None:
        """Ask the book again which councils and years there are, and keep the place where possible."""
        self.councils = self._session.read(books.councils)
        here = self.current
        council = next((each for each in self.councils if here and each.id == here.council.id), None)
        if council and here:
            self.years = self._years(council)
            self.current = Viewpoint(council, here.year, here.through)
        elif self.councils:
            self._look_at(self.councils[0])
        else:
            self.years, self.current = [], None

    def choose_council(self, council: Council) -> None:
        """Look at the newest figures of another council."""
        if self._may_move():
            self._look_at(council)
            self.moved.emit()

    def choose_year(self, year: FiscalYear) -> None:
        """Look at another 年度, through the same month of it or the newest there is to see."""
        if self.current is None or not self._may_move():
            return
        here = self.current
        through = self._session.read(
            lambda book: books.month_in(book, here.council, year, here.through, self._today)
        )
        self.current = Viewpoint(here.council, year, through)
        self.moved.emit()

    def choose_month(self, through: Month) -> None:
        """Count results through another month of the year."""
        if self.current is None or not self._may_move():
            return
        self.current = Viewpoint(self.current.council, self.current.year, through)
        self._days.pop(_place(self.current), None)
        self.moved.emit()

    def choose_days(self, form_code: str, days: ChosenDays) -> None:
        """Show one form as it stood on a day of the year, until another month is chosen."""
        if self.current is None or not self._may_move():
            return
        self._days.setdefault(_place(self.current), {})[form_code] = days
        self.moved.emit()

    def days(self) -> Mapping[str, ChosenDays]:
        """The days that were chosen in the year that is looked at, by the forms' codes."""
        return self._days.get(_place(self.current), {}) if self.current else {}

    def seen(self, form_code: str) -> Viewpoint | None:
        """From where one form is seen: the current viewpoint, with the days that were chosen for the form."""
        here = self.current
        return here.on_days(*self.days().get(form_code, ChosenDays())) if here else None

    def _may_move(self) -> bool:
        settled = self._settle() is None
        if not settled:
            self.stayed.emit()
        return settled

    def _look_at(self, council: Council) -> None:
        self.years = self._years(council)
        self.current = self._session.read(lambda book: books.newest_viewpoint(book, council, self._today))

    def _years(self, council: Council) -> list[FiscalYear]:
        return self._session.read(lambda book: books.years(book, council, self._today))


def _place(viewpoint: Viewpoint) -> tuple[int, int]:
    return viewpoint.council.id, viewpoint.year.year
