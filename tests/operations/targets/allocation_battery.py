"""Random new totals, revisions and fixed values in a real book; each closes in both breakdowns or says why it can't."""

from __future__ import annotations

import random
from datetime import date

from target_book import BLOCKS, BOTH, TOTAL, UNIONS, shown, typed, unallocated, units

from kyosai_desktop.domain.edit import Applied
from kyosai_desktop.domain.fact import FactKey
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import RowKind
from kyosai_desktop.operations.targets.allocating import Basis, Request, allocate_targets
from kyosai_desktop.operations.targets.copying import copy_last_year
from kyosai_desktop.operations.targets.sheet import open_sheet
from kyosai_desktop.operations.targets.versions import start_revision
from kyosai_desktop.store.book import Book


def allocate_many(book: Book, seen: Viewpoint, *, seed: int, cases: int) -> tuple[int, int]:
    """How many products were divided, and how many were refused with a reason; raises when one doesn't close."""
    rng = random.Random(seed)
    copy_last_year(book, BOTH, seen)
    columns = [column.path for column in shown(book, seen, BLOCKS).columns][:-1]
    held = refused = 0
    for case in range(cases):
        if case % 50 == 49:
            start_revision(book, seen, date(2025, 12, 13), f"{case}回目")
        totals = {column: _total(rng) for column in rng.sample(columns, rng.randint(1, 3))}
        typed(book, seen, rng.choice(BOTH), {(TOTAL, column): str(total) for column, total in totals.items()})
        fixed = _fixed(book, seen, rng)
        before = {form: shown(book, seen, form) for form in BOTH}
        request = Request(BOTH, basis=rng.choice(list(Basis)), fixed=fixed)
        outcome = allocate_targets(book, seen, request)
        tables = {form: shown(book, seen, form) for form in BOTH}
        if isinstance(outcome, Problem):
            assert outcome.next_step
            refused += outcome.code != "targets.nothing_to_allocate"
            assert tables == before
            continue
        assert isinstance(outcome, Applied)
        for column, total in totals.items():
            sums = {form: sum(units(table, column).values()) for form, table in tables.items()}
            if set(sums.values()) != {total}:
                assert outcome.note, f"case {case}: {column} {total} became {sums} without a word"
                assert units(tables[BLOCKS], column) == units(before[BLOCKS], column)
                refused += 1
                continue
            held += 1
            free = {name for name, value in units(tables[UNIONS], column).items() if abs(value) < 1}
            assert len(free) <= len(fixed)
        if not outcome.note:
            assert not any(unallocated(table) for table in tables.values())
    return held, refused


def _total(rng: random.Random) -> int:
    size = rng.choice([rng.randint(0, 60), rng.randint(46, 3_000), rng.randint(0, 200_000)])
    return -size if rng.random() < 0.2 else size


def _fixed(book: Book, seen: Viewpoint, rng: random.Random) -> dict[FactKey, int]:
    if rng.random() < 0.5:
        return {}
    sheet = open_sheet(book, rng.choice(BOTH), seen)
    places = [key for _, _, key in sheet.places({RowKind.ITEM})]
    return {
        key._replace(version=0): 1000 * rng.randint(-5, 50) for key in rng.sample(places, rng.randint(1, 6))
    }
