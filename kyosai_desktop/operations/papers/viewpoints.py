"""From which year and month a paper is seen when the user doesn't say, or says only a part."""

from __future__ import annotations

from datetime import date

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint, looks_back, takes_day
from kyosai_desktop.domain.period_words import day_text
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.typed_day import not_before
from kyosai_desktop.operations.books import newest_viewpoint
from kyosai_desktop.operations.papers.listing import PaperInfo, PaperKind
from kyosai_desktop.operations.tables import load_form
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book


def viewpoint_of_paper(
    book: Book,
    paper: PaperInfo,
    council: Council,
    today: date,
    year: int | None = None,
    through: Month | None = None,
) -> Viewpoint:
    """The same as ``viewpoint_in``, where the newest year is the newest that has something on the paper."""
    if year is None and through is None and paper.years:
        year = paper.years[-1]
    return viewpoint_in(book, council, today, year, through)


def takes_days(book: Book, paper: PaperInfo) -> bool:
    """Whether the paper shows how something stood on a day."""
    return paper.kind is PaperKind.FORM and takes_day(load_form(book, paper.id))


def on_days(
    book: Book, paper: PaperInfo, viewpoint: Viewpoint, day: date | None, earlier: date | None
) -> Viewpoint:
    """A paper's viewpoint on a day of its month, compared with an earlier one; None leaves it open.

    Raises ``Refused``: ``viewpoint.not_by_days`` for a day within a month and a paper of months,
    ``viewpoint.nothing_to_compare`` for a paper without 前回, ``day.not_before``.
    """
    if day is not None and day != viewpoint.through.end and not takes_days(book, paper):
        raise Refused(
            Problem(
                "viewpoint.not_by_days",
                f"「{paper.title}」は月末までの実績の資料のため、{day_text(day)}現在では出せません。",
                "月末の日付を指定してください。",
            )
        )
    if earlier is None:
        return viewpoint.on_days(day, None)
    if paper.kind is not PaperKind.FORM or not looks_back(load_form(book, paper.id)):
        raise Refused(
            Problem(
                "viewpoint.nothing_to_compare",
                f"「{paper.title}」には、前回の時点の列がありません。",
                "比べる日の指定（--earlier）を外してください。",
            )
        )
    problem = not_before(earlier, day or viewpoint.as_of)
    if problem:
        raise Refused(problem)
    return viewpoint.on_days(day, earlier)


def viewpoint_in(
    book: Book, council: Council, today: date, year: int | None = None, through: Month | None = None
) -> Viewpoint:
    """The viewpoint that a year, a month, both or neither mean: what isn't said is the newest with figures.

    Raises ``Refused`` (``viewpoint.month_outside``) when the month isn't one of the year.
    """
    if through is not None:
        of_month = FiscalYear.of(through.start, council.start_month)
        if year is not None and year != of_month.year:
            raise Refused(
                Problem(
                    "viewpoint.month_outside",
                    f"{through.text()}は、{council.name}では{of_month.text()}の月です。",
                    f"年度を{of_month.year}にするか、{year}年度の月を指定してください。",
                )
            )
        return Viewpoint(council, of_month, through)
    if year is None:
        return newest_viewpoint(book, council, today)
    wanted = FiscalYear(year, council.start_month)
    newest = facts_sql.newest_day(book, council.id, results=True, until=wanted.end)
    reported = newest is not None and wanted.contains(newest)
    return Viewpoint(council, wanted, Month.of(newest) if newest and reported else wanted.months()[0])
