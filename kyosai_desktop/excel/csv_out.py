"""CSV files for others: UTF-8 with the mark by which Excel knows it, and texts that no spreadsheet calculates."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 32_767  # of a cell in Excel
_PLAIN = re.compile(r"[+\-＋－]?[\d０-９][\d０-９,，.．()（） \-－]*[%％]?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_lines(lines: Iterable[Sequence[str]], target: BinaryIO) -> None:
    """Write lines of fields exactly as they are given."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="")
    try:
        csv.writer(text).writerows(lines)
    finally:
        text.detach()  # flushes, and leaves the file to whoever opened it


def csv_text(text: str) -> str:
    """A text as a field: one that a spreadsheet would take for a formula gets a leading ``'``; numbers don't."""
    text = plain(text)
    if text.startswith(_FORMULA_STARTS) and not _PLAIN.fullmatch(text):
        return "'" + text
    return text


def plain(text: str) -> str:
    """``text`` without the characters that a workbook can't hold, its line breaks as ``\\n``, cut to Excel's limit."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:_LONGEST_TEXT]
