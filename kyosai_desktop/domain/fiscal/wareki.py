"""和暦, both ways, by a table of the five eras since 明治."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple


class Era(NamedTuple):
    """One era: its name, the Latin letter offices write for it, and its first day."""

    name: str
    letter: str
    start: date

    def calendar_year(self, year: int) -> int:
        """The 西暦 of the era's ``year`` (元年 = 1), also past the era's end: 平成36年 is 2024."""
        return self.start.year + year - 1

    def last_day(self) -> date | None:
        """The last day of the era; None while it lasts."""
        later = [era.start for era in ERAS if era.start > self.start]
        return min(later) - timedelta(days=1) if later else None


ERAS = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("明治", "M", date(1868, 1, 25)),
)


class EraYear(NamedTuple):
    """A year of an era, such as 令和5年; 1 is written 元."""

    era: Era
    year: int

    def text(self) -> str:
        """``令和5年``, ``令和元年``."""
        return f"{self.era.name}{'元' if self.year == 1 else self.year}年"


def in_era(day: date) -> EraYear | None:
    """The year of the era in which ``day`` lies; None before 明治."""
    for era in ERAS:
        if day >= era.start:
            return EraYear(era, day.year - era.start.year + 1)
    return None


def era_named(name: str) -> Era | None:
    """The era called ``name`` (令和) or abbreviated so (R, r); None for anything else."""
    return next((era for era in ERAS if name == era.name or name.upper() == era.letter), None)


def era_date_text(day: date) -> str:
    """``令和6年6月13日``; the plain 西暦 date before 明治."""
    era_year = in_era(day)
    year = era_year.text() if era_year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"
