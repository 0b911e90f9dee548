"""Whose figures a file holds. The two councils are never mixed up: what fits both is asked."""

from __future__ import annotations

from collections.abc import Sequence

from kyosai_desktop.domain.problem import Place
from kyosai_desktop.domain.series import Council
from kyosai_desktop.excel.mapping import ColumnUse
from kyosai_desktop.operations.importing.masters import Masters
from kyosai_desktop.operations.importing.planned import Choice, ImportOptions, QuestionKind
from kyosai_desktop.operations.importing.questions import Asking
from kyosai_desktop.operations.importing.sheets import FoundSheet


def choose(
    file: str, sheets: Sequence[FoundSheet], masters: Masters, options: ImportOptions, asking: Asking
) -> Council | None:
    """The council given, the only one, the one whose items the file names, or the one that its title names.

    None when there is no council or no table, or when the question stays open.
    """
    councils = masters.councils
    if options.council_id is not None:
        return masters.catalogue.councils[options.council_id]
    if len(councils) == 1:
        return councils[0]
    if not any(sheet.tables for sheet in sheets):
        return None
    fitting = {council.id: _named_items(council, sheets, masters) for council in councils}
    with_items = [council for council in councils if fitting[council.id]]
    if len(with_items) == 1:
        return with_items[0]
    titled = [council for council in councils if _is_titled(council, file, sheets)]
    if len(titled) == 1 and (not with_items or titled[0] in with_items):
        return titled[0]
    code = asking.answer(
        "council",
        QuestionKind.COUNCIL,
        Place(file=file),
        f"「{file}」は、どの会議体の数字ですか。",
        [Choice(council.code, council.name) for council in with_items or councils],
        remember=False,
    )
    return next((council for council in councils if council.code == code), None)


def _named_items(council: Council, sheets: Sequence[FoundSheet], masters: Masters) -> int:
    """How many columns or rows name an item of the council."""
    vocabulary = masters.vocabularies[council.id]
    count = 0
    for sheet in sheets:
        for table in sheet.tables:
            meanings = [vocabulary.column(header.path) for header in table.header]
            count += sum(1 for meaning in meanings if meaning.indicators)
            heads = [vocabulary.row_header(name) for cell in table.labels for name in cell.path]
            if any(head is not None and not head.axis_id for head in heads):
                labels = [vocabulary.column((row.labels[-1],)) for row in table.rows if any(row.labels)]
                count += sum(
                    1 for meaning in labels if meaning.indicators and meaning.use is ColumnUse.FIGURE
                )
    return count


def _is_titled(council: Council, file: str, sheets: Sequence[FoundSheet]) -> bool:
    texts = [file, *(sheet.grid.name for sheet in sheets)]
    texts += [table.title for sheet in sheets for table in sheet.tables]
    return any(council.name in text or council.short_name in text for text in texts)
