"""SQL of the campaign periods. A day that isn't known yet is ''."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kyosai_desktop.domain.campaign import Campaign
from kyosai_desktop.domain.fact import Period
from kyosai_desktop.store.book import Book, Transaction

_COLUMNS = "id, council_id, year, lane, label, start_date, end_date"


def load_campaigns(book: Book, council_id: int, year: int) -> list[Campaign]:
    """The campaign periods of a council's 年度, in order."""
    return _loaded(
        book.query(
            f"SELECT {_COLUMNS} FROM campaign WHERE council_id = ? AND year = ? ORDER BY position, id",
            (council_id, year),
        )
    )


def load_every_campaign(book: Book) -> list[Campaign]:
    """Those of all councils and years, by council and year in order."""
    return _loaded(book.query(f"SELECT {_COLUMNS} FROM campaign ORDER BY council_id, year, position, id"))


def insert_campaigns(tx: Transaction, campaigns: Iterable[Campaign]) -> None:
    """Add campaign periods, in order."""
    tx.executemany(
        "INSERT INTO campaign VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(*_values(campaign), position) for position, campaign in enumerate(campaigns)],
    )


def write_campaigns(tx: Transaction, campaigns: Sequence[Campaign]) -> None:
    """Write the campaign periods of a year in this order, each in place of what stood under its id."""
    tx.executemany(
        "INSERT INTO campaign VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET lane = excluded.lane,"
        " label = excluded.label, start_date = excluded.start_date, end_date = excluded.end_date,"
        " position = excluded.position",
        [(*_values(campaign), position) for position, campaign in enumerate(campaigns)],
    )


def delete_campaigns(tx: Transaction, campaign_ids: Iterable[int]) -> None:
    """Remove campaign periods."""
    tx.executemany("DELETE FROM campaign WHERE id = ?", [(id,) for id in campaign_ids])


def count_figures(book: Book, council_id: int, period: Period) -> int:
    """How many own figures of a council are kept for exactly these days."""
    [(count,)] = book.query(
        f"SELECT count(*) FROM fact WHERE {_OF_DAYS} AND role = 'own'", _days(council_id, period)
    )
    return int(count)


def move_figures(tx: Transaction, council_id: int, before: Period, after: Period) -> None:
    """Keep the council's figures and comments of exactly these days for others."""
    days = (after.start.isoformat(), after.end.isoformat())
    for table in ("fact", "fact_comment"):
        tx.execute(
            f"UPDATE {table} SET start = ?, end = ? WHERE {_OF_DAYS}", (*days, *_days(council_id, before))
        )


_OF_DAYS = "series_id IN (SELECT id FROM series WHERE council_id = ?) AND start = ? AND end = ? AND period_kind = 'span'"


def _days(council_id: int, period: Period) -> tuple[int, str, str]:
    return council_id, period.start.isoformat(), period.end.isoformat()


def _values(campaign: Campaign) -> tuple[Any, ...]:
    return (
        campaign.id,
        campaign.council_id,
        campaign.year,
        campaign.lane,
        campaign.label,
        campaign.start.isoformat() if campaign.start else "",
        campaign.end.isoformat() if campaign.end else "",
    )


def _loaded(rows: Iterable[tuple[Any, ...]]) -> list[Campaign]:
    return [
        Campaign(id, council_id, year, lane, label, _day(start), _day(end))
        for id, council_id, year, lane, label, start, end in rows
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
