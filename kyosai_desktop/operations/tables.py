"""The book's tables: a form, the figures it needs, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute import compute, needs
from kyosai_desktop.domain.form import Form, Purpose, Viewpoint
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.table import Table
from kyosai_desktop.store import facts as facts_sql
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


def table_of(book: Book, form: Form, viewpoint: Viewpoint, catalogue: Catalogue) -> Table:
    """The same for a form and masters that were read already."""
    figures = facts_sql.load_figures(book, needs(form, viewpoint, catalogue))
    return compute(form, viewpoint, catalogue, figures)


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
