"""Branch sheets as offices lay them out: titles, units, merged headers, subtotals, notes."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.text.name import name_key
from kyosai_desktop.excel.grid import CellKind, GridCell, MergedRange, SheetGrid
from kyosai_desktop.excel.layout import FoundTable, Role, RowKind, SheetTables, find_tables

ROW_HEADERS = {"ブロック", "産別", "支店"}
PRODUCTS = {"こくみん共済", "長期共済", "生命系共済", "自賠責共済", "新規", "継続"}


def tables_of(sheet: SheetGrid) -> SheetTables:
    return find_tables(
        sheet, lambda text: name_key(text) in ROW_HEADERS, lambda text: name_key(text) in PRODUCTS
    )


def only_table(sheet: SheetGrid) -> FoundTable:
    (table,) = tables_of(sheet).tables
    return table


def numbers(table: FoundTable) -> list[tuple[tuple[str, ...], list[object]]]:
    return [(row.labels, [cell.value for cell in row.cells]) for row in table.rows]


def test_a_plain_sheet(sheet) -> None:
    found = tables_of(sheet([["ブロック", "こくみん共済", "長期共済"], ["石狩", 10, 20], ["後志", None, 5]]))
    (table,) = found.tables
    assert [header.path for header in table.labels] == [("ブロック",)]
    assert [(header.path, header.address) for header in table.header] == [
        (("こくみん共済",), "B1"),
        (("長期共済",), "C1"),
    ]
    assert numbers(table) == [(("石狩",), [10, 20]), (("後志",), [5])]
    assert table.rows[1].cells[0].address == "C3"
    assert found.unread == ()


def test_title_unit_and_notes_around_a_table(sheet) -> None:
    table = only_table(
        sheet(
            [
                ["2023年度 実績", None, "2023年度 実績"],
                [None, None, "（単位：件）"],
                [],
                ["ブロック", "こくみん共済", "長期共済"],
                ["石狩", 10, 20],
                ["※1 移管を除く"],
                ["速報のため変わることがあります"],
            ]
        )
    )
    assert table.title == "2023年度 実績"
    assert table.unit_text == "（単位：件）"
    assert table.notes == ("※1 移管を除く", "速報のため変わることがあります")
    assert numbers(table) == [(("石狩",), [10, 20])]


def test_a_merged_header_of_two_rows_gives_paths(sheet) -> None:
    table = only_table(
        sheet(
            [
                ["ブロック", "生命系共済", None, "自賠責共済", None],
                [None, "こくみん\n共済", "長期共済", "新規", "継続"],
                ["石狩", 1, 2, 3, 4],
            ],
            merges=(MergedRange(0, 0, 1, 0), MergedRange(0, 1, 0, 2), MergedRange(0, 3, 0, 4)),
        )
    )
    assert [header.path for header in table.header] == [
        ("生命系共済", "こくみん 共済"),
        ("生命系共済", "長期共済"),
        ("自賠責共済", "新規"),
        ("自賠責共済", "継続"),
    ]
    assert [header.address for header in table.header] == ["B2", "C2", "D2", "E2"]
    assert numbers(table) == [(("石狩",), [1, 2, 3, 4])]


def test_group_names_above_the_row_header_belong_to_the_header(sheet) -> None:
    table = only_table(
        sheet(
            [
                ["実績報告"],
                [None, "こくみん共済", None, "長期共済", None],
                ["ブロック", "目標", "実績", "目標", "実績"],
                ["石狩", 1, 2, 3, 4],
            ],
            merges=(MergedRange(1, 1, 1, 2), MergedRange(1, 3, 1, 4)),
        )
    )
    assert table.title == "実績報告"
    assert [header.text for header in table.header] == [
        "こくみん共済／目標",
        "こくみん共済／実績",
        "長期共済／目標",
        "長期共済／実績",
    ]


def test_a_lone_unit_above_the_header_is_no_group(sheet) -> None:
    table = only_table(
        sheet(
            [[None, "単位：件", None], ["ブロック", "こくみん共済", "長期共済"], ["石狩", 1, 2]],
            merges=(MergedRange(0, 1, 0, 2),),
        )
    )
    assert table.unit_text == "単位：件"
    assert table.header[0].path == ("こくみん共済",)


def test_group_names_are_filled_down_inside_merges_only(sheet) -> None:
    table = only_table(
        sheet(
            [
                ["支店", "ブロック", "こくみん共済"],
                ["道央支店", "石狩", 1],
                [None, "空知", 2],
                [None, "後志", 3],
                ["道央支店 合計", None, 6],
            ],
            merges=(MergedRange(1, 0, 2, 0), MergedRange(4, 0, 4, 1)),
        )
    )
    assert [row.labels for row in table.rows] == [
        ("道央支店", "石狩"),
        ("道央支店", "空知"),
        ("", "後志"),
        ("道央支店 合計", "道央支店 合計"),
    ]
    assert [row.kind for row in table.rows] == [RowKind.DATA, RowKind.DATA, RowKind.DATA, RowKind.SUBTOTAL]


def test_subtotals_are_told_by_their_words(sheet) -> None:
    table = only_table(
        sheet(
            [
                ["ブロック", "こくみん共済"],
                ["苫小牧", 1],
                ["苫小牧支所計", 1],
                ["室蘭支所（再掲）", 1],
                ["会計労組", 1],
                ["合　計", 2],
            ]
        )
    )
    assert [row.kind is RowKind.SUBTOTAL for row in table.rows] == [False, True, True, False, True]


def test_two_blank_rows_do_not_end_a_table_but_three_do(sheet) -> None:
    found = tables_of(
        sheet([["ブロック", "こくみん共済"], ["石狩", 1], [], [], ["後志", 2], [], [], [], ["離れ", 3]])
    )
    (table,) = found.tables
    assert [row.kind for row in table.rows] == [RowKind.DATA, RowKind.BLANK, RowKind.BLANK, RowKind.DATA]
    assert [cell.address for cell in found.unread] == ["A9", "B9"]


def test_a_row_with_only_its_running_number_is_blank(sheet) -> None:
    table = only_table(sheet([["No.", "ブロック", "こくみん共済"], [1, "石狩", 5], [2, None, None]]))
    assert [row.kind for row in table.rows] == [RowKind.DATA, RowKind.BLANK]
    assert [header.text for header in table.header] == ["No.", "こくみん共済"]


def test_a_figure_without_a_name_is_data_to_be_asked_about(sheet) -> None:
    table = only_table(sheet([["ブロック", "こくみん共済"], [None, 5]]))
    assert numbers(table) == [(("",), [5])]
    assert table.rows[0].kind is RowKind.DATA


def test_figures_right_of_the_header_are_unread(sheet) -> None:
    found = tables_of(sheet([["ブロック", "こくみん共済"], ["石狩", 1, None, "10万"]]))
    assert [cell.address for cell in found.unread] == ["D2"]
    assert found.roles[1, 3] is Role.UNREAD


def test_text_figures_of_csv_are_no_header(sheet) -> None:
    table = only_table(
        sheet([["ブロック", "こくみん共済", "長期共済"], [None, "1,150", "▲5"], ["石狩", "－", "91.0％"]])
    )
    assert numbers(table) == [(("",), ["1,150", "▲5"]), (("石狩",), ["－", "91.0％"])]


def test_tables_one_under_the_other(sheet) -> None:
    first, second = tables_of(
        sheet(
            [
                ["目標"],
                ["ブロック", "こくみん共済"],
                ["石狩", 1],
                ["合計", 1],
                [],
                ["実績"],
                ["ブロック", "こくみん共済"],
                ["石狩", 2],
            ]
        )
    ).tables
    assert (first.title, second.title) == ("目標", "実績")
    assert numbers(first)[:2] == [(("石狩",), [1]), (("合計",), [1])]
    assert numbers(second) == [(("石狩",), [2])]


def test_the_last_row_of_a_table_is_no_title_of_the_next(sheet) -> None:
    first, second = tables_of(
        sheet(
            [
                ["ブロック", "こくみん共済"],
                ["石狩", 1],
                ["後志"],
                [],
                ["産別", "こくみん共済"],
                ["全道労組", 2],
            ]
        )
    ).tables
    assert [row.labels for row in first.rows if row.kind is RowKind.DATA] == [("石狩",), ("後志",)]
    assert second.title == ""


def test_tables_side_by_side(sheet) -> None:
    found = tables_of(
        sheet(
            [
                ["ブロック", "こくみん共済", None, "ブロック", "長期共済"],
                ["石狩", 1, None, "後志", 2],
            ]
        )
    )
    left, right = found.tables
    assert numbers(left) == [(("石狩",), [1])]
    assert numbers(right) == [(("後志",), [2])]
    assert found.unread == ()


def test_hidden_rows_and_columns_are_reported(sheet) -> None:
    table = only_table(
        sheet(
            [["ブロック", "こくみん共済", "長期共済"], ["石狩", 1, 2]],
            hidden_rows=frozenset({1}),
            hidden_columns=frozenset({2}),
        )
    )
    assert [row.hidden for row in table.rows] == [True]
    assert [header.hidden for header in table.header] == [False, True]


def test_a_sheet_without_a_table_is_wholly_unread(sheet) -> None:
    found = tables_of(sheet([["記入例"], ["ブロック", "氏名"], ["石狩", "見本 太郎"]]))
    assert found.tables == ()
    assert len(found.unread) == 5


def test_a_hostile_merge_of_the_whole_sheet_costs_nothing() -> None:
    cells = {
        (row, column): GridCell(row, column, CellKind.TEXT, text, text, "@")
        for (row, column), text in {
            (0, 0): "ブロック",
            (0, 1): "こくみん共済",
            (1, 0): "石狩",
            (1_048_575, 16_383): "端",
        }.items()
    }
    merges = (MergedRange(1, 0, 1_048_575, 16_383),) * 3
    found = tables_of(SheetGrid("実績", cells, rows=1_048_576, columns=16_384, merges=merges))
    assert found.roles[1_048_575, 16_383] is Role.NOTE


CELLS = st.one_of(
    st.none(),
    st.integers(-5, 5_000),
    st.sampled_from(
        [
            "ブロック",
            "支店",
            "産別",
            "こくみん共済",
            "長期共済",
            "目標",
            "合計",
            "石狩",
            "※1 注",
            "（単位：件）",
            "－",
        ]
    ),
    st.sampled_from(["1,234", " ", "　", "備考", "実績報告"]),
)
MERGES = st.builds(
    lambda row, column, down, right: MergedRange(row, column, row + down, column + right),
    st.integers(0, 11),
    st.integers(0, 6),
    st.integers(0, 3),
    st.integers(0, 3),
)


@given(st.lists(st.lists(CELLS, max_size=7), max_size=12), st.lists(MERGES, max_size=4))
def test_every_visible_cell_has_exactly_one_role(rows: list[list[object]], merges: list[MergedRange]) -> None:
    cells = {}
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, int):
                number = Decimal(value)
                cells[row, column] = GridCell(row, column, CellKind.NUMBER, number, str(value), "General")
            elif isinstance(value, str):
                cells[row, column] = GridCell(row, column, CellKind.TEXT, value, value, "@")
    grid = SheetGrid("実績", cells, rows=len(rows), columns=7, merges=tuple(merges))
    found = tables_of(grid)
    assert set(found.roles) == {place for place, cell in cells.items() if not cell.is_blank}
    in_rows = [
        (cell.row, cell.column)
        for table in found.tables
        for row in table.rows
        for cell in (*row.label_cells, *row.cells)
    ]
    assert len(in_rows) == len(set(in_rows))
    assert set(in_rows) == {
        place for place, role in found.roles.items() if role in (Role.DATA, Role.SUBTOTAL)
    }
    assert {(cell.row, cell.column) for cell in found.unread} == {
        place for place, role in found.roles.items() if role is Role.UNREAD
    }
    notes = [place for place, role in found.roles.items() if role is Role.NOTE]
    assert len(notes) == sum(len(table.notes) for table in found.tables)
