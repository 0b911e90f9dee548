"""Fixing values of a proposal: they hold, or they are refused with the reason and nothing has moved."""

from __future__ import annotations

import random

import pytest
from target_book import BLOCKS, BOTH, TOTAL, UNIONS, key_of, typed, units

from kyosai_desktop.domain.fact import FactKey
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.operations.targets.allocating import Proposal, Request, propose
from kyosai_desktop.operations.targets.copying import copy_last_year
from kyosai_desktop.operations.targets.fixing import fix_values
from kyosai_desktop.operations.targets.preview import preview_table
from kyosai_desktop.store.book import Book

AFTER, SUM = "こくみん共済／配分後", 1_200


@pytest.fixture
def proposal(office: Book, next_year: Viewpoint) -> Proposal:
    copy_last_year(office, BOTH, next_year)
    typed(office, next_year, BLOCKS, {(TOTAL, "こくみん共済／目標"): str(SUM)})
    return proposed(office, next_year, Request(BOTH))


def proposed(book: Book, seen: Viewpoint, request: Request) -> Proposal:
    found = propose(book, seen, request)
    assert isinstance(found, Proposal) and found.names
    return found


def test_a_series_of_fixes_always_leaves_a_proposal_that_closes(
    office: Book, next_year: Viewpoint, proposal: Proposal
) -> None:
    chance = random.Random(4618)
    cells = [
        key_of(office, next_year, form, name)
        for form in BOTH
        for name in units(preview_table(office, form, next_year, proposal, {}), AFTER)
    ]
    unions = {key_of(office, next_year, UNIONS, name) for name in ("自治労", "北教組")}
    request, refused = Request(BOTH), 0
    for _ in range(30):
        key = chance.choice([*cells, *unions])
        value = chance.choice([None, 0, 500, *(1_000 * chance.randint(-5, 2 * SUM) for _ in range(5))])
        wanted = fix_values(office, next_year, proposal, request, {key: value})
        if isinstance(wanted, Problem):
            refused += 1
            assert wanted.next_step and wanted.place.column == "こくみん共済"
            continue
        request, proposal = wanted, proposed(office, next_year, wanted)
        after = {each._replace(version=0): amount for each, amount in proposal.values.items()}
        assert {each: after[each] for each in request.fixed} == request.fixed
        for form in BOTH:
            shares = units(preview_table(office, form, next_year, proposal, request.fixed), AFTER)
            assert sum(shares.values()) == SUM
            assert form != UNIONS or min(shares.values()) >= 1
    assert request.fixed and refused > 5


def test_what_cannot_hold_says_of_which_product_and_breakdown_and_why(
    office: Book, next_year: Viewpoint, proposal: Proposal
) -> None:
    def problem(key: FactKey, value: int) -> Problem:
        found = fix_values(office, next_year, proposal, Request(BOTH), {key: value})
        assert isinstance(found, Problem)
        return found

    shiribeshi = key_of(office, next_year, BLOCKS, "後志")
    assert "1,200件を800件超えています" in problem(shiribeshi, 2_000_000).message
    assert "0.5件" in problem(shiribeshi, 500).message
    below = problem(key_of(office, next_year, UNIONS, "自治労"), 0)
    assert (below.place.form, below.place.column) == ("目標一覧（産別別）", "こくみん共済")
