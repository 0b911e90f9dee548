"""The fields of a meeting: as the calendar shows them, and read from what was typed."""

from __future__ import annotations

from dataclasses import replace

from kyosai_desktop.domain.fiscal.vague import parse_meeting_date
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.meeting import Meeting, MeetingStatus, dated, when_text
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.text.name import stored_name
from kyosai_desktop.operations.persons import persons_in

STATUS_WORDS = {
    MeetingStatus.PLANNED: "予定",
    MeetingStatus.HELD: "開催済",
    MeetingStatus.CANCELLED: "中止",
}


def shown_field(meeting: Meeting, field: str) -> str:
    """The text of a field."""
    match field:
        case "date_text":
            return when_text(meeting)
        case "attendance":
            return "" if meeting.attendance is None else f"{meeting.attendance:,}"
        case "status":
            return STATUS_WORDS[meeting.status]
        case _:
            return str(getattr(meeting, field))


def with_field(
    meeting: Meeting, field: str, text: str, year: FiscalYear, notes: list[str]
) -> Meeting | Problem:
    """The meeting with ``text`` typed into a field; what should be looked at again is added to ``notes``."""
    text = stored_name(text)
    match field:
        case "date_text":
            if not text:
                return replace(
                    meeting,
                    date_text="",
                    start=None,
                    end=None,
                    precision=None,
                    start_time=None,
                    end_time=None,
                )
            when = parse_meeting_date(text, year)
            if isinstance(when, Problem):
                return when
            notes += [warning.sentence() for warning in when.warnings]
            return dated(meeting, when)
        case "attendance":
            persons = persons_in(text)
            return persons if isinstance(persons, Problem) else replace(meeting, attendance=persons)
        case "status":
            words = {word: status for status, word in STATUS_WORDS.items()}
            if text and text not in words:
                return Problem(
                    "meeting.unknown_status",
                    f"状態の「{text}」は使えません。",
                    f"{'・'.join(words)}のどれかを入力してください。",
                )
            return replace(meeting, status=words.get(text, MeetingStatus.PLANNED))
        case "number":
            return replace(meeting, number=text)
        case "kind":
            return replace(meeting, kind=text)
        case "venue":
            return replace(meeting, venue=text)
        case "way":
            return replace(meeting, way=text)
        case "note":
            return replace(meeting, note=text)
        case _:
            raise ValueError(f"a meeting has no field {field!r} to type")
