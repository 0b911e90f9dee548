"""Cancelling an older step of the history: as typing there would be, it is refused where figures are 確定."""

from __future__ import annotations

from collections.abc import Iterator

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.confirmation import is_confirmed
from kyosai_desktop.domain.fact import Period
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.operations import confirming
from kyosai_desktop.operations.activities import locked_by
from kyosai_desktop.store import confirmations as confirmations_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.cancelled_rows import CancelledRows, cancelled_rows
from kyosai_desktop.store.cancelling import Cancellation
from kyosai_desktop.store.catalogue import load_catalogue

__all__ = ["Cancellation", "cancel"]


def cancel(book: Book, step_id: int) -> Cancellation | Problem:
    """Cancel an older step, as a new step that undo takes back; what was changed since stays.

    Problems: ``period.confirmed`` when it would change something that is 確定, ``confirmation.not_by_history`` when it
    would take a 確定 back (without a reason), or what the book refuses.
    """
    planned = book.cancellation(step_id)
    if isinstance(planned, Problem):
        return planned
    refusal = next(_refusals(book, cancelled_rows(book, planned)), None)
    return refusal or book.cancel(step_id)


def _refusals(book: Book, rows: CancelledRows) -> Iterator[Problem]:
    if not (rows.figures or rows.activities or rows.confirmations):
        return
    catalogue = load_catalogue(book)
    for council in catalogue.councils.values():
        for council_id, year in rows.confirmations:
            if council_id == council.id:
                yield _confirmation_first(FiscalYear(year, council.start_month).text())
        own = [key for key in rows.figures if _council_of(catalogue, key.series_id) == council.id]
        refusal = confirming.refusal(book, council, catalogue, own)
        if refusal is not None:
            yield refusal
        confirmed = confirmations_sql.load_confirmed(book, council.id)
        for council_id, day in rows.activities:
            if council_id == council.id and is_confirmed(
                Measure.RESULT, Period.span(day, day), council.start_month, confirmed
            ):
                yield locked_by(day)


def _council_of(catalogue: Catalogue, series_id: int) -> int:
    series = catalogue.series.get(series_id)  # none for one that was removed since: its figures went with it
    return series.council_id if series else 0


def _confirmation_first(year: str) -> Problem:
    return Problem(
        "confirmation.not_by_history",
        f"{year}の確定には解除の理由が要るため、履歴からは取り消せません。",
        "「データ」メニューの「確定と解除」から、理由を入力して解除してください。",
    )
