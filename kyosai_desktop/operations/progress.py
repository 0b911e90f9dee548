"""How far a council is: its achievement form, compared with 標準進捗率, and which products and blocks fall behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kyosai_desktop.domain.compute import needs
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.form import Purpose, Viewpoint
from kyosai_desktop.domain.rounding import Rounding, fixed_text
from kyosai_desktop.domain.table import Cell, Missing, Row, RowKind, Table
from kyosai_desktop.operations.reading import Reading
from kyosai_desktop.operations.reporting import FormReport, reports, shortfall
from kyosai_desktop.operations.tables import forms

_KEYS = ("target", "result", "rate")
_BLOCK = "ブロック"


@dataclass(frozen=True, slots=True)
class Achievement:
    """One row: what was aimed at, what was reached, in exact figures and as printed."""

    name: str
    kind: RowKind
    target: Cell
    result: Cell
    rate: Cell
    unit: str

    @property
    def share(self) -> Fraction | None:
        """実績 ÷ 目標; None when there is no rate."""
        return self.rate.value / 100 if isinstance(self.rate.value, Fraction) else None

    @property
    def missing(self) -> Fraction | None:
        """目標 − 実績; None while one of them is unknown."""
        if isinstance(self.target.value, Fraction) and isinstance(self.result.value, Fraction):
            return self.target.value - self.result.value
        return None

    def missing_text(self) -> str:
        """「あと 404件」, 「達成」, or '' while unknown."""
        missing = self.missing
        if missing is None or self.share is None:
            return ""
        if missing <= 0:
            return "達成"
        return f"あと {fixed_text(missing, 0, Rounding.UP)}{self.unit}"

    def result_text(self) -> str:
        """「実績 7,675（公表 7,676）」: the published value stands beside where there is one."""
        published = f"（公表 {self.result.published}）" if self.result.published else ""
        return f"実績 {self.result.text or '－'}{published}"

    def counts_text(self) -> str:
        """「実績 746 ／ 目標 1,150 件」."""
        return f"{self.result_text()} ／ 目標 {self.target.text or '－'} {self.unit}"


@dataclass(frozen=True, slots=True)
class YearTotals:
    """目標 and 実績 of one 年度."""

    year: FiscalYear
    total: Achievement


@dataclass(frozen=True, slots=True)
class Progress:
    """A council's standing. ``items`` are products and their subtotals in the form's order, ``years`` oldest first.

    ``standard`` is 標準進捗率 as a share (11/12), ``standard_text`` as printed (91.7). ``behind`` and ``blocks_behind``
    are below it, the worst first. ``shortfall`` is the report that the total still waits for (None: complete, or nothing to
    report), as 未報告 counts it.

    ``blocks_partly`` have some of their figures: a sum of two products out of seven set against the target of all seven
    would put the block that reported early at the head of those who fall behind. So they are named, not ranked, and
    blocks without any report have no rate. Products stay ranked: each is compared with its own target, and the
    shortfall stands beside.
    """

    viewpoint: Viewpoint
    form_code: str
    form_title: str
    as_of: str
    standard: Fraction
    standard_text: str
    total: Achievement
    items: tuple[Achievement, ...]
    years: tuple[YearTotals, ...]
    behind: tuple[Achievement, ...]
    blocks_behind: tuple[Achievement, ...]
    blocks_partly: tuple[Achievement, ...]
    blocks: int
    blocks_reported: int
    shortfall: FormReport | None

    @property
    def empty(self) -> bool:
        """Whether there is no figure at all."""
        return all(not year.total.target.text and not year.total.result.text for year in self.years)

    def blocks_words(self) -> str:
        """Of which blocks those behind are: 「18ブロック」, 「報告済みの5ブロック」 while others are missing."""
        if self.shortfall:
            return f"報告済みの{self.blocks_reported}{_BLOCK}"
        return f"{self.blocks}{_BLOCK}"

    def partly_words(self) -> str:
        """「一部未報告の2ブロック（石狩、後志）は、順位に入れていません。」, '' when there are none."""
        if not self.blocks_partly:
            return ""
        names = "、".join(each.name for each in self.blocks_partly)
        return f"一部未報告の{len(self.blocks_partly)}{_BLOCK}（{names}）は、順位に入れていません。"


def progress(reading: Reading, viewpoint: Viewpoint) -> Progress | None:
    """The council's achievement form, for the year looked at and its neighbours; None when it has no such form."""
    for info in forms(reading.book, viewpoint.council):
        if {each.column.key for each in reading.columns(info.code, viewpoint)} >= set(_KEYS):
            now = reading.table(info.code, viewpoint)
            achieved = achievements(now)
            if achieved:
                return _progress(reading, viewpoint, now, achieved)
    return None


