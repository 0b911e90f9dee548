"""A part of the settings as the book has it, with what only the book knows among the words to choose from."""

from __future__ import annotations

from dataclasses import replace

from kyosai_desktop.domain.table import Table
from kyosai_desktop.operations.settings.campaign_period import CAMPAIGN
from kyosai_desktop.operations.settings.editing.revise import rows_of
from kyosai_desktop.operations.settings.editing.sheet_table import Part, part_table
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.campaigns import load_every_campaign
from kyosai_desktop.store.councils import load_councils

_PERIOD = "様式の列.期間"


def table_of_part(book: Book, part: Part) -> Table:
    """The part as a table to type in. A column's 期間 may be any of the 強化期間 by name."""
    rows = rows_of(book)
    table = part_table(rows, part)
    at = next((at for at, column in enumerate(table.columns) if column.key == _PERIOD), None)
    if at is None:
        return table
    council = next(row["会議体"] for row in rows["様式"] if ("様式", row["コード"]) in part.owner)
    council_id = next(each.id for each in load_councils(book) if each.code == council)
    names = dict.fromkeys(
        f"{CAMPAIGN}{each.name}" for each in load_every_campaign(book) if each.council_id == council_id
    )
    cells = [
        (*line[:at], line[at]._replace(choices=(*line[at].choices, *names)), *line[at + 1 :])
        for line in table.cells
    ]
    return replace(table, cells=tuple(cells))
