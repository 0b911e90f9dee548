"""SQL of the figures."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from kyosai_desktop.domain.fact import Fact, FactKey, Period, PeriodKind, Role, Source, Status
from kyosai_desktop.store.book import Book, Transaction

if TYPE_CHECKING:  # only named here; the start-up doesn't compute
    from kyosai_desktop.domain.compute import Slice

_STATUS = {each.value: each for each in Status}
_COLUMNS = "thousandths, status, note, step_id, import_id, sheet, cell, original"
_ROLES = {role.value: role for role in Role}
_PUBLISHED = Role.PUBLISHED

_CORRECTED = "\x1f"
"""Stands in ``original`` between the text of the cell and what was typed in its place, which has no control characters."""


def load_figures(book: Book, slices: Iterable[Slice]) -> dict[Slice, dict[tuple[int, int], Fact]]:
    """The figures of the slices, by (member1, member2). A slice without figures is left out.

    ``LATEST`` takes, for every member, its highest version.
    """
    from kyosai_desktop.domain.form import LATEST  # of the functions here only this one needs the forms

    wanted = list(slices)
    figures: dict[Slice, dict[tuple[int, int], Fact]] = {}
    groups: dict[tuple[Period, int, Role], dict[int, Slice]] = {}
    for part in wanted:
        groups.setdefault((part.period, part.version, part.role), {})[part.series_id] = part
    for (period, version, role), by_series in groups.items():
        of_version, versions = ("", ()) if version == LATEST else (" AND version = ?", (version,))
        rows = book.query(
            f"SELECT series_id, member1_id, member2_id, {_COLUMNS} FROM fact"
            " WHERE series_id IN (SELECT value FROM json_each(?)) AND start = ? AND end = ? AND period_kind = ?"
            f"{of_version} AND role = ? ORDER BY series_id, version",
            (json.dumps(list(by_series)), *_period(period), *versions, role.value),
        )
        for series_id, of_series in groupby(rows, key=itemgetter(0)):
            figures[by_series[series_id]] = {(row[1], row[2]): _fact(*row[3:]) for row in of_series}
    return {part: figures[part] for part in wanted if part in figures}


def load_fact(book: Book, key: FactKey) -> Fact | None:
    """The figure under a key, None when it was not reported."""
    rows = book.query(f"SELECT {_COLUMNS} FROM fact WHERE {_WHERE_KEY}", _bindings(key))
    return _fact(*rows[0]) if rows else None


def all_figures(book: Book) -> list[tuple[FactKey, Fact]]:
    """Every figure, in the order of the keys; equal periods are one object."""
    periods: dict[tuple[str, str, str], Period] = {}
    found = []
    for series_id, start, end, kind, version, role, member1, member2, *values in book.query(
        "SELECT series_id, start, end, period_kind, version, role, member1_id, member2_id,"
        f" {_COLUMNS} FROM fact ORDER BY series_id, start, end, period_kind, version, role, member1_id, member2_id"
    ):
        period = periods.get((start, end, kind))
        if period is None:
            period = Period(PeriodKind(kind), date.fromisoformat(start), date.fromisoformat(end))
            periods[start, end, kind] = period
        key = FactKey(series_id, period, member1, member2, version, _ROLES[role])
        found.append((key, _fact(*values)))
    return found


def write_fact(tx: Transaction, key: FactKey, fact: Fact) -> None:
    """Store a figure in place of what stood under its key."""
    write_facts(tx, [(key, fact)])


def write_facts(tx: Transaction, facts: Iterable[tuple[FactKey, Fact]]) -> None:
    """Store many figures; each carries the history step that writes it.

    They go in by their keys, or every row would touch another page; what neighbours share is handed to SQLite once,
    since handing it over with every row costs as much as storing the row.
    """
    for shared, figures in _blocks(sorted(facts, key=_in_storage_order)):
        bindings = _shared_bindings(shared, tx.step_id)
        for first in range(0, len(figures), _ROWS_A_STATEMENT * _OWN_PARAMETERS):
            own = figures[first : first + _ROWS_A_STATEMENT * _OWN_PARAMETERS]
            tx.execute(_insertion(len(own) // _OWN_PARAMETERS), (*bindings, *own))


def delete_fact(tx: Transaction, key: FactKey) -> None:
    """Remove exactly this figure; an earlier version of it comes to light again."""
    tx.execute(f"DELETE FROM fact WHERE {_WHERE_KEY}", _bindings(key))


def delete_every_version(tx: Transaction, key: FactKey) -> None:
    """Make a figure 未報告 again, whatever revisions it went through."""
    series, start, end, kind, _, role, member1, member2 = _bindings(key)
    tx.execute(
        "DELETE FROM fact WHERE series_id = ? AND start = ? AND end = ? AND period_kind = ? AND role = ?"
        " AND member1_id = ? AND member2_id = ?",
        (series, start, end, kind, role, member1, member2),
    )


# From one start of a period to the next in the primary key: the figures between them are never read.
_BEGUN = (
    "WITH RECURSIVE begun (series_id, start) AS ("
    " SELECT id, (SELECT min(start) FROM fact WHERE series_id = series.id) FROM series WHERE council_id = ?{series}"
    " UNION ALL SELECT series_id, (SELECT min(fact.start) FROM fact"
    "  WHERE fact.series_id = begun.series_id AND fact.start > begun.start) FROM begun WHERE start IS NOT NULL)"
)
_END_OF_ONE = (
    "SELECT fact.end FROM fact WHERE fact.series_id = begun.series_id AND fact.start = begun.start"
    " AND role = 'own'{wanted} ORDER BY fact.end {order} LIMIT 1"
)


def oldest_day(book: Book, council_id: int) -> date | None:
    """The first end of a period with a figure of the council's own."""
    ends = _END_OF_ONE.format(wanted="", order="")
    return _day(book, f"{_BEGUN.format(series='')} SELECT min(({ends})) FROM begun", (council_id,))


