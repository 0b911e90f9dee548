"""SQL about members of axes beyond their master: what hangs on one, and from when."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import NamedTuple

from kyosai_desktop.domain.fact import Period, PeriodKind
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.store.book import Book


class Hanging(Enum):
    """What can hang on a member, in the words of a sentence 「…には○○があります」."""

    FIGURES = "入力済みの数字"
    COMMENTS = "数字へのコメント"
    ACTIVITIES = "活動の記録"
    MEETINGS = "会議の記録"


def hanging_on(book: Book, member_id: int) -> list[Hanging]:
    """What the book has stored under the member."""
    asked = {
        Hanging.FIGURES: "SELECT 1 FROM fact WHERE ? IN (member1_id, member2_id) LIMIT 1",
        Hanging.COMMENTS: "SELECT 1 FROM fact_comment WHERE ? IN (member1_id, member2_id) LIMIT 1",
        Hanging.ACTIVITIES: "SELECT 1 FROM activity WHERE member_id = ? LIMIT 1",
        Hanging.MEETINGS: "SELECT 1 FROM meeting WHERE block_id = ? LIMIT 1",
    }
    return [what for what, sql in asked.items() if book.query(sql, (member_id,))]


class FigureGroup(NamedTuple):
    """How many figures a council has of a measure in a period."""

    council_id: int
    measure: Measure
    period: Period
    figures: int


def figures_of_members(book: Book, members: Iterable[int]) -> list[FigureGroup]:
    """The figures of any of the members, in order of time."""
    ids = json.dumps(list(members))
    among = "IN (SELECT value FROM json_each(?))"
    return _groups(book, f"member1_id {among} OR member2_id {among}", (ids, ids))


def figures_of_series(book: Book, series: Iterable[int]) -> list[FigureGroup]:
    """The figures of any of the series, in order of time."""
    return _groups(book, "series_id IN (SELECT value FROM json_each(?))", (json.dumps(list(series)),))


def _groups(book: Book, where: str, bindings: tuple[str, ...]) -> list[FigureGroup]:
    rows = book.query(
        "SELECT council_id, measure, period_kind, start, end, count(*)"
        f" FROM fact JOIN series ON series.id = series_id WHERE {where}"
        " GROUP BY council_id, measure, period_kind, start, end ORDER BY end, start",
        bindings,
    )
    return [
        FigureGroup(
            council_id,
            Measure(measure),
            Period(PeriodKind(kind), date.fromisoformat(start), date.fromisoformat(end)),
            count,
        )
        for council_id, measure, kind, start, end, count in rows
    ]
