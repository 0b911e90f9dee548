"""What one cell holds, apart from where it stands: the form in which the child hands cells to the parent.

Many cells hold the same thing, so a book's reply has one list of contents and each cell points into it.
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from kyosai_desktop.excel.grid import CellKind
from kyosai_desktop.excel.reader.number_formats import date_of_serial, is_date_format

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_LONGEST_NUMBER = 64  # Excel writes 17 digits and an exponent

_NUMBER_KIND = CellKind.NUMBER.value


class Content(NamedTuple):
    """``kind`` is the value of a ``CellKind``, ``moment`` the ISO form of a date, else ''. JSON-ready."""

    kind: str
    raw: str
    format: str
    moment: str = ""


def number_content(raw: str, code: str, date1904: bool) -> Content | None:
    """A stored number, as a date when its format says so; ``None`` when ``raw`` is no number."""
    if len(raw) > _LONGEST_NUMBER or not _NUMBER.fullmatch(raw):
        return None
    if is_date_format(code):
        moment = date_of_serial(Decimal(raw), date1904)
        if moment is not None:
            return Content(CellKind.DATE.value, raw, code, moment.isoformat())
    return Content(_NUMBER_KIND, raw, code)


def text_content(text: str, code: str) -> Content | None:
    """A text; ``None`` for the empty text, which is a blank cell."""
    return Content(CellKind.TEXT.value, text, code) if text else None


def bool_content(is_set: bool, code: str) -> Content:
    """TRUE or FALSE."""
    return Content(CellKind.BOOL.value, "1" if is_set else "0", code)


def error_content(text: str, code: str) -> Content:
    """One of Excel's error values, such as ``#REF!``."""
    return Content(CellKind.ERROR.value, text, code)


def uncached_content(code: str) -> Content:
    """A formula that was saved without its result."""
    return Content(CellKind.UNCACHED_FORMULA.value, "", code)


def iso_date_content(raw: str, code: str) -> Content | None:
    """A date stored in ISO form (``t="d"``); ``None`` when it is none."""
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return None
    plain = moment.replace(tzinfo=None) if moment.time() != moment.min.time() else moment.date()
    return Content(CellKind.DATE.value, raw, code, plain.isoformat())
