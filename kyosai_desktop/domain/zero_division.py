"""Whether a formula divides by what is always 0: a written 0, 「実績 － 実績」, or a constant that is nothing but 0.

Told when the formula is written, because such a cell would stay empty for ever and nobody would see why. A divisor
that is 0 only for some figures is no mistake: there the cell is 該当なし.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from kyosai_desktop.domain.formula import RATE, Call, Name, Node, Number, Operation, parse_formula

Parts = Callable[[str], Node | None]
"""What a name stands for where that is known: a number or another formula; None for any figure. Never leads back to
the formula it began with."""

_DRAWS = 2
"""Figures are drawn from 256 bits, so a divisor that isn't always 0 is 0 in one draw with a chance of about 2^-250."""


def always_zero_divisor(node: Node, parts: Parts) -> str | None:
    """The first divisor of the formula that is 0 whatever the figures are, as it is written; None when there is none."""
    for divisor in _divisors(node):
        if all(_drawn(divisor, parts, draw) == 0 for draw in range(_DRAWS)):
            return written(divisor)
    return None


def written(node: Node) -> str:
    """A formula as offices write it, with the brackets that it needs."""
    match node:
        case Number(value):
            return f"{(Decimal(value.numerator) / value.denominator).normalize():f}"
        case Name(name):
            return name if parse_formula(name) == node else f"「{name}」"
        case Call(function, arguments):
            return f"{function}({', '.join(written(argument) for argument in arguments)})"
        case Operation(operator, left, right):
            sign = {"+": "＋", "-": "－", "*": "×", "/": "÷"}[operator]
            return f"{_within(left, operator, right=False)} {sign} {_within(right, operator, right=True)}"


def _within(node: Node, operator: str, *, right: bool) -> str:
    if not isinstance(node, Operation):
        return written(node)
    loosely = node.operator in "+-" and (operator in "*/" or (right and operator == "-"))
    divides = right and operator == "/"
    return f"（{written(node)}）" if loosely or divides else written(node)


def _divisors(node: Node) -> Iterator[Node]:
    match node:
        case Operation(operator, left, right):
            if operator == "/":
                yield right
            yield from _divisors(left)
            yield from _divisors(right)
        case Call(function, arguments):
            if function == RATE:
                yield arguments[1]
            for argument in arguments:
                yield from _divisors(argument)


def _drawn(node: Node, parts: Parts, draw: int) -> Fraction | None:
    """The value with a figure drawn for every free name; None when it can't be computed."""
    match node:
        case Number(value):
            return value
        case Name(name):
            part = parts(name)
            return _figure(name, draw) if part is None else _drawn(part, parts, draw)
        case Call(function, arguments):
            if function != RATE:
                return _figure(function, draw)
            return _drawn(Operation("/", *arguments), parts, draw)
        case Operation(operator, left, right):
            first, second = _drawn(left, parts, draw), _drawn(right, parts, draw)
            if first is None or second is None or (operator == "/" and second == 0):
                return None
            match operator:
                case "+":
                    return first + second
                case "-":
                    return first - second
                case "*":
                    return first * second
                case _:
                    return first / second


def _figure(name: str, draw: int) -> Fraction:
    digest = hashlib.sha256(f"{draw}\x1f{name}".encode()).digest()
    return Fraction(int.from_bytes(digest, "big") + 1)
