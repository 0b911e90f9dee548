"""How many persons came, as it is typed: 「12」「１２名」."""

from __future__ import annotations

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.text.number import Blank, Number, parse_number

_UNITS = ("", "名", "人")


def persons_in(text: str) -> int | Problem | None:
    """A whole number of persons, not below 0; None when nothing is typed.

    Problems: ``persons.unreadable``, and those of ``parse_number``.
    """
    number = parse_number(text)
    if isinstance(number, Problem):
        return number
    if isinstance(number, Blank):
        return None
    whole = isinstance(number, Number) and number.thousandths >= 0 and number.thousandths % 1000 == 0
    if not isinstance(number, Number) or not whole or number.unit not in _UNITS:
        return Problem(
            "persons.unreadable",
            f"「{text}」は人数として読めません。",
            "0以上の整数で入力してください。わからないときは空のままにできます。",
        )
    return number.thousandths // 1000
