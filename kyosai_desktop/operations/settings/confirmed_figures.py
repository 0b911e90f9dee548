"""What changed masters would make of 確定済み figures: totals, rates and rows that were printed stay as they are.

A change of a tree, a formula or a rule of rounding holds for every 年度 at once. Where it would print another figure
in a year (or month) that is confirmed, it is refused: whoever means it takes the 確定 back first, with a reason that
stays on record, and whoever means only the years to come makes a new organisation or item for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.needs import with_parts
from kyosai_desktop.domain.confirmation import Confirmed, is_confirmed
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.formula import Call, Name, Node, Operation, names_in, parse_formula
from kyosai_desktop.domain.problem import Place, Problem
from kyosai_desktop.domain.series import Council, Indicator
from kyosai_desktop.operations.settings.read import Settings, id_of
from kyosai_desktop.operations.settings.sheets import SettingsRow
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.confirmations import WHOLE_YEAR, any_confirmed, load_confirmed
from kyosai_desktop.store.organisations import FigureGroup, figures_of_members, figures_of_series

Rows = Mapping[str, Sequence[SettingsRow]]

_NEW_ORGANISATION = (
    "これからの年度だけを変えるときは、今の団体に有効終了年度を入れ、新しい団体を加えてください。"
)
_NEW_ITEM = "これからの年度だけを変えるときは、別の名前の項目を新しく作ってください。"
_RELEASE = "過去の年度も変えるときは、先に「データ」メニューの「確定と解除」で解除してください。"


def confirmed_figures(book: Book, before: Settings, after: Settings, rows: Rows) -> Iterator[Problem]:
    """Errors (``settings.confirmed``), one for each row that would change what is confirmed."""
    if before.axes == after.axes and _same_rules(before, after):
        return
    if not any_confirmed(book):
        return
    looked = _Looked(
        {council.id: council for council in after.councils},
        {council.id: load_confirmed(book, council.id) for council in before.councils},
    )
    old, new = _catalogue(before), _catalogue(after)
    yield from _councils(looked, old, rows)
    yield from _axes(book, looked, old, new, rows)
    yield from _members(book, looked, old, new, rows)
    yield from _indicators(book, looked, old, new, rows)
    yield from _series(book, looked, old, new, rows)
    yield from _constants(book, looked, old, new, rows)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What is confirmed, by council."""

    councils: Mapping[int, Council]
    confirmed: Mapping[int, Confirmed]

    def of(self, groups: Iterable[FigureGroup]) -> str:
        """The confirmed years among those of the figures: 「労済の2022・2023年度」, '' when there are none."""
        years: dict[int, set[int]] = {}
        for group in groups:
            start_month = self.councils[group.council_id].start_month
            if is_confirmed(group.measure, group.period, start_month, self.confirmed[group.council_id]):
                year = FiscalYear.of(group.period.end, start_month).year
                years.setdefault(group.council_id, set()).add(year)
        return "と".join(
            f"{self.councils[council_id].short_name}の{'・'.join(map(str, sorted(found)))}年度"
            for council_id, found in years.items()
        )


def _same_rules(before: Settings, after: Settings) -> bool:
    return (
        before.councils == after.councils
        and before.indicators == after.indicators
        and before.series == after.series
        and before.constants == after.constants
    )


def _catalogue(settings: Settings) -> Catalogue:
    return Catalogue(
        settings.councils, settings.axes, settings.indicators, settings.series, settings.constants
    )


def _councils(looked: _Looked, old: Catalogue, rows: Rows) -> Iterator[Problem]:
    for row in rows["会議体"]:
        council_id = id_of("council", row["コード"])
        was, now = old.councils.get(council_id), looked.councils[council_id]
        if was is None or not looked.confirmed.get(council_id):
            continue
        changed = {
            "端数処理": was.rounding is not now.rounding,
            "率の小数桁": was.rate_decimals != now.rate_decimals,
            "差に符号": was.signed_differences != now.signed_differences,
        }
        years = sorted({year for year, _ in looked.confirmed[council_id]})
        where = f"{now.short_name}の{'・'.join(map(str, years))}年度"
        yield from (
            _problem(row, header, now.name, where, "") for header, differs in changed.items() if differs
        )


def _axes(book: Book, looked: _Looked, old: Catalogue, new: Catalogue, rows: Rows) -> Iterator[Problem]:
    for row in rows["分類"]:
        was, now = (each.axes.get(id_of("axis", row["コード"])) for each in (old, new))
        if was is None or now is None or (was.addable, was.open_list) == (now.addable, now.open_list):
            continue
        where = looked.of(figures_of_members(book, (member.id for member in was.members)))
        if where:
            yield _problem(row, "合計" if was.addable != now.addable else "一覧", now.name, where, "")


def _members(book: Book, looked: _Looked, old: Catalogue, new: Catalogue, rows: Rows) -> Iterator[Problem]:
    """Another 上位 makes other subtotals; a 種別 less, and the row is in no table that lists it."""
    axes = {axis.code: axis for axis in new.axes.values()}
    before = {member.id: member for axis in old.axes.values() for member in axis.members}
    for row in rows["要素"]:
        axis = axes[row["分類"]]
        now = axis[id_of("member", row["分類"], row["コード"])]
        was = before.get(now.id)
        if was is None or (was.parent_id == now.parent_id and was.kinds <= now.kinds):
            continue
        where = looked.of(figures_of_members(book, [now.id, *(below.id for below in axis.walk(now.id))]))
        if where:
            header = "上位" if was.parent_id != now.parent_id else "種別"
            yield _problem(row, header, now.name, where, _NEW_ORGANISATION)


