"""Loading a 設定ブック into a book: all of it as one step that can be undone, or nothing.

Nothing is ever deleted: what the workbook doesn't have stays as it is, since figures, rosters and meetings may hang
on it. A thing is the same when its code is; only the rows and columns of a form are replaced as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from kyosai_desktop.domain.activity import USUAL_KINDS
from kyosai_desktop.domain.axis import Member
from kyosai_desktop.domain.problem import Place, Problem, Refused, Severity
from kyosai_desktop.operations.settings.changes import Action, SettingsPlan
from kyosai_desktop.operations.settings.consequences import consequences
from kyosai_desktop.operations.settings.read import Settings
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.operations.settings.write import settings_rows
from kyosai_desktop.store import activities as activities_sql
from kyosai_desktop.store import masters_update
from kyosai_desktop.store.backup import BackupReason
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import insert_alias
from kyosai_desktop.store.transaction import Transaction

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was done. ``step_id`` 0: nothing, since the book says the same already."""

    step_id: int
    added: int
    changed: int


def load(book: Book, plan: SettingsPlan, *, backup: bool = True) -> Loaded:
    """Store what the plan says, after a verified backup.

    Raises:
        Refused: the settings were changed after the plan was made (``settings.book_changed``), or figures came in that
            the plan would make unreachable (``settings.has_figures``); the backup or the book couldn't be written.
            Nothing was changed.
    """
    if not plan.changes:
        return Loaded(0, 0, 0)
    if settings_rows(stored_settings(book)) != settings_rows(plan.before):
        raise Refused(
            Problem(
                "settings.book_changed",
                "内容を確かめている間に、ブックの設定が変わりました。",
                "もう一度読み込んで、変わる内容を確かめてください。",
                place=Place(file=plan.file),
            )
        )
    told = consequences(book, plan.before, plan.after, settings_rows(plan.after, plan.file))
    errors = [problem for problem in told if problem.severity is Severity.ERROR]
    if errors:
        raise Refused(*errors)
    if backup:
        made = book.backup(BackupReason.SETTINGS)
        if isinstance(made, Problem):
            raise Refused(made)
    counts = plan.counts()
    added = counts.get(Action.ADDED, 0)
    changed = sum(counts.values()) - added
    with book.change(f"設定ブックを読み込み：{plan.file}（追加{added}・変更{changed}）") as tx:
        store_settings(tx, plan.before, plan.after)
        step_id = tx.step_id
    return Loaded(step_id, added, changed)


def store_settings(tx: Transaction, before: Settings, after: Settings) -> None:
    """Write what differs and what is new; nothing is taken out. Axes come before the councils that use them."""
    axes = [(axis.id, axis.code, axis.name, axis.open_list, axis.addable) for axis in before.axes]
    for position, axis in enumerate(after.axes):
        same_place = axes[position : position + 1]
        if [(axis.id, axis.code, axis.name, axis.open_list, axis.addable)] != same_place:
            masters_update.put_axis(tx, axis, position)
    for member in _new(_members(before), _members(after)):
        masters_update.put_member(tx, member)
    for council in after.councils:
        axis_ids = after.council_axes[council.id]
        if council not in before.councils or axis_ids != before.council_axes[council.id]:
            masters_update.put_council(tx, council, axis_ids)
    for indicator in _new(before.indicators, after.indicators):
        masters_update.put_indicator(tx, indicator)
    for series in _new(before.series, after.series):
        masters_update.put_series(tx, series)
    for constant in _new(before.constants, after.constants):
        masters_update.put_constant(tx, constant)
    for alias in _new(before.aliases, after.aliases):
        insert_alias(tx, alias.target, alias.target_id, alias.name)
    if after.seats != before.seats:
        masters_update.put_seats(
            tx, ((seat.council_id, seat.role, seat.capacity, seat.seats) for seat in after.seats)
        )
    for council_id, kinds in after.activity_kinds.items():
        if kinds != before.activity_kinds.get(council_id, USUAL_KINDS):
            activities_sql.write_kinds(tx, council_id, kinds)
    for form in _new(before.forms, after.forms):
        masters_update.put_form(tx, form)


def _members(settings: Settings) -> list[Member]:
    return [member for axis in settings.axes for member in axis.members]


def _new(before: Iterable[T], after: Iterable[T]) -> list[T]:
    """What is not there, or not like that, before."""
    known = set(before)
    return [item for item in after if item not in known]
