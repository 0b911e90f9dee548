"""Exact rounding by a named mode, and exact numbers as the papers print them.

Each council and measure names its own mode: 労済 prints rates 四捨五入, ろうきん 切捨て, so that
3,708 ÷ 6,350 = 58.39… % is printed 58.3. Values are ``Fraction`` or ``int`` from beginning to end;
a float would get ties wrong.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # with it comes decimal; who only names a mode needs neither
    from fractions import Fraction


class Rounding(Enum):
    """How the last printed digit is decided. All three treat ▲x as they treat x.

    ``HALF_UP`` 四捨五入: to the nearest, a tie away from zero (0.05 → 0.1, ▲0.05 → ▲0.1).
    ``DOWN`` 切捨て: toward zero (0.09 → 0.0, ▲0.09 → 0.0).
    ``UP`` 切上げ: away from zero (0.01 → 0.1, ▲0.01 → ▲0.1).
    """

    HALF_UP = "四捨五入"
    DOWN = "切捨て"
    UP = "切上げ"


def round_to(value: Fraction | int, decimals: int, rounding: Rounding) -> Fraction:
    """Round ``value`` to ``decimals`` places exactly; negative ``decimals`` mean tens, hundreds, and so on.

    >>> round_to(Fraction(3708 * 100, 6350), 1, Rounding.DOWN)
    Fraction(583, 10)
    """
    from fractions import Fraction

    units = _units(value, decimals, rounding)
    return Fraction(units, 10**decimals) if decimals >= 0 else Fraction(units * 10**-decimals)


def fixed_text(value: Fraction | int, decimals: int, rounding: Rounding, *, grouping: bool = True) -> str:
    """Print ``value`` with exactly ``decimals`` places: ``1,234.5``, ``▲1,234``.

    A value that rounds to zero has no sign, so neither ``▲0`` nor ``-0`` is ever printed.
    Raises ``ValueError`` for negative ``decimals``: there is no way to print fewer places than none.
    """
    if not decimals and grouping and value.denominator == 1:  # nearly every figure of a grid
        whole = value.numerator
        return f"{whole:,}" if whole >= 0 else f"▲{-whole:,}"
    return _text(value, decimals, rounding, grouping=grouping, plus="")


def signed_text(value: Fraction | int, decimals: int, rounding: Rounding, *, grouping: bool = True) -> str:
    """Print a difference with its sign, as ろうきん does: ``+100``, ``▲100``, and ``0`` without a sign."""
    return _text(value, decimals, rounding, grouping=grouping, plus="+")


def _text(value: Fraction | int, decimals: int, rounding: Rounding, *, grouping: bool, plus: str) -> str:
    if decimals < 0:
        raise ValueError(f"decimals must not be negative: {decimals}")
    units = _units(value, decimals, rounding)
    whole, part = divmod(abs(units), 10**decimals)
    sign = "▲" if units < 0 else plus if units > 0 else ""
    digits = f"{whole:,}" if grouping else str(whole)
    return f"{sign}{digits}.{part:0{decimals}}" if decimals else f"{sign}{digits}"


def _units(value: Fraction | int, decimals: int, rounding: Rounding) -> int:
    """How many steps of the last place ``value`` rounds to, in whole numbers: a grid asks this of every cell."""
    numerator, denominator = value.numerator, value.denominator
    if decimals >= 0:
        numerator *= 10**decimals
    else:
        denominator *= 10**-decimals
    units, rest = divmod(abs(numerator), denominator)
    if rest and (rounding is Rounding.UP or (rounding is Rounding.HALF_UP and 2 * rest >= denominator)):
        units += 1
    return -units if numerator < 0 else units
