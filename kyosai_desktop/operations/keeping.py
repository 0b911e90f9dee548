"""月次 ↔ 累計: how the figures of a series are kept, changed without changing a figure that anyone sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.conversion import to_cumulative, to_monthly
from kyosai_desktop.domain.edit import Applied
from kyosai_desktop.domain.fact import Fact, FactKey, Period, PeriodKind, Role
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.series import Keeping, Series
from kyosai_desktop.operations import confirming
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue
from kyosai_desktop.store.series_keeping import facts_of_series, set_keeping

Line = dict[Month, tuple[FactKey, Fact]]
"""The figures of one place in one 年度 by the month that they end in."""


@dataclass(frozen=True, slots=True)
class _Place:
    year: FiscalYear
    member1: int
    member2: int
    version: int
    role: Role


@dataclass(frozen=True, slots=True)
class _Left:
    """A place whose year isn't converted, with the reason."""

    place: _Place
    reason: str


def convert_keeping(book: Book, series_id: int, to: Keeping) -> Applied | Problem:
    """Keep a series 月次 or 累計 from now on and convert every stored month exactly, as one step.

    Figures of other periods (a 上期, a campaign) stay as they are. So do 累計 of a year that lacks a month or is
    confirmed: tables read them as before, and the note says which. The other way round nothing would hold what their
    months add up to. Problems: ``keeping.not_convertible``, and to 累計 ``keeping.month_missing`` (in which place and
    month), ``period.confirmed``.
    """
    catalogue = load_catalogue(book)
    series = catalogue.series[series_id]
    if series.keeping is to:
        return Applied(0)
    monthly = {Keeping.MONTHLY, Keeping.CUMULATIVE}
    if series.keeping not in monthly or to not in monthly:
        return _not_convertible(catalogue, series, to)
    council = catalogue.councils[series.council_id]
    removed: list[FactKey] = []
    written: list[tuple[FactKey, Fact]] = []
    left: list[_Left] = []
    for place, line in _lines(book, series, council.start_month).items():
        months = place.year.months()[: place.year.elapsed_months(max(line))]
        if len(months) == 1:  # the first month is its own 累計
            continue
        keys = [key for key, _ in line.values()]
        locked = confirming.refusal(book, council, catalogue, keys)
        reason = "確定済みの" if locked else _gap(series, months, line)
        if reason and to is Keeping.CUMULATIVE:
            return locked or _refused(catalogue, series, place, reason)
        if reason:
            left.append(_Left(place, reason))
            continue
        removed += keys
        written += _converted(place, months, line, to)
    indicator = catalogue.indicators[series.indicator_id]
    try:
        with book.change(f"{indicator.name}の{series.measure.value}を{to.value}で保存する") as tx:
            for key in removed:
                facts_sql.delete_fact(tx, key)
            facts_sql.write_facts(tx, written)
            set_keeping(tx, series_id, to)
    except Refused as refused:
        return refused.problems[0]
    return Applied(len(written), _left_note(catalogue, series, left))


def _lines(book: Book, series: Series, start_month: int) -> dict[_Place, Line]:
    lines: dict[_Place, Line] = {}
    for key, fact in facts_of_series(book, series.id):
        year = FiscalYear.of(key.period.start, start_month)
        month = Month.of(key.period.end)
        if key.period != _period(year, month, series.keeping):
            continue
        if key.role is Role.PUBLISHED:  # it was published for this period and for no other
            continue
        place = _Place(year, key.member1, key.member2, key.version, key.role)
        lines.setdefault(place, {})[month] = (key, fact)
    return lines


def _period(year: FiscalYear, month: Month, keeping: Keeping) -> Period:
    """The period under which a month of a year is kept. A month of another year equals none."""
    start = year.start if keeping is Keeping.CUMULATIVE else month.start
    return Period(PeriodKind.SPAN, start, month.end)


def _converted(
    place: _Place, months: Sequence[Month], line: Line, to: Keeping
) -> Iterator[tuple[FactKey, Fact]]:
    known = [line[month] for month in months]
    values = [fact.thousandths for _, fact in known]
    turned: list[int | None] = [None] * len(values)
    if None not in values:
        turned = to_monthly(values) if to is Keeping.MONTHLY else to_cumulative(values)
    for month, (key, fact), value in zip(months, known, turned, strict=True):
        yield key._replace(period=_period(place.year, month, to)), fact._replace(thousandths=value)


def _gap(series: Series, months: Sequence[Month], line: Line) -> str:
    """Why a place can't be converted, as said before its figures; '' when it can: a month isn't reported, or some are
    該当なし and others aren't."""
    missing = [month for month in months if month not in line]
    absent = [month for month in months if month in line and line[month][1].thousandths is None]
    if missing:
        return f"{missing[0].text()}の{series.keeping.value}がない"
    return f"{absent[0].text()}だけが「－」（該当なし）の" if len(absent) not in (0, len(months)) else ""


def _left_note(catalogue: Catalogue, series: Series, left: Sequence[_Left]) -> str:
    """Which years stay as they were, and why; '' when none does."""
    if not left:
        return ""
    years = sorted({each.place.year for each in left}, key=lambda year: year.year)
    first = left[0]
    more = f"など{len(left):,}か所" if len(left) > 1 else ""
    return (
        f"{'・'.join(year.text() for year in years)}には、{series.keeping.value}のまま残した数字があります"
        f"（{first.place.year.text()}の{_names(catalogue, first.place)}は{first.reason}ため{more}）。"
    )


def _refused(catalogue: Catalogue, series: Series, place: _Place, reason: str) -> Problem:
    name = catalogue.indicators[series.indicator_id].name
    return Problem(
        "keeping.month_missing",
        f"{_names(catalogue, place)}の「{name}」は{place.year.text()}の{reason}ため、"
        f"{series.keeping.value}から換えられません。",
        "その月の数字を入力してから、もう一度お試しください。",
    )


def _names(catalogue: Catalogue, place: _Place) -> str:
    members = {member.id: member for axis in catalogue.axes.values() for member in axis.members}
    names = [
        members[member].name_in(place.year.year)
        for member in (place.member1, place.member2)
        if member in members
    ]
    return "・".join(names) or "全体"


def _not_convertible(catalogue: Catalogue, series: Series, to: Keeping) -> Problem:
    name = catalogue.indicators[series.indicator_id].name
    return Problem(
        "keeping.not_convertible",
        f"「{name}」の{series.measure.value}は{series.keeping.value}で保存しているため、{to.value}に換えられません。",
        "月ごとの数字か累計で保存している項目だけを、もう一方に換えられます。",
    )
