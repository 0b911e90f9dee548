"""強化期間: the periods of a 年度 with a special effort, in lanes, and how a form finds this year's and last year's.

A campaign is the same one from year to year when its lane and label are; its dates are each year's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kyosai_desktop.domain.fact import Period
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.text.name import name_key


@dataclass(frozen=True, slots=True)
class Campaign:
    """取り組み強化期間: from ``start`` to ``end`` in a lane (人の保障, 家の保障, 車の補償); None: no day is known yet."""

    id: int
    council_id: int
    year: int
    lane: str
    label: str
    start: date | None
    end: date | None

    @property
    def name(self) -> str:
        """How forms name it: 「人の保障／取り組み強化期間」."""
        return "／".join(part for part in (self.lane, self.label) if part)

    @property
    def period(self) -> Period | None:
        """Its days, None while one of them isn't known."""
        return None if self.start is None or self.end is None else Period.span(self.start, self.end)


def named(campaigns: Iterable[Campaign], council_id: int, year: int, name: str) -> list[Campaign]:
    """The council's campaigns of a 年度 that a form means by ``name``: 「区分／名称」, or the 名称 alone.

    More than one when the name isn't enough to tell them apart.
    """
    key = name_key(name)
    of_year = [each for each in campaigns if (each.council_id, each.year) == (council_id, year)]
    return [each for each in of_year if name_key(each.name) == key] or [
        each for each in of_year if name_key(each.label) == key
    ]


def days_text(period: Period) -> str:
    """「7/18～9/15」, as a header has it beside its 年度."""
    start, end = period.start, period.end
    first, last = f"{start.month}/{start.day}", f"{end.month}/{end.day}"
    return first if start == end else f"{first}～{last}"


def cuts_a_month(period: Period) -> bool:
    """Whether a span begins or ends inside a month, so that figures of months can't add up to it."""
    return period.start != Month.of(period.start).start or period.end != Month.of(period.end).end


def has_other_meaning(period: Period, start_month: int) -> bool:
    """Whether figures of a span may be kept for what it is besides a campaign: a month, a 累計, a 下期.

    Figures of any other span are the campaign's own and go with it when its dates change.
    """
    if cuts_a_month(period):
        return False
    year = FiscalYear.of(period.start, start_month)
    one_month = Month.of(period.start) == Month.of(period.end)
    return (
        one_month
        or period.start == year.start
        or (period.start, period.end)
        == (
            year.second_half.start,
            year.second_half.end,
        )
    )
