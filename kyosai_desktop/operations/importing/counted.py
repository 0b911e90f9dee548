"""Figures of a file for what is counted from the register of activities: compared with the count, never stored.

In the window such a cell can't be typed into, and a pasted one has to say what the count says. A file isn't refused
for it: its other figures are taken, and what differs is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kyosai_desktop.domain.compute import Slice
from kyosai_desktop.domain.problem import Place, Problem, Severity
from kyosai_desktop.domain.rounding import Rounding, fixed_text
from kyosai_desktop.operations.figures import load_figures
from kyosai_desktop.operations.importing.columns import not_taken
from kyosai_desktop.operations.importing.figures import Draft
from kyosai_desktop.operations.importing.masters import Masters
from kyosai_desktop.store.book import Book

_SHOWN = 3
"""Differing cells that the note names."""


@dataclass(slots=True)
class _OfIndicator:
    """What a sheet has for one indicator: how many cells, the first, and those that the register disagrees with."""

    first: str
    cells: int = 0
    differing: list[str] = field(default_factory=list)


def set_aside(
    book: Book, masters: Masters, drafts: Sequence[Draft], file: str
) -> tuple[list[Draft], list[Problem]]:
    """The drafts, those of counted series with the reason why they aren't taken, and a note for every indicator and
    sheet that has such figures: a warning where one isn't what the register says."""
    series = masters.catalogue.series
    if all(each.counted is None for each in series.values()):
        return list(drafts), []
    counts = _counts(book, masters, drafts)
    told: dict[tuple[str, int], _OfIndicator] = {}
    result = []
    for draft in drafts:
        slot = draft.slot
        if slot is None or series[slot.series_id].counted is None:
            result.append(draft)
            continue
        count = counts[_slice(draft)].get((draft.member1, draft.member2))
        here = told.setdefault((draft.sheet, slot.series_id), _OfIndicator(draft.cell.address))
        here.cells += 1
        said = "記録なし" if count is None else _text(count)
        reason = f"活動記録から数える項目のため、取り込みません（活動記録では{said}）。"
        if draft.thousandths != count:
            here.differing.append(
                f"{draft.cell.address}は{draft.cell.text.strip()[:30]}（活動記録では{said}）"
            )
        result.append(draft._replace(slot=None, problem=not_taken(reason)))
    notes = [_note(masters, series_id, here, file, sheet) for (sheet, series_id), here in told.items()]
    return result, notes


def _counts(book: Book, masters: Masters, drafts: Sequence[Draft]) -> dict[Slice, dict[tuple[int, int], int]]:
    """The count of every member under every counted series and period that the drafts are of, in thousandths."""
    series = masters.catalogue.series
    slices = dict.fromkeys(
        _slice(draft) for draft in drafts if draft.slot and series[draft.slot.series_id].counted is not None
    )
    found = load_figures(book, masters.catalogue, slices)
    return {
        part: {
            members: fact.thousandths
            for members, fact in found.get(part, {}).items()
            if fact.thousandths is not None
        }
        for part in slices
    }


def _slice(draft: Draft) -> Slice:
    assert draft.slot is not None  # the callers have looked
    return Slice(draft.slot.series_id, draft.slot.period, draft.slot.version, draft.slot.role)


def _note(masters: Masters, series_id: int, here: _OfIndicator, file: str, sheet: str) -> Problem:
    indicator = masters.catalogue.indicators[masters.catalogue.series[series_id].indicator_id]
    taken = (
        f"「{indicator.name}」は活動記録から数える項目のため、このファイルの{here.cells}セルは取り込まず、"
    )
    place = Place(file=file, sheet=sheet, cell=here.first)
    if not here.differing:
        return Problem(
            "import.counted", f"{taken}活動記録の数のままにします（同じ数です）。", "", Severity.NOTE, place
        )
    shown = "、".join(here.differing[:_SHOWN])
    more = f"、ほか{len(here.differing) - _SHOWN}セル" if len(here.differing) > _SHOWN else ""
    return Problem(
        "import.counted_differs",
        f"{taken}活動記録の数のままにしますが、{len(here.differing)}セルの数が違います：{shown}{more}。",
        "活動記録に、抜けや重なりがないかを確かめてください。",
        Severity.WARNING,
        place,
    )


def _text(thousandths: int) -> str:
    return fixed_text(Fraction(thousandths, 1000), 0, Rounding.HALF_UP)
