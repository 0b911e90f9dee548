"""目標配分: dividing a total among units so that the parts add up to it exactly.

The rule of the offices: last year's share by largest remainder, so that 46 産別 and 18 ブロック both sum to the total,
and every 産別 gets at least 1. Each breakdown of a total is one call of ``allocate``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.rounding import Rounding, fixed_text


@dataclass(frozen=True, slots=True)
class Unit:
    """One 産別 or ブロック that takes part in a total.

    ``weight``: last year's figure, in any measure that is the same for all; 0 when it had none.
    ``locked``: the value the office has fixed, with its sign; it is kept as it is.
    ``minimum`` and ``maximum`` bound the size of the value without its sign: with a total of ▲300 a minimum of 1
    means ▲1 or more. A minimum of 0 asks nothing of a locked value; ``maximum`` None is no limit.
    Raises ``ValueError`` for a bound below 0.
    """

    name: str
    weight: int
    locked: int | None = None
    minimum: int = 0
    maximum: int | None = None

    def __post_init__(self) -> None:
        if self.minimum < 0 or (self.maximum is not None and self.maximum < 0):
            raise ValueError(f"the bounds of {self.name} are sizes and can't be below 0")


@dataclass(frozen=True, slots=True)
class Allocation:
    """``values``: one per unit, in the order of the units; their sum is the total.

    ``equally``: positions of the units without a figure of last year that shared equally, because nobody with a
    figure could take more. Empty as a rule; worth telling the user when it isn't.
    """

    values: tuple[int, ...]
    equally: tuple[int, ...] = ()


def allocate(total: int, units: Sequence[Unit], *, counted_in: str = "") -> Allocation | Problem:
    """Divide ``total`` among ``units``: locked values stay, the others share the rest as last year.

    The free units get λ × weight, held between minimum and maximum, with the one λ that makes them add up to the
    rest; then each its whole part, and what is left one each to the largest remainders, among equal ones to the
    first. So nobody is 1 or more away from that share. Without last year's figures the shares are equal.

    A negative total (純増 ▲12,117) is divided by size and every part negated. Weights of one sign share by their
    size: ▲300 and ▲100 are 3 to 1.

    ``counted_in`` (件, 口, 円) is written behind the figures of a ``Problem``, which names the constraint that can't
    hold and by how much: ``allocation.no_units``, ``.mixed_weights``, ``.bounds_crossed``, ``.locked_below_minimum``,
    ``.locked_above_maximum``, ``.locked_beyond_total``, ``.locked_short_of_total``, ``.minimums``, ``.maximums``.
    """
    sign = -1 if total < 0 else 1
    sizes = [_by_size(unit, sign) for unit in units]
    told = _Telling(sign, counted_in)
    free = [at for at, unit in enumerate(sizes) if unit.locked is None]
    rest = abs(total) - sum(unit.locked for unit in sizes if unit.locked is not None)
    problem = _contradiction(units, sizes, told) or _unreachable(abs(total), rest, sizes, free, told)
    if problem is not None:
        return problem
    values = {at: unit.locked for at, unit in enumerate(sizes) if unit.locked is not None}
    weighted = [at for at in free if sizes[at].weight]
    unweighted = [at for at in free if not sizes[at].weight]
    for_unweighted = sum(sizes[at].minimum for at in unweighted)
    most = _sum_of_maximums(sizes, weighted)
    equally: tuple[int, ...] = ()
    if most is not None and most + for_unweighted < rest:
        values |= {at: bound for at in weighted if (bound := sizes[at].maximum) is not None}
        values |= _shared(rest - most, {at: replace(sizes[at], weight=1) for at in unweighted})
        equally = tuple(unweighted)
    else:
        values |= {at: sizes[at].minimum for at in unweighted}
        values |= _shared(rest - for_unweighted, {at: sizes[at] for at in weighted})
    return Allocation(tuple(sign * values[at] for at in range(len(units))), equally)


def by_largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """Whole parts of ``total`` in proportion to ``weights`` (none negative, not all 0); their sum is ``total``.

    Every unit gets the whole part of its share; what is left goes, one each, to the largest remainders, and among
    equal ones to the first. Raises ``ValueError`` for a negative total or for weights that give no proportion.
    """
    sum_of_weights = sum(weights)
    if total < 0 or sum_of_weights <= 0 or min(weights) < 0:
        raise ValueError("a total ≥ 0 is divided by weights ≥ 0 of which one is not 0")
    parts = [total * weight // sum_of_weights for weight in weights]
    remainders = [total * weight % sum_of_weights for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: (-remainders[at], at))
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return parts


def _by_size(unit: Unit, sign: int) -> Unit:
    """The unit of the same question asked about the size of the total."""
    locked = None if unit.locked is None else sign * unit.locked
    return replace(unit, weight=abs(unit.weight), locked=locked)


def _shared(rest: int, units: dict[int, Unit]) -> dict[int, int]:
    """``rest`` by weight within the bounds; every weight counts, and the bounds are known to leave room for it.

    Proportional shares are taken of all that still follow the proportion. Those that break a bound are set to it:
    only the low ones when they lack as much as the high ones have too much, else only the high ones. Setting one
    side moves the shares of all others away from the bounds of the other side, so those may come back within.
    """
    values: dict[int, int] = {}
    following = dict(units)
    while following:
        weights = sum(unit.weight for unit in following.values())
        low: dict[int, int] = {}
        high: dict[int, int] = {}
        lacking = too_much = 0
        for at, unit in following.items():
            share = rest * unit.weight
            if share < unit.minimum * weights:
                low[at] = unit.minimum
                lacking += unit.minimum * weights - share
            elif unit.maximum is not None and share > unit.maximum * weights:
                high[at] = unit.maximum
                too_much += share - unit.maximum * weights
        if not low and not high:
            parts = by_largest_remainder(rest, [unit.weight for unit in following.values()])
            return values | dict(zip(following, parts, strict=True))
        bound = low if lacking >= too_much else high
        for at, value in bound.items():
            del following[at]
            values[at] = value
            rest -= value
    return values


@dataclass(frozen=True, slots=True)
class _Telling:
    """Writes sizes back as the user's figures: with the sign of the total and the unit."""

    sign: int
    counted_in: str

    def figure(self, size: int) -> str:
        return f"{fixed_text(self.sign * size, 0, Rounding.DOWN)}{self.counted_in}"

    def by(self, difference: int) -> str:
        return f"{fixed_text(difference, 0, Rounding.DOWN)}{self.counted_in}"


