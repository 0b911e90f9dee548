"""SQL that writes masters and forms over what the book has under the same ids, or adds them.

Rows are updated in place, never deleted and added again: figures, rosters and meetings hang on them. Only what a
master consists of (its kinds, its axes, the rows of a form) is taken out and written anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.form import Form
from kyosai_desktop.domain.series import Constant, Council, Indicator, Series
from kyosai_desktop.store.activities import write_counted
from kyosai_desktop.store.book import Book, Transaction
from kyosai_desktop.store.forms import insert_form


def put_council(tx: Transaction, council: Council, axis_ids: Iterable[int]) -> None:
    """Write a council that uses the axes in this order; the axes are in the book already."""
    _put(
        tx,
        "council",
        {
            "id": council.id,
            "code": council.code,
            "name": council.name,
            "short_name": council.short_name,
            "start_month": council.start_month,
            "rounding": council.rounding.value,
            "rate_decimals": council.rate_decimals,
            "signed_differences": int(council.signed_differences),
            "position": council.position,
        },
    )
    tx.execute("DELETE FROM council_axis WHERE council_id = ?", (council.id,))
    tx.executemany(
        "INSERT INTO council_axis VALUES (?, ?, ?)",
        [(council.id, axis_id, position) for position, axis_id in enumerate(axis_ids)],
    )


def put_axis(tx: Transaction, axis: Axis, position: int) -> None:
    """Write an axis; its members are written one by one."""
    _put(
        tx,
        "axis",
        {
            "id": axis.id,
            "code": axis.code,
            "name": axis.name,
            "open_list": int(axis.open_list),
            "addable": int(axis.addable),
            "position": position,
        },
    )


def put_member(tx: Transaction, member: Member) -> None:
    """Write a member with its kinds and earlier names; its other names stay."""
    _put(
        tx,
        "member",
        {
            "id": member.id,
            "axis_id": member.axis_id,
            "code": member.code,
            "name": member.name,
            "parent_id": member.parent_id,
            "position": member.position,
            "valid_from": member.valid_from,
            "valid_to": member.valid_to,
        },
    )
    tx.execute("DELETE FROM member_kind WHERE member_id = ?", (member.id,))
    tx.executemany(
        "INSERT INTO member_kind VALUES (?, ?)", [(member.id, kind) for kind in sorted(member.kinds)]
    )
    tx.execute("DELETE FROM member_earlier_name WHERE member_id = ?", (member.id,))
    tx.executemany(
        "INSERT INTO member_earlier_name VALUES (?, ?, ?)",
        [(member.id, last_year, name) for last_year, name in member.earlier_names],
    )


def put_indicator(tx: Transaction, indicator: Indicator) -> None:
    """Write an indicator; its other names stay."""
    _put(
        tx,
        "indicator",
        {
            "id": indicator.id,
            "council_id": indicator.council_id,
            "code": indicator.code,
            "name": indicator.name,
            "unit": indicator.unit,
            "parent_id": indicator.parent_id,
            "position": indicator.position,
            "decimals": indicator.decimals,
            "more_is_better": int(indicator.more_is_better),
            "formula": indicator.formula,
            "total_label": indicator.total_label,
        },
    )


def put_series(tx: Transaction, series: Series) -> None:
    """Write a series with its breakdowns, and what it is counted from."""
    _put(
        tx,
        "series",
        {
            "id": series.id,
            "council_id": series.council_id,
            "indicator_id": series.indicator_id,
            "measure": series.measure.value,
            "variant": series.variant,
            "keeping": series.keeping.value,
            "totalling": series.totalling.value,
            "rounding": series.rounding.value if series.rounding else None,
        },
        only_new={"unit": "", "source_note": ""},
    )
    tx.execute("DELETE FROM series_breakdown WHERE series_id = ?", (series.id,))
    tx.executemany(
        "INSERT INTO series_breakdown VALUES (?, ?, ?, ?)",
        [(series.id, *(*breakdown, 0, 0)[:2], at) for at, breakdown in enumerate(series.breakdowns)],
    )
    write_counted(tx, series.id, series.counted)


def put_constant(tx: Transaction, constant: Constant) -> None:
    """Write a constant of formulas."""
    _put(
        tx,
        "constant",
        {
            "id": constant.id,
            "council_id": constant.council_id,
            "name": constant.name,
            "unit": constant.unit,
            "thousandths": constant.thousandths,
            "valid_from": constant.valid_from.isoformat(),
            "valid_to": constant.valid_to.isoformat(),
        },
    )


def put_seats(tx: Transaction, seats: Iterable[tuple[int, str, str, int]]) -> None:
    """Write how many seats there are: (council id, 役職, 区分, number), in order. Seats not named stay."""
    tx.executemany(
        "INSERT INTO roster_seat VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET seats = excluded.seats, position = excluded.position",
        [(*seat, position) for position, seat in enumerate(seats)],
    )


def put_form(tx: Transaction, form: Form) -> None:
    """Write a whole form. Its rows and columns are all that hangs on it."""
    tx.execute("DELETE FROM form WHERE id = ?", (form.id,))
    insert_form(tx, form)


def axes_with_figures(book: Book, series_id: int) -> set[tuple[int, ...]]:
    """The breakdowns (axis ids, ascending) under which a series has own figures; ``()`` is its totals."""
    rows = book.query(
        "SELECT DISTINCT coalesce(first.axis_id, 0), coalesce(second.axis_id, 0) FROM fact"
        " LEFT JOIN member AS first ON first.id = member1_id"
        " LEFT JOIN member AS second ON second.id = member2_id"
        " WHERE series_id = ? AND role = 'own'",
        (series_id,),
    )
    return {tuple(sorted(axis_id for axis_id in row if axis_id)) for row in rows}


def has_figures(book: Book, series_id: int) -> bool:
    """Whether anything is stored under a series."""
    return bool(book.query("SELECT 1 FROM fact WHERE series_id = ? LIMIT 1", (series_id,)))


def _put(
    tx: Transaction,
    table: str,
    values: Mapping[str, int | str | None],
    only_new: Mapping[str, str] | None = None,
) -> None:
    """Insert the row or update the one with its id; ``only_new`` are columns that an existing row keeps."""
    every = {**values, **(only_new or {})}
    updates = ", ".join(f"{column} = excluded.{column}" for column in values if column != "id")
    tx.execute(
        f"INSERT INTO {table} ({', '.join(every)}) VALUES ({', '.join('?' * len(every))})"
        f" ON CONFLICT (id) DO UPDATE SET {updates}",
        tuple(every.values()),
    )
