"""Which label cells of a ``Table`` are one cell: header groups over their columns, a 支店 beside its ブロック.

The same merges hold on screen, on paper and in the workbook.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kyosai_desktop.domain.table import Column, Row, RowKind


@dataclass(frozen=True, slots=True)
class Span:
    """A label over rows ``top`` … ``bottom`` and columns ``left`` … ``right``, all included and counted from 0."""

    top: int
    left: int
    bottom: int
    right: int
    text: str


def header_depth(columns: Sequence[Column]) -> int:
    """How many rows the header has; at least one."""
    return max((len(column.groups) + 1 for column in columns), default=1)


def header_spans(columns: Sequence[Column]) -> list[Span]:
    """Every header cell, groups before labels. Neighbours under the same groups share a cell; a column with fewer
    groups has its label reach up to them."""
    depth = header_depth(columns)
    spans: list[Span] = []
    for level in range(depth - 1):
        left = 0
        while left < len(columns):
            path = columns[left].groups[: level + 1]
            right = left
            if len(path) > level:
                while right + 1 < len(columns) and columns[right + 1].groups[: level + 1] == path:
                    right += 1
                spans.append(Span(level, left, level, right, path[level]))
            left = right + 1
    spans += [Span(len(column.groups), at, depth - 1, at, column.label) for at, column in enumerate(columns)]
    return spans


def stub_spans(rows: Sequence[Row]) -> list[Span]:
    """Every cell of the label columns of ``rows`` (the rows of one page, so that a label is given again on the next).

    Equal labels below each other are one cell, but in the last label column. Empty labels to the right join the label
    left of them; in subtotals and totals, empty ones to the left join too.
    """
    spans: list[Span] = []
    open_spans: dict[int, tuple[int, tuple[str, ...]]] = {}

    def close(column: int, bottom: int) -> None:
        top, path = open_spans.pop(column)
        spans.append(Span(top, column, bottom, column, path[-1]))

    for at, row in enumerate(rows):
        last = len(row.labels) - 1
        filled = [column for column, label in enumerate(row.labels) if label]
        wide_from = filled[-1] if filled else 0
        wide_to = last
        for column in range(last):
            path = row.labels[: column + 1]
            kept = column < wide_from and path[-1] != ""
            if column in open_spans and (not kept or open_spans[column][1] != path):
                close(column, at - 1)
            if kept and column not in open_spans:
                open_spans[column] = (at, path)
        first = wide_from
        if row.kind is not RowKind.ITEM:
            while first > 0 and row.labels[first - 1] == "":
                first -= 1
        spans += [Span(at, column, at, column, "") for column in range(first) if not row.labels[column]]
        if row.labels:
            spans.append(Span(at, first, at, wide_to, row.labels[wide_from]))
    for column in sorted(open_spans):
        close(column, len(rows) - 1)
    return sorted(spans, key=lambda span: (span.top, span.left))
