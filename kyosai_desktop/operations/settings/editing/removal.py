"""What may be taken out of the settings: nothing that figures, tables or formulas hang on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from kyosai_desktop.domain.formula import names_in, parse_formula
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.operations.settings.editing.councils import users_of_council
from kyosai_desktop.operations.settings.merge import KEYS
from kyosai_desktop.operations.settings.read import Settings, id_of, list_of
from kyosai_desktop.operations.settings.sheets import SettingsRow
from kyosai_desktop.store import masters_removal
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.masters_update import has_figures
from kyosai_desktop.store.organisations import hanging_on
from kyosai_desktop.store.transaction import Transaction

Rows = Mapping[str, Sequence[SettingsRow]]


def refuse_hanging(book: Book, before: Settings, now: Rows, then: Rows) -> None:
    """Raises ``Refused`` (``settings.in_use``, ``settings.has_figures``) when something goes that others need."""
    for row in _gone("会議体", now, then):
        users = users_of_council(book, then, row["コード"])
        if users:
            raise Refused(_in_use(row["名称"], users))
    for row in _gone("項目", now, then):
        council, code, name = row["会議体"], row["コード"], row["名称"]
        users = [*_indicators_using(then, council, code, name), *_forms_showing(then, council, code)]
        if users:
            raise Refused(_in_use(name, users))
        indicator_id = id_of("indicator", council, code)
        if any(has_figures(book, each.id) for each in before.series if each.indicator_id == indicator_id):
            raise Refused(_has_figures(name, "入力済みの数字", "項目を残すか、先に数字を消してください。"))
    for row in _gone("系列", now, then):
        series_id = id_of("series", row["会議体"], row["項目"], row["区分"], row["別枠"])
        if has_figures(book, series_id):
            words = "・".join(part for part in (row["区分"], row["別枠"]) if part)
            raise Refused(_has_figures(words, "入力済みの数字", "残すか、先に数字を消してください。"))
    for row in _gone("要素", now, then):
        users = _users_of_member(then, row["分類"], row["コード"])
        if users:
            raise Refused(_in_use(row["名称"], users))
        hanging = hanging_on(book, id_of("member", row["分類"], row["コード"]))
        if hanging:
            next_step = "使わなくなったときは、有効終了年度を入れると、その後の年度の表に出なくなります。"
            raise Refused(_has_figures(row["名称"], "と".join(what.value for what in hanging), next_step))


def take_out(tx: Transaction, before: Settings, after: Settings) -> None:
    """Delete what only ``before`` has."""
    aliases = {(each.target, each.target_id, each.name) for each in after.aliases}
    for alias in before.aliases:
        if (alias.target, alias.target_id, alias.name) not in aliases:
            masters_removal.delete_alias(tx, alias.target, alias.target_id, alias.name)
    for form_id in _ids(before.forms) - _ids(after.forms):
        masters_removal.delete_form(tx, form_id)
    for series_id in _ids(before.series) - _ids(after.series):
        masters_removal.delete_series(tx, series_id)
    for indicator_id in _ids(before.indicators) - _ids(after.indicators):
        masters_removal.delete_indicator(tx, indicator_id)
    for constant_id in _ids(before.constants) - _ids(after.constants):
        masters_removal.delete_constant(tx, constant_id)
    for council_id in _ids(before.councils) - _ids(after.councils):
        masters_removal.delete_council(tx, council_id)
    members = {member.id for axis in after.axes for member in axis.members}
    for axis in before.axes:
        for member in axis.members:
            if member.id not in members:
                masters_removal.delete_member(tx, member.id)


class _HasId(Protocol):
    @property
    def id(self) -> int: ...


def _ids(items: Sequence[_HasId]) -> set[int]:
    return {item.id for item in items}


def _gone(sheet: str, now: Rows, then: Rows) -> Iterator[SettingsRow]:
    kept = {tuple(row[header] for header in KEYS[sheet]) for row in then.get(sheet, ())}
    for row in now.get(sheet, ()):
        if tuple(row[header] for header in KEYS[sheet]) not in kept:
            yield row


def _indicators_using(rows: Rows, council: str, code: str, name: str) -> Iterator[str]:
    for row in rows["項目"]:
        if row["会議体"] != council:
            continue
        node = parse_formula(row["計算式"]) if row["計算式"] else None
        in_formula = node is not None and not isinstance(node, Problem) and name in names_in(node)
        if row["上位"] == code or in_formula:
            yield f"項目「{row['名称']}」"


def _forms_showing(rows: Rows, council: str, code: str) -> Iterator[str]:
    for form in rows["様式"]:
        if form["会議体"] != council:
            continue
        over = [part.partition("=")[0].strip() for part in list_of(form["項目の繰り返し"])]
        if code in [*over, *(row["項目"] for row in _parts(rows, form["コード"]))]:
            yield f"様式「{form['名称']}」"


def _users_of_member(rows: Rows, axis: str, code: str) -> list[str]:
    below = [f"「{row['名称']}」の上位" for row in rows["要素"] if (row["分類"], row["上位"]) == (axis, code)]
    shown = [
        f"様式「{form['名称']}」"
        for form in rows["様式"]
        if any(
            row["分類"] == axis and (row["要素"] == code or _names_in_subtotals(row, code))
            for row in _parts(rows, form["コード"])
        )
    ]
    return [*below, *shown]


def _names_in_subtotals(row: SettingsRow, code: str) -> bool:
    kinds = [part.partition("=")[0] for part in list_of(row["小計"])]
    return code in [kind.partition("@")[2].strip() for kind in kinds]


def _parts(rows: Rows, form: str) -> Iterator[SettingsRow]:
    for sheet in ("様式の行", "様式の列"):
        yield from (row for row in rows[sheet] if row["様式"] == form)


def _in_use(name: str, users: Sequence[str]) -> Problem:
    more = f"ほか{len(users) - 2}か所" if len(users) > 2 else ""
    return Problem(
        "settings.in_use",
        f"「{name}」は{'、'.join(users[:2])}{more}で使われているため、削除できません。",
        "先に、そこで使わないように直してください。",
    )


def _has_figures(name: str, what: str, next_step: str) -> Problem:
    return Problem("settings.has_figures", f"「{name}」には{what}があるため、削除できません。", next_step)
