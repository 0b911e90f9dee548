"""A figure belongs to the row in which the user saw it, whatever came in between the table and the key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.problem import Place, Problem
from kyosai_desktop.domain.table import Row, Table


def moved_row(
    cells: Sequence[TypedCell], shown: Table, row_now: Callable[[int], Row | None]
) -> Problem | None:
    """Why nothing is stored when a row of 未配賦 came or went since ``shown`` was read, so that numbers mean other rows.

    ``row_now`` answers the number of a row of which something was typed with the row that has it now.
    """
    for typed in cells:
        seen, now = shown.rows[typed.row], row_now(typed.row)
        if now is None or (now.key, now.kind, now.labels) != (seen.key, seen.kind, seen.labels):
            return Problem(
                "row.moved",
                "入力している間に表の行が入れ替わったため、保存しませんでした。",
                "表を見て、もう一度入力してください。",
                place=Place(form=shown.title, row=seen.name, column=shown.columns[typed.column].path),
            )
    return None
