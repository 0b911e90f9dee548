"""Numbers as Japanese offices write them: １２，３４５・▲ 1,234・（1,234）・1,234件・91.0％・6億9百万円.

One reader serves typing, paste and import. It accepts only what can be read in one way; everything else is a
``Problem`` for the user to decide, so a figure is never silently changed. Values are integer thousandths.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.text.width import narrow, quoted

# The book keeps figures in signed 64-bit integers.
LARGEST_THOUSANDTHS = 2**63 - 1

PERCENT = "％"
YEN_UNITS = {"円": 1, "千円": 10**3, "万円": 10**4, "百万円": 10**6, "億円": 10**8, "兆円": 10**12}

# Units that may stand behind a number. A suffix that is not here (12月, 100件以上) makes the text a question.
_UNITS = frozenset(
    [
        *(
            "件",
            "口",
            "円",
            "名",
            "人",
            "会員",
            "団体",
            "回",
            "本",
            "世帯",
            "社",
            "台",
            "枚",
            "冊",
            "部",
            "校",
        ),
        *("戸", "棟", "票", "点", "位", "組合", "支部", "単組", "産別", "ポイント"),
        *("か所", "カ所", "ヵ所", "ヶ所", "ケ所", "箇所"),
    ]
)
_SCALE_WORDS = {
    "兆": 10**12,
    "億": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "千": 10**3,
    "百": 10**2,
}

# Every dash that has been seen at the start of a negative number; ー and ｰ come from a kana keyboard.
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\ufe63\u30fc\uff70\u2500\u2501\u207b\u208b"
_NEGATIVE = frozenset(DASHES + "▲△▼")
_ABSENT = re.compile(rf"[{re.escape(DASHES)}]{{1,3}}|…{{1,2}}|‥|\.{{3}}|\*{{1,3}}")

_DIGITS = r"[0-9.,]+"
_SCALE = "|".join(_SCALE_WORDS)
_SIGN = rf"[{re.escape(DASHES)}▲△▼+]"
_BODY = rf"(?P<digits>{_DIGITS}(?: ?(?:{_SCALE}) ?{_DIGITS})*(?: ?(?:{_SCALE}))?) ?(?P<unit>[^0-9.,() ]*)"
_SIGNED = re.compile(rf"(?P<sign>{_SIGN})? ?(?:(?P<yen>[¥￥]) ?(?P<after>{_SIGN})? ?)?{_BODY}")
_IN_PARENTHESES = re.compile(rf"\( ?(?P<yen>[¥￥])? ?{_BODY} ?\)")
_TWO_IN_ONE = re.compile(rf"{_SIGN}? ?{_DIGITS} ?[^0-9.,() ]{{0,4}} ?\( ?{_DIGITS} ?[^0-9.,() ]{{0,4}} ?\)")
_PART = re.compile(rf"(?P<amount>{_DIGITS}) ?(?P<scale>{_SCALE})?")
_AMOUNT = re.compile(r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+")
_LEADING_ZERO = re.compile(r"0[0-9]+(?:\.[0-9]+)?")


_PLAINLY_SHORT = 15
"""Digits that surely fit; longer numbers take the long way, which tells when they don't."""


class Number(NamedTuple):
    """A number that was read.

    ``thousandths`` is the value × 1,000 in ``unit``. ``unit`` is the unit as written: '' when none, ``％``
    for both widths. ``percent``: 91.0％ has the value 91.0, not 0.91. ``scale_words``: 億, 百万, 千 … were
    written; the value is then already multiplied out, so 「6億9百万円」 and 「9百万円」 are in 円.
    ``thousandths_in`` brings it to a column's unit.
    """

    thousandths: int
    unit: str = ""
    percent: bool = False
    scale_words: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing was written: not reported, which is not zero."""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A dash, … or *** stands alone: there is no such figure, which is neither zero nor missing."""


NumberText: TypeAlias = Number | Blank | NotApplicable


def exact_text(thousandths: int) -> str:
    """The value in plain digits for other programs, without needless decimals: 「-1234.5」."""
    whole, part = divmod(abs(thousandths), 1000)
    decimals = f".{part:03}".rstrip("0") if part else ""
    return f"{'-' if thousandths < 0 else ''}{whole}{decimals}"


def parse_number(text: str, scale: int = 1) -> NumberText | Problem:
    """Read ``text`` as one number; with a ``scale`` its thousandths come multiplied by it, as a column takes them
    that prints figures ÷ ``scale``, so 「1.234567」 in a column of 百万円 is exact.

    Accepts full-width characters, commas every three digits, ▲ △ ▼, any dash or parentheses for negatives,
    + for positives, ¥ before and a unit behind, 億・百万・千 between, and up to three decimals that count after
    scaling (zeros beyond them change nothing). Problems: ``number.unreadable``, ``number.two_in_one`` (「74(1)」),
    ``number.commas``, ``number.leading_zero``, ``number.too_fine``, ``number.too_large``.
    """
    if scale == 1 and text.isascii() and text.isdecimal() and text[0] != "0" and len(text) <= _PLAINLY_SHORT:
        return Number(int(text) * 1000)  # nearly every figure of a pasted block
    line = narrow(text)
    if not line:
        return Blank()
    if _ABSENT.fullmatch(line):
        return NotApplicable()
    if _TWO_IN_ONE.fullmatch(line):
        return _two_in_one(text)
    negative = True
    match = _IN_PARENTHESES.fullmatch(line)
    if match is None:
        match = _SIGNED.fullmatch(line)
        if match is None or (match["sign"] and match["after"]):
            return _unreadable(text)
        negative = (match["sign"] or match["after"]) in _NEGATIVE
    percent = match["unit"] == "%"
    unit = PERCENT if percent else match["unit"] or ("円" if match["yen"] else "")
    if (unit and not percent and unit not in _UNITS) or (match["yen"] and unit != "円"):
        return _unreadable(text)
    value = _value(match["digits"], text)
    if isinstance(value, Problem):
        return value
    thousandths = value * 1000 * scale
    if thousandths > LARGEST_THOUSANDTHS:
        return _too_large(text)
    if thousandths.denominator != 1:
        return _too_fine(text, scale, -thousandths if negative else thousandths)
    scaled = any(word in match["digits"] for word in _SCALE_WORDS)
    return Number(-int(thousandths) if negative else int(thousandths), unit, percent, scaled)


