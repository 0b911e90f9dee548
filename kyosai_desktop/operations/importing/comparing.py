"""Planned figures beside what the book holds: added, changed, the same, or not to be taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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

Members = tuple[int, int]
_ADDED = Outcome.ADDED  # what nearly every cell is


@dataclass(frozen=True, slots=True)
class _Held:
    """What the book holds under a slot: the figures of each version, and which version is the newest of those members
    whose figures have revisions. ``closed`` says why none of them can be changed."""

    slot: FactKey
    newest: Mapping[Members, int]
    figures: Mapping[int, Mapping[Members, Fact]]
    closed: Problem | None


def compared(
    book: Book,
    council_id: int,
    start_month: int,
    drafts: Sequence[Draft],
    masters: Masters,
    options: ImportOptions,
) -> list[PlannedCell]:
    """The drafts beside what the book holds."""
    slots = {id(draft.slot): draft.slot for draft in drafts if draft.slot is not None}
    locked = load_confirmed(book, council_id)
    known = _held(book, set(slots.values()), start_month, masters, options, locked)
    held = {identity: known[slot] for identity, slot in slots.items()}
    twice = _standing_twice(drafts, held)
    return [
        _planned(draft, held.get(id(draft.slot)), twice.get(at) if twice else None)
        for at, draft in enumerate(drafts)
    ]


def _held(
    book: Book,
    slots: Iterable[FactKey],
    start_month: int,
    masters: Masters,
    options: ImportOptions,
    locked: Confirmed,
) -> dict[FactKey, _Held]:
    """What is held under each slot. A 目標 without a version given belongs to the newest that is stored of it.

    Equal periods become one object, so that whoever compares keys by the thousand can go by its identity.
    """
    periods: dict[Period, Period] = {}
    newest: dict[FactKey, dict[Members, int]] = {}
    slices: dict[FactKey, dict[int, Slice]] = {}
    for slot in slots:
        period = periods.setdefault(slot.period, slot.period)
        is_target = masters.catalogue.series[slot.series_id].measure is Measure.TARGET
        revisable = is_target and options.version is None
        newest[slot] = imports_sql.newest_versions(book, slot.series_id, period) if revisable else {}
        slices[slot] = {
            version: Slice(slot.series_id, period, version, slot.role)
            for version in {slot.version, *newest[slot].values()}
        }
    loaded = facts_sql.load_figures(book, [part for parts in slices.values() for part in parts.values()])
    found = {}
    for slot, parts in slices.items():
        figures = {version: loaded.get(part, {}) for version, part in parts.items()}
        measure = masters.catalogue.series[slot.series_id].measure
        closed = confirmed_problem(slot, measure, start_month, locked) if locked else None
        one_period = slot._replace(period=periods[slot.period])
        found[slot] = _Held(one_period, newest[slot], figures, closed)
    return found


def _planned(draft: Draft, held: _Held | None, twice: Problem | None) -> PlannedCell:
    """``held``: what the book holds under the slot of the draft; ``twice``: why a figure that stands more than once
    isn't taken.

    A file has thousands of cells: with all fields given, ``_make`` takes half the time of calling the class.
    """
    sheet, cell, row_label, column, _, member1, member2, thousandths, problem = draft
    key: FactKey | None = None
    before: Fact | None = None
    new: Fact | None = None
    if held is not None:
        series_id, period, _, _, version, role = held.slot
        if held.newest:
            version = held.newest.get((member1, member2), version)
        key = FactKey._make((series_id, period, member1, member2, version, role))
        before = held.figures[version].get((member1, member2))
        problem = twice or held.closed
    if problem is not None or key is None:
        outcome = Outcome.NOT_TAKEN if problem and problem.severity is Severity.NOTE else Outcome.ERROR
    elif before is None:
        outcome = _ADDED
        new = Fact(thousandths)
    elif before.thousandths == thousandths:
        outcome = Outcome.SAME
    else:
        outcome = Outcome.EMPTIED if thousandths is None else Outcome.CHANGED
        new = Fact(thousandths, before.status, before.note)
    original, corrected, comment = original_text(cell), "", ""
    return PlannedCell._make(
        (
            sheet,
            cell.address,
            cell.row + 1,
            row_label,
            column,
            outcome,
            original,
            key,
            before,
            new,
            problem,
            corrected,
            comment,
        )
    )


def stored_figures(book: Book, keys: Sequence[FactKey]) -> list[Fact | None]:
    """What the book holds under each of the keys now; None: not reported."""
    # by the identity of the period: hashing its parts for every figure would cost more than reading them
    groups = [(series_id, id(period), version, id(role)) for series_id, period, _, _, version, role in keys]
    parts = {
        group: Slice(key.series_id, key.period, key.version, key.role)
        for group, key in dict(zip(groups, keys, strict=True)).items()
    }
    loaded = facts_sql.load_figures(book, parts.values())
    if not loaded:
        return [None] * len(keys)
    figures = {group: loaded.get(part, {}) for group, part in parts.items()}
    return [figures[group].get((key.member1, key.member2)) for group, key in zip(groups, keys, strict=True)]


def _standing_twice(drafts: Sequence[Draft], held: Mapping[int, _Held]) -> dict[int, Problem]:
    """Why figures that stand more than once aren't taken.

    Within a sheet, none of them is: nobody knows which one is meant. A second sheet that repeats the same value is
    left out; with another value, both are errors.
    """
    standing = [
        None if slot is None else (id(held[id(slot)]), member1, member2)
        for _, _, _, _, slot, member1, member2, _, _ in drafts
    ]
    if len(set(standing)) + max(standing.count(None) - 1, 0) == len(drafts):
        return {}
    places: dict[tuple[int, int, int], list[int]] = {}
    for at, place in enumerate(standing):
        if place is not None:
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
        "「データ」メニューの「確定と解除」で解除してから取り込んでください。",
    )
