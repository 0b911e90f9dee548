"""The tables of a book as it stands at one moment, for requests that look at many of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from kyosai_desktop.domain.compute.layout import PlannedColumn, plan_columns
from kyosai_desktop.domain.form import Form, Viewpoint
from kyosai_desktop.domain.table import Table
from kyosai_desktop.operations import tables
from kyosai_desktop.operations.days import days_of
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

ChosenDays = Mapping[str, tuple[date | None, date | None]]
"""By the code of a form, the day that it shows and the one that it compares with, where they were chosen."""


class Reading:
    """Masters, forms and tables, each read and computed at most once. For one request: it doesn't notice changes.

    ``days`` hold for the year that ``seen`` is asked about.
    """

    def __init__(self, book: Book, days: ChosenDays = MappingProxyType({})) -> None:
        self.book = book
        self._days = days
        self.catalogue = load_catalogue(book)
        self._forms: dict[str, Form] = {}
        self._tables: dict[tuple[str, Viewpoint], Table] = {}

    def form(self, code: str) -> Form:
        """The form with this code. Raises ``Refused`` (``form.unknown``)."""
        if code not in self._forms:
            self._forms[code] = tables.load_form(self.book, code)
        return self._forms[code]

    def seen(self, code: str, viewpoint: Viewpoint) -> Viewpoint:
        """From where a form is seen, with the days that hold for it."""
        chosen = viewpoint.on_days(*self._days[code]) if code in self._days else viewpoint
        return days_of(self.book, self.form(code), chosen, self.catalogue).viewpoint

    def columns(self, code: str, viewpoint: Viewpoint) -> list[PlannedColumn]:
        """The columns that the form's table has, without computing it."""
        return plan_columns(self.form(code), self.catalogue, viewpoint)

    def table(self, code: str, viewpoint: Viewpoint) -> Table:
        """The table of a form."""
        key = (code, viewpoint)
        if key not in self._tables:
            self._tables[key] = tables.table_of(self.book, self.form(code), viewpoint, self.catalogue)
        return self._tables[key]
