"""A council of any size: units in blocks × products, with one form that shows a year of all of them."""

from __future__ import annotations

from pathlib import Path

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.fact import Fact, FactKey, Period
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.form import Form, FormColumn, FormRow, PeriodName, Purpose, RowsOf, Stub, Subtotal
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Council, Indicator, Keeping, Measure, Series
from kyosai_desktop.domain.table import ColumnKind
from kyosai_desktop.store import catalogue as catalogue_sql
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store import forms as forms_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.opening import create_book

AXIS = 1
COUNCIL = Council(1, "big", "大きな会議体", "大", 4, Rounding.HALF_UP)
FORM = "big.units"
FIRST_BLOCK, FIRST_UNIT, FIRST_PRODUCT, FIRST_TARGET, FIRST_RESULT = 10, 1_000, 1_000, 2_000, 3_000

RESULT = FormColumn("実績", "result", measure=Measure.RESULT, period=PeriodName.TO_MONTH, entry=True)
"""The only column of a plain form."""
ACHIEVEMENT = (
    FormColumn("目標", "target", measure=Measure.TARGET),
    RESULT,
    FormColumn("達成率", "rate", expression="達成率(実績, 目標)", kind=ColumnKind.RATE),
    FormColumn("順位", "rank", expression="順位(達成率)"),
)
"""The columns of a form with rates and ranks."""


def create(
    path: Path,
    units: int,
    products: int,
    columns: tuple[FormColumn, ...] = (RESULT,),
    *,
    blocks: int = 0,
    keeping: Keeping = Keeping.CUMULATIVE,
) -> Book:
    """A new book with the masters and the form, without figures. Without ``blocks`` there are no subtotals."""
    book = create_book(path)
    nodes = [
        Member(FIRST_BLOCK + at, AXIS, f"b{at}", f"ブロック{at}", 0, frozenset({"ブロック"}), at)
        for at in range(blocks)
    ]
    leaves = [
        Member(
            FIRST_UNIT + at,
            AXIS,
            f"u{at}",
            f"単組{at}",
            FIRST_BLOCK + at % blocks if blocks else 0,
            frozenset({"単組"}),
            at,
        )
        for at in range(units)
    ]
    listed = FormRow(
        RowsOf.MEMBERS,
        AXIS,
        member_kind="単組",
        subtotals=(Subtotal("ブロック"),) if blocks else (),
    )
    form = Form(
        id=1,
        code=FORM,
        council_id=COUNCIL.id,
        title="単組別",
        purpose=Purpose.RESULTS,
        stub=(Stub("ブロック", "ブロック"), Stub("単組", "単組")) if blocks else (Stub("単組"),),
        rows=(listed, FormRow(RowsOf.TOTAL, AXIS, label="全体 計")) if blocks else (listed,),
        columns=columns,
        breakdown=(AXIS,),
        over=tuple((FIRST_PRODUCT + at, "") for at in range(products)),
        unit="件",
    )
    with book.change("作成") as tx:
        catalogue_sql.insert_axis(tx, Axis(AXIS, "unit", "単組", [*nodes, *leaves]), 0)
        catalogue_sql.insert_council(tx, COUNCIL, [AXIS])
        for at in range(products):
            indicator = Indicator(FIRST_PRODUCT + at, COUNCIL.id, f"p{at}", f"共済{at}", "件", position=at)
            catalogue_sql.insert_indicator(tx, indicator)
            for first, measure, kept in (
                (FIRST_TARGET, Measure.TARGET, Keeping.YEARLY),
                (FIRST_RESULT, Measure.RESULT, keeping),
            ):
                series = Series(
                    first + at, COUNCIL.id, indicator.id, measure, keeping=kept, breakdowns=((AXIS,),)
                )
                catalogue_sql.insert_series(tx, series)
        forms_sql.insert_form(tx, form)
    return book


def fill(book: Book, units: int, products: int, years: range, *, keeping: Keeping) -> int:
    """Targets of every year and results of every month, no two units with the same rate; how many figures."""
    facts = []
    for year in (FiscalYear(number, COUNCIL.start_month) for number in years):
        whole = Period.span(year.start, year.end)
        periods = [
            Period.span(year.start if keeping is Keeping.CUMULATIVE else month.start, month.end)
            for month in year.months()
        ]
        for at in range(products):
            for unit in range(units):
                member = FIRST_UNIT + unit
                target = FactKey(FIRST_TARGET + at, whole, member)
                facts.append((target, Fact((unit + at + 100) * 9_000)))
                for number, period in enumerate(periods, 1):
                    value = ((unit + 100) * 7 + number * (at + 2)) * 100
                    added = number if keeping is Keeping.CUMULATIVE else 1
                    facts.append((FactKey(FIRST_RESULT + at, period, member), Fact(value * added)))
    with book.change("数字") as tx:
        facts_sql.write_facts(tx, facts)
    return len(facts)
