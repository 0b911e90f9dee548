"""Planned figures beside what the book holds: added, changed, the same, or not to be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kyosai_desktop.domain.compute import Slice
from kyosai_desktop.domain.confirmation import Confirmed, is_confirmed
from kyosai_desktop.domain.fact import Fact, FactKey, Period
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.operations.importing.figures import Draft, original_text
from kyosai_desktop.operations.importing.masters import Masters
from kyosai_desktop.operations.importing.planned import ImportOptions, Outcome, PlannedCell
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store import imports as imports_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.confirmations import load_confirmed


def compared(
    book: Book,
    council_id: int,
    start_month: int,
    drafts: Sequence[Draft],
    masters: Masters,
    options: ImportOptions,
) -> list[PlannedCell]:
    """The drafts beside what the book holds."""
    keys = _keys(book, drafts, masters, options)
    old = stored_figures(book, [key for key in keys if key is not None])
    locked = load_confirmed(book, council_id)
    twice = _standing_twice(drafts, keys)
    before = iter(old)
    cells = []
    for at, (draft, key) in enumerate(zip(drafts, keys, strict=True)):
        if key is None:
            cells.append(_planned(draft, None, None, draft.problem))
            continue
        problem = twice.get(at)
        if locked and problem is None:
            measure = masters.catalogue.series[key.series_id].measure
            problem = confirmed_problem(key, measure, start_month, locked)
        cells.append(_planned(draft, key, next(before), problem))
    return cells


def _keys(
    book: Book, drafts: Sequence[Draft], masters: Masters, options: ImportOptions
) -> list[FactKey | None]:
    """The whole key of each draft. A 目標 without a version given belongs to the newest that is stored of it."""
    slots = {id(draft.slot): draft.slot for draft in drafts if draft.slot is not None}
    newest: dict[int, dict[tuple[int, int], int]] = {}
    if options.version is None:
        for identity, each in slots.items():
            if masters.catalogue.series[each.series_id].measure is Measure.TARGET:
                newest[identity] = imports_sql.newest_versions(book, each.series_id, each.period)
    keys: list[FactKey | None] = []
    for draft in drafts:
        slot = draft.slot
        if slot is None:
            keys.append(None)
            continue
        member1, member2, version = draft.member1, draft.member2, slot.version
        if newest:
            version = newest.get(id(slot), {}).get((member1, member2), version)
        keys.append(FactKey(slot.series_id, slot.period, member1, member2, version, slot.role))
    return keys


def _planned(draft: Draft, key: FactKey | None, before: Fact | None, problem: Problem | None) -> PlannedCell:
    cell = draft.cell
    new: Fact | None = None
    if problem is not None or key is None:
        outcome = Outcome.NOT_TAKEN if problem and problem.severity is Severity.NOTE else Outcome.ERROR
    elif before is None:
        outcome = Outcome.ADDED
        new = Fact(draft.thousandths)
    elif before.thousandths == draft.thousandths:
        outcome = Outcome.SAME
    else:
        outcome = Outcome.CHANGED
        new = Fact(draft.thousandths, before.status, before.note)
    return PlannedCell(
        draft.sheet,
        cell.address,
        cell.row + 1,
        draft.row_label,
        draft.column,
        outcome,
        original_text(cell),
        key,
        before,
        new,
        problem,
    )


def stored_figures(book: Book, keys: Sequence[FactKey]) -> list[Fact | None]:
    """What the book holds under each of the keys now; None: not reported."""
    # by the identity of the period: hashing its parts for every figure would cost more than reading them
    groups: dict[tuple[int, int, int, int], Mapping[tuple[int, int], Fact]] = {}
    found = []
    for key in keys:
        group = (key.series_id, id(key.period), key.version, id(key.role))
        figures = groups.get(group)
        if figures is None:
            part = Slice(key.series_id, key.period, key.version, key.role)
            figures = groups[group] = facts_sql.load_figures(book, [part]).get(part, {})
        found.append(figures.get((key.member1, key.member2)))
    return found


def _standing_twice(drafts: Sequence[Draft], keys: Sequence[FactKey | None]) -> dict[int, Problem]:
    """Why figures that stand more than once aren't taken.

    Within a sheet, none of them is: nobody knows which one is meant. A second sheet that repeats the same value is
    left out; with another value, both are errors.
    """
    # equal periods of different columns get one number, so that a period is compared once for a column
    numbers: dict[Period, int] = {}
    number_of: dict[int, int] = {}
    places: dict[tuple[int, int, int, int, int], list[int]] = {}
    for at, key in enumerate(keys):
        if key is not None:
            period = number_of.get(id(key.period))
            if period is None:
                period = number_of[id(key.period)] = numbers.setdefault(key.period, len(numbers))
            place = (key.series_id, period, key.member1, key.member2, key.version)
            places.setdefault(place, []).append(at)
    found: dict[int, Problem] = {}
    for group in places.values():
        if len(group) < 2:
            continue
        first = drafts[group[0]]
        sheets = {drafts[at].sheet for at in group}
        if len(sheets) == len(group) and len({drafts[at].thousandths for at in group}) == 1:
            for at in group[1:]:
                found[at] = Problem(
                    "import.repeated",
                    f"同じ数字がシート『{first.sheet}』の{first.cell.address}にあるため、そちらを取り込みます。",
                    "",
                    Severity.NOTE,
                )
            continue
        where = "と".join(
            f"シート『{drafts[at].sheet}』の{drafts[at].cell.address}"
            if len(sheets) > 1
            else drafts[at].cell.address
            for at in group
        )
        for at in group:
            found[at] = Problem(
                "import.duplicate",
                f"「{first.row_label}」の「{first.column}」の数字が{where}にあり、どちらが正しいかわかりません。",
                "ブックで一つにするか、どちらかの行を除いて取り込んでください。",
            )
    return found


def confirmed_problem(key: FactKey, measure: Measure, start_month: int, locked: Confirmed) -> Problem | None:
    """Why a figure can't be changed by an import: it is 確定."""
    if not is_confirmed(measure, key.period, start_month, locked):
        return None
    return Problem(
        "period.confirmed",
        f"{FiscalYear.of(key.period.end, start_month).text()}の数字は確定済みのため、取り込めません。",
        "直すときは「確定を解除」を選んでから取り込んでください。",
    )
