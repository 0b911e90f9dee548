"""年度更新: beginning a 年度 with drafts of what the year before had. Nothing that exists is written over.

分類 and 様式 belong to the book and need no carrying; ``plan_year`` says what would be copied, ``roll_over`` does it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import TypeVar

from kyosai_desktop.domain.campaign import Campaign
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute import Slice
from kyosai_desktop.domain.confirmation import is_confirmed
from kyosai_desktop.domain.edit import Applied
from kyosai_desktop.domain.fact import Fact, FactKey, Period, Role
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month, Span
from kyosai_desktop.domain.form import LATEST
from kyosai_desktop.domain.meeting import Meeting, MeetingStatus
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.roster import Officer
from kyosai_desktop.domain.series import Council, Measure
from kyosai_desktop.store import campaigns as campaigns_sql
from kyosai_desktop.store import confirmations as confirmations_sql
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store import meetings as meetings_sql
from kyosai_desktop.store import rosters as rosters_sql
from kyosai_desktop.store.backup import Backup, BackupReason
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue
from kyosai_desktop.store.ids import new_id

T = TypeVar("T")


class Carried(Enum):
    """What can be carried over. Meetings are the council's own: the blocks send theirs every year."""

    OFFICERS = "役員"
    MEETINGS = "会議日程"
    CAMPAIGNS = "強化期間"
    TARGETS = "目標"


EVERYTHING = frozenset(Carried)


@dataclass(frozen=True, slots=True)
class CarriedItem:
    """Of one kind: how many rows would be ``added``, and how many the new year holds already, which are ``left``."""

    what: Carried
    added: int
    left: int


