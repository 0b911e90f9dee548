"""How firm figures are: 速報, 確定 or 概数. A value that is typed over keeps it, until the office says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kyosai_desktop.domain.compute import Slice
from kyosai_desktop.domain.edit import Applied
from kyosai_desktop.domain.fact import Fact, FactKey, Status
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.operations import confirming
from kyosai_desktop.operations.cumulative import kept_key
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue


def with_marks(book: Book, figures: Mapping[FactKey, Fact]) -> dict[FactKey, Fact]:
    """The figures as they take the place of what stands under their keys: with its status and its note."""
    parts = {Slice(key.series_id, key.period, key.version, key.role) for key in figures}
    stored = facts_sql.load_figures(book, parts)
    marked: dict[FactKey, Fact] = {}
    for key, fact in figures.items():
        part = Slice(key.series_id, key.period, key.version, key.role)
        before = stored.get(part, {}).get((key.member1, key.member2))
        marked[key] = fact if before is None else fact._replace(status=before.status, note=before.note)
    return marked


def set_status(book: Book, keys: Iterable[FactKey], status: Status) -> Applied | Problem:
    """Mark the reported figures among ``keys`` as one step; their values and who reported them stay.

    Problems: ``status.nothing_reported`` when none of them is reported; ``period.confirmed``.
    """
    catalogue = load_catalogue(book)
    kept = facts_sql.highest_versions(book, {kept_key(book, catalogue, key) for key in keys})
    facts = {key: facts_sql.load_fact(book, key) for key in kept.values()}
    reported = {key: fact for key, fact in facts.items() if fact is not None}
    if not reported:
        return Problem(
            "status.nothing_reported",
            f"選んだセルに報告された数字がないため、「{status.value}」にできません。",
            "数字の入っているセルを選んでください。",
        )
    council = catalogue.councils[catalogue.series[next(iter(reported)).series_id].council_id]
    problem = confirming.refusal(book, council, catalogue, list(reported))
    if problem:
        return problem
    changed = [key for key, fact in reported.items() if fact.status is not status]
    if not changed:
        return Applied(0)
    try:
        with book.change(f"{status.value}にする {len(changed)}セル") as tx:
            for key in changed:
                facts_sql.set_status(tx, key, status)
    except Refused as refused:
        return refused.problems[0]
    return Applied(len(changed))
