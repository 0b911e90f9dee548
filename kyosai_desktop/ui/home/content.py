"""What ホーム tells, read from the same tables that are typed and printed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kyosai_desktop.store.book import Book

if TYPE_CHECKING:
    from kyosai_desktop.domain.series import Council
    from kyosai_desktop.domain.viewpoint import Viewpoint
    from kyosai_desktop.operations.progress import Progress
    from kyosai_desktop.operations.reporting import FormReport
    from kyosai_desktop.ui.calendar.content import YearPlan


class Standing(NamedTuple):
    """One council in short: where its newest figures are, and how far it is; None while it has none."""

    council: Council
    progress: Progress | None


class HomeContent(NamedTuple):
    """``standings`` are all councils in their order; the rest is about the council and year looked at."""

    viewpoint: Viewpoint
    standings: tuple[Standing, ...]
    progress: Progress | None
    reports: tuple[FormReport, ...]
    plan: YearPlan

    @property
    def empty(self) -> bool:
        """Whether there is no figure at all."""
        return self.progress is None or self.progress.empty


def read_home(
    book: Book, viewpoint: Viewpoint, today: date, days: Mapping[str, tuple[date | None, date | None]]
) -> HomeContent:
    """Everything at one moment. The other councils are seen where their newest figures are; ``days`` were chosen for
    forms of this one."""
    # with all of compute: not before the first paint
    from kyosai_desktop.operations import books, progress, reporting
    from kyosai_desktop.operations.reading import Reading
    from kyosai_desktop.ui.calendar.content import read_year

    reading = Reading(book, days)
    here = progress.progress(reading, viewpoint)
    standings = []
    for council in books.councils(book):
        if council.id == viewpoint.council.id:
            found = here
        else:
            found = progress.progress(reading, books.newest_viewpoint(book, council, today))
        standings.append(Standing(council, None if found is None or found.empty else found))
    return HomeContent(
        viewpoint,
        tuple(standings),
        here,
        tuple(reporting.reports(reading, viewpoint)),
        read_year(book, viewpoint),
    )