def _indicators(book: Book, looked: _Looked, old: Catalogue, new: Catalogue, rows: Rows) -> Iterator[Problem]:
    for row in rows["項目"]:
        now = new.indicators[id_of("indicator", row["会議体"], row["コード"])]
        was = old.indicators.get(now.id)
        header = _changed_header(was, now, old, new)
        if header:
            where = looked.of(figures_of_series(book, _series_behind([(was, old), (now, new)])))
            if where:
                yield _problem(row, header, now.name, where, _NEW_ITEM)


def _changed_header(was: Indicator | None, now: Indicator, old: Catalogue, new: Catalogue) -> str:
    """What of an indicator changed that changes figures; of a new one, that it is added up into another."""
    if was is None:
        return "上位" if now.parent_id and now.formula else ""
    if _meaning(was, old) != _meaning(now, new):
        return "計算式"
    if was.parent_id != now.parent_id:
        return "上位"
    return "小数桁" if was.decimals != now.decimals else ""


def _meaning(indicator: Indicator, catalogue: Catalogue) -> object:
    """The formula with the things that it names in place of their names, which may change."""
    node = parse_formula(indicator.formula) if indicator.formula else None
    return (
        node
        if node is None or isinstance(node, Problem)
        else _resolved(node, indicator.council_id, catalogue)
    )


def _resolved(node: Node, council_id: int, catalogue: Catalogue) -> Node:
    match node:
        case Name(name):
            found = catalogue.indicator_named(council_id, name)
            return node if found is None else Name(f"#{found.id}")
        case Operation(_, left, right):
            return replace(
                node,
                left=_resolved(left, council_id, catalogue),
                right=_resolved(right, council_id, catalogue),
            )
        case Call(_, arguments):
            return replace(
                node, arguments=tuple(_resolved(part, council_id, catalogue) for part in arguments)
            )
        case _:
            return node


def _series_behind(computed: Iterable[tuple[Indicator | None, Catalogue]]) -> set[int]:
    """The series from which indicators have their figures."""
    return {
        series.id
        for indicator, catalogue in computed
        if indicator is not None
        for part in with_parts(indicator, catalogue)
        for series in catalogue.series.values()
        if series.indicator_id == part.id
    }


def _series(book: Book, looked: _Looked, old: Catalogue, new: Catalogue, rows: Rows) -> Iterator[Problem]:
    for row in rows["系列"]:
        now = new.series[id_of("series", row["会議体"], row["項目"], row["区分"], row["別枠"])]
        was = old.series.get(now.id)
        if was is None:
            continue
        changed = {
            "合計": was.totalling is not now.totalling,
            "端数処理": was.rounding is not now.rounding,
            "数え方": was.counted != now.counted,
        }
        header = next((header for header, differs in changed.items() if differs), "")
        if header:
            indicator = new.indicators[now.indicator_id]
            where = looked.of(figures_of_series(book, _series_behind([(indicator, new)])))
            if where:
                yield _problem(row, header, indicator.name, where, _NEW_ITEM)


def _constants(book: Book, looked: _Looked, old: Catalogue, new: Catalogue, rows: Rows) -> Iterator[Problem]:
    if set(old.constants) == set(new.constants):
        return
    for council_id, confirmed in looked.confirmed.items():
        council = looked.councils[council_id]
        days = _days(council, confirmed)
        for name in dict.fromkeys(each.name for each in old.constants if each.council_id == council_id):
            if all(
                old.constant(council_id, name, day) == new.constant(council_id, name, day) for day in days
            ):
                continue
            users = [
                (each, old)
                for each in old.indicators.values()
                if each.council_id == council_id and name in _named(each)
            ]
            where = looked.of(figures_of_series(book, _series_behind(users)))
            row = next((each for each in rows["定数"] if _is_of(each, council, name)), None)
            if where:
                yield _problem(
                    row, "値", name, where, "これからの値は、開始日を入れた新しい行に書いてください。"
                )


def _days(council: Council, confirmed: Confirmed) -> list[date]:
    """The first and the last days of the confirmed months."""
    months = [
        each
        for year, month in confirmed
        for each in FiscalYear(year, council.start_month).months()
        if month in (WHOLE_YEAR, each.month)
    ]
    return [day for month in months for day in (month.start, month.end)]


def _named(indicator: Indicator) -> set[str]:
    node = parse_formula(indicator.formula) if indicator.formula else None
    return set() if node is None or isinstance(node, Problem) else set(names_in(node))


def _is_of(row: SettingsRow, council: Council, name: str) -> bool:
    return (row["会議体"], row["名称"]) == (council.code, name)


def _problem(row: SettingsRow | None, header: str, name: str, where: str, only_later: str) -> Problem:
    place = Place() if row is None else Place(row.file, row.sheet, "", "", f"{row.number}行目", header)
    return Problem(
        "settings.confirmed",
        f"「{name}」の{header}は変えられません。確定済みの{where}の数字が変わるためです。",
        only_later + _RELEASE,
        place=place,
    )
