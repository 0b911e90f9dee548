"""Targets by a formula: 満期件数 × 率 (2,247 × 68.3 % = 1,534.7 → 1,535)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.rounding import Rounding, round_to
from kyosai_desktop.domain.text.number import Number, parse_number


@dataclass(frozen=True, slots=True)
class ComputedTarget:
    """``exact`` = base × rate, and the ``target`` that it is rounded to."""

    exact: Fraction
    target: Fraction


def computed_target(
    base: Fraction | int, rate: Fraction, rounding: Rounding, decimals: int = 0
) -> ComputedTarget:
    """``base`` × ``rate`` per cent, rounded once at the end by the rule of the council (or of the series).

    >>> computed_target(2247, Fraction(683, 10), Rounding.HALF_UP).target
    Fraction(1535, 1)
    """
    exact = base * rate / 100
    return ComputedTarget(exact, round_to(exact, decimals, rounding))


def read_computed(
    base_text: str, rate_text: str, rounding: Rounding, decimals: int = 0
) -> ComputedTarget | Problem:
    """The same from texts as offices write them: 「2,247件」 × 「68.3％」. Problem: which of the two can't be read."""
    base = _figure(base_text, "件数")
    if isinstance(base, Problem):
        return base
    rate = _figure(rate_text, "率")
    if isinstance(rate, Problem):
        return rate
    return computed_target(base, rate, rounding, decimals)


def _figure(text: str, what: str) -> Fraction | Problem:
    if not text.strip():
        return Problem("targets.blank", f"{what}が空いています。", f"{what}を入力してください。")
    parsed = parse_number(text)
    if isinstance(parsed, Problem):
        return parsed
    if not isinstance(parsed, Number):
        return Problem(
            "targets.blank",
            f"{what}「{text.strip()}」は数値ではありません。",
            f"{what}を数字で入力してください。",
        )
    return Fraction(parsed.thousandths, 1000)
