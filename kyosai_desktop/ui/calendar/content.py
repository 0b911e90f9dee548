"""The meetings of a year as the painted views need them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kyosai_desktop.domain.campaign import Campaign
from kyosai_desktop.domain.fiscal.era import Precision
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.meeting import Meeting, MeetingStatus, meeting_order, weekday_text, when_text
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.campaigns import load_campaigns

BLOCK_LANE = "ブロック会議"
_OTHER_LANE = "そのほか"


@dataclass(frozen=True, slots=True)
class Item:
    """One meeting to draw. ``name`` is whose and what it is: 「石狩 総会」, 「第1回 推進会議」."""

    meeting: Meeting
    name: str

    @property
    def dated(self) -> bool:
        """Whether the day is known."""
        return self.meeting.precision is Precision.DAY

    @property
    def when(self) -> str:
        """「6/13(木) 14:00」, or the date as it was typed with 未確定."""
        start = self.meeting.start
        if start is None or not self.dated:
            return f"{when_text(self.meeting)}（未確定）"
        time = f" {self.meeting.start_time:%H:%M}" if self.meeting.start_time else ""
        return f"{start.month}/{start.day}{weekday_text(start)}{time}"


@dataclass(frozen=True, slots=True)
class YearPlan:
    """All meetings of a 年度, those without any date left out of ``items`` and counted; and its 強化期間."""

    year: FiscalYear
    items: tuple[Item, ...]
    undated: int
    campaigns: tuple[Campaign, ...] = ()

    def campaign_lanes(self) -> list[tuple[str, list[Campaign]]]:
        """One lane per kind of campaign, in their order."""
        lanes: dict[str, list[Campaign]] = {}
        for campaign in self.campaigns:
            lanes.setdefault(campaign.lane, []).append(campaign)
        return list(lanes.items())

    def lanes(self) -> list[tuple[str, list[Item]]]:
        """One lane per kind of the council's own meetings, the blocks' together at the end."""
        lanes: dict[str, list[Item]] = {}
        blocks = []
        for item in self.items:
            if item.meeting.block_id:
                blocks.append(item)
            else:
                lanes.setdefault(item.meeting.kind or _OTHER_LANE, []).append(item)
        return [*lanes.items(), *([(BLOCK_LANE, blocks)] if blocks else [])]

    def on(self, day: date) -> list[Item]:
        """What is on a day, dated meetings only."""
        return [item for item in self.items if item.dated and item.meeting.start == day]

    def coming(self, today: date, count: int) -> list[Item]:
        """The next ``count`` from ``today`` on that aren't cancelled."""
        return [
            item
            for item in self.items
            if item.meeting.end and item.meeting.end >= today
            and item.meeting.status is not MeetingStatus.CANCELLED
        ][:count]  # fmt: skip


def read_year(book: Book, viewpoint: Viewpoint) -> YearPlan:
    """The meetings of the council and its blocks in the year looked at, in time."""
    from kyosai_desktop.operations import meetings  # not before the first paint of ホーム

    council, year = viewpoint.council, viewpoint.year
    found = meetings.meetings_of(book, council, year.year)
    blocks = meetings.block_names(book, council, year.year)
    listed = [
        Item(each, _name(each, blocks.get(each.block_id, ""))) for each in _in_time(found) if each.start
    ]
    campaigns = [each for each in load_campaigns(book, council.id, year.year) if each.period]
    return YearPlan(year, tuple(listed), len(found) - len(listed), tuple(campaigns))


def _in_time(found: Sequence[Meeting]) -> list[Meeting]:
    return sorted(found, key=meeting_order)


def _name(meeting: Meeting, block: str) -> str:
    return " ".join(part for part in (block, meeting.number, meeting.kind or "会議") if part)
