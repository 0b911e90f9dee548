"""Reading settings to the end: every mistake of the sheets at once, so that an office mends them in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.operations.settings.headers import SHEETS
from kyosai_desktop.operations.settings.read import Settings, read_masters
from kyosai_desktop.operations.settings.read_forms import read_forms
from kyosai_desktop.operations.settings.sheets import SettingsRow

_MOST = 50
"""Mistakes that are told at once; more are not read by anybody."""

_NAMED_BY_OTHERS = frozenset({"会議体", "分類", "要素", "項目", "様式", "活動の種類"})
"""Sheets whose rows other rows refer to: without the row, sound rows would look wrong."""

_FOLLOWS = "formula.unknown_name"
"""What a column is refused for when the one that it names was set aside before."""

_TWICE = "settings.twice"
"""One of the two should have another code, so rows that refer to that would look wrong."""


def read_settings(sheets: Mapping[str, Sequence[SettingsRow]]) -> Settings:
    """Masters and forms of all sheets.

    Raises ``Refused`` with one problem per mistake, in the order of the sheets and rows, at most 50. A row that can't
    be understood is set aside to look at the others; where that would make sound rows look wrong, looking ends.
    """
    try:
        return _read(sheets)
    except Refused as refused:
        raise Refused(*_all_mistakes(sheets, refused.problems[0])) from None


def _read(sheets: Mapping[str, Sequence[SettingsRow]]) -> Settings:
    return replace(read_masters(sheets), forms=read_forms(sheets))


def _all_mistakes(sheets: Mapping[str, Sequence[SettingsRow]], first: Problem) -> list[Problem]:
    left = {sheet: list(rows) for sheet, rows in sheets.items()}
    found: list[Problem] = []
    emptied: set[Place] = set()
    forms_with_gaps: set[str] = set()
    problem: Problem | None = first
    while problem is not None and len(found) < _MOST:
        rows = left.get(problem.place.sheet, [])
        at = _row_of(rows, problem.place)
        if at is None or problem.place in emptied:
            # nothing to set aside, or the cell must not be empty: what comes after can't be judged
            found = found or [problem]
            break
        if not (problem.code == _FOLLOWS and rows[at]["様式"] in forms_with_gaps):
            found.append(problem)
        if problem.place.sheet not in _NAMED_BY_OTHERS:
            forms_with_gaps.add(rows[at]["様式"])
            del rows[at]
        else:
            if problem.code == _TWICE:
                break
            emptied.add(problem.place)
            rows[at] = replace(rows[at], values={**rows[at].values, problem.place.column: ""})
        problem = _next_mistake(left)
    order = list(SHEETS)
    return sorted(found, key=lambda each: (order.index(each.place.sheet), _line(each.place)))


def _next_mistake(sheets: Mapping[str, Sequence[SettingsRow]]) -> Problem | None:
    try:
        _read(sheets)
    except Refused as refused:
        return refused.problems[0]
    return None


def _row_of(rows: Sequence[SettingsRow], place: Place) -> int | None:
    """Where the row that a problem names stands now."""
    for at, row in enumerate(rows):
        if (row.file, f"{row.number}行目") == (place.file, place.row):
            return at
    return None


def _line(place: Place) -> int:
    return int(place.row.removesuffix("行目"))
