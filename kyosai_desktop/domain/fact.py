"""Facts: single figures, exact, each under a key that is its whole meaning.

Values are integer thousandths, since a 先進医療特約 counts 0.1件. A missing row is 未報告; a row without a value
is 該当なし; neither is 0.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import NamedTuple


class PeriodKind(Enum):
    """A SPAN is what happened from start to end (a month, a 上期, a 累計, a 年度); AS_OF is how it stood on a day."""

    SPAN = "span"
    AS_OF = "as_of"

    # that of Enum calls Python, and keys of figures are looked up by the ten thousand
    __hash__ = object.__hash__


class Period(NamedTuple):
    """Time of a fact. The 累計 of the first month and that month are one period, so one figure."""

    kind: PeriodKind
    start: date
    end: date

    @classmethod
    def span(cls, start: date, end: date) -> Period:
        """The days from ``start`` to ``end``, both included."""
        return cls(PeriodKind.SPAN, start, end)

    @classmethod
    def as_of(cls, day: date) -> Period:
        """The state on ``day``."""
        return cls(PeriodKind.AS_OF, day, day)


class Role(Enum):
    """OWN figures are computed with; PUBLISHED ones are shown beside, marked, and enter no arithmetic."""

    OWN = "own"
    PUBLISHED = "published"

    __hash__ = object.__hash__  # as above


class Status(Enum):
    """How firm a figure is."""

    PRELIMINARY = "速報"
    FINAL = "確定"
    APPROXIMATE = "概数"


class FactKey(NamedTuple):
    """The meaning of one figure. ``member1``/``member2`` are 0 when absent; member1 is of the axis with the smaller id.

    ``version`` counts revisions of a 目標 (0 当初); it is 0 for everything else.
    """

    series_id: int
    period: Period
    member1: int = 0
    member2: int = 0
    version: int = 0
    role: Role = Role.OWN


class Source(NamedTuple):
    """Where a figure was read: an import and the sheet and cell in its file, with the text that stood there.

    ``corrected`` is what was typed in its place before the import, '' when it was taken as it stood.
    """

    import_id: int
    sheet: str
    cell: str
    original: str
    corrected: str = ""


class Fact(NamedTuple):
    """The value under a key. ``thousandths`` None means 該当なし. ``step_id`` is the history step that wrote it."""

    thousandths: int | None
    status: Status = Status.FINAL
    note: str = ""
    source: Source | None = None
    step_id: int = 0
