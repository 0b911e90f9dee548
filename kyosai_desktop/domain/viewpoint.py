"""Where one stands in a book. Apart from the forms, which a window that only begins doesn't need yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.series import Council


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """What is looked at: a council, its 年度, and the month through which results count.

    ``day`` and ``earlier_day``: for figures kept as of a day, the day that is shown (None: the last of ``through``)
    and the one that it is compared with (None: there is none). Raises ``ValueError`` for a month of another year.
    """

    council: Council
    year: FiscalYear
    through: Month
    day: date | None = None
    earlier_day: date | None = None

    def __post_init__(self) -> None:
        if not self.year.contains(self.through.start):
            raise ValueError(f"{self.through.text()} isn't a month of {self.year.text()}")

    @property
    def as_of(self) -> date:
        """The last day that results cover."""
        return self.day or self.through.end

    def on_days(self, day: date | None, earlier_day: date | None) -> Viewpoint:
        """The same year seen on a day of it; the month is that of the day. None leaves a day open."""
        through = Month.of(day) if day else self.through
        return Viewpoint(self.council, self.year, through, day, earlier_day)
