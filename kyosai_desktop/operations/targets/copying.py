"""前年度から複写: last year's targets as the draft of this year's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kyosai_desktop.domain.fact import Fact, FactKey
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.form import LATEST, Viewpoint
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.table import RowKind
from kyosai_desktop.operations.targets.heirs import heirs
from kyosai_desktop.operations.targets.sheet import TargetSheet, TargetView, open_sheet
from kyosai_desktop.operations.targets.versions import year_is_confirmed
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book

Place = tuple[int, int, int, int]
"""(series, member1, member2, column): where a target stands in the form, in whatever year."""


@dataclass(frozen=True, slots=True)
class Copied:
    """``copied`` figures were written; ``kept`` ones stood there already and were left as they are.

    ``left``: names of units that had targets last year and aren't in this year's form. ``merged``: (one that ended, the
    one that goes on) where the targets of both were added up.
    """

    copied: int
    kept: int
    left: tuple[str, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()


def copy_last_year(
    book: Book,
    form_codes: Sequence[str],
    viewpoint: Viewpoint,
    version: int = LATEST,
    *,
    overwrite: bool = False,
) -> Copied | Problem:
    """Copy last year's newest targets of the forms into a version of this year, as one step.

    Only figures that are 未報告 are filled, unless ``overwrite``. Who goes on for one that was merged gets the sum of
    both. A total is copied only where none of its units had a target: else it follows from them.

    Problems: ``targets.nothing_to_copy``, ``period.confirmed``, or what the book refuses.
    """
    year = viewpoint.year.previous()
    through = Month(viewpoint.through.year - 1, viewpoint.through.month)
    before = replace(viewpoint, year=year, through=through, day=None, earlier_day=None)
    writes: dict[FactKey, Fact] = {}
    kept: set[FactKey] = set()
    left: list[str] = []
    merged: list[tuple[str, str]] = []
    found = False
    for code in form_codes:
        sheet = open_sheet(book, code, viewpoint, TargetView(version))
        if sheet.is_confirmed():
            return year_is_confirmed(viewpoint)
        last = open_sheet(book, code, before)
        drafts = _drafts(last)
        found = found or bool(drafts)
        endings = _endings(sheet, drafts)
        for _, column, key in sheet.places():
            place = _place(key, column)
            ended = endings.get(place, ())
            if place not in drafts and not ended:
                continue
            now = sheet.fact(key)
            if now is not None and not overwrite:
                kept.add(key)
                drafts.pop(place, None)
                continue
            parts = [draft for each in (place, *ended) if (draft := drafts.pop(each, None))]
            draft = _sum(parts)
            if now is None or now.thousandths != draft.thousandths:
                writes[key] = draft
            merged += [(_name(last, each[1]), _name(sheet, key.member1)) for each in ended]
        left += _units(last, drafts)
    if not found:
        return Problem(
            "targets.nothing_to_copy",
            f"{year.text()}の目標がないため、複写するものがありません。",
            "前年度の資料を取り込むか、目標を表に直接入力してください。",
        )
    if writes:
        try:
            with book.change(f"前年度の目標を複写（{year.text()}から{viewpoint.year.text()}へ）") as tx:
                facts_sql.write_facts(tx, list(writes.items()))
        except Refused as refused:
            return refused.problems[0]
    return Copied(len(writes), len(kept), tuple(dict.fromkeys(left)), tuple(dict.fromkeys(merged)))


def _endings(sheet: TargetSheet, drafts: Mapping[Place, Fact]) -> dict[Place, list[Place]]:
    """The places of units that ended and had a target last year, by the place of the unit that goes on."""
    found: dict[Place, list[Place]] = {}
    if len(sheet.form.breakdown) != 1:
        return found
    heir_of = heirs(sheet.catalogue.axes[sheet.form.breakdown[0]], sheet.viewpoint.year.year)
    for place, draft in drafts.items():
        series_id, member, other, column = place
        if member in heir_of and draft.thousandths:
            found.setdefault((series_id, heir_of[member], other, column), []).append(place)
    return found


def _sum(drafts: Sequence[Fact]) -> Fact:
    known = [draft.thousandths for draft in drafts if draft.thousandths is not None]
    return Fact(sum(known) if known else None, note=drafts[0].note)


def _name(sheet: TargetSheet, member_id: int) -> str:
    axis = sheet.catalogue.axes[sheet.form.breakdown[0]]
    return axis[member_id].name_in(sheet.viewpoint.year.year)


def _drafts(last: TargetSheet) -> dict[Place, Fact]:
    """What of last year makes a draft: the units' figures, and the totals of columns without any."""
    drafts: dict[Place, Fact] = {}
    of_units: set[int] = set()
    for kinds in (_UNITS, _TOTALS):
        for _, column, key in last.places(kinds):
            fact = last.fact(key)
            if fact is None or (kinds is _TOTALS and column in of_units):
                continue
            if kinds is _UNITS:
                of_units.add(column)
            drafts[_place(key, column)] = Fact(fact.thousandths, note=fact.note)
    return drafts


_UNITS = frozenset({RowKind.ITEM})
_TOTALS = frozenset(RowKind) - _UNITS


def _place(key: FactKey, column: int) -> Place:
    return key.series_id, key.member1, key.member2, column


def _units(last: TargetSheet, places: dict[Place, Fact]) -> list[str]:
    return [
        last.table.rows[at].name
        for at, column, key in last.places(_UNITS)
        if _place(key, column) in places and places[_place(key, column)].thousandths
    ]
