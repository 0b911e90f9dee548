"""Formulas say what they use by its name, so a new name is written into every formula that has the old one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from kyosai_desktop.domain.compute.expressions import TOTAL_OF, path_of
from kyosai_desktop.domain.formula import renamed
from kyosai_desktop.operations.settings.sheets import SettingsRow

Rows = dict[str, list[SettingsRow]]


def with_new_names(
    rows: Mapping[str, Sequence[SettingsRow]], before: Sequence[SettingsRow], after: Sequence[SettingsRow]
) -> Rows:
    """All rows with ``before`` replaced by ``after``, one by one, and the formulas that name what was renamed."""
    changed = {id(old): new for old, new in zip(before, after, strict=False)}
    then = {sheet: [changed.get(id(row), row) for row in found] for sheet, found in rows.items()}
    for old, new in zip(before, after, strict=False):
        if old.sheet in ("項目", "定数") and old["名称"] != new["名称"]:
            in_council = partial(_renamed_to, old["名称"], new["名称"])
            then["項目"] = [
                _in_formula(row, in_council) if row["会議体"] == old["会議体"] else row
                for row in then["項目"]
            ]
        if old.sheet == "様式の列" and old["表示"] != new["表示"]:
            then["様式の列"] = [
                _in_formula(row, _columns_renamed(row, old, new)) if row["様式"] == old["様式"] else row
                for row in then["様式の列"]
            ]
    return then


def _renamed_to(old: str, new: str, name: str) -> str:
    return new if name == old else name


def _columns_renamed(row: SettingsRow, old: SettingsRow, new: SettingsRow) -> Callable[[str], str]:
    """How a column is named in the expression of ``row``: by its label in its own group, by its path anywhere."""
    names = {path_of(old["見出し"], old["表示"]): path_of(new["見出し"], new["表示"])}
    if row["見出し"] == old["見出し"]:
        names[old["表示"]] = new["表示"]

    def named(name: str) -> str:
        if name.startswith(TOTAL_OF):
            inner = name.removeprefix(TOTAL_OF)
            return TOTAL_OF + names[inner] if inner in names else name
        return names.get(name, name)

    return named


def _in_formula(row: SettingsRow, new_name: Callable[[str], str]) -> SettingsRow:
    text = renamed(row["計算式"], new_name) if row["計算式"] else ""
    return row if text == row["計算式"] else replace(row, values={**row.values, "計算式": text})