def newest_day(book: Book, council_id: int, *, results: bool = False, until: date = date.max) -> date | None:
    """The last end, not after ``until``, of a period with a figure of the council's own.

    ``results``: only of figures that aren't 目標, and of spans, not of days.
    """
    begun = _BEGUN.format(series=" AND measure <> '目標'" if results else "")
    wanted = " AND fact.end <= ?" + (" AND period_kind = 'span'" if results else "")
    ends = _END_OF_ONE.format(wanted=wanted, order="DESC")
    return _day(book, f"{begun} SELECT max(({ends})) FROM begun", (council_id, until.isoformat()))


def _day(book: Book, sql: str, bindings: Sequence[int | str]) -> date | None:
    ((day,),) = book.query(sql, bindings)
    return date.fromisoformat(day) if day else None


def period_ends(book: Book, series_ids: Collection[int]) -> list[date]:
    """The last days of all periods in which one of the series has a figure of its own."""
    ends: set[date] = set()
    for series_id in series_ids:
        rows = book.query("SELECT DISTINCT end FROM fact WHERE series_id = ? AND role = 'own'", (series_id,))
        ends.update(date.fromisoformat(end) for (end,) in rows)
    return sorted(ends)


def places_by_day(book: Book, series_id: int) -> list[tuple[date, tuple[int, int]]]:
    """Every day on which the series has a figure of its own of how it stood, with the two members of its key."""
    rows = book.query(
        "SELECT end, member1_id, member2_id FROM fact"
        " WHERE series_id = ? AND period_kind = 'as_of' AND role = 'own' AND version = 0",
        (series_id,),
    )
    return [(date.fromisoformat(end), (member1, member2)) for end, member1, member2 in rows]


def highest_versions(book: Book, keys: Iterable[FactKey]) -> Mapping[FactKey, FactKey]:
    """For each key, the same figure under its newest stored version (version 0 when none is stored)."""
    found: dict[FactKey, FactKey] = {}
    for (series_id, period, role), of_slice in _grouped(
        keys, lambda key: (key.series_id, key.period, key.role)
    ):
        members, bindings = _of_members(of_slice)
        rows = book.query(
            "SELECT member1_id, member2_id, max(version) FROM fact WHERE series_id = ? AND start = ? AND end = ?"
            f" AND period_kind = ? AND role = ?{members} GROUP BY member1_id, member2_id",
            (series_id, *_period(period), role.value, *bindings),
        )
        newest = {(member1, member2): version for member1, member2, version in rows}
        for key in of_slice:
            version = newest.get((key.member1, key.member2), 0)
            found[key] = key if key.version == version else key._replace(version=version)
    return found


def cumulative_of(book: Book, keys: Iterable[FactKey]) -> dict[FactKey, list[tuple[Period, int]]]:
    """For each key, the own figures of its members that begin on the same day, by their ends, in thousandths."""
    found: dict[FactKey, list[tuple[Period, int]]] = {}
    for (series_id, start, kind), of_start in _grouped(
        keys, lambda key: (key.series_id, key.period.start, key.period.kind)
    ):
        members, bindings = _of_members(of_start)
        known: dict[tuple[int, int], list[tuple[Period, int]]] = {}
        periods: dict[str, Period] = {}
        for member1, member2, end, value in book.query(
            "SELECT member1_id, member2_id, end, thousandths FROM fact WHERE series_id = ? AND start = ?"
            f" AND period_kind = ? AND version = 0 AND role = 'own'{members}"
            " AND thousandths IS NOT NULL ORDER BY end",
            (series_id, start.isoformat(), kind.value, *bindings),
        ):
            period = periods.get(end) or periods.setdefault(end, Period.span(start, date.fromisoformat(end)))
            known.setdefault((member1, member2), []).append((period, value))
        for key in of_start:
            found[key] = known.get((key.member1, key.member2), [])
    return found


