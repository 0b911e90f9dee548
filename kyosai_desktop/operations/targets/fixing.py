"""Fixing values of a proposal: what can't hold is refused, and the proposal stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kyosai_desktop.domain.fact import FactKey
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.operations.targets.allocating import Proposal, Request, propose
from kyosai_desktop.store.book import Book


def fix_values(
    book: Book,
    viewpoint: Viewpoint,
    proposal: Proposal,
    request: Request,
    typed: Mapping[FactKey, int | None],
) -> Request | Problem:
    """The request with the values of ``typed`` fixed too (None: freed), if every product of ``typed`` can be divided so.

    ``proposal`` is what stands so far. Problems: those of ``propose``, with the product and the breakdown they are of.
    """
    fixed = {key: value for key, value in {**request.fixed, **typed}.items() if value is not None}
    wanted = replace(request, fixed=fixed)
    outcome = propose(book, viewpoint, wanted)
    if isinstance(outcome, Problem):
        return outcome
    lost = {key.series_id for key in typed} & proposal.names.keys() - outcome.names.keys()
    names = {proposal.names[series_id] for series_id in lost}
    reasons = [problem for problem in outcome.problems if problem.place.column in names]
    # without one of its own the product isn't asked for any more, since nothing that is can be divided
    return (reasons or outcome.problems)[0] if lost else wanted
