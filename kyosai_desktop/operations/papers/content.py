"""What a paper says, read from the book once; printing it needs the book no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from kyosai_desktop.domain.compute import compute, needs
from kyosai_desktop.domain.fact import FactKey, Role, Source
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.table import Table
from kyosai_desktop.operations.days import days_of
from kyosai_desktop.operations.figures import load_figures
from kyosai_desktop.operations.meetings import block_meeting_table, meeting_table
from kyosai_desktop.operations.new_organisations import new_organisation_table
from kyosai_desktop.operations.papers.listing import (
    BLOCK_MEETINGS,
    MEETINGS,
    NEW_ORGANISATIONS,
    ROSTER,
    PaperKind,
    find_paper,
)
from kyosai_desktop.operations.papers.progress_paper import progress_paper
from kyosai_desktop.operations.rosters import roster_paper
from kyosai_desktop.operations.tables import load_form
from kyosai_desktop.reports.document import RateChart
from kyosai_desktop.store import imports as imports_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue
from kyosai_desktop.store.fact_history import step_words
from kyosai_desktop.store.settings import SAMPLE, read_setting


class Origin(NamedTuple):
    """A file that figures of the paper were read from, and who imported it when (UTC)."""

    file: str
    imported_at: datetime
    user: str


@dataclass(frozen=True, slots=True)
class PaperContent:
    """A paper of one year. ``tables`` are in printed order, at least one. ``created`` is the paper's own time: that of
    the last change of the book, so that the same content gives the same bytes.

    ``charts`` are printed before them. ``edition``: 「事前」「当日」「開催報告」 or ''. ``sources`` says of entered figures
    where they were read, ``origins`` in which file, by the import's id. ``mark`` stands on every page: 「見本」 for a
    book of 見本データ, else ''.
    """

    id: str
    title: str
    viewpoint: Viewpoint
    created: datetime
    tables: tuple[Table, ...]
    edition: str = ""
    sources: Mapping[FactKey, Source] = field(default_factory=dict)
    origins: Mapping[int, Origin] = field(default_factory=dict)
    charts: tuple[RateChart, ...] = ()
    mark: str = ""


def content(
    book: Book, paper_id: str, viewpoint: Viewpoint, now: datetime, edition: str = ""
) -> PaperContent:
    """Read a paper as it stands now.

    ``now`` is the time of printing, with its time zone: a list is as of that day. The same book gives the same bytes
    on the same day. Raises ``Refused`` (``paper.unknown``) when the book has no such paper.
    """
    paper = find_paper(book, paper_id)
    created = _changed_at(book, now)
    mark = read_setting(book, SAMPLE)
    sources: dict[FactKey, Source] = {}
    if paper.kind is PaperKind.PAPER:
        charts, tables = progress_paper(book, viewpoint)
        title = f"{viewpoint.year.text()} {paper.title}"
        return PaperContent(paper.id, title, viewpoint, created, tables, edition, charts=charts, mark=mark)
    day = now.date()
    if paper.kind is PaperKind.LIST:
        table = _list(book, paper.id.removeprefix(f"{viewpoint.council.code}."), viewpoint)
    else:
        day = min(day, viewpoint.year.end)
        form, catalogue = load_form(book, paper.id), load_catalogue(book)
        days = days_of(book, form, viewpoint, catalogue)
        viewpoint = days.viewpoint
        figures = load_figures(book, catalogue, needs(form, viewpoint, catalogue))
        table = days.told(compute(form, viewpoint, catalogue, figures))
        sources = {
            FactKey(part.series_id, part.period, *members): fact.source
            for part, facts in figures.items()
            if part.role is Role.OWN
            for members, fact in facts.items()
            if fact.source is not None
        }
    title = f"{viewpoint.year.text()} {paper.title}"
    printed = replace(table, title=title, as_of=table.as_of or f"{day.year}年{day.month}月{day.day}日現在")
    origins = _origins(book, {source.import_id for source in sources.values()})
    return PaperContent(paper.id, title, viewpoint, created, (printed,), edition, sources, origins, mark=mark)


def _origins(book: Book, imports: Collection[int]) -> dict[int, Origin]:
    found = {}
    for file in imports_sql.list_imports(book) if imports else ():
        if file.id in imports:
            words = step_words(book, file.step_id)
            found[file.id] = Origin(file.file_name, file.imported_at, words[1] if words else "")
    return found


def _changed_at(book: Book, now: datetime) -> datetime:
    """When the book was last changed, in the time zone of ``now``; ``now`` for a book without a history."""
    latest = book.events(1)
    return latest[0].time.astimezone(now.tzinfo) if latest else now


def _list(book: Book, suffix: str, viewpoint: Viewpoint) -> Table:
    council, year = viewpoint.council, viewpoint.year.year
    tables = {
        ROSTER: lambda: roster_paper(book, council, year),
        MEETINGS: lambda: meeting_table(book, council, year, for_paper=True),
        BLOCK_MEETINGS: lambda: block_meeting_table(book, council, year),
        NEW_ORGANISATIONS: lambda: new_organisation_table(book, council, year),
    }
    return tables[suffix]()
