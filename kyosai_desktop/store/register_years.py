"""SQL of the years for which the registers hold anything."""

from __future__ import annotations

from kyosai_desktop.store.book import Book


def roster_years(book: Book, council_id: int) -> list[int]:
    """The 年度 for which a council has officers, oldest first."""
    rows = book.query("SELECT DISTINCT year FROM officer WHERE council_id = ? ORDER BY year", (council_id,))
    return [year for (year,) in rows]


def meeting_years(book: Book, council_id: int, *, of_blocks: bool) -> list[int]:
    """The 年度 for which a council has meetings of its own, or of its blocks, oldest first."""
    whose = "<> 0" if of_blocks else "= 0"
    rows = book.query(
        f"SELECT DISTINCT year FROM meeting WHERE council_id = ? AND block_id {whose} ORDER BY year",
        (council_id,),
    )
    return [year for (year,) in rows]


def activity_years(book: Book, council_id: int, kind: str) -> list[int]:
    """The 年度 in which a council has entries of a kind with an organisation, oldest first."""
    rows = book.query(
        "SELECT DISTINCT year FROM activity WHERE council_id = ? AND kind = ? AND organisation <> '' ORDER BY year",
        (council_id, kind),
    )
    return [year for (year,) in rows]


def all_years(book: Book, council_id: int) -> list[int]:
    """The 年度 for which a council has officers, meetings or activities, oldest first."""
    rows = book.query(
        "SELECT year FROM officer WHERE council_id = ?1 UNION SELECT year FROM meeting WHERE council_id = ?1"
        " UNION SELECT year FROM activity WHERE council_id = ?1 ORDER BY year",
        (council_id,),
    )
    return [year for (year,) in rows]
