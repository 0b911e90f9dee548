"""The figures of a book as ``facts.csv``: importing it into a book with the same settings gives the same figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.fact import Fact, FactKey
from kyosai_desktop.domain.series import Council, Measure
from kyosai_desktop.domain.text.number import exact_text
from kyosai_desktop.excel.figure_list import FigureLine, write_figure_list
from kyosai_desktop.operations.file_replace import replace_file
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue


@dataclass(frozen=True, slots=True)
class BookFigures:
    """Every figure of the councils, with the masters that say what it means."""

    catalogue: Catalogue
    councils: tuple[Council, ...]
    facts: tuple[tuple[FactKey, Fact], ...]

    def members(self) -> dict[int, tuple[Axis, Member]]:
        """Every member with its axis, by id."""
        return {member.id: (axis, member) for axis in self.catalogue.axes.values() for member in axis.members}


def read_figures(book: Book, councils: Iterable[Council] | None = None) -> BookFigures:
    """All figures of these councils (None: of all) in the order of the councils, their items, and time.

    Without those of series that are counted from the register of activities: what was typed there before is in no
    table, and the register itself is exported.
    """
    catalogue = load_catalogue(book)
    chosen = tuple(catalogue.councils.values() if councils is None else councils)
    ids = {council.id for council in chosen}
    wanted = {
        series.id
        for series in catalogue.series.values()
        if series.council_id in ids and series.counted is None
    }
    place = _places(catalogue)
    facts = [item for item in facts_sql.all_figures(book) if item[0].series_id in wanted]
    facts.sort(
        key=lambda item: place[item[0].series_id]
    )  # stable: by period, version and member within a series
    return BookFigures(catalogue, chosen, tuple(facts))


def _places(catalogue: Catalogue) -> dict[int, int]:
    """Where a series stands among all, by its id: councils and items in their own order, then 目標 before 実績."""
    councils, items, measures = list(catalogue.councils), list(catalogue.indicators), list(Measure)
    ordered = sorted(
        catalogue.series.values(),
        key=lambda series: (
            councils.index(series.council_id),
            items.index(series.indicator_id),
            measures.index(series.measure),
            series.variant,
        ),
    )
    return {series.id: at for at, series in enumerate(ordered)}


def write_facts(figures: BookFigures, path: Path) -> None:
    """Write ``facts.csv``. Raises ``Refused`` when the file can't be written; what was there is then unchanged."""
    replace_file(path, lambda target: write_figure_list(_lines(figures), target))


def _lines(figures: BookFigures) -> Iterator[FigureLine]:
    catalogue, members = figures.catalogue, figures.members()
    for key, fact in figures.facts:
        series = catalogue.series[key.series_id]
        indicator = catalogue.indicators[series.indicator_id]
        places = [members[member] for member in (key.member1, key.member2) if member]
        codes = [code for axis, member in places for code in (axis.code, member.code)]
        axis1, member1, axis2, member2 = [*codes, "", "", "", ""][:4]
        yield FigureLine(
            catalogue.councils[series.council_id].code,
            indicator.code,
            series.measure.value,
            series.variant,
            key.period.kind.value,
            key.period.start.isoformat(),
            key.period.end.isoformat(),
            str(key.version),
            key.role.value,
            axis1,
            member1,
            axis2,
            member2,
            "" if fact.thousandths is None else exact_text(fact.thousandths),
            indicator.unit,
            fact.status.value,
            fact.note,
        )
