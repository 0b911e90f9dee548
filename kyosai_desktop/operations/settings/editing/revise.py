"""Putting edited rows of settings into a book: read like a 設定ブック, then stored as one step or refused as a whole.

Unlike loading a workbook, editing also takes things out, so what figures, tables or formulas hang on is looked for
first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kyosai_desktop.domain.edit import Applied
from kyosai_desktop.domain.form import Form
from kyosai_desktop.domain.problem import Place, Problem, Refused, Severity
from kyosai_desktop.operations.settings.consequences import consequences
from kyosai_desktop.operations.settings.editing.removal import refuse_hanging, take_out
from kyosai_desktop.operations.settings.load import store_settings
from kyosai_desktop.operations.settings.positions import settled
from kyosai_desktop.operations.settings.read import Settings, read_masters
from kyosai_desktop.operations.settings.read_forms import read_forms
from kyosai_desktop.operations.settings.sheets import SettingsRow
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.operations.settings.write import settings_rows
from kyosai_desktop.store.book import Book

Rows = dict[str, list[SettingsRow]]
"""All sheets with all their rows, in order."""

Change = Callable[[Rows], Rows]


def rows_of(book: Book) -> Rows:
    """The rows that the book's settings are written as."""
    return settings_rows(stored_settings(book))


def revise(book: Book, change: Change, label: str) -> Applied:
    """Store what ``change`` makes of the book's rows, as one step named ``label``.

    Raises ``Refused`` with the first mistake at its row and column, or with what hangs on a thing that would go.
    """
    before = stored_settings(book)
    now = settings_rows(before)
    then = _numbered(change({sheet: list(rows) for sheet, rows in now.items()}))
    refuse_hanging(book, before, now, then)
    after = _read(before, now, then)
    changed = _differing(now, settings_rows(after))
    if not changed:
        return Applied(0)
    told = consequences(book, before, after, then)
    errors = [problem for problem in told if problem.severity is Severity.ERROR]
    if errors:
        raise Refused(*(_placed(problem, then) for problem in errors))
    with book.change(label) as tx:
        take_out(tx, before, after)
        store_settings(tx, before, after)
    return Applied(changed, " ".join(problem.message + problem.next_step for problem in told))


def _read(before: Settings, now: Rows, then: Rows) -> Settings:
    """The settings that the rows say. Raises ``Refused`` in the words of the tables that are edited.

    What no edit has touched is not read again: most edits are to one form, and a council has dozens.
    """
    try:
        if all(_texts(now[sheet]) == _texts(then[sheet]) for sheet in now if sheet not in _OF_FORMS):
            return settled(before, replace(before, forms=_forms(before, now, then)))
        return settled(before, replace(read_masters(then), forms=read_forms(then)))
    except Refused as refused:
        raise Refused(*(_placed(problem, then) for problem in refused.problems)) from None


def _forms(before: Settings, now: Rows, then: Rows) -> tuple[Form, ...]:
    """The forms in their new order, those read again whose rows are others."""
    old, new = _by_form(now), _by_form(then)
    changed = {code for code in new if new[code] != old.get(code)}
    forms = {form.code: form for form in before.forms}
    read = read_forms(
        {
            **then,
            "様式": [row for row in then["様式"] if row["コード"] in changed],
            **{sheet: [row for row in then[sheet] if row["様式"] in changed] for sheet in _OF_FORMS[1:]},
        }
    )
    forms |= {form.code: form for form in read}
    return tuple(replace(forms[row["コード"]], position=at) for at, row in enumerate(then["様式"]))


def _by_form(rows: Rows) -> dict[str, list[dict[str, str]]]:
    """All texts of each form by its code."""
    found = {row["コード"]: [dict(row.values)] for row in rows["様式"]}
    for sheet in _OF_FORMS[1:]:
        for row in rows[sheet]:
            found[row["様式"]].append(dict(row.values))
    return found


_OF_FORMS = ("様式", "様式の行", "様式の列")


def _texts(rows: Sequence[SettingsRow]) -> list[Mapping[str, str]]:
    return [row.values for row in rows]


def _numbered(rows: Rows) -> Rows:
    return {
        sheet: [replace(row, number=at) for at, row in enumerate(found, start=2)]
        for sheet, found in rows.items()
    }


def _placed(problem: Problem, rows: Rows) -> Problem:
    """The same problem with its place as people see it: the row's number among those that are edited together."""
    sheet, line = problem.place.sheet, problem.place.row
    row = next((each for each in rows.get(sheet, ()) if f"{each.number}行目" == line), None)
    if row is None:
        return problem
    if sheet == "様式":
        return problem._replace(place=Place(form=row["名称"], column=problem.place.column))
    owner = _OWNERS.get(sheet, ())
    together = [each for each in rows[sheet] if all(each[header] == row[header] for header in owner)]
    titles = {form["コード"]: form["名称"] for form in rows["様式"]}
    place = Place(
        form=titles.get(row["様式"], sheet),
        row=f"{together.index(row) + 1}行目",
        column=problem.place.column,
    )
    return problem._replace(place=place)


_OWNERS = {
    "様式の行": ("様式",),
    "様式の列": ("様式",),
    "項目": ("会議体",),
    "系列": ("会議体", "項目"),
    "定数": ("会議体",),
    "要素": ("分類",),
}
"""The columns by which rows are edited together."""


def _differing(now: Rows, then: Rows) -> int:
    """How many rows are new, other or gone; 1 where only the order is another."""
    count = 0
    for sheet, rows in then.items():
        old, new = ([tuple(row.values.values()) for row in found] for found in (now[sheet], rows))
        gone, made = len(set(old) - set(new)), len(set(new) - set(old))
        count += max(gone, made) or abs(len(old) - len(new)) or (1 if old != new else 0)
    return count
