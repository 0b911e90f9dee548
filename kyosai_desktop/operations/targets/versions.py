"""Versions of a year's 目標: 当初, and revisions that hold only what they changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.store import target_versions as versions_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.confirmations import WHOLE_YEAR, load_confirmed

ORIGINAL = 0
"""The number of 当初."""


@dataclass(frozen=True, slots=True)
class TargetVersion:
    """One version: its number, when it was decided and why; 当初 needs neither."""

    number: int
    decided_on: date | None = None
    reason: str = ""

    @property
    def name(self) -> str:
        """「当初」「第1回改定」."""
        return version_name(self.number)


def version_name(number: int) -> str:
    """What a version is called."""
    return f"第{number}回改定" if number else "当初"


def versions(book: Book, viewpoint: Viewpoint) -> list[TargetVersion]:
    """The versions of the year's 目標, oldest first; there always is 当初."""
    recorded = [
        TargetVersion(*found)
        for found in versions_sql.list_versions(book, viewpoint.council.id, viewpoint.year.year)
    ]
    return recorded if recorded[:1] and not recorded[0].number else [TargetVersion(ORIGINAL), *recorded]


def start_revision(
    book: Book, viewpoint: Viewpoint, decided_on: date, reason: str
) -> TargetVersion | Problem:
    """Begin the next revision of the year, as one step. It holds no figure yet: until one is typed into it, the
    version before holds.

    Problems: ``targets.no_reason``, ``period.confirmed``, or what the book refuses.
    """
    if not reason.strip():
        return Problem(
            "targets.no_reason",
            "改定の理由が空いているため、改定を始めませんでした。",
            "「12月幹事会で上方修正」のように、理由を入力してください。",
        )
    year = viewpoint.year.year
    if (year, WHOLE_YEAR) in load_confirmed(book, viewpoint.council.id):
        return year_is_confirmed(viewpoint)
    number = versions(book, viewpoint)[-1].number + 1
    try:
        with book.change(f"目標の改定を開始：{version_name(number)}") as tx:
            versions_sql.insert_version(tx, viewpoint.council.id, year, number, decided_on, reason.strip())
    except Refused as refused:
        return refused.problems[0]
    return TargetVersion(number, decided_on, reason.strip())


def year_is_confirmed(viewpoint: Viewpoint) -> Problem:
    """The year's 目標 are final."""
    return Problem(
        "period.confirmed",
        f"{viewpoint.year.text()}は確定済みのため編集できません。",
        "直すときは、「データ」メニューの「確定と解除」から解除してください。",
    )
