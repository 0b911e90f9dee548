"""A period in which a constant changes (単価 250円, from April 300円): what is counted before costs what it cost then."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.fact import Period, PeriodKind
from kyosai_desktop.domain.formula import Call, Name, Node, Number, Operation, names_in, parse_formula
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Indicator


def spans_of(indicator: Indicator, period: Period, catalogue: Catalogue) -> tuple[Period, ...]:
    """The parts of the period in each of which the constants of the indicator's formula keep their values.

    () when they keep them throughout. A constant that isn't known for the beginning has its first value from there.
    """
    node = parse_formula(indicator.formula) if indicator.formula else None
    if node is None or isinstance(node, Problem) or period.kind is not PeriodKind.SPAN:
        return ()
    begins = set()
    for name in names_in(node):
        values = sorted(
            (
                each
                for each in catalogue.constants_named(indicator.council_id, name)
                if each.valid_from <= period.end and period.start <= each.valid_to
            ),
            key=lambda each: each.valid_from,
        )
        for before, after in pairwise(values):
            if before.thousandths != after.thousandths:
                begins.add(after.valid_from)
    starts = [period.start, *sorted(begins)]
    ends = [start - timedelta(days=1) for start in starts[1:]] + [period.end]
    return tuple(Period.span(*days) for days in zip(starts, ends, strict=True)) if begins else ()


def adds_up(indicator: Indicator, catalogue: Catalogue) -> bool:
    """Whether the formula's value of a period is the sum of its values in the parts: 単価 × 件数, but no ratio."""
    node = parse_formula(indicator.formula)
    return not isinstance(node, Problem) and _degree(node, indicator.council_id, catalogue) == 1


def _degree(node: Node, council_id: int, catalogue: Catalogue) -> int | None:
    """0 for a constant, 1 for counts with constant factors, None for anything else."""
    match node:
        case Number():
            return 0
        case Name(name):
            return 1 if catalogue.indicator_named(council_id, name) is not None else 0
        case Call():
            return None
        case Operation(operator, left, right):
            first, second = (_degree(part, council_id, catalogue) for part in (left, right))
            if first is None or second is None:
                return None
            if operator in "+-":
                return first if first == second else None
            if operator == "*":
                return first + second if first + second < 2 else None
            return first if second == 0 else None
