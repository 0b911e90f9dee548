"""The lines of ``facts.csv`` as figures under their keys. The header says what everything is, so nothing is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.fact import Fact, FactKey, Period, PeriodKind, Role, Status
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Measure, Series
from kyosai_desktop.domain.text.number import Blank, NotApplicable, parse_number, thousandths_in
from kyosai_desktop.domain.text.width import quoted
from kyosai_desktop.excel.figure_list import FigureLine


class LineRefused(Exception):  # noqa: N818 - the answer to a line, not a fault of the program
    """Why a line is no figure of this book, and the column that says so."""

    def __init__(self, column: str, problem: Problem) -> None:
        super().__init__(problem.message)
        self.column = column
        self.problem = problem


class LineKey(NamedTuple):
    """Key of a line. Equal codes give the same objects, so that large lists compare by identity."""

    series: Series
    key: FactKey
    places: tuple[tuple[Axis, Member], ...]


class LineReader:
    """Reads lines with the masters of one book. Every refusal is a ``LineRefused``."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._councils = {council.code: council for council in catalogue.councils.values()}
        self._indicators = {(item.council_id, item.code): item for item in catalogue.indicators.values()}
        self._axes = {axis.code: axis for axis in catalogue.axes.values()}
        self._series: Callable[[str, str, str, str], Series] = cache(self._find_series)
        self._period: Callable[[str, str, str], Period] = cache(_period)
        self._place: Callable[[str, str, str], tuple[Axis, Member] | None] = cache(self._find_place)

    def key(self, line: FigureLine) -> LineKey:
        """What the figure is of."""
        series = self._series(line.council, line.indicator, line.measure, line.variant)
        period = self._period(line.period_kind, line.start, line.end)
        first = self._place("1", line.axis1, line.member1)
        second = self._place("2", line.axis2, line.member2)
        places = tuple(place for place in (first, second) if place is not None)
        members = {axis.id: member.id for axis, member in places}
        if len(members) < len(places):
            raise _refused("axis2", "同じ分類が2つ書かれています。", "どちらかを消してください。")
        version, role = _version(line.version, series.measure), _role(line.role)
        if role is Role.OWN and tuple(sorted(members)) not in series.breakdowns:
            raise self._no_breakdown(series, places)  # a published figure may stand beside any computed one
        return LineKey(series, self._catalogue.key(series, period, members, version, role), places)

    def fact(self, line: FigureLine, series: Series) -> Fact:
        """The figure itself."""
        unit = self._catalogue.indicators[series.indicator_id].unit
        if line.unit not in ("", unit):
            raise _refused(
                "unit",
                f"単位が{quoted(line.unit)}ですが、このブックでは「{unit}」です。",
                "数字と単位を、このブックの単位に直してください。",
            )
        return Fact(_thousandths(line.value, unit), _status(line.status), line.note)

    def _find_series(self, council_code: str, code: str, measure_name: str, variant: str) -> Series:
        council = self._councils.get(council_code)
        if council is None:
            raise _unknown("council", "会議体", council_code, self._councils)
        indicator = self._indicators.get((council.id, code))
        if indicator is None:
            raise _refused(
                "indicator",
                f"{council.short_name}に、コード{quoted(code)}の項目はありません。",
                "設定の項目のコードに直してください。",
            )
        measure = _MEASURES.get(measure_name)
        if measure is None:
            raise _unknown("measure", "区分", measure_name, _MEASURES)
        series = self._catalogue.series_for(indicator.id, measure, variant)
        if series is None:
            named = f"「{indicator.name}」の{measure.value}" + (f"（{variant}）" if variant else "")
            raise _refused(
                "variant" if variant else "measure",
                f"{council.short_name}では、{named}を集めていません。",
                "設定でこの系列を加えるか、この行を除いてください。",
            )
        return series

    def _find_place(self, number: str, axis_code: str, member_code: str) -> tuple[Axis, Member] | None:
        if not axis_code and not member_code:
            return None
        axis = self._axes.get(axis_code)
        if axis is None:
            raise _unknown(f"axis{number}", "分類", axis_code, self._axes)
        try:
            return axis, axis.by_code(member_code)
        except KeyError:
            raise _refused(
                f"member{number}",
                f"「{axis.name}」に、コード{quoted(member_code)}の要素はありません。",
                "設定の組織のコードに直してください。",
            ) from None

    def _no_breakdown(self, series: Series, places: tuple[tuple[Axis, Member], ...]) -> LineRefused:
        name = self._catalogue.indicators[series.indicator_id].name
        by = "×".join(axis.name for axis, _ in places) or "内訳なし"
        return _refused(
            "axis1",
            f"「{name}」の{series.measure.value}は、「{by}」では集めていません。",
            "この行を除くか、設定でこの内訳を加えてください。",
        )


