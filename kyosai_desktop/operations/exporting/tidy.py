"""Every figure in words, one line each: what the analysts' workbook lists and turns into tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.fact import Fact, FactKey, Period, Role
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.period_words import period_words
from kyosai_desktop.domain.series import Council, Indicator, Measure, Series
from kyosai_desktop.domain.tree_columns import level_kinds, way_to
from kyosai_desktop.operations.exporting.figures import BookFigures
from kyosai_desktop.operations.targets.versions import version_name

NOT_APPLICABLE = "該当なし"
PUBLISHED = "公表値"
WHOLE = "全体"
"""The 内訳 of a figure that belongs to no member."""
FIXED = (
    "会議体", "年度", "項目", "別枠", "区分", "版", "期間", "期間の始め", "期間の終わり", "内訳", "値", "単位", "状態",
    PUBLISHED, "注記",
)  # fmt: skip
"""The columns that every list has."""


_MEASURES = {measure: at for at, measure in enumerate(Measure)}


@dataclass(frozen=True, slots=True)
class TidyFigure:
    """One figure in words. ``value`` None: 該当なし. ``way`` are the names on the ways to its members, by column.

    ``order`` sorts the rows of tables as the councils have them; figures of equal order stand in one row.
    """

    council: Council
    indicator: Indicator
    variant: str
    measure: Measure
    version: str
    breakdown: str
    way: Mapping[str, str]
    year: FiscalYear
    period: Period
    period_words: str
    value: Decimal | None
    status: str
    published: bool
    note: str
    order: tuple[object, ...]

    @property
    def start(self) -> date:
        """The first day that the figure is of."""
        return self.period.start

    @property
    def end(self) -> date:
        """The last day that the figure is of."""
        return self.period.end


class Tidied:
    """The figures of a book in words, in their order."""

    def __init__(self, figures: BookFigures) -> None:
        self._figures = figures
        self._members = figures.members()
        used = {member for key, _ in figures.facts for member in (key.member1, key.member2) if member}
        axes = {self._members[member][0].id for member in used}
        self._axes = [axis for axis in figures.catalogue.axes.values() if axis.id in axes]
        self._kinds = {axis.id: level_kinds(axis) for axis in self._axes}
        self._columns = _column_names(self._axes, self._kinds)
        self._ways = {member: self._way(*self._members[member]) for member in used}
        self._places = {member.id: at for axis in self._axes for at, member in enumerate(axis.walk())}
        self._councils = {council.id: at for at, council in enumerate(figures.councils)}
        self._items = {indicator: at for at, indicator in enumerate(figures.catalogue.indicators)}

    @cached_property
    def way_columns(self) -> tuple[str, ...]:
        """The columns of the ways to members: 支店, 支所, ブロック, 産別 …"""
        return tuple(self._columns[axis.id, kind] for axis in self._axes for kind in self._kinds[axis.id])

    def __iter__(self) -> Iterator[TidyFigure]:
        catalogue = self._figures.catalogue
        words: dict[tuple[int, Period], tuple[FiscalYear, str]] = {}
        for key, fact in self._figures.facts:
            series = catalogue.series[key.series_id]
            council = catalogue.councils[series.council_id]
            named = words.get((council.start_month, key.period))
            if named is None:
                named = words[council.start_month, key.period] = period_words(key.period, council.start_month)
            yield self._figure(key, fact, series, council, *named)

    def _figure(
        self, key: FactKey, fact: Fact, series: Series, council: Council, year: FiscalYear, words: str
    ) -> TidyFigure:
        members = [member for member in (key.member1, key.member2) if member]
        axes = [self._members[member][0] for member in members]
        missing = fact.thousandths is None
        breakdown = "×".join(axis.name for axis in axes) or WHOLE
        places = tuple(self._places[member] for member in members)
        return TidyFigure(
            council,
            self._figures.catalogue.indicators[series.indicator_id],
            series.variant,
            series.measure,
            version_name(key.version) if series.measure is Measure.TARGET else "",
            breakdown,
            self._way_of(members),
            year,
            key.period,
            words,
            None if fact.thousandths is None else Decimal(fact.thousandths).scaleb(-3),
            NOT_APPLICABLE if missing else fact.status.value,
            key.role is Role.PUBLISHED,
            fact.note,
            (
                self._councils[council.id],
                self._items[series.indicator_id],
                _MEASURES[series.measure],
                series.variant,
                key.version,
                tuple(axis.id for axis in axes),
                places,
                key.role is Role.PUBLISHED,
            ),
        )

    def _way_of(self, members: list[int]) -> Mapping[str, str]:
        if len(members) == 1:
            return self._ways[members[0]]
        return {column: name for member in members for column, name in self._ways[member].items()}

    def _way(self, axis: Axis, member: Member) -> Mapping[str, str]:
        kinds = self._kinds[axis.id]
        return {self._columns[axis.id, kind]: name for kind, name in way_to(axis, member.id, kinds).items()}


def _column_names(axes: list[Axis], kinds: Mapping[int, tuple[str, ...]]) -> dict[tuple[int, str], str]:
    """What the columns are called: by the kind, with the axis where another column has that name."""
    taken = set(FIXED)
    names = {}
    for axis in axes:
        for kind in kinds[axis.id]:
            plain = kind or axis.name
            names[axis.id, kind] = name = plain if plain not in taken else f"{axis.name}：{plain}"
            taken.add(name)
    return names
