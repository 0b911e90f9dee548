"""The tables of a book as it stands at one moment, for requests that look at many of them."""

from __future__ import annotations

from kyosai_desktop.domain.compute.layout import PlannedColumn, plan_columns
from kyosai_desktop.domain.form import Form, Viewpoint
from kyosai_desktop.domain.table import Table
from kyosai_desktop.operations import tables
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue


class Reading:
    """Masters, forms and tables, each read and computed at most once. For one request: it doesn't notice changes."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.catalogue = load_catalogue(book)
        self._forms: dict[str, Form] = {}
        self._tables: dict[tuple[str, Viewpoint], Table] = {}

    def form(self, code: str) -> Form:
        """The form with this code. Raises ``Refused`` (``form.unknown``)."""
        if code not in self._forms:
            self._forms[code] = tables.load_form(self.book, code)
        return self._forms[code]

    def columns(self, code: str, viewpoint: Viewpoint) -> list[PlannedColumn]:
        """The columns that the form's table has, without computing it."""
        return plan_columns(self.form(code), self.catalogue, viewpoint)

    def table(self, code: str, viewpoint: Viewpoint) -> Table:
        """The table of a form."""
        key = (code, viewpoint)
        if key not in self._tables:
            self._tables[key] = tables.table_of(self.book, self.form(code), viewpoint, self.catalogue)
        return self._tables[key]
