"""Where a figure comes from, and everything that was done to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute import needs
from kyosai_desktop.domain.compute.explain import Explanation, How, explain
from kyosai_desktop.domain.fact import Fact, FactKey, Role
from kyosai_desktop.domain.form import Form, Viewpoint
from kyosai_desktop.domain.series import Keeping
from kyosai_desktop.operations.cumulative import kept_key
from kyosai_desktop.operations.days import days_of
from kyosai_desktop.operations.figures import load_figures
from kyosai_desktop.operations.importing.provenance import Provenance, source_of
from kyosai_desktop.operations.tables import entry_rules
from kyosai_desktop.store import comments as comments_sql
from kyosai_desktop.store import fact_history
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue
from kyosai_desktop.store.fact_history import FactState, FactStep
from kyosai_desktop.store.history import StepState

__all__ = ["CellStory", "FactState", "FactStep", "Writing", "changes_of", "story_of", "where_from"]


@dataclass(frozen=True, slots=True)
class Writing:
    """Who wrote a figure (or a comment), when (UTC) and in which step. ``imported``: the file it was read from."""

    user: str
    time: datetime
    label: str
    imported: Provenance | None = None


@dataclass(frozen=True, slots=True)
class CellStory:
    """All there is to tell about a cell.

    ``key`` is the figure that is stored for it, which for a 当月 may be the 累計; None when the cell isn't one figure.
    ``keeping`` is how its series is stored. ``changes`` are newest first.
    """

    explanation: Explanation
    key: FactKey | None = None
    keeping: Keeping | None = None
    fact: Fact | None = None
    written: Writing | None = None
    published: Fact | None = None
    comment: str = ""
    commented: Writing | None = None
    changes: tuple[FactStep, ...] = ()


def where_from(book: Book, key: FactKey) -> Writing | None:
    """Who reported the figure under a key: the step that gave it its value. None while it is 未報告."""
    fact = facts_sql.load_fact(book, _newest(book, key))
    return None if fact is None else _written(book, fact, changes_of(book, key))


def changes_of(book: Book, key: FactKey) -> list[FactStep]:
    """Every step that changed a figure, own or published, in any version, the newest first."""
    return fact_history.changes_of(book, key)


def story_of(
    book: Book, form: Form, viewpoint: Viewpoint, at: tuple[int, int], *, totals: bool = False
) -> CellStory:
    """The story of the cell at (row, column) of a form's table."""
    catalogue = load_catalogue(book)
    viewpoint = days_of(book, form, viewpoint, catalogue).viewpoint
    figures = load_figures(book, catalogue, needs(form, viewpoint, catalogue))
    rules = entry_rules(book, viewpoint.council, totals=totals)
    explained = explain(form, viewpoint, catalogue, figures, at, rules)
    if explained.key is None:
        return CellStory(explained)
    return _story_of_figure(book, catalogue, explained, explained.key)


def _story_of_figure(book: Book, catalogue: Catalogue, explained: Explanation, shown: FactKey) -> CellStory:
    key = _newest(book, kept_key(book, catalogue, shown) if explained.typed else shown)
    # what was typed before a series was counted is still stored, but isn't what the cell shows
    counted = explained.how is How.REGISTER
    fact = None if counted else facts_sql.load_fact(book, key)
    changes = [] if counted else changes_of(book, key)
    comment = comments_sql.load_comment(book, key)
    return CellStory(
        explained,
        key,
        catalogue.series[key.series_id].keeping,
        fact,
        None if fact is None else _written(book, fact, changes),
        facts_sql.load_fact(book, _newest(book, key._replace(role=Role.PUBLISHED))),
        comment.text if comment else "",
        _writing(book, comment.step_id) if comment else None,
        tuple(changes),
    )


def _written(book: Book, fact: Fact, changes: list[FactStep]) -> Writing | None:
    """The last step in effect that gave the value; the status may have been changed by another one since."""
    valued = (
        step.step_id
        for step in changes
        if step.valued and step.role is Role.OWN and step.state is StepState.DONE
    )
    return _writing(book, next(valued, fact.step_id), source_of(book, fact))


def _writing(book: Book, step_id: int, imported: Provenance | None = None) -> Writing | None:
    words = fact_history.step_words(book, step_id)
    if words is None:
        return None
    time, user, label = words
    return Writing(user, time, label, imported)


def _newest(book: Book, key: FactKey) -> FactKey:
    return facts_sql.highest_versions(book, [key])[key]
