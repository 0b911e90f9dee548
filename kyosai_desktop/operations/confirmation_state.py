"""How far a 年度 is confirmed. Apart from the verbs of 確定: the window shows it before it is painted first."""

from __future__ import annotations

from typing import NamedTuple

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.series import Council
from kyosai_desktop.store import confirmations as confirmations_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.confirmations import WHOLE_YEAR


class Confirmation(NamedTuple):
    """How far a 年度 is confirmed. ``through``: the last month of those confirmed without a gap from its beginning."""

    year: FiscalYear
    through: Month | None
    whole: bool

    def text(self) -> str:
        """「確定前」, 「5月まで確定」 or 「確定済み」."""
        if self.whole:
            return "確定済み"
        return f"{self.through.month}月まで確定" if self.through else "確定前"


def confirmation(book: Book, council: Council, year: FiscalYear) -> Confirmation:
    """How far a year is confirmed now."""
    confirmed = confirmations_sql.load_confirmed(book, council.id)
    through = None
    for month in year.months():
        if (year.year, month.month) not in confirmed:
            break
        through = month
    return Confirmation(year, through, (year.year, WHOLE_YEAR) in confirmed)