@dataclass(frozen=True, slots=True)
class YearPlan:
    """What beginning ``year`` would write: rows of last year as they are there, or with their new day and key."""

    council: Council
    year: FiscalYear
    chosen: frozenset[Carried]
    items: tuple[CarriedItem, ...]
    officers: tuple[Officer, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    targets: tuple[tuple[FactKey, Fact], ...] = ()

    @property
    def added(self) -> int:
        """How many rows would be written."""
        return sum(item.added for item in self.items)

    def sentence(self) -> str:
        """What is about to happen, as the wizard says it."""
        kinds = "・".join(item.what.value for item in self.items if item.added)
        last = self.year.previous().text()
        drafts = "前年度の目標は写してから直せます。" if self.targets else ""
        carried = f"引き継ぐもの：{'・'.join(part for part in ('分類・様式', kinds) if part)}。"
        return f"{self.year.text()}を作ります。{last}はそのまま残ります。{carried}{drafts}"


@dataclass(frozen=True, slots=True)
class RolledOver:
    """A year was begun: what was written, and the backup made before."""

    applied: Applied
    items: tuple[CarriedItem, ...]
    backup: Backup


def plan_year(
    book: Book, council: Council, year: FiscalYear, chosen: Collection[Carried] = EVERYTHING
) -> YearPlan:
    """What of the year before would be carried into ``year``; the book isn't touched.

    A roster that was begun is left as it is; of meetings, campaigns and 目標, only those that ``year`` doesn't have are
    added. 目標 of units that don't exist any more in ``year`` are left out.
    """
    last = year.previous()
    plan = YearPlan(council, year, frozenset(chosen), ())
    items = []
    if Carried.OFFICERS in chosen:
        there = rosters_sql.load_officers(book, council.id, year.year)
        found = () if there else tuple(rosters_sql.load_officers(book, council.id, last.year))
        plan = replace(plan, officers=found)
        items.append(CarriedItem(Carried.OFFICERS, len(found), len(there)))
    if Carried.MEETINGS in chosen:
        meetings, left = _unmatched(_meetings(book, council, last), _meetings(book, council, year), _body)
        plan = replace(plan, meetings=tuple(_undated(each, year) for each in meetings))
        items.append(CarriedItem(Carried.MEETINGS, len(meetings), left))
    if Carried.CAMPAIGNS in chosen:
        before = campaigns_sql.load_campaigns(book, council.id, last.year)
        there_too = campaigns_sql.load_campaigns(book, council.id, year.year)
        campaigns, left = _unmatched(before, there_too, lambda each: (each.lane, each.label))
        plan = replace(plan, campaigns=tuple(_a_year_later(each) for each in campaigns))
        items.append(CarriedItem(Carried.CAMPAIGNS, len(campaigns), left))
    if Carried.TARGETS in chosen:
        targets, left = _targets(book, council, year)
        plan = replace(plan, targets=targets)
        items.append(CarriedItem(Carried.TARGETS, len(targets), left))
    return replace(plan, items=tuple(items))


def roll_over(book: Book, plan: YearPlan) -> RolledOver | Problem:
    """Back the book up, then carry out the plan as one step. The year before is left as it is.

    Problems (nothing was changed): ``year_end.nothing``, ``year_end.book_changed`` since the plan, or why there is no
    backup.
    """
    council, year = plan.council, plan.year
    if not plan.added:
        return _nothing(plan)
    if plan_year(book, council, year, plan.chosen) != plan:
        return Problem(
            "year_end.book_changed",
            f"確認の後に、{year.previous().text()}か{year.text()}の内容が変わりました。",
            "もう一度確認してから実行してください。",
        )
    backup = book.backup(BackupReason.YEAR_END)
    if isinstance(backup, Problem):
        return backup
    try:
        with book.change(f"年度更新：{council.short_name} {year.text()}") as tx:
            rosters_sql.insert_officers(
                tx, [replace(each, id=new_id(), year=year.year) for each in plan.officers]
            )
            meetings_sql.write_meetings(tx, [replace(each, id=new_id()) for each in plan.meetings])
            campaigns_sql.insert_campaigns(tx, [replace(each, id=new_id()) for each in plan.campaigns])
            facts_sql.write_facts(tx, plan.targets)
    except Refused as refused:
        return refused.problems[0]
    return RolledOver(Applied(plan.added), plan.items, backup)


def _nothing(plan: YearPlan) -> Problem:
    left = sum(item.left for item in plan.items)
    why = f"{plan.year.text()}にもう登録されている" if left else f"{plan.year.previous().text()}に登録がない"
    return Problem(
        "year_end.nothing",
        f"{why}ため、引き継ぐものがありません。",
        f"年度を{plan.year.text()}に切り替えて、そのまま入力を始められます。",
    )


def _unmatched(before: Iterable[T], there: Iterable[T], key: Callable[[T], Hashable]) -> tuple[list[T], int]:
    """Those of last year without a counterpart in the new one, and how many the new one has."""
    has = Counter(key(each) for each in there)
    count = has.total()
    found = []
    for each in before:
        if has[key(each)]:
            has[key(each)] -= 1
        else:
            found.append(each)
    return found, count


def _meetings(book: Book, council: Council, year: FiscalYear) -> list[Meeting]:
    return [
        each
        for each in meetings_sql.load_meetings(book, council.id, year.year)
        if each.block_id == 0 and each.status is not MeetingStatus.CANCELLED
    ]


def _body(meeting: Meeting) -> tuple[str, str]:
    return meeting.kind, meeting.number


def _undated(meeting: Meeting, year: FiscalYear) -> Meeting:
    """The draft of next year's meeting: what it is and where, but not when."""
    return Meeting(
        meeting.id,
        meeting.council_id,
        year.year,
        kind=meeting.kind,
        number=meeting.number,
        venue=meeting.venue,
        way=meeting.way,
    )


def _a_year_later(campaign: Campaign) -> Campaign:
    return replace(
        campaign,
        year=campaign.year + 1,
        start=_next_year(campaign.start) if campaign.start else None,
        end=_next_year(campaign.end) if campaign.end else None,
    )


def _next_year(day: date) -> date:
    """The same day a year later; the last of a month stays the last (2024-02-29 → 2025-02-28)."""
    month = Month(day.year + 1, day.month)
    return month.end if day == Month.of(day).end else day.replace(year=day.year + 1)


def _targets(book: Book, council: Council, year: FiscalYear) -> tuple[tuple[tuple[FactKey, Fact], ...], int]:
    """Last year's newest 目標 under this year's keys, and how many this year has. None while the year is confirmed."""
    catalogue = load_catalogue(book)
    last = year.previous()
    before = facts_sql.load_figures(book, _slices(council, catalogue, last))
    there = facts_sql.load_figures(book, _slices(council, catalogue, year))
    confirmed = confirmations_sql.load_confirmed(book, council.id)
    closed = is_confirmed(Measure.TARGET, Period.span(year.start, year.end), year.start_month, confirmed)
    found = []
    for part, facts in () if closed else before.items():
        kept = there.get(_shifted(part), {})
        for members, fact in facts.items():
            if members not in kept and _valid(catalogue, members, year.year):
                key = FactKey(part.series_id, _shifted(part).period, *members)
                found.append((key, Fact(fact.thousandths, note=fact.note)))
    return tuple(found), sum(len(facts) for facts in there.values())


def _slices(council: Council, catalogue: Catalogue, year: FiscalYear) -> Sequence[Slice]:
    spans: list[Span | Month] = [year.span, year.first_half, year.second_half, *year.months()]
    periods = [Period.span(each.start, each.end) for each in spans]
    return [
        Slice(series.id, period, LATEST, Role.OWN)
        for series in catalogue.series.values()
        if series.council_id == council.id and series.measure is Measure.TARGET
        for period in periods
    ]


def _shifted(part: Slice) -> Slice:
    return part._replace(period=Period.span(_next_year(part.period.start), _next_year(part.period.end)))


def _valid(catalogue: Catalogue, members: Iterable[int], year: int) -> bool:
    return all(
        axis[member].valid_in(year)
        for member in members
        if member
        for axis in catalogue.axes.values()
        if member in axis
    )
