"""Which series are counted from the register of activities, and by which kinds of entries."""

from __future__ import annotations

from dataclasses import dataclass

from kyosai_desktop.domain.activity import USUAL_KINDS, Counted
from kyosai_desktop.domain.edit import Applied
from kyosai_desktop.domain.series import Council, Measure
from kyosai_desktop.store import activities as activities_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue


@dataclass(frozen=True, slots=True)
class Countable:
    """A series of 実績 that could be counted. ``counted``: how it is, None while it is typed."""

    series_id: int
    name: str
    unit: str
    counted: Counted | None

    def text(self) -> str:
        """「学習会開催回数＝学習会の回数」, for one that is counted."""
        if self.counted is None:
            return self.name
        return f"{self.name}＝{self.counted.text()}"


def countable(book: Book, council: Council) -> list[Countable]:
    """The council's series of 実績 that are entered, in the order of their indicators."""
    catalogue = load_catalogue(book)
    return [
        Countable(series.id, indicator.name, indicator.unit, series.counted)
        for indicator in catalogue.indicators.values()
        if indicator.council_id == council.id and not indicator.formula and not catalogue.parts(indicator)
        if (series := catalogue.series_for(indicator.id, Measure.RESULT)) is not None
    ]


def activity_kinds(book: Book, council_id: int) -> tuple[str, ...]:
    """The kinds of a council's entries to choose from: its list (the usual ones while it has none), then what entries or
    counts name beside it."""
    listed = activities_sql.load_kinds(book, council_id) or USUAL_KINDS
    in_use = activities_sql.kinds_in_use(book, council_id)
    return tuple(dict.fromkeys([*listed, *in_use, *activities_sql.counted_kinds(book, council_id)]))


def count_series(book: Book, series_id: int, counted: Counted | None) -> Applied:
    """Have a series' figures counted from the register from now on, or typed again for None.

    Figures that were typed before stay in the book and hold again when the counting ends.
    """
    catalogue = load_catalogue(book)
    series = catalogue.series[series_id]
    if series.counted == counted:
        return Applied(0)
    name = catalogue.indicators[series.indicator_id].name
    label = f"「{name}」を活動記録から数える" if counted else f"「{name}」を入力に戻す"
    with book.change(label) as tx:
        activities_sql.write_counted(tx, series_id, counted)
    return Applied(1)
