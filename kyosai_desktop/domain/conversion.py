"""当月 and 累計 of a 年度 turned into each other, weighted counts, and the line that results are compared with.

Source: the 労済 paper of June 2024 (riders that count 0.1件 and 0.2件; results as of 11 months of 12). Figures are
integers, in thousandths or in whole units alike. A month that is None has no figure; one in which nothing happened is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

MONTHS_OF_A_YEAR = 12


def to_cumulative(months: Sequence[int | None]) -> list[int | None]:
    """累計 at the end of each month from the months' own figures, the first being the start of the 年度.

    From the first month without a figure on, the 累計 isn't known: adding up the others would print a figure that
    is too small as if it were complete.
    """
    cumulative: list[int | None] = []
    so_far: int | None = 0
    for month in months:
        so_far = None if so_far is None or month is None else so_far + month
        cumulative.append(so_far)
    return cumulative


def to_monthly(cumulative: Sequence[int | None]) -> list[int | None]:
    """Each month's own figure: its 累計 less that of the month before, the first being the start of the 年度.

    Where a 累計 is missing, neither that month nor the next is known, only their sum. A 累計 that falls gives a
    negative month (``falling`` tells which).
    """
    before = [0, *cumulative][:-1]
    return [
        None if now is None or earlier is None else now - earlier
        for earlier, now in zip(before, cumulative, strict=True)
    ]


def falling(cumulative: Sequence[int | None]) -> list[int]:
    """Positions at which the 累計 is lower than the latest one known before it: a warning, not an error.

    A cancelled contract or a correction makes it fall too, and the 累計 of a 純増 falls rightly: don't ask for those.
    """
    known = [(at, value) for at, value in enumerate(cumulative) if value is not None]
    return [at for (_, earlier), (at, now) in pairwise(known) if now < earlier]


def weighted_count(products: Iterable[tuple[int, int]]) -> int:
    """商品 × 件数 × 換算 as thousandths: pairs of (contracts, what one of them counts in thousandths).

    3 contracts of a rider that counts 0.1件 and 2 of one that counts 0.2件 are 700, printed 0.7件.
    """
    return sum(contracts * factor for contracts, factor in products)


def standard_progress(elapsed: int) -> Fraction:
    """標準進捗率 in percent: months elapsed of the 年度 ÷ 12 × 100, so 11 months are 275/3, printed 91.7 四捨五入.

    Raises ``ValueError`` for a number of months that no 年度 has.
    """
    if not 0 <= elapsed <= MONTHS_OF_A_YEAR:
        raise ValueError(f"a year has 0 to 12 elapsed months, not {elapsed}")
    return Fraction(100 * elapsed, MONTHS_OF_A_YEAR)
