from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.table import Column, Row, RowKind
from kyosai_desktop.domain.table_spans import Span, header_depth, header_spans, stub_spans


def test_neighbours_under_one_group_share_its_cell() -> None:
    columns = (Column("目標", ("長期",)), Column("実績", ("長期",)), Column("計"), Column("目標", ("火災",)))

    assert header_depth(columns) == 2
    assert header_spans(columns) == [
        Span(0, 0, 0, 1, "長期"),
        Span(0, 3, 0, 3, "火災"),
        Span(1, 0, 1, 0, "目標"),
        Span(1, 1, 1, 1, "実績"),
        Span(0, 2, 1, 2, "計"),
        Span(1, 3, 1, 3, "目標"),
    ]


def test_equal_inner_groups_under_different_outer_ones_stay_apart() -> None:
    columns = (Column("件数", ("移管を含む", "今年度")), Column("件数", ("移管を除く", "今年度")))

    assert [span for span in header_spans(columns) if span.text == "今年度"] == [
        Span(1, 0, 1, 0, "今年度"),
        Span(1, 1, 1, 1, "今年度"),
    ]


def test_a_branch_stands_once_beside_its_blocks_and_its_total_reaches_over() -> None:
    rows = (
        Row(("道央支店", "石狩")),
        Row(("道央支店", "後志")),
        Row(("道央支店計", ""), RowKind.SUBTOTAL),
        Row(("", "全道計"), RowKind.TOTAL),
    )

    assert stub_spans(rows) == [
        Span(0, 0, 1, 0, "道央支店"),
        Span(0, 1, 0, 1, "石狩"),
        Span(1, 1, 1, 1, "後志"),
        Span(2, 0, 2, 1, "道央支店計"),
        Span(3, 0, 3, 1, "全道計"),
    ]


def test_equal_labels_in_the_last_column_stay_apart() -> None:
    assert stub_spans((Row(("空知",)), Row(("空知",)))) == [
        Span(0, 0, 0, 0, "空知"),
        Span(1, 0, 1, 0, "空知"),
    ]


_labels = st.lists(st.sampled_from(["", "道央", "道北", "石狩"]), min_size=3, max_size=3).map(tuple)
_rows = st.lists(st.builds(Row, _labels, st.sampled_from(RowKind)), max_size=12)
_groups = st.lists(st.sampled_from(["長期", "火災"]), max_size=2).map(tuple)
_columns = st.lists(st.builds(Column, st.just("目標"), _groups), max_size=9)


def _covered(spans: list[Span]) -> list[tuple[int, int]]:
    return sorted(
        (row, column)
        for span in spans
        for row in range(span.top, span.bottom + 1)
        for column in range(span.left, span.right + 1)
    )


@given(_rows)
def test_every_place_of_the_label_columns_is_covered_exactly_once(rows: list[Row]) -> None:
    assert _covered(stub_spans(rows)) == [(row, column) for row in range(len(rows)) for column in range(3)]


@given(_columns)
def test_every_place_of_the_header_is_covered_exactly_once(columns: list[Column]) -> None:
    depth = header_depth(columns) if columns else 0
    assert _covered(header_spans(columns)) == [
        (row, column) for row in range(depth) for column in range(len(columns))
    ]
