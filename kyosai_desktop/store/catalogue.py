"""SQL of the masters: councils, axes with their members, indicators and series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Constant, Council, Indicator, Keeping, Measure, Series, Totalling
from kyosai_desktop.store.activities import load_counted, write_counted
from kyosai_desktop.store.book import Book, Transaction
from kyosai_desktop.store.campaigns import load_every_campaign
from kyosai_desktop.store.councils import load_councils

TABLES = frozenset(
    {
        "council",
        "axis",
        "council_axis",
        "member",
        "member_kind",
        "member_earlier_name",
        "indicator",
        "alias",
        "series",
        "series_breakdown",
        "constant",
        "campaign",
    }
)
"""Tables whose change makes a loaded catalogue out of date."""


def load_catalogue(book: Book) -> Catalogue:
    """All masters of the book."""
    aliases = _aliases(book)
    return Catalogue(
        load_councils(book),
        _axes(book, aliases["member"]),
        _indicators(book, aliases["indicator"]),
        _series(book),
        _constants(book),
        load_every_campaign(book),
    )


def load_measure_aliases(book: Book) -> dict[str, Measure]:
    """Other words for measures that an import accepted, by the word."""
    by_number = dict(enumerate(Measure, start=1))
    rows = book.query("SELECT name, target_id FROM alias WHERE target = 'measure'")
    return {name: by_number[target_id] for name, target_id in rows}


def axes_of_council(book: Book, council_id: int) -> list[int]:
    """Ids of the axes that a council uses, in its order."""
    rows = book.query(
        "SELECT axis_id FROM council_axis WHERE council_id = ? ORDER BY position", (council_id,)
    )
    return [axis_id for (axis_id,) in rows]


def insert_council(tx: Transaction, council: Council, axis_ids: Iterable[int]) -> None:
    """Add a council that uses the axes in this order."""
    tx.execute(
        "INSERT INTO council VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            council.id,
            council.code,
            council.name,
            council.short_name,
            council.start_month,
            council.rounding.value,
            council.rate_decimals,
            int(council.signed_differences),
            council.position,
        ),
    )
    tx.executemany(
        "INSERT INTO council_axis VALUES (?, ?, ?)",
        [(council.id, axis_id, position) for position, axis_id in enumerate(axis_ids)],
    )


def insert_axis(tx: Transaction, axis: Axis, position: int) -> None:
    """Add an axis with all its members."""
    tx.execute(
        "INSERT INTO axis VALUES (?, ?, ?, ?, ?, ?)",
        (axis.id, axis.code, axis.name, int(axis.open_list), int(axis.addable), position),
    )
    for member in axis.members:
        insert_member(tx, member)


def insert_member(tx: Transaction, member: Member) -> None:
    """Add one member with its kinds, earlier names and aliases."""
    tx.execute(
        "INSERT INTO member VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            member.id,
            member.axis_id,
            member.code,
            member.name,
            member.parent_id,
            member.position,
            member.valid_from,
            member.valid_to,
        ),
    )
    tx.executemany(
        "INSERT INTO member_kind VALUES (?, ?)", [(member.id, kind) for kind in sorted(member.kinds)]
    )
    tx.executemany(
        "INSERT INTO member_earlier_name VALUES (?, ?, ?)",
        [(member.id, last_year, name) for last_year, name in member.earlier_names],
    )
    for alias in member.aliases:
        insert_alias(tx, "member", member.id, alias)


def insert_indicator(tx: Transaction, indicator: Indicator) -> None:
    """Add one indicator with its aliases."""
    tx.execute(
        "INSERT INTO indicator VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
        (
            indicator.id,
            indicator.council_id,
            indicator.code,
            indicator.name,
            indicator.unit,
            indicator.parent_id,
            indicator.position,
            indicator.decimals,
            int(indicator.more_is_better),
            indicator.formula,
            indicator.total_label,
        ),
    )
    for alias in indicator.aliases:
        insert_alias(tx, "indicator", indicator.id, alias)


def insert_alias(tx: Transaction, target: str, target_id: int, name: str) -> None:
    """Remember another name; saying it twice changes nothing."""
    tx.execute("INSERT OR IGNORE INTO alias VALUES (?, ?, ?, ?)", (target, target_id, name, tx.step_id))


def insert_series(tx: Transaction, series: Series) -> None:
    """Add one series with its breakdowns."""
    tx.execute(
        "INSERT INTO series VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', '')",
        (
            series.id,
            series.council_id,
            series.indicator_id,
            series.measure.value,
            series.variant,
            series.keeping.value,
            series.totalling.value,
            series.rounding.value if series.rounding else None,
        ),
    )
    tx.executemany(
        "INSERT INTO series_breakdown VALUES (?, ?, ?, ?)",
        [(series.id, *(*breakdown, 0, 0)[:2], at) for at, breakdown in enumerate(series.breakdowns)],
    )
    if series.counted:
        write_counted(tx, series.id, series.counted)


def insert_constants(tx: Transaction, constants: Iterable[Constant]) -> None:
    """Add constants of formulas."""
    tx.executemany(
        "INSERT INTO constant VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                constant.id,
                constant.council_id,
                constant.name,
                constant.unit,
                constant.thousandths,
                constant.valid_from.isoformat(),
                constant.valid_to.isoformat(),
            )
            for constant in constants
        ],
    )


def _constants(book: Book) -> list[Constant]:
    rows = book.query("SELECT id, council_id, name, unit, thousandths, valid_from, valid_to FROM constant")
    return [
        Constant(id, council, name, unit, thousandths, date.fromisoformat(start), date.fromisoformat(end))
        for id, council, name, unit, thousandths, start, end in rows
    ]


def _aliases(book: Book) -> dict[str, dict[int, tuple[str, ...]]]:
    found: dict[str, dict[int, tuple[str, ...]]] = {"member": {}, "indicator": {}, "measure": {}}
    for target, target_id, name in book.query("SELECT target, target_id, name FROM alias ORDER BY name"):
        found[target][target_id] = (*found[target].get(target_id, ()), name)
    return found


def _axes(book: Book, aliases: dict[int, tuple[str, ...]]) -> list[Axis]:
    kinds: dict[int, set[str]] = defaultdict(set)
    for member_id, kind in book.query("SELECT member_id, kind FROM member_kind"):
        kinds[member_id].add(kind)
    earlier: dict[int, tuple[tuple[int, str], ...]] = {}
    for member_id, last_year, name in book.query(
        "SELECT member_id, last_year, name FROM member_earlier_name ORDER BY last_year"
    ):
        earlier[member_id] = (*earlier.get(member_id, ()), (last_year, name))
    members: dict[int, list[Member]] = defaultdict(list)
    for id, axis_id, code, name, parent_id, position, valid_from, valid_to in book.query(
        "SELECT id, axis_id, code, name, parent_id, position, valid_from, valid_to FROM member"
    ):
        members[axis_id].append(
            Member(
                id,
                axis_id,
                code,
                name,
                parent_id,
                frozenset(kinds[id]),
                position,
                valid_from,
                valid_to,
                aliases.get(id, ()),
                earlier.get(id, ()),
            )
        )
    return [
        Axis(id, code, name, members[id], open_list=bool(open_list), addable=bool(addable))
        for id, code, name, open_list, addable in book.query(
            "SELECT id, code, name, open_list, addable FROM axis ORDER BY position, id"
        )
    ]


def _indicators(book: Book, aliases: dict[int, tuple[str, ...]]) -> list[Indicator]:
    rows = book.query(
        "SELECT id, council_id, code, name, unit, parent_id, position, decimals, more_is_better, formula, total_label"
        " FROM indicator ORDER BY position, id"
    )
    return [
        Indicator(
            id,
            council_id,
            code,
            name,
            unit,
            parent,
            position,
            decimals,
            bool(more),
            formula,
            total,
            aliases.get(id, ()),
        )
        for id, council_id, code, name, unit, parent, position, decimals, more, formula, total in rows
    ]


def _series(book: Book) -> list[Series]:
    counted = load_counted(book)
    breakdowns: dict[int, tuple[tuple[int, ...], ...]] = {}
    for series_id, axis1, axis2 in book.query(
        "SELECT series_id, axis1_id, axis2_id FROM series_breakdown ORDER BY position"
    ):
        breakdown = tuple(axis_id for axis_id in (axis1, axis2) if axis_id)
        breakdowns[series_id] = (*breakdowns.get(series_id, ()), breakdown)
    rows = book.query(
        "SELECT id, council_id, indicator_id, measure, variant, keeping, totalling, rounding FROM series"
    )
    return [
        Series(
            id,
            council_id,
            indicator_id,
            Measure(measure),
            variant,
            Keeping(keeping),
            Totalling(totalling),
            breakdowns.get(id, ((),)),
            Rounding(rounding) if rounding else None,
            counted.get(id),
        )
        for id, council_id, indicator_id, measure, variant, keeping, totalling, rounding in rows
    ]
