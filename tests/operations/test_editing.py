"""Typing and pasting figures: one undo step, or nothing with the reason."""

from __future__ import annotations

import pytest

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import Fact, FactKey
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.table import CellState, Missing, Table
from kyosai_desktop.operations import editing, tables
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book

BLOCKS, UNIONS, TARGETS = "rosai.blocks", "rosai.unions", "rosai.targets.blocks"


def row_of(table: Table, name: str) -> int:
    return next(at for at, row in enumerate(table.rows) if row.name == name)


def column_of(table: Table, path: str) -> int:
    return next(at for at, column in enumerate(table.columns) if column.path == path)


def entered(book: Book, seen: Viewpoint, form: str, texts: dict[tuple[str, str], str]) -> Applied | Problem:
    table = tables.table(book, form, seen)
    cells = [
        TypedCell(row_of(table, row), column_of(table, column), text) for (row, column), text in texts.items()
    ]
    return editing.enter(book, form, seen, cells, "入力")


def shown(book: Book, seen: Viewpoint, form: str, row: str, column: str) -> str:
    table = tables.table(book, form, seen)
    return table.cells[row_of(table, row)][column_of(table, column)].text


RESULT = "こくみん共済／実績"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("181", "181"),
        ("１８１", "181"),
        ("1,181件", "1,181"),
        ("▲5", "▲5"),
        ("△ 5", "▲5"),
        ("(5)", "▲5"),
        ("０", "0"),
    ],
)
def test_a_typed_figure_is_stored_as_one_step(
    book: Book, rosai_2023: Viewpoint, typed: str, stored: str
) -> None:
    steps = len(book.history())
    assert entered(book, rosai_2023, BLOCKS, {("石狩", RESULT): typed}) == Applied(1)
    assert shown(book, rosai_2023, BLOCKS, "石狩", RESULT) == stored
    assert shown(book, rosai_2023, BLOCKS, "道央支店 計", RESULT) == stored
    assert len(book.history()) == steps + 1


def test_a_dash_is_no_figure_and_an_empty_cell_is_unreported(book: Book, rosai_2023: Viewpoint) -> None:
    entered(book, rosai_2023, BLOCKS, {("石狩", RESULT): "181", ("後志", RESULT): "－"})
    table = tables.table(book, BLOCKS, rosai_2023)
    cell = table.cells[row_of(table, "後志")][column_of(table, RESULT)]
    assert (cell.text, cell.missing) == ("－", Missing.NOT_APPLICABLE)
    entered(book, rosai_2023, BLOCKS, {("石狩", RESULT): ""})
    assert shown(book, rosai_2023, BLOCKS, "石狩", RESULT) == ""


def test_typing_what_is_there_already_makes_no_step(book: Book, rosai_2023: Viewpoint) -> None:
    entered(book, rosai_2023, BLOCKS, {("石狩", RESULT): "181"})
    steps = len(book.history())
    assert entered(book, rosai_2023, BLOCKS, {("石狩", RESULT): "１８１"}) == Applied(0)
    assert entered(book, rosai_2023, BLOCKS, {("後志", RESULT): ""}) == Applied(0)
    assert len(book.history()) == steps


@pytest.mark.parametrize("typed", ["三十一", "1.0001", "12 34", "1,23", "74(1)", "91.0%", "5回"])
def test_a_text_that_is_not_surely_a_count_changes_nothing(
    book: Book, rosai_2023: Viewpoint, typed: str
) -> None:
    problem = entered(book, rosai_2023, BLOCKS, {("後志", RESULT): "7", ("石狩", RESULT): typed})
    assert isinstance(problem, Problem)
    assert (problem.place.row, problem.place.column) == ("石狩", RESULT)
    assert shown(book, rosai_2023, BLOCKS, "後志", RESULT) == ""


def test_a_subtotal_cannot_be_typed(book: Book, rosai_2023: Viewpoint) -> None:
    problem = entered(book, rosai_2023, BLOCKS, {("道央支店 計", RESULT): "5"})
    assert isinstance(problem, Problem)
    assert problem.code == "cell.computed"


def test_pasted_subtotals_are_checked_and_a_wrong_one_refuses_the_whole(
    book: Book, rosai_2023: Viewpoint
) -> None:
    right = {
        ("留萌", RESULT): "9",
        ("宗谷", RESULT): "12",
        ("道北支店 計", RESULT): "21",
        ("全道 計", RESULT): "21",
    }
    wrong = {**right, ("全道 計", RESULT): "22"}
    problem = entered(book, rosai_2023, BLOCKS, wrong)
    assert isinstance(problem, Problem)
    assert problem.code == "paste.computed_differs"
    assert shown(book, rosai_2023, BLOCKS, "留萌", RESULT) == ""
    assert entered(book, rosai_2023, BLOCKS, right) == Applied(2)
    assert shown(book, rosai_2023, BLOCKS, "全道 計", RESULT) == "21"


def test_a_block_of_20_by_14_lands_as_one_step_and_undo_takes_it_back(
    book: Book, rosai_2023: Viewpoint
) -> None:
    table = tables.table(book, UNIONS, rosai_2023)
    results = [at for at, column in enumerate(table.columns) if column.label == "実績"][:7]
    cells = [TypedCell(row, column, f"{row * column + 1:,}") for row in range(20) for column in results]
    targets = tables.table(book, "rosai.targets.unions", rosai_2023)
    assert editing.enter(book, UNIONS, rosai_2023, cells, "貼り付け 20×7") == Applied(140)
    assert book.undo_label() == "貼り付け 20×7"
    after = tables.table(book, UNIONS, rosai_2023)
    book.undo()
    assert tables.table(book, UNIONS, rosai_2023) == table
    book.redo()
    assert tables.table(book, UNIONS, rosai_2023) == after
    assert tables.table(book, "rosai.targets.unions", rosai_2023) == targets


