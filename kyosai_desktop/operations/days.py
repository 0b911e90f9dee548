"""The days of a form: on which one it stands, with which one it compares, and which there are to choose from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute import needs
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.form import Form, PeriodName, RowsOf, Viewpoint, looks_back, takes_day
from kyosai_desktop.domain.period_words import day_text
from kyosai_desktop.domain.reported_days import (
    DayReport,
    Place,
    SeriesDays,
    day_to_compare,
    report_of,
    series_days,
)
from kyosai_desktop.domain.series import Keeping
from kyosai_desktop.domain.table import Table
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store import forms as forms_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue


@dataclass(frozen=True, slots=True)
class FormDays:
    """``viewpoint`` has the days that hold now: those that were chosen, else those that follow from the figures.

    ``shown`` are the days of the year to choose from and ``earlier`` those before the day shown (None: the form doesn't
    look back), the newest first. ``notes`` say what the day compared with lacks.
    """

    viewpoint: Viewpoint
    shown: tuple[DayReport, ...] = ()
    earlier: tuple[DayReport, ...] | None = None
    notes: tuple[str, ...] = ()

    def told(self, table: Table) -> Table:
        """The form's table with the notes below it."""
        return replace(table, notes=(*table.notes, *self.notes)) if self.notes else table


def days_of(book: Book, form: Form, viewpoint: Viewpoint, catalogue: Catalogue) -> FormDays:
    """The days of a form as seen from ``viewpoint``.

    Where no day was chosen it is the last of the month, or, while that has no figures, the newest day of the month that
    has some. Where no earlier one was chosen it is the newest before it that compares: complete, or reported by
    at least the same units; else the newest with any figure.
    """
    if not takes_day(form) and not looks_back(form):
        return FormDays(viewpoint)
    now = _series(book, form, viewpoint, catalogue, PeriodName.AS_OF)
    days = {day for each in now for day in each.by_day}
    if viewpoint.day is None and takes_day(form):
        viewpoint = replace(viewpoint, day=_newest_of_month(days, viewpoint))
    offered = sorted({day for day in days if viewpoint.year.contains(day)} | {viewpoint.through.end})
    shown = tuple(report_of(now, day) for day in reversed(offered)) if takes_day(form) else ()
    if not looks_back(form):
        return FormDays(viewpoint, shown)
    before = _series(book, form, viewpoint, catalogue, PeriodName.EARLIER)
    chosen = viewpoint.earlier_day
    if chosen is None or chosen >= viewpoint.as_of:
        chosen = day_to_compare(before, viewpoint.as_of)
        viewpoint = replace(viewpoint, earlier_day=chosen)
    known = sorted({day for each in before for day in each.by_day if day < viewpoint.as_of}, reverse=True)
    return FormDays(
        viewpoint,
        shown,
        tuple(report_of(before, day) for day in known),
        _notes(before, chosen) if chosen else (),
    )


def days_of_form(book: Book, form_code: str, viewpoint: Viewpoint) -> FormDays | None:
    """``days_of`` for the form with this code; None when there is none."""
    form = forms_sql.load_form(book, form_code)
    return days_of(book, form, viewpoint, load_catalogue(book)) if form else None


def _newest_of_month(days: set[date], viewpoint: Viewpoint) -> date | None:
    through = viewpoint.through
    return max((day for day in days if through.start <= day <= through.end), default=None)


def _notes(series: list[SeriesDays], day: date) -> tuple[str, ...]:
    return tuple(
        f"前回（{day_text(day)}）の「{each.name}」は、{lacking}{each.unit_name}の報告の合計です。"
        for each in series
        if (report := each.report(day)).units and (lacking := report.lacking())
    )


def _series(
    book: Book, form: Form, viewpoint: Viewpoint, catalogue: Catalogue, period: PeriodName
) -> list[SeriesDays]:
    """What is kept by days in the columns of this period, with what was reported of it."""
    columns = tuple(each for each in form.columns if each.period is period and not each.year_shift)
    anywhere = replace(viewpoint, earlier_day=viewpoint.as_of)
    wanted = {part.series_id for part in needs(replace(form, columns=columns), anywhere, catalogue)}
    by_units = any(row.rows_of in (RowsOf.MEMBERS, RowsOf.MEMBER) for row in form.rows)
    axes = [catalogue.axes[axis_id] for axis_id in form.breakdown]
    found = []
    for series_id in sorted(wanted):
        series = catalogue.series[series_id]
        if series.keeping is not Keeping.AS_OF:
            continue
        days: dict[date, set[Place]] = {}
        for day, place in facts_sql.places_by_day(book, series_id):
            if all(any(member in axis for axis in axes) for member in place if member):
                days.setdefault(day, set()).add(place)
        if days:
            found.append(
                series_days(
                    catalogue.indicators[series.indicator_id].name,
                    {day: frozenset(places) for day, places in days.items()},
                    axes[0] if len(axes) == 1 else None,
                    FiscalYear.of(viewpoint.as_of, viewpoint.council.start_month).year,
                    by_units=by_units,
                )
            )
    return found
