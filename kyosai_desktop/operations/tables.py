"""The book's tables: a form, the figures it needs, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute import Computed, Entry, compute_after, needs
from kyosai_desktop.domain.form import Form, Purpose, Viewpoint
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.table import Table
from kyosai_desktop.operations.comments import comments_shown
from kyosai_desktop.operations.days import days_of
from kyosai_desktop.operations.figures import load_figures
from kyosai_desktop.store import confirmations as confirmations_sql
from kyosai_desktop.store import forms as forms_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue


@dataclass(frozen=True, slots=True)
class FormInfo:
    """A form to choose: its stable ``code``, Japanese ``title`` and where it is used."""

    code: str
    title: str
    purpose: Purpose


def forms(book: Book, council: Council) -> list[FormInfo]:
    """The forms of a council in their order."""
    return [
        FormInfo(code, title, purpose)
        for code, council_id, title, purpose in forms_sql.list_forms(book)
        if council_id == council.id
    ]


def table(book: Book, form_code: str, viewpoint: Viewpoint) -> Table:
    """The table of a form as it stands now. Raises ``Refused`` (``form.unknown``) when there is no such form."""
    return table_of(book, load_form(book, form_code), viewpoint, load_catalogue(book))


def table_of(
    book: Book, form: Form, viewpoint: Viewpoint, catalogue: Catalogue, *, totals: bool = False
) -> Table:
    """The same for a form and masters that were read already. ``totals``: they may be typed, too."""
    return table_after(None, book, form, viewpoint, catalogue, totals=totals).table


def table_after(
    before: Computed | None,
    book: Book,
    form: Form,
    viewpoint: Viewpoint,
    catalogue: Catalogue,
    *,
    totals: bool = False,
) -> Computed:
    """The same for a screen that shows the table ``before``: what didn't change in it isn't computed again."""
    days = days_of(book, form, viewpoint, catalogue)
    viewpoint = days.viewpoint
    figures = load_figures(book, catalogue, needs(form, viewpoint, catalogue))
    rules = entry_rules(book, viewpoint.council, totals=totals)
    rules = replace(rules, comments=comments_shown(book, viewpoint, catalogue))
    computed = compute_after(before, form, viewpoint, catalogue, figures, rules)
    return replace(computed, table=days.told(computed.table))


def entry_rules(book: Book, council: Council, *, totals: bool = False) -> Entry:
    """What may be typed into the tables of a council now: not what is confirmed; ``totals`` only when asked for."""
    return Entry(confirmed=confirmations_sql.load_confirmed(book, council.id), totals=totals)


def load_form(book: Book, form_code: str) -> Form:
    """The form with this code. Raises ``Refused`` (``form.unknown``)."""
    form = forms_sql.load_form(book, form_code)
    if form is None:
        raise Refused(
            Problem(
                "form.unknown",
                f"「{form_code}」という様式はこのブックにありません。",
                "様式の一覧から選び直してください。",
            )
        )
    return form
