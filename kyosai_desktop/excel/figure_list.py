"""``facts.csv``: every figure as a line of codes, for other programs, spreadsheets, and another book.

A text that a spreadsheet would calculate gets a leading ``'``, and so does one that already has such marks before it:
reading takes exactly one away, and every text comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from kyosai_desktop.excel.csv_out import write_lines

_MARKED = re.compile("'*[=+\\-@＝＋－＠\t\r\n]")
_NUMBERS = frozenset({"start", "end", "version", "value"})


class FigureLine(NamedTuple):
    """One figure. Codes, ISO dates, and the exact value as a decimal ('' : 該当なし); axes and members may be ''."""

    council: str
    indicator: str
    measure: str
    variant: str
    period_kind: str
    start: str
    end: str
    version: str
    role: str
    axis1: str
    member1: str
    axis2: str
    member2: str
    value: str
    unit: str
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class FigureList:
    """A list that was read. ``lines`` are (row as a spreadsheet counts, figure), None for one with more fields than
    the header; ``columns`` are where each field stands, counted from 0."""

    name: str
    columns: Mapping[str, int]
    lines: tuple[tuple[int, FigureLine | None], ...]


def write_figure_list(lines: Iterable[FigureLine], target: BinaryIO) -> None:
    """Write the header and the lines as they come."""
    write_lines(_written(lines), target)


def _written(lines: Iterable[FigureLine]) -> Iterator[Sequence[str]]:
    texts = [field not in _NUMBERS for field in FigureLine._fields]
    yield FigureLine._fields
    for line in lines:
        yield [
            f"'{field}" if is_text and _MARKED.match(field) else field
            for is_text, field in zip(texts, line, strict=True)
        ]


def unmarked(field: str) -> str:
    """The text that was written as ``field``."""
    return field[1:] if field[:1] == "'" and _MARKED.match(field) else field
