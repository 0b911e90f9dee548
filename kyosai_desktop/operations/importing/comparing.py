"""Planned figures beside what the book holds: added, changed, the same, or not to be taken."""

from __future__ import annotations

from collections.abc import Sequence

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
    old = iter(stored_figures(book, [key for key in keys if key is not None]))
    locked = load_confirmed(book, council_id)
    closed: dict[tuple[int, int], Problem | None] = {}
    twice = _standing_twice(drafts, keys)
    cells = []
    for at, (draft, key) in enumerate(zip(drafts, keys, strict=True)):
        before: Fact | None = None
        problem = draft.problem
        if key is not None:
            before = next(old)
            problem = twice.get(at) if twice else None
            if locked and problem is None:
                group = (key.series_id, id(key.period))
                if group not in closed:
                    measure = masters.catalogue.series[key.series_id].measure
                    closed[group] = confirmed_problem(key, measure, start_month, locked)
                problem = closed[group]
        cells.append(_planned(draft, key, before, problem))
    return cells


def _keys(
    book: Book, drafts: Sequence[Draft], masters: Masters, options: ImportOptions
) -> list[FactKey | None]:
    """The whole key of each draft. A 目標 without a version given belongs to the newest that is stored of it.

    Equal periods become one object, so that whoever compares keys by the thousand can go by its identity.
    """
    slots = {id(draft.slot): draft.slot for draft in drafts if draft.slot is not None}
    periods: dict[Period, Period] = {}
    newest: dict[int, dict[tuple[int, int], int]] = {}
    for identity, each in slots.items():
        slots[identity] = each._replace(period=periods.setdefault(each.period, each.period))
        if options.version is None and masters.catalogue.series[each.series_id].measure is Measure.TARGET:
            newest[identity] = imports_sql.newest_versions(book, each.series_id, each.period)
    keys: list[FactKey | None] = []
    for _, _, _, _, slot, member1, member2, _, _ in drafts:
        if slot is None:
            keys.append(None)
            continue
        series_id, period, _, _, version, role = slots[id(slot)]
        if newest:
            version = newest.get(id(slot), {}).get((member1, member2), version)
        keys.append(FactKey(series_id, period, member1, member2, version, role))
    return keys


def _planned(draft: Draft, key: FactKey | None, before: Fact | None, problem: Problem | None) -> PlannedCell:
    sheet, cell, row_label, column, _, _, _, thousandths, _ = draft
    new: Fact | None = None
    if problem is not None or key is None:
        outcome = Outcome.NOT_TAKEN if problem and problem.severity is Severity.NOTE else Outcome.ERROR
    elif before is None:
        outcome = Outcome.ADDED
        new = Fact(thousandths)
    elif before.thousandths == thousandths:
        outcome = Outcome.SAME
    else:
        outcome = Outcome.CHANGED
        new = Fact(thousandths, before.status, before.note)
    return PlannedCell(
        sheet,
        cell.address,
        cell.row + 1,
        row_label,
        column,
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
    parts: dict[tuple[int, int, int, int], Slice] = {}
    groups = [(key.series_id, id(key.period), key.version, id(key.role)) for key in keys]
    for group, key in zip(groups, keys, strict=True):
        if group not in parts:
            parts[group] = Slice(key.series_id, key.period, key.version, key.role)
    loaded = facts_sql.load_figures(book, parts.values())
    if not loaded:
        return [None] * len(keys)
    figures = {group: loaded.get(part, {}) for group, part in parts.items()}
    return [figures[group].get((key.member1, key.member2)) for group, key in zip(groups, keys, strict=True)]


def _standing_twice(drafts: Sequence[Draft], keys: Sequence[FactKey | None]) -> dict[int, Problem]:
    """Why figures that stand more than once aren't taken.

    Within a sheet, none of them is: nobody knows which one is meant. A second sheet that repeats the same value is
    left out; with another value, both are errors.
    """
    standing = [
        None
        if key is None
        else (
            key.series_id,
            id(key.period),
            key.member1,
            key.member2,
            key.version,
        )  # one object for each period
        for key in keys
    ]
    if len(set(standing)) + max(standing.count(None) - 1, 0) == len(keys):
        return {}
    places: dict[tuple[int, int, int, int, int], list[int]] = {}
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
