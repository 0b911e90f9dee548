"""Making a book, and what there is to look at in one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.viewpoint import Viewpoint
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store import settings as settings_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.councils import load_councils
from kyosai_desktop.store.opening import create_book


def create(path: Path, preset: str, year: int | None = None, *, user: str | None = None) -> Book:
    """Make a book with the masters and forms of a preset (``rosai``, ``rokin``, ``both``, ``empty``), without figures.

    Making it is final: undo never leads back behind it.
    ``year`` is the 年度 that work begins with (None: the one that holds today). Raises ``Refused`` when the file can't
    be made, and then leaves none; ``KeyError`` for an unknown preset.
    """
    # Opening a book, which happens at every start, needs none of this.
    from kyosai_desktop.operations.settings.apply import insert_settings, preset_sheets

    sheets = preset_sheets(preset)
    book = create_book(path, user=user)
    try:
        with book.change("ブックを作成") as tx:
            insert_settings(tx, sheets)
            if year is not None:
                settings_sql.write_setting(tx, settings_sql.FIRST_YEAR, str(year))
        book.close_history()
    except BaseException:
        book.close()
        book.path.unlink()
        raise
    return book


def preset_of(book: Book) -> str:
    """The preset with the councils of a book; ``both`` where there are none, or others."""
    codes = [council.code for council in load_councils(book)]
    return codes[0] if len(codes) == 1 and codes[0] in ("rosai", "rokin") else "both"


def is_sample(book: Book) -> bool:
    """Whether the book holds 見本データ."""
    return settings_sql.read_setting(book, settings_sql.SAMPLE) != ""


def councils(book: Book) -> list[Council]:
    """The councils of the book in their order."""
    return load_councils(book)


def years(book: Book, council: Council, today: date) -> list[FiscalYear]:
    """The years to choose from, oldest first: those with figures, the current one, and the next, without gaps."""
    now = FiscalYear.of(today, council.start_month).year
    begun = _current_year(book, council, today).year
    ends = (facts_sql.oldest_day(book, council.id), facts_sql.newest_day(book, council.id))
    with_figures = [FiscalYear.of(end, council.start_month).year for end in ends if end]
    first, last = min([now, begun, *with_figures]), max([now, begun, *with_figures])
    return [FiscalYear(year, council.start_month) for year in range(first, last + 2)]


def has_figures(book: Book, viewpoint: Viewpoint) -> bool:
    """Whether the council has any figure of its own, 目標 too, in the viewpoint's year."""
    newest = facts_sql.newest_day(book, viewpoint.council.id, until=viewpoint.year.end)
    return newest is not None and newest >= viewpoint.year.start


def newest_viewpoint(book: Book, council: Council, today: date) -> Viewpoint:
    """Where work goes on: the newest month with results, else the newest year with targets, else today's month."""
    results = facts_sql.newest_day(book, council.id, results=True)
    if results:
        return Viewpoint(council, FiscalYear.of(results, council.start_month), Month.of(results))
    newest = facts_sql.newest_day(book, council.id)
    if newest:
        year = FiscalYear.of(newest, council.start_month)
        return Viewpoint(council, year, year.months()[0])
    current = _current_year(book, council, today)
    return Viewpoint(council, current, Month.of(today) if current.contains(today) else current.months()[0])


def month_in(book: Book, council: Council, year: FiscalYear, seen: Month, today: date) -> Month:
    """The month of ``year`` to look at after ``seen``: the same one, so that years compare, but none after the newest
    with results, and without any none after ``today``."""
    same = year.month(seen.month)
    newest = facts_sql.newest_day(book, council.id, results=True, until=year.end)
    if newest is not None and year.contains(newest):
        return min(same, Month.of(newest))
    if year.contains(today):
        return min(same, Month.of(today))
    return same if year.end < today else year.months()[0]


def _current_year(book: Book, council: Council, today: date) -> FiscalYear:
    """The 年度 the book was made for; without one, the 年度 that holds today."""
    first = settings_sql.read_setting(book, settings_sql.FIRST_YEAR)
    return FiscalYear(
        int(first) if first else FiscalYear.of(today, council.start_month).year, council.start_month
    )