_Group = TypeVar("_Group")


def _grouped(
    keys: Iterable[FactKey], by: Callable[[FactKey], _Group]
) -> Iterable[tuple[_Group, list[FactKey]]]:
    """Keys that one query can answer: a pasted block asks for thousands of figures of few series."""
    groups: dict[_Group, list[FactKey]] = {}
    for key in keys:
        groups.setdefault(by(key), []).append(key)
    return groups.items()


def _of_members(keys: Sequence[FactKey]) -> tuple[str, tuple[int, ...]]:
    """The condition that asks for one figure only, when there is only one to ask for."""
    if len(keys) > 1:
        return "", ()
    return " AND member1_id = ? AND member2_id = ?", (keys[0].member1, keys[0].member2)


def set_status(tx: Transaction, key: FactKey, status: Status) -> None:
    """Say how firm a figure is; who reported it stays on record."""
    tx.execute(f"UPDATE fact SET status = ? WHERE {_WHERE_KEY}", (status.value, *_bindings(key)))


_WHERE_KEY = (
    "series_id = ? AND start = ? AND end = ? AND period_kind = ? AND version = ? AND role = ?"
    " AND member1_id = ? AND member2_id = ?"
)


@lru_cache(maxsize=256)
def _period(period: Period) -> tuple[str, str, str]:
    # a pasted block has thousands of figures of few periods
    return period.start.isoformat(), period.end.isoformat(), period.kind.value


def _bindings(key: FactKey) -> tuple[int, str, str, str, int, str, int, int]:
    return (key.series_id, *_period(key.period), key.version, key.role.value, key.member1, key.member2)


_NO_SOURCE = Source(0, "", "", "")
_ROWS_A_STATEMENT = 64
_OWN_PARAMETERS = 5

_Shared = tuple[int, Period, int, Role, Status, str, int, str]
"""Series, period, version, role, status, note, import and sheet."""
_Own = int | str | None
"""In turn: the two members, the thousandths, the cell and its original text."""


@lru_cache(maxsize=_ROWS_A_STATEMENT)
def _insertion(rows: int) -> str:
    """The statement for so many figures. Parameters: the 11 that all share, then 5 for each."""
    figure = "(?1, ?2, ?3, ?4, ?5, ?6, ?{}, ?{}, ?{}, ?7, ?8, ?9, ?10, ?11, ?{}, ?{})"
    values = ", ".join(figure.format(*range(first, first + 5)) for first in range(12, 12 + 5 * rows, 5))
    return (
        f"INSERT INTO fact VALUES {values}"
        " ON CONFLICT DO UPDATE SET thousandths = excluded.thousandths, status = excluded.status,"
        " note = excluded.note, step_id = excluded.step_id, import_id = excluded.import_id,"
        " sheet = excluded.sheet, cell = excluded.cell, original = excluded.original"
    )


def _in_storage_order(item: tuple[FactKey, Fact]) -> tuple[int, date, date, int, bool, int, int]:
    series_id, (_, start, end), member1, member2, version, role = item[0]
    return series_id, start, end, version, role is _PUBLISHED, member1, member2


def _blocks(facts: Iterable[tuple[FactKey, Fact]]) -> Iterator[tuple[_Shared, list[_Own]]]:
    """What neighbours share, and what each of them has of its own, one after the other."""
    block: _Shared | None = None
    figures: list[_Own] = []
    for (series_id, period, member1, member2, version, role), (thousandths, status, note, source, _) in facts:
        import_id, sheet, cell, original, corrected = source or _NO_SOURCE
        shared = (series_id, period, version, role, status, note, import_id, sheet)
        if shared != block:
            if block is not None:
                yield block, figures
            block, figures = shared, []
        if corrected or _CORRECTED in original:
            original = f"{original}{_CORRECTED}{corrected}"
        figures += (member1, member2, thousandths, cell, original)
    if block is not None:
        yield block, figures


def _shared_bindings(shared: _Shared, step_id: int) -> tuple[int | str, ...]:
    series_id, period, version, role, status, note, import_id, sheet = shared
    key = (series_id, *_period(period), version, role.value)
    return (*key, status.value, note, step_id, import_id, sheet)


def stored_source(import_id: int, sheet: str, cell: str, original: str) -> Source | None:
    """The source that a row says; None for a figure that was typed."""
    if not import_id:
        return None
    if _CORRECTED not in original:
        return Source(import_id, sheet, cell, original)
    stood, _, corrected = original.rpartition(_CORRECTED)
    return Source(import_id, sheet, cell, stood, corrected)


def _fact(
    thousandths: int | None,
    status: str,
    note: str,
    step_id: int,
    import_id: int,
    sheet: str,
    cell: str,
    original: str,
) -> Fact:
    source = stored_source(import_id, sheet, cell, original) if import_id else None
    return Fact(thousandths, _STATUS[status], note, source, step_id)
