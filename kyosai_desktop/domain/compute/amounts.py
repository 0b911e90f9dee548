"""Exact values with how much of them was not reported, and how they add up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from kyosai_desktop.domain.fact import Fact
from kyosai_desktop.domain.formula import Value
from kyosai_desktop.domain.table import Missing

THOUSAND = 1000
_NOT_REPORTED = Missing.NOT_REPORTED


class Amount(NamedTuple):
    """A value in units (件, 円 …), and how many figures below were not reported. ``fact``: when it is itself stored."""

    value: Value
    missing_count: int = 0
    fact: Fact | None = None


NOT_REPORTED = Amount(Missing.NOT_REPORTED, 1)
NOT_APPLICABLE = Amount(Missing.NOT_APPLICABLE)


@lru_cache(maxsize=65_536)
def exact(thousandths: int) -> Fraction:
    """The exact value of so many thousandths; remembered, since making one costs as much as painting its cell."""
    return Fraction(thousandths, THOUSAND)


def value_of(fact: Fact) -> Value:
    """The exact value that a figure stands for."""
    return Missing.NOT_APPLICABLE if fact.thousandths is None else exact(fact.thousandths)


def sum_of(amounts: Sequence[Amount]) -> Amount:
    """What was reported, added up; 未報告 when nothing was, unless all is 該当なし."""
    thousandths, missing = 0, 0
    reported, unreported = False, not amounts
    for value, missing_count, _ in amounts:
        missing += missing_count
        if isinstance(value, Missing):
            unreported = unreported or value is _NOT_REPORTED
            continue
        scale, rest = divmod(THOUSAND, value.denominator)
        if rest:  # no stored figure: those are far cheaper to add as integers
            return _sum_of_fractions(amounts)
        reported = True
        thousandths += value.numerator * scale
    if reported:
        return Amount(exact(thousandths), missing)
    return Amount(_NOT_REPORTED if unreported else Missing.NOT_APPLICABLE, missing)


def _sum_of_fractions(amounts: Sequence[Amount]) -> Amount:
    known = [amount.value for amount in amounts if not isinstance(amount.value, Missing)]
    return Amount(sum(known, Fraction(0)), sum(amount.missing_count for amount in amounts))


def sum_of_months(reported: Sequence[Fact], missing: int) -> Amount:
    """The same for months, some of which are ``missing``."""
    known = [fact.thousandths for fact in reported if fact.thousandths is not None]
    if known:
        return Amount(exact(sum(known)), missing)
    return Amount(Missing.NOT_REPORTED if missing else Missing.NOT_APPLICABLE, missing)


def sum_of_all(amounts: Sequence[Amount]) -> Amount:
    """The sum of what can't do without any of its parts; as missing as the first of them that is."""
    missing = sum(amount.missing_count for amount in amounts)
    absent = next((amount.value for amount in amounts if isinstance(amount.value, Missing)), None)
    return sum_of(amounts) if absent is None else Amount(absent, missing)
