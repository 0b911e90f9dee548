"""Planned figures beside what the book holds: added, changed, the same, or not to be taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kyosai_desktop.domain.compute import Slice
from kyosai_desktop.domain.fact import Fact, FactKey, Period, Source
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.operations.importing.figures import Draft, original_text
from kyosai_desktop.operations.importing.masters import Masters
from kyosai_desktop.operations.importing.planned import ImportOptions, Outcome, PlannedCell
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store import imports as imports_sql
from kyosai_desktop.store.book import Book


def compared(
    book: Book,
    council_id: int,
    start_month: int,
    drafts: Sequence[Draft],
    masters: Masters,
    options: ImportOptions,
) -> Iterable[PlannedCell]:
    """The drafts beside what the book holds."""
    groups = {(draft.key.series_id, draft.key.period, draft.key.version) for draft in drafts if draft.key}
    versions: dict[tuple[int, Period], dict[tuple[int, int], int]] = {}
    if options.version is None:
        targets = {
            (series_id, period)
            for series_id, period, _ in groups
            if masters.catalogue.series[series_id].measure is Measure.TARGET
        }
        versions = imports_sql.newest_versions(book, targets)
    keys: list[FactKey | None] = []
    for draft in drafts:
        key = draft.key
        if key is not None and versions:
            newest = versions.get((key.series_id, key.period), {}).get((key.member1, key.member2))
            key = key._replace(version=newest) if newest else key
        keys.append(key)
    old = stored_figures(book, [key for key in keys if key is not None])
    locked = imports_sql.confirmed_periods(book, council_id)
    twice = _standing_twice(drafts, keys)
    for at, (draft, key) in enumerate(zip(drafts, keys, strict=True)):
        problem = draft.problem
        if key is not None:
            problem = twice.get(at)
            if locked and problem is None:
                problem = _confirmed(key, start_month, locked)
        before = old.get(key) if key is not None else None
        yield _planned(draft, key, before, problem)


def _planned(draft: Draft, key: FactKey | None, before: Fact | None, problem: Problem | None) -> PlannedCell:
    cell = draft.cell
    original = original_text(cell)
    new: Fact | None = None
    if problem is not None or key is None:
        outcome = Outcome.NOT_TAKEN if problem and problem.severity is Severity.NOTE else Outcome.ERROR
    elif before is None:
        outcome = Outcome.ADDED
    elif before.thousandths == draft.thousandths:
        outcome = Outcome.SAME
    else:
        outcome = Outcome.CHANGED
    if outcome is Outcome.ADDED or outcome is Outcome.CHANGED:
        # the import's id is given when it is applied
        source = Source(0, draft.sheet, cell.address, original)
        new = (
            Fact(draft.thousandths, source=source)
            if before is None
            else Fact(draft.thousandths, before.status, before.note, source)
        )
    return PlannedCell(
        draft.sheet,
        cell.address,
        cell.row + 1,
        draft.row_label,
        draft.column,
        outcome,
        original,
        key,
        before,
        new,
        problem,
    )


def stored_figures(book: Book, keys: Iterable[FactKey]) -> dict[FactKey, Fact]:
    """What the book holds under the keys now; those not reported are left out."""
    wanted: dict[Slice, list[FactKey]] = defaultdict(list)
    for key in keys:
        wanted[Slice(key.series_id, key.period, key.version, key.role)].append(key)
    found = {}
    for part, figures in facts_sql.load_figures(book, wanted).items():
        for key in wanted[part]:
            fact = figures.get((key.member1, key.member2))
            if fact is not None:
                found[key] = fact
    return found


def _standing_twice(drafts: Sequence[Draft], keys: Sequence[FactKey | None]) -> dict[int, Problem]:
    """Why figures that stand more than once aren't taken.

    Within a sheet, none of them is: nobody knows which one is meant. A second sheet that repeats the same value is
    left out; with another value, both are errors.
    """
    places: dict[FactKey, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        if key is not None:
            places[key].append(at)
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


def _confirmed(key: FactKey, start_month: int, locked: frozenset[tuple[int, int]]) -> Problem | None:
    end = key.period.end
    year = FiscalYear.of(end, start_month)
    if not {(year.year, 0), (year.year, end.month)} & locked:
        return None
    return Problem(
        "period.confirmed",
        f"{year.text()}の数字は確定済みのため、取り込めません。",
        "直すときは「確定を解除」を選んでから取り込んでください。",
    )
