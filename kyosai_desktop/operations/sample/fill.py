"""Filling a book with the sample."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from kyosai_desktop.domain.activity import name_matches
from kyosai_desktop.domain.fact import Fact, FactKey, Period, Role
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.operations import books
from kyosai_desktop.operations.meetings import BLOCK_KIND
from kyosai_desktop.operations.sample.campaign_figures import campaign_figures
from kyosai_desktop.operations.sample.organisations import sample_members
from kyosai_desktop.operations.sample.published_figures import published_figures
from kyosai_desktop.operations.sample.registers import fill_registers
from kyosai_desktop.operations.sample.split_figures import REGION, SampleFigure, sample_figures
from kyosai_desktop.operations.settings.read import id_of
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store import settings as settings_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import insert_member, load_catalogue

SAMPLE_NOTE = "見本"
PUBLISHED_TOTAL_2023 = 7676
"""The published total of 2023年度; the rows of the paper add up to 7,675."""


def create(
    path: Path, preset: str = "both", *, without_results_of: Collection[str] = (), user: str | None = None
) -> Book:
    """Make a book of the councils of a preset with the sample in it, which undo doesn't take out again.

    Raises ``Refused`` when the file can't be made.
    """
    book = books.create(path, preset, user=user)
    try:
        fill(book, without_results_of=without_results_of)
        book.close_history()
    except BaseException:
        book.close()
        raise
    return book


def fill(book: Book, *, without_results_of: Collection[str] = ()) -> None:
    """Put the sample into a new book with the preset ``rosai``, ``rokin`` or ``both``, as one step.

    ``without_results_of``: codes of blocks whose newest results are left 未報告, since branch workbooks bring them.
    """
    catalogue = load_catalogue(book)
    councils = {council.code: council for council in catalogue.councils.values()}
    blocks = {block.name: block.id for axis in catalogue.axes.values() for block in axis.of_kind(BLOCK_KIND)}
    with book.change("見本データを入れる") as tx:
        facts = [
            (_key(figure, councils[figure.council].start_month), Fact(figure.cases * 1000, note=SAMPLE_NOTE))
            for figure in sample_figures()
            if figure.council in councils and not _is_left_out(figure, without_results_of)
        ]
        if "rosai" in councils:
            facts.append(_published_total())
            kept = [*published_figures(), *campaign_figures()]
            facts += [(key, Fact(count * 1000, note=SAMPLE_NOTE)) for key, count in kept]
        facts_sql.write_facts(tx, facts)
        added = sample_members(catalogue) if "rosai" in councils else []
        for member in added:
            insert_member(tx, member)
        members = (member for axis in catalogue.axes.values() for member in axis.members)
        fill_registers(tx, councils, blocks, name_matches([*members, *added], 2023))
        settings_sql.write_setting(tx, settings_sql.SAMPLE, SAMPLE_NOTE)


def _is_left_out(figure: SampleFigure, blocks: Collection[str]) -> bool:
    return (figure.council, figure.measure, figure.year, figure.axis) == (
        "rosai",
        "実績",
        2023,
        REGION,
    ) and figure.member in blocks


def _key(figure: SampleFigure, start_month: int) -> FactKey:
    member = id_of("member", figure.axis, figure.member) if figure.axis else 0
    return FactKey(
        id_of("series", figure.council, figure.indicator, figure.measure, ""),
        _period(figure, FiscalYear(figure.year, start_month)),
        member,
    )


def _period(figure: SampleFigure, year: FiscalYear) -> Period:
    if figure.measure == "実績" and figure.council == "rokin":
        return Period.span(year.first_half.start, year.first_half.end)
    return Period.span(year.start, year.end)


def _published_total() -> tuple[FactKey, Fact]:
    period = Period.span(date(2023, 6, 1), date(2024, 5, 31))
    key = FactKey(id_of("series", "rosai", "all", "実績", ""), period, role=Role.PUBLISHED)
    return key, Fact(PUBLISHED_TOTAL_2023 * 1000, note="議案書の公表値")