def test_unions_and_blocks_are_kept_apart(book: Book, rosai_2023: Viewpoint) -> None:
    entered(book, rosai_2023, BLOCKS, {("石狩", RESULT): "181"})
    entered(book, rosai_2023, UNIONS, {("自治労", RESULT): "170"})
    assert shown(book, rosai_2023, BLOCKS, "全道 計", RESULT) == "181"
    assert shown(book, rosai_2023, UNIONS, "全道 計", RESULT) == "170"


def test_years_and_months_are_kept_apart(book: Book, rosai_2023: Viewpoint) -> None:
    entered(book, rosai_2023, BLOCKS, {("石狩", RESULT): "181"})
    march = Viewpoint(rosai_2023.council, rosai_2023.year, rosai_2023.year.month(3))
    assert shown(book, march, BLOCKS, "石狩", RESULT) == ""
    entered(book, march, BLOCKS, {("石狩", RESULT): "150"})
    assert shown(book, rosai_2023, BLOCKS, "石狩", RESULT) == "181"


def test_targets_are_typed_on_their_own_tab_and_seen_beside_results(
    book: Book, rosai_2023: Viewpoint
) -> None:
    entered(book, rosai_2023, TARGETS, {("石狩", "こくみん共済／目標"): "236"})
    entered(book, rosai_2023, BLOCKS, {("石狩", RESULT): "181"})
    assert shown(book, rosai_2023, BLOCKS, "石狩", "こくみん共済／目標") == "236"
    assert shown(book, rosai_2023, BLOCKS, "石狩", "こくみん共済／差異") == "▲55"
    assert shown(book, rosai_2023, BLOCKS, "石狩", "こくみん共済／達成率") == "76.7"


def test_the_truncating_council_prints_58_3(book: Book, rokin_2024: Viewpoint) -> None:
    name = "①メイン化（給振・年金・公振・クレジット）"
    entered(book, rokin_2024, "rokin.targets", {(name, "年間目標"): "6,350"})
    entered(book, rokin_2024, "rokin.services", {(name, "上期実績"): "3,708"})
    assert shown(book, rokin_2024, "rokin.services", name, "達成率") == "58.3"


def test_an_unknown_form_is_told(book: Book, rosai_2023: Viewpoint) -> None:
    with pytest.raises(Refused) as refused:
        tables.table(book, "rosai.nothing", rosai_2023)
    assert refused.value.problems[0].code == "form.unknown"


def test_a_cleared_figure_is_unreported_even_when_it_had_been_revised(
    book: Book, rosai_2023: Viewpoint
) -> None:
    entered(book, rosai_2023, TARGETS, {("石狩", "こくみん共済／目標"): "100"})
    table = tables.table(book, TARGETS, rosai_2023)
    key = table.cells[row_of(table, "石狩")][column_of(table, "こくみん共済／目標")].key
    assert isinstance(key, FactKey)
    with book.change("第1回改定") as tx:
        facts_sql.write_fact(tx, key._replace(version=1), Fact(120_000))
    assert shown(book, rosai_2023, TARGETS, "石狩", "こくみん共済／目標") == "120"
    entered(book, rosai_2023, TARGETS, {("石狩", "こくみん共済／目標"): ""})
    assert shown(book, rosai_2023, TARGETS, "石狩", "こくみん共済／目標") == ""


def test_a_fraction_is_kept_and_the_note_says_so(book: Book, rosai_2023: Viewpoint) -> None:
    answer = entered(book, rosai_2023, BLOCKS, {("石狩", RESULT): "12.5"})
    assert isinstance(answer, Applied)
    assert "端数まで保存しました" in answer.note
    assert shown(book, rosai_2023, BLOCKS, "石狩", RESULT) == "13"
    entered(book, rosai_2023, BLOCKS, {("後志", RESULT): "0.5"})
    assert shown(book, rosai_2023, BLOCKS, "全道 計", RESULT) == "13"


@pytest.mark.parametrize(("typed", "stored"), [("6億9百万円", "609"), ("609", "609"), ("609百万円", "609")])
def test_an_amount_in_words_is_stored_in_the_units_of_its_row(
    book: Book, rokin_2024: Viewpoint, typed: str, stored: str
) -> None:
    form = next(info.code for info in tables.forms(book, rokin_2024.council) if info.title == "重点取組")
    table = tables.table(book, form, rokin_2024)
    row = next(at for at, row in enumerate(table.rows) if "可処分所得向上額" in row.name)
    column = next(at for at, cell in enumerate(table.cells[row]) if cell.state is CellState.ENTRY)
    assert editing.enter(book, form, rokin_2024, [TypedCell(row, column, typed)], "入力") == Applied(1)
    assert tables.table(book, form, rokin_2024).cells[row][column].text == stored
    wrong = editing.enter(book, form, rokin_2024, [TypedCell(row, column, "5件")], "入力")
    assert isinstance(wrong, Problem)
    assert wrong.code == "number.other_unit"
