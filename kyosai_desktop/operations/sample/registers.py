"""The sample's registers: invented officers and activities, meetings, campaign periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from kyosai_desktop.domain.activity import Activity
from kyosai_desktop.domain.campaign import Campaign
from kyosai_desktop.domain.fiscal.vague import MeetingDate, parse_meeting_date
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.meeting import Meeting, MeetingStatus, dated, split_block_entries
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.roster import Officer
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.text.name import name_key
from kyosai_desktop.operations.sample.split_figures import read_sample
from kyosai_desktop.store import activities as activities_sql
from kyosai_desktop.store import meetings as meetings_sql
from kyosai_desktop.store import rosters as rosters_sql
from kyosai_desktop.store.book import Transaction
from kyosai_desktop.store.campaigns import insert_campaigns
from kyosai_desktop.store.ids import new_id

_STATUS = {"予定": MeetingStatus.PLANNED, "開催済": MeetingStatus.HELD}


def fill_registers(
    tx: Transaction, councils: Mapping[str, Council], blocks: Mapping[str, int], matches: Mapping[str, int]
) -> None:
    """Add what belongs to the councils (by code); ``blocks`` are block ids by name, ``matches`` the members that
    organisations' names mean."""
    rosters_sql.insert_officers(
        tx,
        [
            Officer(
                new_id(),
                councils[row["会議体"]].id,
                int(row["年度"]),
                int(row["順"]),
                row["役職"],
                row["区分"],
                row["選出団体"],
                row["氏名"],
                row["ふりがな"],
                row["役職名"],
            )
            for row in read_sample("officers")
            if row["会議体"] in councils
        ],
    )
    own = [
        _meeting(row, councils[row["会議体"]]) for row in read_sample("meetings") if row["会議体"] in councils
    ]
    of_blocks = [
        meeting
        for row in read_sample("block_meetings")
        if row["会議体"] in councils
        for meeting in _block_meetings(row, councils[row["会議体"]], blocks)
    ]
    meetings_sql.write_meetings(tx, [*own, *of_blocks])
    activities_sql.write_activities(
        tx,
        [
            _activity(row, councils[row["会議体"]], matches)
            for row in read_sample("activities")
            if row["会議体"] in councils
        ],
    )
    insert_campaigns(
        tx,
        [
            Campaign(
                new_id(),
                councils[row["会議体"]].id,
                int(row["年度"]),
                row["区分"],
                row["名称"],
                start,
                end,
            )
            for row, start, end in sample_campaigns()
            if row["会議体"] in councils
        ],
    )


def sample_campaigns() -> Iterator[tuple[Mapping[str, str], date, date]]:
    """The rows of the campaign periods with their first and last days, which may be written as months."""
    for row in read_sample("campaigns"):
        start, end = row["開始"], row["終了"]
        yield row, _day(start) or _month(start).start, _day(end) or _month(end).end


def _activity(row: Mapping[str, str], council: Council, matches: Mapping[str, int]) -> Activity:
    year = int(row["年度"])
    when = _sound(parse_meeting_date(row["日付"], FiscalYear(year, council.start_month)))
    return Activity(
        new_id(),
        council.id,
        year,
        row["種類"],
        row["団体"],
        matches.get(name_key(row["団体"]), 0),
        when.text,
        when.start,
        when.end,
        int(row["人数"]) if row["人数"] else None,
    )


def _meeting(row: Mapping[str, str], council: Council) -> Meeting:
    year = int(row["年度"])
    when = _sound(parse_meeting_date(row["日時"], FiscalYear(year, council.start_month)))
    meeting = Meeting(
        new_id(),
        council.id,
        year,
        kind="全道推進会議" if council.code == "rokin" else "推進会議",
        number=row["回"],
        venue=row["会場"],
        way=row["形式"],
        status=_STATUS[row["状態"]],
    )
    return dated(meeting, when)


def _block_meetings(row: Mapping[str, str], council: Council, blocks: Mapping[str, int]) -> list[Meeting]:
    year = int(row["年度"])
    entries = split_block_entries(row["日程"], FiscalYear(year, council.start_month))
    if isinstance(entries, Problem):
        raise ValueError(entries.sentence())
    return [
        dated(
            Meeting(
                new_id(),
                council.id,
                year,
                blocks[row["ブロック"]],
                kind=entry.kind,
                way=entry.way,
                status=MeetingStatus.HELD,
            ),
            entry.when,
        )
        for entry in entries
    ]


def _sound(when: MeetingDate | Problem) -> MeetingDate:
    if isinstance(when, Problem):
        raise ValueError(when.sentence())
    return when


def _day(text: str) -> date | None:
    """The day, None for a month alone."""
    return date.fromisoformat(text) if text.count("-") == 2 else None


def _month(text: str) -> Month:
    return Month.of(date.fromisoformat(f"{text}-01"))
