"""What a plan is made with: the masters of the book, their words, and what was answered before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kyosai_desktop.domain.axis import Axis
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.series import Council, Measure
from kyosai_desktop.excel.mapping import Vocabulary
from kyosai_desktop.store import catalogue as catalogue_sql
from kyosai_desktop.store import imports as imports_sql
from kyosai_desktop.store.book import Book


@dataclass(frozen=True, slots=True)
class Masters:
    """Read once for a plan, or once for a folder of files. ``answers`` are remembered choices by question id."""

    catalogue: Catalogue
    councils: tuple[Council, ...]
    axes: Mapping[int, tuple[Axis, ...]]
    measure_words: Mapping[str, Measure]
    vocabularies: Mapping[int, Vocabulary]
    answers: Mapping[str, str]


def load_masters(book: Book) -> Masters:
    """The masters as they stand now."""
    catalogue = catalogue_sql.load_catalogue(book)
    measure_words = catalogue_sql.load_measure_aliases(book)
    councils = tuple(catalogue.councils.values())
    axes = {
        council.id: tuple(
            catalogue.axes[axis_id] for axis_id in catalogue_sql.axes_of_council(book, council.id)
        )
        for council in councils
    }
    vocabularies = {
        council.id: Vocabulary(catalogue, council.id, axes[council.id], measure_words) for council in councils
    }
    return Masters(catalogue, councils, axes, measure_words, vocabularies, imports_sql.load_answers(book))
