"""Figures in words, as prose quotes them: 「6億9百万円」「+2億47百万円」「▲115,316口」.

Source: the ろうきん paper of November 2024. Its amounts are 億 and the rest counted in 百万円, cut by the council's
rule. ``parse_number`` reads back exactly what is written here.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from kyosai_desktop.domain.rounding import Rounding, fixed_text, round_to, signed_text
from kyosai_desktop.domain.text.number import YEN_UNITS

SmallestUnit: TypeAlias = Literal["円", "千円", "百万円", "億円"]
SMALLEST_UNITS: dict[str, SmallestUnit] = {unit: unit for unit in get_args(SmallestUnit)}
"""The units of an amount that is written in words, by their names."""

_OKU = 10**8
_CHO = 10**12


def amount_text(yen: int | Fraction, rounding: Rounding, *, smallest: SmallestUnit) -> str:
    """Yen as 兆, 億 and the rest in the ``smallest`` unit: 609,999,999円 in 百万円, 切捨て, is 「6億9百万円」.

    The rest is counted in the smallest unit alone: 247百万円 is 「2億47百万円」, and in 千円 「2億47,000千円」.
    Parts that are 0 aren't written (「2億円」); what rounds to nothing is 「0百万円」, which says how finely it was
    counted, and has no sign. A negative amount has ▲. ``rounding`` is applied once, to the whole amount.
    """
    return _text(yen, rounding, smallest, plus="")


def signed_amount_text(yen: int | Fraction, rounding: Rounding, *, smallest: SmallestUnit) -> str:
    """A difference of amounts with its sign, as ろうきん prints 前年同期比: 「+2億47百万円」, 「▲47百万円」."""
    return _text(yen, rounding, smallest, plus="+")


def count_text(thousandths: int, unit: str, rounding: Rounding, *, decimals: int = 0) -> str:
    """A stored count with its unit behind it: 「115,316口」, 「717,841件」, 「91.0％」, 「▲12,117件」."""
    return f"{fixed_text(Fraction(thousandths, 1000), decimals, rounding)}{unit}"


def signed_count_text(thousandths: int, unit: str, rounding: Rounding, *, decimals: int = 0) -> str:
    """A difference of stored counts with its sign and unit: 「+100件」, 「▲100件」, 「0件」."""
    return f"{signed_text(Fraction(thousandths, 1000), decimals, rounding)}{unit}"


def _text(yen: int | Fraction, rounding: Rounding, smallest: SmallestUnit, *, plus: str) -> str:
    step = YEN_UNITS[smallest]
    steps = int(round_to(Fraction(yen) / step, 0, rounding))
    if steps == 0:
        return f"0{smallest}"
    cho, below_cho = divmod(abs(steps) * step, _CHO)
    oku, rest = divmod(below_cho, _OKU)
    words = (f"{cho:,}兆" if cho else "") + (f"{oku:,}億" if oku else "")
    words += f"{rest // step:,}{smallest}" if rest else "円"
    return f"{'▲' if steps < 0 else plus}{words}"
