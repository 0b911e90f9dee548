"""What a 計 row is the total of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kyosai_desktop.domain.text.name import subtotal_word
from kyosai_desktop.excel.layout import FoundRow
from kyosai_desktop.excel.mapping import RowHeader
from kyosai_desktop.operations.importing.sheet import SheetContext

_TOTAL_TAIL = re.compile(r"[(\[【〔]?(総合計|合計|小計|中計|総計|全計|計|再掲)[)\]】〕]?$")


def total_label(row: FoundRow) -> tuple[int, str]:
    """The label of a subtotal row that says so, with the place of its column."""
    return next((at, text) for at, text in reversed(list(enumerate(row.labels))) if subtotal_word(text))


def total_of(context: SheetContext, row: FoundRow, headers: Iterable[tuple[int, RowHeader]]) -> int:
    """The member that a subtotal row is the total of; 0 for that of the rows around it."""
    at, label = total_label(row)
    bare = _TOTAL_TAIL.sub("", context.vocabulary.key(label))
    found_id = 0
    for _, header in (pair for pair in headers if pair[0] == at and pair[1].axis_id):
        # a 計 in the column of ブロック may be that of the 支店 above them
        any_kind = RowHeader(header.axis_id)
        found = context.vocabulary.members(any_kind, bare, context.year_number) if bare else ()
        found_id = found[0] if len(found) == 1 else 0
        if not bare:
            groups = [text for text in row.labels[:at] if text]
            above = context.vocabulary.members(any_kind, groups[-1], context.year_number) if groups else ()
            found_id = above[0] if len(above) == 1 else 0
    return found_id
