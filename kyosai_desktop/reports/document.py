"""The content of a paper as a value: what it says, not where it stands on the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from kyosai_desktop.domain.table import Table


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 0 is the largest. It stays with what follows it."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text. ``\\n`` begins a new paragraph; a U+3000 at its beginning is its indent."""

    text: str


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class RateBar:
    """One bar: ``share`` of the target that was reached (None: no rate), ``text`` the rate as printed, ``counts`` at its
    right. ``strong`` for totals.
    """

    name: str
    share: Fraction | None
    text: str
    counts: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class RateChart:
    """達成率 as bars, with 標準進捗率 (``standard``, a share; ``standard_text`` in per cent) as a line across them.

    ``as_of`` is the date that every printed figure carries.
    """

    title: str
    standard: Fraction
    standard_text: str
    bars: tuple[RateBar, ...]
    as_of: str = ""


Part = Heading | Prose | Table | RateChart | NewPage


@dataclass(frozen=True, slots=True)
class Document:
    """A paper of one council. ``created`` is the paper's own time: when what it says was last changed.

    It is printed in the footer and stands in the file's properties; the same content gives the same bytes.
    ``edition``: 「事前」「当日」「開催報告」 or ''. ``mark`` (「見本」 or '') stands at the head of every page.
    """

    title: str
    council: str
    created: datetime
    parts: tuple[Part, ...]
    edition: str = ""
    mark: str = ""