def achievements(now: Table) -> list[Achievement]:
    """The rows with figures, the total last (a row of kind TOTAL, else the last one)."""
    target, result, rate = (
        next(index for index, column in enumerate(now.columns) if column.key == key) for key in _KEYS
    )
    listed: list[tuple[Row, Sequence[Cell]]] = [
        (row, cells)
        for row, cells in zip(now.rows, now.cells, strict=True)
        if row.kind in (RowKind.ITEM, RowKind.SUBTOTAL, RowKind.TOTAL)
    ]
    listed.sort(key=lambda pair: pair[0].kind is RowKind.TOTAL)
    return [
        Achievement(
            row.name,
            row.kind,
            cells[target],
            cells[result],
            cells[rate],
            now.columns[result].unit or now.unit,
        )
        for row, cells in listed
    ]


def standard_progress(viewpoint: Viewpoint) -> Fraction:
    """標準進捗率 as a share: months elapsed ÷ 12."""
    return Fraction(viewpoint.year.elapsed_months(viewpoint.through), 12)


def behind(achieved: Sequence[Achievement], standard: Fraction) -> tuple[Achievement, ...]:
    """The single rows whose 達成率 is below ``standard``, the worst first; those without a rate are left out."""
    found = [
        (each.share, at, each)
        for at, each in enumerate(achieved)
        if each.kind is RowKind.ITEM and each.share is not None and each.share < standard
    ]
    return tuple(each for _, _, each in sorted(found, key=lambda item: item[:2]))


def _progress(reading: Reading, viewpoint: Viewpoint, now: Table, achieved: list[Achievement]) -> Progress:
    standard = standard_progress(viewpoint)
    council = viewpoint.council
    *items, total = achieved
    if total.kind is not RowKind.TOTAL:
        items = achieved
    years = []
    for seen in _neighbours(viewpoint):
        shown = reading.table(now.id, seen)
        years.append(YearTotals(seen.year, achievements(shown)[-1]))
    blocks = _blocks(reading, viewpoint)
    partly = [each for each in blocks if each.share is not None and each.result.missing_count]
    return Progress(
        viewpoint,
        now.id,
        now.title,
        now.as_of,
        standard,
        fixed_text(standard * 100, council.rate_decimals, council.rounding),
        total,
        tuple(items),
        tuple(years),
        behind(achieved, standard),
        behind([each for each in blocks if each not in partly], standard),
        tuple(partly),
        len(blocks),
        sum(each.share is not None for each in blocks) - len(partly),
        _shortfall(reading, viewpoint, now.id, total),
    )


def _shortfall(reading: Reading, viewpoint: Viewpoint, code: str, total: Achievement) -> FormReport | None:
    """None while there is no rate to doubt; a total that was typed itself waits for nobody."""
    if total.share is None or not total.result.missing_count:
        return None
    summed = {part.series_id for part in needs(reading.form(code), viewpoint, reading.catalogue)}
    return shortfall(reports(reading, viewpoint), summed)


def _neighbours(viewpoint: Viewpoint) -> list[Viewpoint]:
    """The year before (whole), this one through the month looked at, and the next."""
    before, after = viewpoint.year.previous(), viewpoint.year.next()
    return [
        Viewpoint(viewpoint.council, before, before.months()[-1]),
        viewpoint,
        Viewpoint(viewpoint.council, after, after.months()[-1]),
    ]


def _blocks(reading: Reading, viewpoint: Viewpoint) -> list[Achievement]:
    """The blocks in the last group of columns (the total of all products) of the form that has a row for each."""
    for info in forms(reading.book, viewpoint.council):
        if info.purpose is not Purpose.RESULTS:
            continue
        stub = reading.form(info.code).stub
        if not stub or not stub[-1].title.startswith(_BLOCK):
            continue
        now = reading.table(info.code, viewpoint)
        groups = {column.groups for column in now.columns}
        for group in sorted(groups, key=lambda each: -_last(now, each)):
            places = _places(now, group)
            if places:
                target, result, rate = places
                return [
                    Achievement(row.name, row.kind, line[target], line[result], line[rate], now.unit)
                    for row, line in zip(now.rows, now.cells, strict=True)
                    if row.kind is RowKind.ITEM and not _is_gone(line[target], line[result])
                ]
    return []


def _is_gone(*cells: Cell) -> bool:
    """Whether a block is only listed for an earlier year's figures."""
    return all(cell.missing is Missing.NOT_APPLICABLE for cell in cells)


def _last(now: Table, group: tuple[str, ...]) -> int:
    return max(at for at, column in enumerate(now.columns) if column.groups == group)


def _places(now: Table, group: tuple[str, ...]) -> tuple[int, int, int] | None:
    """The columns of a group that hold 目標, 実績 and 達成率; None unless it has all of them."""
    at = {
        column.key.rpartition(".")[2]: place
        for place, column in enumerate(now.columns)
        if column.groups == group
    }
    target, result, rate = (at.get(key) for key in _KEYS)
    if target is None or result is None or rate is None:
        return None
    return target, result, rate
