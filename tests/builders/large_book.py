"""A book with as many figures as years of work leave, and how long something takes in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from kyosai_desktop.domain.fact import Fact, FactKey, Period
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.operations.tables import load_form
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

FORM = "rosai.blocks"


def fill(book: Book, years: range) -> int:
    """Monthly cumulative results of 64 units × 7 products × 12 months, and targets; returns how many figures."""
    catalogue = load_catalogue(book)
    form = load_form(book, FORM)
    products = [catalogue.indicators[indicator_id] for indicator_id, _ in form.over]
    leaves = [item for item in products if not catalogue.parts(item)]
    units = [
        member.id
        for axis in catalogue.axes.values()
        for member in axis.members
        if member.kinds & {"ブロック", "産別"}
    ]
    facts = []
    for year in (FiscalYear(number, 6) for number in years):
        for item in leaves:
            target = catalogue.series_for(item.id, Measure.TARGET)
            result = catalogue.series_for(item.id, Measure.RESULT)
            assert target is not None
            assert result is not None
            for at, unit in enumerate(units):
                facts.append(
                    (FactKey(target.id, Period.span(year.start, year.end), unit), Fact(at * 1000 + 7000))
                )
                for month in year.months():
                    facts.append(
                        (FactKey(result.id, Period.span(year.start, month.end), unit), Fact(at * 900))
                    )
    with book.change("見本") as tx:
        facts_sql.write_facts(tx, facts)
    return len(facts)


def seconds(work: Callable[[], object], times: int = 9) -> float:
    """The median CPU time of ``work``: ratios of it hold on a busy machine too."""
    taken = []
    for _ in range(times):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return median(taken)
