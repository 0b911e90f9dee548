"""Numbers and dates as Excel shows them, as far as offices use it: for messages and previews, never for
arithmetic.

A code with conditions, fractions or exponents is shown as the plain number.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<number>[0#?][0#?,]*(?:\.[0#?,]*)?|\.[0#?]+)|(?P<general>General|G/標準)|(?P<percent>[%％])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION_BREAK = re.compile(r'((?:"[^"]*"?|\\.|\[[^\]]*\]|[^;"\\\[])*)(?:;|$)', re.DOTALL)
_COLOURS = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|[黒青水緑紫赤白黄]|(color|色)\s*\d+", re.IGNORECASE
)
_WEEKDAYS = "月火水木金土日"
_ERAS = (
    (date(2019, 5, 1), "令和", "R"),
    (date(1989, 1, 8), "平成", "H"),
    (date(1926, 12, 25), "昭和", "S"),
    (date(1912, 7, 30), "大正", "T"),
    (date(1868, 1, 25), "明治", "M"),
)
_DATE_TOKEN = re.compile(
    r'"([^"]*)"?|\\(.)|_.|\*.|\[[^\]]*\]|AM/PM|A/P|y+|m+|d+|h+|s+(?:\.0+)?|g+|e+|a{3,4}|.', re.I | re.DOTALL
)


class _Section(NamedTuple):
    before: str
    pattern: str
    after: str
    general: bool
    percents: int


def shown_number(number: Decimal, code: str) -> str:
    """``shown_number(Decimal("-145"), '#,##0"人";"△"#,##0"人"')`` is ``△145人``."""
    sections = _sections(code or "General")
    if sections is None or number.adjusted() > 30:
        return plain_number(number)
    section, unsigned = _choose(sections, number)
    lead = "-" if number < 0 and not unsigned else ""
    amount = abs(number)
    if section.general:
        return f"{lead}{section.before}{plain_number(amount)}{section.after}"
    if not section.pattern:
        return f"{section.before}{section.after}"
    digits = _digits(amount.scaleb(2 * section.percents), section.pattern)
    if lead and not digits.strip("0.,"):
        lead = ""
    return f"{lead}{section.before}{digits}{section.after}"


def plain_number(number: Decimal) -> str:
    """At most 15 significant digits, as Excel keeps them, without an exponent: ``83526.99900000001`` →
    ``83526.999``."""
    with localcontext(prec=15, rounding=ROUND_HALF_UP):
        rounded = +number
    if abs(rounded.adjusted()) > 30:
        return str(rounded)
    text = format(rounded, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def shown_date(moment: date, code: str) -> str:
    """``shown_date(date(2024, 5, 31), '[$-411]ge.m.d')`` is ``R6.5.31``."""
    time = moment if isinstance(moment, datetime) else datetime.combine(moment, datetime.min.time())
    tokens = list(_DATE_TOKEN.finditer(code.split(";", 1)[0]))
    afternoon = any(match[0].upper() in ("AM/PM", "A/P") for match in tokens)
    shown: list[str] = []
    after_hour = False
    for place, match in enumerate(tokens):
        token = match[0].lower()
        if match[1] is not None or match[2] is not None:
            shown.append(match[1] or match[2] or "")
            continue
        if token[0] == "m" and len(token) <= 2:
            following = next((t[0].lower() for t in tokens[place + 1 :] if t[0].lower()[0] in "ymdhs"), "")
            if after_hour or following.startswith("s"):
                shown.append(f"{time.minute:0{len(token)}d}")
                continue
        if token[0] in "ymdhs":
            after_hour = token[0] == "h"
        shown.append(_date_part(time, token, afternoon))
    return "".join(shown).strip() or time.isoformat(" ")


def _date_part(time: datetime, token: str, afternoon: bool) -> str:
    letter, width = token[0], len(token)
    if token in ("am/pm", "a/p"):
        return "AM" if time.hour < 12 else "PM"
    if token.startswith(("_", "*", "[")) and width > 1:
        return ""
    if letter == "y":
        return f"{time.year:04d}" if width > 2 else f"{time.year % 100:02d}"
    if letter == "m":
        return f"{time.month:0{min(width, 2)}d}" if width <= 2 else f"{time.month}"
    if letter == "d":
        return f"{time.day:0{width}d}" if width <= 2 else time.strftime("%a" if width == 3 else "%A")
    if letter == "h":
        return f"{(time.hour % 12 or 12) if afternoon else time.hour:0{min(width, 2)}d}"
    if letter == "s":
        return f"{time.second:0{min(len(token.split('.')[0]), 2)}d}"
    if letter == "a" and width >= 3:
        return _WEEKDAYS[time.weekday()] + ("曜日" if width == 4 else "")
    if letter in "ge":
        return _era_part(time.date(), letter, width)
    return token


def _era_part(day: date, letter: str, width: int) -> str:
    for first, name, short in _ERAS:
        if day >= first:
            if letter == "e":
                return f"{day.year - first.year + 1:0{min(width, 2)}d}"
            return {1: short, 2: name[0]}.get(width, name)
    return f"{day.year}" if letter == "e" else ""


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...] | None:
    """The code's sections, or ``None`` when it says something this module doesn't draw."""
    pieces = [match[1] for match in _SECTION_BREAK.finditer(code)]
    if len(pieces) > 1 and not pieces[-1] and not code.endswith(";"):
        pieces.pop()
    sections = [_section(piece) for piece in pieces[:3]]
    known = tuple(section for section in sections if section is not None)
    return known if known and len(known) == len(sections) else None


def _section(piece: str) -> _Section | None:
    around = ["", ""]
    pattern = ""
    general = False
    percents = 0
    for match in _TOKEN.finditer(piece):
        side = 1 if pattern or general else 0
        if match["number"]:
            if pattern or general:
                return None
            pattern = match["number"]
        elif match["general"]:
            general = True
        elif match["percent"]:
            percents += 1
            around[side] += match["percent"]
        elif match["bracket"] is not None:
            if not _COLOURS.fullmatch(match["bracket"].strip()):
                return None
        elif match["other"]:
            if match["other"] in "@/eE":
                return None
            around[side] += match["other"]
        else:
            around[side] += match["quoted"] or match["escaped"] or match["currency"] or ""
    return _Section(around[0], pattern, around[1], general, percents)


def _choose(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section, bool]:
    """The section for a number, and whether it draws the sign itself."""
    if number < 0 and len(sections) > 1:
        return sections[1], True
    if number == 0 and len(sections) > 2:
        return sections[2], True
    return sections[0], False


def _digits(amount: Decimal, pattern: str) -> str:
    whole, _, decimals = pattern.partition(".")
    thousands = len(pattern) - len(pattern.rstrip(","))
    if not thousands:
        thousands = len(whole) - len(whole.rstrip(","))
    grouped = "," in whole.rstrip(",")
    places = decimals.replace(",", "")
    with localcontext(prec=60):
        rounded = amount.scaleb(-3 * thousands).quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    text = format(rounded, ",f" if grouped else "f")
    integer, _, fraction = text.partition(".")
    least = whole.count("0")
    integer = integer.rjust(least, "0") if integer != "0" or least else ""
    needed = places.rstrip("#?")
    while len(fraction) > len(needed) and fraction.endswith("0"):
        fraction = fraction[:-1]
    return f"{integer}.{fraction}" if places else integer
