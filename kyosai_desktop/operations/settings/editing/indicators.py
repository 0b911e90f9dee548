"""項目: the indicators of a council as a tree, what each is kept as (系列), the constants, and a look at the figures."""

from __future__ import annotations

from collections import Counter

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.form import (
    Form,
    FormColumn,
    FormRow,
    PeriodName,
    Purpose,
    RowsOf,
    Stub,
    Viewpoint,
)
from kyosai_desktop.domain.formula import names_in, parse_formula
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Council, Indicator, Keeping, Series
from kyosai_desktop.domain.table import Table
from kyosai_desktop.operations.settings.editing.sheet_table import Part
from kyosai_desktop.operations.tables import table_of
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

_MOST_COLUMNS = 6


def indicators_part(council: Council) -> Part:
    """The indicators of the council as a part to edit."""
    return Part("項目", (("会議体", council.code),), f"{council.short_name}の項目")


def series_part(council: Council, code: str, name: str) -> Part:
    """What is kept of an indicator as a part to edit."""
    return Part("系列", (("会議体", council.code), ("項目", code)), f"「{name}」の数の持ち方")


def constants_part(council: Council) -> Part:
    """The constants of the council's formulas as a part to edit."""
    return Part("定数", (("会議体", council.code),), f"{council.short_name}の定数")


def look_at(book: Book, viewpoint: Viewpoint, code: str) -> Table | None:
    """An indicator and what it is computed from, as totals of everything in the viewpoint's year.

    None when nothing is kept of them, so that there is nothing to look at.
    """
    catalogue = load_catalogue(book)
    indicator = next(
        (
            each
            for each in catalogue.indicators.values()
            if (each.council_id, each.code) == (viewpoint.council.id, code)
        ),
        None,
    )
    if indicator is None:
        return None
    listed = [*_parts(catalogue, indicator), indicator]
    ids = {each.id for each in listed}
    kept = [series for series in catalogue.series.values() if series.indicator_id in ids]
    columns = _columns(kept)
    if not columns:
        return None
    breakdowns = Counter(breakdown for series in kept for breakdown in series.breakdowns)
    form = Form(
        0,
        "settings.look",
        viewpoint.council.id,
        indicator.name,
        Purpose.PAPER,
        (Stub("項目"),),
        tuple(FormRow(RowsOf.INDICATOR, indicator_id=each.id) for each in listed),
        columns,
        max(breakdowns, key=lambda breakdown: (len(breakdown) == 1, breakdowns[breakdown])),
    )
    return table_of(book, form, viewpoint, catalogue)


def _parts(catalogue: Catalogue, indicator: Indicator) -> list[Indicator]:
    """The indicators that the formula names, else those below."""
    node = parse_formula(indicator.formula) if indicator.formula else None
    if node is None or isinstance(node, Problem):
        return list(catalogue.parts(indicator))
    named = (catalogue.indicator_named(indicator.council_id, name) for name in dict.fromkeys(names_in(node)))
    return [part for part in named if part is not None]


def _columns(kept: list[Series]) -> tuple[FormColumn, ...]:
    """One column for every measure, variant and way of keeping."""
    columns: dict[str, FormColumn] = {}
    for series in kept:
        period = PeriodName.AS_OF if series.keeping is Keeping.AS_OF else PeriodName.TO_MONTH
        if series.keeping is Keeping.YEARLY:
            period = PeriodName.YEAR
        label = "・".join(part for part in (series.measure.value, series.variant) if part)
        columns.setdefault(
            label,
            FormColumn(
                label,
                measure=series.measure,
                variant=series.variant,
                period=period,
                unit_in_cell=True,
                width=7,
            ),
        )
    return tuple(columns.values())[:_MOST_COLUMNS]
