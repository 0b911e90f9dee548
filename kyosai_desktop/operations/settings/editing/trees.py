"""Rows that form trees (項目, 要素): parents before children, and moves that take along what is below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.operations.settings.sheets import SettingsRow


def in_tree_order(rows: Sequence[SettingsRow]) -> list[SettingsRow]:
    """The rows with every parent directly before what is below it, siblings in their order.

    Raises ``Refused`` (``settings.own_parent``) where a row is below itself.
    """
    codes = {row["コード"] for row in rows}
    below: dict[str, list[SettingsRow]] = {}
    for row in rows:
        below.setdefault(row["上位"] if row["上位"] in codes else "", []).append(row)
    ordered = list(_walk(below, ""))
    if len(ordered) < len(rows):
        lost = next(row for row in rows if row not in ordered)
        raise Refused(
            Problem(
                "settings.own_parent",
                f"「{lost['名称']}」の上位をたどると、自分自身に戻ります。",
                "上位には、自分より下にないものを選んでください。",
                place=Place(form=lost["名称"], column="上位"),
            )
        )
    return ordered


def moved_among_siblings(rows: Sequence[SettingsRow], number: int, steps: int) -> list[SettingsRow]:
    """The row at ``number`` moved by ``steps`` among the rows with its parent, as far as they go."""
    row = rows[number]
    siblings = [each for each in rows if each["上位"] == row["上位"]]
    at = siblings.index(row)
    siblings.insert(min(max(at + steps, 0), len(siblings) - 1), siblings.pop(at))
    in_turn = iter(siblings)
    return in_tree_order([next(in_turn) if each["上位"] == row["上位"] else each for each in rows])


def is_below(row: SettingsRow, above: SettingsRow, rows: Sequence[SettingsRow]) -> bool:
    """Whether ``row`` is somewhere below ``above``."""
    parents = {each["コード"]: each["上位"] for each in rows}
    code = row["上位"]
    while code and code != above["コード"]:
        code = parents.get(code, "")
    return bool(code)


def _walk(below: dict[str, list[SettingsRow]], code: str) -> Iterator[SettingsRow]:
    for row in below.get(code, ()):
        yield row
        yield from _walk(below, row["コード"])
