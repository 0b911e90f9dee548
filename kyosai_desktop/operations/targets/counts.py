"""満期件数 for 件数×率 from figures that are in the book already, such as 継続データ of this year or the last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from kyosai_desktop.domain.compute import compute, needs
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.form import FormColumn, PeriodName, Viewpoint
from kyosai_desktop.domain.series import Keeping, Measure, Totalling
from kyosai_desktop.domain.table import RowKind
from kyosai_desktop.operations.figures import load_figures
from kyosai_desktop.operations.tables import load_form
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue


@dataclass(frozen=True, slots=True)
class CountSource:
    """「継続データ（2023年度 実績）」: figures by the ``rows`` of a form (their keys), in the indicator's unit."""

    title: str
    rows: Mapping[str, Fraction]


def count_sources(book: Book, form_code: str, viewpoint: Viewpoint) -> list[CountSource]:
    """What is in the book by the units of the form, of the year and the one before it, the nearest year first.

    Only sums of a year count: neither what stands on a day nor rates, 目標 or variants.
    """
    catalogue = load_catalogue(book)
    form = load_form(book, form_code)
    kept = [
        series
        for series in catalogue.series.values()
        if series.council_id == viewpoint.council.id
        and form.breakdown in series.breakdowns
        and series.measure is Measure.RESULT
        and series.keeping is not Keeping.AS_OF
        and series.totalling is Totalling.SUM
        and not series.variant
    ]
    kept.sort(key=lambda series: catalogue.indicators[series.indicator_id].position)
    found: list[CountSource] = []
    for shift in (0, -1):
        year = FiscalYear(viewpoint.year.year + shift, viewpoint.year.start_month)
        columns = tuple(
            FormColumn(
                "件数", str(series.id), indicator_id=series.indicator_id, measure=series.measure,
                period=PeriodName.YEAR, year_shift=shift,
            )
            for series in kept
        )  # fmt: skip
        asked = replace(form, columns=columns, over=())
        figures = load_figures(book, catalogue, needs(asked, viewpoint, catalogue))
        table = compute(asked, viewpoint, catalogue, figures)
        for at, series in enumerate(kept):
            rows = {
                row.key: value
                for row, line in zip(table.rows, table.cells, strict=True)
                if row.kind is RowKind.ITEM and isinstance(value := line[at].value, Fraction)
            }
            if any(rows.values()):
                name = catalogue.indicators[series.indicator_id].name
                found.append(CountSource(f"{name}（{year.year}年度）", rows))
    return found
