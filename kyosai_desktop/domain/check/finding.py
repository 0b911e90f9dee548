"""What a rule found, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from kyosai_desktop.domain.problem import Place


class Certainty(Enum):
    """CERTAIN: the figures contradict each other. POSSIBLE: rounding or a missing report can explain it. NOTE: worth
    a look."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NOTE = "note"


WORDS = {Certainty.CERTAIN: "食い違い", Certainty.POSSIBLE: "要確認", Certainty.NOTE: "参考"}
"""What each is called in a list."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found. ``id`` stays the same as long as the figures mean the same.

    ``found`` is the figure in question, ``expected`` what the others say, ``difference`` found − expected; exact, in
    the indicator's unit, None where there is nothing to compare with. ``message`` says what, ``cause`` why and what to
    do. ``series_id`` is the series of ``found``.
    """

    id: str
    certainty: Certainty
    code: str
    place: Place
    expected: Fraction | None
    found: Fraction
    difference: Fraction | None
    cause: str
    message: str
    series_id: int
