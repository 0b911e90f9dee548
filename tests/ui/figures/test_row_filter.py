"""Which rows a filter shows."""

from __future__ import annotations

from fractions import Fraction

from kyosai_desktop.domain.table import (
    Cell,
    CellState,
    Column,
    ColumnKind,
    FieldKey,
    Missing,
    Row,
    RowKind,
    Table,
)
from kyosai_desktop.ui.figures.row_filter import FilterKind, RowFilter, groups_of, rows_shown

PRODUCTS = ("こくみん共済", "長期共済")
RATES = {"石狩": (90, 120), "後志": (100, 80), "釧路": (101, 130), "根室": (None, 100)}
BRANCH = {"石狩": "道央支店", "後志": "道央支店", "釧路": "道東支店", "根室": "道東支店"}


def table() -> Table:
    rows, cells = [], []
    for name, rates in RATES.items():
        rows.append(Row((BRANCH[name], name)))
        line: list[Cell] = []
        for rate in rates:
            missing = Missing.NOT_REPORTED if rate is None else None
            key = FieldKey("fact", 1, name)
            line.append(Cell("" if rate is None else "1", None, CellState.ENTRY, missing, key=key))
            line.append(Cell("" if rate is None else str(rate), None if rate is None else Fraction(rate)))
        cells.append(tuple(line))
        if name in ("後志", "根室"):
            rows.append(Row((BRANCH[name], f"{BRANCH[name]} 計"), RowKind.SUBTOTAL))
            cells.append((Cell(), Cell("90", Fraction(90)), Cell(), Cell("90", Fraction(90))))
    rows.append(Row(("", "全道 計"), RowKind.TOTAL))
    cells.append((Cell(), Cell("90", Fraction(90)), Cell(), Cell("90", Fraction(90))))
    columns = [
        Column(label, (product,), kind)
        for product in PRODUCTS
        for label, kind in (("実績", ColumnKind.NUMBER), ("達成率", ColumnKind.RATE))
    ]
    return Table("t", "実績", ("支店", "ブロック"), tuple(columns), tuple(rows), tuple(cells))


def names(*filters: RowFilter) -> list[str]:
    shown = table()
    return [shown.rows[at].name for at in sorted(rows_shown(shown, filters))]


def test_a_branch_shows_its_rows_and_its_subtotal() -> None:
    assert groups_of(table()) == ["道央支店", "道東支店"]
    assert names(RowFilter(FilterKind.GROUP, "道東支店")) == ["釧路", "根室", "道東支店 計"]


def test_behind_is_what_lies_below_100_per_cent_of_a_product_or_of_any() -> None:
    assert names(RowFilter(FilterKind.BEHIND, "こくみん共済")) == ["石狩"]
    assert names(RowFilter(FilterKind.BEHIND)) == ["石狩", "後志"]


def test_unreported_is_neither_behind_nor_zero() -> None:
    assert names(RowFilter(FilterKind.UNREPORTED)) == ["根室"]
    assert names(RowFilter(FilterKind.UNREPORTED, "長期共済")) == []


def test_text_looks_into_the_labels_only() -> None:
    assert names(RowFilter(FilterKind.TEXT, "路")) == ["釧路"]
    assert names(RowFilter(FilterKind.TEXT, "9")) == []


def test_filters_add_up() -> None:
    both = RowFilter(FilterKind.GROUP, "道央支店"), RowFilter(FilterKind.BEHIND, "長期共済")
    assert names(*both) == ["後志"]
    assert len(names()) == len(table().rows)


def test_chips_name_what_is_hidden() -> None:
    assert RowFilter(FilterKind.GROUP, "道東支店").words() == "道東支店"
    assert RowFilter(FilterKind.BEHIND, "長期共済").words() == "未達（長期共済）"
    assert RowFilter(FilterKind.UNREPORTED).words() == "未報告"
    assert RowFilter(FilterKind.TEXT, "路").words() == "「路」を含む行"
