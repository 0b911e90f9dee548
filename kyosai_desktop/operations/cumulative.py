"""累計 and 当月 at entry: what is stored for what was typed, and whether a 累計 fell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.kept import figure_to_keep, is_cumulative, kept_as
from kyosai_desktop.domain.conversion import falling
from kyosai_desktop.domain.fact import Fact, FactKey, Period
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.rounding import Rounding, fixed_text
from kyosai_desktop.domain.series import Measure, Series
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book


@dataclass(frozen=True, slots=True)
class Fall:
    """A 累計 that is lower than the one before it, both in thousandths."""

    key: FactKey
    before: Period
    was: int
    now: int


def is_kept_as_typed(catalogue: Catalogue, key: FactKey) -> bool:
    """Whether figures of this series and period are stored under the keys of their cells, whatever the members."""
    series = catalogue.series[key.series_id]
    return kept_as(series, key.period, _start_month(catalogue, key)).period == key.period


def kept_key(book: Book, catalogue: Catalogue, key: FactKey) -> FactKey:
    """The key under which the figure of a cell is stored: its own, unless it is typed as 当月 and kept as 累計."""
    how = kept_as(catalogue.series[key.series_id], key.period, _start_month(catalogue, key))
    if how.period == key.period or facts_sql.load_fact(book, key) is not None:
        return key
    return key._replace(period=how.period)


def kept_figure(
    book: Book, catalogue: Catalogue, key: FactKey, fact: Fact | None
) -> tuple[FactKey, Fact | None] | Problem:
    """What to store for a figure that was typed under ``key``; None takes the figure away.

    Problems: ``month.before_unknown`` when the other months that are needed aren't in the book.
    """
    wanted = kept_key(book, catalogue, key)
    if wanted == key or fact is None:
        return wanted, fact
    how = kept_as(catalogue.series[key.series_id], key.period, _start_month(catalogue, key))
    others: list[int] = []
    for period in how.others:
        stored = facts_sql.load_fact(book, key._replace(period=period))
        if stored is None or stored.thousandths is None:
            return _before_unknown(catalogue.series[key.series_id], key.period, period)
        others.append(stored.thousandths)
    if fact.thousandths is None:
        return _no_such_month(key.period)
    return wanted, fact._replace(thousandths=figure_to_keep(how, fact.thousandths, others))


def falls(book: Book, catalogue: Catalogue, keys: Iterable[FactKey]) -> list[Fall]:
    """The 累計 of results that are lower than the one before, or higher than the one after, in the same year."""
    found: dict[FactKey, Fall] = {}
    asked: dict[tuple[int, Period], bool] = {}  # a pasted block has thousands of figures of few columns
    cumulative: list[FactKey] = []
    for key in keys:
        column = (key.series_id, key.period)
        if column not in asked:
            asked[column] = _is_cumulative_result(catalogue, key)
        if asked[column]:
            cumulative.append(key)
    for key, known in facts_sql.cumulative_of(book, cumulative).items():
        if len(known) == 1:
            continue
        ends = [period for period, _ in known]
        values = [value for _, value in known]
        fallen = set(falling(values))
        for at, (earlier, later) in enumerate(pairwise(ends), start=1):
            if at in fallen and key.period in (earlier, later):
                fall = Fall(key._replace(period=later), earlier, values[at - 1], values[at])
                found[fall.key] = fall
    return list(found.values())


def _is_cumulative_result(catalogue: Catalogue, key: FactKey) -> bool:
    series = catalogue.series[key.series_id]
    return series.measure is Measure.RESULT and is_cumulative(
        series, key.period, _start_month(catalogue, key)
    )


def fall_note(catalogue: Catalogue, found: list[Fall]) -> str:
    """A sentence about 累計 that fell, '' when none did."""
    if not found:
        return ""
    first = found[0]
    indicator = catalogue.indicators[catalogue.series[first.key.series_id].indicator_id]
    where = "・".join(_names(catalogue, first.key))

    def text(value: int) -> str:
        return fixed_text(Fraction(value, 1000), indicator.decimals, Rounding.HALF_UP) + indicator.unit

    more = f"ほかに{len(found) - 1}件あります。" if len(found) > 1 else ""
    return (
        f"{where}の「{indicator.name}」の累計が、{_month(first.before)}末の{text(first.was)}から"
        f"{_month(first.key.period)}末の{text(first.now)}に下がっています。{more}数字を確かめてください。"
    )


def _names(catalogue: Catalogue, key: FactKey) -> list[str]:
    members = {member.id: member.name for axis in catalogue.axes.values() for member in axis.members}
    return [members[member] for member in (key.member1, key.member2) if member in members] or ["全体"]


def _start_month(catalogue: Catalogue, key: FactKey) -> int:
    return catalogue.councils[catalogue.series[key.series_id].council_id].start_month


def _month(period: Period) -> str:
    return f"{period.end.month}月"


def _before_unknown(series: Series, typed: Period, missing: Period) -> Problem:
    kept, month = series.keeping.value, Month.of(missing.end).text()
    return Problem(
        "month.before_unknown",
        f"{kept}で保存している数字のため、{_month(typed)}の分は{month}の{kept}が分からないと決まりません。",
        f"先に{month}の{kept}を入力するか、「当月」の表示を切り替えて入力してください。",
    )


def _no_such_month(typed: Period) -> Problem:
    return Problem(
        "month.not_applicable",
        f"{_month(typed)}だけを「－」（該当なし）にはできません。",
        "その月に何もなかったときは 0 を、数字がまだのときは空欄にしてください。",
    )
