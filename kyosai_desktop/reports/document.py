"""The content of a paper as a value: what it says, not where it stands on the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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


Part = Heading | Prose | Table | NewPage


@dataclass(frozen=True, slots=True)
class Document:
    """A paper of one council. ``created`` is the paper's own time: it is printed in the footer and stands in the
    file's properties, so that the same content gives the same bytes. ``edition``: 「事前」「当日」「開催報告」 or ''.
    """

    title: str
    council: str
    created: datetime
    parts: tuple[Part, ...]
    edition: str = ""