def _contradiction(units: Sequence[Unit], sizes: Sequence[Unit], told: _Telling) -> Problem | None:
    """What can't hold whatever the total is: first in the order of the units."""
    for unit in sizes:
        if unit.maximum is not None and unit.minimum > unit.maximum:
            return Problem(
                "allocation.bounds_crossed",
                f"「{unit.name}」の下限{told.figure(unit.minimum)}が、上限{told.figure(unit.maximum)}を"
                f"{told.by(unit.minimum - unit.maximum)}超えています。",
                "下限を上限以下に直してください。",
            )
        if unit.locked is None:
            continue
        if unit.minimum and unit.locked < unit.minimum:
            return Problem(
                "allocation.locked_below_minimum",
                f"「{unit.name}」で固定した値{told.figure(unit.locked)}が、下限{told.figure(unit.minimum)}に"
                f"{told.by(unit.minimum - unit.locked)}足りません。",
                "固定した値か下限を直してください。",
            )
        if unit.maximum is not None and unit.locked > unit.maximum:
            return Problem(
                "allocation.locked_above_maximum",
                f"「{unit.name}」で固定した値{told.figure(unit.locked)}が、上限{told.figure(unit.maximum)}を"
                f"{told.by(unit.locked - unit.maximum)}超えています。",
                "固定した値か上限を直してください。",
            )
    free = [unit for unit in units if unit.locked is None]
    grew = next((unit for unit in free if unit.weight > 0), None)
    shrank = next((unit for unit in free if unit.weight < 0), None)
    if grew is None or shrank is None:
        return None
    return Problem(
        "allocation.mixed_weights",
        f"前年の数値に「{grew.name}」のようなプラスと「{shrank.name}」のようなマイナスが混じっているため、"
        "割合を決められません。",
        "符号のそろった数値（前年の目標など）を配分の基準に選んでください。",
    )


def _unreachable(
    total: int, rest: int, sizes: Sequence[Unit], free: Sequence[int], told: _Telling
) -> Problem | None:
    """Why locked values and bounds don't allow exactly this total; None when they do."""
    if not sizes:
        return None if not total else _no_units(told.figure(total))
    locked = f"固定した値の合計{told.figure(total - rest)}"
    if not free and rest > 0:
        return Problem(
            "allocation.locked_short_of_total",
            f"すべての値が固定されていて、{locked}が、配分する合計{told.figure(total)}に"
            f"{told.by(rest)}足りません。",
            "固定をどれか外すか、固定した値を直してください。",
        )
    if rest < 0:
        return Problem(
            "allocation.locked_beyond_total",
            f"{locked}が、配分する合計{told.figure(total)}を{told.by(-rest)}超えています。",
            "固定した値か、配分する合計を直してください。",
        )
    least = sum(sizes[at].minimum for at in free)
    most = _sum_of_maximums(sizes, free)
    kind = "固定した値を除いた残り" if len(free) < len(sizes) else "配分する合計"
    remaining = f"{kind}{told.figure(rest)}"
    if least > rest:
        return Problem(
            "allocation.minimums",
            f"固定されていない配分先（{len(free)}）の下限の合計{told.figure(least)}が、{remaining}を"
            f"{told.by(least - rest)}超えています。",
            "配分する合計を増やすか、下限か固定した値を直してください。",
        )
    if most is not None and most < rest:
        return Problem(
            "allocation.maximums",
            f"固定されていない配分先（{len(free)}）の上限の合計{told.figure(most)}が、{remaining}に"
            f"{told.by(rest - most)}足りません。",
            "配分する合計を減らすか、上限か固定した値を直してください。",
        )
    return None


def _no_units(total: str) -> Problem:
    return Problem(
        "allocation.no_units",
        f"配分先がないため、合計{total}を配分できません。",
        "配分先の産別またはブロックを登録してください。",
    )


def _sum_of_maximums(units: Sequence[Unit], positions: Sequence[int]) -> int | None:
    """None when one of them has no limit."""
    maximums = [units[at].maximum for at in positions]
    known = [maximum for maximum in maximums if maximum is not None]
    return sum(known) if len(known) == len(maximums) else None
