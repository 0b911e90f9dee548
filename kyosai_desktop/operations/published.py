"""Published values (公表値): shown beside the computed ones, marked, and never computed with."""

from __future__ import annotations

from kyosai_desktop.domain.edit import Applied
from kyosai_desktop.domain.fact import Fact, FactKey, Role
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.text.number import Blank, NotApplicable, parse_number, thousandths_in
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue


def record_published(book: Book, key: FactKey, text: str, place: str, note: str = "") -> Applied | Problem:
    """Record what was published for the figure under ``key``, or take it away with an empty text, as one step.

    ``place`` names the figure in the history. Problems: those of ``parse_number``, and ``published.dash``.
    """
    number = parse_number(text)
    if isinstance(number, Problem):
        return number
    if isinstance(number, NotApplicable):
        return Problem(
            "published.dash",
            "「－」は公表された値として記録できません。",
            "公表された数字を入力するか、空欄にして取り除いてください。",
        )
    at = facts_sql.highest_versions(book, [key])[key]._replace(role=Role.PUBLISHED)
    before = facts_sql.load_fact(book, at)
    if isinstance(number, Blank):
        return _removed(book, at, place) if before else Applied(0)
    catalogue = load_catalogue(book)
    unit = catalogue.indicators[catalogue.series[key.series_id].indicator_id].unit
    thousandths = thousandths_in(number, unit)
    if isinstance(thousandths, Problem):
        return thousandths
    fact = Fact(thousandths, note=note)
    if before is not None and (before.thousandths, before.note) == (fact.thousandths, fact.note):
        return Applied(0)
    try:
        with book.change(f"公表値：{place}") as tx:
            facts_sql.write_fact(tx, at, fact)
    except Refused as refused:
        return refused.problems[0]
    return Applied(1)


def _removed(book: Book, key: FactKey, place: str) -> Applied | Problem:
    try:
        with book.change(f"公表値を取り除く：{place}") as tx:
            facts_sql.delete_fact(tx, key)
    except Refused as refused:
        return refused.problems[0]
    return Applied(1)
