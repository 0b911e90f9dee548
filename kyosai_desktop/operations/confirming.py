"""確定: closing the figures of the months of a 年度 one after the other, then of the year; and taking that back.

A 累計 through a month holds the months before it, so months are confirmed from the beginning of the year through one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kyosai_desktop.domain.confirmation import is_confirmed
from kyosai_desktop.domain.edit import Applied
from kyosai_desktop.domain.fact import FactKey
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.problem import Place, Problem
from kyosai_desktop.domain.series import Council, Measure
from kyosai_desktop.domain.viewpoint import Viewpoint
from kyosai_desktop.operations.confirmation_state import Confirmation, confirmation
from kyosai_desktop.store import confirmations as confirmations_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.confirmations import WHOLE_YEAR, TakenBack

if TYPE_CHECKING:  # only named here; the window asks for the state of the year before it is painted
    from kyosai_desktop.domain.catalogue import Catalogue

__all__ = ["Confirmation", "TakenBack", "any_confirmed", "confirm_through", "confirm_year", "confirmation", "locked",
           "refusal", "reopen_from", "reopen_year", "taken_back"]  # fmt: skip


def confirm_through(book: Book, council: Council, year: FiscalYear, through: Month) -> Applied:
    """Confirm the results of the months from the beginning of the year to ``through``. ``changed`` counts months.

    目標 stay open until the year is confirmed. What 検算 finds doesn't hinder it, the office decides; the step's label
    says how much of it stood open. Raises ``ValueError`` for a month of another year.
    """
    confirmed = confirmations_sql.load_confirmed(book, council.id)
    months = [month.month for month in year.months()[: year.elapsed_months(through)]]
    new = [month for month in months if (year.year, month) not in confirmed]
    left = _left_open(book, Viewpoint(council, year, through)) if new else ""
    with book.change(f"確定：{council.short_name} {year.text()} {through.month}月まで{left}") as tx:
        confirmations_sql.insert_confirmed(tx, council.id, year.year, new)
    return Applied(len(new))


def confirm_year(book: Book, council: Council, year: FiscalYear) -> Applied:
    """Confirm a whole year, its 目標 too. ``changed`` is 0 when it was. The label is as for months."""
    if confirmation(book, council, year).whole:
        return Applied(0)
    left = _left_open(book, Viewpoint(council, year, year.months()[-1]))
    with book.change(f"確定：{council.short_name} {year.text()}{left}") as tx:
        confirmations_sql.insert_confirmed(tx, council.id, year.year, [WHOLE_YEAR])
    return Applied(1)


def reopen_from(
    book: Book, council: Council, year: FiscalYear, month: Month, reason: str
) -> Applied | Problem:
    """Take the 確定 of ``month`` and of the months after it back; ``reason`` stays on record.

    Not while the year is confirmed: that is taken back first (``confirmation.year_first``). Raises ``ValueError`` for
    a month of another year.
    """
    if confirmation(book, council, year).whole:
        return Problem(
            "confirmation.year_first",
            f"{year.text()}は年度として確定済みのため、月だけを解除することはできません。",
            "先に年度の確定を解除してください。",
        )
    confirmed = confirmations_sql.load_confirmed(book, council.id)
    later = year.months()[year.elapsed_months(month) - 1 :]
    months = [each.month for each in later if (year.year, each.month) in confirmed]
    return _reopen(book, council, year, months, reason, f"{month.month}月から")


def reopen_year(book: Book, council: Council, year: FiscalYear, reason: str) -> Applied | Problem:
    """Take the 確定 of a year back; its months stay confirmed as they were. ``reason`` stays on record."""
    months = [WHOLE_YEAR] if confirmation(book, council, year).whole else []
    return _reopen(book, council, year, months, reason, "")


def taken_back(book: Book, council: Council) -> list[TakenBack]:
    """Every 確定 of a council that was taken back, the newest first."""
    return confirmations_sql.load_taken_back(book, council.id)


def any_confirmed(book: Book) -> bool:
    """Whether anything of any council is confirmed: without that, no figure needs to be looked at."""
    return confirmations_sql.any_confirmed(book)


def refusal(book: Book, council: Council, catalogue: Catalogue, keys: Iterable[FactKey]) -> Problem | None:
    """Why figures under these keys can't be changed: the first that is confirmed. For every verb that writes."""
    confirmed = confirmations_sql.load_confirmed(book, council.id)
    if not confirmed:
        return None
    for key in keys:
        measure = catalogue.series[key.series_id].measure
        if is_confirmed(measure, key.period, council.start_month, confirmed):
            return locked(book, council, measure, key)
    return None


def locked(
    book: Book, council: Council, measure: Measure, key: FactKey, place: Place | None = None
) -> Problem:
    """The sentence about a confirmed figure, naming the month where only that is confirmed."""
    year = FiscalYear.of(key.period.end, council.start_month)
    state = confirmation(book, council, year)
    what = f"{year.text()}は確定済みのため" if state.whole else (
        f"{year.text()}の{key.period.end.month}月の{measure.value}は確定済みのため")  # fmt: skip
    return Problem(
        "period.confirmed",
        f"{what}編集できません。",
        "直すときは、「データ」メニューの「確定と解除」から解除してください。",
        place=place or Place(),
    )


def _left_open(book: Book, viewpoint: Viewpoint) -> str:
    """「（検算の食い違い1件・要確認1件を残して）」, '' when 検算 finds nothing serious in the year through the month."""
    from kyosai_desktop.operations import checking  # with all of compute; not for the start

    counts = checking.counted(checking.check(book, viewpoint))
    return f"（検算の{counts}を残して）" if counts else ""


def _reopen(
    book: Book, council: Council, year: FiscalYear, months: list[int], reason: str, what: str
) -> Applied | Problem:
    from kyosai_desktop.domain.text.name import stored_name  # not for the start

    why = stored_name(reason)
    if not why:
        return Problem(
            "confirmation.no_reason",
            "解除の理由が空のため、確定を解除しませんでした。",
            "後から見てわかるように、理由を入力してください。",
        )
    if not months:
        return Applied(0)
    with book.change(f"確定を解除：{council.short_name} {year.text()}{what}（{why}）") as tx:
        confirmations_sql.take_back(tx, council.id, year.year, months, why)
    return Applied(len(months))
