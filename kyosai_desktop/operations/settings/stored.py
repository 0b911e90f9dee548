"""The settings that a book holds, as the value that reading a 設定ブック gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kyosai_desktop.domain.axis import Axis
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.series import Constant, Council, Indicator, Measure, Series
from kyosai_desktop.operations.counting import activity_kinds
from kyosai_desktop.operations.settings.read import MEASURE_NUMBERS, Alias, Seat, Settings
from kyosai_desktop.operations.tables import load_form
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import axes_of_council, load_catalogue, load_measure_aliases
from kyosai_desktop.store.forms import list_forms
from kyosai_desktop.store.rosters import load_seats

_MEASURES = list(Measure)


def stored_settings(book: Book) -> Settings:
    """Everything set up in the book, in the order in which a 設定ブック lists it.

    Other names stand in ``aliases`` alone, as in the sheets, and not also with what they name.
    """
    catalogue = load_catalogue(book)
    councils = tuple(catalogue.councils.values())
    indicators = tuple(_indicators(catalogue, councils))
    return Settings(
        councils=councils,
        council_axes={council.id: tuple(axes_of_council(book, council.id)) for council in councils},
        axes=tuple(_without_aliases(axis) for axis in catalogue.axes.values()),
        indicators=tuple(replace(indicator, aliases=()) for indicator in indicators),
        series=_series(catalogue, indicators),
        forms=tuple(load_form(book, code) for code, *_ in list_forms(book)),
        constants=tuple(_constants(catalogue, councils)),
        aliases=tuple(_aliases(book, catalogue, indicators)),
        seats=tuple(Seat(council.id, *seat) for council in councils for seat in load_seats(book, council.id)),
        activity_kinds={council.id: activity_kinds(book, council.id) for council in councils},
    )


def _indicators(catalogue: Catalogue, councils: tuple[Council, ...]) -> Iterator[Indicator]:
    for council in councils:
        for indicator in catalogue.indicators.values():
            if indicator.council_id == council.id:
                yield indicator


def _constants(catalogue: Catalogue, councils: tuple[Council, ...]) -> Iterator[Constant]:
    for council in councils:
        yield from sorted(
            (constant for constant in catalogue.constants if constant.council_id == council.id),
            key=lambda constant: (constant.name, constant.valid_from),
        )


def _without_aliases(axis: Axis) -> Axis:
    return Axis(
        axis.id,
        axis.code,
        axis.name,
        (replace(member, aliases=()) for member in axis.members),
        open_list=axis.open_list,
        addable=axis.addable,
    )


def _series(catalogue: Catalogue, indicators: tuple[Indicator, ...]) -> tuple[Series, ...]:
    """By indicator, measure and variant: the sheet's own order is not kept in the book."""
    place = {indicator.id: at for at, indicator in enumerate(indicators)}
    return tuple(
        sorted(
            catalogue.series.values(),
            key=lambda series: (place[series.indicator_id], _MEASURES.index(series.measure), series.variant),
        )
    )


def _aliases(book: Book, catalogue: Catalogue, indicators: tuple[Indicator, ...]) -> Iterator[Alias]:
    for axis in catalogue.axes.values():
        for member in axis.members:
            yield from (Alias("member", member.id, name) for name in sorted(member.aliases))
    for indicator in indicators:
        yield from (Alias("indicator", indicator.id, name) for name in sorted(indicator.aliases))
    words = load_measure_aliases(book)
    for measure, number in MEASURE_NUMBERS.items():
        yield from (Alias("measure", number, word) for word in sorted(words) if words[word].value == measure)
