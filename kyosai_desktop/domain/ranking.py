"""順位 of units by a figure. A rank given from outside (全国順位) is data and isn't computed here."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def ranks(values: Sequence[Fraction | None], *, more_is_better: bool = True) -> list[int | None]:
    """The rank of each value, 1 for the best; ties share a rank and the next is skipped (1, 2, 2, 4).

    Values are compared exactly, not as printed: 91.04 % comes before 91.01 % though both print 91.0. Whoever wants
    printed ties to share a rank rounds first. None (未報告, 該当なし) has no rank and takes no place.
    By 進捗率 it orders the 10 拠点 of the 公式アプリ登録 table (May 2024) as their published 全国順位 does.
    """
    first_place: dict[Fraction, int] = {}
    ordered = sorted((value for value in values if value is not None), reverse=more_is_better)
    for place, value in enumerate(ordered, start=1):
        first_place.setdefault(value, place)
    return [None if value is None else first_place[value] for value in values]
