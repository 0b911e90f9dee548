"""The switches of the figures' page: columns beside, the month, ranks, counts of units."""

from __future__ import annotations

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.table import CellState, RowKind, Table
from kyosai_desktop.operations import editing, tables
from kyosai_desktop.operations.figure_view import FigureView, shaped
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

BLOCKS = "rosai.blocks"
EVERYTHING = FigureView(month=True, beside=True, ranks=True)


def shown(book: Book, seen: Viewpoint, view: FigureView) -> Table:
    return tables.table_of(book, shaped(tables.load_form(book, BLOCKS), view), seen, load_catalogue(book))


def labels(table: Table) -> list[str]:
    return [column.label for column in table.columns if column.groups == ("こくみん共済",)]


def test_the_plain_view_is_the_form(book: Book) -> None:
    form = tables.load_form(book, BLOCKS)
    assert shaped(form, FigureView()) == form


def test_all_switches_add_their_columns_once(book: Book, rosai_2023: Viewpoint) -> None:
    expected = ["目標", "前年同月", "前月まで", "当月", "実績", "差異", "達成率", "順位"]
    assert labels(shown(book, rosai_2023, EVERYTHING)) == expected
    form = shaped(tables.load_form(book, BLOCKS), EVERYTHING)
    assert shaped(form, EVERYTHING) == form


def test_earlier_figures_stand_beside_and_are_not_typed(book: Book, rosai_2023: Viewpoint) -> None:
    year = rosai_2023.year
    for seen, text in (
        (Viewpoint(rosai_2023.council, year, year.month(4)), "150"),
        (rosai_2023, "181"),
        (Viewpoint(rosai_2023.council, year.previous(), year.previous().month(5)), "170"),
    ):
        editing.enter(book, BLOCKS, seen, [TypedCell(0, 1, text)], "入力")
    table = shown(book, rosai_2023, FigureView(beside=True))
    line = dict(zip(labels(table), table.cells[0], strict=False))
    assert {name: line[name].text for name in ("前年同月", "前月まで", "実績")} == {
        "前年同月": "170",
        "前月まで": "150",
        "実績": "181",
    }
    assert [line[name].state for name in ("前年同月", "前月まで")] == [CellState.COMPUTED] * 2
    assert line["実績"].state is CellState.ENTRY


def test_what_is_not_reported_is_counted_once_whatever_stands_beside_it(
    book: Book, rosai_2023: Viewpoint
) -> None:
    """前年同月 and 前月まで aren't asked for, and 当月 comes with the 累計."""
    april = Viewpoint(rosai_2023.council, rosai_2023.year, rosai_2023.year.month(4))
    plain = shown(book, april, FigureView())
    assert any(note.startswith("未報告の数字が") for note in plain.notes)
    for view in (FigureView(beside=True), FigureView(month=True), EVERYTHING):
        assert shown(book, april, view).notes == plain.notes


def test_ties_share_a_rank_and_units_that_reached_are_counted_by_kind(
    book: Book, rosai_2023: Viewpoint
) -> None:
    targets = tables.table(book, "rosai.targets.blocks", rosai_2023)
    editing.enter(
        book,
        "rosai.targets.blocks",
        rosai_2023,
        [TypedCell(row, 0, "10") for row, each in enumerate(targets.rows) if each.kind is RowKind.ITEM],
        "目標",
    )
    plain = shown(book, rosai_2023, FigureView())
    results = {"石狩": "10", "後志": "12", "西胆振": "10", "留萌": "5", "釧路": "50"}
    rows = [row.name for row in plain.rows]
    editing.enter(
        book,
        BLOCKS,
        rosai_2023,
        [TypedCell(rows.index(name), 1, text) for name, text in results.items()],
        "実績",
    )
    table = shown(book, rosai_2023, FigureView(ranks=True))
    at = labels(table).index("順位")
    ranks = {row.name: line[at].text for row, line in zip(table.rows, table.cells, strict=True)}
    assert [ranks[name] for name in ("釧路", "後志", "石狩", "西胆振", "留萌")] == ["1", "2", "3", "3", "5"]
    assert ranks["全道 計"] == ""
    counts = {row.name: line[at - 1].text for row, line in zip(table.rows, table.cells, strict=True)}
    assert (counts["達成ブロック数"], counts["達成支店数"]) == ("4", "1")
