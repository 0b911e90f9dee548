"""SQL about members of axes beyond their master: what hangs on one, and from when."""

from __future__ import annotations

from datetime import date
from enum import Enum

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


def last_figure_by_council(book: Book, member_id: int) -> dict[int, date]:
    """The last day that a figure of the member covers, by council id."""
    rows = book.query(
        "SELECT council_id, max(end) FROM fact JOIN series ON series.id = series_id"
        " WHERE ? IN (member1_id, member2_id) GROUP BY council_id",
        (member_id,),
    )
    return {council_id: date.fromisoformat(end) for council_id, end in rows}
