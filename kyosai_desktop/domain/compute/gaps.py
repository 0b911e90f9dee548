"""What a table lacks and must say so: reports that didn't come, 強化期間 that a year doesn't have or that cut a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kyosai_desktop.domain.campaign import cuts_a_month, days_text
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.channel import Channel
from kyosai_desktop.domain.compute.layout import PlannedColumn
from kyosai_desktop.domain.fact import Period
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.form import Form, PeriodName, Viewpoint, campaigns_of, is_due
from kyosai_desktop.domain.series import Keeping
from kyosai_desktop.domain.table import Cell, Row, RowKind


class Unallocated(NamedTuple):
    """「預金」, 「上期」, 「50件」: what the own total of a row is more than its parts, in one column."""

    row: str
    column: str
    text: str


@dataclass(slots=True)
class Gaps:
    """What the filled cells lack. ``unreported``: how many entered figures that they show, or add up, were not reported.

    ``unallocated``: what own totals are more than their parts in a form that doesn't list these.
    ``cut``: 強化期間 with a figure that isn't known since its series is kept by months, which the days cut.
    ``changing``: names of what can't be computed since a constant in it changes within the period.
    """

    unreported: int = 0
    unallocated: list[Unallocated] = field(default_factory=list)
    cut: set[Period] = field(default_factory=set)
    changing: set[str] = field(default_factory=set)


_THROUGH_THE_MONTH = frozenset({PeriodName.TO_MONTH, PeriodName.MONTH})
_TOTALS = frozenset({RowKind.SUBTOTAL, RowKind.TOTAL})
_BY_MONTHS = frozenset({Keeping.MONTHLY, Keeping.CUMULATIVE})


def due_columns(
    columns: Sequence[PlannedColumn], periods: Sequence[Period | None], viewpoint: Viewpoint
) -> list[bool]:
    """Which columns have figures that should be there by now, each figure asked for once.

    Not those of other years, of times before the one looked at (前月まで), of a 下期 to come, nor 当月 or 累計 where the
    other stands before it, since both follow from one report.
    """
    asked: set[object] = set()
    due = []
    for planned, period in zip(columns, periods, strict=True):
        definition, indicator = planned.definition, planned.indicator
        time = period.end if period and definition.period in _THROUGH_THE_MONTH else period
        of = (planned.place, indicator and indicator.id, definition.measure, definition.variant)
        figure = (*of, definition.version, time)
        now = definition.period is not PeriodName.LAST_MONTH and is_due(definition, period, viewpoint)
        due.append(now and figure not in asked)
        asked.add(figure)
    return due


def cut_periods(channel: Channel, period: Period | None) -> set[Period]:
    """The period, where figures of the channel are kept by months, which its days cut; else nothing."""
    kept = {
        part.series.keeping for part in (channel, *channel.parts) if part.series and not part.series.counted
    }
    return {period} if period is not None and kept & _BY_MONTHS and cuts_a_month(period) else set()


def campaign_notes(
    form: Form, viewpoint: Viewpoint, catalogue: Catalogue, cut: Collection[Period]
) -> Iterator[str]:
    """The notes below the table, each once. ``cut``: periods with figures that their months can't give."""
    shifted = {(column.campaign, column.year_shift): column for column in form.columns if column.campaign}
    for (name, shift), column in shifted.items():
        year = f"{viewpoint.year.year + shift}年度"
        found = campaigns_of(column, viewpoint, catalogue.campaigns)
        if not found:
            yield f"{year}に強化期間「{name}」がないため、その期間の数字は出していません。"
        elif len(found) > 1:
            yield f"{year}の強化期間「{name}」は{len(found)}つあり、どれか決められないため、数字は出していません。"
        elif found[0].period is None:
            yield f"{year}の強化期間「{name}」の日付が決まっていないため、数字は出していません。"
    for period in sorted(cut):
        year = FiscalYear.of(period.start, viewpoint.council.start_month).text()
        yield (
            f"{year}の強化期間（{days_text(period)}）は月の途中で区切られるため、月ごとに集めた数からは計算できません。"
            "この期間の数として入力された数字だけを出しています。"
        )


def changing_note(names: Collection[str]) -> tuple[str, ...]:
    """Why there is no value where a constant of a ratio changes within the period."""
    if not names:
        return ()
    listed = "、".join(f"「{name}」" for name in sorted(names))
    return (f"{listed}は、計算に使う定数の値が期間の途中で変わるため、この期間では計算していません。",)


def unallocated_note(differences: Sequence[Unallocated]) -> tuple[str, ...]:
    """Own totals that aren't what is listed elsewhere: a form without a row for 未配賦 says so below."""
    if not differences:
        return ()
    rows = Counter(each.row for each in differences)
    told = [
        f"{each.row}（{each.column}） {each.text}" if rows[each.row] > 1 else f"{each.row} {each.text}"
        for each in differences
    ]
    return (f"内訳の合計との差（未配賦）：{'、'.join(told)}。",)


def unreported_note(unreported: int, lines: Iterable[tuple[Row, Sequence[Cell]]]) -> tuple[str, ...]:
    """What isn't there must be said on paper too, and that a total lacks it: unless it was decided apart from its parts."""
    if not unreported:
        return ()
    totals = (cell for row, line in lines if row.kind in _TOTALS for cell in line)
    lacking = any(cell.missing_count and cell.value is not None for cell in totals)
    lack = "計は報告のあった分の合計です。" if lacking else ""
    return (f"未報告の数字が{unreported:,}件あります。{lack}",)
