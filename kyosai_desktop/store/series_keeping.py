"""SQL of how a series is kept, and of all its figures at once."""

from __future__ import annotations

from datetime import date

from kyosai_desktop.domain.fact import Fact, FactKey, Period, PeriodKind, Role, Status
from kyosai_desktop.domain.series import Keeping
from kyosai_desktop.store.book import Book, Transaction
from kyosai_desktop.store.facts import stored_source


def set_keeping(tx: Transaction, series_id: int, keeping: Keeping) -> None:
    """Keep the series so from now on; its figures are the caller's business."""
    tx.execute("UPDATE series SET keeping = ? WHERE id = ?", (keeping.value, series_id))


def facts_of_series(book: Book, series_id: int) -> list[tuple[FactKey, Fact]]:
    """Every figure of a series, in the order of the keys."""
    rows = book.query("SELECT * FROM fact WHERE series_id = ?", (series_id,))
    found: list[tuple[FactKey, Fact]] = []
    for series, start, end, kind, version, role, member1, member2, *values in rows:
        thousandths, status, note, step_id, import_id, sheet, cell, original = values
        period = Period(PeriodKind(kind), date.fromisoformat(start), date.fromisoformat(end))
        source = stored_source(import_id, sheet, cell, original)
        found.append(
            (
                FactKey(series, period, member1, member2, version, Role(role)),
                Fact(thousandths, Status(status), note, source, step_id),
            )
        )
    return found