def thousandths_in(number: Number, unit: str) -> int | Problem:
    """``number`` in thousandths of a column's ``unit`` (件, 百万円, ％ …; '' when the column has none).

    A number without a unit is taken to be in the column's. Yen are converted exactly between 円, 千円,
    百万円 and so on; what doesn't come out in thousandths is ``number.too_fine``, another unit
    ``number.other_unit``.
    """
    column = PERCENT if unit == "%" else unit
    if number.unit == column:
        return number.thousandths
    if number.unit == "" and not (number.scale_words and column in YEN_UNITS and column != "円"):
        return number.thousandths
    if number.unit == "円" and column in YEN_UNITS:
        converted = Fraction(number.thousandths, YEN_UNITS[column])
        if converted.denominator == 1:
            return int(converted)
        return Problem(
            "number.too_fine",
            f"この金額は{column}に直すと小数第4位より下が残ります。",
            f"{column}の単位で、小数第3位までで入力してください。",
        )
    written = number.unit or "なし（億・百万などの言葉だけ）"
    return Problem(
        "number.other_unit",
        f"書かれている単位は{written}ですが、この列の単位は{column or 'なし'}です。",
        "数値と列が合っているかを確かめ、列の単位に直して入力してください。",
    )


def _value(digits: str, text: str) -> Fraction | Problem:
    """Sum the parts of 「6億9百万」: scales must fall, each part must stay below the scale before it."""
    parts = list(_PART.finditer(digits))
    total = Fraction(0)
    ceiling: int | None = None
    for place, part in enumerate(parts):
        amount, scale = part["amount"], _SCALE_WORDS.get(part["scale"] or "", 1)
        if not _AMOUNT.fullmatch(amount):
            return _misshapen(amount, text)
        whole, _, decimals = amount.partition(".")
        # Python refuses to read thousands of digits; what the book can keep ends far before.
        if len(whole) > 40:
            return _too_large(text)
        if len(decimals) > 40:
            return _too_fine(text)
        value = Fraction(amount.replace(",", "")) * scale
        is_last = place == len(parts) - 1
        if (ceiling is not None and value >= ceiling) or (decimals and not is_last):
            return _unreadable(text)
        ceiling = scale
        total += value
    return total


def _misshapen(amount: str, text: str) -> Problem:
    if "," in amount:
        return Problem(
            "number.commas",
            f"{quoted(text)}は、コンマの位置が3桁ごとになっていないため、数値として読めません。",
            "コンマを除くか、正しい位置に直して入力してください。",
        )
    if _LEADING_ZERO.fullmatch(amount):
        return Problem(
            "number.leading_zero",
            f"{quoted(text)}は0で始まっているため、番号か数値かを決められません。",
            "数値であれば、先頭の0を除いて入力してください。",
        )
    return _unreadable(text)


def _unreadable(text: str) -> Problem:
    return Problem(
        "number.unreadable",
        f"{quoted(text)}は数値として読めません。",
        "数字（半角・全角どちらでも可）で入力してください。",
    )


def _two_in_one(text: str) -> Problem:
    return Problem(
        "number.two_in_one",
        f"{quoted(text)}は、数とうち数が同じセルに入っています。",
        "数とうち数を別の列に分けて入力してください。",
    )


def _too_fine(text: str, scale: int = 1, thousandths: Fraction | None = None) -> Problem:
    """``thousandths``, times ``scale``, names the two values that can be kept instead."""
    decimals = len(str(1000 * scale)) - 1
    choices = ""
    if thousandths is not None:
        around = (math.trunc(thousandths), math.trunc(thousandths) + (1 if thousandths > 0 else -1))
        choices = "か".join(f"「{_plain(value, decimals)}」" for value in around) + "のように、"
    return Problem(
        "number.too_fine",
        f"{quoted(text)}は小数が細かすぎるため、そのままでは記録できません。",
        f"{choices}小数第{decimals}位までの数値で入力してください。",
    )


def _plain(units: int, decimals: int) -> str:
    whole, part = divmod(abs(units), 10**decimals)
    digits = f"{whole}.{part:0{decimals}}".rstrip("0").rstrip(".")
    return f"{'▲' if units < 0 else ''}{digits}"


def _too_large(text: str) -> Problem:
    return Problem(
        "number.too_large",
        f"{quoted(text)}は大きすぎるため、記録できません。",
        "桁数と単位を確かめて入力してください。",
    )