_PLAIN = re.compile(r"(-?)(0|[1-9]\d{0,14})(?:\.(\d{1,3}))?", re.ASCII)
_MEASURES = {measure.value: measure for measure in Measure}
_ROLES = {role.value: role for role in Role}
_KINDS = {kind.value: kind for kind in PeriodKind}
_STATUSES = {status.value: status for status in Status}


def _period(kind_name: str, start_text: str, end_text: str) -> Period:
    kind = _KINDS.get(kind_name)
    if kind is None:
        raise _unknown("period_kind", "期間の種類", kind_name, _KINDS)
    start, end = _day("start", start_text), _day("end", end_text)
    if end < start or (kind is PeriodKind.AS_OF and start != end):
        why = (
            "終わりの日が始めの日より前です。" if end < start else "時点の数字の始めと終わりの日が違います。"
        )
        raise _refused("end", f"{start_text}から{end_text}は、{why}", "日付を直してください。")
    return Period(kind, start, end)


def _day(column: str, text: str) -> date:
    """An ISO date, or 2024/5/1, which Excel makes of it when it saves the file."""
    parts = text.strip().replace("/", "-").split("-")
    if len(parts) == 3 and len(parts[0]) == 4 and all(part.isascii() and part.isdecimal() for part in parts):
        try:
            return date(*map(int, parts))
        except ValueError:
            pass
    raise _refused(
        column, f"{quoted(text)}は日付として読めません。", "2024-05-31のように、年-月-日で書いてください。"
    )


def _version(text: str, measure: Measure) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        raise _refused(
            "version", f"{quoted(text)}は版の番号として読めません。", "0からの整数で書いてください。"
        )
    if int(text) and measure is not Measure.TARGET:
        raise _refused("version", f"{measure.value}には版がありません。", "0に直してください。")
    return int(text)


def _role(text: str) -> Role:
    role = _ROLES.get(text)
    if role is None:
        raise _unknown("role", "数字の種類", text, _ROLES)
    return role


def _status(text: str) -> Status:
    if not text:
        return Status.FINAL
    status = _STATUSES.get(text)
    if status is None:
        raise _unknown("status", "状態", text, _STATUSES)
    return status


def _thousandths(text: str, unit: str) -> int | None:
    plain = _PLAIN.fullmatch(text)  # as we write them ourselves: nearly every line
    if plain:
        sign, whole, part = plain.groups("")
        found = int(whole) * 1000 + int(f"{part}000"[:3])
        return -found if sign else found
    number = parse_number(text)
    if isinstance(number, Blank | NotApplicable):
        return None
    read = number if isinstance(number, Problem) else thousandths_in(number, unit)
    if isinstance(read, Problem):
        raise LineRefused("value", read)
    return read


def _unknown(column: str, what: str, text: str, known: Mapping[str, object]) -> LineRefused:
    return _refused(
        column,
        f"{quoted(text)}という{what}はありません。",
        f"使えるのは {'、'.join(known) or '（なし）'} です。",
    )


def _refused(column: str, message: str, next_step: str) -> LineRefused:
    return LineRefused(column, Problem(f"import.line_{column.rstrip('12')}", message, next_step))
