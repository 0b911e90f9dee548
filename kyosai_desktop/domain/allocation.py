"""Dividing a total among units so that the parts add up to it exactly."""

from __future__ import annotations

from collections.abc import Sequence


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
