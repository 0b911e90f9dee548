"""The day with which a table of two days compares, where nobody chose one."""

from __future__ import annotations

from dataclasses import replace

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute import needs
from kyosai_desktop.domain.form import Form, PeriodName, Viewpoint
from kyosai_desktop.domain.series import Keeping
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book


def with_earlier_day(book: Book, form: Form, viewpoint: Viewpoint, catalogue: Catalogue) -> Viewpoint:
    """The viewpoint with 前回の時点: the newest day before, on which one of the form's figures was taken.

    As it is for a form that doesn't look back, when a day was chosen, and when there is none.
    """
    looks_back = any(column.period is PeriodName.EARLIER and column.fixed is None for column in form.columns)
    if not looks_back or viewpoint.earlier_day is not None:
        return viewpoint
    series = {wanted.series_id for wanted in needs(form, viewpoint, catalogue)}
    by_day = [id for id in series if catalogue.series[id].keeping is Keeping.AS_OF]
    days = [day for day in facts_sql.period_ends(book, by_day) if day < viewpoint.as_of]
    return replace(viewpoint, earlier_day=max(days)) if days else viewpoint
