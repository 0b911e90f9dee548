"""CSV files that are lists of figures under their codes, told by their first line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.excel import csv_text
from kyosai_desktop.excel.figure_list import FigureLine, FigureList, unmarked
from kyosai_desktop.excel.reader.outcomes import Outcome, refusal

_TELLING = frozenset({"council", "indicator", "measure", "value"})
"""A first line with these names is the header of such a list."""


def read_figure_list(data: bytes, name: str, file: str) -> FigureList | None:
    """The list, or None when the first line of a CSV file isn't the header of one. ``file`` is for messages.

    Raises ``Refused``: the encoding, ``import.facts_columns`` when a column is missing, DAMAGED.
    """
    text = csv_text.decode(data, file)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=csv_text.delimiter_of(text))
    try:
        header = [field.strip().lower() for field in next(rows, [])]
        if not set(header) >= _TELLING:
            return None
        missing = [field for field in FigureLine._fields if field not in header]
        if missing:
            raise Refused(_columns_missing(missing, file))
        columns = {field: header.index(field) for field in FigureLine._fields}
        return FigureList(name, columns, tuple(_lines(rows, len(header), columns)))
    except csv.Error as error:
        raise refusal(Outcome.DAMAGED, file) from error


def _lines(
    rows: Iterable[list[str]], width: int, columns: Mapping[str, int]
) -> Iterator[tuple[int, FigureLine | None]]:
    known: dict[str, str] = {}  # the same few codes stand in every line
    places = list(columns.values())
    for number, fields in enumerate(rows, 2):
        if not any(fields):
            continue
        if any(fields[width:]):
            yield number, None
            continue
        fields += [""] * (width - len(fields))
        texts = (fields[place] for place in places)
        yield number, FigureLine(*(known.setdefault(text, text) for text in map(unmarked, texts)))


def _columns_missing(missing: list[str], file: str) -> Problem:
    return Problem(
        "import.facts_columns",
        f"1行目に、{'、'.join(missing)}の列がありません。",
        f"見出しを{','.join(FigureLine._fields)}にそろえてください。",
        place=Place(file=file),
    )
