"""CSV files as one sheet of texts.

UTF-8 (with or without a mark) is tried first, then CP932, both strictly: on real files this is always right,
where ``shift_jis`` turns ～ and － into other characters and can't read 髙 or ①.
"""

from __future__ import annotations

import csv
import io

from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.excel.grid import MAX_COLUMNS, CellKind, GridCell, SheetGrid
from kyosai_desktop.excel.reader import limits
from kyosai_desktop.excel.reader.outcomes import Outcome, problem_of, refusal

_DELIMITERS = ("\t", ";")
_SNIFFED_LINES = 20


def read_sheet(data: bytes, sheet_name: str, file: str) -> SheetGrid:
    """The file's fields as TEXT cells, exactly as written; ``file`` is its name for messages.

    Raises ``Refused``: ENCODING with the line, TOO_LARGE, DAMAGED, EMPTY when no field holds anything.
    """
    text = decode(data, file)
    cells: dict[tuple[int, int], GridCell] = {}
    try:
        for row, fields in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))):
            for column, field in enumerate(fields):
                if field:
                    cells[row, column] = GridCell(row, column, CellKind.TEXT, field, field, "@")
            if len(cells) > limits.MAX_FILLED_CELLS or len(fields) > MAX_COLUMNS:
                raise refusal(Outcome.TOO_LARGE, file)
    except csv.Error as error:
        raise refusal(Outcome.DAMAGED, file) from error
    if not cells:
        raise refusal(Outcome.EMPTY, file)
    return SheetGrid(
        name=sheet_name,
        cells=cells,
        rows=max(row for row, _ in cells) + 1,
        columns=max(column for _, column in cells) + 1,
    )


def decode(data: bytes, file: str) -> str:
    """The text of a CSV file. Raises ``Refused`` (ENCODING), naming the line of the first unreadable
    character."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as as_utf8:
        try:
            return data.decode("cp932")
        except UnicodeDecodeError as as_cp932:
            # the encoding that got further is the likelier one
            place = max(as_utf8.start, as_cp932.start)
            line = data[:place].count(b"\n") + 1
            raise Refused(problem_of(Outcome.ENCODING, file, line=str(line))) from as_cp932


def delimiter_of(text: str) -> str:
    """A comma, unless the first lines have none and every filled one has the same number of tabs or
    semicolons."""
    lines = [line for line in text.splitlines()[:_SNIFFED_LINES] if line.strip()]
    if any("," in line for line in lines):
        return ","
    for delimiter in _DELIMITERS:
        counts = {line.count(delimiter) for line in lines}
        if len(counts) == 1 and counts != {0}:
            return delimiter
    return ","
